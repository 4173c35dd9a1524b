//! `cargo xtask test`: everything that CI runs, step by step, each named and timed.
//!
//! The tests come last, so that the run closes with the test runner's own summary.

mod export;
mod install;
mod runner;
mod steps;
mod tools;

use crate::{generate, shell};
use anyhow::Result;
use runner::{Runner, passed};
use std::process::ExitCode;
use steps::Step;
use tools::{Machine, Plan, Tool};
use wechat_league_codegen::model::Model;

#[derive(clap::Args)]
pub struct Args {
    /// Only the steps whose name contains this
    #[arg(long)]
    only: Option<String>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(model) = generate::load(&shell::root())? else { return Ok(ExitCode::from(1)) };
    let mut steps = steps::all(&model);
    if let Some(only) = &args.only {
        steps.retain(|step| step.name.contains(only.as_str()));
    }
    let machine = Machine::look();
    let mut missing = missing(&steps);
    let wanted = if tools::plan(missing.is_empty(), machine) == Plan::Install { missing.clone() } else { Vec::new() };
    let mut runner = Runner::new(steps.len() + usize::from(!wanted.is_empty()));
    if !wanted.is_empty() {
        runner.step(&install::name(&wanted), || install::install(&wanted))?;
        missing.retain(|tool| !tool.installed());
    }
    // What could not be installed by now will not be.
    if tools::plan(missing.is_empty(), Machine { installs: false, ..machine }) == Plan::Refuse {
        for tool in &missing {
            eprintln!("error: {}", tool.complaint());
        }
        eprintln!("in CI (the variable CI is set) nothing is skipped");
        return Ok(ExitCode::from(1));
    }
    let Some(summary) = run_steps(&mut runner, steps, &missing)? else { return Ok(ExitCode::from(1)) };
    let skipped = skipped(&model, &missing)?;
    runner.close(&skipped, &summary);
    Ok(ExitCode::SUCCESS)
}

/// The tools that the steps need and the machine lacks.
fn missing(steps: &[Step]) -> Vec<Tool> {
    let needed = steps.iter().filter_map(|step| step.without.as_ref()).map(|(tool, _)| *tool);
    needed.filter(|tool| !tool.installed()).collect()
}

/// Runs the steps as far as the tools allow; the test runner's summary, or None when one failed.
fn run_steps(runner: &mut Runner, steps: Vec<Step>, missing: &[Tool]) -> Result<Option<Vec<String>>> {
    let mut summary = Vec::new();
    for Step { name, mut commands, without } in steps {
        if let Some((tool, rest)) = without.filter(|(tool, _)| missing.contains(tool)) {
            if rest.is_empty() {
                runner.skip(name, tool.complaint());
                continue;
            }
            eprintln!("SKIPPED IN PART: {}", tool.complaint());
            commands = rest;
        }
        match runner.step(name, || passed(commands))? {
            Some(results) => summary = results,
            None => return Ok(None),
        }
    }
    Ok(Some(summary))
}

/// What the run did without, one line for each missing tool.
fn skipped(model: &Model, missing: &[Tool]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for tool in missing {
        let count = match tool {
            Tool::RedisServer => format!("{} tests skipped", steps::redis_tests(model)?),
            Tool::OpenSsl | Tool::Web => "1 check skipped".to_owned(),
        };
        lines.push(format!("{count}: {}", tool.complaint()));
    }
    Ok(lines)
}
