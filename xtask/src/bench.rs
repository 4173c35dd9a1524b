//! `cargo xtask bench`: the numbers that the project promises, as ratios within one run or as counts.
//!
//! Nothing here is a test: machines differ and are noisy. The targets stand beside the figures.

mod calls;
mod check_cost;
mod decode;
mod generation;
mod packages;
mod soak;
mod tokens;
mod tooling;

use crate::{generate, shell};
use anyhow::{Context, Result, bail};
use std::{
    collections::BTreeMap,
    process::{ExitCode, Stdio},
    time::Instant,
};

#[derive(clap::Args)]
pub struct Args {
    /// Only these: packages, generate, tooling, check, decode, calls, tokens, soak
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
        eprintln!("generating, also ten times as much; that, lint and diff of a hundred times as much");
        figures.extend(generation::measure()?);
    }
    if wanted("tooling") {
        eprintln!("running the commands for the spec");
        figures.extend(tooling::measure()?);
    }
    if wanted("check") {
        eprintln!("checking the SDK and its derived twin");
        figures.extend(check_cost::measure(&model)?);
    }
    if wanted("decode") {
        eprintln!("building and running the decoders");
        figures.extend(decode::measure(&model)?);
    }
    if wanted("calls") {
        eprintln!("calling the mock server, through the client and by hand");
        figures.extend(calls::measure()?);
    }
    if wanted("tokens") {
        eprintln!("letting thousands of callers want a token at once");
        figures.extend(tokens::measure()?);
    }
    if wanted("soak") {
        eprintln!("soaking: many calls, some of them with faults");
        figures.extend(soak::measure()?);
    }
    let width = figures.iter().map(|figure| figure.what.chars().count()).max().unwrap_or(0);
    for figure in &figures {
        let mark = if figure.met { "met" } else { "MISSED" };
        println!("{:width$}  {}  (target {}: {mark})", figure.what, figure.found, figure.target);
    }
    Ok(ExitCode::SUCCESS)
}

/// The median of five runs, in seconds.
fn median<T>(mut run: impl FnMut() -> Result<T>) -> Result<f64> {
    let mut runs = Vec::new();
    for _ in 0..5 {
        runs.push(timed(&mut run)?.0);
    }
    runs.sort_by(f64::total_cmp);
    Ok(runs[runs.len() / 2])
}

/// The seconds of one run, and what it made: throwing that away is not counted.
fn timed<T>(run: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let started = Instant::now();
    let made = run()?;
    Ok((started.elapsed().as_secs_f64(), made))
}

/// What a benchmark of the SDK printed: a name and a number a line.
struct Numbers {
    bench: &'static str,
    found: BTreeMap<String, f64>,
}

impl Numbers {
    fn get(&self, name: &str) -> Result<f64> {
        self.found.get(name).copied().with_context(|| format!("the benchmark {} printed no `{name}`", self.bench))
    }
}

/// Builds a benchmark of `sdk/benches` with these features and runs it.
fn sdk_bench(bench: &'static str, features: &str) -> Result<Numbers> {
    let mut run = shell::cargo(&["bench", "--quiet", "--package", "wechat-league", "--no-default-features"]);
    run.args(["--features", features, "--bench", bench]).stderr(Stdio::inherit());
    let output = run.output().context("cargo could not be started")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let found: BTreeMap<String, f64> = text
        .lines()
        .filter_map(|line| {
            let (name, number) = line.split_once(' ')?;
            Some((name.to_owned(), number.parse().ok()?))
        })
        .collect();
    // One that finds something wrong fails, but not without its numbers.
    if found.is_empty() {
        bail!("`{}` printed no numbers", shell::shown(&run));
    }
    Ok(Numbers { bench, found })
}
