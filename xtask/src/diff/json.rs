//! What came out, for tools: everything, uncut.

use super::{Compared, Outcome, gate::Gate, words::reasons};
use serde_json::{Value, json};
use wechat_league_codegen::{
    diag::{render::json_place, view::Viewer},
    diff::{Change, Verdict, approvals},
    source::{At, Sources},
};

/// An outcome as one object. `verdict` is `none` where the sides say the same, and null where nothing was compared.
pub fn json(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::CouldNotTell { why } => json!({"verdict": Verdict::CouldNotTell.name(), "why": why, "open": false}),
        Outcome::Nothing { base, gate } => {
            json!({"verdict": null, "base": base, "open": !gate.is_closed(), "gate": of_gate(gate), "changes": []})
        }
        Outcome::Compared(compared) => {
            let Compared { old, new, diff, gate, notes } = compared.as_ref();
            json!({
                "verdict": diff.verdict().name(),
                "base": old.shown,
                "head": new.shown,
                "open": !gate.is_closed(),
                "gate": of_gate(gate),
                "notes": notes,
                "changes": diff.changes.iter().map(|change| of_change(compared, change)).collect::<Vec<_>>(),
            })
        }
    }
}

fn of_change(compared: &Compared, change: &Change) -> Value {
    let at = |sources: &Sources, at: Option<At>| at.map(|at| place(sources, at));
    let rust = change.rust.as_ref().map(|(old, new)| json!({"old": old, "new": new}));
    let is_dangerous = change.verdict() == Verdict::Dangerous;
    let counted = compared.gate.counted(change).filter(|_| is_dangerous);
    json!({
        "rule": change.rule.name(),
        "verdict": change.verdict().name(),
        "title": change.rule.title(),
        "identity": change.identity,
        "old": change.old,
        "new": change.new,
        "rust": rust,
        "used_by": change.used_by,
        "directions": change.directions.iter().map(|direction| direction.name()).collect::<Vec<_>>(),
        "cause": change.cause.name(),
        "at_old": at(&compared.old.sources, change.at_old),
        "at_new": at(&compared.new.sources, change.at_new),
        "migration": change.migration,
        "note": change.note,
        "fingerprint": change.fingerprint(),
        "approved": is_dangerous.then(|| compared.gate.covers(change)),
        "approval_line": counted.map(approvals::line),
    })
}

fn place(sources: &Sources, at: At) -> Value {
    json_place(&Viewer::new(sources).view(&at.0))
}

fn of_gate(gate: &Gate) -> Value {
    let says = gate.says.map(|version| version.to_string());
    let release = gate.release.as_ref().map(|release| {
        json!({
            "tag": release.tag,
            "verdict": release.diff.verdict().name(),
            "changes": release.diff.changes.len(),
            "needed": release.needed.to_string(),
        })
    });
    let approvals = gate.judged.iter().map(|judged| {
        let standing = format!("{:?}", judged.standing).to_lowercase();
        json!({"fingerprint": judged.approval.fingerprint, "line": judged.approval.line, "standing": standing})
    });
    json!({
        "closed": reasons(gate),
        "release": release,
        "cargo_toml": says,
        "approvals": approvals.collect::<Vec<_>>(),
    })
}
