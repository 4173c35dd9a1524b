//! `cargo xtask new-endpoint NAME METHOD PATH`: a draft with every key of the format, in the folder of its group.

use crate::shell;
use anyhow::{Context, Result};
use std::{fs, path::PathBuf, process::ExitCode};
use wechat_league_codegen::{
    self as codegen, Drafts,
    diag::{did_you_mean, render},
    model::{Group, Method, Model},
    names,
    source::{SourceFile, Sources},
    stub,
};

#[derive(clap::Args)]
pub struct Args {
    /// Name of the method in Rust and of the file, such as get_order
    name: String,
    /// GET or POST
    #[arg(value_enum, ignore_case = true)]
    method: Verb,
    /// Path below the host, such as /channels/ec/league/headsupplier/order/get
    path: String,
    /// Group, such as order or sharer/live; that of the most similar path by default
    #[arg(long)]
    group: Option<String>,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Verb {
    Get,
    Post,
}

impl Verb {
    fn method(self) -> Method {
        match self {
            Self::Get => Method::Get,
            Self::Post => Method::Post,
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let dir = root.join("api-spec");
    let sources = Sources::read(&dir).with_context(|| format!("{} could not be read", dir.display()))?;
    let model = match codegen::model_with(sources.clone(), Drafts::Allowed) {
        Ok(model) => model,
        Err(report) => {
            eprintln!("{}\nthe spec has to be in order before it grows", render::human(&report));
            return Ok(ExitCode::from(report.exit_code()));
        }
    };
    let group = group(&model, args);
    let mut troubles = troubles(&model, args);
    troubles.extend(group.as_ref().err().cloned());
    let (true, Ok(group)) = (troubles.is_empty(), group) else {
        troubles.iter().for_each(|trouble| eprintln!("error: {trouble}"));
        return Ok(ExitCode::from(1));
    };
    let file = format!("{group}/{}.yaml", args.name);
    let text = stub::stub(&file, &args.name, args.method.method(), &args.path);
    if let Err(report) = codegen::model_with(with(sources, &file, &text), Drafts::Allowed) {
        eprintln!("{}\nnothing was written", render::human(&report));
        return Ok(ExitCode::from(report.exit_code()));
    }
    let target = dir.join(&file);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).with_context(|| format!("{} could not be made", parent.display()))?;
    }
    fs::write(&target, text).with_context(|| format!("{} could not be written", target.display()))?;
    println!("api-spec/{file} is a draft: fill it in, look at it with `cargo xtask lint --draft`, then remove `draft: true`");
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with the arguments, beside the group.
fn troubles(model: &Model, args: &Args) -> Vec<String> {
    let mut troubles = Vec::new();
    if let Some(trouble) = names::member_trouble(&args.name) {
        troubles.push(format!("{trouble}; name the method in snake_case, with the docs' words, such as get_order"));
    }
    let is_path_character = |next: char| next.is_ascii_alphanumeric() || matches!(next, '/' | '_' | '-' | '.');
    if !args.path.starts_with('/') || !args.path.chars().all(is_path_character) {
        troubles.push(format!("`{}` is no path; write it like /channels/ec/…, without host and query", args.path));
    }
    for endpoint in model.endpoints() {
        if endpoint.name == args.name {
            troubles.push(format!("`{}` exists: {}", args.name, endpoint.source));
        }
        if endpoint.path == args.path && endpoint.method == args.method.method() {
            troubles.push(format!("the path `{}` is that of {}", args.path, endpoint.source));
        }
    }
    troubles
}

/// The folder of the new file: the group that was given, or the one whose paths are most like the new one.
fn group(model: &Model, args: &Args) -> Result<String, String> {
    let known = folders(&model.groups);
    let list = known.join(", ");
    if let Some(wanted) = &args.group {
        let wanted = wanted.trim_matches('/');
        if known.iter().any(|group| group == wanted) {
            return Ok(wanted.to_owned());
        }
        let inside = format!("{wanted}/");
        if known.iter().any(|group| group.starts_with(&inside)) {
            return Err(format!("`{wanted}` is a group of groups; the groups are: {list}"));
        }
        let help = did_you_mean(wanted, known.iter().map(String::as_str), "add it to api-spec/service.yaml first");
        return Err(format!("there is no group `{wanted}`: {help}\nthe groups are: {list}"));
    }
    let nearest = nearest(model, &args.path);
    match nearest.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(format!("no path of the spec is like `{}`: add --group and one of: {list}", args.path)),
        several => Err(format!("`{}` may belong to several groups: add --group and one of: {}", args.path, several.join(", "))),
    }
}

/// The groups with the path that begins most like this one.
fn nearest(model: &Model, path: &str) -> Vec<String> {
    let begins_alike = |other: &str| path.split('/').zip(other.split('/')).skip(1).take_while(|(a, b)| a == b).count();
    let rated: Vec<(usize, String)> =
        model.endpoints().iter().map(|endpoint| (begins_alike(&endpoint.path), endpoint.group.join("/"))).collect();
    let best = rated.iter().map(|(alike, _)| *alike).max().unwrap_or_default();
    let mut groups: Vec<String> =
        rated.into_iter().filter(|(alike, _)| *alike == best && best > 0).map(|(_, group)| group).collect();
    groups.sort();
    groups.dedup();
    groups
}

/// Every group that holds endpoints, as a folder.
fn folders(groups: &[Group]) -> Vec<String> {
    let of = |group: &Group| if group.groups.is_empty() { vec![group.path.join("/")] } else { folders(&group.groups) };
    groups.iter().flat_map(of).collect()
}

/// The spec with one more file.
fn with(sources: Sources, path: &str, text: &str) -> Sources {
    let Sources { root, mut files, .. } = sources;
    files.push(SourceFile { path: path.to_owned(), text: text.to_owned() });
    Sources::from_files(root, files)
}
