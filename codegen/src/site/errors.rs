//! The page of error codes: what each is, what to do about it, and which endpoints list it.

use super::{Atlas, fields::gone, links, words};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub struct Page<'a> {
    codes: Vec<Code<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    id: String,
    code: i64,
    constant: &'a str,
    class: &'static str,
    repeat: &'static str,
    gone: String,
    doc: &'a str,
    hint: Option<&'a str>,
    endpoints: Vec<Listed<'a>>,
}

/// An endpoint that lists a code.
#[derive(Serialize)]
struct Listed<'a> {
    title: &'a str,
    href: String,
    /// Its own words, where they are not those of the code
    doc: Option<&'a str>,
}

pub fn page<'a>(atlas: &Atlas<'a>) -> Page<'a> {
    let mut listed: BTreeMap<i64, Vec<Listed>> = BTreeMap::new();
    for (_, endpoint) in atlas.endpoints() {
        for error in &endpoint.errors {
            let common = atlas.codes.get(&error.code).is_some_and(|code| code.doc == error.doc);
            let doc = (!common).then_some(error.doc.as_str());
            listed.entry(error.code).or_default().push(Listed { title: &endpoint.title, href: links::endpoint(endpoint), doc });
        }
    }
    let codes = atlas.model.codes.iter().map(|code| Code {
        id: links::code_id(code.code),
        code: code.code,
        constant: &code.constant,
        class: words::class(code.class),
        repeat: words::repeat(code.repeat),
        gone: gone(code.deprecated.as_ref(), code.retired),
        doc: &code.doc,
        hint: code.hint.as_deref(),
        endpoints: listed.remove(&code.code).unwrap_or_default(),
    });
    Page { codes: codes.collect() }
}
