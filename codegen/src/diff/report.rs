//! Changes as findings, so that they go through the same renderers as everything else that points into the spec.

use super::{Change, Verdict};
use crate::{
    diag::{Code, Diagnostics, Level, Report},
    source::{At, Place, SourceFile, Sources},
};

/// Values longer than this are cut where they are shown, in characters.
const SHOWN: usize = 120;

/// Every change as a finding in the files of now, or of `base` where nothing of now holds it. An approved danger is a warning.
pub fn report(changes: &[Change], old: &Sources, new: &Sources, base: &str, is_approved: impl Fn(&Change) -> bool) -> Report {
    let mut found = Diagnostics::default();
    let offset = new.files.len();
    let before = |at: At| Place { file: at.0.file + offset, ..at.0 };
    for change in changes {
        let place = change.at_new.map(|at| at.0).or(change.at_old.map(before)).unwrap_or_default();
        let help = change.migration.clone().unwrap_or_default();
        let finding = found.push(Code(change.rule.name()), place, message(change), help);
        finding.level = level(change.verdict(), is_approved(change));
        finding.label = change.verdict().name().to_owned();
        if let Some(at) = change.at_old {
            finding.related.push((before(at), format!("this is how {base} has it")));
        }
    }
    found.into_report(together(old, new))
}

/// Identity, what happened, and the values.
pub fn message(change: &Change) -> String {
    let Change { rule, identity, .. } = change;
    let values = match change.values() {
        values if values.is_empty() => String::new(),
        values => format!(": {}", short(&values)),
    };
    let note = change.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    format!("{identity}: {}{values}{note}", rule.title())
}

/// A text in one line, cut where it gets too long.
pub fn short(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", flat.get(..at).unwrap_or_default()),
        None => flat,
    }
}

fn level(verdict: Verdict, is_approved: bool) -> Level {
    match verdict {
        Verdict::CouldNotTell | Verdict::Breaking => Level::Error,
        Verdict::Dangerous if is_approved => Level::Warning,
        Verdict::Dangerous => Level::Error,
        Verdict::Additive | Verdict::Docs | Verdict::None => Level::Note,
    }
}

/// The files of both sides, those of now first.
fn together(old: &Sources, new: &Sources) -> Sources {
    let files = |sources: &Sources| -> Vec<SourceFile> {
        let files = sources.files.iter().enumerate();
        files.map(|(file, source)| SourceFile { path: sources.shown_path(file), text: source.text.clone() }).collect()
    };
    Sources { files: [files(new), files(old)].concat(), ..Sources::default() }
}
