//! How long generating takes, and how it grows.

use super::Figure;
use crate::shell;
use anyhow::{Result, bail};
use std::{path::Path, time::Instant};
use wechat_league_codegen::{
    diag::render,
    emit,
    source::{SourceFile, Sources},
};

pub fn measure() -> Result<Vec<Figure>> {
    let dir = shell::root().join("api-spec");
    let one = times(|| Sources::read(Path::new(&dir)).map_err(Into::into))?;
    let ten = times(|| Ok(multiplied(&Sources::read(Path::new(&dir))?, 10)))?;
    Ok(vec![
        Figure { what: "generate, the whole spec".into(), found: format!("{one:.2} s"), target: "under 1 s", met: one < 1.0 },
        Figure {
            what: "generate, ten times the spec".into(),
            found: format!("{:.1} times as long ({ten:.2} s)", ten / one),
            target: "at most 12 times",
            met: ten / one <= 12.0,
        },
    ])
}

/// The median of five runs, in seconds: read, check, lower, emit.
fn times(read: impl Fn() -> Result<Sources>) -> Result<f64> {
    let mut runs = Vec::new();
    for _ in 0..5 {
        let started = Instant::now();
        match wechat_league_codegen::model(read()?) {
            Ok(model) => {
                let files = emit::emit(&model);
                runs.push((started.elapsed().as_secs_f64(), files.iter().count()));
            }
            Err(refused) => bail!("the spec of the benchmark was refused:\n{}", render::human(&refused)),
        }
    }
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(runs[runs.len() / 2].0)
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
