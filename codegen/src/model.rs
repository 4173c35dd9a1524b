//! The resolved spec: every reference looked up, every Rust name final, every default filled in. Plain data.

pub use crate::spec::{Auth, Base, Class, Effect, Encode, ExampleSource, Literal, Method, PagingStyle, Repeat};
use std::collections::BTreeSet;

/// The whole API.
#[derive(Debug, Clone, Default, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Host {
    pub name: String,
    pub url: String,
    /// Clients go there when the first host cannot be reached
    pub failover: bool,
    pub doc: String,
}

/// A group of endpoints, or of groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
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
        self.structs.iter().find(|shared| shared.name == name)
    }

    /// The definition behind a reference to a shared enum.
    pub fn shared_enum(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().find(|shared| shared.name == name)
    }
}

/// A scalar with a meaning of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    pub name: String,
    pub base: Base,
    pub form: Form,
    pub unit: Option<String>,
    pub doc: String,
}

/// The JSON form of a written value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Number,
    Text,
    Bool,
}

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    pub name: String,
    pub doc: String,
    pub fields: Vec<Field>,
    /// Written by the plain SDK, because a request reaches it
    pub in_request: bool,
    /// Read by the plain SDK, because a response reaches it
    pub in_response: bool,
}

/// A list of documented values.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    pub name: String,
    pub doc: String,
    pub values: Values,
}

/// The documented values of an enum.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Variant<T> {
    pub value: T,
    pub name: String,
    pub doc: String,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct TypeRef {
    pub name: String,
    /// In the module of shared types, not in the endpoint's own
    pub shared: bool,
}

/// One member of an object, or one parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
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
}

impl Field {
    /// A position that the platform demands although a caller never gives it: the first one is sent.
    pub fn first_position_is_sent(&self, paging: &Paging) -> bool {
        self.required_position && paging.positions().any(|wire| *wire == self.wire)
    }
}

/// A settled disagreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub about: String,
    pub says: Vec<(String, String)>,
    pub chose: String,
    pub why: String,
}

/// An error code of the platform.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCode {
    pub code: i64,
    /// PascalCase name
    pub name: String,
    /// Name of the constant
    pub constant: String,
    pub class: Class,
    pub repeat: Repeat,
    pub doc: String,
    pub hint: Option<String>,
}

/// One endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// Path of the group's module
    pub group: Vec<String>,
    /// Method and module name
    pub name: String,
    pub doc_name: String,
    pub title: String,
    pub docs: Vec<String>,
    pub doc: Option<String>,
    pub method: Method,
    pub path: String,
    pub auth: Auth,
    pub effect: Effect,
    pub request: Request,
    pub response: Struct,
    pub payload: Option<Payload>,
    pub paging: Option<Paging>,
    pub structs: Vec<Struct>,
    pub enums: Vec<Enum>,
    /// Documented codes with the page's own words
    pub errors: Vec<EndpointError>,
    /// What no source shows
    pub gaps: Vec<String>,
    pub examples: Vec<Example>,
    pub conflicts: Vec<Conflict>,
    /// The spec file
    pub source: String,
}

impl Endpoint {
    /// The definition behind a reference from this endpoint.
    pub fn find_struct<'a>(&'a self, model: &'a Model, name: &TypeRef) -> Option<&'a Struct> {
        match name.shared {
            true => model.shared_struct(&name.name),
            false => self.structs.iter().find(|local| local.name == name.name),
        }
    }

    /// The definition behind a reference from this endpoint.
    pub fn find_enum<'a>(&'a self, model: &'a Model, name: &TypeRef) -> Option<&'a Enum> {
        match name.shared {
            true => model.shared_enum(&name.name),
            false => self.enums.iter().find(|local| local.name == name.name),
        }
    }
}

/// What a call sends.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
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
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceVariant {
    pub name: String,
    /// Wire names of the fields it carries
    pub wires: Vec<String>,
}

/// A rule that is checked before a call leaves.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    AtLeastOne(Vec<String>),
    Requires { when: When, fields: Vec<String> },
}

/// When a `requires` holds.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    Given(String),
    Value(String, Literal),
}

/// The key that carries the content of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Payload {
    pub wire: String,
    pub may_be_absent: bool,
}

/// How to turn pages; names are wire names.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    pub style: PagingStyle,
    pub cursor: Option<String>,
    pub offset: Option<String>,
    pub page: Option<String>,
    pub first: i64,
    pub next: Option<String>,
    pub more: Option<String>,
    pub total: Option<String>,
    pub size: Option<String>,
    /// Path of the list in the response
    pub items: Vec<String>,
    /// Rust names along that path
    pub items_rust: Vec<String>,
    /// Type of one item
    pub item: Type,
}

impl Paging {
    /// The wire names of the request's position: never constructor arguments.
    pub fn positions(&self) -> impl Iterator<Item = &String> {
        self.cursor.iter().chain(&self.offset).chain(&self.page)
    }
}

/// An error code as one endpoint documents it.
#[derive(Debug, Clone, PartialEq)]
pub struct EndpointError {
    pub code: i64,
    pub doc: String,
}

/// A request and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    pub source: ExampleSource,
    pub doc: Option<String>,
    /// Compact JSON in the order of the spec
    pub request: String,
    /// Compact JSON in the order of the spec
    pub response: String,
}
