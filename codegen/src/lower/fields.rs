//! Fields: their types, their forms on the wire, and the keys that mean nothing where they stand.

use super::{
    gentle,
    shared::{Shared, scalar_form},
};
use crate::{
    diag::{Code, Diagnostics, did_you_mean},
    load::Loaded,
    model::{Base, Conflict, Field, Form, Literal, Struct, Type, TypeRef},
    names,
    source::{At, Place},
    spec::{ConflictSpec, EndpointFile, EnumKey, EnumSpec, FieldSpec, Required, StructSpec, Wire},
};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The types that can be named at some place.
pub(super) struct Scope<'a> {
    pub shared: &'a Shared<'a>,
    /// The endpoint's own types
    pub local: Option<&'a EndpointFile>,
}

/// A struct with its fields.
pub(super) fn structure<T>(
    name: &str,
    spec: &StructSpec,
    path: &[&str],
    file: &Loaded<T>,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Struct {
    let fields_path = [path, &["fields"]].concat();
    Struct {
        at: At(file.key(path)),
        name: name.to_owned(),
        doc: spec.doc.clone(),
        fields: fields(&spec.fields, &fields_path, file, scope, diagnostics),
        in_request: false,
        in_response: false,
        deprecated: gentle::deprecated(&spec.deprecated, path, file, diagnostics),
        renamed_from: gentle::renamed(&spec.renamed_from, name, names::type_trouble, path, file, diagnostics),
    }
}

/// All fields of a section, with names that do not collide.
pub(super) fn fields<T>(
    specs: &IndexMap<String, FieldSpec>,
    path: &[&str],
    file: &Loaded<T>,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Vec<Field> {
    let mut made: Vec<Field> = Vec::new();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for (wire, spec) in specs {
        let here: Vec<&str> = path.iter().copied().chain([wire.as_str()]).collect();
        let lowered = field(wire, spec, &here, file, scope, diagnostics);
        if let Some(twin) = made.iter().find(|other| other.rust == lowered.rust) {
            let first: Vec<&str> = path.iter().copied().chain([twin.wire.as_str()]).collect();
            diagnostics
                .push(
                    Code::RUST_NAME,
                    file.key(&here),
                    format!("`{wire}` and `{}` are both `{}` in Rust", twin.wire, lowered.rust),
                    "give one of them a `rust:` name",
                )
                .related
                .push((file.key(&first), "the other one".into()));
        }
        if let Some(alias) = lowered.aliases.iter().chain([&lowered.wire]).find(|alias| keys.contains(*alias)) {
            diagnostics.push(
                Code::DUPLICATE_NAME,
                file.key(&here),
                format!("`{alias}` is read by two fields"),
                "an alias must not be the name or alias of another field",
            );
        }
        keys.extend(lowered.aliases.iter().chain([&lowered.wire]).cloned());
        made.push(lowered);
    }
    gentle::old_fields(&made, path, file, diagnostics);
    made
}

fn field<T>(
    wire: &str,
    spec: &FieldSpec,
    path: &[&str],
    file: &Loaded<T>,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Field {
    let at = |key: &'static str| path.iter().copied().chain([key]).collect::<Vec<_>>();
    let rust = spec.rust.clone().unwrap_or_else(|| names::member(wire));
    if let Some(trouble) = names::member_trouble(&rust) {
        let place = if spec.rust.is_some() { file.value(&at("rust")) } else { file.key(path) };
        diagnostics.push(Code::RUST_NAME, place, trouble, "add a `rust:` name in snake_case that says what it is");
    }
    let (ty, natural) = resolve(spec, path, file, scope, diagnostics);
    // What a type that does not exist would have allowed is anyone's guess.
    let resolved = !is_unknown(spec, &ty);
    let form = if resolved { form(spec, &ty, natural, path, file, diagnostics) } else { natural };
    if resolved {
        misplaced(spec, &ty, path, file, diagnostics);
    }
    let misses = spec.from.iter().enumerate().find(|(_, source)| !scope.shared.sources.contains(&source.as_str()));
    if let Some((index, source)) = misses {
        let index = index.to_string();
        let place = file.value(&[path, &["from", index.as_str()]].concat());
        unknown_source(source, place, scope, diagnostics);
    }
    let renamed_from = gentle::renamed(&spec.renamed_from, &rust, names::member_trouble, path, file, diagnostics);
    Field {
        at: At(file.key(path)),
        wire: wire.to_owned(),
        rust,
        aliases: spec.aliases.clone(),
        ty,
        form,
        required: spec.required == Required::Yes,
        required_position: false,
        disputed: spec.required == Required::Disputed,
        optional: spec.optional,
        encode: spec.encode,
        constant: spec.constant.clone(),
        doc: spec.doc.clone(),
        min: spec.min,
        max: spec.max,
        max_len: spec.max_len,
        default: spec.default.clone(),
        from: spec.from.clone(),
        conflicts: conflicts(&spec.conflicts, &at("conflicts"), file, scope, diagnostics),
        deprecated: gentle::deprecated(&spec.deprecated, path, file, diagnostics),
        renamed_from,
    }
}

/// Whether the type of a field is nowhere to be found.
pub(super) fn is_unknown(spec: &FieldSpec, ty: &Type) -> bool {
    ty.element() == &Type::Json && !matches!(spec.ty.as_str(), "json" | "list<json>")
}

/// The type of a field and the form that the type is written in by itself.
fn resolve<T>(spec: &FieldSpec, path: &[&str], file: &Loaded<T>, scope: &Scope, diagnostics: &mut Diagnostics) -> (Type, Form) {
    let name = spec.ty.as_str();
    if let Some(inner) = name.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')) {
        let (ty, form) = named(inner, spec, path, file, scope, diagnostics);
        return (Type::List(Box::new(ty)), form);
    }
    named(name, spec, path, file, scope, diagnostics)
}

fn named<T>(
    name: &str,
    spec: &FieldSpec,
    path: &[&str],
    file: &Loaded<T>,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> (Type, Form) {
    let is_text = |values: &EnumSpec| matches!(values.values.keys().next(), Some(EnumKey::Text(_)));
    let enum_form = |text: bool| if text { Form::Text } else { Form::Number };
    match name {
        "text" if spec.secret => return (Type::Secret, Form::Text),
        "text" => return (Type::Text, Form::Text),
        "int" => return (Type::Int, Form::Number),
        "bool" => return (Type::Bool, Form::Bool),
        "json" => return (Type::Json, Form::Text),
        _ => {}
    }
    if let Some(local) = scope.local {
        if local.structs.contains_key(name) {
            return (Type::Struct(TypeRef { name: name.into(), shared: false }), Form::Text);
        }
        if let Some(values) = local.enums.get(name) {
            let text = is_text(values);
            return (Type::Enum { name: TypeRef { name: name.into(), shared: false }, text }, enum_form(text));
        }
    }
    if let Some((_, scalar)) = scope.shared.scalars.get(name) {
        return (Type::Scalar { name: name.into(), base: scalar.base }, scalar_form(scalar));
    }
    if scope.shared.structs.contains_key(name) {
        return (Type::Struct(TypeRef { name: name.into(), shared: true }), Form::Text);
    }
    if let Some((_, values)) = scope.shared.enums.get(name) {
        let text = is_text(values);
        return (Type::Enum { name: TypeRef { name: name.into(), shared: true }, text }, enum_form(text));
    }
    if !scope.shared.incomplete {
        let known = ["text", "int", "bool", "json"]
            .into_iter()
            .chain(scope.shared.scalars.keys().chain(scope.shared.structs.keys()).chain(scope.shared.enums.keys()).copied())
            .chain(scope.local.into_iter().flat_map(|local| local.structs.keys().chain(local.enums.keys()).map(String::as_str)));
        let help = did_you_mean(
            name,
            known,
            "define it under `structs` or `enums`, or use text, int, bool, a scalar of common/scalars.yaml, list<…>",
        );
        let place = file.value(&[path, &["type"]].concat());
        diagnostics.push(Code::DANGLING, place, format!("there is no type `{name}`"), help);
    }
    (Type::Json, Form::Text)
}

fn form<T>(spec: &FieldSpec, ty: &Type, natural: Form, path: &[&str], file: &Loaded<T>, diagnostics: &mut Diagnostics) -> Form {
    let Some(wire) = spec.wire else { return natural };
    let form = match wire {
        Wire::Number => Form::Number,
        Wire::Text => Form::Text,
        Wire::Bool => Form::Bool,
    };
    let legal = match ty.element() {
        Type::Bool => true,
        Type::Int | Type::Enum { text: false, .. } | Type::Scalar { base: Base::I64 | Base::U64, .. } => form != Form::Bool,
        Type::Text | Type::Secret | Type::Enum { text: true, .. } | Type::Scalar { base: Base::Text, .. } => form == Form::Text,
        Type::Struct(_) | Type::Json | Type::List(_) => false,
    };
    if !legal {
        let place = file.value(&[path, &["wire"]].concat());
        diagnostics.push(
            Code::MISPLACED,
            place,
            format!("`{}` cannot be written in this form", spec.ty),
            "remove `wire`, or change the type",
        );
    }
    form
}

/// Keys that mean nothing on a field of this type.
fn misplaced<T>(spec: &FieldSpec, ty: &Type, path: &[&str], file: &Loaded<T>, diagnostics: &mut Diagnostics) {
    let is_list = matches!(ty, Type::List(_));
    let element = ty.element();
    let is_number = !is_list && matches!(element, Type::Int | Type::Scalar { base: Base::I64, .. });
    let is_text = matches!(element, Type::Text | Type::Secret | Type::Scalar { base: Base::Text, .. });
    let is_struct = !is_list && matches!(element, Type::Struct(_));
    let wrong: [(&str, bool, &str); 7] = [
        ("max", spec.min > spec.max && spec.max.is_some(), "it is smaller than `min`"),
        ("min", spec.min.is_some() && !is_number, "only numbers have a smallest value"),
        ("max", spec.max.is_some() && !is_number, "only numbers have a largest value; a list or text has `max_len`"),
        ("max_len", spec.max_len.is_some() && !(is_list || is_text), "only lists and texts have a length"),
        (
            "optional",
            spec.optional && !is_struct,
            "only an object can be optional; other absent values read as None or empty anyway",
        ),
        ("secret", spec.secret && spec.ty != "text", "only a text can be secret"),
        (
            "rust",
            spec.rust.as_deref() == Some(names::member(path.last().copied().unwrap_or_default()).as_str()),
            "it is the name by itself",
        ),
    ];
    for (key, is_wrong, why) in wrong {
        if is_wrong {
            let place = file.key(&[path, &[key]].concat());
            diagnostics.push(Code::MISPLACED, place, format!("`{key}` has no place here: {why}"), format!("remove `{key}`"));
        }
    }
}

/// Conflicts, each with sources that are known and do disagree.
pub(super) fn conflicts<T>(
    specs: &[ConflictSpec],
    path: &[&str],
    file: &Loaded<T>,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Vec<Conflict> {
    for (index, spec) in specs.iter().enumerate() {
        let index = index.to_string();
        let says = [path, &[index.as_str(), "says"]].concat();
        let mut claims: Vec<&Literal> = spec.says.values().collect();
        claims.dedup_by(|a, b| a == b);
        if claims.len() < 2 {
            diagnostics.push(
                Code::NO_CONFLICT,
                file.key(&says),
                "the sources of this conflict agree",
                "name two sources that differ, or remove the conflict",
            );
        }
        for source in spec.says.keys().filter(|source| !scope.shared.sources.contains(&source.as_str())) {
            unknown_source(source, file.key(&[says.as_slice(), &[source.as_str()]].concat()), scope, diagnostics);
        }
    }
    specs
        .iter()
        .enumerate()
        .map(|(index, spec)| Conflict {
            at: At(file.key(&[path, &[index.to_string().as_str()]].concat())),
            about: match &spec.field {
                Some(field) => format!("{} {field}", about(spec)),
                None => about(spec),
            },
            says: spec.says.iter().map(|(source, claim)| (source.clone(), literal(claim))).collect(),
            chose: literal(&spec.chose),
            why: spec.why.clone(),
        })
        .collect()
}

fn about(spec: &ConflictSpec) -> String {
    names::member(&format!("{:?}", spec.about))
}

/// A literal as people read it.
pub fn literal(value: &Literal) -> String {
    match value {
        Literal::Bool(flag) => flag.to_string(),
        Literal::Int(number) => number.to_string(),
        Literal::Text(text) => text.clone(),
    }
}

fn unknown_source(source: &str, place: Place, scope: &Scope, diagnostics: &mut Diagnostics) {
    let help = did_you_mean(source, scope.shared.sources.iter().copied(), "add the source to `sources` in service.yaml");
    diagnostics.push(Code::DANGLING, place, format!("service.yaml knows no source `{source}`"), help);
}
