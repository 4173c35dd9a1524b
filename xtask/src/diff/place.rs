//! Which two sides are meant: the working tree, commits, or folders.

use super::{git::Git, shallow};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// One side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The project as it lies there
    Tree,
    /// A commit, and what it is called
    Commit { sha: String, name: String },
    /// A folder with a spec, or a project
    Folder(PathBuf),
}

/// Both sides.
#[derive(Debug)]
pub struct Question {
    pub old: Place,
    pub new: Place,
}

/// The branches that others start from, the one of the server first.
const MAIN: [&str; 2] = ["origin/main", "main"];

impl Question {
    /// What a person typed, resolved.
    pub fn of(git: &Git, base: Option<&str>, head: Option<&str>) -> Result<Self> {
        let question = Self::read(git, base, head)?;
        let has_commit = [&question.old, &question.new].iter().any(|place| matches!(place, Place::Commit { .. }));
        if has_commit && git.is_shallow()? {
            return Err(shallow());
        }
        Ok(question)
    }

    fn read(git: &Git, base: Option<&str>, head: Option<&str>) -> Result<Self> {
        let Some(base) = base else { return Ok(Self { old: merge_base(git)?, new: Place::Tree }) };
        if let (Some((old, new)), None) = (base.split_once(".."), head) {
            // A folder may have dots in its path.
            if !is_spec(base) && !old.is_empty() && !old.ends_with('/') {
                let (old, new) = (old, new.trim_start_matches('.'));
                let new = if new.is_empty() { "HEAD" } else { new };
                let old = commit(git, old)?;
                return Ok(match (base.contains("..."), commit(git, new)?) {
                    (true, new) => Self { old: common(git, &old, &new)?, new },
                    (false, new) => Self { old, new },
                });
            }
        }
        let new = head.map_or(Ok(Place::Tree), |head| place(git, head))?;
        Ok(Self { old: place(git, base)?, new })
    }
}

fn place(git: &Git, name: &str) -> Result<Place> {
    if is_spec(name) {
        return Ok(Place::Folder(PathBuf::from(name)));
    }
    commit(git, name)
}

fn commit(git: &Git, name: &str) -> Result<Place> {
    let found = git.commit(name)?;
    let sha = match found {
        Some(sha) => sha,
        None if git.is_there() && git.is_shallow()? => return Err(shallow()),
        None => bail!("`{name}` is neither a revision nor a folder with a spec"),
    };
    let short = sha.get(..7).unwrap_or(&sha).to_owned();
    let name = if sha.starts_with(name) { short } else { format!("{name} ({short})") };
    Ok(Place::Commit { sha, name })
}

fn common(git: &Git, old: &Place, new: &Place) -> Result<Place> {
    let (Place::Commit { sha: old, .. }, Place::Commit { sha: new, .. }) = (old, new) else {
        bail!("`...` is for revisions");
    };
    let sha = git.merge_base(old, new)?.context("the two revisions have no common ancestor")?;
    commit(git, &sha)
}

/// Where the branch left main.
fn merge_base(git: &Git) -> Result<Place> {
    if !git.is_there() {
        bail!("{} lies in no git repository: name two folders", git.root().display());
    }
    for main in MAIN {
        if git.commit(main)?.is_none() {
            continue;
        }
        return match git.merge_base("HEAD", main)? {
            Some(sha) => {
                let short = sha.get(..7).unwrap_or(&sha);
                Ok(Place::Commit { name: format!("{short}, the merge base with {main}"), sha })
            }
            None if git.is_shallow()? => Err(shallow()),
            None => bail!("HEAD and {main} have no common ancestor: name a BASE"),
        };
    }
    if git.is_shallow()? {
        return Err(shallow());
    }
    bail!("there is neither {} here: name a BASE", MAIN.join(" nor "))
}

/// Whether a name is a folder with a spec in it, seen from where the command runs.
fn is_spec(name: &str) -> bool {
    let folder = Path::new(name);
    folder.join("service.yaml").is_file() || folder.join("api-spec/service.yaml").is_file()
}
