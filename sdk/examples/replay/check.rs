//! Reads one recorded body with the generated types, writes it back and tells what did not survive.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use wechat_league::{
    Endpoint, ReadError,
    schema::{Finding, Kind, Placement, Struct, Trouble, walk},
};

/// What became of a body. Only `found` and the surprises can hold values, never those of secret fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BodyReport {
    /// Read, or why not
    pub outcome: Outcome,
    /// Keys that the types do not know; `?key` for parameters of the URL
    pub unknown: Vec<String>,
    /// Values that did not survive, those of unknown keys included
    pub lost: Vec<String>,
    /// Values that were read although their form surprised: path, and what was found
    pub surprises: Vec<(String, String)>,
}

/// How the reading of a body ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Outcome {
    /// With the typed value
    #[default]
    Read,
    /// With the code of an error, whose body is not decoded
    ErrorAnswer { code: i64 },
    /// At a value that the types refuse, or at no JSON at all
    Unreadable { path: Option<String>, expected: String, found: String },
    /// There was nothing to read, or it was not recorded
    Empty,
}

/// Checks a request: the parameters of the URL together with the body.
pub fn check_request(endpoint: &Endpoint, query: &str, body: &[u8]) -> BodyReport {
    let mut report = BodyReport::default();
    report.outcome = report.request(endpoint, query, body).err().unwrap_or_default();
    report
}

/// Checks an answer.
pub fn check_response(endpoint: &Endpoint, body: &[u8]) -> BodyReport {
    let mut report = BodyReport::default();
    report.outcome = report.response(endpoint, body).err().unwrap_or_default();
    report
}

impl BodyReport {
    /// Whether the body was read and nothing of it was lost.
    pub fn is_fine(&self) -> bool {
        self.lost.is_empty() && !matches!(self.outcome, Outcome::Unreadable { .. })
    }

    /// An error is any end but a whole read.
    fn request(&mut self, endpoint: &Endpoint, query: &str, body: &[u8]) -> Result<(), Outcome> {
        let mut members = if blank(body) { Map::new() } else { self.parse(body)? };
        for key in members.keys() {
            if endpoint.request().field(key).is_some_and(|field| field.place != Placement::Body) {
                self.surprises.push((join("$", key), "in the body, not in the URL".into()));
            }
        }
        // What the URL has as plain text: there a number is written no other way.
        let mut texts = Map::new();
        for (key, text) in pairs(query).filter(|(key, _)| key != "access_token") {
            let place = endpoint.request().field(&key).map(|field| field.place);
            let value: Value = match place {
                None | Some(Placement::Body) => {
                    if !text.is_empty() {
                        self.lost.push(format!("?{key}"));
                    }
                    self.unknown.push(format!("?{key}"));
                    continue;
                }
                Some(Placement::QueryJson) if !text.is_empty() => serde_json::from_str(&text)
                    .map_err(|_| unreadable(Some(&join("$", &key)), "JSON text", "a text that is none"))?,
                Some(Placement::QueryComma) if !text.is_empty() => text.split(',').map(Value::from).collect(),
                Some(_) => Value::from(text),
            };
            if [&members, &texts].iter().any(|seen| seen.get(&key).is_some_and(|other| !same(other, &value))) {
                self.lost.push(format!("?{key}"));
            }
            let target = if place == Some(Placement::QueryJson) { &mut members } else { &mut texts };
            target.insert(key, value);
        }
        if blank(body) && members.is_empty() && texts.is_empty() && self.unknown.is_empty() {
            return Err(Outcome::Empty);
        }
        self.look(&Value::Object(texts.clone()), endpoint.request(), false);
        self.look(&Value::Object(members.clone()), endpoint.request(), true);
        texts.extend(members);
        let whole = Value::Object(texts);
        self.settle(&whole, (endpoint.codec.request)(whole.to_string().as_bytes()), endpoint.request())
    }

    fn response(&mut self, endpoint: &Endpoint, body: &[u8]) -> Result<(), Outcome> {
        if blank(body) {
            return Err(Outcome::Empty);
        }
        let mut members = self.parse(body)?;
        let said_ok = match members.get("errcode") {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) if text.is_empty() => false,
            Some(code) => match code.as_i64().or_else(|| code.as_str()?.parse().ok()) {
                Some(0) => true,
                Some(code) => return Err(Outcome::ErrorAnswer { code }),
                None => return Err(unreadable(Some("$.errcode"), "a number", "something else")),
            },
        };
        members.retain(|key, _| !matches!(key.as_str(), "errcode" | "errmsg"));
        let known = members.keys().any(|key| endpoint.response().field(key).is_some());
        let given = |keys: &[&str]| keys.iter().any(|key| members.contains_key(*key));
        let lacks = endpoint.payload.filter(|payload| !payload.may_be_absent && !given(payload.keys));
        let value = Value::Object(members);
        self.look(&value, endpoint.response(), true);
        let written = (endpoint.codec.response)(body);
        // The two checks that the client makes beyond the types.
        if written.is_ok() && !said_ok && !known {
            return Err(unreadable(Some("$"), "errcode or a documented key", "neither"));
        }
        if let (Ok(_), Some(payload)) = (&written, lacks) {
            let path = join("$", payload.keys.first().copied().unwrap_or_default());
            return Err(unreadable(Some(&path), "the content of the answer", "nothing, although the answer says success"));
        }
        self.settle(&value, written, endpoint.response())
    }

    /// The members of a body, repaired as the client repairs it where that helps.
    fn parse(&mut self, body: &[u8]) -> Result<Map<String, Value>, Outcome> {
        let parsed = serde_json::from_slice::<Value>(body).or_else(|error| {
            let clean: String = String::from_utf8_lossy(body).chars().filter(|c| *c >= ' ').collect();
            let repaired = serde_json::from_str(&clean).map_err(|_| error)?;
            self.surprises.push(("$".into(), "control characters or broken UTF-8".into()));
            Ok::<_, serde_json::Error>(repaired)
        });
        match parsed {
            Ok(Value::Object(members)) => Ok(members),
            Ok(_) => Err(unreadable(Some("$"), "a JSON object", "JSON that is no object")),
            Err(error) => Err(unreadable(None, "a JSON object", &format!("no JSON: {error}"))),
        }
    }

    fn look(&mut self, value: &Value, schema: &Struct, forms: bool) {
        walk(value, schema, &mut |Finding { path, trouble }| match trouble {
            Trouble::UnknownKey => self.unknown.push(path),
            Trouble::Surprise { found } if forms => self.surprises.push((path, found)),
            Trouble::UnknownValue { found } => {
                let short: String = found.chars().take(40).collect();
                self.surprises.push((path, format!("{short}, which has no name")));
            }
            Trouble::Surprise { .. } | Trouble::Refused { .. } => {}
        });
    }

    fn settle(&mut self, value: &Value, written: Result<Vec<u8>, ReadError>, schema: &'static Struct) -> Result<(), Outcome> {
        let written = written.map_err(|error| unreadable(error.path(), error.expected(), error.found()))?;
        let written: Value = serde_json::from_slice(&written).unwrap_or_default();
        lost(value, Some(&written), &Kind::Object(schema), "$", &mut self.lost);
        Ok(())
    }
}

/// Collects the leaves of a value that are not in what was written, found by the names and places the types give them.
fn lost(value: &Value, written: Option<&Value>, kind: &Kind, path: &str, out: &mut Vec<String>) {
    match (value, kind) {
        (Value::Null, _) => {}
        (Value::String(text), _) if text.is_empty() => {}
        (Value::Object(members), Kind::Object(_) | Kind::OptionalObject(_) | Kind::Json) => {
            for (key, value) in members {
                let here = join(path, key);
                match (kind, kind.object().and_then(|schema| schema.field(key))) {
                    (_, Some(field)) => lost(value, written.and_then(|object| object.get(field.wire)), &field.kind, &here, out),
                    (Kind::Json, None) => lost(value, written.and_then(|object| object.get(key)), kind, &here, out),
                    (_, None) => lost(value, None, &Kind::Json, &here, out),
                }
            }
        }
        (Value::Array(items), Kind::List(_) | Kind::Json) => {
            let inner: &Kind = if let Kind::List(inner) = kind { inner } else { kind };
            let mut at = 0;
            for (index, item) in items.iter().enumerate() {
                lost(item, written.and_then(|list| list.get(at)), inner, &format!("{path}[{index}]"), out);
                at += usize::from(!left_out(item, inner));
            }
        }
        (Value::Array(items), _) if items.is_empty() => {}
        (Value::Object(members), _) if members.is_empty() => {}
        (_, Kind::List(inner)) => lost(value, written.and_then(|list| list.get(0)), inner, path, out),
        _ if written.is_some_and(|written| same(value, written)) => {}
        _ => out.push(path.to_owned()),
    }
}

/// Whether a list leaves the element out, because its form says that there is none.
fn left_out(item: &Value, kind: &Kind) -> bool {
    match (item, kind) {
        (_, Kind::Json) => false,
        (Value::Null, _) => true,
        (Value::String(text), kind) => text.is_empty() && !matches!(kind, Kind::Text | Kind::Secret),
        (Value::Array(items), Kind::Object(_) | Kind::OptionalObject(_)) => items.is_empty(),
        _ => false,
    }
}

/// Whether two values say the same: digits with and without quotes, 1.0 and 1, true and 1.
fn same(one: &Value, other: &Value) -> bool {
    one == other || plain(one).is_some_and(|text| plain(other) == Some(text))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Bool(flag) => Some(u8::from(*flag).to_string()),
        Value::Number(number) if number.is_f64() => number.as_f64().map(|number| number.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(match text.as_str() {
            "true" => "1".into(),
            "false" => "0".into(),
            other => other.to_owned(),
        }),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The decoded parameters of a query.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    query.split('&').filter(|pair| !pair.is_empty()).map(move |pair| {
        let (key, text) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(key), decoded(text))
    })
}

fn blank(body: &[u8]) -> bool {
    body.iter().all(u8::is_ascii_whitespace)
}

fn unreadable(path: Option<&str>, expected: &str, found: &str) -> Outcome {
    Outcome::Unreadable { path: path.map(str::to_owned), expected: expected.to_owned(), found: found.to_owned() }
}

fn join(path: &str, key: &str) -> String {
    match key.chars().all(|c| c.is_alphanumeric() || c == '_') && !key.is_empty() {
        true => format!("{path}.{key}"),
        false => format!("{path}[{}]", Value::from(key)),
    }
}
