//! `cargo xtask check`: everything about the spec that can be told without a compiler. The spec is read once for all parts,
//! and none of them is left out because another one failed.
//!
//! Exit codes: 0 clean or warnings only, 1 findings, 2 the spec could not be loaded.

mod examples;

use crate::{generate, shell};
use anyhow::Result;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};
use wechat_league_codegen::{
    diag::{Level, Report, render},
    emit,
    lint::{self, Options},
    model::Model,
};

#[derive(clap::Args)]
pub struct Args {
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

/// What came of one part.
struct Part {
    name: &'static str,
    /// As of the whole command
    code: u8,
    outcome: String,
    milliseconds: f64,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let mut model: Option<Model> = None;
    let lint = part("lint", || {
        let (report, accepted) = lint::lint_with_model(generate::sources(&root)?, &Options::default());
        model = accepted;
        print!("{}", render::human(&report));
        Ok((report.exit_code(), counted(&report)))
    });
    let model = model.as_ref();
    let files = part("generated files", || model.map_or_else(not_looked_at, |model| fresh(&root, model)));
    let examples = part("examples", || model.map_or_else(not_looked_at, fitting));
    let parts = [lint, files, examples];
    let width = parts.iter().map(|part| part.name.len()).max().unwrap_or_default();
    for Part { name, code, outcome, milliseconds } in &parts {
        let word = match code {
            0 => "passed",
            1 => "failed",
            _ => "could not be told",
        };
        println!("{name:width$}  {word}: {outcome} ({milliseconds:.0} ms)");
    }
    Ok(ExitCode::from(parts.iter().map(|part| part.code).max().unwrap_or_default()))
}

fn part(name: &'static str, look: impl FnOnce() -> Result<(u8, String)>) -> Part {
    let started = Instant::now();
    let (code, outcome) = look().unwrap_or_else(|error| (2, format!("{error:#}")));
    Part { name, code, outcome, milliseconds: started.elapsed().as_secs_f64() * 1000.0 }
}

fn counted(report: &Report) -> String {
    let [errors, warnings, notes] = [Level::Error, Level::Warning, Level::Note].map(|level| report.at(level).count());
    format!("errors: {errors}, warnings: {warnings}, notes: {notes}")
}

/// Without a model there is nothing to compare with. Why there is none, lint has said.
fn not_looked_at() -> Result<(u8, String)> {
    Ok((1, "not looked at, for there is no accepted spec".to_owned()))
}

/// Whether the generated files are what the spec makes of them.
fn fresh(root: &Path, model: &Model) -> Result<(u8, String)> {
    let files = emit::emit(model);
    let stale = generate::stale(root, &files)?;
    stale.iter().for_each(|finding| println!("{finding}"));
    let all = files.iter().count();
    Ok(match stale.len() {
        0 => (0, format!("all {all} are up to date")),
        some => (1, format!("{some} are not up to date; run `{}`", emit::COMMAND)),
    })
}

/// Whether the examples fit the schemas that other people get.
fn fitting(model: &Model) -> Result<(u8, String)> {
    let looked = examples::look(model)?;
    looked.misfits.iter().for_each(|misfit| println!("{misfit}"));
    let all = format!("{} values of {} examples", looked.values, looked.examples);
    Ok(match looked.misfits.len() {
        0 => (0, format!("{all} fit their schemas")),
        some => (1, format!("{some} misfits in {all}")),
    })
}
