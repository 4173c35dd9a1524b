//! Objects: requests, answers, and the structs within them.

use super::{
    Dialect, Scope,
    names::{ERROR_CODE, NUMBER},
    node::{Map, Node, literal},
    rules, texts,
    values::{self, Side, described},
};
use crate::model::{Base, Endpoint, Field, Form, Struct, Type};

/// The body that a call sends.
pub(super) fn request(endpoint: &Endpoint, scope: &Scope) -> Map {
    let request = &endpoint.request;
    // 3.1 has the fields of a choice where the alternatives are.
    let elsewhere = |field: &&Field| scope.dialect == Dialect::V31 && rules::of_the_body(request, &field.wire).is_some();
    let fields: Vec<&Field> = request.body.iter().filter(|field| !elsewhere(field)).collect();
    let doc = format!("{}的请求", endpoint.title);
    let body = object(&doc, &fields, Side::Sent, scope);
    match scope.dialect {
        Dialect::V31 => body.with_list("allOf", rules::schemas(request, scope)),
        // Generators of 3.0 fail at conditions between fields.
        Dialect::V30 => body,
    }
}

/// The answer, with what every answer brings in front.
pub(super) fn response(endpoint: &Endpoint, scope: &Scope) -> Map {
    let code = match scope.model.codes.is_empty() {
        true => values::reference(NUMBER),
        false => values::open(ERROR_CODE, false, scope.dialect),
    };
    let about = Map::new().with("description", "错误码；0 或没有表示成功，HTTP 状态不说明成败").with("x-wire", "number");
    let message = "说明，成功时多为 ok；失败时末尾附有 rid，只给人看";
    let envelope = Map::new()
        .with("errcode", described(code, about, scope.dialect))
        .with("errmsg", Map::new().with("type", "string").with("description", message));
    let Struct { doc, fields, .. } = &endpoint.response;
    let fields: Vec<&Field> = fields.iter().collect();
    head(doc).with("properties", envelope.and(properties(&fields, Side::Answered, scope)))
}

/// A struct as requests send it, or as answers bring it.
pub(super) fn structure(known: &Struct, side: Side, scope: &Scope) -> Map {
    let doc = texts::with_deprecation(&known.doc, known.deprecated.as_ref());
    let fields: Vec<&Field> = known.fields.iter().collect();
    object(&doc, &fields, side, scope).with_some("deprecated", known.deprecated.as_ref().map(|_| true))
}

/// One member of an object.
pub(super) fn property(field: &Field, side: Side, scope: &Scope) -> Map {
    let schema = values::value(&field.ty, field, side, scope);
    let schema = match &field.constant {
        Some(constant) => fixed(schema, literal(constant, field.form), scope.dialect),
        None => schema,
    };
    described(schema, about(field, side, scope), scope.dialect)
}

/// What is known of a field beside its schema.
fn about(field: &Field, side: Side, scope: &Scope) -> Map {
    let element = field.ty.element();
    let several_forms = match element {
        Type::Int | Type::Bool | Type::Enum { text: false, .. } | Type::Scalar { base: Base::U64 | Base::I64, .. } => true,
        Type::Text | Type::Secret | Type::Json | Type::Struct(_) | Type::List(_) => false,
        Type::Enum { text: true, .. } | Type::Scalar { base: Base::Text, .. } => false,
    };
    let form = match field.form {
        Form::Number => "number",
        Form::Text => "text",
        Form::Bool => "bool",
    };
    let scalar = scope.scalar(field);
    Map::new()
        .with("description", texts::field(field, side, scope))
        .with_some("deprecated", field.deprecated.as_ref().map(|_| true))
        .with_some("x-scalar", scalar.map(|scalar| &scalar.name))
        .with_some("x-unit", scalar.and_then(|scalar| scalar.unit.as_ref()))
        .with_some("x-wire", Some(form).filter(|_| side == Side::Answered && several_forms))
        // As `default` it would make generators send it always, or demand it.
        .with_some("x-default", field.default.as_ref().map(|default| literal(default, field.form)))
        .with_some("x-unknown", Some(true).filter(|_| element == &Type::Json))
}

/// Whether a request has to carry a field.
pub(super) fn is_required(field: &Field) -> bool {
    field.required || field.required_position || field.constant.is_some()
}

/// An object with these members.
fn object(doc: &str, fields: &[&Field], side: Side, scope: &Scope) -> Map {
    let required = fields.iter().filter(|field| side == Side::Sent && is_required(field)).map(|field| &field.wire);
    head(doc).with_list("required", required).with_map("properties", properties(fields, side, scope))
}

fn head(doc: &str) -> Map {
    Map::new().with("type", "object").with("description", doc)
}

fn properties(fields: &[&Field], side: Side, scope: &Scope) -> Map {
    let mut members = Map::new();
    for field in fields {
        members.put(&field.wire, property(field, side, scope));
    }
    for field in fields.iter().filter(|_| side == Side::Answered) {
        for alias in &field.aliases {
            let about = Map::new().with("description", format!("`{}` 的另一个名字", field.wire)).with("x-alias-of", &field.wire);
            members.put(alias, described(values::value(&field.ty, field, side, scope), about, scope.dialect));
        }
    }
    members
}

/// The schema of the one legal value.
fn fixed(schema: Map, value: Node, dialect: Dialect) -> Map {
    let Map(mut members) = schema;
    let head = Map(members.shift_remove_entry("type").into_iter().collect());
    match dialect {
        Dialect::V31 => head.with("const", value),
        Dialect::V30 => head.with("enum", vec![value]),
    }
}
