//! Walks a JSON value along the tables and tells what is where: refused values, surprising forms, unknown keys.

use super::{Field, Kind, Struct, Verdict, judge::of_kind};
use crate::wire::Form;
use serde_json::Value;

/// Something worth telling, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// JSON path, such as `$.list[0].order_id`
    pub path: String,
    /// What it is
    pub trouble: Trouble,
}

/// What a walk can find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The decoder refuses the value
    Refused {
        /// What was expected
        expected: &'static str,
        /// What was found, without its content where that is secret
        found: String,
    },
    /// The value is read, but its form is not the documented one
    Surprise {
        /// The form that was found
        found: String,
    },
    /// No field has this key
    UnknownKey,
    /// An enum has no name for this value
    UnknownValue {
        /// The value
        found: String,
    },
}

/// Everything that an object holds against its table.
pub fn walk(value: &Value, schema: &Struct, report: &mut dyn FnMut(Finding)) {
    object(value, schema.fields, "$", report);
}

/// The first value that a decoder with these fields refuses.
pub fn locate_fields(value: &Value, fields: &[Field]) -> Option<Finding> {
    let mut first = None;
    object(value, fields, "$", &mut |finding| {
        if first.is_none() && matches!(finding.trouble, Trouble::Refused { .. }) {
            first = Some(finding);
        }
    });
    first
}

fn object(value: &Value, fields: &[Field], path: &str, report: &mut dyn FnMut(Finding)) {
    let Value::Object(members) = value else { return };
    for (key, value) in members {
        let here = join(path, key);
        match fields.iter().find(|field| field.wire == key || field.aliases.contains(&key.as_str())) {
            Some(field) => kind(value, &field.kind, field.form, &here, report),
            None => report(Finding { path: here, trouble: Trouble::UnknownKey }),
        }
    }
}

fn kind(value: &Value, of: &Kind, form: Form, path: &str, report: &mut dyn FnMut(Finding)) {
    match of_kind(of, form, value) {
        Verdict::Fits => {}
        Verdict::Surprise => {
            report(Finding { path: path.to_owned(), trouble: Trouble::Surprise { found: form_of(value).to_owned() } })
        }
        Verdict::Refused(expected) => {
            let found = found(value, of);
            report(Finding { path: path.to_owned(), trouble: Trouble::Refused { expected, found } });
            return;
        }
    }
    match (of, value) {
        (Kind::Object(schema) | Kind::OptionalObject(schema), _) => object(value, schema.fields, path, report),
        (Kind::List(inner), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                kind(item, inner, form, &format!("{path}[{index}]"), report);
            }
        }
        // A single object in place of a list is its only element.
        (Kind::List(inner), Value::Object(members)) if !members.is_empty() => kind(value, inner, form, path, report),
        (Kind::IntEnum(known), _) => {
            let number = value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
            if let Some(number) = number.filter(|number| !known.contains(number)) {
                report(Finding { path: path.to_owned(), trouble: Trouble::UnknownValue { found: number.to_string() } });
            }
        }
        (Kind::TextEnum(known), Value::String(text)) if !text.is_empty() && !known.contains(&text.as_str()) => {
            report(Finding { path: path.to_owned(), trouble: Trouble::UnknownValue { found: text.clone() } });
        }
        _ => {}
    }
}

fn join(path: &str, key: &str) -> String {
    match key.chars().all(|c| c.is_alphanumeric() || c == '_') && !key.is_empty() {
        true => format!("{path}.{key}"),
        false => format!("{path}[{}]", Value::from(key)),
    }
}

fn found(value: &Value, of: &Kind) -> String {
    match (value, of) {
        (_, Kind::Secret) | (Value::Array(_) | Value::Object(_), _) => form_of(value).to_owned(),
        (Value::String(text), _) if text.chars().count() > 40 => {
            format!("{}…", Value::from(text.chars().take(40).collect::<String>()).to_string().trim_end_matches('"'))
        }
        (other, _) => other.to_string(),
    }
}

/// The form of a value in one word.
fn form_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a flag",
        Value::Number(number) if number.as_i64().is_none() && number.as_u64().is_none() => "a fraction",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "an empty text",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
