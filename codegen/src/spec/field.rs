//! Fields: what a line of the spec may say about one.

use super::{Deprecated, Names};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The JSON form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// A JSON number
    Number,
    /// A JSON string
    Text,
    /// true or false
    Bool,
}

/// One member of an object, or one parameter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// text, int, bool, json, a scalar, a struct, an enum, or list<…> of one of these
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether a request has to carry it; `disputed` where the sources disagree
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub required: Required,
    /// The form that is sent, where it differs from the type's own
    #[serde(default)]
    pub wire: Option<Wire>,
    /// How a list or object becomes one query parameter
    #[serde(default)]
    pub encode: Option<Encode>,
    /// The only legal value: always sent, never an argument
    #[serde(default, rename = "const")]
    pub constant: Option<Literal>,
    /// Meaning with unit, limit and range, in Chinese
    pub doc: String,
    /// Rust name where the wire name makes no good one
    #[serde(default)]
    pub rust: Option<String>,
    /// Other wire names that answer the same field
    #[serde(default)]
    pub aliases: Vec<String>,
    /// An object whose absence has a meaning of its own
    #[serde(default)]
    pub optional: bool,
    /// Never shown in any output
    #[serde(default)]
    pub secret: bool,
    /// Smallest legal number
    #[serde(default)]
    pub min: Option<i64>,
    /// Largest legal number
    #[serde(default)]
    pub max: Option<i64>,
    /// Most characters of a text, most items of a list
    #[serde(default)]
    pub max_len: Option<u64>,
    /// Value that the platform assumes when the field is not sent
    #[serde(default)]
    pub default: Option<Literal>,
    /// Sources of a field that no official page shows
    #[serde(default)]
    pub from: Vec<String>,
    /// Where the sources disagree, and what we chose
    #[serde(default)]
    pub conflicts: Vec<ConflictSpec>,
    /// Users ought to stop using it; it stays in Rust with a warning
    #[serde(default)]
    pub deprecated: Option<Deprecated>,
    /// Rust name it had before; kept as a deprecated setter of requests
    #[serde(default)]
    pub renamed_from: Names,
    /// Rules of `lint` that are silent here: code to reason
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// Whether a request has to carry a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Required {
    /// May be left out
    #[default]
    No,
    /// Has to be there
    Yes,
    /// The sources disagree: accepted by the types, never demanded
    Disputed,
}

/// How a list or object becomes one query parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encode {
    /// JSON text
    Json,
    /// Values joined by commas
    Comma,
}

/// A constant or default value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum Literal {
    /// true or false
    Bool(bool),
    /// A whole number
    Int(i64),
    /// A text
    Text(String),
}

/// A disagreement of the sources, settled.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictSpec {
    /// What the sources disagree about
    pub about: About,
    /// A field that has no line of its own, such as errcode
    #[serde(default)]
    pub field: Option<String>,
    /// Who says what
    pub says: IndexMap<String, Literal>,
    /// What this spec chose
    pub chose: Literal,
    /// Why
    pub why: String,
}

/// What a conflict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum About {
    Name,
    Type,
    Wire,
    Required,
    Presence,
    Unit,
    Values,
    Shape,
    Limit,
    Paging,
    Method,
    Path,
    Effect,
    Auth,
    Errors,
    Label,
    Title,
    Doc,
    Meaning,
    Example,
    Transport,
}

mod required {
    //! `required` is true, false or `disputed`.

    use super::{Literal, Required};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde::{Deserialize, Deserializer, de::Error};
    use std::borrow::Cow;

    impl<'de> Deserialize<'de> for Required {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            match Literal::deserialize(deserializer)? {
                Literal::Bool(true) => Ok(Self::Yes),
                Literal::Bool(false) => Ok(Self::No),
                Literal::Text(text) if text == "disputed" => Ok(Self::Disputed),
                _ => Err(D::Error::custom("expected true, false or disputed")),
            }
        }
    }

    impl JsonSchema for Required {
        fn schema_name() -> Cow<'static, str> {
            "Required".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"enum": [true, false, "disputed"]})
        }
    }
}
