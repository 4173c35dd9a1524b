//! How long the commands for the spec take as a person waits for them: each a process of its own, from start to end.

use super::{Figure, generation, median};
use crate::{generate, shell};
use anyhow::{Context, Result, bail};
use std::{env, fs, path::Path, process::Command};
use wechat_league_codegen::source::Sources;

pub fn measure() -> Result<Vec<Figure>> {
    let root = shell::root();
    let dir = root.join("target/bench-tooling");
    if dir.exists() {
        fs::remove_dir_all(&dir).with_context(|| format!("{} could not be removed", dir.display()))?;
    }
    let (before, after) = (dir.join("before"), dir.join("after"));
    let real = generate::sources(&root)?;
    lay_out(&real, &before)?;
    lay_out(&generation::edited(real)?, &after)?;
    let lint = median(|| ended(&mut command("lint")?))?;
    let diff = median(|| ended(command("diff")?.args([&before, &after])))?;
    let mut round = 0;
    let docs = median(|| {
        // What is there already would not be written.
        round += 1;
        ended(command("docs")?.arg("--out").arg(dir.join(format!("site-{round}"))))
    })?;
    let openapi = median(|| ended(command("openapi")?.arg("--out").arg(dir.join("openapi.json"))))?;
    let check = median(|| ended(&mut command("check")?))?;
    let figure = |what: &str, seconds: f64, target: &'static str, limit: f64| Figure {
        what: format!("cargo xtask {what}, the whole spec, as a process"),
        found: format!("{seconds:.2} s"),
        target,
        met: seconds < limit,
    };
    Ok(vec![
        figure("lint", lint, "under 1 s", 1.0),
        figure("diff", diff, "under 1 s", 1.0),
        figure("docs", docs, "under 2 s", 2.0),
        figure("openapi", openapi, "under 2 s", 2.0),
        figure("check", check, "under 5 s", 5.0),
    ])
}

fn lay_out(sources: &Sources, dir: &Path) -> Result<()> {
    sources.files.iter().try_for_each(|file| shell::write(&dir.join(&file.path), &file.text))
}

/// A command of this very program.
fn command(name: &str) -> Result<Command> {
    let mut command = Command::new(env::current_exe().context("this program does not know where it is")?);
    command.arg(name);
    Ok(command)
}

/// Runs a command to its end; one that does not end well is no measurement.
fn ended(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("`{}` could not be started", shell::shown(command)))?;
    if !output.status.success() {
        let [said, complained] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
        bail!("`{}` failed:\n{said}{complained}", shell::shown(command));
    }
    Ok(())
}
