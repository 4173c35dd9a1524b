//! The spec exactly as a person wrote it: plain serde types, one per kind of file.
//!
//! The JSON Schema that editors use and that [`crate::shape`] checks against is derived from these very types.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// `service.yaml`: hosts, groups and the sources that conflicts may name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceFile {
    /// Hosts that answer the API, by a short name; the first is the default
    pub hosts: IndexMap<String, HostSpec>,
    /// Groups of endpoints: folder name to title
    pub groups: IndexMap<String, GroupSpec>,
    /// Sources that `says` and `from` may name
    pub sources: IndexMap<String, String>,
}

/// One API host.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostSpec {
    /// Scheme and host, without a path
    pub url: String,
    /// What the host is for
    pub doc: String,
}

/// A group of endpoints; a group with `groups` holds no endpoints of its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupSpec {
    /// The heading of the official index
    pub title: String,
    /// Groups below this one
    #[serde(default)]
    pub groups: IndexMap<String, GroupSpec>,
}

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
}

/// The Rust representation of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Base {
    /// 64-bit id, never through a float
    U64,
    /// Quantity
    I64,
    /// Textual id
    Text,
}

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

/// An object.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StructSpec {
    /// Meaning, in Chinese
    pub doc: String,
    /// Members by their name on the wire
    pub fields: IndexMap<String, FieldSpec>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Encode {
    /// JSON text
    Json,
    /// Values joined by commas
    Comma,
}

/// A constant or default value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
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

/// An error code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorSpec {
    /// Rust name; given once, where the code is defined
    #[serde(default)]
    pub name: Option<String>,
    /// What kind of failure it is
    #[serde(default)]
    pub class: Option<Class>,
    /// What a repeat would do
    #[serde(default)]
    pub repeat: Option<Repeat>,
    /// The page's own explanation, in Chinese
    pub doc: String,
    /// What to do about it
    #[serde(default)]
    pub hint: Option<String>,
}

/// The kind of a failure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
}

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Post,
}

/// Whether an access token goes along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Auth {
    /// access_token in the URL
    #[default]
    Token,
    /// No token
    None,
}

/// Whether a repeat of the call is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Changes nothing
    Read,
    /// Changes something: never repeated blindly
    Write,
}

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

/// How to turn pages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PagingSpec {
    /// What the position is
    pub style: PagingStyle,
    /// Request key of the cursor
    #[serde(default)]
    pub cursor: Option<String>,
    /// Request key of the offset
    #[serde(default)]
    pub offset: Option<String>,
    /// Request key of the page number
    #[serde(default)]
    pub page: Option<String>,
    /// Number of the first page
    #[serde(default)]
    pub first: Option<i64>,
    /// Response key of the next cursor or offset, where its name differs
    #[serde(default)]
    pub next: Option<String>,
    /// Response key of the flag that more pages follow
    #[serde(default)]
    pub more: Option<String>,
    /// Response key of the number of rows in all
    #[serde(default)]
    pub total: Option<String>,
    /// Request key of the page size
    #[serde(default)]
    pub size: Option<String>,
    /// Path of the list in the response
    pub items: String,
}

/// What the position of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PagingStyle {
    /// A text handed out by the previous page
    Cursor,
    /// The number of rows already seen
    Offset,
    /// A page number, with a cursor beside it on some endpoints
    Page,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ExampleSource {
    /// Keys and forms of the docs' own example, with values of ours
    Docs,
    /// Written from the fields
    Written,
}

mod required {
    //! `required` is true, false or `disputed`.

    use super::Required;
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde::{Deserialize, Deserializer, de::Error};
    use std::borrow::Cow;

    impl<'de> Deserialize<'de> for Required {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            match super::Literal::deserialize(deserializer)? {
                super::Literal::Bool(true) => Ok(Self::Yes),
                super::Literal::Bool(false) => Ok(Self::No),
                super::Literal::Text(text) if text == "disputed" => Ok(Self::Disputed),
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
