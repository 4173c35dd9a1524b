//! One side of a comparison, loaded: its spec, its model, and what its manifests say.

use super::{git::Git, manifest, place::Place, tool};
use anyhow::{Context, Result, anyhow};
use std::{fs, path::Path};
use wechat_league_codegen::{
    self as codegen,
    diag::{Report, view::Viewer},
    diff::version::Version,
    model::Model,
    source::Sources,
};

/// A spec and what it belongs to.
pub struct Side {
    /// What it is called
    pub shown: String,
    pub sources: Sources,
    pub model: Model,
    /// What Cargo.toml says; a folder with nothing but a spec has none
    pub version: Option<Version>,
    /// The cargo features of the SDK
    pub features: Vec<String>,
    /// The text of approvals.yaml
    pub approvals: Option<String>,
}

impl Side {
    /// Whether both have the same files with the same texts.
    pub fn has_texts_of(&self, other: &Self) -> bool {
        let (mine, others) = (&self.sources.files, &other.sources.files);
        let is_same = mine.iter().zip(others).all(|(one, other)| (&one.path, &one.text) == (&other.path, &other.text));
        is_same && mine.len() == others.len()
    }
}

/// Loads a side.
pub fn load(git: &Git, place: &Place) -> Result<Side> {
    match place {
        Place::Tree => folder(&git.root().join("api-spec"), Some(git.root()), "the working tree"),
        Place::Folder(path) => {
            let shown = path.display().to_string();
            match path.join("service.yaml").is_file() {
                true => folder(path, None, &shown),
                false => folder(&path.join("api-spec"), Some(path), &shown),
            }
        }
        Place::Commit { sha, name } => commit(git, sha, name),
    }
}

fn folder(spec: &Path, project: Option<&Path>, shown: &str) -> Result<Side> {
    let sources = Sources::read(spec).with_context(|| format!("{} could not be read", spec.display()))?;
    let read = |path: &str| project.and_then(|project| fs::read_to_string(project.join(path)).ok());
    let approvals = fs::read_to_string(spec.join(APPROVALS)).ok();
    let model = codegen::model(sources.clone()).map_err(|report| refused(&report, shown))?;
    Ok(side(shown, sources, model, read, approvals))
}

fn commit(git: &Git, sha: &str, name: &str) -> Result<Side> {
    // Another generator may read another format, or make something else of it: then its own word counts.
    let (model, sources) = if tool::reads_otherwise(git, sha)? {
        let told = tool::dumped(git, sha).with_context(|| {
            format!("the generator changed since {name}, so its own tool has to tell its model, and that failed")
        })?;
        (told.model, told.sources)
    } else {
        let files = git.folder(sha, "api-spec")?.into_iter().filter(|(path, _)| path.ends_with(".yaml")).collect();
        let sources = Sources::from_bytes("api-spec", files);
        let model = codegen::model(sources.clone()).map_err(|report| refused(&report, name))?;
        (model, sources)
    };
    let read = |path: &str| git.file(sha, path).ok().flatten();
    let approvals = read(&format!("api-spec/{APPROVALS}"));
    Ok(side(name, sources, model, read, approvals))
}

const APPROVALS: &str = "approvals.yaml";

fn side(shown: &str, sources: Sources, model: Model, read: impl Fn(&str) -> Option<String>, approvals: Option<String>) -> Side {
    let version = read("Cargo.toml").as_deref().and_then(manifest::version);
    let features = read("sdk/Cargo.toml").as_deref().map(manifest::features).unwrap_or_default();
    Side { shown: shown.to_owned(), sources, model, version, features, approvals }
}

fn refused(report: &Report, shown: &str) -> anyhow::Error {
    let count = report.errors().count();
    let first = report.errors().next().map(|finding| {
        let view = Viewer::new(&report.sources).view(&finding.place);
        format!("{}:{}:{}: {}", view.file, view.line, view.column, finding.message)
    });
    anyhow!("the spec of {shown} is refused with {count} errors: {}", first.unwrap_or_default())
}
