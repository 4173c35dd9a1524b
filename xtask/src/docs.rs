//! `cargo xtask docs`: the reference site as files in a folder; `--prove` reads it in a headless Chromium, as a person would.

use crate::{generate, shell};
use anyhow::{Context, Result};
use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::Instant,
};
use wechat_league_codegen::site::{self, Pages};

/// The folder that holds nothing but pages of ours.
const ENDPOINTS: &str = "endpoints";

const LOCK: &str = include_str!("../site/package-lock.json");

/// The browser check, which is laid out beside its packages.
const CHECK: [(&str, &str); 5] = [
    ("package.json", include_str!("../site/package.json")),
    ("package-lock.json", LOCK),
    ("browser.mjs", include_str!("../site/browser.mjs")),
    ("searches.mjs", include_str!("../site/searches.mjs")),
    ("check.mjs", include_str!("../site/check.mjs")),
];

#[derive(clap::Args)]
pub struct Args {
    /// Folder to write the site into; target/site by default
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Then check it in a headless browser: needs node, npm and chromium (or the variable CHROMIUM)
    #[arg(long)]
    prove: bool,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let started = Instant::now();
    let Some(model) = generate::load(&root)? else { return Ok(ExitCode::from(1)) };
    let sources = generate::sources(&root)?;
    let pages = site::site(&model, &sources).context("a page could not be made")?;
    let out = args.out.clone().unwrap_or_else(|| root.join("target/site"));
    remove_left_over(&out, &pages)?;
    for (path, text) in &pages {
        shell::write(&out.join(path), text)?;
    }
    let endpoints = model.endpoints().len();
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    eprintln!("{}: {endpoints} endpoints, {} files ({milliseconds:.0} ms)", out.join("index.html").display(), pages.len());
    if args.prove { prove(&out, endpoints) } else { Ok(ExitCode::SUCCESS) }
}

/// Removes the pages of endpoints that are no more. The rest of the folder may hold files of others.
fn remove_left_over(out: &Path, pages: &Pages) -> Result<()> {
    let folder = out.join(ENDPOINTS);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("{} could not be read", folder.display())),
    };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if name.ends_with(".html") && !pages.contains_key(&format!("{ENDPOINTS}/{name}")) {
            fs::remove_file(&path).with_context(|| format!("{} could not be removed", path.display()))?;
        }
    }
    Ok(())
}

/// Opens every page in the browser, follows its links and searches.
fn prove(out: &Path, endpoints: usize) -> Result<ExitCode> {
    let out = fs::canonicalize(out).with_context(|| format!("{} could not be found", out.display()))?;
    let dir = shell::root().join("target/site-check");
    for (name, text) in CHECK {
        shell::write(&dir.join(name), text)?;
    }
    if !shell::npm_ci(&dir, LOCK)? {
        return Ok(ExitCode::from(2));
    }
    let mut check = Command::new("node");
    check.current_dir(&dir).arg("check.mjs").arg(&out).arg(endpoints.to_string());
    let code = shell::status(&mut check)?.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2);
    Ok(ExitCode::from(code))
}
