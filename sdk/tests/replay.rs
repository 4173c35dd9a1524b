//! The replay tool: every example of the spec survives it, and recorded traffic gives exactly the expected report.
#![cfg(all(feature = "mock", feature = "base", feature = "order", feature = "talent", feature = "union"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
#[path = "../examples/replay/main.rs"]
mod tool;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::ffi::OsString;
use tool::{
    Ran,
    check::{Outcome, check_request, check_response},
    har, run,
};
use wechat_league::{
    Endpoint,
    catalog::{self, Method},
    schema::Placement,
};

fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/replay/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn replay(args: &[&str]) -> Ran {
    run(args.iter().map(OsString::from))
}

const ORDER: &str = "/channels/ec/league/headsupplier/order/get";
const ITEMS: &str = "/channels/ec/league/headsupplier/cooperativeitem/list/get";
const UNION: &str = "/union/promoter/product/list";

fn endpoint(path: &str) -> &'static Endpoint {
    catalog::ENDPOINTS.iter().find(|endpoint| endpoint.path == path).unwrap()
}

/// A request example as it would be recorded: query and body.
fn sent(endpoint: &Endpoint, request: &str) -> (String, Vec<u8>) {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let members: Map<String, Value> = serde_json::from_str(request).unwrap();
    let mut query = vec!["access_token=TOKEN".to_owned()];
    let mut body = Map::new();
    for (key, value) in members {
        let text = match endpoint.request().field(&key).map(|field| field.place) {
            Some(Placement::Query) => plain(&value),
            Some(Placement::QueryJson) => value.to_string(),
            Some(Placement::QueryComma) => value.as_array().unwrap().iter().map(plain).collect::<Vec<_>>().join(","),
            Some(Placement::Body) | None => {
                body.insert(key, value);
                continue;
            }
        };
        query.push(format!("{key}={}", utf8_percent_encode(&text, NON_ALPHANUMERIC)));
    }
    let body = match endpoint.method {
        Method::Get => Vec::new(),
        Method::Post => Value::Object(body).to_string().into_bytes(),
    };
    (query.join("&"), body)
}

#[test]
fn every_example_is_read_whole() {
    let mut failures = Vec::new();
    for endpoint in catalog::ENDPOINTS {
        for (index, example) in endpoint.examples.iter().enumerate() {
            let (query, body) = sent(endpoint, example.request);
            let request = check_request(endpoint, &query, &body);
            let response = check_response(endpoint, example.response.as_bytes());
            // A GET without parameters has nothing to read.
            let nothing = query == "access_token=TOKEN" && body.is_empty();
            for (side, report, wanted) in [
                ("request", request, if nothing { Outcome::Empty } else { Outcome::Read }),
                ("response", response, Outcome::Read),
            ] {
                if report.outcome != wanted || !report.unknown.is_empty() || !report.lost.is_empty() {
                    failures.push(format!("{} {side} {index}: {report:?}", endpoint.name));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn call(file: &str, entry: usize, path: &str, status: i64, request: Value, response: Value) -> Value {
    let endpoint = endpoint(path);
    json!({
        "file": file, "entry": entry, "method": endpoint.method.as_str(), "path": path, "status": status,
        "endpoint": endpoint.name, "title": endpoint.title, "request": request, "response": response,
    })
}

fn unknown(file: &str, entry: usize, method: &str, path: &str, status: i64) -> Value {
    json!({"file": file, "entry": entry, "method": method, "path": path, "status": status, "endpoint": null})
}

/// A body that was read whole, with these surprises.
fn read(surprises: Value) -> Value {
    json!({"outcome": "read", "unknown": [], "lost": [], "surprises": surprises})
}

#[test]
fn what_mitmproxy_recorded_is_read_whole() {
    let file = fixture("mitmproxy.har");
    let ran = replay(&[&file, "--format", "json"]);
    assert_eq!((ran.err.as_str(), ran.code), ("", 0));
    let surprises = json!([
        {"path": "$.productList[0].leagueExInfo.commissionRatio", "found": "a fraction"},
        {"path": "$.productList[0].productId", "found": "a number"},
        {"path": "$.total", "found": "a text"},
    ]);
    let refused = json!({"outcome": "error answer", "code": 10020054, "unknown": [], "lost": [], "surprises": []});
    let expected = json!({
        "calls": [
            call(&file, 0, UNION, 200, read(json!([])), read(surprises)),
            call(&file, 1, ORDER, 200, read(json!([])), refused),
            call(&file, 2, "/cgi-bin/stable_token", 200, read(json!([])), read(json!([]))),
            unknown(&file, 3, "POST", "/channels/ec/league/headsupplier/brand/new/get", 200),
        ],
        "summary": {"calls": 3, "lost_or_unreadable": 0, "error_answers": 1, "unknown_endpoints": 1, "not_ours": 0},
    });
    assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap(), expected);
}

#[test]
fn what_a_browser_recorded_shows_every_kind_of_trouble() {
    let file = fixture("browser.har");
    let ran = replay(&["--format=json", &file]);
    assert_eq!((ran.err.as_str(), ran.code), ("", 1));
    let wrong_type = json!({
        "outcome": "unreadable", "path": "$.order_id", "expected": "an id of 64 bits", "found": "\"?access_token=***\"",
        "unknown": ["?channel", "?access_token=***"], "lost": ["?channel"],
        "surprises": [{"path": "$.sku_id", "found": "a text"}],
    });
    let unknown_key = json!({
        "outcome": "read", "unknown": ["$.commssion_order.brand_new"], "lost": ["$.commssion_order.brand_new.a"],
        "surprises": [{"path": "$.commssion_order.status", "found": "7, which has no name"}],
    });
    let other_form = json!([{"path": "$.list", "found": "an object"}, {"path": "$.list.id", "found": "a text"}]);
    let wrong_answer = json!({
        "outcome": "unreadable", "path": "$.commssion_order.create_time", "expected": "a whole number", "found": "a list",
        "unknown": [], "lost": [], "surprises": [],
    });
    let empty = json!({"outcome": "empty", "unknown": [], "lost": [], "surprises": []});
    let expected = json!({
        "calls": [
            call(&file, 1, ORDER, 200, wrong_type, unknown_key),
            call(&file, 2, ITEMS, 200, read(json!([])), read(other_form)),
            unknown(&file, 3, "OPTIONS", ORDER, 204),
            call(&file, 5, ORDER, 200, read(json!([])), wrong_answer),
            call(&file, 6, ORDER, 0, read(json!([])), empty),
        ],
        "summary": {"calls": 4, "lost_or_unreadable": 2, "error_answers": 0, "unknown_endpoints": 1, "not_ours": 2},
    });
    assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap(), expected);
}

#[test]
fn tokens_and_secrets_are_shown_nowhere() {
    let (mitmproxy, browser) = (fixture("mitmproxy.har"), fixture("browser.har"));
    for format in ["human", "json"] {
        let ran = replay(&["--format", format, &mitmproxy, &browser, &fixture("malformed.har")]);
        for text in [ran.out, ran.err] {
            assert!(!text.is_empty() && !text.contains("FIXTURE"), "{text}");
        }
    }
}

#[test]
fn the_report_for_people_tells_the_same() {
    let file = fixture("browser.har");
    let ran = replay(&[&file]);
    for line in [
        "[1] POST /channels/ec/league/headsupplier/order/get get_order 获取佣金单详情: request not read; HTTP 200, answer read\n",
        "    request: not read at $.order_id: expected an id of 64 bits, found \"?access_token=***\"\n",
        "    request: lost ?channel\n",
        "    answer: unknown key $.commssion_order.brand_new\n",
        "    answer: surprise at $.list.id: a text\n",
        "4 calls, 2 of them with something lost or unreadable, 0 answered with an error\n",
    ] {
        assert!(ran.out.contains(line), "{line} is not in\n{}", ran.out);
    }
}

#[test]
fn files_and_arguments_that_are_wrong_are_told_clearly() {
    let refused = |text: &str| har::read("x.har", text.as_bytes()).err().unwrap();
    assert!(refused("{").starts_with("x.har: no HAR, for it is no JSON: "));
    assert_eq!(refused("{}"), "x.har: no HAR: log.entries is no list");
    assert_eq!(refused(r#"{"log":{"entries":[1]}}"#), "x.har: log.entries[0].request.method is missing");
    let entry =
        |rest: &str| format!(r#"{{"log":{{"entries":[{{"request":{{"method":"GET","url":"https://h/cgi-bin/x"}}{rest}}}]}}}}"#);
    assert_eq!(refused(&entry("")), "x.har: log.entries[0].response.status is missing");
    let broken = refused(&entry(r#","response":{"status":200,"content":{"text":"%%","encoding":"base64"}}"#));
    assert_eq!(broken, "x.har: log.entries[0].response.content.text is no base64, although its encoding says so");

    let file = fixture("malformed.har");
    let ran = replay(&[&file]);
    assert_eq!((ran.err, ran.code), (format!("error: {file}: log.entries[1].request.url is missing\n"), 2));
    let missing = replay(&["no-such-file.har"]);
    assert!(missing.err.starts_with("error: no-such-file.har: ") && missing.code == 2);
    for args in [vec![], vec!["--format", "xml", "x.har"], vec!["--fast", "x.har"]] {
        let ran = replay(&args);
        assert!(ran.out.is_empty() && ran.err.contains("usage: ") && ran.code == 2);
    }
}

#[test]
fn names_places_and_forms_that_differ_are_no_loss() {
    let union = endpoint(UNION);
    let report = check_response(union, br#"{"errcode":"0","productList":[null,{"productId":1},{"productId":"2"}],"total":2.0}"#);
    assert_eq!((report.outcome, report.lost), (Outcome::Read, vec![]));
    let list = endpoint(ITEMS);
    let report = check_response(list, br#"{"list":[{"cooperative_item_id":1,"id":2}]}"#);
    assert_eq!(report.lost, ["$.list[0].cooperative_item_id"]);
}

#[test]
fn bodies_that_the_client_refuses_are_not_read() {
    let at = |body: &[u8]| match check_response(endpoint(ORDER), body).outcome {
        Outcome::Unreadable { path, .. } => path.unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    assert_eq!(at(br#"{"errcode":0}"#), "$.commssion_order");
    assert_eq!(at(br#"{"other":1}"#), "$");
    assert_eq!(at(br#"{"errcode":"x"}"#), "$.errcode");
    assert_eq!(at(b"[]"), "$");
    assert_eq!(at(b"<html>"), "");
    assert_eq!(check_response(endpoint(ORDER), b" \n").outcome, Outcome::Empty);
    let union = check_request(endpoint(UNION), "shopAppIds=wx1", b"");
    assert!(matches!(union.outcome, Outcome::Unreadable { path: Some(path), .. } if path == "$.shopAppIds"));
}
