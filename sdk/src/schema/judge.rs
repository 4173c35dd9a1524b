//! What a decoder makes of a JSON value, told from the tables: the twin of `wire`, held to it by tests.

use super::{Field, Kind};
use crate::wire::{Form, digits, shown_exactly, whole};
use serde_json::{Number, Value};

/// What a decoder makes of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Read, in the documented form
    Fits,
    /// Read, but not in the documented form
    Surprise,
    /// Refused; what was expected
    Refused(&'static str),
}

/// The verdict on the value of a field; the insides of objects and lists are not looked at.
pub fn judge(field: &Field, value: &Value) -> Verdict {
    of_kind(&field.kind, field.form, value)
}

pub(super) fn of_kind(kind: &Kind, form: Form, value: &Value) -> Verdict {
    use Verdict::{Fits, Refused, Surprise};
    let number = |exact: Option<()>, expected| match exact {
        Some(()) => fits(form == Form::Number || form == Form::Bool),
        None => Refused(expected),
    };
    let nothing = matches!(value, Value::Null) || value.as_str() == Some("");
    match kind {
        Kind::Json => Fits,
        Kind::Id if nothing => Fits,
        Kind::Id => match value {
            Value::Number(_) => number(value.as_u64().map(drop), "an id of 64 bits"),
            Value::String(text) => match digits::<u64>(text) {
                Some(_) => fits(form == Form::Text),
                None => Refused("an id of 64 bits"),
            },
            _ => Refused("an id of 64 bits"),
        },
        Kind::Number | Kind::IntEnum(_) if nothing => Fits,
        Kind::Number | Kind::IntEnum(_) => match value {
            Value::Number(found) if is_fraction(found) => match found.as_f64().and_then(whole) {
                Some(_) => Surprise,
                None => Refused("a whole number"),
            },
            Value::Number(_) => number(value.as_i64().map(drop), "a whole number"),
            Value::String(text) => match digits::<i64>(text) {
                Some(_) => fits(form == Form::Text),
                None => Refused("a whole number"),
            },
            _ => Refused("a whole number"),
        },
        Kind::Flag if nothing => Fits,
        Kind::Flag => match value {
            Value::Bool(_) => fits(form == Form::Bool),
            Value::Number(_) if matches!(value.as_u64(), Some(0 | 1)) => fits(form == Form::Number),
            Value::String(text) if matches!(text.as_str(), "true" | "false" | "1" | "0") => fits(form == Form::Text),
            _ => Refused("true, false, 1 or 0"),
        },
        Kind::Text | Kind::Secret | Kind::TextId | Kind::TextEnum(_) => match value {
            Value::Null | Value::String(_) => Fits,
            Value::Bool(_) => Surprise,
            Value::Number(found) if is_fraction(found) && !found.as_f64().is_some_and(shown_exactly) => Refused("a text"),
            Value::Number(_) => Surprise,
            _ => Refused("a text"),
        },
        Kind::Object(_) | Kind::OptionalObject(_) => match value {
            Value::Null | Value::Object(_) => Fits,
            Value::String(text) if text.is_empty() => Surprise,
            Value::Array(items) if items.is_empty() => Surprise,
            _ => Refused("an object"),
        },
        Kind::List(inner) => match value {
            Value::Null | Value::Array(_) => Fits,
            Value::String(text) if text.is_empty() => Surprise,
            Value::Object(object) if object.is_empty() => Surprise,
            single => match of_kind(inner, form, single) {
                Refused(_) => Refused("a list"),
                Fits | Surprise => Surprise,
            },
        },
    }
}

fn fits(as_documented: bool) -> Verdict {
    if as_documented { Verdict::Fits } else { Verdict::Surprise }
}

/// No whole number of 64 bits; `is_f64` would depend on serde_json's `arbitrary_precision`.
fn is_fraction(number: &Number) -> bool {
    number.as_i64().is_none() && number.as_u64().is_none()
}
