//! `cargo xtask bench`: the numbers that the project promises, each as a ratio within one run.
//!
//! Nothing here is a test: machines differ and are noisy. The targets stand beside the figures.

mod check_cost;
mod decode;
mod generation;
mod packages;

use crate::{generate, shell};
use anyhow::Result;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Only these: decode, check, generate, packages
    only: Vec<String>,
}

/// One measured figure.
pub struct Figure {
    pub what: String,
    pub found: String,
    pub target: &'static str,
    pub met: bool,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(model) = generate::load(&shell::root())? else { return Ok(ExitCode::from(1)) };
    let wanted = |name: &str| args.only.is_empty() || args.only.iter().any(|only| only == name);
    let mut figures = Vec::new();
    if wanted("packages") {
        eprintln!("counting packages");
        figures.extend(packages::measure()?);
    }
    if wanted("generate") {
        eprintln!("generating, also ten times as much");
        figures.extend(generation::measure()?);
    }
    if wanted("check") {
        eprintln!("checking the SDK and its derived twin");
        figures.extend(check_cost::measure(&model)?);
    }
    if wanted("decode") {
        eprintln!("building and running the decoders");
        figures.extend(decode::measure(&model)?);
    }
    let width = figures.iter().map(|figure| figure.what.chars().count()).max().unwrap_or(0);
    for figure in &figures {
        let mark = if figure.met { "met" } else { "MISSED" };
        println!("{:width$}  {}  (target {}: {mark})", figure.what, figure.found, figure.target);
    }
    Ok(ExitCode::SUCCESS)
}
