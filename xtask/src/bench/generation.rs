//! How long generating takes, and how that, lint and diff grow.

use super::{Figure, median, timed};
use crate::{generate, shell};
use anyhow::{Result, bail};
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    diff::{self, Diff},
    emit::{self, Files},
    export::openapi::{self, Dialect},
    lint::{self, Options},
    model::Model,
    site,
    source::{SourceFile, Sources},
};

/// How many times the spec the largest synthetic one is.
const MANY: usize = 100;

pub fn measure() -> Result<Vec<Figure>> {
    let root = shell::root();
    let one = median(|| generated(generate::sources(&root)?))?;
    let ten = median(|| generated(multiplied(&generate::sources(&root)?, 10)))?;
    let mut figures = vec![
        Figure { what: "generate, the whole spec".into(), found: format!("{one:.2} s"), target: "under 1 s", met: one < 1.0 },
        Figure {
            what: "generate, ten times the spec".into(),
            found: format!("{:.1} times as long ({ten:.2} s)", ten / one),
            target: "at most 12 times",
            met: ten / one <= 12.0,
        },
    ];
    figures.extend(grown(one)?);
    Ok(figures)
}

/// The largest spec beside the real one, by seconds; of the largest one run says enough.
fn grown(generate_one: f64) -> Result<Vec<Figure>> {
    let real = generate::sources(&shell::root())?;
    let many = multiplied(&real, MANY);
    let figure = |what: &str, one: f64, many: f64| Figure {
        what: format!("{what}, a hundred times the spec"),
        found: format!("{:.0} times as long ({many:.1} s)", many / one),
        target: "at most 130 times",
        met: many / one <= 130.0,
    };
    let options = Options::default();
    let (generate_many, (model, files)) = timed(|| generated(many.clone()))?;
    drop(files);
    let lint_one = median(|| Ok(lint::lint(real.clone(), &options)))?;
    let (lint_many, _) = timed(|| Ok(lint::lint(many.clone(), &options)))?;
    let (before, after) = (accepted(real.clone())?, accepted(edited(real.clone())?)?);
    let diff_one = median(|| differing(&before, &after))?;
    let after = accepted(edited(many.clone())?)?;
    let (diff_many, _) = timed(|| differing(&model, &after))?;
    let site_one = median(|| Ok(site::site(&before, &real)?))?;
    let (site_many, _) = timed(|| Ok(site::site(&model, &many)?))?;
    let document = |model: &Model| openapi::json(&openapi::document(model, Dialect::V31)).map_err(Into::into);
    let openapi_one = median(|| document(&before))?;
    let (openapi_many, _) = timed(|| document(&model))?;
    Ok(vec![
        figure("generate", generate_one, generate_many),
        figure("lint", lint_one, lint_many),
        figure("diff of the models", diff_one, diff_many),
        figure("reference site", site_one, site_many),
        figure("OpenAPI document", openapi_one, openapi_many),
    ])
}

/// Everything that generating does but writing: check, lower, emit.
fn generated(sources: Sources) -> Result<(Model, Files)> {
    let model = accepted(sources)?;
    let files = emit::emit(&model);
    Ok((model, files))
}

fn accepted(sources: Sources) -> Result<Model> {
    match codegen::model(sources) {
        Ok(model) => Ok(model),
        Err(refused) => bail!("the spec of the benchmark was refused:\n{}", render::human(&refused)),
    }
}

fn differing(old: &Model, new: &Model) -> Result<Diff> {
    let diff = diff::diff(old, new);
    if diff.is_empty() {
        bail!("an edit of the spec makes no difference");
    }
    Ok(diff)
}

/// The spec with another title of one endpoint.
pub fn edited(mut sources: Sources) -> Result<Sources> {
    const TITLE: &str = "\ntitle: ";
    let found = sources.files.iter_mut().find_map(|file| Some((file.text.find(TITLE)? + TITLE.len(), file)));
    let Some((at, file)) = found else { bail!("no endpoint of the spec has a title") };
    file.text.insert_str(at, "新的");
    Ok(sources)
}

/// A synthetic spec: every group that many times, under names, paths and codes of its own.
fn multiplied(sources: &Sources, copies: usize) -> Sources {
    let mut files: Vec<SourceFile> = sources.files.iter().filter(|file| file.path.starts_with("common/")).cloned().collect();
    for file in &sources.files {
        if file.path == "service.yaml" {
            files.push(SourceFile { path: file.path.clone(), text: service(&file.text, copies) });
        } else if let Some((group, rest)) = file.path.split_once('/').filter(|(group, _)| *group != "common") {
            for copy in 0..copies {
                files.push(SourceFile { path: format!("{group}_{copy}/{rest}"), text: endpoint(&file.text, copy) });
            }
        }
    }
    Sources::from_files(sources.root.clone(), files)
}

fn service(text: &str, copies: usize) -> String {
    let start = text.find("\ngroups:\n").map_or(0, |at| at + "\ngroups:\n".len());
    let end = text.find("\nsources:\n").unwrap_or(text.len());
    let mut groups = String::new();
    for copy in 0..copies {
        for line in text[start..end].lines() {
            let is_group = line.starts_with("  ") && !line.starts_with("   ") && line.contains(':');
            groups.push_str(&if is_group { line.replacen(':', &format!("_{copy}:"), 1) } else { line.to_owned() });
            groups.push('\n');
        }
    }
    format!("{}{groups}{}", &text[..start], &text[end..])
}

/// A copy of an endpoint: another path, and other codes where it defines some.
fn endpoint(text: &str, copy: usize) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let code = line
            .trim_start()
            .split_once(": {name: ")
            .filter(|(code, _)| line.starts_with("  ") && code.len() > 4 || code.parse::<u8>().is_ok());
        lines.push(match code.and_then(|(code, rest)| Some((code.parse::<i64>().ok()?, rest))) {
            Some((code, rest)) if rest.contains("class:") => {
                let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
                format!("  {}: {{name: {name}Copy{copy}{}", code + 1_000_000_000 * (copy as i64 + 1), &rest[name.len()..])
            }
            _ if line.starts_with("path: ") => format!("{line}/copy{copy}"),
            _ => line.to_owned(),
        });
    }
    lines.join("\n") + "\n"
}
