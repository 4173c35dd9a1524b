//! The witness of one side, held against SDKs.

use super::{
    consumer::{Compiled, Consumer, Witness},
    lab::Lab,
};
use crate::diff::{
    git::Git,
    place::Place,
    side::Side,
    tool::{self, Worktree},
};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use wechat_league_codegen::{model::Model, witness};

/// A witness and the SDK that it was made from.
pub struct Trial<'a> {
    git: &'a Git<'a>,
    shown: &'a str,
    model: &'a Model,
    witness: Witness,
    home: Home<'a>,
}

/// Where the SDK of the old side is.
enum Home<'a> {
    Checkout(Worktree<'a>),
    Folder(PathBuf),
    /// There is only a spec: this tool makes the SDK
    Lab,
}

impl<'a> Trial<'a> {
    /// The witness of a side. The tool of a commit that makes other code than this one makes its own witness.
    pub fn of(git: &'a Git<'a>, place: &Place, side: &'a Side) -> Result<Self> {
        let mut files = witness::emit(&side.model);
        let home = match place {
            Place::Commit { sha, .. } => {
                if tool::reads_otherwise(git, sha)? {
                    // An older tool knows of no witness. Whether ours speaks for its users, its own SDK decides.
                    files = tool::dumped(git, sha)?.witness.unwrap_or(files);
                }
                Home::Checkout(Worktree::add(git, sha)?)
            }
            Place::Folder(path) if path.join("sdk/Cargo.toml").is_file() => Home::Folder(path.clone()),
            Place::Folder(_) => Home::Lab,
            Place::Tree => Home::Folder(git.root().to_owned()),
        };
        let witness = Witness { files, features: witness::features(&side.model) };
        Ok(Self { git, shown: &side.shown, model: &side.model, witness, home })
    }

    /// Compiles it against its own SDK: one that does not even do that speaks for nobody.
    pub fn prove(&self) -> Result<()> {
        let compiled = match &self.home {
            Home::Checkout(tree) => self.against(&tree.project()?),
            Home::Folder(project) => self.against(project),
            Home::Lab => self.in_lab(self.git.root(), self.model),
        };
        let of = || format!("the SDK of {} could not be tried", self.shown);
        match compiled.with_context(of)? {
            Compiled::Yes => Ok(()),
            Compiled::No(errors) => bail!(
                "the witness of {} does not compile against its own SDK, so it proves nothing: {}",
                self.shown,
                errors.first().map_or("", String::as_str)
            ),
        }
    }

    /// Compiles it against the SDK of a project.
    pub fn against(&self, project: &Path) -> Result<Compiled> {
        let consumer = Consumer::write(&self.folder().join("witness"), &self.witness, &project.join("sdk"))?;
        consumer.compile(&project.join("Cargo.lock"), &tool::built(self.git))
    }

    /// Compiles it against the hand-written SDK of a project around what this generator makes of a model.
    pub fn in_lab(&self, project: &Path, model: &Model) -> Result<Compiled> {
        let lab = Lab::new(project, &self.folder().join("lab"))?;
        lab.put(model)?;
        lab.compile(&self.witness, &tool::built(self.git))
    }

    fn folder(&self) -> PathBuf {
        self.git.root().join("target/witness")
    }
}
