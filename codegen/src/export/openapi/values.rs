//! Schemas of values: what a request sends has one form, what an answer brings may come in several.

use super::{
    Dialect, Scope,
    names::{FLAG, ID, NUMBER},
    node::{Map, Node},
};
use crate::model::{Base, Field, Form, Type, TypeRef, Values};

/// Who writes the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The caller, in a request
    Sent,
    /// The platform, in an answer
    Answered,
}

/// The schema of a field's value, or of its elements.
pub(super) fn value(ty: &Type, field: &Field, side: Side, scope: &Scope) -> Map {
    let limits = side == Side::Sent && !matches!(field.ty, Type::List(_));
    let longest = field.max_len.filter(|_| limits);
    match (ty, side) {
        (Type::List(inner), _) => Map::new()
            .with("type", "array")
            .with("items", described(value(inner, field, side, scope), Map::new(), scope.dialect))
            .with_some("maxItems", field.max_len.filter(|_| side == Side::Sent)),
        (Type::Struct(name), _) => reference(&scope.structure(name, side)),
        // The only schema that says nothing: no source types the field.
        (Type::Json, _) => Map::new(),
        (Type::Text | Type::Scalar { base: Base::Text, .. }, _) => text().with_some("maxLength", longest),
        (Type::Secret, _) => text().with("format", "password").with_some("maxLength", longest),
        (Type::Enum { name, text }, Side::Answered) => open(&scope.names.schema(scope.endpoint, name), *text, scope.dialect),
        (Type::Enum { name, text }, Side::Sent) => listed(name, *text, field.form, scope),
        (Type::Scalar { base: Base::U64, .. }, Side::Answered) => reference(ID),
        (Type::Int | Type::Scalar { base: Base::I64, .. }, Side::Answered) => reference(NUMBER),
        (Type::Bool, Side::Answered) => reference(FLAG),
        (Type::Bool, Side::Sent) => flag(field.form),
        (Type::Scalar { base: Base::U64, .. }, Side::Sent) => number("uint64", "^[0-9]+$", field.form, scope.dialect)
            .with_some("minimum", Some(0_i64).filter(|_| field.form == Form::Number)),
        (Type::Int | Type::Scalar { base: Base::I64, .. }, Side::Sent) => {
            let limits = limits && field.form == Form::Number;
            number("int64", "^-?[0-9]+$", field.form, scope.dialect)
                .with_some("minimum", field.min.filter(|_| limits))
                .with_some("maximum", field.max.filter(|_| limits))
        }
    }
}

/// Whether the schema of the value says what its smallest and largest values are.
pub(super) fn says_range(field: &Field, side: Side) -> bool {
    side == Side::Sent && field.form == Form::Number
}

/// A value of an enum as answers bring it: the platform adds values, and an answer must be read all the same.
pub(super) fn open(schema: &str, text_enum: bool, dialect: Dialect) -> Map {
    let any = if text_enum { text() } else { reference(NUMBER) };
    match dialect {
        Dialect::V31 => Map::new().with("anyOf", vec![reference(schema), any]),
        // Generators of 3.0 make a struct of every anyOf.
        Dialect::V30 => any.with("x-enum", pointer(schema)),
    }
}

/// The forms in which answers bring ids, numbers and flags. An empty text means that there is none.
pub(super) fn lenient(dialect: Dialect) -> [(&'static str, Map); 3] {
    let id = "返回里的 64 位标识：数字，或它的十进制文本；空文本等于没有。会超过 2^53，不能经过浮点";
    let number = "返回里的数：数字，或它的十进制文本；空文本等于没有";
    let flag = "返回里的是与否：true、false，1、0，或它们的文本；空文本等于没有";
    let schemas = match dialect {
        Dialect::V31 => {
            let both = |format: &str, pattern: &str| {
                Map::new().with("type", vec!["integer", "string"]).with("format", format).with("pattern", pattern)
            };
            let flags: Vec<Node> = vec![true.into(), false.into(), 1_i64.into(), 0_i64.into()];
            let texts = ["true", "false", "1", "0", ""].map(Node::from);
            let flags: Vec<Node> = flags.into_iter().chain(texts).collect();
            [
                both("uint64", "^[0-9]*$").with("minimum", 0_i64),
                both("int64", "^(-?[0-9]+)?$"),
                Map::new().with("type", vec!["boolean", "integer", "string"]).with("enum", flags),
            ]
        }
        Dialect::V30 => {
            // Generators name the alternatives after their titles.
            let whole = |format: &str| Map::new().with("title", "Number").with("type", "integer").with("format", format);
            let digits = || Map::new().with("title", "Text").with("type", "string");
            let flag = Map::new().with("title", "Flag").with("type", "boolean");
            let one_of = |options: Vec<Map>| Map::new().with("oneOf", options);
            [
                one_of(vec![whole("uint64").with("minimum", 0_i64), digits()]),
                one_of(vec![whole("int64"), digits()]),
                one_of(vec![flag, whole("int64"), digits()]),
            ]
        }
    };
    let [id_schema, number_schema, flag_schema] = schemas;
    [
        (ID, id_schema.with("description", id)),
        (NUMBER, number_schema.with("description", number)),
        (FLAG, flag_schema.with("description", flag)),
    ]
}

/// A schema with something to say about this use of it.
pub(super) fn described(schema: Map, about: Map, dialect: Dialect) -> Map {
    match schema.0.get("$ref") {
        // 3.0 ignores whatever stands beside a reference.
        Some(reference) if dialect == Dialect::V30 && schema.0.len() + about.0.len() > 1 => {
            let inner = vec![Map::new().with("$ref", reference.clone())];
            let beside = schema.0.into_iter().filter(|(key, _)| key != "$ref").collect();
            Map::new().with("allOf", inner).and(Map(beside)).and(about)
        }
        _ => schema.and(about),
    }
}

/// A reference to a schema.
pub(super) fn reference(schema: &str) -> Map {
    Map::new().with("$ref", pointer(schema))
}

fn pointer(schema: &str) -> String {
    format!("#/components/schemas/{schema}")
}

fn text() -> Map {
    Map::new().with("type", "string")
}

fn flag(form: Form) -> Map {
    match form {
        Form::Bool => Map::new().with("type", "boolean"),
        Form::Number => Map::new().with("type", "integer").with("enum", vec![0_i64, 1]),
        Form::Text => text().with("enum", vec!["true", "false"]),
    }
}

fn number(format: &str, pattern: &str, form: Form, dialect: Dialect) -> Map {
    match form {
        // Generators of 3.0 turn a pattern into a type of its own and a dependency on regular expressions.
        Form::Text => text().with("format", format).with_some("pattern", Some(pattern).filter(|_| dialect == Dialect::V31)),
        _ => Map::new().with("type", "integer").with("format", format),
    }
}

/// A value of an enum as requests send it.
fn listed(name: &TypeRef, text_enum: bool, form: Form, scope: &Scope) -> Map {
    let schema = scope.names.schema(scope.endpoint, name);
    match scope.values(name) {
        Some(Values::Int(variants)) if form == Form::Text && !text_enum => {
            let texts = variants.iter().map(|variant| variant.value.to_string());
            text().with_list("enum", texts).with("x-enum", pointer(&schema))
        }
        _ => reference(&schema),
    }
}
