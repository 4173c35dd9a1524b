//! What is sent again, when, and how often: reads and writes, pauses, deadlines, raw calls, lists, tokens and rate limits.
#![cfg(all(feature = "mock", feature = "order", feature = "product"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "retry/limits.rs"]
mod limits;
#[path = "retry/pauses.rs"]
mod pauses;
#[path = "retry/policies.rs"]
mod policies;
mod support;

use std::time::Duration;
use support::{Answer, Counted, Recorder, STABLE_TOKEN, http, idle, in_turn, lost, refused, seconds, token, unconnected};
use tokio::sync::mpsc::unbounded_channel;
use wechat_league::{
    Client, ClientBuilder, Error, ErrorCode, ErrorKind, OrderId, ProductId, SkuId,
    catalog::{Effect, Method},
    mock::{Fault, MockServer},
    order::GetOrder,
    product::SubscribeProduct,
    token::{FixedToken, PlainToken},
};

const URL: &str = "http://localhost";
const ORDER: &str = "/channels/ec/league/headsupplier/order/get";
const BOTH: [Effect; 2] = [Effect::Read, Effect::Write];

/// A name, and the answer it stands for.
type Case = (&'static str, fn() -> Answer);

/// Failures that a read gets over.
const PASSING: [Case; 8] = [
    ("-1", || refused(-1)),
    ("-202", || refused(-202)),
    ("61450", || refused(61450)),
    ("300000", || refused(300_000)),
    ("a lost connection", lost),
    ("status 500", || http(500, "<html>")),
    ("status 502", || http(502, "")),
    ("status 503 and -1", || http(503, r#"{"errcode":-1}"#)),
];

/// Failures that nothing is sent again for.
const FINAL: [Case; 10] = [
    ("45009", || refused(45009)),
    ("40097", || refused(40097)),
    ("48001", || refused(48001)),
    ("10024000", || refused(10_024_000)),
    ("a code that no table knows", || refused(987_654_321)),
    ("no JSON", || http(200, "<html>")),
    ("half an answer", || http(200, r#"{"errcode":0,"#)),
    ("status 404", || http(404, "")),
    ("no answer in time", || Err(Error::timeout(Duration::from_secs(1)))),
    ("a transport set up wrongly", || Err(Error::config("no certificates"))),
];

/// What a read and a write take for success.
fn fine() -> Answer {
    http(200, r#"{"errcode":0,"commssion_order":{"order_id":"1"}}"#)
}

fn builder(recorder: &Recorder) -> ClientBuilder {
    Client::with_token_source(FixedToken::new("T")).base_url(URL).transport(recorder.clone())
}

fn client(recorder: &Recorder) -> Client {
    builder(recorder).build().unwrap()
}

fn order() -> GetOrder {
    GetOrder::new(OrderId::new(1), SkuId::new(2))
}

/// A read or a write; how many attempts it took.
async fn call(client: &Client, effect: Effect, timeout: Duration) -> Result<u32, Error> {
    match effect {
        Effect::Read => Ok(client.order().get_order(order()).timeout(timeout).with_raw().await?.attempts),
        Effect::Write => {
            let request = SubscribeProduct::new(ProductId::new(1));
            Ok(client.product().subscribe_product(request).timeout(timeout).with_raw().await?.attempts)
        }
    }
}

async fn send(client: &Client, effect: Effect) -> Result<u32, Error> {
    call(client, effect, Duration::from_secs(30)).await
}

#[tokio::test(start_paused = true)]
async fn a_read_is_sent_again_until_it_succeeds_and_a_write_is_not() {
    for (name, failure) in PASSING {
        let recorder = in_turn([failure(), failure(), fine()]);
        assert_eq!(send(&client(&recorder), Effect::Read).await.unwrap(), 3, "{name}");
        let sent = recorder.sent();
        assert_eq!(sent.len(), 3, "{name}");
        assert!(sent.iter().all(|again| (&again.full_url(), &again.body) == (&sent[0].full_url(), &sent[0].body)), "{name}");

        let recorder = in_turn([failure(), fine()]);
        let error = send(&client(&recorder), Effect::Write).await.unwrap_err();
        assert_eq!((recorder.sent().len(), error.attempts()), (1, 1), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_that_goes_on_failing_ends_with_its_failure_after_four_attempts() {
    for (name, failure) in PASSING {
        let recorder = in_turn([failure(), failure(), failure(), failure(), fine()]);
        let error = send(&client(&recorder), Effect::Read).await.unwrap_err();
        assert_eq!((recorder.sent().len(), error.attempts()), (4, 4), "{name}");
        let first = send(&client(&in_turn([failure()])), Effect::Write).await.unwrap_err();
        assert_eq!((error.kind(), error.code(), error.status()), (first.kind(), first.code(), first.status()), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_never_left_is_sent_again_even_a_write() {
    for effect in BOTH {
        let recorder = in_turn([unconnected(), unconnected(), fine()]);
        assert_eq!((send(&client(&recorder), effect).await.unwrap(), recorder.sent().len()), (3, 3), "{effect:?}");
        let recorder = in_turn([unconnected(), unconnected(), unconnected(), unconnected(), fine()]);
        let error = send(&client(&recorder), effect).await.unwrap_err();
        assert_eq!((error.attempts(), recorder.sent().len(), error.is_connect()), (4, 4, true), "{effect:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn everything_else_fails_at_once() {
    for (name, failure) in FINAL {
        for effect in BOTH {
            let recorder = in_turn([failure(), fine()]);
            let error = send(&client(&recorder), effect).await.unwrap_err();
            assert_eq!((error.attempts(), recorder.sent().len()), (1, 1), "{name}, {effect:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_takes_nothing_from_the_budget_of_attempts() {
    let recorder = in_turn([refused(-1), refused(42001), refused(-1), refused(-1), fine()]);
    let client = Client::with_token_source(Counted::default()).base_url(URL).transport(recorder.clone()).build().unwrap();
    assert_eq!(send(&client, Effect::Read).await.unwrap(), 5);
    let queries: Vec<String> = recorder.sent().into_iter().map(|request| request.query).collect();
    let [first, second] = ["access_token=fresh-1", "access_token=fresh-2"];
    assert_eq!(queries, [first, first, second, second, second]);
}

#[tokio::test(start_paused = true)]
async fn a_raw_call_is_a_read_by_the_catalog_by_its_method_or_by_what_the_caller_says() {
    const SUBSCRIBE: &str = "/channels/ec/league/headsupplier/subscription/subscribe";
    for (method, path, said, attempts) in [
        (Method::Get, "/new", None, 2),
        (Method::Post, "/new", None, 1),
        (Method::Post, ORDER, None, 2),
        (Method::Post, SUBSCRIBE, None, 1),
        (Method::Get, "/new", Some(Effect::Write), 1),
        (Method::Post, "/new", Some(Effect::Read), 2),
        (Method::Post, ORDER, Some(Effect::Write), 1),
    ] {
        let recorder = in_turn([refused(-1), fine()]);
        let call = client(&recorder).raw(method, path);
        let call = match said {
            Some(effect) => call.effect(effect),
            None => call,
        };
        let found = call.await.map_or_else(|error| error.attempts(), |answer| answer.attempts);
        assert_eq!((found, recorder.sent().len()), (attempts, attempts as usize), "{method:?} {path} {said:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_call_is_sent_again_like_a_read_and_a_forced_one_is_not() {
    for (builder, path) in [
        (Client::builder("wx", "secret"), STABLE_TOKEN),
        (Client::with_token_source(PlainToken::new("wx", "secret")), "/cgi-bin/token"),
    ] {
        let recorder = in_turn([refused(-1), lost(), http(502, ""), token(1, 7200), fine()]);
        let client = builder.base_url(URL).transport(recorder.clone()).build().unwrap();
        assert_eq!(send(&client, Effect::Write).await.unwrap(), 1);
        assert_eq!((recorder.calls(path), recorder.sent().len()), (4, 5));
    }
    let recorder = in_turn([refused(-1), token(1, 7200)]);
    let client = Client::builder("wx", "secret").base_url(URL).transport(recorder.clone()).build().unwrap();
    let error = client.force_token_refresh().await.unwrap_err();
    assert_eq!((error.kind(), error.code(), recorder.sent().len()), (ErrorKind::Token, Some(ErrorCode::SYSTEM_BUSY), 1));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_pauses_sends_nothing_more_and_keeps_the_token() {
    let recorder = in_turn([token(1, 7200), refused(-1), fine(), fine()]);
    let client = Client::builder("wx", "secret").base_url(URL).transport(recorder.clone()).build().unwrap();
    let call = tokio::spawn(client.order().get_order(order()).send());
    idle().await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    seconds(10).await;
    assert_eq!(recorder.sent().len(), 2);
    send(&client, Effect::Read).await.unwrap();
    assert_eq!((recorder.calls(STABLE_TOKEN), recorder.sent().len()), (1, 3));
}

#[tokio::test]
async fn a_call_that_is_dropped_in_flight_harms_neither_token_nor_pool() {
    let server = MockServer::start().await.unwrap();
    let (tell, mut arrived) = unbounded_channel();
    server.watch(move |_| tell.send(()).unwrap());
    server.on::<GetOrder>().nth(1).fault(Fault::Delay(Duration::from_secs(60)));
    let client = server.client().unwrap();
    let call = tokio::spawn(client.order().get_order(order()).send());
    arrived.recv().await.unwrap();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    client.order().get_order(order()).await.unwrap();
    assert_eq!((server.calls::<GetOrder>(), server.token_calls()), (2, 1));
}
