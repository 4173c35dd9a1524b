//! The shape of every request and answer as tables: for the mock server, for located errors, for drift, for replay.
//!
//! Decoders do not look at these tables; a second walk does, only after a failure or when asked for. An
//! [`Endpoint`](crate::Endpoint) hands them out; the first one that is asked for has all of them read from generated texts.

mod judge;
mod registry;
mod walk;

pub use judge::{Verdict, judge};
pub(crate) use registry::table;
pub(crate) use walk::{Event, form_of, join, visit};
pub use walk::{Finding, Trouble, locate_fields, walk};

pub use crate::wire::Form;

/// An object.
#[derive(Debug)]
pub struct Struct {
    /// Name of the Rust type
    pub name: &'static str,
    /// Its fields in the order of the spec
    pub fields: &'static [Field],
}

impl Struct {
    /// The field that answers to a key of the wire.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.wire == key || field.aliases.contains(&key))
    }
}

/// A field of an object, or a parameter.
#[derive(Debug)]
pub struct Field {
    /// Name on the wire
    pub wire: &'static str,
    /// Other names on the wire
    pub aliases: &'static [&'static str],
    /// What it holds
    pub kind: Kind,
    /// The form it is written in
    pub form: Form,
    /// Where a request puts it
    pub place: Placement,
    /// A request has to carry it
    pub required: bool,
}

/// Where a request puts a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// In the JSON body
    Body,
    /// In the URL as it is
    Query,
    /// In the URL as JSON text
    QueryJson,
    /// In the URL, joined by commas
    QueryComma,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A 64-bit id
    Id,
    /// A textual id
    TextId,
    /// A whole number
    Number,
    /// true or false
    Flag,
    /// A text
    Text,
    /// A text that no output shows
    Secret,
    /// One of documented numbers
    IntEnum(&'static [i64]),
    /// One of documented texts
    TextEnum(&'static [&'static str]),
    /// An object, its default where there is none
    Object(&'static Struct),
    /// An object whose absence has a meaning
    OptionalObject(&'static Struct),
    /// A list
    List(&'static Kind),
    /// Anything: no source shows its type
    Json,
}

impl Kind {
    /// The object inside, or inside the list.
    pub fn object(&self) -> Option<&'static Struct> {
        match self {
            Self::Object(inner) | Self::OptionalObject(inner) => Some(inner),
            Self::List(inner) => inner.object(),
            _ => None,
        }
    }
}
