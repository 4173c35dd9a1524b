//! `cargo xtask openapi`: the whole API for people who use other languages, and the proof that their generators take it.

mod rust;
mod typescript;

use crate::{generate, shell};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};
use wechat_league_codegen::export::openapi::{self, Dialect};

#[derive(clap::Args)]
pub struct Args {
    /// Version of OpenAPI
    #[arg(long, value_enum, default_value_t = Version::V31)]
    version: Version,
    /// Form of the document
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// File to write; standard output by default
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write no document; generate a client from it and use that
    #[arg(long, value_enum)]
    prove: Option<Proof>,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Version {
    /// 3.1.0
    #[value(name = "3.1")]
    V31,
    /// 3.0.3
    #[value(name = "3.0")]
    V30,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Json,
    Yaml,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Proof {
    /// 3.0 through cargo-progenitor: calls every operation on the mock server
    Rust,
    /// 3.1 through openapi-typescript and tsc; needs node and npm
    Typescript,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let Some(model) = generate::load(&root)? else { return Ok(ExitCode::from(1)) };
    match args.prove {
        Some(Proof::Rust) => return rust::prove(&model),
        Some(Proof::Typescript) => return typescript::prove(&model),
        None => {}
    }
    let dialect = match args.version {
        Version::V31 => Dialect::V31,
        Version::V30 => Dialect::V30,
    };
    let document = openapi::document(&model, dialect);
    let text = match args.format {
        Format::Json => openapi::json(&document)?,
        Format::Yaml => openapi::yaml(&document)?,
    };
    match &args.out {
        Some(path) => {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).with_context(|| format!("{} could not be made", parent.display()))?;
            }
            fs::write(path, text).with_context(|| format!("{} could not be written", path.display()))?;
            eprintln!("{} operations in {}", model.endpoints().len(), path.display());
        }
        None => io::stdout().write_all(text.as_bytes()).context("the document could not be printed")?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the files of a proof, those that change.
fn lay_out(dir: &Path, files: &[(&str, String)]) -> Result<()> {
    files.iter().try_for_each(|(path, text)| shell::write(&dir.join(path), text))
}

/// The operations of a document with their names.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let items = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = items.filter_map(Value::as_object).flat_map(|methods| methods.values());
    operations.filter_map(|operation| Some((operation["operationId"].as_str()?, operation)))
}

/// The named examples of a request's body or an answer.
fn examples(content: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let named = content["content"]["application/json"]["examples"].as_object();
    named.into_iter().flatten().map(|(name, example)| (name, &example["value"]))
}
