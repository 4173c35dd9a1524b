//! Hooks and filters: what an observer is told and when; `filters` is about what a filter sees, changes and stops.
#![cfg(all(feature = "mock", feature = "order", feature = "product"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "observe/filters.rs"]
mod filters;
#[path = "hosts/net.rs"]
mod net;
mod support;

use net::{Does, Net, ORDER, PAGE};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use support::STABLE_TOKEN;
use wechat_league::{
    Client, ClientBuilder, Endpoint, Error, OrderId, ProductId, SkuId,
    catalog::Method,
    observe::Event,
    order::{GetOrder, GetOrderResponse},
    product::SubscribeProduct,
    retry::{Decision, Failure},
    token::FixedToken,
};

const A: &str = "http://a";
const B: &str = "http://b";
const SECRET: &str = "app-secret-of-the-test";
const TOKEN: &str = "fixed-token-of-the-test";
const MISSING: &str = r#"{"errcode":10024006,"errmsg":"order not found rid: 1-2-3"}"#;

/// What observers were told: a line for each event, and what `Debug` shows of it.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<(String, String)>>>);

impl Told {
    fn watch(&self, builder: ClientBuilder) -> ClientBuilder {
        let told = Arc::clone(&self.0);
        builder.observe(move |event| told.lock().unwrap().push((line(event), format!("{event:?}"))))
    }

    /// The lines since this was asked last. Nothing that was shown holds a secret.
    fn lines(&self) -> Vec<String> {
        let told = std::mem::take(&mut *self.0.lock().unwrap());
        for (_, shown) in &told {
            assert!(![SECRET, TOKEN, "net-token"].iter().any(|secret| shown.contains(secret)), "{shown}");
        }
        told.into_iter().map(|(line, _)| line).collect()
    }
}

fn line(event: &Event<'_>) -> String {
    match event {
        Event::Attempt(told) => {
            let what = what(told.endpoint, told.method, told.path);
            let status = told.status.map_or("no answer".to_owned(), |status| status.to_string());
            let (how, elapsed) = (how(told.error), told.elapsed.as_millis());
            format!("attempt {} of {what} at {}: {status}, {how}, {elapsed} ms", told.attempt, told.host)
        }
        Event::Call(told) => {
            let what = what(told.endpoint, told.method, told.path);
            format!("call of {what}: {} attempts, {}, {} ms", told.attempts, how(told.error), told.elapsed.as_millis())
        }
        Event::Token(told) => format!("token: {}, {} ms", how(told.error), told.elapsed.as_millis()),
        other => format!("{other:?}"),
    }
}

/// The name of the endpoint where one is told and method and path are its own, else method and path.
fn what(endpoint: Option<&'static Endpoint>, method: Method, path: &str) -> String {
    match endpoint {
        Some(endpoint) if (endpoint.method, endpoint.path) == (method, path) => endpoint.name.to_owned(),
        _ => format!("{} {path}", method.as_str()),
    }
}

fn how(error: Option<&Error>) -> String {
    match error.map(|error| (error.kind(), error.code(), error.rid().unwrap_or_default())) {
        None => "ok".to_owned(),
        Some((kind, Some(code), rid)) => format!("{kind:?} {} {rid}", code.get()),
        Some((kind, None, _)) => format!("{kind:?}"),
    }
}

/// A client that fetches its tokens.
fn fetching(net: &Net) -> ClientBuilder {
    Client::builder("wx", SECRET).base_url(A).transport(net.clone())
}

/// A client that has a token.
fn fixed(net: &Net) -> ClientBuilder {
    Client::with_token_source(FixedToken::new(TOKEN)).base_url(A).transport(net.clone())
}

async fn read(client: &Client) -> Result<GetOrderResponse, Error> {
    client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).await
}

async fn write(client: &Client) -> Result<(), Error> {
    client.product().subscribe_product(SubscribeProduct::new(ProductId::new(1))).await.map(|_| ())
}

#[tokio::test(start_paused = true)]
async fn a_call_is_told_after_its_attempt_and_its_token() {
    let (net, told) = (Net::default(), Told::default());
    let client = told.watch(fetching(&net)).build().unwrap();
    read(&client).await.unwrap();
    let expected = [
        "attempt 1 of POST /cgi-bin/stable_token at http://a: 200, ok, 20 ms",
        "call of POST /cgi-bin/stable_token: 1 attempts, ok, 20 ms",
        "token: ok, 20 ms",
        "attempt 1 of get_order at http://a: 200, ok, 20 ms",
        "call of get_order: 1 attempts, ok, 40 ms",
    ];
    assert_eq!(told.lines(), expected);
    client.raw(Method::Get, "/new/path").query("key", SECRET).await.unwrap();
    let expected = ["attempt 1 of GET /new/path at http://a: 200, ok, 20 ms", "call of GET /new/path: 1 attempts, ok, 20 ms"];
    assert_eq!(told.lines(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_and_the_replay_are_told() {
    let (net, told) = (Net::default(), Told::default());
    let client = told.watch(fetching(&net)).build().unwrap();
    read(&client).await.unwrap();
    told.lines();
    net.once(ORDER, Does::Answers(200, r#"{"errcode":42001,"errmsg":"access_token expired rid: 1-2-3"}"#));
    read(&client).await.unwrap();
    let expected = [
        "attempt 1 of get_order at http://a: 200, Api 42001 1-2-3, 20 ms",
        "attempt 1 of POST /cgi-bin/stable_token at http://a: 200, ok, 20 ms",
        "call of POST /cgi-bin/stable_token: 1 attempts, ok, 20 ms",
        "token: ok, 20 ms",
        "attempt 2 of get_order at http://a: 200, ok, 20 ms",
        "call of get_order: 2 attempts, ok, 60 ms",
    ];
    assert_eq!(told.lines(), expected);
}

#[tokio::test(start_paused = true)]
async fn every_attempt_at_every_host_is_told_and_pauses_belong_to_the_call() {
    fn twice_more(failure: &Failure<'_>) -> Decision {
        if failure.failures < 3 { Decision::After(Duration::from_millis(100)) } else { Decision::GiveUp }
    }
    let (net, told) = (Net::default(), Told::default());
    net.once(A, Does::Answers(502, PAGE));
    net.once(A, Does::Loses);
    net.always(A, Does::Refuses);
    let client = told.watch(fixed(&net).hosts([A, B]).retry(twice_more)).build().unwrap();
    read(&client).await.unwrap();
    let expected = [
        "token: ok, 0 ms",
        "attempt 1 of get_order at http://a: 502, Read, 20 ms",
        "attempt 2 of get_order at http://a: no answer, Network, 20 ms",
        "attempt 3 of get_order at http://a: no answer, Network, 0 ms",
        "attempt 4 of get_order at http://b: 200, ok, 20 ms",
        "call of get_order: 4 attempts, ok, 260 ms",
    ];
    assert_eq!(told.lines(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_with_what_the_platform_said() {
    let (net, told) = (Net::default(), Told::default());
    let client = told.watch(fixed(&net)).build().unwrap();
    read(&client).await.unwrap();
    told.lines();
    net.once(ORDER, Does::Answers(200, MISSING));
    read(&client).await.unwrap_err();
    let expected = [
        "attempt 1 of get_order at http://a: 200, Api 10024006 1-2-3, 20 ms",
        "call of get_order: 1 attempts, Api 10024006 1-2-3, 20 ms",
    ];
    assert_eq!(told.lines(), expected);
    // The platform is content; the decoder is not.
    net.once(ORDER, Does::Answers(200, r#"{"errcode":0}"#));
    read(&client).await.unwrap_err();
    let expected = ["attempt 1 of get_order at http://a: 200, ok, 20 ms", "call of get_order: 1 attempts, Read, 20 ms"];
    assert_eq!(told.lines(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_had_is_told_and_the_call_without_attempts() {
    let (net, told) = (Net::default(), Told::default());
    net.always(STABLE_TOKEN, Does::Answers(200, r#"{"errcode":40125,"errmsg":"invalid appsecret rid: 1-2-3"}"#));
    read(&told.watch(fetching(&net)).build().unwrap()).await.unwrap_err();
    let expected = [
        "attempt 1 of POST /cgi-bin/stable_token at http://a: 200, Api 40125 1-2-3, 20 ms",
        "call of POST /cgi-bin/stable_token: 1 attempts, Api 40125 1-2-3, 20 ms",
        "token: Api 40125 1-2-3, 20 ms",
        "call of get_order: 0 attempts, Token 40125 1-2-3, 20 ms",
    ];
    assert_eq!(told.lines(), expected);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_the_deadline_cuts_off_is_told_too() {
    let (net, told) = (Net::default(), Told::default());
    net.always(ORDER, Does::Hangs);
    let client = told.watch(fixed(&net).timeout(Duration::from_secs(1))).build().unwrap();
    assert!(read(&client).await.unwrap_err().is_timeout());
    let expected = [
        "token: ok, 0 ms",
        "attempt 1 of get_order at http://a: no answer, Timeout, 1000 ms",
        "call of get_order: 1 attempts, Timeout, 1000 ms",
    ];
    assert_eq!(told.lines(), expected);
}

#[tokio::test(start_paused = true)]
async fn every_observer_is_told_everything() {
    let (net, one, other) = (Net::default(), Told::default(), Told::default());
    let client = other.watch(one.watch(fetching(&net))).build().unwrap();
    read(&client).await.unwrap();
    let lines = one.lines();
    assert_eq!((lines.len(), &lines), (5, &other.lines()));
}
