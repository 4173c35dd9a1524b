//! A report in the form that its reader wants: one file per form, all with the same findings.

mod github;
mod human;
mod json;
mod markdown;
mod sarif;

pub use github::github;
pub use human::human;
pub use json::{json, place as json_place};
pub use markdown::{code as markdown_code, markdown, text as markdown_text};
pub use sarif::sarif;

use super::{Diagnostic, Level, Report, view::Viewer};
use std::str::FromStr;

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a terminal
    Human,
    /// For tools
    Json,
    /// For code scanning
    Sarif,
    /// Annotations of a workflow run
    Github,
    /// For a job summary or a comment
    Markdown,
}

impl Form {
    /// Every form there is.
    pub const ALL: [Self; 5] = [Self::Human, Self::Json, Self::Sarif, Self::Github, Self::Markdown];

    /// The name that a command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Markdown => "markdown",
        }
    }
}

impl FromStr for Form {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|form| form.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name);
            super::did_you_mean(name, names, &format!("write one of {}", names.join(", ")))
        })
    }
}

/// A report in a form. A form that cannot hold everything names the command that shows everything.
pub fn render(form: Form, report: &Report, command: &str) -> String {
    match form {
        Form::Human => human(report),
        Form::Json => format!("{:#}\n", json(report)),
        Form::Sarif => format!("{:#}\n", sarif(report)),
        Form::Github => github(report, command),
        Form::Markdown => markdown(report, command),
    }
}

/// "2 errors, 1 warning".
fn counted<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut counts = [(Level::Error, 0_usize), (Level::Warning, 0), (Level::Note, 0)];
    for finding in findings {
        counts.iter_mut().filter(|(level, _)| *level == finding.level).for_each(|(_, count)| *count += 1);
    }
    let words = counts.iter().filter(|(_, count)| *count > 0).map(|(level, count)| {
        let plural = if *count == 1 { "" } else { "s" };
        format!("{count} {}{plural}", level.name())
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() { "no findings".to_owned() } else { words.join(", ") }
}

/// What a form had no room for: how many findings, and in which files.
fn left_out(viewer: &Viewer, findings: &[&Diagnostic]) -> String {
    const NAMED: usize = 3;
    let mut files: Vec<String> = findings.iter().map(|finding| viewer.view(&finding.place).file).collect();
    files.sort();
    files.dedup();
    let named = files.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match files.len().saturating_sub(NAMED) {
        0 => format!("{} in {named}", counted(findings.iter().copied())),
        more => format!("{} in {named} and {more} more", counted(findings.iter().copied())),
    }
}
