//! Walks a JSON value along the tables and tells what is where: refused values, surprising forms, unknown keys.

use super::{Field, Kind, Struct, Verdict, judge::of_kind};
use crate::wire::Form;
use core::hash::{Hash, Hasher};
use serde_json::{Map, Value};

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
    visit(value, schema.fields, &mut |place, event| {
        if let Some(trouble) = event.trouble() {
            report(Finding { path: place.path(), trouble });
        }
    });
}

/// The first value that a decoder with these fields refuses.
pub fn locate_fields(value: &Value, fields: &[Field]) -> Option<Finding> {
    let mut first = None;
    visit(value, fields, &mut |place, event| {
        if first.is_none() && matches!(event, Event::Refused { .. }) {
            first = event.trouble().map(|trouble| Finding { path: place.path(), trouble });
        }
    });
    first
}

/// What a walk meets on its way; a path is written out only for those who ask for it.
pub(crate) enum Event<'a> {
    /// An object, before its members
    Object { fields: &'a [Field], members: &'a Map<String, Value> },
    /// A value that the decoder refuses
    Refused { expected: &'static str, kind: &'a Kind, value: &'a Value },
    /// A value that is read although its form is not the documented one
    Surprise { expected: &'static str, value: &'a Value },
    /// A key of no field
    UnknownKey,
    /// A value that an enum has no name for
    UnknownValue { found: String },
}

impl Event<'_> {
    fn trouble(self) -> Option<Trouble> {
        match self {
            Self::Object { .. } => None,
            Self::Refused { expected, kind, value } => Some(Trouble::Refused { expected, found: found(value, kind) }),
            Self::Surprise { value, .. } => Some(Trouble::Surprise { found: form_of(value).to_owned() }),
            Self::UnknownKey => Some(Trouble::UnknownKey),
            Self::UnknownValue { found } => Some(Trouble::UnknownValue { found }),
        }
    }
}

/// Where a walk is: a step, and the place above it.
pub(crate) struct Place<'a> {
    up: Option<&'a Place<'a>>,
    step: Step<'a>,
}

enum Step<'a> {
    Top,
    Key(&'a str),
    Element(usize),
    /// The element of a list that came as a single object: a path has nothing to say about it
    Only,
}

impl Place<'_> {
    /// The JSON path, such as `$.list[0].order_id`.
    fn path(&self) -> String {
        self.shown(true)
    }

    /// The JSON path without indexes, such as `$.list[].order_id`.
    pub(crate) fn pattern(&self) -> String {
        self.shown(false)
    }

    fn shown(&self, indexes: bool) -> String {
        let up = self.up.map(|up| up.shown(indexes)).unwrap_or_default();
        match self.step {
            Step::Top => "$".to_owned(),
            Step::Key(key) => join(&up, key),
            Step::Element(index) if indexes => format!("{up}[{index}]"),
            Step::Only if indexes => up,
            Step::Element(_) | Step::Only => format!("{up}[]"),
        }
    }

    fn then<'b>(&'b self, step: Step<'b>) -> Place<'b> {
        Place { up: Some(self), step }
    }
}

impl Hash for Place<'_> {
    /// Like the pattern: all elements of a list are one place.
    fn hash<H: Hasher>(&self, state: &mut H) {
        if let Some(up) = self.up {
            up.hash(state);
        }
        match self.step {
            Step::Top => {}
            Step::Key(key) => key.hash(state),
            // No byte of any key.
            Step::Element(_) | Step::Only => state.write_u8(0xfe),
        }
    }
}

/// Tells everything that an object holds against a table.
pub(crate) fn visit(value: &Value, fields: &[Field], tell: &mut dyn FnMut(&Place<'_>, Event<'_>)) {
    object(value, fields, &Place { up: None, step: Step::Top }, tell);
}

fn object(value: &Value, fields: &[Field], place: &Place<'_>, tell: &mut dyn FnMut(&Place<'_>, Event<'_>)) {
    let Value::Object(members) = value else { return };
    tell(place, Event::Object { fields, members });
    for (key, value) in members {
        let here = place.then(Step::Key(key));
        match fields.iter().find(|field| field.wire == key || field.aliases.contains(&key.as_str())) {
            Some(field) => kind(value, &field.kind, field.form, &here, tell),
            None => tell(&here, Event::UnknownKey),
        }
    }
}

fn kind(value: &Value, of: &Kind, form: Form, place: &Place<'_>, tell: &mut dyn FnMut(&Place<'_>, Event<'_>)) {
    match of_kind(of, form, value) {
        Verdict::Fits => {}
        Verdict::Surprise => tell(place, Event::Surprise { expected: documented(of, form), value }),
        Verdict::Refused(expected) => {
            tell(place, Event::Refused { expected, kind: of, value });
            return;
        }
    }
    match (of, value) {
        (Kind::Object(schema) | Kind::OptionalObject(schema), _) => object(value, schema.fields, place, tell),
        (Kind::List(inner), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                kind(item, inner, form, &place.then(Step::Element(index)), tell);
            }
        }
        // A single object in place of a list is its only element.
        (Kind::List(inner), Value::Object(members)) if !members.is_empty() => {
            kind(value, inner, form, &place.then(Step::Only), tell);
        }
        (Kind::IntEnum(known), _) => {
            let number = value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
            if let Some(number) = number.filter(|number| !known.contains(number)) {
                tell(place, Event::UnknownValue { found: number.to_string() });
            }
        }
        (Kind::TextEnum(known), Value::String(text)) if !text.is_empty() && !known.contains(&text.as_str()) => {
            tell(place, Event::UnknownValue { found: text.clone() });
        }
        _ => {}
    }
}

/// The path of a member.
pub(crate) fn join(path: &str, key: &str) -> String {
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

/// The documented form in one word.
fn documented(kind: &Kind, form: Form) -> &'static str {
    match (kind, form) {
        (Kind::Object(_) | Kind::OptionalObject(_), _) => "an object",
        (Kind::List(_), _) => "a list",
        (_, Form::Number) => "a number",
        (_, Form::Text) => "a text",
        (_, Form::Bool) => "a flag",
    }
}

/// The form of a value in one word.
pub(crate) fn form_of(value: &Value) -> &'static str {
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
