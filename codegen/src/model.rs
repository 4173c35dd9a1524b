//! The resolved spec: every reference looked up, every Rust name final, every default filled in. Plain data.
//!
//! What a person wrote knows its place, `at`, which equality ignores.

use serde::{Deserialize, Serialize};
mod endpoint;
mod request;
mod types;

pub use crate::spec::{Auth, Base, Class, Deprecated, Effect, Encode, ExampleSource, Literal, Method, PagingStyle, Repeat};
pub use endpoint::{Endpoint, EndpointError, Example, Paging, Payload};
pub use request::{Choice, ChoiceVariant, Demand, Request, Rule, When};
pub use types::{Conflict, Enum, Field, Form, Scalar, Struct, Type, TypeRef, Values, Variant};

use crate::source::At;

/// The whole API.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Hosts, the default first
    pub hosts: Vec<Host>,
    /// Top-level groups in the order of the official index
    pub groups: Vec<Group>,
    /// Shared scalars, by name
    pub scalars: Vec<Scalar>,
    /// Shared structs, by name
    pub structs: Vec<Struct>,
    /// Shared enums, by name
    pub enums: Vec<Enum>,
    /// All error codes, ascending
    pub codes: Vec<ErrorCode>,
}

/// An API host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Host {
    pub at: At,
    pub name: String,
    pub url: String,
    /// Clients go there when the first host cannot be reached
    pub failover: bool,
    pub doc: String,
}

/// A group of endpoints, or of groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub at: At,
    /// Folder and module names from the top
    pub path: Vec<String>,
    pub title: String,
    pub groups: Vec<Group>,
    /// Endpoints by name
    pub endpoints: Vec<Endpoint>,
}

impl Group {
    /// The group's own module name.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The endpoints of the group and of all groups below it.
    pub fn all_endpoints(&self) -> Vec<&Endpoint> {
        self.endpoints.iter().chain(self.groups.iter().flat_map(Group::all_endpoints)).collect()
    }
}

impl Model {
    /// Every endpoint, group by group.
    pub fn endpoints(&self) -> Vec<&Endpoint> {
        self.groups.iter().flat_map(Group::all_endpoints).collect()
    }

    /// The definition behind a reference to a shared struct.
    pub fn shared_struct(&self, name: &str) -> Option<&Struct> {
        let at = self.structs.binary_search_by(|shared| shared.name.as_str().cmp(name)).ok()?;
        self.structs.get(at)
    }

    /// The definition behind a reference to a shared enum.
    pub fn shared_enum(&self, name: &str) -> Option<&Enum> {
        let at = self.enums.binary_search_by(|shared| shared.name.as_str().cmp(name)).ok()?;
        self.enums.get(at)
    }

    /// What is known of an error code.
    pub fn code(&self, code: i64) -> Option<&ErrorCode> {
        let at = self.codes.binary_search_by_key(&code, |known| known.code).ok()?;
        self.codes.get(at)
    }
}

/// An error code of the platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ErrorCode {
    pub at: At,
    pub code: i64,
    /// PascalCase name
    pub name: String,
    /// Name of the constant
    pub constant: String,
    pub class: Class,
    pub repeat: Repeat,
    pub doc: String,
    pub hint: Option<String>,
    /// Users ought to stop using it
    pub deprecated: Option<Deprecated>,
    /// The platform dropped it: still read, and deprecated in Rust
    pub retired: bool,
    /// Names it had before, kept in Rust as deprecated aliases
    pub renamed_from: Vec<String>,
}
