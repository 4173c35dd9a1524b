//! Names of operations and schemas. In Rust they are scoped by groups; in an OpenAPI document there is one space for all.

use crate::{
    model::{Endpoint, Model, TypeRef},
    names::type_name,
};
use std::collections::BTreeSet;

/// The forms in which answers bring ids, numbers and flags.
pub(super) const ID: &str = "IdInAnswer";
pub(super) const NUMBER: &str = "NumberInAnswer";
pub(super) const FLAG: &str = "FlagInAnswer";
/// The known error codes.
pub(super) const ERROR_CODE: &str = "ErrorCode";

/// What is behind the name of a struct that requests and answers share, for its form in answers.
const IN_ANSWER: &str = "InAnswer";

/// The names that more than one thing would have.
#[derive(Debug)]
pub(super) struct Names {
    operations: BTreeSet<String>,
    schemas: BTreeSet<String>,
}

impl Names {
    pub fn of(model: &Model) -> Self {
        let endpoints = model.endpoints();
        let operations = twice(endpoints.iter().map(|endpoint| endpoint.name.clone()));
        let mut names = Self { operations, schemas: BTreeSet::new() };
        let mut all: Vec<String> = [ID, NUMBER, FLAG, ERROR_CODE].map(str::to_owned).into();
        for known in &model.structs {
            all.extend([known.name.clone(), format!("{}{IN_ANSWER}", known.name)]);
        }
        all.extend(model.enums.iter().map(|known| known.name.clone()));
        for endpoint in endpoints {
            all.extend([names.request(endpoint), names.response(endpoint)]);
            all.extend(endpoint.structs.iter().flat_map(|local| [local.name.clone(), format!("{}{IN_ANSWER}", local.name)]));
            all.extend(endpoint.enums.iter().map(|local| local.name.clone()));
        }
        names.schemas = twice(all.into_iter());
        names
    }

    /// The Rust method, with its group in front where methods of two groups have one name.
    pub fn operation(&self, endpoint: &Endpoint) -> String {
        match self.operations.contains(&endpoint.name) {
            true => format!("{}_{}", endpoint.group.join("_"), endpoint.name),
            false => endpoint.name.clone(),
        }
    }

    /// The schema of the body that a call sends.
    pub fn request(&self, endpoint: &Endpoint) -> String {
        format!("{}Request", type_name(&self.operation(endpoint)))
    }

    /// The schema of the answer.
    pub fn response(&self, endpoint: &Endpoint) -> String {
        format!("{}Response", type_name(&self.operation(endpoint)))
    }

    /// The schema of a type that this endpoint, or a shared type, names.
    pub fn schema(&self, endpoint: Option<&Endpoint>, name: &TypeRef) -> String {
        match endpoint {
            Some(endpoint) if !name.shared && self.schemas.contains(&name.name) => {
                format!("{}{}", type_name(&self.operation(endpoint)), name.name)
            }
            _ => name.name.clone(),
        }
    }

    /// The schema of a struct's form in answers, where requests have another one.
    pub fn in_answer(&self, schema: &str) -> String {
        format!("{schema}{IN_ANSWER}")
    }
}

/// What comes more than once.
fn twice(all: impl Iterator<Item = String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    all.filter(|name| !seen.insert(name.clone())).collect()
}
