//! The words that several forms share.

use super::{Compared, gate::Gate};
use std::collections::BTreeSet;
use wechat_league_codegen::{
    diag::view::Viewer,
    diff::{self, Change, Rule, Verdict, approvals},
    source::{At, Sources},
};

/// Whether one line says it all.
pub fn is_quiet(compared: &Compared) -> bool {
    compared.diff.verdict() <= Verdict::Docs && compared.notes.is_empty()
}

/// Where it stands, and where it stood.
pub fn places(compared: &Compared, change: &Change, base: &str) -> String {
    let shown = |sources: &Sources, at: At| {
        let view = Viewer::new(sources).view(&at.0);
        format!("{}:{}:{}", view.file, view.line, view.column)
    };
    let now = change.at_new.map(|at| shown(&compared.new.sources, at));
    let before = change.at_old.map(|at| shown(&compared.old.sources, at));
    match (now, before) {
        (Some(now), Some(before)) => format!("{now}, in {base} {before}"),
        (Some(now), None) => now,
        (None, Some(before)) => format!("in {base} {before}"),
        (None, None) => "the project as a whole".to_owned(),
    }
}

/// Who is hit, why it changed, and what to do.
pub fn context(change: &Change) -> Vec<String> {
    let ways: Vec<&str> = change.directions.iter().map(|direction| direction.name()).collect();
    let ways = if ways.is_empty() { String::new() } else { format!(", {}", ways.join(" and ")) };
    let mut lines = vec![format!("{}{ways}", change.cause.name())];
    if !change.used_by.is_empty() {
        lines.push(format!("used by {}: {}", change.used_by.len(), change.used_by.join(", ")));
    }
    lines.extend(change.migration.clone());
    lines
}

/// What an approval of a dangerous change takes, or that it has one.
pub fn approval(compared: &Compared, change: &Change) -> String {
    match compared.gate.counted(change) {
        None => "not in any release yet: no approval is needed".to_owned(),
        Some(_) if compared.gate.covers(change) => "approved".to_owned(),
        Some(counted) => approvals::line(counted),
    }
}

/// Why the gate is closed, with what opens it.
pub fn reasons(gate: &Gate) -> Vec<String> {
    let told = |fix: &str| if fix.is_empty() { String::new() } else { format!("; {fix}") };
    gate.closed.iter().map(|closed| format!("{}{}", closed.why, told(&closed.fix))).collect()
}

/// No verdict, for there was nothing to judge.
pub fn nothing(base: &str) -> String {
    format!("nothing compared: {base} and the new side have the same spec")
}

/// The verdict and what it takes, in one line.
pub fn headline(compared: &Compared) -> String {
    let Compared { old, diff, gate, .. } = compared;
    let verdict = diff.verdict();
    let what = match verdict {
        Verdict::None if compared.notes.is_empty() => "NONE: nothing that a user meets differs".to_owned(),
        Verdict::None => "NONE in the specs".to_owned(),
        Verdict::Docs => format!("DOCS: {}; the generated API is identical", changes(diff.changes.len())),
        _ => verdict.name().to_uppercase(),
    };
    let version = match (&gate.release, gate.says) {
        (None, _) => "no release yet".to_owned(),
        (Some(release), Some(says)) => {
            let mark = match (says < release.needed, release.diff.verdict()) {
                (false, _) => "✓",
                (true, Verdict::Breaking) => "✗",
                (true, _) => "until the release",
            };
            format!("since {} needs {}, Cargo.toml says {says} {mark}", release.tag, release.needed)
        }
        (Some(release), None) => format!("since {} needs {}, Cargo.toml says nothing ✗", release.tag, release.needed),
    };
    format!("{what} (against {}; {version})", old.shown)
}

/// "endpoints +1 −0 ~2; 1 breaking, 2 docs".
pub fn counts(compared: &Compared) -> String {
    let changes = &compared.diff.changes;
    let rule = |wanted: Rule| changes.iter().filter(|change| change.rule == wanted).count();
    let is_whole = |change: &Change| matches!(change.rule, Rule::EndpointAdded | Rule::EndpointRemoved);
    let known: BTreeSet<String> = compared.new.model.endpoints().into_iter().map(diff::endpoint_name).collect();
    let named = changes.iter().filter(|change| !is_whole(change)).flat_map(|change| {
        let own = change.identity.split(' ').next();
        own.into_iter().chain(change.used_by.iter().map(String::as_str))
    });
    let touched: BTreeSet<&str> = named.filter(|name| known.contains(*name)).collect();
    let (added, removed) = (rule(Rule::EndpointAdded), rule(Rule::EndpointRemoved));
    let verdicts = Verdict::ALL.iter().map(|verdict| (verdict.name(), compared.diff.of(*verdict).count()));
    let verdicts = verdicts.filter(|(_, count)| *count > 0).map(|(name, count)| format!("{count} {name}"));
    let endpoints = format!("endpoints +{added} −{removed} ~{}", touched.len());
    let verdicts = verdicts.collect::<Vec<_>>().join(", ");
    if verdicts.is_empty() { endpoints } else { format!("{endpoints}; {verdicts}") }
}

/// "1 change", "2 changes".
pub fn changes(count: usize) -> String {
    format!("{count} change{}", if count == 1 { "" } else { "s" })
}
