//! Types and error codes, shared or of one endpoint.

use super::{Deprecated, FieldSpec, Names, Wire};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `common/*.yaml`: what more than one endpoint uses.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonFile {
    /// Scalars that carry a meaning or a unit
    #[serde(default)]
    pub scalars: IndexMap<String, ScalarSpec>,
    /// Shared objects
    #[serde(default)]
    pub structs: IndexMap<String, StructSpec>,
    /// Shared value lists
    #[serde(default)]
    pub enums: IndexMap<String, EnumSpec>,
    /// Error codes that more than one endpoint may answer
    #[serde(default)]
    #[schemars(with = "IndexMap<String, ErrorSpec>")]
    pub errors: IndexMap<i64, ErrorSpec>,
}

/// A scalar with a meaning of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScalarSpec {
    /// What it is in Rust: u64 for ids, i64 for quantities, text for textual ids
    pub base: Base,
    /// The form it is written in unless a field says otherwise
    #[serde(default)]
    pub wire: Option<Wire>,
    /// Unit of a quantity
    #[serde(default)]
    pub unit: Option<String>,
    /// Meaning, in Chinese
    pub doc: String,
    /// Rules of `lint` that are silent here: code to reason
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// The Rust representation of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Base {
    /// 64-bit id, never through a float
    U64,
    /// Quantity
    I64,
    /// Textual id
    Text,
}

/// An object.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StructSpec {
    /// Meaning, in Chinese
    pub doc: String,
    /// Members by their name on the wire
    pub fields: IndexMap<String, FieldSpec>,
    /// Users ought to stop using it; it stays in Rust with a warning
    #[serde(default)]
    pub deprecated: Option<Deprecated>,
    /// Rust name it had before; kept as a deprecated alias
    #[serde(default)]
    pub renamed_from: Names,
    /// Rules of `lint` that are silent here: code to reason
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// A list of documented values.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnumSpec {
    /// Meaning, in Chinese
    pub doc: String,
    /// Values by what is on the wire: all integers or all texts
    #[schemars(with = "IndexMap<String, VariantSpec>")]
    pub values: IndexMap<EnumKey, VariantSpec>,
    /// Users ought to stop using it; it stays in Rust with a warning
    #[serde(default)]
    pub deprecated: Option<Deprecated>,
    /// Rust name it had before; kept as a deprecated alias
    #[serde(default)]
    pub renamed_from: Names,
    /// Rules of `lint` that are silent here: code to reason
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// The wire value of an enum variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(untagged)]
pub enum EnumKey {
    /// An integer value
    Int(i64),
    /// A textual value
    Text(String),
}

/// One documented value.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantSpec {
    /// Rust name of the variant
    pub name: String,
    /// Meaning, in Chinese
    pub doc: String,
    /// Users ought to stop using it; it stays in Rust with a warning
    #[serde(default)]
    pub deprecated: Option<Deprecated>,
    /// The platform dropped it: still read and named, never offered
    #[serde(default)]
    pub retired: bool,
    /// Rust name it had before; kept as a deprecated alias
    #[serde(default)]
    pub renamed_from: Names,
    /// Rules of `lint` that are silent here: code to reason
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// An error code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorSpec {
    /// Rust name; given once, where the code is defined
    #[serde(default)]
    pub name: Option<String>,
    /// What kind of failure it is
    #[serde(default)]
    #[schemars(extend("default" = "other"))]
    pub class: Option<Class>,
    /// What a repeat would do
    #[serde(default)]
    #[schemars(extend("default" = "never"))]
    pub repeat: Option<Repeat>,
    /// The page's own explanation, in Chinese
    pub doc: String,
    /// What to do about it
    #[serde(default)]
    pub hint: Option<String>,
    /// Users ought to stop using it; it stays in Rust with a warning
    #[serde(default)]
    pub deprecated: Option<Deprecated>,
    /// The platform dropped it: still read and named, never offered
    #[serde(default)]
    pub retired: bool,
    /// Rust name it had before; kept as a deprecated alias
    #[serde(default)]
    pub renamed_from: Names,
    /// Rules of `lint` that are silent here: code to reason
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// The kind of a failure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Class {
    Token,
    Retry,
    RateLimit,
    Parameter,
    Permission,
    NotFound,
    Server,
    #[default]
    Other,
}

/// What a repeat of a refused call would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeat {
    /// May work after a growing pause
    Pause,
    /// May work in the next minute
    Minute,
    /// Fails again
    #[default]
    Never,
}
