//! What a rule sees: every field, text and example of the spec with its place, and what a type name stands for.

use super::{Options, shown, spot::Spot, walk};
use crate::{
    load::{Loaded, LoadedEndpoint, Spec},
    source::{Place, Sources},
    spec::{About, Base, CommonFile, EnumKey, EnumSpec, FieldSpec, ScalarSpec, StructSpec, Wire},
};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// A spec as rules look at it.
#[derive(Debug)]
pub struct Context<'a> {
    pub sources: &'a Sources,
    pub spec: &'a Spec,
    pub options: &'a Options,
    /// Every field, file by file
    pub fields: Vec<Field<'a>>,
    /// Every description
    pub texts: Vec<Text<'a>>,
    /// Whatever may carry `allow`
    pub carriers: Vec<Carrier<'a>>,
    /// Every scalar of every example whose field is known
    pub shown: Vec<Shown<'a>>,
    scalars: BTreeMap<&'a str, &'a ScalarSpec>,
    /// Shared structs, each with the place of its definition
    structs: BTreeMap<&'a str, (Spot<'a>, &'a StructSpec)>,
    enums: BTreeMap<&'a str, &'a EnumSpec>,
}

/// A field, a parameter, or a member of a struct.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    pub wire: &'a str,
    pub spec: &'a FieldSpec,
    pub at: Spot<'a>,
    pub part: Part,
    /// The endpoint whose own types it may name
    pub home: Option<&'a LoadedEndpoint>,
}

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Query,
    Body,
    Answer,
    Struct,
}

/// The members of an object.
#[derive(Debug, Clone, Copy)]
pub struct Members<'a> {
    pub fields: &'a IndexMap<String, FieldSpec>,
    pub at: Spot<'a>,
    pub part: Part,
    pub home: Option<&'a LoadedEndpoint>,
}

impl<'a> Members<'a> {
    /// Each of them with its place.
    pub fn fields(self) -> impl Iterator<Item = Field<'a>> {
        let Self { fields, at, part, home } = self;
        at.zip(fields.iter()).map(move |((wire, spec), at)| Field { wire, spec, at, part, home })
    }

    /// The member that a key of an example shows.
    pub fn find(self, key: &str) -> Option<Field<'a>> {
        let Self { fields, at, part, home } = self;
        let (wire, spec) = fields.iter().find(|(wire, spec)| *wire == key || spec.aliases.iter().any(|alias| alias == key))?;
        Some(Field { wire, spec, at: at.child(wire)?, part, home })
    }
}

impl Field<'_> {
    /// Whether the sources disagree about the form of the value.
    pub fn disputes_form(&self) -> bool {
        self.spec.conflicts.iter().any(|conflict| matches!(conflict.about, About::Type | About::Wire))
    }
}

/// What carries a description, a silencer, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Endpoint,
    Field,
    Struct,
    Enum,
    Value,
    Scalar,
    Code,
}

/// A description.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    pub what: What,
    pub text: &'a str,
    pub at: Spot<'a>,
    pub home: Option<&'a LoadedEndpoint>,
}

/// Something that may carry `allow`.
#[derive(Debug, Clone, Copy)]
pub struct Carrier<'a> {
    pub what: What,
    pub at: Spot<'a>,
    pub allow: &'a IndexMap<String, String>,
}

/// A scalar of an example and the field it shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    pub field: Field<'a>,
    pub at: Spot<'a>,
    pub text: &'a str,
    pub form: Wire,
}

/// What the name of a type stands for.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    Text,
    Int,
    Bool,
    Json,
    Scalar(&'a ScalarSpec),
    Struct(Members<'a>),
    Enum(&'a EnumSpec),
    /// No such type, which is reported elsewhere
    Unknown,
}

impl<'a> Context<'a> {
    pub fn new(sources: &'a Sources, spec: &'a Spec, options: &'a Options) -> Self {
        let walk::Found { fields, texts, carriers } = walk::walk(sources, spec);
        let mut context = Self {
            sources,
            spec,
            options,
            fields,
            texts,
            carriers,
            shown: Vec::new(),
            scalars: BTreeMap::new(),
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
        };
        for file in &spec.common {
            context.scalars.extend(file.spec.scalars.iter().map(|(name, scalar)| (name.as_str(), scalar)));
            context.enums.extend(file.spec.enums.iter().map(|(name, known)| (name.as_str(), known)));
            let at = Spot::root(sources, file).child("structs");
            let structs = at.into_iter().flat_map(|at| at.zip(file.spec.structs.iter()));
            context.structs.extend(structs.map(|((name, known), at)| (name.as_str(), (at, known))));
        }
        context.shown = shown::collect(&context);
        context
    }

    /// The files of the spec that declare shared types and codes, each with its top.
    pub fn common(&self) -> impl Iterator<Item = (&'a Loaded<CommonFile>, Spot<'a>)> {
        let sources = self.sources;
        self.spec.common.iter().map(move |file| (file.as_ref(), Spot::root(sources, file)))
    }

    /// The top of `service.yaml`.
    pub fn service(&self) -> Option<Spot<'a>> {
        self.spec.service.as_ref().map(|service| Spot::root(self.sources, service))
    }

    /// The endpoints, each with the top of its file.
    pub fn endpoints(&self) -> impl Iterator<Item = (&'a LoadedEndpoint, Spot<'a>)> {
        let sources = self.sources;
        self.spec.endpoints.iter().map(move |loaded| (loaded, Spot::root(sources, &loaded.at)))
    }

    /// What the type of a field, or of its items, stands for.
    pub fn kind(&self, field: &Field<'a>) -> Kind<'a> {
        let name = element(&field.spec.ty);
        match name {
            "text" => return Kind::Text,
            "int" => return Kind::Int,
            "bool" => return Kind::Bool,
            "json" => return Kind::Json,
            _ => {}
        }
        if let Some(home) = field.home {
            if let Some(local) = home.at.spec.structs.get(name) {
                let at = Spot::root(self.sources, &home.at).child("structs").and_then(|at| at.child(name));
                return at.map_or(Kind::Unknown, |at| members(at, local, field.home));
            }
            if let Some(local) = home.at.spec.enums.get(name) {
                return Kind::Enum(local);
            }
        }
        if let Some((at, shared)) = self.structs.get(name).copied() {
            return members(at, shared, None);
        }
        let scalar = self.scalars.get(name).copied().map(Kind::Scalar);
        scalar.or_else(|| self.enums.get(name).copied().map(Kind::Enum)).unwrap_or(Kind::Unknown)
    }

    /// The JSON form of a field's value; none for objects and raw JSON.
    pub fn form(&self, field: &Field<'a>) -> Option<Wire> {
        let natural = match self.kind(field) {
            Kind::Text => Wire::Text,
            Kind::Int => Wire::Number,
            Kind::Bool => Wire::Bool,
            Kind::Scalar(scalar) => scalar.wire.unwrap_or(if scalar.base == Base::Text { Wire::Text } else { Wire::Number }),
            Kind::Enum(known) if matches!(known.values.keys().next(), Some(EnumKey::Text(_))) => Wire::Text,
            Kind::Enum(_) => Wire::Number,
            Kind::Json | Kind::Struct(_) | Kind::Unknown => return None,
        };
        Some(field.spec.wire.unwrap_or(natural))
    }

    /// Whether a name is that of a shared type, or of a type of this endpoint.
    pub fn has_type(&self, home: Option<&LoadedEndpoint>, name: &str) -> bool {
        let is_local = |home: &LoadedEndpoint| home.at.spec.structs.contains_key(name) || home.at.spec.enums.contains_key(name);
        let is_shared = self.scalars.contains_key(name) || self.structs.contains_key(name) || self.enums.contains_key(name);
        is_shared || home.is_some_and(is_local)
    }

    /// The names of all shared types and of those of this endpoint.
    pub fn type_names(&self, home: Option<&'a LoadedEndpoint>) -> impl Iterator<Item = &'a str> {
        let local = home.into_iter().flat_map(|home| home.at.spec.structs.keys().chain(home.at.spec.enums.keys()));
        let shared = self.scalars.keys().chain(self.structs.keys()).chain(self.enums.keys());
        local.map(String::as_str).chain(shared.copied())
    }

    /// The names of all shared scalars.
    pub fn scalar_names(&self) -> impl Iterator<Item = &'a str> {
        self.scalars.keys().copied()
    }

    /// The first scalar of each field that an example shows in a certain way, by the place of the field.
    pub fn first_shown(&self, is_meant: impl Fn(&Shown<'a>) -> bool) -> BTreeMap<Place, &Shown<'a>> {
        let mut found = BTreeMap::new();
        for shown in self.shown.iter().filter(|shown| is_meant(shown)) {
            found.entry(shown.field.at.key()).or_insert(shown);
        }
        found
    }
}

fn members<'a>(at: Spot<'a>, known: &'a StructSpec, home: Option<&'a LoadedEndpoint>) -> Kind<'a> {
    let at = at.child("fields");
    at.map_or(Kind::Unknown, |at| Kind::Struct(Members { fields: &known.fields, at, part: Part::Struct, home }))
}

/// The name of a type, or of what a list holds.
fn element(ty: &str) -> &str {
    ty.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(ty)
}
