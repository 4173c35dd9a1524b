//! Finds every field, every description and everything that may carry a silencer.

use super::{
    context::{Carrier, Field, Members, Part, Text, What},
    spot::Spot,
};
use crate::{
    load::{LoadedEndpoint, Spec},
    source::Sources,
    spec::{EnumSpec, ErrorSpec, FieldSpec, StructSpec},
};
use indexmap::IndexMap;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub fields: Vec<Field<'a>>,
    pub texts: Vec<Text<'a>>,
    pub carriers: Vec<Carrier<'a>>,
}

/// Everything in the files that could be decoded.
pub(super) fn walk<'a>(sources: &'a Sources, spec: &'a Spec) -> Found<'a> {
    let mut found = Found::default();
    for file in &spec.common {
        let root = Spot::root(sources, file);
        for (scalar, at) in beside(root, "scalars", file.spec.scalars.values()) {
            found.carrier(What::Scalar, at, &scalar.allow, Some(&scalar.doc), None);
        }
        found.types(root, &file.spec.structs, &file.spec.enums, None);
        found.errors(root, &file.spec.errors, None);
    }
    for loaded in &spec.endpoints {
        let endpoint = &loaded.at.spec;
        let root = Spot::root(sources, &loaded.at);
        let home = Some(loaded);
        found.carrier(What::Endpoint, root, &endpoint.allow, endpoint.doc.as_deref(), home);
        found.section(root, "query", &endpoint.query, Part::Query, home);
        found.section(root, "request", &endpoint.request, Part::Body, home);
        found.section(root, "response", &endpoint.response, Part::Answer, home);
        found.types(root, &endpoint.structs, &endpoint.enums, home);
        found.errors(root, &endpoint.errors, home);
    }
    found
}

type Home<'a> = Option<&'a LoadedEndpoint>;

impl<'a> Found<'a> {
    fn carrier(&mut self, what: What, at: Spot<'a>, allow: &'a IndexMap<String, String>, doc: Option<&'a str>, home: Home<'a>) {
        self.carriers.push(Carrier { what, at, allow });
        if let (Some(text), Some(at)) = (doc, at.child("doc")) {
            self.texts.push(Text { what, text, at, home });
        }
    }

    fn section(&mut self, at: Spot<'a>, key: &str, fields: &'a IndexMap<String, FieldSpec>, part: Part, home: Home<'a>) {
        let Some(at) = at.child(key) else { return };
        for field in (Members { fields, at, part, home }).fields() {
            self.carrier(What::Field, field.at, &field.spec.allow, Some(&field.spec.doc), home);
            self.fields.push(field);
        }
    }

    fn types(
        &mut self,
        root: Spot<'a>,
        structs: &'a IndexMap<String, StructSpec>,
        enums: &'a IndexMap<String, EnumSpec>,
        home: Home<'a>,
    ) {
        for (known, at) in beside(root, "structs", structs.values()) {
            self.carrier(What::Struct, at, &known.allow, Some(&known.doc), home);
            self.section(at, "fields", &known.fields, Part::Struct, home);
        }
        for (known, at) in beside(root, "enums", enums.values()) {
            self.carrier(What::Enum, at, &known.allow, Some(&known.doc), home);
            for (value, at) in beside(at, "values", known.values.values()) {
                self.carrier(What::Value, at, &value.allow, Some(&value.doc), home);
            }
        }
    }

    fn errors(&mut self, root: Spot<'a>, errors: &'a IndexMap<i64, ErrorSpec>, home: Home<'a>) {
        for (error, at) in beside(root, "errors", errors.values()) {
            self.carrier(What::Code, at, &error.allow, Some(&error.doc), home);
        }
    }
}

/// What was decoded from the members of a section, each with its place.
fn beside<'a, T>(at: Spot<'a>, key: &str, decoded: impl ExactSizeIterator<Item = T>) -> impl Iterator<Item = (T, Spot<'a>)> {
    at.child(key).map(|at| at.zip(decoded)).into_iter().flatten()
}
