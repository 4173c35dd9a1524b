//! Every field of every response, put into every form of the table: the cell's own result, located where it is an
//! error, and no other field touched.

#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod json;

use json::{as_texts, is_nothing, meaning};
use serde_json::{Value, json};
use wechat_league::{
    Endpoint,
    catalog::ENDPOINTS,
    schema::{Kind, Struct},
};

/// A place in a body: keys and indexes, and what stands there.
struct Place {
    steps: Vec<String>,
    kind: Kind,
    /// In a list: an element that is nothing is left out
    element: bool,
}

/// What a cell of the table gives.
enum Cell {
    /// The field reads as nothing
    Nothing,
    /// The field reads as this
    Reads(Value),
    /// The field is refused
    Refused,
}

#[test]
fn every_field_in_every_form_reads_as_its_cell_says() {
    let mut cells = 0;
    for endpoint in ENDPOINTS {
        for example in endpoint.examples {
            let body: Value = serde_json::from_str(example.response).unwrap();
            let mut places = Vec::new();
            find(&body, endpoint.response(), &mut Vec::new(), &mut places);
            for place in &places {
                for form in forms(at(&body, &place.steps)) {
                    cell(endpoint, &body, place, form);
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 60 * ENDPOINTS.len(), "{cells} cells");
}

/// The forms of the table, for a value: None is absence.
fn forms(value: &Value) -> Vec<Option<Value>> {
    let quoted = match value {
        Value::Number(number) => json!(number.to_string()),
        Value::Bool(flag) => json!(flag.to_string()),
        _ => json!("x y"),
    };
    let other = if value.is_boolean() { json!(7) } else { json!(true) };
    let overflow: Value = serde_json::from_str("99999999999999999999").unwrap();
    vec![
        None,
        Some(Value::Null),
        Some(json!("")),
        Some(json!({})),
        Some(json!([])),
        Some(quoted),
        Some(json!(5)),
        Some(other),
        Some(json!(1.5)),
        Some(json!(3.0)),
        Some(overflow),
        Some(json!([[]])),
    ]
}

/// The table, told once more and independently: what a kind makes of a form.
fn expected(kind: &Kind, form: Option<&Value>) -> Cell {
    let Some(form) = form.filter(|form| !form.is_null()) else { return Cell::Nothing };
    let text = form.as_str();
    let is_whole = |number: &serde_json::Number| number.as_i64().is_some() || number.as_u64().is_some();
    let float = form.as_number().filter(|number| !is_whole(number)).and_then(serde_json::Number::as_f64);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match kind {
        Kind::Json => Cell::Reads(form.clone()),
        Kind::Text | Kind::Secret | Kind::TextId | Kind::TextEnum(_) => match (form, float) {
            (Value::String(text), _) if text.is_empty() => Cell::Nothing,
            (Value::String(_), _) => Cell::Reads(form.clone()),
            (Value::Bool(flag), _) => Cell::Reads(json!(flag.to_string())),
            (Value::Number(_), Some(float)) if float > 1e15 => Cell::Refused,
            (Value::Number(_), Some(float)) => Cell::Reads(json!(float.to_string())),
            (Value::Number(number), None) => Cell::Reads(json!(number.to_string())),
            _ => Cell::Refused,
        },
        Kind::Id | Kind::Number | Kind::IntEnum(_) => match (form, text, float) {
            (_, Some(""), _) => Cell::Nothing,
            (_, Some(text), _) if digits(text) => Cell::Reads(json!(text)),
            (_, _, Some(float)) if float.fract() == 0.0 && float < 1e15 && !matches!(kind, Kind::Id) => {
                Cell::Reads(json!(float as i64))
            }
            (_, _, Some(_)) => Cell::Refused,
            (Value::Number(_), ..) => Cell::Reads(form.clone()),
            _ => Cell::Refused,
        },
        Kind::Flag => match form {
            Value::Bool(_) => Cell::Reads(form.clone()),
            Value::String(text) if text.is_empty() => Cell::Nothing,
            Value::String(text) if text == "true" || text == "1" => Cell::Reads(json!(true)),
            Value::String(text) if text == "false" || text == "0" => Cell::Reads(json!(false)),
            Value::Number(number) if matches!(number.as_u64(), Some(0 | 1)) => Cell::Reads(json!(number.as_u64() == Some(1))),
            _ => Cell::Refused,
        },
        Kind::Object(_) | Kind::OptionalObject(_) => match form {
            form if is_nothing(form) => Cell::Nothing,
            _ => Cell::Refused,
        },
        Kind::List(inner) => match form {
            form if is_nothing(form) => Cell::Nothing,
            // The only element is an empty list: nothing for an object, refused by everything else.
            Value::Array(_) if inner.object().is_some() => Cell::Nothing,
            Value::Array(_) if matches!(**inner, Kind::Json) => Cell::Reads(form.clone()),
            Value::Array(_) => Cell::Refused,
            single => match expected(inner, Some(single)) {
                Cell::Reads(value) => Cell::Reads(json!([value])),
                Cell::Nothing => Cell::Nothing,
                Cell::Refused => Cell::Refused,
            },
        },
    }
}

fn cell(endpoint: &Endpoint, body: &Value, place: &Place, form: Option<Value>) {
    let what = format!("{}/{} at {:?} = {form:?}", endpoint.group, endpoint.name, place.steps);
    let mut mutated = body.clone();
    put(&mut mutated, &place.steps, form.clone());
    let text = mutated.to_string();
    let read = (endpoint.codec.response)(text.as_bytes());
    match (expected(&place.kind, form.as_ref()), read) {
        (Cell::Refused, Err(error)) => {
            let path = error.path().unwrap_or_else(|| panic!("{what}: {error}"));
            let wanted = path_of(&place.steps);
            // A refused element of a list is named itself.
            assert!(path == wanted || path.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('[')), "{what}: {path}");
        }
        (Cell::Refused, Ok(written)) => panic!("{what}: read as {}", String::from_utf8_lossy(&written)),
        (_, Err(error)) => panic!("{what}: {error}"),
        (cell, Ok(written)) => {
            let written: Value = serde_json::from_slice(&written).unwrap();
            let wanted = match cell {
                Cell::Reads(value) => Some(value),
                // An element that is nothing is no element; an object that is nothing is its default.
                _ => None,
            };
            let mut original = body.clone();
            put(&mut original, &place.steps, wanted.or_else(|| kept(place, form.as_ref())));
            let original =
                (endpoint.codec.response)(original.to_string().as_bytes()).unwrap_or_else(|error| panic!("{what}: {error}"));
            let original: Value = serde_json::from_slice(&original).unwrap();
            assert_eq!(as_texts(&meaning(&written)), as_texts(&meaning(&original)), "{what}");
        }
    }
}

/// `{}` in a list of objects and `""` in a list of texts are elements, however empty.
fn kept(place: &Place, form: Option<&Value>) -> Option<Value> {
    let empty = match place.kind {
        Kind::Object(_) | Kind::OptionalObject(_) => json!({}),
        Kind::Text | Kind::Secret => json!(""),
        _ => return None,
    };
    (place.element && form == Some(&empty)).then_some(empty)
}

/// Every field of a body, and every element of its lists.
fn find(value: &Value, schema: &Struct, steps: &mut Vec<String>, places: &mut Vec<Place>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let Some(field) = schema.field(key) else { continue };
        steps.push(key.clone());
        places.push(Place { steps: steps.clone(), kind: field.kind, element: false });
        inside(value, &field.kind, steps, places);
        steps.pop();
    }
}

fn inside(value: &Value, kind: &Kind, steps: &mut Vec<String>, places: &mut Vec<Place>) {
    match (kind, value) {
        (Kind::Object(schema) | Kind::OptionalObject(schema), value) => find(value, schema, steps, places),
        (Kind::List(inner), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                steps.push(index.to_string());
                places.push(Place { steps: steps.clone(), kind: **inner, element: true });
                inside(item, inner, steps, places);
                steps.pop();
            }
        }
        _ => {}
    }
}

fn at<'a>(body: &'a Value, steps: &[String]) -> &'a Value {
    steps.iter().fold(body, |value, step| match value {
        Value::Array(items) => &items[step.parse::<usize>().unwrap()],
        other => &other[step.as_str()],
    })
}

fn put(body: &mut Value, steps: &[String], new: Option<Value>) {
    let (last, parents) = steps.split_last().unwrap();
    let holder = parents.iter().fold(body, |value, step| match value {
        Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
        other => &mut other[step.as_str()],
    });
    match (holder, new) {
        (Value::Array(items), new) => items[last.parse::<usize>().unwrap()] = new.unwrap_or_default(),
        (Value::Object(members), Some(new)) => {
            members.insert(last.clone(), new);
        }
        (Value::Object(members), None) => {
            members.remove(last);
        }
        (other, _) => panic!("{other}"),
    }
}

fn path_of(steps: &[String]) -> String {
    steps.iter().fold("$".to_owned(), |path, step| match step.parse::<usize>() {
        Ok(index) => format!("{path}[{index}]"),
        Err(_) => format!("{path}.{step}"),
    })
}
