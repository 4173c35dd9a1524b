//! An SDK that never was: the hand-written part of this project around the generated code of any model.

use super::consumer::{Compiled, Consumer, Witness};
use crate::{generate, shell};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};
use wechat_league_codegen::{
    emit,
    model::{Group, Model},
};

/// A folder with such an SDK, for witnesses to be compiled against.
pub struct Lab {
    project: PathBuf,
    dir: PathBuf,
}

impl Lab {
    /// Copies the hand-written SDK of a project, without its generated code.
    pub fn new(project: &Path, dir: &Path) -> Result<Self> {
        let (from, to) = (project.join("sdk"), dir.join("sdk"));
        copy(&from.join("src"), &to.join("src"), &|name| name != "generated")?;
        let manifest = fs::read_to_string(project.join("Cargo.toml")).context("Cargo.toml could not be read")?;
        shell::write(&dir.join("Cargo.toml"), &workspace(&manifest))?;
        shell::write(&to.join("README.md"), "")?;
        Ok(Self { project: project.to_owned(), dir: dir.to_owned() })
    }

    /// Puts the generated code of a model into the SDK.
    pub fn put(&self, model: &Model) -> Result<()> {
        let manifest = fs::read_to_string(self.project.join("sdk/Cargo.toml")).context("sdk/Cargo.toml could not be read")?;
        let groups: Vec<&str> = model.groups.iter().map(Group::name).collect();
        shell::write(&self.dir.join("sdk/Cargo.toml"), &package(&manifest, &groups))?;
        generate::write(&self.dir, &emit::emit(model))?;
        Ok(())
    }

    /// Compiles a witness against it.
    pub fn compile(&self, witness: &Witness, target: &Path) -> Result<Compiled> {
        let consumer = Consumer::write(&self.dir.join("witness"), witness, &self.dir.join("sdk"))?;
        consumer.compile(&self.project.join("Cargo.lock"), target)
    }
}

/// The manifest of the workspace with the SDK as its only member.
fn workspace(manifest: &str) -> String {
    let line = |line: &str| match line.split_once('=').map(|(key, _)| key.trim()) {
        Some("members") => "members = [\"sdk\"]\nexclude = [\"witness\"]".to_owned(),
        Some("default-members") => String::new(),
        _ => line.to_owned(),
    };
    manifest.lines().map(|text| line(text) + "\n").collect()
}

/// The manifest of the SDK with a feature per group, and without its tests, benchmarks and examples.
fn package(manifest: &str, groups: &[&str]) -> String {
    let mut out = String::new();
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line.trim();
            if section == "[features]" {
                out.push_str("[features]\n");
                groups.iter().for_each(|group| out.push_str(&format!("{group} = []\n")));
                continue;
            }
        }
        let is_kept = match section {
            "[package]" | "[dependencies]" | "[lints]" => true,
            // The others stay: TLS, stores, and what generated code is gated on. Groups are those of the model.
            "[features]" => {
                let is_group = line.trim_end().ends_with("= []") && !line.starts_with("full-serde");
                !is_group && !line.starts_with("default")
            }
            _ => false,
        };
        if is_kept {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Copies a folder, but for the names that are not wanted; what says the same is left alone.
fn copy(from: &Path, to: &Path, is_wanted: &dyn Fn(&str) -> bool) -> Result<()> {
    let entries = fs::read_dir(from).with_context(|| format!("{} could not be read", from.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("{} could not be read", from.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_wanted(&name) {
            continue;
        }
        let (path, target) = (entry.path(), to.join(&name));
        if path.is_dir() {
            copy(&path, &target, is_wanted)?;
        } else {
            let text = fs::read_to_string(&path).with_context(|| format!("{} could not be read", path.display()))?;
            shell::write(&target, &text)?;
        }
    }
    Ok(())
}
