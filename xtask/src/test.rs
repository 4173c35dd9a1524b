//! `cargo xtask test`: everything that CI runs, step by step, each named and timed.
//!
//! The tests come last, so that the run closes with the test runner's own summary.

use crate::{generate, shell};
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

#[derive(clap::Args)]
pub struct Args {
    /// Only the steps whose name contains this
    #[arg(long)]
    only: Option<String>,
}

/// One step: a name and the commands that make it up.
struct Step {
    name: String,
    commands: Vec<Command>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(model) = generate::load(&shell::root())? else { return Ok(ExitCode::from(1)) };
    let groups: Vec<&str> = model.groups.iter().map(|group| group.name()).collect();
    let mut steps = steps(&groups);
    if let Some(only) = &args.only {
        steps.retain(|step| step.name.contains(only.as_str()));
    }
    let count = steps.len();
    let started = Instant::now();
    let mut summary = Vec::new();
    for (index, step) in steps.into_iter().enumerate() {
        let Step { name, commands } = step;
        eprintln!("[{}/{count}] {name}", index + 1);
        let step_started = Instant::now();
        for mut command in commands {
            let shown = shell::shown(&command);
            let results = passed(&mut command)?;
            let Some(results) = results else {
                eprintln!(
                    "[{}/{count}] {name} FAILED after {:.1} s; the command was\n    {shown}",
                    index + 1,
                    step_started.elapsed().as_secs_f64()
                );
                return Ok(ExitCode::from(1));
            };
            summary = results;
        }
        eprintln!("[{}/{count}] {name} ok, {:.1} s", index + 1, step_started.elapsed().as_secs_f64());
    }
    eprintln!("all {count} steps passed in {:.0} s; the test runner's summary:", started.elapsed().as_secs_f64());
    for line in summary {
        println!("{line}");
    }
    Ok(ExitCode::SUCCESS)
}

fn steps(groups: &[&str]) -> Vec<Step> {
    let step = |name: &str, commands: Vec<Command>| Step { name: name.into(), commands };
    let all = groups.join(",");
    let mut docs = shell::cargo(&["doc", "--quiet", "--workspace", "--no-deps", "--all-features"]);
    docs.env("RUSTDOCFLAGS", "-D warnings");
    let mut steps = vec![
        step("format", vec![shell::cargo(&["fmt", "--all", "--check"])]),
        step("generated files are fresh", vec![shell::cargo(&["xtask", "generate", "--check"])]),
        step(
            "clippy",
            vec![shell::cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])],
        ),
        step("docs", vec![docs]),
    ];
    let sdk = |features: &str| {
        let mut check =
            shell::cargo(&["check", "--quiet", "--package", "wechat-league", "--no-default-features", "--features", features]);
        check.env("RUSTFLAGS", "-D warnings");
        check
    };
    // Without --all-targets: what a user of these features compiles.
    steps.push(step("feature combinations", vec![sdk(""), sdk("full-serde"), sdk(&all), sdk("mock"), sdk("rustls,order")]));
    let alone = groups.iter().map(|group| {
        let features = format!("mock,{group}");
        let mut test = shell::cargo(&[
            "test",
            "--quiet",
            "--package",
            "wechat-league",
            "--no-default-features",
            "--lib",
            "--tests",
            "--features",
        ]);
        test.arg(features);
        test
    });
    steps.push(step("each group alone", alone.collect()));
    // An application may switch this on for everybody in its graph: numbers then reach the decoders as maps.
    let precise = format!("mock,{all},serde_json/arbitrary_precision");
    let mut unified = shell::cargo(&[
        "test",
        "--quiet",
        "--package",
        "wechat-league",
        "--no-default-features",
        "--lib",
        "--features",
        &precise,
    ]);
    unified.args(["leniency", "values", "envelope", "mutations", "roundtrip", "wire"].iter().flat_map(|test| ["--test", test]));
    steps.push(step("serde_json with arbitrary_precision", vec![unified]));
    steps.push(step(
        "package",
        vec![shell::cargo(&[
            "package",
            "--quiet",
            "--allow-dirty",
            "--package",
            "wechat-league",
            "--no-default-features",
            "--features",
            &all,
        ])],
    ));
    steps.push(step("tests and doc tests", vec![shell::cargo(&["test", "--workspace", "--all-features"])]));
    steps
}

/// Runs a command and passes its output on; the summaries of test runs with tests in them, or None when it failed.
fn passed(command: &mut Command) -> Result<Option<Vec<String>>> {
    let shown = shell::shown(command);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| format!("`{shown}` could not be started"))?;
    let mut results = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            if line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed") {
                results.push(line);
            }
        }
    }
    Ok(child.wait()?.success().then_some(results))
}
