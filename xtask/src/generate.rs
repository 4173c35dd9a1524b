//! `cargo xtask generate`: writes what changed, removes what is no longer produced; `--check` only looks.

use crate::shell;
use anyhow::{Context, Result};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    emit::{self, Files},
    model::Model,
    source::Sources,
};

#[derive(clap::Args)]
pub struct Args {
    /// Write nothing; fail when a file is stale or left over
    #[arg(long)]
    check: bool,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let started = Instant::now();
    let Some(model) = load(&root)? else { return Ok(ExitCode::from(1)) };
    let files = emit::emit(&model);
    if args.check {
        return check(&root, &files);
    }
    let changes = write(&root, &files)?;
    eprintln!(
        "{} endpoints, {} files: {} written, {} removed, {} as they were ({:.0} ms)",
        model.endpoints().len(),
        files.iter().count(),
        changes.written,
        changes.removed,
        changes.same,
        started.elapsed().as_secs_f64() * 1000.0
    );
    Ok(ExitCode::SUCCESS)
}

/// The files of the project's spec.
pub fn sources(root: &Path) -> Result<Sources> {
    let dir = root.join("api-spec");
    Sources::read(&dir).with_context(|| format!("{} could not be read", dir.display()))
}

/// The model of the project's spec; None when the spec was refused, which has been said then.
pub fn load(root: &Path) -> Result<Option<Model>> {
    match codegen::model(sources(root)?) {
        Ok(model) => Ok(Some(model)),
        Err(refused) => {
            eprint!("{}", render::human(&refused));
            Ok(None)
        }
    }
}

/// What a run did to the files.
pub struct Changes {
    pub written: usize,
    pub removed: usize,
    pub same: usize,
}

/// Writes what changed and removes what is no longer produced.
pub fn write(root: &Path, files: &Files) -> Result<Changes> {
    let mut changes = Changes { written: 0, removed: 0, same: 0 };
    for (path, text) in files.iter() {
        let target = root.join(path);
        if read(&target)?.as_deref() == Some(text) {
            changes.same += 1;
            continue;
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).with_context(|| format!("{} could not be made", parent.display()))?;
        }
        fs::write(&target, text).with_context(|| format!("{} could not be written", target.display()))?;
        changes.written += 1;
    }
    for path in left_over(root, files)? {
        fs::remove_file(root.join(&path)).with_context(|| format!("{path} could not be removed"))?;
        changes.removed += 1;
    }
    for folder in emit::ROOTS {
        remove_empty(&root.join(folder))?;
    }
    Ok(changes)
}

fn check(root: &Path, files: &Files) -> Result<ExitCode> {
    let findings = stale(root, files)?;
    for finding in &findings {
        eprintln!("{finding}");
    }
    if findings.is_empty() {
        eprintln!("all {} generated files are up to date", files.iter().count());
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{} generated files are not up to date; run `{}`", findings.len(), emit::COMMAND);
    Ok(ExitCode::from(1))
}

/// Every generated file that is stale, missing or left over, and the beginning of what differs.
pub fn stale(root: &Path, files: &Files) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (path, text) in files.iter() {
        match read(&root.join(path))? {
            None => findings.push(format!("{path} is missing")),
            Some(found) if found != text => {
                let diff = similar::TextDiff::from_lines(found.as_str(), text);
                let shown = diff.unified_diff().context_radius(1).header("as it is", "as the spec wants it").to_string();
                let short: Vec<&str> = shown.lines().take(14).collect();
                findings.push(format!("{path} is stale\n{}", short.join("\n")));
            }
            Some(_) => {}
        }
    }
    findings.extend(left_over(root, files)?.into_iter().map(|path| format!("{path} is left over")));
    Ok(findings)
}

/// The text of a file; None when there is none. A file that is no text is stale whatever it holds.
fn read(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} could not be read", path.display())),
    }
}

/// Files in the generated folders that nothing produces any more.
fn left_over(root: &Path, files: &Files) -> Result<Vec<String>> {
    let produced: BTreeSet<&str> = files.iter().map(|(path, _)| path).collect();
    let mut found = Vec::new();
    for folder in emit::ROOTS {
        list(&root.join(folder), folder, &mut found)?;
    }
    found.retain(|path| !produced.contains(path.as_str()));
    found.sort();
    Ok(found)
}

fn list(dir: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("{} could not be read", dir.display())),
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn remove_empty(dir: &Path) -> Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty(&entry.path())?;
            if fs::read_dir(entry.path())?.next().is_none() {
                fs::remove_dir(entry.path())?;
            }
        }
    }
    Ok(())
}
