//! One endpoint: what a call sends and brings, how pages are turned, what it documents.

use super::{
    Auth, Conflict, Deprecated, Effect, Enum, ExampleSource, Method, Model, PagingStyle, Request, Struct, Type, TypeRef,
};
use crate::{names, source::At};
use serde::{Deserialize, Serialize};

/// One endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Endpoint {
    pub at: At,
    /// Path of the group's module
    pub group: Vec<String>,
    /// Method and module name
    pub name: String,
    pub doc_name: String,
    pub title: String,
    pub docs: Vec<String>,
    pub doc: Option<String>,
    pub method: Method,
    pub path: String,
    pub auth: Auth,
    pub effect: Effect,
    pub request: Request,
    pub response: Struct,
    pub payload: Option<Payload>,
    pub paging: Option<Paging>,
    pub structs: Vec<Struct>,
    pub enums: Vec<Enum>,
    /// Documented codes with the page's own words
    pub errors: Vec<EndpointError>,
    /// What no source shows
    pub gaps: Vec<String>,
    pub examples: Vec<Example>,
    pub conflicts: Vec<Conflict>,
    /// The spec file
    pub source: String,
    /// Users ought to stop using it
    pub deprecated: Option<Deprecated>,
    /// Names its method had before, each kept as a deprecated method with aliases of its types
    pub renamed_from: Vec<String>,
    /// Not finished: generated code never holds it
    pub draft: bool,
}

impl Endpoint {
    /// The types that a renamed endpoint keeps under an old name of its method: old name, new name.
    pub fn old_types(&self, old: &str) -> Vec<(String, String)> {
        let (old, new) = (names::type_name(old), &self.request.name);
        let own = ["", "Response"].map(|end| (format!("{old}{end}"), format!("{new}{end}")));
        let choices = self.request.choices.iter().map(|choice| {
            let end = choice.type_name.strip_prefix(new.as_str()).unwrap_or_default();
            (format!("{old}{end}"), choice.type_name.clone())
        });
        own.into_iter().chain(choices).collect()
    }

    /// The definition behind a reference from this endpoint.
    pub fn find_struct<'a>(&'a self, model: &'a Model, name: &TypeRef) -> Option<&'a Struct> {
        match name.shared {
            true => model.shared_struct(&name.name),
            false => self.structs.iter().find(|local| local.name == name.name),
        }
    }

    /// The definition behind a reference from this endpoint.
    pub fn find_enum<'a>(&'a self, model: &'a Model, name: &TypeRef) -> Option<&'a Enum> {
        match name.shared {
            true => model.shared_enum(&name.name),
            false => self.enums.iter().find(|local| local.name == name.name),
        }
    }
}

/// The key that carries the content of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payload {
    pub at: At,
    pub wire: String,
    pub may_be_absent: bool,
}

/// How to turn pages; names are wire names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paging {
    pub at: At,
    pub style: PagingStyle,
    pub cursor: Option<String>,
    pub offset: Option<String>,
    pub page: Option<String>,
    pub first: i64,
    pub next: Option<String>,
    pub more: Option<String>,
    pub total: Option<String>,
    pub size: Option<String>,
    /// Path of the list in the response
    pub items: Vec<String>,
    /// Rust names along that path
    pub items_rust: Vec<String>,
    /// Type of one item
    pub item: Type,
}

impl Paging {
    /// The wire names of the request's position: never constructor arguments.
    pub fn positions(&self) -> impl Iterator<Item = &String> {
        self.cursor.iter().chain(&self.offset).chain(&self.page)
    }
}

/// An error code as one endpoint documents it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndpointError {
    pub at: At,
    pub code: i64,
    pub doc: String,
}

/// A request and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    pub at: At,
    pub source: ExampleSource,
    pub doc: Option<String>,
    /// Compact JSON in the order of the spec
    pub request: String,
    /// Compact JSON in the order of the spec
    pub response: String,
}
