//! Rules between the fields of a request.

use super::Literal;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// A rule between the fields of a request.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSpec {
    /// Exactly one of these; becomes an enum argument called `name`
    #[serde(default)]
    pub one_of: Vec<Alternative>,
    /// One of these or more
    #[serde(default)]
    pub at_least_one: Vec<String>,
    /// These have to be there when `when` holds
    #[serde(default)]
    pub requires: Vec<String>,
    /// A field that is given, or the value of a field
    #[serde(default)]
    pub when: Option<WhenSpec>,
    /// Name of the enum argument of a `one_of`
    #[serde(default)]
    pub name: Option<String>,
    /// Meaning, in Chinese
    #[serde(default)]
    pub doc: Option<String>,
}

/// One way to satisfy a `one_of`: a field or a group of fields.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Alternative {
    /// One field
    One(String),
    /// Fields that go together
    Group(Vec<String>),
}

impl Alternative {
    /// The fields of the alternative.
    pub fn fields(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Group(names) => names,
        }
    }
}

/// When a `requires` holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum WhenSpec {
    /// The field is given
    Given(String),
    /// The field has this value
    Value(IndexMap<String, Literal>),
}
