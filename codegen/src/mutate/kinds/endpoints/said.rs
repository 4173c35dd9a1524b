//! What is said of an endpoint beside what every call does: titles, pages, gaps, examples, error codes.

use super::{
    endpoints,
    thing::{Thing, push, record},
};
use crate::mutate::{Mutant, spec::Spec, tree::Tree};

/// Another title.
pub fn title_changed(spec: &Spec) -> Vec<Mutant> {
    said(spec, "title", "mutant")
}

/// Another name in the official docs.
pub fn doc_name_changed(spec: &Spec) -> Vec<Mutant> {
    said(spec, "doc_name", "mutant")
}

/// Callers have to know something else, or anything at all.
pub fn doc_said(spec: &Spec) -> Vec<Mutant> {
    said(spec, "doc", "mutant")
}

/// The page was looked at again, which is nobody's business but ours.
pub fn reviewed(spec: &Spec) -> Vec<Mutant> {
    said(spec, "reviewed", "2001-02-03")
}

fn said(spec: &Spec, key: &'static str, text: &'static str) -> Vec<Mutant> {
    every(spec, move |says| says.set(key, Tree::text(text)))
}

fn every(spec: &Spec, edit: impl Fn(&mut Tree) + Copy + Send + Sync + 'static) -> Vec<Mutant> {
    endpoints(spec).into_iter().map(|endpoint| endpoint.mutant(edit)).collect()
}

/// Nothing more has to be known.
pub fn doc_removed(spec: &Spec) -> Vec<Mutant> {
    without(spec, "doc")
}

/// Everything is known now.
pub fn gaps_removed(spec: &Spec) -> Vec<Mutant> {
    without(spec, "gaps")
}

fn without(spec: &Spec, key: &'static str) -> Vec<Mutant> {
    let there = endpoints(spec).into_iter().filter(|endpoint| endpoint.says(spec).get(key).is_some());
    let remove = move |says: &mut Tree| {
        says.remove(key);
    };
    there.map(|endpoint| endpoint.mutant(remove)).collect()
}

/// One more thing that no source shows.
pub fn gap_added(spec: &Spec) -> Vec<Mutant> {
    every(spec, |says| push(says, "gaps", Tree::text("mutant")))
}

/// Another official page.
pub fn links_changed(spec: &Spec) -> Vec<Mutant> {
    every(spec, |says| says.set("docs", Tree::texts(["https://example.com/mutant"])))
}

/// One more official page.
pub fn link_added(spec: &Spec) -> Vec<Mutant> {
    every(spec, |says| push(says, "docs", Tree::text("https://example.com/mutant")))
}

/// A rule of lint is silent here, which is nobody's business but ours.
pub fn allowed(spec: &Spec) -> Vec<Mutant> {
    every(spec, |says| says.map("allow").set("WX106", Tree::text("mutant")))
}

/// One more example.
pub fn example_added(spec: &Spec) -> Vec<Mutant> {
    every(spec, |says| {
        let first = says.get("examples").and_then(|examples| examples.items().first()).cloned();
        if let Some(mut example) = first {
            example.set("doc", Tree::text("mutant"));
            push(says, "examples", example);
        }
    })
}

/// An example has other words.
pub fn example_explained(spec: &Spec) -> Vec<Mutant> {
    examples(spec, |example| example.set("doc", Tree::text("mutant")))
}

/// An example is from the docs instead of ours, and the other way round.
pub fn example_source_changed(spec: &Spec) -> Vec<Mutant> {
    examples(spec, |example| {
        let other = if example.word("source") == Some("docs") { "written" } else { "docs" };
        example.set("source", Tree::text(other));
    })
}

/// An example has another answer. Its envelope is no field.
pub fn example_answer_changed(spec: &Spec) -> Vec<Mutant> {
    examples(spec, |example| example.map("response").set("errmsg", Tree::text("mutant")))
}

fn examples(spec: &Spec, edit: fn(&mut Tree)) -> Vec<Mutant> {
    let mut made = Vec::new();
    for endpoint in endpoints(spec) {
        let count = endpoint.says(spec).get("examples").map_or(0, |examples| examples.items().len());
        made.extend((0..count).map(|index| example(endpoint.clone(), index, edit)));
    }
    made
}

fn example(endpoint: Thing, index: usize, edit: impl Fn(&mut Tree) + Send + Sync + 'static) -> Mutant {
    endpoint.mutant(move |says| {
        if let Some(example) = says.get_mut("examples").and_then(|examples| examples.items_mut().get_mut(index)) {
            edit(example);
        }
    })
}

/// An example has another request: another value of its first text, of those that may have any.
pub fn example_request_changed(spec: &Spec) -> Vec<Mutant> {
    let mut made = Vec::new();
    for endpoint in endpoints(spec) {
        let says = endpoint.says(spec);
        for (index, shown) in says.get("examples").map_or(&[][..], Tree::items).iter().enumerate() {
            let mut keys = shown.get("request").into_iter().flat_map(Tree::keys);
            if let Some(key) = keys.find(|key| is_any_text(says, key)).map(str::to_owned) {
                let edit = move |example: &mut Tree| example.map("request").set(&key, Tree::text("mutant"));
                made.push(example(endpoint.clone(), index, edit));
            }
        }
    }
    made
}

fn is_any_text(says: &Tree, key: &str) -> bool {
    let Some(field) = says.at(&["query", key]).or_else(|| says.at(&["request", key])) else { return false };
    let is_long = field.word("max_len").is_none_or(|most| most.parse().is_ok_and(|most: usize| most >= "mutant".len()));
    field.word("type") == Some("text") && field.get("const").is_none() && is_long
}

/// An endpoint has other words for a code that is named elsewhere.
pub fn error_said(spec: &Spec) -> Vec<Mutant> {
    let reworded = |mention: Thing| mention.mutant(|says| says.set("doc", Tree::text("mutant")));
    mentions(spec).into_iter().map(|(mention, _)| reworded(mention)).collect()
}

/// An endpoint no longer documents a code that is named elsewhere.
pub fn error_unlisted(spec: &Spec) -> Vec<Mutant> {
    let gone = |(mention, code): (Thing, String)| {
        let list = Thing { path: vec!["errors".to_owned()], ..mention };
        list.mutant(move |codes| {
            codes.remove(&code);
        })
    };
    mentions(spec).into_iter().map(gone).collect()
}

/// Codes that endpoints list without naming them.
fn mentions(spec: &Spec) -> Vec<(Thing, String)> {
    let mut found = Vec::new();
    for endpoint in endpoints(spec) {
        for (code, says) in endpoint.says(spec).get("errors").map_or(&[][..], Tree::entries) {
            if says.get("name").is_none() {
                let name = format!("{} error {code}", endpoint.name);
                found.push((Thing::new(name, &endpoint.file, &["errors", code]), code.clone()));
            }
        }
    }
    found
}

/// An endpoint documents one more code: the first that is shared and that it does not list.
pub fn error_listed(spec: &Spec) -> Vec<Mutant> {
    let shared: Vec<&str> = spec.common().filter_map(|(_, says)| says.get("errors")).flat_map(Tree::keys).collect();
    let mut made = Vec::new();
    for endpoint in endpoints(spec) {
        let is_new = |code: &&str| endpoint.says(spec).at(&["errors", code]).is_none();
        if let Some(code) = shared.iter().copied().find(is_new).map(str::to_owned) {
            let entry = Thing { name: format!("{} error {code}", endpoint.name), ..endpoint };
            made.push(entry.mutant(move |says| says.map("errors").set(&code, record(&[("doc", "mutant")]))));
        }
    }
    made
}
