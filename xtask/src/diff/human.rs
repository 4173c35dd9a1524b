//! What came out, for a terminal: the verdict, what it takes, then every change.

use super::{
    Compared, Outcome,
    gate::Gate,
    words::{approval, context, counts, headline, is_quiet, nothing, places, reasons},
};
use wechat_league_codegen::diff::{Change, Verdict, report};

/// All of it; a change of texts alone is one line.
pub fn human(outcome: &Outcome, show_rust: bool) -> String {
    match outcome {
        Outcome::CouldNotTell { why } => format!("COULD NOT TELL: {why}\n"),
        Outcome::Nothing { base, gate } => format!("{}\n{}", nothing(base), closed(gate)),
        Outcome::Compared(compared) => {
            let Compared { old, diff, gate, notes, .. } = compared.as_ref();
            let mut out = format!("{}\n{}", headline(compared), closed(gate));
            if is_quiet(compared) {
                return out;
            }
            out.push_str(&format!("{}\n", counts(compared)));
            notes.iter().for_each(|note| out.push_str(&format!("note: {note}\n")));
            for change in &diff.changes {
                out.push_str(&one(compared, change, show_rust, &old.shown));
            }
            out
        }
    }
}

fn one(compared: &Compared, change: &Change, show_rust: bool, base: &str) -> String {
    let word = change.verdict().name();
    let mut out = format!("\n{word} {}\n    {}\n", change.rule.name(), report::message(change));
    let mut say = |line: String| out.push_str(&format!("    {line}\n"));
    say(places(compared, change, base));
    if let (true, Some((old, new))) = (show_rust, &change.rust) {
        say(format!("- {old}"));
        say(format!("+ {new}"));
    }
    for line in context(change) {
        say(line);
    }
    if change.verdict() == Verdict::Dangerous {
        say(approval(compared, change));
    }
    out
}

fn closed(gate: &Gate) -> String {
    reasons(gate).iter().map(|why| format!("closed: {why}\n")).collect()
}
