//! Examples: requests in the form in which they are sent, answers as they are.

use super::{
    Scope,
    node::{Map, Node},
};
use crate::model::{Base, Endpoint, Example, ExampleSource, Field, Form, PagingStyle, Type};

/// The name of an example, the same on both sides.
pub(super) fn name(index: usize, example: &Example) -> String {
    let source = match example.source {
        ExampleSource::Docs => "docs",
        ExampleSource::Written => "written",
    };
    format!("{source}_{}", index + 1)
}

/// A named example.
pub(super) fn named(example: &Example, value: Node) -> Map {
    let source = match example.source {
        ExampleSource::Docs => "键与形式照官方示例",
        ExampleSource::Written => "照字段写的",
    };
    Map::new().with("summary", example.doc.as_deref().unwrap_or(source)).with("value", value)
}

/// The answer of an example.
pub(super) fn answer(example: &Example) -> Node {
    parsed(&example.response)
}

/// What an example sends in these fields: each value in its form, and the first position where the platform demands one.
pub(super) fn sent(example: &Example, fields: &[Field], endpoint: &Endpoint, scope: &Scope) -> Map {
    let Node::Map(Map(mut given)) = parsed(&example.request) else { return Map::new() };
    let mut made = Map::new();
    for field in fields {
        let mut names = std::iter::once(&field.wire).chain(&field.aliases);
        match names.find_map(|name| given.shift_remove(name)) {
            // An empty text where no text belongs stands for nothing.
            Some(Node::Text(text)) if text.is_empty() && !is_text(&field.ty) => {}
            Some(value) => made.put(&field.wire, as_sent(value, &field.ty, field, scope)),
            None if field.required_position => made.put(&field.wire, first(field, endpoint)),
            None => {}
        }
    }
    made
}

fn parsed(text: &str) -> Node {
    serde_json::from_str(text).unwrap_or(Node::Null)
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Secret | Type::Json | Type::Scalar { base: Base::Text, .. })
}

fn as_sent(value: Node, ty: &Type, field: &Field, scope: &Scope) -> Node {
    match (ty, value) {
        (Type::List(inner), Node::List(items)) => {
            Node::List(items.into_iter().map(|item| as_sent(item, inner, field, scope)).collect())
        }
        (Type::Struct(name), Node::Map(Map(members))) => {
            let fields = scope.fields(name);
            let field = |key: &String| fields.iter().find(|field| field.wire == *key || field.aliases.contains(key));
            let members = members.into_iter().map(|(key, value)| match field(&key) {
                Some(field) => (field.wire.clone(), as_sent(value, &field.ty, field, scope)),
                None => (key, value),
            });
            Node::Map(Map(members.collect()))
        }
        (Type::Bool, value) => flag(value, field.form),
        (Type::Int | Type::Scalar { base: Base::U64 | Base::I64, .. } | Type::Enum { text: false, .. }, value) => {
            number(value, field.form)
        }
        (_, value) => value,
    }
}

fn number(value: Node, form: Form) -> Node {
    match (&value, form) {
        (Node::Number(number), Form::Text) => number.to_string().into(),
        (Node::Text(text), Form::Number) => {
            let unsigned = text.parse::<u64>().map(Node::from).ok();
            unsigned.or_else(|| text.parse::<i64>().map(Node::from).ok()).unwrap_or(value)
        }
        _ => value,
    }
}

fn flag(value: Node, form: Form) -> Node {
    let is_on = match &value {
        Node::Flag(flag) => *flag,
        Node::Number(number) => number.as_u64() == Some(1),
        Node::Text(text) => matches!(text.as_str(), "1" | "true"),
        _ => return value,
    };
    match form {
        Form::Bool => is_on.into(),
        Form::Number => i64::from(is_on).into(),
        Form::Text => is_on.to_string().into(),
    }
}

/// The position of the first page.
fn first(field: &Field, endpoint: &Endpoint) -> Node {
    match &endpoint.paging {
        Some(paging) if paging.style != PagingStyle::Cursor && paging.cursor.as_ref() != Some(&field.wire) => {
            number(paging.first.into(), field.form)
        }
        _ => "".into(),
    }
}
