//! What a page shows of fields, their values, and the disagreements about them.

use crate::{
    emit::gentle,
    model::{Deprecated, Values, Variant},
};
use serde::Serialize;
use std::fmt::Display;

/// A field as a page shows it.
#[derive(Serialize)]
pub struct Node<'a> {
    pub id: String,
    pub wire: &'a str,
    pub kind: String,
    pub type_name: &'a str,
    /// Empty where the type has no place of its own
    pub type_href: String,
    pub tags: Vec<Tag>,
    /// Why it should no longer be used; mostly empty
    pub gone: String,
    pub doc: &'a str,
    pub facts: Vec<Fact>,
    pub conflicts: Vec<Mark>,
    pub values: Vec<Choosable<'a>>,
    pub children: Vec<Node<'a>>,
    pub children_doc: &'a str,
    /// The children are those of a shared object: folded, for they stand elsewhere too
    pub shared: bool,
}

/// A word in a frame.
#[derive(Serialize)]
pub struct Tag {
    pub class: &'static str,
    pub text: &'static str,
}

/// One thing to know, with its heading.
#[derive(Serialize)]
pub struct Fact {
    pub label: &'static str,
    pub text: String,
    /// It is a name or a value of the API
    pub code: bool,
}

impl Fact {
    pub fn words(label: &'static str, text: impl Into<String>) -> Self {
        Self { label, text: text.into(), code: false }
    }

    pub fn code(label: &'static str, text: impl Into<String>) -> Self {
        Self { label, text: text.into(), code: true }
    }
}

/// A link to a conflict.
#[derive(Serialize)]
pub struct Mark {
    pub about: String,
    pub href: String,
}

/// A documented value.
#[derive(Serialize)]
pub struct Choosable<'a> {
    value: String,
    name: &'a str,
    doc: &'a str,
    gone: String,
}

/// A disagreement of the sources as a page tells it.
#[derive(Serialize)]
pub struct Conflict<'a> {
    pub id: String,
    pub about: String,
    /// The names on the way to the field; empty for the endpoint itself
    pub place: String,
    pub href: String,
    pub says: Vec<Claim<'a>>,
    pub chose: &'a str,
    pub why: &'a str,
    /// Told here first: an object that is opened twice, or shared, is uncertain once
    #[serde(skip)]
    pub first: bool,
}

/// What one source says.
#[derive(Serialize)]
pub struct Claim<'a> {
    pub who: &'a str,
    pub says: &'a str,
}

/// A field that something is uncertain about.
pub struct Spot<'a> {
    pub place: String,
    pub href: String,
    pub doc: &'a str,
}

/// What the search knows of a field: wire name, Rust name, meaning, place.
pub type Entry<'a> = (&'a str, &'a str, &'a str, String);

/// What a walk gathers beside the tree.
#[derive(Default)]
pub struct Found<'a> {
    pub conflicts: Vec<Conflict<'a>>,
    pub unknown: Vec<Spot<'a>>,
    pub disputed: Vec<Spot<'a>>,
    pub entries: Vec<Entry<'a>>,
}

/// Why something should no longer be used; empty where nothing speaks against it.
pub fn gone(deprecated: Option<&Deprecated>, retired: bool) -> String {
    gentle::words(deprecated, retired).trim_start().to_owned()
}

/// The values of an enum.
pub fn choosable(values: &Values) -> Vec<Choosable<'_>> {
    match values {
        Values::Int(variants) => variants.iter().map(value).collect(),
        Values::Text(variants) => variants.iter().map(value).collect(),
    }
}

fn value<T: Display>(one: &Variant<T>) -> Choosable<'_> {
    let gone = gone(one.deprecated.as_ref(), one.retired);
    Choosable { value: one.value.to_string(), name: &one.name, doc: &one.doc, gone }
}
