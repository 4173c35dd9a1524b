//! `cargo xtask diff [BASE]`: what the change of the spec does to the users of the SDK, and whether that may be.
//!
//! Exit codes: 0 the gate is open, 1 it is closed, 2 could not tell. Days come from `--today` or from the commit that is looked
//! at, never from the clock, so the same revisions always give the same answer.

mod beside;
mod forms;
mod gate;
pub mod git;
mod human;
mod json;
mod manifest;
mod markdown;
mod model;
pub mod place;
pub mod side;
pub mod tool;
mod words;

pub use model::{Args as ModelArgs, run as model};

use crate::shell;
use anyhow::{Result, anyhow};
use beside::Beside;
use gate::Gate;
use git::Git;
use place::{Place, Question};
use side::Side;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use wechat_league_codegen::{diag::render::Form, diff::Diff, lint::Day};

#[derive(clap::Args)]
pub struct Args {
    /// The old side: a revision, a tag, a folder, or A..B; the merge base with main by default
    base: Option<String>,
    /// The new side: a revision or a folder; the working tree by default
    head: Option<String>,
    /// What closes the gate unless a version or an approval covers it
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [FailOn::Breaking, FailOn::Dangerous])]
    fail_on: Vec<FailOn>,
    /// Show the generated Rust before and after
    #[arg(long)]
    show_rust: bool,
    /// The day on which approvals are judged, such as 2026-03-09; that of the new side's last commit by default
    #[arg(long, value_name = "DAY")]
    today: Option<Day>,
    /// Compare the specs alone where the generator or the hand-written SDK changed as well
    #[arg(long)]
    specs_only: bool,
    /// Form of the output: human, json, sarif, github, markdown
    #[arg(long, default_value = "human")]
    format: Form,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

/// What may close the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Breaking changes that no version announces
    Breaking,
    /// Dangerous changes that nobody approved, and approvals that are worth nothing
    Dangerous,
    /// Nothing: only tell
    None,
}

/// What came out.
pub enum Outcome {
    /// Both sides say the same
    Nothing { base: String, gate: Gate },
    /// They differ
    Compared(Box<Compared>),
    /// Nobody knows
    CouldNotTell { why: String },
}

/// Two specs and what lies between them.
pub struct Compared {
    pub old: Side,
    pub new: Side,
    pub diff: Diff,
    pub gate: Gate,
    /// What was not looked at
    pub notes: Vec<String>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    // Whatever goes wrong is an answer too, in the form that was asked for: a comment has to say it.
    let outcome = compare(&root, args).unwrap_or_else(|error| Outcome::CouldNotTell { why: format!("{error:#}") });
    let command = format!("cargo xtask diff {}", args.base.as_deref().unwrap_or_default());
    print!("{}", forms::render(args.format, &outcome, args.show_rust, command.trim_end()));
    Ok(ExitCode::from(outcome.exit_code()))
}

impl Outcome {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Nothing { gate, .. } => u8::from(gate.is_closed()),
            Self::Compared(compared) => u8::from(compared.gate.is_closed()),
            Self::CouldNotTell { .. } => 2,
        }
    }
}

fn compare(root: &Path, args: &Args) -> Result<Outcome> {
    let git = Git::new(root);
    let question = Question::of(&git, args.base.as_deref(), args.head.as_deref())?;
    let old = side::load(&git, &question.old)?;
    let new = side::load(&git, &question.new)?;
    let beside = Beside { git: &git, new: &question.new, specs_only: args.specs_only };
    let mut notes = Vec::new();
    let diff = beside.diff(&question.old, &old, &new, &mut notes)?;
    let gate = gate::judge(&beside, &question, &old, &new, &diff, &args.fail_on, args.today)?;
    if diff.is_empty() && old.has_texts_of(&new) && notes.is_empty() {
        return Ok(Outcome::Nothing { base: old.shown, gate });
    }
    if [&question.old, &question.new].iter().any(|place| matches!(place, Place::Folder(_))) {
        notes.push("folders are compared by their specs alone".to_owned());
    }
    Ok(Outcome::Compared(Box::new(Compared { old, new, diff, gate, notes })))
}

/// The error of a shallow clone, with the command that mends it.
pub fn shallow() -> anyhow::Error {
    anyhow!(
        "the history is shallow, so neither the merge base nor the last release is certain; run \
         `git fetch --unshallow --tags origin`"
    )
}
