//! `cargo xtask lint`: everything that is to be said about the spec; `--fix` mends what is certain, `--explain` shows a code.

mod explain;

use crate::{generate, shell};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use wechat_league_codegen::{
    diag::render::{self, Form},
    lint::{self, Day, Options},
    source::Sources,
};

#[derive(clap::Args)]
pub struct Args {
    /// Mend what is certain: only the marked bytes change
    #[arg(long)]
    fix: bool,
    /// Accept drafts
    #[arg(long)]
    draft: bool,
    /// The day that ages of reviews count from, such as 2026-03-09; without it nothing has an age
    #[arg(long, value_name = "DAY")]
    today: Option<Day>,
    /// Say what a code is about, with a bad and a good example
    #[arg(long, value_name = "CODE", conflicts_with_all = ["fix", "draft", "today"])]
    explain: Option<String>,
    /// Form of the output: human, json, sarif, github, markdown
    #[arg(long, default_value = "human")]
    format: Form,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    if let Some(code) = &args.explain {
        return explain::run(&root, code);
    }
    let options = Options { draft: args.draft, today: args.today };
    let mut sources = generate::sources(&root)?;
    if args.fix {
        sources = mend(&root.join("api-spec"), sources, &options)?;
    }
    let report = lint::lint(sources, &options);
    print!("{}", render::render(args.format, &report, "cargo xtask lint"));
    Ok(ExitCode::from(report.exit_code()))
}

/// The spec with every certain edit applied, on the disk too.
fn mend(dir: &Path, sources: Sources, options: &Options) -> Result<Sources> {
    let (mended, edits) = lint::fix(sources.clone(), options);
    let changed = sources.files.iter().zip(&mended.files).filter(|(before, after)| before.text != after.text);
    let mut files = 0;
    for (_, file) in changed {
        let target = dir.join(&file.path);
        fs::write(&target, &file.text).with_context(|| format!("{} could not be written", target.display()))?;
        files += 1;
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    eprintln!("{edits} edit{} in {files} file{}", plural(edits), plural(files));
    Ok(mended)
}
