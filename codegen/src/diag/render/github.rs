//! Findings as annotations of a GitHub workflow run: commands that the runner reads from the log.

use super::left_out;
use crate::diag::{Diagnostic, Level, Report, view::Viewer};

/// A step shows at most this many annotations of each level.
const SHOWN: usize = 10;

/// All findings that GitHub would show; where that is not all, a last notice says what is missing and that `command` shows it.
pub fn github(report: &Report, command: &str) -> String {
    let viewer = Viewer::new(&report.sources);
    let is_full = [Level::Error, Level::Warning, Level::Note].into_iter().any(|level| report.at(level).count() > SHOWN);
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    let mut out = String::new();
    let mut dropped = Vec::new();
    for finding in &report.findings {
        let (count, room) = match finding.level {
            Level::Error => (&mut errors, SHOWN),
            Level::Warning => (&mut warnings, SHOWN),
            // The last notice needs a place too.
            Level::Note => (&mut notes, if is_full { SHOWN - 1 } else { SHOWN }),
        };
        if *count == room {
            dropped.push(finding);
            continue;
        }
        *count += 1;
        out.push_str(&annotation(&viewer, finding));
    }
    if !dropped.is_empty() {
        let what = left_out(&viewer, &dropped);
        let text = format!("not shown here: {what}. GitHub shows {SHOWN} of a kind; `{command}` shows all of them");
        out.push_str(&format!("::notice title=more findings::{}\n", data(&text)));
    }
    out
}

fn annotation(viewer: &Viewer, finding: &Diagnostic) -> String {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let view = viewer.view(&finding.place);
    let mut text = finding.message.clone();
    for (place, note) in &finding.related {
        let other = viewer.view(place);
        text.push_str(&format!("\n{note}: {}:{}:{}", other.file, other.line, other.column));
    }
    if !finding.help.is_empty() {
        text.push_str(&format!("\nhelp: {}", finding.help));
    }
    format!(
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
        property(&view.file),
        view.line,
        view.end_line,
        view.column,
        view.end_column,
        property(finding.code.0),
        data(&text)
    )
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands between commas, behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
