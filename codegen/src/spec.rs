//! The spec exactly as a person wrote it: plain serde types, one per kind of file.
//!
//! The JSON Schema that editors use and that [`crate::shape`] checks against is derived from these very types.

mod common;
mod field;
mod gentle;
mod paging;
mod rules;
mod service;

pub use common::{Base, Class, CommonFile, EnumKey, EnumSpec, ErrorSpec, Repeat, ScalarSpec, StructSpec, VariantSpec};
pub use field::{About, ConflictSpec, Encode, FieldSpec, Literal, Required, Wire};
pub use gentle::{Deprecated, Names};
pub use paging::{PagingSpec, PagingStyle};
pub use rules::{Alternative, RuleSpec, WhenSpec};
pub use service::{GroupSpec, HostSpec, ServiceFile};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `<group>/<name>.yaml`: one endpoint.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndpointFile {
    /// The Rust method, equal to the file name
    pub name: String,
    /// The docs' own English name
    pub doc_name: String,
    /// The Chinese title of the official index
    pub title: String,
    /// Official pages, the newest first
    pub docs: Vec<String>,
    /// What a caller has to know beyond the title
    #[serde(default)]
    pub doc: Option<String>,
    /// HTTP method
    pub method: Method,
    /// Path below the host
    pub path: String,
    /// Whether an access token goes along
    #[serde(default)]
    #[schemars(extend("default" = "token"))]
    pub auth: Auth,
    /// Whether a repeat is harmless
    pub effect: Effect,
    /// Parameters of the URL
    #[serde(default)]
    pub query: IndexMap<String, FieldSpec>,
    /// Members of the JSON body
    #[serde(default)]
    pub request: IndexMap<String, FieldSpec>,
    /// Rules between the fields of the request
    #[serde(default)]
    pub rules: Vec<RuleSpec>,
    /// How to turn pages
    #[serde(default)]
    pub paging: Option<PagingSpec>,
    /// The key that carries the content of the answer
    #[serde(default)]
    pub payload: Option<PayloadSpec>,
    /// Members of the answer beside errcode and errmsg
    #[serde(default)]
    pub response: IndexMap<String, FieldSpec>,
    /// Objects of this endpoint
    #[serde(default)]
    pub structs: IndexMap<String, StructSpec>,
    /// Value lists of this endpoint
    #[serde(default)]
    pub enums: IndexMap<String, EnumSpec>,
    /// Documented error codes
    #[serde(default)]
    #[schemars(with = "IndexMap<String, ErrorSpec>")]
    pub errors: IndexMap<i64, ErrorSpec>,
    /// What no source shows
    #[serde(default)]
    pub gaps: Vec<String>,
    /// Requests and answers that together show every field
    pub examples: Vec<ExampleSpec>,
    /// Disagreements about the endpoint as a whole
    #[serde(default)]
    pub conflicts: Vec<ConflictSpec>,
    /// Users ought to stop using it; it stays in Rust with a warning
    #[serde(default)]
    pub deprecated: Option<Deprecated>,
    /// Method name it had before; kept as a deprecated method with aliases of its types
    #[serde(default)]
    pub renamed_from: Names,
    /// Not finished: `generate` refuses it, `lint --draft` accepts it
    #[serde(default)]
    pub draft: bool,
    /// The day on which somebody last held the page against this file, such as 2026-03-09
    #[serde(default)]
    pub reviewed: Option<String>,
    /// Rules of `lint` that are silent here: code to reason
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Post,
}

/// Whether an access token goes along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Auth {
    /// access_token in the URL
    #[default]
    Token,
    /// No token
    None,
}

/// Whether a repeat of the call is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Changes nothing
    Read,
    /// Changes something: never repeated blindly
    Write,
}

/// The key that carries the content of an answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PayloadSpec {
    /// Has to be there on success
    Key(String),
    /// With more to say about it
    Detailed(PayloadDetail),
}

/// A payload key that may be missing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayloadDetail {
    /// The key
    pub key: String,
    /// Missing under success is no error
    #[serde(default)]
    pub may_be_absent: bool,
}

impl PayloadSpec {
    /// The key.
    pub fn key(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Detailed(detail) => &detail.key,
        }
    }

    /// Whether success without the key is no error.
    pub fn may_be_absent(&self) -> bool {
        matches!(self, Self::Detailed(PayloadDetail { may_be_absent: true, .. }))
    }
}

/// A request and its answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleSpec {
    /// Whether keys and forms follow the docs' own example
    pub source: ExampleSource,
    /// What the example shows
    #[serde(default)]
    pub doc: Option<String>,
    /// Parameters and body by wire name
    #[serde(default)]
    pub request: serde_json::Map<String, serde_json::Value>,
    /// The whole answer
    pub response: serde_json::Map<String, serde_json::Value>,
}

/// Where an example comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExampleSource {
    /// Keys and forms of the docs' own example, with values of ours
    Docs,
    /// Written from the fields
    Written,
}
