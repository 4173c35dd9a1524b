//! Spans and events of the feature `tracing`: one span for a call, one below it for each attempt, and nothing secret in them.
#![cfg(all(feature = "tracing", feature = "mock", feature = "base", feature = "order", feature = "product"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "trace/collector.rs"]
mod collector;
#[path = "hosts/net.rs"]
mod net;
mod support;

use collector::{Collector, Noted};
use net::{Does, Net, ORDER, PAGE, SUBSCRIBE};
use serde_json::json;
use std::time::Duration;
use support::STABLE_TOKEN;
use tracing::{Instrument, info_span, subscriber::set_default};
use wechat_league::{
    AppId, Client, ClientBuilder, Error, ErrorKind, OrderId, ProductId, Secret, SkuId,
    base::GetAccessToken,
    catalog::Method,
    mock::{Fault, MockServer},
    order::{GetOrder, GetOrderResponse},
    product::SubscribeProduct,
    retry::{Decision, Failure, Retry},
    token::FixedToken,
};

const CALL: &str = "wechat_league::call";
const ATTEMPT: &str = "wechat_league::attempt";
const A: &str = "http://a";

/// A client that fetches its tokens.
fn fetching(net: &Net) -> Client {
    Client::builder("wx", "secret").base_url(A).transport(net.clone()).build().unwrap()
}

/// A client that has a token.
fn fixed(net: &Net) -> ClientBuilder {
    Client::with_token_source(FixedToken::new("T")).base_url(A).transport(net.clone())
}

fn order() -> GetOrder {
    GetOrder::new(OrderId::new(1), SkuId::new(2))
}

async fn read(client: &Client) -> Result<GetOrderResponse, Error> {
    client.order().get_order(order()).await
}

async fn write(client: &Client) -> Result<(), Error> {
    client.product().subscribe_product(SubscribeProduct::new(ProductId::new(1))).await.map(|_| ())
}

/// The only span of a name.
fn only(collector: &Collector, name: &str) -> Noted {
    let [span]: [Noted; 1] = collector.spans(name).try_into().unwrap();
    span
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_and_each_attempt_is_one_below_it() {
    fn once_more(failure: &Failure<'_>) -> Decision {
        if failure.failures < 2 { Decision::After(Duration::from_millis(100)) } else { Decision::GiveUp }
    }
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let net = Net::default();
    net.once(ORDER, Does::Answers(502, PAGE));
    net.once(ORDER, Does::Refuses);
    let client = fixed(&net).hosts([A, "http://b"]).retry(once_more).build().unwrap();
    read(&client).await.unwrap();
    let call = only(&collector, CALL);
    assert_eq!((call.target, call.level.as_str(), call.parent), ("wechat_league", "INFO", None));
    assert_eq!(call.fields(), [("attempts", "3"), ("elapsed_ms", "140"), ("endpoint", "get_order"), ("path", ORDER)]);
    let attempts = collector.spans(ATTEMPT);
    let expected = [
        vec![("attempt", "1"), ("elapsed_ms", "20"), ("error", "Read"), ("host", "http://a"), ("status", "502")],
        vec![("attempt", "2"), ("elapsed_ms", "0"), ("error", "Network"), ("host", "http://a")],
        vec![("attempt", "3"), ("elapsed_ms", "20"), ("host", "http://b"), ("status", "200")],
    ];
    assert_eq!(attempts.len(), expected.len());
    for (attempt, expected) in attempts.iter().zip(expected) {
        assert_eq!((attempt.target, attempt.level.as_str(), attempt.parent), ("wechat_league", "INFO", Some(call.id)));
        assert_eq!(attempt.fields(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_recorded_with_code_and_rid_in_both_spans() {
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let net = Net::default();
    net.always(ORDER, Does::Answers(200, r#"{"errcode":10024006,"errmsg":"order not found rid: 1-2-3"}"#));
    read(&fixed(&net).build().unwrap()).await.unwrap_err();
    let (call, attempt) = (only(&collector, CALL), only(&collector, ATTEMPT));
    let expected = [
        ("attempts", "1"),
        ("elapsed_ms", "20"),
        ("endpoint", "get_order"),
        ("errcode", "10024006"),
        ("error", "Api"),
        ("outcome", "NotApplied"),
        ("path", ORDER),
        ("rid", "1-2-3"),
    ];
    assert_eq!(call.fields(), expected);
    let expected = [
        ("attempt", "1"),
        ("elapsed_ms", "20"),
        ("errcode", "10024006"),
        ("error", "Api"),
        ("host", "http://a"),
        ("rid", "1-2-3"),
        ("status", "200"),
    ];
    assert_eq!(attempt.fields(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_write_in_doubt_says_so() {
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let net = Net::default();
    net.always(SUBSCRIBE, Does::Loses);
    write(&fixed(&net).build().unwrap()).await.unwrap_err();
    let expected = [
        ("attempts", "1"),
        ("elapsed_ms", "20"),
        ("endpoint", "subscribe_product"),
        ("error", "Network"),
        ("outcome", "Unknown"),
        ("path", SUBSCRIBE),
    ];
    assert_eq!(only(&collector, CALL).fields(), expected);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_read_fails_the_call_and_not_the_attempt() {
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let net = Net::default();
    net.always(ORDER, Does::Answers(200, r#"{"errcode":0}"#));
    read(&fixed(&net).build().unwrap()).await.unwrap_err();
    let (call, attempt) = (only(&collector, CALL), only(&collector, ATTEMPT));
    assert!(call.fields().contains(&("error", "Read")));
    assert_eq!(attempt.fields(), [("attempt", "1"), ("elapsed_ms", "20"), ("host", "http://a"), ("status", "200")]);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_the_deadline_cuts_off_is_recorded_too() {
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let net = Net::default();
    net.always(ORDER, Does::Hangs);
    read(&fixed(&net).timeout(Duration::from_secs(1)).build().unwrap()).await.unwrap_err();
    let expected = [("attempt", "1"), ("elapsed_ms", "1000"), ("error", "Timeout"), ("host", "http://a")];
    assert_eq!(only(&collector, ATTEMPT).fields(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_call_is_below_the_span_that_awaits_it_and_the_token_that_others_share_is_not() {
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let net = Net::default();
    let client = fetching(&net);
    read(&client).instrument(info_span!("of_the_caller")).await.unwrap();
    let caller = only(&collector, "of_the_caller");
    let [call, token]: [Noted; 2] = collector.spans(CALL).try_into().unwrap();
    assert_eq!((call.parent, token.parent), (Some(caller.id), None));
    let expected = [("attempts", "1"), ("elapsed_ms", "20"), ("endpoint", "token"), ("path", STABLE_TOKEN)];
    assert_eq!(token.fields(), expected);
    let parents: Vec<Option<u64>> = collector.spans(ATTEMPT).iter().map(|attempt| attempt.parent).collect();
    assert_eq!(parents, [Some(token.id), Some(call.id)]);

    let [fetched]: [Noted; 1] = collector.events().try_into().unwrap();
    assert_eq!((fetched.level.as_str(), fetched.parent), ("INFO", None));
    assert_eq!(fetched.fields(), [("elapsed_ms", "20"), ("message", "access token fetched")]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_had_is_an_event_and_fails_the_call_without_an_attempt() {
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let net = Net::default();
    net.always(STABLE_TOKEN, Does::Answers(200, r#"{"errcode":40125,"errmsg":"invalid appsecret rid: 1-2-3"}"#));
    read(&fetching(&net)).await.unwrap_err();
    let [failed]: [Noted; 1] = collector.events().try_into().unwrap();
    assert_eq!(failed.level, "WARN");
    let message = "access token could not be fetched";
    let expected = [("elapsed_ms", "20"), ("errcode", "40125"), ("error", "Api"), ("message", message), ("rid", "1-2-3")];
    assert_eq!(failed.fields(), expected);
    let [call, token]: [Noted; 2] = collector.spans(CALL).try_into().unwrap();
    let expected = [
        ("attempts", "0"),
        ("elapsed_ms", "20"),
        ("endpoint", "get_order"),
        ("errcode", "40125"),
        ("error", "Token"),
        ("outcome", "NotApplied"),
        ("path", ORDER),
        ("rid", "1-2-3"),
    ];
    assert_eq!(call.fields(), expected);
    assert_eq!(only(&collector, ATTEMPT).parent, Some(token.id));
}

/// Stands in bodies, in queries and in messages.
const MARKER: &str = "not-for-any-log";

/// Everything that a client of the mock server can go through.
async fn live(server: &MockServer) {
    let client = server.client().unwrap();
    client.order().get_order(order()).extra("note", MARKER).await.unwrap();
    server.on::<GetOrder>().nth(1).json(json!({"errcode": 0, "commssion_order": {"order_id": "1"}, "note": MARKER}));
    read(&client).await.unwrap();
    client.raw(Method::Get, "/cgi-bin/get_api_domain_ip").query("note", MARKER).await.unwrap();
    let (id, secret) = (AppId::new(MockServer::APP_ID), Secret::new(MockServer::SECRET));
    client.base().get_access_token(GetAccessToken::new(id, secret)).await.unwrap();
    server.expire_tokens();
    read(&client).await.unwrap();

    server.on::<GetOrder>().nth(1).error(10_024_006, "not-for-any-log rid: 1-2-3");
    assert_eq!(read(&client).await.unwrap_err().kind(), ErrorKind::Api);
    server.on::<GetOrder>().nth(1).raw(200, "text/html", "<html>not-for-any-log</html>");
    assert_eq!(read(&client).await.unwrap_err().kind(), ErrorKind::Read);
    server.on::<GetOrder>().nth(1).json(json!({"errcode": 0, "access_token": MARKER}));
    assert_eq!(read(&client).await.unwrap_err().kind(), ErrorKind::Read);
    server.on::<SubscribeProduct>().nth(1).fault(Fault::CloseAfterRead);
    assert_eq!(write(&client).await.unwrap_err().kind(), ErrorKind::Network);

    let builder = Client::builder(MockServer::APP_ID, MARKER).base_url(server.url()).retry(Retry::never());
    assert_eq!(read(&builder.build().unwrap()).await.unwrap_err().kind(), ErrorKind::Token);
}

#[tokio::test]
async fn no_span_and_no_event_holds_a_token_a_secret_or_a_body() {
    let collector = Collector::default();
    let _guard = set_default(collector.clone());
    let server = MockServer::start().await.unwrap();
    live(&server).await;
    // 10 calls and 3 fetches of a token; a replay and nothing else takes a second attempt, and the last call gets no token.
    assert_eq!((collector.spans(CALL).len(), collector.spans(ATTEMPT).len(), collector.events().len()), (13, 13, 3));
    let shown = collector.shown();
    assert!(shown.contains("10024006") && shown.contains("1-2-3"));
    for secret in [MARKER, MockServer::SECRET, "mock-token-", "access_token=", "order_id"] {
        assert!(!shown.contains(secret), "{secret} is shown:\n{shown}");
    }
}
