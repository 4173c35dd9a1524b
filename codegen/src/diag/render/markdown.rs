//! Findings as markdown, for a job summary or a comment on a pull request.

use super::{counted, left_out};
use crate::{
    diag::{Diagnostic, Level, Report, view::Viewer},
    source::Place,
};

/// GitHub refuses comments of more than 65,536 characters.
const MAX_CHARS: usize = 60_000;
/// Kept free for the sentence about what had no room.
const LAST_SENTENCE: usize = 1_000;

/// The findings, errors first, as far as there is room; a last sentence says what is missing and that `command` shows it.
pub fn markdown(report: &Report, command: &str) -> String {
    let viewer = Viewer::new(&report.sources);
    let mut out = format!("**{}**\n", counted(&report.findings));
    let mut room = MAX_CHARS - LAST_SENTENCE - out.len();
    let mut dropped = Vec::new();
    let mut separator = "\n";
    for finding in [Level::Error, Level::Warning, Level::Note].into_iter().flat_map(|level| report.at(level)) {
        let item = format!("{separator}{}", item(&viewer, finding));
        match room.checked_sub(item.chars().count()) {
            Some(left) => {
                room = left;
                out.push_str(&item);
                separator = "";
            }
            None => dropped.push(finding),
        }
    }
    if !dropped.is_empty() {
        let what = text(&left_out(&viewer, &dropped));
        out.push_str(&format!("\nNot shown here: {what}. {} shows all of them.\n", code(command)));
    }
    out
}

fn item(viewer: &Viewer, finding: &Diagnostic) -> String {
    let place = |place: &Place| {
        let view = viewer.view(place);
        code(&format!("{}:{}:{}", view.file, view.line, view.column))
    };
    let level = finding.level.name();
    let mut out = format!("- **{level} {}** {} {}\n", finding.code.0, place(&finding.place), text(&finding.message));
    for (at, note) in &finding.related {
        out.push_str(&format!("  - {}: {}\n", text(note), place(at)));
    }
    if !finding.help.is_empty() {
        out.push_str(&format!("  - help: {}\n", text(&finding.help)));
    }
    out
}

/// Text as it stands: nothing in it formats, links or calls anybody, except that `quoted names` stay code.
pub fn text(plain: &str) -> String {
    let parts: Vec<&str> = plain.split('`').collect();
    let is_code = |index: usize| index % 2 == 1;
    let pairs_up = parts.len() % 2 == 1 && parts.iter().enumerate().all(|(at, part)| !is_code(at) || is_quotable(part));
    if !pairs_up {
        return escaped(plain);
    }
    let parts = parts.iter().enumerate();
    parts.map(|(at, part)| if is_code(at) { format!("`{part}`") } else { escaped(part) }).collect()
}

/// Whether a text between single backticks shows as it is.
fn is_quotable(part: &str) -> bool {
    !part.is_empty() && !part.contains(['\n', '\r']) && part.trim() == part
}

fn escaped(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for letter in plain.chars() {
        match letter {
            '\n' => out.push_str("<br>"),
            '\r' => {}
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Backslashes would not keep GitHub from calling a person or linking an issue.
            '@' | '#' => out.push_str(&format!("{letter}<!-- -->")),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' => out.extend(['\\', letter]),
            other => out.push(other),
        }
    }
    out
}

/// A text as code, whatever is in it.
pub fn code(plain: &str) -> String {
    let flat = plain.replace(['\n', '\r'], " ");
    let longest = flat.split(|letter: char| letter != '`').map(str::len).max().unwrap_or_default();
    match longest {
        0 => format!("`{flat}`"),
        ticks => {
            let fence = "`".repeat(ticks + 1);
            format!("{fence} {flat} {fence}")
        }
    }
}
