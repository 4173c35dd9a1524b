//! What lies beside the specs: where the generator or the hand-written SDK changed as well, the witness of the old side says
//! whether the code of users still compiles.
//!
//! It is compiled against what this generator and the new hand-written SDK make of the old spec, so whatever fails there is
//! none of the spec's doing.

use super::{
    git::Git,
    place::Place,
    side::Side,
    tool::{self, Worktree},
};
use crate::witness::{consumer::Compiled, trial::Trial};
use anyhow::{Context, Result, bail};
use wechat_league_codegen::diff::{self, Change, Diff};

/// How two sides are compared.
pub struct Beside<'a> {
    pub git: &'a Git<'a>,
    pub new: &'a Place,
    /// Compare the specs alone
    pub specs_only: bool,
}

impl Beside<'_> {
    /// Everything that differs between an older side and the new one.
    pub fn diff(&self, place: &Place, old: &Side, new: &Side, notes: &mut Vec<String>) -> Result<Diff> {
        let mut diff = diff::diff(&old.model, &new.model);
        diff.add(diff::features(&old.features, &new.features));
        diff.add(self.tried(place, old, notes)?);
        Ok(diff)
    }

    /// What the compiler has to say about it.
    fn tried(&self, place: &Place, old: &Side, notes: &mut Vec<String>) -> Result<Option<Change>> {
        let Place::Commit { sha, .. } = place else { return Ok(None) };
        let changed = match self.new {
            Place::Tree => tool::changed(self.git, sha, None)?,
            Place::Commit { sha: new, .. } => tool::changed(self.git, sha, Some(new))?,
            Place::Folder(_) => return Ok(None),
        };
        let Some(first) = changed.first() else { return Ok(None) };
        let count = changed.len();
        let what = format!("{count} files of the generator or the hand-written SDK changed as well, such as {first}");
        if self.specs_only {
            notes.push(format!("{what}; only the specs are compared"));
            return Ok(None);
        }
        eprintln!("{what}: compiling the code of users of {}", old.shown);
        let why = || format!("{what}, and what that does to users could not be tried (--specs-only compares the specs alone)");
        match self.compiled(place, old).with_context(why)? {
            Compiled::Yes => {
                notes.push(format!("{what}; the code of users compiles as before, what it does then is for people to judge"));
                Ok(None)
            }
            Compiled::No(errors) => Ok(Some(diff::broken(&errors))),
        }
    }

    fn compiled(&self, place: &Place, old: &Side) -> Result<Compiled> {
        let trial = Trial::of(self.git, place, old)?;
        trial.prove()?;
        match self.new {
            Place::Commit { sha, name } => {
                if tool::reads_otherwise(self.git, sha)? {
                    bail!("{name} has another generator than the working tree: check it out and compare from there");
                }
                trial.in_lab(&Worktree::add(self.git, sha)?.project()?, &old.model)
            }
            Place::Tree | Place::Folder(_) => trial.in_lab(self.git.root(), &old.model),
        }
    }
}
