//! Every example of the spec, read with the generated types and written back: nothing of it is lost.

#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod json;

use json::{as_texts, meaning, without_envelope};
use serde_json::{Map, Value};
use wechat_league::{
    catalog::ENDPOINTS,
    schema::{Form, Kind, Struct},
};

#[test]
fn nothing_of_an_example_is_lost_on_the_way_back() {
    let mut bodies = 0;
    for endpoint in ENDPOINTS {
        for example in endpoint.examples {
            for (side, text, schema, rewrite) in [
                ("request", example.request, endpoint.request(), endpoint.codec.request),
                ("response", example.response, endpoint.response(), endpoint.codec.response),
            ] {
                let what = format!("{}/{} {side} {text}", endpoint.group, endpoint.name);
                let original: Value = serde_json::from_str(text).unwrap();
                let written = rewrite(text.as_bytes()).unwrap_or_else(|error| panic!("{what}: {error}"));
                let written: Value = serde_json::from_slice(&written).unwrap();
                let original = main_names(&without_envelope(&original), schema);
                assert_eq!(as_texts(&meaning(&written)), as_texts(&meaning(&original)), "{what}");
                bodies += 1;
            }
        }
    }
    assert!(bodies >= 2 * ENDPOINTS.len());
}

#[test]
fn what_is_written_has_the_form_that_the_spec_says() {
    let mut leaves = 0;
    for endpoint in ENDPOINTS {
        for example in endpoint.examples {
            let written = (endpoint.codec.request)(example.request.as_bytes()).unwrap();
            forms(&serde_json::from_slice(&written).unwrap(), endpoint.request(), endpoint.name, &mut leaves);
            let written = (endpoint.codec.response)(example.response.as_bytes()).unwrap();
            forms(&serde_json::from_slice(&written).unwrap(), endpoint.response(), endpoint.name, &mut leaves);
        }
    }
    assert!(leaves > ENDPOINTS.len());
}

fn forms(value: &Value, schema: &Struct, name: &str, leaves: &mut usize) {
    for (key, value) in value.as_object().unwrap() {
        let field = schema.field(key).unwrap_or_else(|| panic!("{name}: {key}"));
        form(value, &field.kind, field.form, &format!("{name}: {key}"), leaves);
    }
}

fn form(value: &Value, kind: &Kind, wanted: Form, what: &str, leaves: &mut usize) {
    match (kind, value) {
        (Kind::Object(schema) | Kind::OptionalObject(schema), value) => forms(value, schema, what, leaves),
        (Kind::List(inner), Value::Array(items)) => items.iter().for_each(|item| form(item, inner, wanted, what, leaves)),
        (Kind::Json, _) => {}
        (_, Value::String(_)) => assert_eq!(wanted, Form::Text, "{what}"),
        (_, Value::Number(_)) => assert_eq!(wanted, Form::Number, "{what}"),
        (_, Value::Bool(_)) => assert_eq!(wanted, Form::Bool, "{what}"),
        (_, other) => panic!("{what}: {other}"),
    }
    *leaves += 1;
}

/// An object whose aliases carry the names that are written.
fn main_names(value: &Value, schema: &Struct) -> Value {
    let mut named = Map::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        let field = schema.field(key).unwrap_or_else(|| panic!("{}: {key}", schema.name));
        let value = match (field.kind.object(), value) {
            (Some(inner), Value::Array(items)) => items.iter().map(|item| main_names(item, inner)).collect(),
            (Some(inner), value) => main_names(value, inner),
            (None, value) => value.clone(),
        };
        named.insert(field.wire.to_owned(), value);
    }
    named.into()
}
