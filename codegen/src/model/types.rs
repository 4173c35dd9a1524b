//! Types and their fields.

use super::{Base, Deprecated, Encode, Literal, Paging};
use crate::source::At;
use serde::{Deserialize, Serialize};

/// A scalar with a meaning of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scalar {
    pub at: At,
    pub name: String,
    pub base: Base,
    pub form: Form,
    pub unit: Option<String>,
    pub doc: String,
}

/// The JSON form of a written value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    Number,
    Text,
    Bool,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Struct {
    pub at: At,
    pub name: String,
    pub doc: String,
    pub fields: Vec<Field>,
    /// Written by the plain SDK, because a request reaches it
    pub in_request: bool,
    /// Read by the plain SDK, because a response reaches it
    pub in_response: bool,
    /// Users ought to stop using it
    pub deprecated: Option<Deprecated>,
    /// Names it had before, kept in Rust as deprecated aliases
    pub renamed_from: Vec<String>,
}

/// A list of documented values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enum {
    pub at: At,
    pub name: String,
    pub doc: String,
    pub values: Values,
    /// Users ought to stop using it
    pub deprecated: Option<Deprecated>,
    /// Names it had before, kept in Rust as deprecated aliases
    pub renamed_from: Vec<String>,
}

/// The documented values of an enum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Values {
    Int(Vec<Variant<i64>>),
    Text(Vec<Variant<String>>),
}

impl Values {
    pub fn len(&self) -> usize {
        match self {
            Self::Int(variants) => variants.len(),
            Self::Text(variants) => variants.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One documented value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant<T> {
    pub at: At,
    pub value: T,
    pub name: String,
    pub doc: String,
    /// Users ought to stop using it
    pub deprecated: Option<Deprecated>,
    /// The platform dropped it: still read, and deprecated in Rust
    pub retired: bool,
    /// Names it had before, kept in Rust as deprecated aliases
    pub renamed_from: Vec<String>,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Type {
    Text,
    Secret,
    Int,
    Bool,
    Json,
    Scalar { name: String, base: Base },
    Struct(TypeRef),
    Enum { name: TypeRef, text: bool },
    List(Box<Type>),
}

impl Type {
    /// The type itself, or that of a list's elements.
    pub fn element(&self) -> &Type {
        match self {
            Self::List(inner) => inner,
            other => other,
        }
    }
}

/// A named type and where it lives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeRef {
    pub name: String,
    /// In the module of shared types, not in the endpoint's own
    pub shared: bool,
}

/// One member of an object, or one parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    pub at: At,
    /// Name on the wire
    pub wire: String,
    /// Name in Rust
    pub rust: String,
    pub aliases: Vec<String>,
    pub ty: Type,
    pub form: Form,
    /// A request has to carry it
    pub required: bool,
    /// A position of a list that the platform demands: the SDK sends the first one by itself
    pub required_position: bool,
    /// The sources disagree whether a request has to carry it
    pub disputed: bool,
    /// An object whose absence has a meaning
    pub optional: bool,
    pub encode: Option<Encode>,
    pub constant: Option<Literal>,
    pub doc: String,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub max_len: Option<u64>,
    pub default: Option<Literal>,
    /// Sources of a field that no official page shows
    pub from: Vec<String>,
    pub conflicts: Vec<Conflict>,
    /// Users ought to stop using it
    pub deprecated: Option<Deprecated>,
    /// Rust names it had before, each kept as a deprecated setter
    pub renamed_from: Vec<String>,
}

impl Field {
    /// A position that the platform demands although a caller never gives it: the first one is sent.
    pub fn first_position_is_sent(&self, paging: &Paging) -> bool {
        self.required_position && paging.positions().any(|wire| *wire == self.wire)
    }
}

/// A settled disagreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    pub at: At,
    pub about: String,
    pub says: Vec<(String, String)>,
    pub chose: String,
    pub why: String,
}
