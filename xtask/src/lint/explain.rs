//! `--explain CODE`: what a code is about, why, and the fixtures that its tests hold: a bad spec and the good one beside it.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use wechat_league_codegen::{
    diag::{Code, did_you_mean, render},
    lint::{self, Day, Options},
    source::Sources,
};

/// The folder of the fixtures, below the project.
const FIXTURES: &str = "codegen/tests/fixtures/lint";
/// The day that the fixtures with ages are written for.
const TODAY: &str = "2026-03-09";

pub fn run(root: &Path, asked: &str) -> Result<ExitCode> {
    let known = || Code::ALL.iter().map(|code| code.0);
    let Some(code) = Code::ALL.iter().copied().find(|code| code.0.eq_ignore_ascii_case(asked)) else {
        let otherwise = format!("the codes are {}", known().collect::<Vec<_>>().join(", "));
        eprintln!("error: no code `{asked}`; {}", did_you_mean(&asked.to_uppercase(), known(), &otherwise));
        return Ok(ExitCode::from(2));
    };
    println!("{} ({}): {}\n\n{}", code.0, code.level().name(), code.title(), lint::why(code));
    let fixtures = fixtures(root, code)?;
    anyhow::ensure!(!fixtures.is_empty(), "{} has no example in {}", code.0, root.join(FIXTURES).display());
    for fixture in fixtures {
        show(&fixture)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The fixtures of a code, by name.
fn fixtures(root: &Path, code: Code) -> Result<Vec<PathBuf>> {
    let dir = root.join(FIXTURES);
    let unreadable = || format!("{} could not be read", dir.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(&dir).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.strip_prefix(code.0).is_some_and(|rest| rest.starts_with('_')) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The finding of a bad fixture, then the file that is to blame and the same file of the good one.
fn show(fixture: &Path) -> Result<()> {
    let read = |side: &str| {
        let dir = fixture.join(side);
        Sources::read(&dir).with_context(|| format!("{} could not be read", dir.display()))
    };
    let (bad, good) = (read("bad")?, read("good")?);
    let options = Options { draft: false, today: Day::parse(TODAY) };
    println!("\n{}", render::human(&lint::lint(bad.clone(), &options)).trim_end());
    for file in &bad.files {
        let other = good.files.iter().find(|other| other.path == file.path).map_or("", |other| other.text.as_str());
        if other != file.text {
            println!("\nbad: {}\n\n{}\ngood: {}\n\n{}", file.path, indented(&file.text), file.path, indented(other));
        }
    }
    Ok(())
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
