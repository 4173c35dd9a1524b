//! Access tokens: fetched once, renewed when they end, replayed once when they were refused, and never in a loop.
#![cfg(all(feature = "mock", feature = "order", feature = "base"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::{Value, json};
use std::error::Error as _;
use support::{Counted, Recorder, STABLE_TOKEN, Script};
use tokio::task::JoinSet;
use wechat_league::{
    AppId, Client, Error, ErrorCode, ErrorKind, OrderId, ReadError, Secret, SkuId,
    base::{ClearQuotaByAppSecret, GetAccessToken, GetStableAccessToken},
    catalog::Method,
    mock::MockServer,
    order::GetOrder,
    retry::Retry,
    token::FixedToken,
};

const ORDER: &str = "/channels/ec/league/headsupplier/order/get";
const FOUND: &str = r#"{"errcode":0,"commssion_order":{"order_id":"1"}}"#;

fn order() -> GetOrder {
    GetOrder::new(OrderId::new(1), SkuId::new(2))
}

/// Runs many calls at once; all of them succeed.
async fn at_once(client: &Client, calls: usize) {
    let mut running = JoinSet::new();
    for _ in 0..calls {
        running.spawn(client.order().get_order(order()).send());
    }
    let answers = running.join_all().await;
    assert_eq!(answers.len(), calls);
    for answer in answers {
        answer.unwrap();
    }
}

/// The cause of a failure to get a token.
fn cause(error: &Error) -> &Error {
    assert_eq!(error.kind(), ErrorKind::Token, "{error}");
    error.source().and_then(|source| source.downcast_ref::<Error>()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_at_once_fetch_one_token() {
    let server = MockServer::start().await.unwrap();
    let recorder = Recorder::over_http();
    at_once(&recorder.client(&server), 50).await;
    assert_eq!((recorder.calls(STABLE_TOKEN), recorder.calls(ORDER)), (1, 50));
    let sent = recorder.sent();
    let body: Value = serde_json::from_slice(sent[0].body.as_ref().unwrap()).unwrap();
    let expected = json!({"grant_type": "client_credential", "appid": MockServer::APP_ID, "secret": MockServer::SECRET});
    assert_eq!((body, sent[0].query.as_str()), (expected, ""));
    assert!(sent[1..].iter().all(|request| request.query == "access_token=mock-token-1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_that_meet_an_expired_token_fetch_one_new_token() {
    let server = MockServer::start().await.unwrap();
    let recorder = Recorder::over_http();
    let client = recorder.client(&server);
    at_once(&client, 1).await;
    server.expire_tokens();
    at_once(&client, 50).await;
    assert_eq!((recorder.calls(STABLE_TOKEN), server.token_calls()), (2, 2));
    // Some came late enough to go out with the new token at once.
    assert!((1 + 50 + 1..=1 + 50 + 50).contains(&recorder.calls(ORDER)), "{}", recorder.calls(ORDER));
}

#[tokio::test]
async fn an_expired_token_is_renewed_once_and_the_call_succeeds() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let before = client.order().get_order(order()).with_raw().await.unwrap();
    assert_eq!((before.attempts, before.status, server.token_calls()), (1, 200, 1));
    server.expire_tokens();
    let after = client.order().get_order(order()).with_raw().await.unwrap();
    assert_eq!((after.attempts, after.status, server.token_calls()), (2, 200, 2));
    assert_eq!(after.body, before.body);
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[2].body, requests[1].body);

    server.expire_tokens();
    let raw = client.raw(Method::Post, ORDER).json(&json!({"order_id": 1, "sku_id": 2})).await.unwrap();
    assert_eq!((raw.attempts, server.token_calls()), (2, 3));
    // From here on the new token is good.
    assert_eq!(client.order().get_order(order()).with_raw().await.unwrap().attempts, 1);
}

#[tokio::test]
async fn a_dead_token_that_is_handed_out_again_ends_in_an_error() {
    let server = MockServer::start().await.unwrap();
    server.on_path(Method::Post, STABLE_TOKEN).json(json!({"access_token": "mock-token-1", "expires_in": 7200}));
    server.on::<GetOrder>().error(40001, "invalid credential rid: 1-2-3");
    let recorder = Recorder::over_http();
    let error = recorder.client(&server).order().get_order(order()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::INVALID_CREDENTIAL)));
    assert_eq!((error.message(), error.rid()), (Some("invalid credential rid: 1-2-3"), Some("1-2-3")));
    assert_eq!(error.endpoint().map(|endpoint| endpoint.name), Some("get_order"));
    assert!(error.is_token() && !error.is_retryable());
    assert_eq!((recorder.calls(STABLE_TOKEN), recorder.calls(ORDER)), (2, 1));
}

#[tokio::test]
async fn new_tokens_that_are_refused_too_end_in_an_error_after_one_replay() {
    let server = MockServer::start().await.unwrap();
    let tokens = Counted::default();
    let client = Client::builder("", "").base_url(server.url()).token_source(tokens.clone()).build().unwrap();
    // The mock server knows none of these tokens.
    let error = client.order().get_order(order()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::INVALID_CREDENTIAL)));
    assert_eq!((tokens.counts().fetched, tokens.counts().refused), (2, vec![None, Some("fresh-1".to_owned())]));
    assert_eq!((server.requests().len(), server.token_calls()), (2, 0));
}

#[tokio::test]
async fn a_wrong_secret_is_a_failure_to_get_a_token_and_no_loop() {
    let server = MockServer::start().await.unwrap();
    let recorder = Recorder::over_http();
    let builder = Client::builder(MockServer::APP_ID, "wrong").base_url(server.url()).transport(recorder.clone());
    let error = builder.build().unwrap().order().get_order(order()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, Some(ErrorCode::INVALID_CREDENTIAL)));
    assert_eq!(error.endpoint().map(|endpoint| endpoint.name), Some("get_order"));
    assert!(error.is_token() && error.is_connect() && !error.is_retryable());
    assert_eq!((cause(&error).kind(), cause(&error).status()), (ErrorKind::Api, Some(200)));
    let text =
        "get_order（获取佣金单详情）: no access token could be had: errcode 40001 INVALID_CREDENTIAL: invalid credential, ";
    assert!(error.to_string().starts_with(text), "{error}");
    assert_eq!((recorder.sent().len(), recorder.calls(STABLE_TOKEN), server.requests().len()), (1, 1, 0));
}

#[tokio::test]
async fn an_answer_without_a_token_is_told() {
    for (body, found) in [
        (r#"{"errcode":0,"errmsg":"ok"}"#, "no access token"),
        (r#"{"access_token":"","expires_in":7200}"#, "no access token"),
        (r#"{"access_token":"T"}"#, "no expires_in"),
        (r#"{"access_token":"T","expires_in":"soon"}"#, "no expires_in"),
        ("<html>", "no JSON object"),
        ("", "no JSON object"),
    ] {
        let recorder = Recorder::around(Script::new([body]));
        let client = Client::builder("wx", "secret").transport(recorder.clone()).build().unwrap();
        let error = client.order().get_order(order()).await.unwrap_err();
        let read = cause(&error).read_error().unwrap();
        assert_eq!((read.path(), read.expected()), (Some("$.access_token"), "an access token with expires_in"), "{body}");
        assert_eq!((read.found(), recorder.sent().len()), (found, 1), "{body}");
    }
}

#[tokio::test]
async fn a_token_without_life_left_is_not_kept_and_one_with_a_quoted_lifetime_is() {
    for (token, calls) in [
        (r#"{"access_token":"T","expires_in":0}"#, 2),
        (r#"{"access_token":"T","expires_in":7200}"#, 1),
        (r#"{"errcode":"0","expires_in":"7200","access_token":"T"}"#, 1),
    ] {
        let again = if calls == 2 { token } else { FOUND };
        let recorder = Recorder::around(Script::new([token, FOUND, again, FOUND]));
        let client = Client::builder("wx", "secret").transport(recorder.clone()).build().unwrap();
        client.order().get_order(order()).await.unwrap();
        client.order().get_order(order()).await.unwrap();
        assert_eq!((recorder.calls(STABLE_TOKEN), recorder.calls(ORDER)), (calls, 2), "{token}");
    }
}

#[tokio::test]
async fn a_source_of_ones_own_is_used_and_nothing_else() {
    let server = MockServer::start().await.unwrap();
    at_once(&server.client().unwrap(), 1).await;
    let recorder = Recorder::over_http();
    let builder = Client::builder("", "").base_url(server.url()).transport(recorder.clone());
    let client = builder.token_source(FixedToken::new("mock-token-1")).build().unwrap();
    client.order().get_order(order()).await.unwrap();
    assert_eq!((recorder.sent().len(), recorder.sent()[0].query.as_str()), (1, "access_token=mock-token-1"));
    assert_eq!(server.token_calls(), 1);
}

#[tokio::test]
async fn a_token_is_escaped_in_the_query() {
    let recorder = Recorder::around(Script::new([FOUND]));
    let client = Client::builder("", "").transport(recorder.clone()).token_source(FixedToken::new("a+b/c=&d")).build().unwrap();
    client.order().get_order(order()).await.unwrap();
    assert_eq!(recorder.sent()[0].query, "access_token=a%2Bb%2Fc%3D%26d");
}

#[tokio::test]
async fn endpoints_without_a_token_neither_fetch_nor_send_one() {
    let server = MockServer::start().await.unwrap();
    let recorder = Recorder::over_http();
    let client = recorder.client(&server);
    let (id, secret) = (AppId::new(MockServer::APP_ID), Secret::new(MockServer::SECRET));
    client.base().clear_quota_by_app_secret(ClearQuotaByAppSecret::new(id.clone(), secret.clone())).await.unwrap();
    assert_eq!(server.token_calls(), 0);
    let got = client.base().get_access_token(GetAccessToken::new(id.clone(), secret.clone())).await.unwrap();
    assert_eq!(got.access_token.expose(), "mock-token-1");
    client.base().get_stable_access_token(GetStableAccessToken::new(id, secret)).await.unwrap();
    client.raw(Method::Post, "/no/such/path").without_token().await.unwrap_err();
    let sent = recorder.sent();
    assert_eq!(sent.len(), 4);
    assert!(sent.iter().all(|request| !request.query.contains("access_token")));
    assert!(sent[2].url.ends_with(STABLE_TOKEN));
}

#[tokio::test]
async fn only_the_codes_that_a_new_token_cures_are_replayed() {
    for (code, replayed) in [
        (40001, true),
        (40014, true),
        (42001, true),
        (41001, false),
        (45009, false),
        (45011, false),
        (-1, false),
        (10_024_006, false),
    ] {
        let body: &'static str = format!(r#"{{"errcode":{code},"errmsg":"m"}}"#).leak();
        let tokens = Counted::default();
        let recorder = Recorder::around(Script::new([body, FOUND]));
        let builder = Client::with_token_source(tokens.clone()).transport(recorder.clone()).retry(Retry::never());
        let answer = builder.build().unwrap().order().get_order(order()).with_raw().await;
        let sent: Vec<String> = recorder.sent().into_iter().map(|request| request.query).collect();
        if replayed {
            assert_eq!(answer.unwrap().attempts, 2, "{code}");
            assert_eq!(sent, ["access_token=fresh-1", "access_token=fresh-2"], "{code}");
        } else {
            assert_eq!(answer.unwrap_err().code(), Some(ErrorCode::new(code)));
            assert_eq!(sent, ["access_token=fresh-1"], "{code}");
            assert_eq!(tokens.counts().fetched, 1, "{code}");
        }
    }
}

#[tokio::test]
async fn what_fails_after_the_replay_is_told_as_it_is() {
    let expired = r#"{"errcode":42001,"errmsg":"access_token expired"}"#;
    for (second, kind) in [
        (r#"{"errcode":10024006,"errmsg":"not found"}"#, ErrorKind::Api),
        (r#"{"errcode":0}"#, ErrorKind::Read),
        (r#"{"errcode":40001,"errmsg":"invalid"}"#, ErrorKind::Api),
    ] {
        let recorder = Recorder::around(Script::new([expired, second, FOUND]));
        let builder = Client::builder("", "").transport(recorder.clone()).token_source(Counted::default());
        let error = builder.build().unwrap().order().get_order(order()).await.unwrap_err();
        assert_eq!((error.kind(), recorder.sent().len()), (kind, 2), "{second}");
        assert_ne!(error.code(), Some(ErrorCode::ACCESS_TOKEN_EXPIRED), "{second}");
        assert_eq!(error.read_error().and_then(ReadError::path), (kind == ErrorKind::Read).then_some("$.commssion_order"));
    }
}

#[tokio::test]
async fn a_source_of_ones_own_is_told_of_a_refused_token_exactly_once() {
    let expired = r#"{"errcode":42001,"errmsg":"access_token expired"}"#;
    let tokens = Counted::default();
    let transport = Script::new([expired, FOUND, FOUND]);
    let client = Client::builder("", "").transport(transport).token_source(tokens.clone()).build().unwrap();
    for attempts in [2, 1] {
        let answer = client.order().get_order(order()).with_raw().await.unwrap();
        assert_eq!((answer.attempts, tokens.counts().fetched), (attempts, 2));
        assert_eq!(tokens.counts().refused, [None, Some("fresh-1".to_owned())]);
    }
}

#[tokio::test]
async fn a_gateway_that_answers_for_the_token_endpoint_is_a_failure_to_get_a_token() {
    let server = MockServer::start().await.unwrap();
    server.on_path(Method::Post, STABLE_TOKEN).raw(502, "text/html", "<html>Bad Gateway</html>");
    let client = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url()).retry(Retry::never());
    let error = client.build().unwrap().order().get_order(order()).await.unwrap_err();
    assert_eq!((cause(&error).kind(), cause(&error).status()), (ErrorKind::Read, Some(502)));
    let text = "get_order（获取佣金单详情）: no access token could be had: the answer could not be read: \
                expected an answer of the API, found HTTP status 502 without errcode; the body begins: <html>Bad Gateway</html>";
    assert_eq!(error.to_string(), text);
    assert_eq!((server.requests().len(), server.token_calls()), (0, 1));
}
