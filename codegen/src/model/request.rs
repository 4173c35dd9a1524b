//! Requests: their fields, their choices, and the rules between them.

use super::{Field, Literal};
use crate::source::At;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a call sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Name of the struct
    pub name: String,
    pub query: Vec<Field>,
    pub body: Vec<Field>,
    pub choices: Vec<Choice>,
    pub rules: Vec<Rule>,
}

impl Request {
    /// Query parameters, then members of the body.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.query.iter().chain(&self.body)
    }

    /// The field of a wire name.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields().find(|field| field.wire == wire)
    }

    /// The choice that a field belongs to.
    pub fn choice_of(&self, wire: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.wires().contains(wire))
    }
}

/// An exactly-one group: an enum argument.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub at: At,
    /// Name of the argument and the field
    pub rust: String,
    /// Name of the enum
    pub type_name: String,
    pub doc: String,
    pub alternatives: Vec<ChoiceVariant>,
}

impl Choice {
    /// The wire names of all its fields.
    pub fn wires(&self) -> BTreeSet<&str> {
        self.alternatives.iter().flat_map(|alternative| alternative.wires.iter().map(String::as_str)).collect()
    }
}

/// One way to make a choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChoiceVariant {
    pub at: At,
    pub name: String,
    /// Wire names of the fields it carries
    pub wires: Vec<String>,
}

/// A rule that is checked before a call leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub at: At,
    pub demand: Demand,
}

/// What a rule demands; names are wire names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Demand {
    AtLeastOne(Vec<String>),
    Requires { when: When, fields: Vec<String> },
}

/// When a `requires` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum When {
    Given(String),
    Value(String, Literal),
}
