//! What leaves the machine: every endpoint, with required arguments, with every setter, with every alternative.

#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[rustfmt::skip]
#[path = "generated/mod.rs"]
mod generated;
#[path = "sample/mod.rs"]
mod sample;

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use wechat_league::{
    catalog::{self, Auth, Endpoint},
    mock::{MockServer, Recorded},
    schema::Placement,
};

#[tokio::test]
async fn every_request_leaves_as_the_spec_says_and_its_answer_is_read() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let mut called = BTreeSet::new();
    for sample in generated::samples(&client) {
        let (endpoint, what, sent) = (sample.endpoint, sample.what, sample.sent);
        let name = format!("{}/{} ({what})", endpoint.group, endpoint.name);
        let before = server.requests().len();
        let outcome = sample.run().await.unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected: Value = serde_json::from_str(sent).unwrap();
        if is_token_call(endpoint) {
            assert_eq!(server.requests().len(), before, "{name}: token calls are not recorded");
        } else {
            let requests = server.requests();
            let first = &requests[before];
            assert_eq!((first.method.as_str(), first.path.as_str()), (endpoint.method.as_str(), endpoint.path), "{name}");
            assert_eq!(first.unknown, Vec::<String>::new(), "{name}");
            compare(first, endpoint, expected.as_object().unwrap(), &name);
        }
        if let Some(paging) = &endpoint.paging {
            assert!(outcome.distinct_pages(paging.items) >= 3, "{name}: {} pages", outcome.answers.len());
        } else {
            assert_eq!(outcome.answers.len(), 1, "{name}");
            assert!(!outcome.body.is_empty(), "{name}");
        }
        called.insert(endpoint.path);
    }
    let all: BTreeSet<&str> = catalog::ENDPOINTS.iter().map(|endpoint| endpoint.path).collect();
    assert_eq!(called, all, "every endpoint of the catalog is called");
}

fn is_token_call(endpoint: &Endpoint) -> bool {
    matches!(endpoint.path, "/cgi-bin/token" | "/cgi-bin/stable_token")
}

fn compare(request: &Recorded, endpoint: &Endpoint, expected: &Map<String, Value>, name: &str) {
    let mut body = Map::new();
    let mut query = Map::new();
    for (key, value) in expected {
        match endpoint.request().field(key).map(|field| field.place) {
            Some(Placement::Body) => {
                body.insert(key.clone(), value.clone());
            }
            Some(_) => {
                query.insert(key.clone(), value.clone());
            }
            None => panic!("{name}: the table lacks {key}"),
        }
    }
    let found: Map<String, Value> = request
        .query
        .iter()
        .map(|(key, text)| {
            let value = match endpoint.request().field(key).map(|field| field.place) {
                Some(Placement::QueryJson) => serde_json::from_str(text).unwrap(),
                Some(Placement::QueryComma) => text.split(',').map(Value::from).collect(),
                _ => Value::from(text.as_str()),
            };
            (key.clone(), value)
        })
        .collect();
    let plain: Map<String, Value> = query.iter().map(|(key, value)| (key.clone(), as_query(endpoint, key, value))).collect();
    assert_eq!(Value::Object(found), Value::Object(plain), "{name}: query");
    match endpoint.method {
        catalog::Method::Get => assert!(request.body.is_empty(), "{name}: a GET has no body"),
        catalog::Method::Post => assert_eq!(request.json(), Some(Value::Object(body)), "{name}: body"),
    }
    let has_type = request.headers.get("content-type").map(String::as_str) == Some("application/json");
    assert_eq!(has_type, endpoint.method == catalog::Method::Post, "{name}: content type");
    assert!(!request.headers.contains_key("referer"), "{name}");
    if endpoint.auth == Auth::None {
        assert!(!request.query.contains_key("access_token"), "{name}");
    }
}

/// A value as a URL carries it: plain parameters are texts, elements of comma lists too.
fn as_query(endpoint: &Endpoint, key: &str, value: &Value) -> Value {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match (endpoint.request().field(key).map(|field| field.place), value) {
        (Some(Placement::QueryComma), Value::Array(items)) => items.iter().map(|item| Value::from(text(item))).collect(),
        (Some(Placement::QueryJson), value) => value.clone(),
        (_, value) => Value::from(text(value)),
    }
}
