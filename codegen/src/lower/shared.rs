//! What `common/*.yaml` and `service.yaml` give to every endpoint.

use super::fields::{self, Scope};
use crate::{
    diag::{Code, Diagnostics},
    load::{Loaded, Spec},
    model::{Enum, ErrorCode, Form, Scalar, Struct, Values, Variant},
    names,
    source::Place,
    spec::{Base, CommonFile, EnumKey, EnumSpec, ErrorSpec, ScalarSpec, ServiceFile, StructSpec, Wire},
};
use std::collections::BTreeMap;

/// A definition and the file it stands in.
type Defined<'a, T> = (&'a Loaded<CommonFile>, &'a T);

/// Everything that is shared, by name.
pub(super) struct Shared<'a> {
    pub scalars: BTreeMap<&'a str, Defined<'a, ScalarSpec>>,
    pub structs: BTreeMap<&'a str, Defined<'a, StructSpec>>,
    pub enums: BTreeMap<&'a str, Defined<'a, EnumSpec>>,
    pub sources: Vec<&'a str>,
    pub codes: Codes,
    pub incomplete: bool,
}

/// Error codes by number, each defined once.
#[derive(Clone, Default)]
pub(super) struct Codes {
    known: BTreeMap<i64, (ErrorCode, Place)>,
}

impl Codes {
    pub fn get(&self, code: i64) -> Option<&ErrorCode> {
        self.known.get(&code).map(|(known, _)| known)
    }

    pub fn place(&self, code: i64) -> Option<&Place> {
        self.known.get(&code).map(|(_, place)| place)
    }

    pub fn into_codes(self) -> Vec<ErrorCode> {
        self.known.into_values().map(|(code, _)| code).collect()
    }

    /// Takes up a definition; the name has to be new.
    pub fn define(&mut self, code: i64, name: &str, spec: &ErrorSpec, place: Place, diagnostics: &mut Diagnostics) {
        if let Some(trouble) = names::type_trouble(name) {
            diagnostics.push(Code::RUST_NAME, place.clone(), trouble, "name a code in PascalCase, such as OrderNotFound");
        }
        let constant = names::constant(name);
        if let Some((other, first)) = self.known.values().find(|(other, _)| other.constant == constant) {
            diagnostics
                .push(
                    Code::DUPLICATE_NAME,
                    place.clone(),
                    format!("codes {} and {code} are both named `{name}`", other.code),
                    "give each code a name of its own",
                )
                .related
                .push((first.clone(), "first named here".into()));
        }
        let made = ErrorCode {
            code,
            name: name.to_owned(),
            constant,
            class: spec.class.unwrap_or_default(),
            repeat: spec.repeat.unwrap_or_default(),
            doc: spec.doc.clone(),
            hint: spec.hint.clone(),
        };
        self.known.insert(code, (made, place));
    }
}

/// Gathers the shared definitions of all files.
pub(super) fn collect<'a>(spec: &'a Spec, service: &'a Loaded<ServiceFile>, diagnostics: &mut Diagnostics) -> Shared<'a> {
    let mut shared = Shared {
        scalars: BTreeMap::new(),
        structs: BTreeMap::new(),
        enums: BTreeMap::new(),
        sources: service.spec.sources.keys().map(String::as_str).collect(),
        codes: Codes::default(),
        incomplete: spec.incomplete,
    };
    for file in &spec.common {
        take(file, "scalars", &file.spec.scalars, &mut shared.scalars, diagnostics);
        take(file, "structs", &file.spec.structs, &mut shared.structs, diagnostics);
        take(file, "enums", &file.spec.enums, &mut shared.enums, diagnostics);
        for (code, error) in &file.spec.errors {
            let key = code.to_string();
            let path = ["errors", key.as_str()];
            let place = file.key(&path);
            if let Some(first) = shared.codes.place(*code).cloned() {
                diagnostics
                    .push(Code::DUPLICATE_NAME, place, format!("error code {code} is defined twice"), "keep one definition")
                    .related
                    .push((first, "first defined here".into()));
                continue;
            }
            match &error.name {
                Some(name) => shared.codes.define(*code, name, error, place, diagnostics),
                None => {
                    diagnostics.push(
                        Code::ERROR_NAME,
                        place,
                        format!("error code {code} has no name"),
                        "add `name: …` in PascalCase",
                    );
                }
            }
        }
    }
    shared
}

fn take<'a, T>(
    file: &'a Loaded<CommonFile>,
    section: &str,
    found: &'a indexmap::IndexMap<String, T>,
    into: &mut BTreeMap<&'a str, Defined<'a, T>>,
    diagnostics: &mut Diagnostics,
) {
    for (name, item) in found {
        let place = file.key(&[section, name]);
        if let Some((first, _)) = into.get(name.as_str()) {
            diagnostics
                .push(Code::DUPLICATE_NAME, place, format!("`{name}` is defined twice"), "keep one definition")
                .related
                .push((first.key(&[section, name]), "first defined here".into()));
            continue;
        }
        if let Some(trouble) = names::type_trouble(name) {
            diagnostics.push(Code::RUST_NAME, place, trouble, "name a type in PascalCase");
        }
        into.insert(name, (file, item));
    }
}

/// The shared definitions as they enter the model.
pub(super) fn lower(shared: &Shared, diagnostics: &mut Diagnostics) -> (Vec<Scalar>, Vec<Struct>, Vec<Enum>) {
    let scalars = shared
        .scalars
        .iter()
        .map(|(name, (file, spec))| {
            if spec.base != Base::I64 && spec.unit.is_some() {
                let place = file.key(&["scalars", name, "unit"]);
                diagnostics.push(Code::MISPLACED, place, format!("`{name}` is an id: it has no unit"), "remove `unit`");
            }
            Scalar {
                name: (*name).to_owned(),
                base: spec.base,
                form: scalar_form(spec),
                unit: spec.unit.clone(),
                doc: spec.doc.clone(),
            }
        })
        .collect();
    let structs = shared
        .structs
        .iter()
        .map(|(name, (file, spec))| {
            let scope = Scope { shared, local: None };
            let path = ["structs", name, "fields"];
            fields::structure(name, spec, &path, *file, &scope, diagnostics)
        })
        .collect();
    let enums =
        shared.enums.iter().map(|(name, (file, spec))| enumeration(name, spec, &["enums", name], *file, diagnostics)).collect();
    (scalars, structs, enums)
}

/// The form that a scalar is written in by itself.
pub(super) fn scalar_form(spec: &ScalarSpec) -> Form {
    match (spec.wire, spec.base) {
        (Some(Wire::Text), _) | (None, Base::Text) => Form::Text,
        (Some(Wire::Bool), _) => Form::Bool,
        (Some(Wire::Number), _) | (None, Base::U64 | Base::I64) => Form::Number,
    }
}

/// An enum with its values sorted out.
pub(super) fn enumeration<T>(
    name: &str,
    spec: &EnumSpec,
    path: &[&str],
    file: &Loaded<T>,
    diagnostics: &mut Diagnostics,
) -> Enum {
    let mut ints = Vec::new();
    let mut texts = Vec::new();
    for (key, variant) in &spec.values {
        let shown = match key {
            EnumKey::Int(value) => value.to_string(),
            EnumKey::Text(value) => value.clone(),
        };
        let here: Vec<&str> = path.iter().copied().chain(["values", shown.as_str()]).collect();
        if let Some(trouble) = names::type_trouble(&variant.name) {
            diagnostics.push(Code::RUST_NAME, file.key(&here), trouble, "name a value in PascalCase");
        }
        let taken = spec.values.values().filter(|other| other.name == variant.name).count() > 1;
        if variant.name == "Unknown" || taken {
            let why = if taken { "stands for two values" } else { "is what an unknown value reads as" };
            let message = format!("`{}` {why}", variant.name);
            diagnostics.push(Code::DUPLICATE_NAME, file.key(&here), message, "choose another name");
        }
        match key {
            EnumKey::Int(value) => {
                ints.push(Variant { value: *value, name: variant.name.clone(), doc: variant.doc.clone() });
            }
            EnumKey::Text(value) => {
                texts.push(Variant { value: value.clone(), name: variant.name.clone(), doc: variant.doc.clone() });
            }
        }
    }
    if !ints.is_empty() && !texts.is_empty() {
        let place = file.key(path);
        diagnostics.push(Code::WRONG_SHAPE, place, format!("`{name}` mixes numbers and texts"), "quote all values, or none");
    }
    if spec.values.is_empty() {
        diagnostics.push(
            Code::WRONG_SHAPE,
            file.key(path),
            format!("`{name}` has no values"),
            "add the documented values, or use int or text",
        );
    }
    let values = if texts.is_empty() { Values::Int(ints) } else { Values::Text(texts) };
    Enum { name: name.to_owned(), doc: spec.doc.clone(), values }
}
