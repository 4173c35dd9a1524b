//! Runs steps, tells of each, and closes with what the test runner said.

use crate::shell;
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Instant,
};

/// Counts and times the steps.
pub struct Runner {
    count: usize,
    begun: usize,
    started: Instant,
}

/// What a step brought, or the command that failed.
pub type Outcome<T> = std::result::Result<T, String>;

impl Runner {
    pub fn new(count: usize) -> Self {
        Self { count, begun: 0, started: Instant::now() }
    }

    /// One step; None when it failed.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome<T>>) -> Result<Option<T>> {
        let place = self.next(name);
        eprintln!("{place}");
        let started = Instant::now();
        let outcome = work()?;
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Ok(brought) => {
                eprintln!("{place} ok, {seconds:.1} s");
                Ok(Some(brought))
            }
            Err(command) => {
                eprintln!("{place} FAILED after {seconds:.1} s; the command was\n    {command}");
                Ok(None)
            }
        }
    }

    /// A step that is left out.
    pub fn skip(&mut self, name: &str, why: &str) {
        eprintln!("{} SKIPPED: {why}", self.next(name));
    }

    fn next(&mut self, name: &str) -> String {
        self.begun += 1;
        format!("[{}/{}] {name}", self.begun, self.count)
    }

    /// The last words, after all steps passed.
    pub fn close(&self, skipped: &[String], summary: &[String]) {
        for line in skipped {
            eprintln!("SKIPPED: {line}");
        }
        let done = if skipped.is_empty() { "passed" } else { "passed as far as they ran" };
        let seconds = self.started.elapsed().as_secs_f64();
        eprintln!("all {} steps {done} in {seconds:.0} s; the test runner's summary:", self.count);
        for line in summary {
            println!("{line}");
        }
    }
}

/// Runs commands and passes their output on; the last one's summaries of test runs with tests in them.
pub fn passed(commands: Vec<Command>) -> Result<Outcome<Vec<String>>> {
    let mut summary = Vec::new();
    for mut command in commands {
        match results(&mut command)? {
            Some(results) => summary = results,
            None => return Ok(Err(shell::shown(&command))),
        }
    }
    Ok(Ok(summary))
}

fn results(command: &mut Command) -> Result<Option<Vec<String>>> {
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
