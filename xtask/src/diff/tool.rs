//! The tool of another revision: whether it would read a spec as this one does, and its own word where it would not.
//!
//! Everything of another revision lies below `target/base-tool`: its checkout while it is needed, what was built there, and
//! what its tool told.

use super::git::Git;
use crate::shell;
use anyhow::{Context, Result, anyhow, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};
use wechat_league_codegen::diff::dump::{self, Told};

/// What decides how a spec is read and what becomes of it. The rest of the generator only looks at the result.
const GENERATOR: [&str; 14] = [
    "codegen/src",
    ":(exclude)codegen/src/diag",
    ":(exclude)codegen/src/diag.rs",
    ":(exclude)codegen/src/diff",
    ":(exclude)codegen/src/diff.rs",
    ":(exclude)codegen/src/export",
    ":(exclude)codegen/src/export.rs",
    ":(exclude)codegen/src/lint",
    ":(exclude)codegen/src/lint.rs",
    ":(exclude)codegen/src/mutate",
    ":(exclude)codegen/src/mutate.rs",
    ":(exclude)codegen/src/site",
    ":(exclude)codegen/src/witness",
    ":(exclude)codegen/src/witness.rs",
];
/// What users compile against beside the generated code.
const SDK: [&str; 3] = ["sdk/src", "sdk/Cargo.toml", ":(exclude)sdk/src/generated"];

/// Whether the generator of a commit differs from that of the working tree, which is this one.
pub fn reads_otherwise(git: &Git, sha: &str) -> Result<bool> {
    Ok(!git.changed(sha, None, &GENERATOR)?.is_empty())
}

/// The files of the generator and the hand-written SDK that differ between a commit and another one, or the working tree.
pub fn changed(git: &Git, old: &str, new: Option<&str>) -> Result<Vec<String>> {
    let mut found = git.changed(old, new, &GENERATOR)?;
    found.extend(git.changed(old, new, &SDK)?);
    Ok(found)
}

/// The model and the witness of a commit as its own tool tells them. A commit never changes, so it is asked once.
pub fn dumped(git: &Git, sha: &str) -> Result<Told> {
    let file = cache(git).join(format!("{sha}.json"));
    if let Some(known) = fs::read_to_string(&file).ok().and_then(|text| dump::read(&text).ok()) {
        return Ok(known);
    }
    let tree = Worktree::add(git, sha)?;
    let text = ask(&tree.project()?, &built(git))?;
    let told = dump::read(&text).map_err(|error| anyhow!("its dump cannot be read: {error}"))?;
    fs::write(&file, &text).with_context(|| format!("{} could not be written", file.display()))?;
    Ok(told)
}

/// Where everything of other revisions lies.
fn cache(git: &Git) -> PathBuf {
    git.root().join("target/base-tool")
}

/// Where everything that is built of other revisions lies.
pub fn built(git: &Git) -> PathBuf {
    cache(git).join("target")
}

/// Builds the tool of a worktree and has it dump its model.
fn ask(project: &Path, target: &Path) -> Result<String> {
    let mut command = shell::cargo(&["run", "--quiet", "--package", "xtask", "--", "model"]);
    command.current_dir(project).env("CARGO_TARGET_DIR", target);
    let output = command.output().with_context(|| format!("`{}` could not be started", shell::shown(&command)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("unrecognized subcommand") {
        bail!("it is older than `cargo xtask diff` and cannot dump a model; only a BASE that has the command can be compared");
    }
    bail!("`{}` failed there: {}", shell::shown(&command), tail(&said))
}

/// The last lines of what a command said.
pub fn tail(said: &str) -> String {
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.get(lines.len().saturating_sub(6)..).unwrap_or_default().join("\n")
}

/// A checkout beside the project that goes away again.
pub struct Worktree<'a> {
    git: &'a Git<'a>,
    path: PathBuf,
}

impl<'a> Worktree<'a> {
    pub fn add(git: &'a Git<'a>, sha: &str) -> Result<Self> {
        let cache = cache(git);
        fs::create_dir_all(&cache).with_context(|| format!("{} could not be made", cache.display()))?;
        let path = cache.join(format!("tree-{}-{}", sha.get(..7).unwrap_or(sha), std::process::id()));
        git.needed(&["worktree", "add", "--detach", "--quiet", &path.to_string_lossy(), sha])?;
        Ok(Self { git, path })
    }

    /// The project in it.
    pub fn project(&self) -> Result<PathBuf> {
        Ok(self.path.join(self.git.prefix()?))
    }
}

impl Drop for Worktree<'_> {
    fn drop(&mut self) {
        // Left over it would do no harm: `git worktree prune` finds it.
        let _ = self.git.needed(&["worktree", "remove", "--force", &self.path.to_string_lossy()]);
    }
}
