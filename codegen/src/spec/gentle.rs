//! Gentle change: what keeps the code of users working while the spec moves on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that users ought to stop using; it stays in Rust, marked with these words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Deprecated {
    /// The first release of the SDK that says so, such as 0.2.0
    pub since: String,
    /// Why, and what to use instead, in Chinese
    pub note: String,
}

/// One name or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Names {
    /// One name
    One(String),
    /// Several names
    Several(Vec<String>),
}

impl Default for Names {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Names {
    /// The names, in the order of the spec.
    pub fn list(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}
