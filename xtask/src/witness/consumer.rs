//! The crate around a witness: written to a folder, compiled against an SDK.

use crate::shell;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// A program made from one spec.
#[derive(Debug, Clone)]
pub struct Witness {
    /// Its files by their path below `src`
    pub files: BTreeMap<String, String>,
    /// The features of the SDK that it needs
    pub features: Vec<String>,
}

/// What the compiler said.
#[derive(Debug)]
pub enum Compiled {
    Yes,
    No(Vec<String>),
}

/// A witness in a folder.
pub struct Consumer {
    dir: PathBuf,
}

impl Consumer {
    /// Writes the crate; nothing that is there and says the same is touched.
    pub fn write(dir: &Path, witness: &Witness, sdk: &Path) -> Result<Self> {
        let features: Vec<String> = witness.features.iter().map(|name| format!("{name:?}")).collect();
        let path = fs::canonicalize(sdk).with_context(|| format!("there is no SDK in {}", sdk.display()))?;
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"witness\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\nwechat-league = {{ path = {:?}, default-features = false, features = [{}] }}\n",
            path.to_string_lossy(),
            features.join(", ")
        );
        shell::write(&dir.join("Cargo.toml"), &manifest)?;
        let source = dir.join("src");
        for (path, text) in &witness.files {
            shell::write(&source.join(path), text)?;
        }
        let left_over = fs::read_dir(&source).with_context(|| format!("{} could not be read", source.display()))?;
        for entry in left_over.flatten().filter(|entry| !witness.files.contains_key(&*entry.file_name().to_string_lossy())) {
            fs::remove_file(entry.path()).with_context(|| format!("{} could not be removed", entry.path().display()))?;
        }
        Ok(Self { dir: dir.to_owned() })
    }

    /// Compiles it with the versions of a lock file. That the SDK itself does not compile is no answer but an error.
    pub fn compile(&self, lock: &Path, target: &Path) -> Result<Compiled> {
        // What the project has settled on, each time anew: the last SDK may have been another one. The witness adds itself.
        let text = fs::read_to_string(lock).with_context(|| format!("{} could not be read", lock.display()))?;
        shell::write(&self.dir.join("Cargo.lock"), &text)?;
        let mut cargo = shell::cargo(&["check", "--quiet", "--message-format", "json"]);
        cargo.current_dir(&self.dir).env("CARGO_TARGET_DIR", target).env("RUSTFLAGS", "");
        let output = cargo.output().with_context(|| format!("`{}` could not be started", shell::shown(&cargo)))?;
        if output.status.success() {
            return Ok(Compiled::Yes);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let (own, others) = errors(&String::from_utf8_lossy(&output.stdout));
        if let Some(first) = others.first() {
            bail!("the SDK itself does not compile:\n{first}");
        }
        if !own.is_empty() {
            return Ok(Compiled::No(own));
        }
        // A feature that is gone stops cargo before it compiles anything.
        match said
            .lines()
            .find(|line| line.contains("does not have that feature") || line.contains("does not have these features"))
        {
            Some(line) => Ok(Compiled::No(vec![line.trim().to_owned()])),
            None => bail!("`{}` failed in {}:\n{}", shell::shown(&cargo), self.dir.display(), said.trim()),
        }
    }
}

/// The errors of the witness, and those of everything else, as the compiler words them.
fn errors(messages: &str) -> (Vec<String>, Vec<String>) {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for message in messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let is_error = message["reason"] == "compiler-message" && message["message"]["level"] == "error";
        let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
        // The last one only counts the others.
        if !is_error || rendered.starts_with("error: aborting due to") {
            continue;
        }
        let list = if message["target"]["name"] == "witness" { &mut own } else { &mut others };
        list.push(rendered.trim_end().to_owned());
    }
    (own, others)
}

#[cfg(test)]
mod tests {
    use super::errors;

    #[test]
    fn errors_are_told_apart_by_the_crate_that_has_them() {
        let line = |target: &str, level: &str, text: &str| {
            serde_json::json!({
                "reason": "compiler-message",
                "target": {"name": target},
                "message": {"level": level, "rendered": text},
            })
            .to_string()
        };
        let lines = [
            line("witness", "error", "error[E0425]: no such thing\n"),
            line("witness", "warning", "warning: unused\n"),
            line("wechat_league", "error", "error: broken\n"),
            line("witness", "error", "error: aborting due to 1 previous error\n"),
            "no JSON".to_owned(),
        ];
        let (own, others) = errors(&lines.join("\n"));
        assert_eq!(own, ["error[E0425]: no such thing"]);
        assert_eq!(others, ["error: broken"]);
    }
}
