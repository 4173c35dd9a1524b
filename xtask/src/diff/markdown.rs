//! What came out, for one comment on a pull request: the verdict first, what is in somebody's way open, the rest folded.

use super::{
    Compared, Outcome,
    words::{approval, changes, context, counts, headline, is_quiet, nothing, places, reasons},
};
use wechat_league_codegen::{
    diag::render::{markdown_code as code, markdown_text as text},
    diff::{Change, Verdict, report},
};

/// GitHub refuses comments of more than 65,536 characters; the rest is for the sentence about what had no room.
const ROOM: usize = 59_000;

/// The comment; `command` shows what it has no room for.
pub fn markdown(outcome: &Outcome, command: &str) -> String {
    match outcome {
        Outcome::CouldNotTell { why } => format!("**COULD NOT TELL**\n\n{}\n", text(why)),
        Outcome::Nothing { base, gate } => format!("{}\n{}", text(&nothing(base)), list(&reasons(gate))),
        Outcome::Compared(compared) => {
            let head = format!("**{}**\n{}", text(&headline(compared)), list(&reasons(&compared.gate)));
            if is_quiet(compared) { head } else { body(compared, head, command) }
        }
    }
}

fn body(compared: &Compared, mut out: String, command: &str) -> String {
    out.push_str(&format!("\n{}\n", text(&counts(compared))));
    for note in &compared.notes {
        out.push_str(&format!("\nNote: {}\n", text(note)));
    }
    let mut room = ROOM.saturating_sub(out.chars().count());
    let mut dropped: Vec<&Change> = Vec::new();
    let mut fits = |item: &str| match room.checked_sub(item.chars().count()) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    };
    let (open, folded): (Vec<&Change>, Vec<&Change>) =
        compared.diff.changes.iter().partition(|change| change.verdict() >= Verdict::Dangerous);
    if !open.is_empty() {
        out.push('\n');
    }
    for change in open {
        let item = item(compared, change);
        if fits(&item) { out.push_str(&item) } else { dropped.push(change) }
    }
    let mut items = String::new();
    for change in &folded {
        let item = format!("<li><code>{}</code> {}</li>", change.rule.name(), html(&report::message(change)));
        if fits(&item) { items.push_str(&item) } else { dropped.push(change) }
    }
    if !items.is_empty() {
        let summary = folded_counts(&folded);
        out.push_str(&format!("\n<details><summary>{summary}</summary><ul>{items}</ul></details>\n"));
    }
    if !dropped.is_empty() {
        out.push_str(&format!("\nNot shown here: {}. {} shows all of them.\n", text(&where_of(&dropped)), code(command)));
    }
    out
}

/// One open change: what, in Rust, to whom and why, and the approval to paste.
fn item(compared: &Compared, change: &Change) -> String {
    let mut item = format!(
        "- **{} {}** {} ({})\n",
        change.verdict().name(),
        change.rule.name(),
        text(&report::message(change)),
        text(&places(compared, change, "BASE"))
    );
    match &change.rust {
        Some((old, new)) if new.is_empty() => item.push_str(&format!("  {} is gone\n", code(old))),
        Some((old, new)) if old.is_empty() => item.push_str(&format!("  {} is new\n", code(new))),
        Some((old, new)) => item.push_str(&format!("  {} → {}\n", code(old), code(new))),
        None => {}
    }
    item.push_str(&format!("  {}\n", text(&context(change).join(". "))));
    if change.verdict() == Verdict::Dangerous {
        item.push_str(&format!("  {}\n", code(&approval(compared, change))));
    }
    item
}

fn list(reasons: &[String]) -> String {
    reasons.iter().map(|why| format!("- ✗ {}\n", text(why))).collect()
}

fn folded_counts(folded: &[&Change]) -> String {
    let verdicts = [Verdict::Additive, Verdict::Docs].map(|verdict| {
        let count = folded.iter().filter(|change| change.verdict() == verdict).count();
        (count > 0).then(|| format!("{count} {}", verdict.name()))
    });
    verdicts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How many there are, and where the first of them are.
fn where_of(dropped: &[&Change]) -> String {
    const NAMED: usize = 3;
    let mut names: Vec<&str> = dropped.iter().map(|change| change.identity.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let named = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => format!("{} of {named}", changes(dropped.len())),
        more => format!("{} of {named} and {more} more", changes(dropped.len())),
    }
}

/// Text inside of HTML; nobody is called and nothing is linked by it.
fn html(plain: &str) -> String {
    let safe = plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    safe.replace('@', "@<!-- -->").replace('#', "#<!-- -->")
}
