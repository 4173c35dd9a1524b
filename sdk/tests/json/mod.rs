//! JSON helpers of the tests: what counts as the same, what counts as nothing.

use serde_json::{Map, Value};

/// A value without what says nothing: null, "", [], {} and members that hold only these.
pub fn meaning(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept: Map<String, Value> = members
                .iter()
                .map(|(key, value)| (key.clone(), meaning(value)))
                .filter(|(_, value)| !is_nothing(value))
                .collect();
            Value::Object(kept)
        }
        Value::Array(items) => items.iter().map(meaning).filter(|value| !value.is_null()).collect(),
        other => other.clone(),
    }
}

/// null, "", [] or {}.
pub fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A value in which every scalar is its text, so that `1` and `"1"` are the same.
pub fn as_texts(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), as_texts(value))).collect::<Map<_, _>>().into(),
        Value::Array(items) => items.iter().map(as_texts).collect(),
        Value::Bool(flag) => Value::from(u8::from(*flag).to_string()),
        Value::Number(number) => Value::from(number.to_string()),
        other => other.clone(),
    }
}

/// The members of an answer beside `errcode` and `errmsg`.
pub fn without_envelope(value: &Value) -> Value {
    let members = value.as_object().cloned().unwrap_or_default();
    Value::Object(members.into_iter().filter(|(key, _)| !matches!(key.as_str(), "errcode" | "errmsg")).collect())
}
