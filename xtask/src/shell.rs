//! Running commands from the project's root.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wechat_league_codegen::model::{Group, Model};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// cargo, run from the root. The toolchain is the one that runs xtask.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(args);
    command
}

/// A command as a person would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let mut words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    if words.first().is_some_and(|program| program.ends_with("cargo")) {
        words[0] = "cargo".into();
    }
    let variables =
        command.get_envs().filter_map(|(key, value)| Some(format!("{}={:?}", key.to_string_lossy(), value?.to_string_lossy())));
    variables.chain(words).collect::<Vec<_>>().join(" ")
}

/// Runs a command and waits for it; its output goes where xtask's goes.
pub fn status(command: &mut Command) -> Result<std::process::ExitStatus> {
    command.status().with_context(|| format!("`{}` could not be started", shown(command)))
}

/// Runs a command; says which one it was when it fails.
pub fn passes(command: &mut Command) -> Result<bool> {
    let passed = status(command)?.success();
    if !passed {
        eprintln!("this command failed:\n    {}", shown(command));
    }
    Ok(passed)
}

/// Writes a file that is not there or says something else.
pub fn write(target: &Path, text: &str) -> Result<()> {
    if fs::read(target).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).with_context(|| format!("{} could not be made", parent.display()))?;
    }
    fs::write(target, text).with_context(|| format!("{} could not be written", target.display()))
}

/// Installs the npm packages that the lock file of a folder pins, unless these very ones are there.
pub fn npm_ci(dir: &Path, lock: &str) -> Result<bool> {
    let stamp = dir.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(true);
    }
    let mut npm = Command::new("npm");
    npm.current_dir(dir).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    let passed = passes(&mut npm)?;
    if passed {
        write(&stamp, lock)?;
    }
    Ok(passed)
}

/// The SDK's features: every group of the spec, and others.
pub fn sdk_features(model: &Model, others: &[&str]) -> String {
    model.groups.iter().map(Group::name).chain(others.iter().copied()).collect::<Vec<_>>().join(",")
}
