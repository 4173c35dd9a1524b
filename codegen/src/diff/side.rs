//! One of the two models, with its endpoints and types in lists that can be paired.

use super::reach::Reach;
use crate::model::{Endpoint, Enum, Model, Struct, TypeRef};

/// A model and what is looked up in it.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub model: &'a Model,
    /// Every endpoint that is generated: a draft is as good as absent
    pub endpoints: Vec<&'a Endpoint>,
    pub structs: Vec<Named<'a, Struct>>,
    pub enums: Vec<Named<'a, Enum>>,
    pub reach: Reach,
}

/// A type with its path in Rust.
#[derive(Debug)]
pub(super) struct Named<'a, T> {
    /// `Note`, or `order::Note` where an endpoint of `order` brings it
    pub key: String,
    /// The endpoint that brings it; none where it is shared
    pub owner: Option<&'a Endpoint>,
    pub item: &'a T,
}

impl<'a> Side<'a> {
    /// The lists of a model.
    pub fn of(model: &'a Model) -> Self {
        let endpoints: Vec<&Endpoint> = model.endpoints().into_iter().filter(|endpoint| !endpoint.draft).collect();
        let mut structs: Vec<Named<Struct>> =
            model.structs.iter().map(|item| Named { key: item.name.clone(), owner: None, item }).collect();
        let mut enums: Vec<Named<Enum>> =
            model.enums.iter().map(|item| Named { key: item.name.clone(), owner: None, item }).collect();
        for endpoint in &endpoints {
            let key = |name: &str| keyed(&endpoint.group, "::", name);
            structs.extend(endpoint.structs.iter().map(|item| Named { key: key(&item.name), owner: Some(*endpoint), item }));
            enums.extend(endpoint.enums.iter().map(|item| Named { key: key(&item.name), owner: Some(*endpoint), item }));
        }
        let reach = Reach::of(model, &endpoints);
        Self { model, endpoints, structs, enums, reach }
    }
}

/// The name of an endpoint with its groups: `talent.window.add_window`.
pub(super) fn id(endpoint: &Endpoint) -> String {
    keyed(&endpoint.group, ".", &endpoint.name)
}

/// A name below its groups.
pub(super) fn keyed(group: &[String], separator: &str, name: &str) -> String {
    group.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(separator)
}

/// The path of a type that is named in a module; in the file of shared types the module has no steps.
pub(super) fn type_key(module: &[String], reference: &TypeRef) -> String {
    let TypeRef { name, shared } = reference;
    if *shared { name.clone() } else { keyed(module, "::", name) }
}
