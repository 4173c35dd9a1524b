//! What the mock server checks: the request against the tables and rules of its endpoint.

use super::{MockServer, books::Recorded};
use crate::{
    catalog::{Endpoint, Rule, When},
    schema::{self, Field, Placement, Trouble},
};
use serde_json::{Map, Value};

/// The request as one object, or the code and message it is refused with.
pub(super) type Checked = Result<Value, (i64, String)>;

/// Checks a request. Unknown keys are noted on the record.
pub(super) fn request(recorded: &mut Recorded) -> Checked {
    let Some(endpoint) = recorded.endpoint else { return Ok(Value::Null) };
    let mut members = query(recorded, endpoint)?;
    if recorded.method == "POST" {
        if recorded.body.is_empty() {
            return Err((44002, "empty post data".into()));
        }
        match serde_json::from_slice(&recorded.body) {
            Ok(Value::Object(body)) => members.extend(body),
            Ok(_) => return Err((47001, "data format error: the body is no JSON object".into())),
            Err(error) => return Err((47001, format!("data format error: {error}"))),
        }
    }
    let value = Value::Object(members);
    let mut refused = None;
    schema::walk(&value, endpoint.request(), &mut |finding| match finding.trouble {
        Trouble::Refused { expected, found } if refused.is_none() => {
            refused = Some(format!("invalid args: {} should be {expected}, not {found}", finding.path));
        }
        Trouble::UnknownKey => recorded.unknown.push(finding.path),
        _ => {}
    });
    if let Some(message) = refused.or_else(|| missing(&value, endpoint.request().fields, "$")) {
        return Err((40097, message));
    }
    match endpoint.rules.iter().find(|rule| !kept(rule, &value)) {
        Some(rule) => Err((40097, format!("invalid args: {rule}"))),
        None => Ok(value),
    }
}

/// Checks a call that asks for a token.
pub(super) fn token_call(recorded: &Recorded) -> Checked {
    let body: Value = serde_json::from_slice(&recorded.body).unwrap_or_default();
    let given = |key: &str| match recorded.method.as_str() {
        "GET" => recorded.query.get(key).cloned(),
        _ => body.get(key).and_then(Value::as_str).map(str::to_owned),
    };
    let wrong_method = (recorded.path == "/cgi-bin/token") != (recorded.method == "GET");
    let trouble = match (given("grant_type"), given("appid"), given("secret")) {
        _ if wrong_method && recorded.method == "GET" => Some((43002, "require POST method")),
        _ if wrong_method => Some((43001, "require GET method")),
        (Some(kind), ..) if kind != "client_credential" => Some((40002, "invalid grant_type")),
        (None, ..) => Some((40002, "invalid grant_type")),
        (_, None, _) => Some((41002, "appid missing")),
        (_, _, None) => Some((41004, "appsecret missing")),
        (_, Some(id), _) if id != MockServer::APP_ID => Some((40013, "invalid appid")),
        (_, _, Some(secret)) if secret != MockServer::SECRET => {
            Some((40001, "invalid credential, access_token is invalid or not latest"))
        }
        _ => None,
    };
    match trouble {
        Some((code, message)) => Err((code, message.to_owned())),
        None => Ok(body),
    }
}

/// The parameters of the URL with JSON and comma lists taken apart.
fn query(recorded: &mut Recorded, endpoint: &Endpoint) -> Result<Map<String, Value>, (i64, String)> {
    let mut members = Map::new();
    let schema = endpoint.request();
    for (key, text) in &recorded.query {
        let value = match schema.field(key).map(|field| field.place) {
            Some(Placement::QueryJson) => {
                serde_json::from_str(text).map_err(|error| (40097, format!("invalid args: {key} is no JSON text: {error}")))?
            }
            Some(Placement::QueryComma) => text.split(',').map(Value::from).collect(),
            Some(Placement::Query) => Value::from(text.as_str()),
            Some(Placement::Body) | None => {
                recorded.unknown.push(format!("?{key}"));
                continue;
            }
        };
        members.insert(key.clone(), value);
    }
    Ok(members)
}

fn missing(value: &Value, fields: &[Field], path: &str) -> Option<String> {
    let Value::Object(members) = value else { return None };
    fields.iter().find_map(|field| {
        let found = members.get(field.wire).filter(|value| !value.is_null());
        match (found, field.kind.object()) {
            (None, _) => field.required.then(|| format!("invalid args: {path}.{} is missing", field.wire)),
            (Some(Value::Array(items)), Some(inner)) => items
                .iter()
                .enumerate()
                .find_map(|(index, item)| missing(item, inner.fields, &format!("{path}.{}[{index}]", field.wire))),
            (Some(value), Some(inner)) => missing(value, inner.fields, &format!("{path}.{}", field.wire)),
            (Some(_), None) => None,
        }
    })
}

fn kept(rule: &Rule, value: &Value) -> bool {
    let has = |wire: &&str| value.get(*wire).is_some_and(|value| !value.is_null());
    match rule {
        Rule::OneOf(groups) => {
            let whole = groups.iter().filter(|group| group.iter().all(has)).count();
            let touched = groups.iter().filter(|group| group.iter().any(has)).count();
            whole == 1 && touched == 1
        }
        Rule::AtLeastOne(fields) => fields.iter().any(has),
        Rule::Requires { when, fields } => {
            let holds = match when {
                When::Given(field) => has(field),
                When::Number(field, wanted) => value.get(*field).is_some_and(|found| {
                    found.as_i64() == Some(*wanted) || found.as_str().and_then(|text| text.parse().ok()) == Some(*wanted)
                }),
                When::Text(field, wanted) => value.get(*field).and_then(Value::as_str) == Some(wanted),
                When::Flag(field, wanted) => value.get(*field).and_then(Value::as_bool) == Some(*wanted),
            };
            !holds || fields.iter().all(has)
        }
    }
}
