//! `cargo xtask replay`: reads recorded traffic with the generated types and reports what is lost.

use crate::shell;
use anyhow::{Context, Result};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(clap::Args)]
pub struct Args {
    /// Recorded traffic (HAR 1.2), as mitmproxy and browsers write it
    #[arg(required = true, value_name = "FILE.har")]
    files: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Human,
    Json,
}

/// Runs the SDK's example `replay`; its exit code is the command's: 1 for anything lost or unreadable.
pub fn run(args: &Args) -> Result<ExitCode> {
    let format = match args.format {
        Format::Human => "human",
        Format::Json => "json",
    };
    // cargo runs from the project's root, and the paths are meant from where the caller stands.
    let files = args.files.iter().map(|file| absolute(file)).collect::<Result<Vec<_>>>()?;
    let select = ["run", "-q", "-p", "wechat-league", "--example", "replay", "--features", "mock", "--", "--format", format];
    let status = shell::status(shell::cargo(&select).args(files))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}

fn absolute(file: &Path) -> Result<PathBuf> {
    std::path::absolute(file).with_context(|| format!("{} is no path", file.display()))
}
