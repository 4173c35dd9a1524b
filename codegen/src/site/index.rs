//! The first page: every endpoint, group by group; and what the search knows.

use super::{Atlas, endpoint::Described, fields::Entry, links, uncertain, words};
use crate::{model::Effect, stats::Counts};
use minijinja::{Error, ErrorKind};
use serde::Serialize;

#[derive(Serialize)]
pub struct Page<'a> {
    endpoints: usize,
    fields: usize,
    codes: usize,
    doubts: usize,
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    id: String,
    title: &'a str,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    title: &'a str,
    href: &'a str,
    name: &'a str,
    method: &'static str,
    path: &'a str,
    writes: bool,
    gone: bool,
    doubts: usize,
}

pub fn page<'a>(endpoints: &'a [Described<'a>], counts: &Counts, doubts: usize) -> Page<'a> {
    let mut groups: Vec<Group> = Vec::new();
    for described in endpoints {
        let Described { endpoint, group, href, .. } = described;
        let row = Row {
            title: &endpoint.title,
            href,
            name: &endpoint.name,
            method: words::method(endpoint.method),
            path: &endpoint.path,
            writes: endpoint.effect == Effect::Write,
            gone: endpoint.deprecated.is_some(),
            doubts: uncertain::count(described),
        };
        let id = links::group(&endpoint.group);
        match groups.last_mut() {
            Some(last) if last.id == id => last.rows.push(row),
            _ => groups.push(Group { id, title: group, rows: vec![row] }),
        }
    }
    let Counts { endpoints, fields, codes, .. } = *counts;
    Page { endpoints, fields, codes, doubts, groups }
}

/// What the search finds.
#[derive(Serialize)]
#[serde(untagged)]
enum Found<'a> {
    Endpoint {
        title: &'a str,
        name: &'a str,
        #[serde(rename = "docName")]
        doc_name: &'a str,
        path: &'a str,
        group: &'a str,
        url: &'a str,
        fields: &'a [Entry<'a>],
        codes: Vec<i64>,
    },
    Code {
        title: &'a str,
        name: &'a str,
        code: i64,
        url: String,
    },
}

/// The index of the search as a classic script: what is opened from a folder may neither fetch nor import.
pub fn search(atlas: &Atlas, endpoints: &[Described]) -> Result<String, Error> {
    let described = endpoints.iter().map(|Described { endpoint, group, href, found, .. }| Found::Endpoint {
        title: &endpoint.title,
        name: &endpoint.name,
        doc_name: &endpoint.doc_name,
        path: &endpoint.path,
        group,
        url: href,
        fields: &found.entries,
        codes: endpoint.errors.iter().map(|error| error.code).collect(),
    });
    let codes = atlas.model.codes.iter().map(|code| Found::Code {
        title: &code.doc,
        name: &code.constant,
        code: code.code,
        url: links::code(code.code),
    });
    let mut lines = Vec::new();
    for found in described.chain(codes) {
        lines.push(serde_json::to_string(&found).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))?);
    }
    Ok(format!("window.__INDEX__ = [\n{}\n];\n", lines.join(",\n")))
}
