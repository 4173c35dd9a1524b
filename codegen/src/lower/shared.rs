//! What `common/*.yaml` and `service.yaml` give to every endpoint.

use super::{
    fields::{self, Scope},
    gentle,
};
use crate::{
    diag::{Code, Diagnostics},
    load::{Loaded, Spec},
    model::{Enum, ErrorCode, Form, Scalar, Struct, Values, Variant},
    names,
    source::{At, Place},
    spec::{Base, CommonFile, EnumKey, EnumSpec, ErrorSpec, ScalarSpec, ServiceFile, StructSpec, VariantSpec, Wire},
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
    /// For a constant the least of the codes that have or had it
    constants: BTreeMap<String, i64>,
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
    pub fn define<T>(
        &mut self,
        code: i64,
        name: &str,
        spec: &ErrorSpec,
        path: &[&str],
        file: &Loaded<T>,
        diagnostics: &mut Diagnostics,
    ) {
        let place = file.key(path);
        if let Some(trouble) = names::type_trouble(name) {
            diagnostics.push(Code::RUST_NAME, place, trouble, "name a code in PascalCase, such as OrderNotFound");
        }
        for name in std::iter::once(name).chain(spec.renamed_from.list().iter().map(String::as_str)) {
            let twin = self.constants.get(&names::constant(name)).and_then(|other| self.known.get(other));
            if let Some((other, first)) = twin {
                diagnostics
                    .push(
                        Code::DUPLICATE_NAME,
                        place,
                        format!("codes {} and {code} are both named `{name}`", other.code),
                        "give each code a name of its own",
                    )
                    .related
                    .push((*first, "first named here".into()));
            }
        }
        gentle::retired(spec.retired, &spec.deprecated, path, file, diagnostics);
        let made = ErrorCode {
            at: At(place),
            code,
            name: name.to_owned(),
            constant: names::constant(name),
            class: spec.class.unwrap_or_default(),
            repeat: spec.repeat.unwrap_or_default(),
            doc: spec.doc.clone(),
            hint: spec.hint.clone(),
            deprecated: gentle::deprecated(&spec.deprecated, path, file, diagnostics),
            retired: spec.retired,
            renamed_from: gentle::renamed(&spec.renamed_from, name, names::type_trouble, path, file, diagnostics),
        };
        for name in std::iter::once(&made.name).chain(&made.renamed_from) {
            let least = self.constants.entry(names::constant(name)).or_insert(code);
            *least = code.min(*least);
        }
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
            if let Some(first) = shared.codes.place(*code).copied() {
                diagnostics
                    .push(Code::DUPLICATE_NAME, place, format!("error code {code} is defined twice"), "keep one definition")
                    .related
                    .push((first, "first defined here".into()));
                continue;
            }
            match &error.name {
                Some(name) => shared.codes.define(*code, name, error, &path, file, diagnostics),
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
                at: At(file.key(&["scalars", name])),
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
            fields::structure(name, spec, &["structs", name], *file, &scope, diagnostics)
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
        let shown = shown(key);
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
            EnumKey::Int(value) => ints.push(one(*value, variant, &here, file, diagnostics)),
            EnumKey::Text(value) => texts.push(one(value.clone(), variant, &here, file, diagnostics)),
        }
    }
    old_values(spec, path, file, diagnostics);
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
    Enum {
        at: At(file.key(path)),
        name: name.to_owned(),
        doc: spec.doc.clone(),
        values,
        deprecated: gentle::deprecated(&spec.deprecated, path, file, diagnostics),
        renamed_from: gentle::renamed(&spec.renamed_from, name, names::type_trouble, path, file, diagnostics),
    }
}

fn shown(key: &EnumKey) -> String {
    match key {
        EnumKey::Int(value) => value.to_string(),
        EnumKey::Text(value) => value.clone(),
    }
}

/// An old name of a value becomes a constant of the enum, beside its values.
fn old_values<T>(spec: &EnumSpec, path: &[&str], file: &Loaded<T>, diagnostics: &mut Diagnostics) {
    for (index, (key, variant)) in spec.values.iter().enumerate() {
        let key = shown(key);
        let here: Vec<&str> = path.iter().copied().chain(["values", key.as_str()]).collect();
        for (at, old) in variant.renamed_from.list().iter().enumerate().filter(|(_, old)| **old != variant.name) {
            let taken = spec.values.values().any(|other| other.name == *old)
                || spec.values.values().take(index).any(|other| other.renamed_from.list().contains(old));
            if taken || matches!(old.as_str(), "Unknown" | "VALUES") {
                let place = gentle::old_name(&variant.renamed_from, at, &here, file);
                let message = format!("`{old}` is a name of the enum already");
                diagnostics.push(Code::DUPLICATE_NAME, place, message, "one name stands for one value: remove the old name");
            }
        }
    }
}

fn one<V, T>(value: V, spec: &VariantSpec, path: &[&str], file: &Loaded<T>, diagnostics: &mut Diagnostics) -> Variant<V> {
    gentle::retired(spec.retired, &spec.deprecated, path, file, diagnostics);
    Variant {
        at: At(file.key(path)),
        value,
        name: spec.name.clone(),
        doc: spec.doc.clone(),
        deprecated: gentle::deprecated(&spec.deprecated, path, file, diagnostics),
        retired: spec.retired,
        renamed_from: gentle::renamed(&spec.renamed_from, &spec.name, names::type_trouble, path, file, diagnostics),
    }
}
