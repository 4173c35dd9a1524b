//! `cargo xtask model`: dumps the model of the spec and its witness as JSON, for the tool of a later revision.

use crate::{generate, shell};
use anyhow::{Result, anyhow};
use std::{path::PathBuf, process::ExitCode};
use wechat_league_codegen::{self as codegen, diag::render, diff::dump};

#[derive(clap::Args)]
pub struct Args {
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let sources = generate::sources(&root)?;
    match codegen::model(sources.clone()) {
        Ok(model) => {
            println!("{}", dump::write(&model, &sources).map_err(|error| anyhow!(error))?);
            Ok(ExitCode::SUCCESS)
        }
        Err(report) => {
            eprint!("{}", render::human(&report));
            Ok(ExitCode::from(2))
        }
    }
}
