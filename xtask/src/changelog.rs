//! `cargo xtask changelog`: the section of the next release, told from the changes of the spec since the last one.

use crate::{
    diff::{
        git::Git,
        place::Place,
        side::{self, Side},
    },
    shell,
};
use anyhow::{Context, Result};
use std::{path::PathBuf, process::ExitCode};
use wechat_league_codegen::diff::{self, Cause, Change, Diff, Rule, Verdict, report, version::Version};

#[derive(clap::Args)]
pub struct Args {
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let git = Git::new(&root);
    let new = side::load(&git, &Place::Tree)?;
    let Some((old, since)) = last_release(&git)? else {
        let (endpoints, groups) = (new.model.endpoints().len(), new.model.groups.len());
        let whole = format!("- The whole API: {endpoints} endpoints in {groups} groups.\n");
        print!("{}\n### Added\n\n{whole}", heading(new.version));
        return Ok(ExitCode::SUCCESS);
    };
    let mut diff = diff::diff(&old.model, &new.model);
    diff.add(diff::features(&old.features, &new.features));
    // A version that was raised beyond need was raised for a reason.
    let version = Some(since.after(diff.verdict())).max(new.version);
    print!("{}{}", heading(version), entries(&diff));
    Ok(ExitCode::SUCCESS)
}

fn last_release(git: &Git) -> Result<Option<(Side, Version)>> {
    if !git.is_there() {
        return Ok(None);
    }
    if git.is_shallow()? {
        return Err(crate::diff::shallow());
    }
    let Some((tag, version)) = git.last_release("HEAD")? else { return Ok(None) };
    let sha = git.commit(&tag)?.with_context(|| format!("{tag} is no commit"))?;
    Ok(Some((side::load(git, &Place::Commit { sha, name: tag })?, version)))
}

fn heading(version: Option<Version>) -> String {
    let title = version.map_or("Unreleased".to_owned(), |version| version.to_string());
    format!("## [{title}] - Unreleased\n")
}

/// The sections of Keep a Changelog, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Added,
    Changed,
    Deprecated,
    Removed,
    Fixed,
}

const KINDS: [(Kind, &str); 5] = [
    (Kind::Added, "Added"),
    (Kind::Changed, "Changed"),
    (Kind::Deprecated, "Deprecated"),
    (Kind::Removed, "Removed"),
    (Kind::Fixed, "Fixed"),
];

fn entries(diff: &Diff) -> String {
    let mut out = String::new();
    for (kind, heading) in KINDS {
        let entries: Vec<String> = diff.changes.iter().filter(|change| kind_of(change) == Some(kind)).map(entry).collect();
        if !entries.is_empty() {
            out.push_str(&format!("\n### {heading}\n\n{}", entries.concat()));
        }
    }
    let texts = diff.of(Verdict::Docs).count();
    if texts > 0 {
        out.push_str(&format!("\n{texts} corrections and additions to the docs of the API.\n"));
    }
    out
}

/// Where a change belongs; changes of texts are only counted.
fn kind_of(change: &Change) -> Option<Kind> {
    let name = change.rule.name();
    match (change.verdict(), change.rule) {
        (Verdict::Docs | Verdict::None, _) => None,
        (_, Rule::Deprecated | Rule::EnumValueRetired | Rule::ErrcodeRetired) => Some(Kind::Deprecated),
        _ if name.ends_with("-removed") && change.verdict() == Verdict::Breaking => Some(Kind::Removed),
        _ if change.cause == Cause::Correction => Some(Kind::Fixed),
        _ if name.ends_with("-added") && change.verdict() == Verdict::Additive => Some(Kind::Added),
        _ => Some(Kind::Changed),
    }
}

/// One change in the words of a user: identity, what happened, what to do.
fn entry(change: &Change) -> String {
    let mark = if change.verdict() == Verdict::Breaking { "**Breaking**: " } else { "" };
    let todo = change.migration.as_ref().map(|text| format!(". {text}")).unwrap_or_default();
    let rust = match &change.rust {
        Some((old, new)) if !old.is_empty() && !new.is_empty() && old != new => format!(" (`{old}` → `{new}`)"),
        _ => String::new(),
    };
    format!("- {mark}`{}`: {}{rust}{todo}\n", change.identity, told(change))
}

fn told(change: &Change) -> String {
    match change.values() {
        values if values.is_empty() => change.rule.title().to_owned(),
        values => format!("{}: {}", change.rule.title(), report::short(&values)),
    }
}
