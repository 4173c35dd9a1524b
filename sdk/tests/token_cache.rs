//! The token that a client holds: one fetch for all who need it, renewed early, dropped when refused, shared through a store.
#![cfg(all(feature = "mock", feature = "order", feature = "product"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "token_cache/refusals.rs"]
mod refusals;
#[path = "token_cache/stores.rs"]
mod stores;
mod support;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use support::{
    Answer, Counted, Gate, Recorder, STABLE_TOKEN, answering, http, idle, in_turn, now, refused, seconds, token, waits,
};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinSet,
};
use wechat_league::{
    Call, Client, Error, ErrorCode, ErrorKind, OrderId, SkuId,
    catalog::Method,
    order::GetOrder,
    token::{AccessToken, FixedToken, IssuedToken, PlainToken, TokenContext, TokenSource},
    transport::{BoxFuture, HttpRequest},
};

const URL: &str = "http://localhost";
const ORDER: &str = "/channels/ec/league/headsupplier/order/get";
const LIFE: u64 = 7200;

/// One function answers token calls, by their number; another one the rest, by the token that it carries.
fn platform(
    mut tokens: impl FnMut(usize) -> BoxFuture<'static, Answer> + Send + 'static,
    mut rest: impl FnMut(&str) -> BoxFuture<'static, Answer> + Send + 'static,
) -> Recorder {
    let mut fetched = 0;
    answering(move |request| {
        if request.url.ends_with(STABLE_TOKEN) {
            fetched += 1;
            return tokens(fetched);
        }
        rest(request.query.trim_start_matches("access_token="))
    })
}

fn found() -> Answer {
    http(200, r#"{"errcode":0,"commssion_order":{"order_id":"1"}}"#)
}

fn client(recorder: &Recorder) -> Client {
    Client::builder("wx", "secret").base_url(URL).transport(recorder.clone()).build().unwrap()
}

fn get(client: &Client) -> Call<GetOrder> {
    client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2)))
}

fn at_once(client: &Client, calls: usize) -> JoinSet<Result<(), Error>> {
    (0..calls).map(|_| get(client).send()).map(|call| async move { call.await.map(drop) }).collect()
}

async fn succeed(calls: JoinSet<Result<(), Error>>) {
    calls.join_all().await.into_iter().collect::<Result<(), Error>>().unwrap();
}

/// How many token calls and how many orders were sent.
fn sent(recorder: &Recorder) -> (usize, usize) {
    (recorder.calls(STABLE_TOKEN), recorder.calls(ORDER))
}

/// Everything that went out with a token.
fn with_token(recorder: &Recorder) -> Vec<HttpRequest> {
    recorder.sent().into_iter().filter(|request| request.query.starts_with("access_token=")).collect()
}

/// The tokens that went out.
fn carried(recorder: &Recorder) -> Vec<String> {
    with_token(recorder).into_iter().map(|request| request.query.replace("access_token=", "")).collect()
}

#[tokio::test(start_paused = true)]
async fn every_source_gets_its_tokens_in_its_own_way() {
    let plain = "grant_type=client_credential&appid=wx&secret=secret";
    for (builder, fetch, query) in [
        (Client::builder("wx", "secret"), Some((Method::Post, STABLE_TOKEN, "")), "access_token=token-1"),
        (
            Client::with_token_source(PlainToken::new("wx", "secret")),
            Some((Method::Get, "/cgi-bin/token", plain)),
            "access_token=token-1",
        ),
        (Client::with_token_source(FixedToken::new("mine")), None, "access_token=mine"),
        (Client::with_token_source(Counted::default()), None, "access_token=fresh-1"),
    ] {
        let recorder = in_turn(fetch.iter().map(|_| token(1, LIFE)).chain([found(), found()]));
        let client = builder.base_url(URL).transport(recorder.clone()).build().unwrap();
        get(&client).await.unwrap();
        get(&client).await.unwrap();
        let sent = recorder.sent();
        let calls: Vec<(Method, &str, &str)> =
            sent.iter().map(|call| (call.method, call.url.trim_start_matches(URL), call.query.as_str())).collect();
        let order = (Method::Post, ORDER, query);
        assert_eq!(calls, fetch.into_iter().chain([order, order]).collect::<Vec<_>>());
    }
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_tasks_fetch_one_token_and_block_no_thread() {
    let gate = Gate::shut();
    let held = gate.clone();
    let recorder = platform(move |number| held.before(token(number, LIFE)), |_| now(found()));
    let client = client(&recorder);
    let calls = at_once(&client, 10_000);
    // All share the one thread of this test.
    idle().await;
    assert_eq!(sent(&recorder), (1, 0));
    gate.open();
    succeed(calls).await;
    assert_eq!(sent(&recorder), (1, 10_000));
    assert!(carried(&recorder).iter().all(|token| token == "token-1"));
}

#[tokio::test(start_paused = true)]
async fn a_wrong_secret_is_one_error_for_all_who_wait_and_no_loop() {
    let gate = Gate::shut();
    let held = gate.clone();
    let tokens = move |number| held.before(if number == 1 { refused(40001) } else { token(number, LIFE) });
    let recorder = platform(tokens, |_| now(found()));
    let client = client(&recorder);
    let calls = at_once(&client, 100);
    idle().await;
    gate.open();
    for answer in calls.join_all().await {
        let error = answer.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Token, Some(ErrorCode::INVALID_CREDENTIAL)));
        assert_eq!((error.attempts(), error.is_connect()), (0, true));
    }
    assert_eq!(sent(&recorder), (1, 0));
    get(&client).await.unwrap();
    assert_eq!(sent(&recorder), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_by_one_task_before_its_end_while_the_others_go_on_with_it() {
    for (life, margin) in [(7200, 240), (2400, 240), (1000, 100), (60, 6)] {
        let gate = Gate::shut();
        let second = gate.clone();
        let tokens = move |number| if number == 1 { now(token(1, life)) } else { second.before(token(number, life)) };
        let recorder = platform(tokens, |_| now(found()));
        let client = client(&recorder);
        get(&client).await.unwrap();
        seconds(life - margin - 1).await;
        get(&client).await.unwrap();
        assert_eq!(sent(&recorder), (1, 2), "{life}");
        seconds(1).await;
        for _ in 0..3 {
            get(&client).await.unwrap();
            idle().await;
        }
        assert_eq!(sent(&recorder), (2, 5), "{life}");
        gate.open();
        idle().await;
        get(&client).await.unwrap();
        assert_eq!(carried(&recorder), ["token-1", "token-1", "token-1", "token-1", "token-1", "token-2"], "{life}");
        assert_eq!(sent(&recorder), (2, 6), "{life}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_is_tried_again_and_is_an_error_only_after_the_end() {
    let recorder = platform(|number| now(if number == 1 { token(1, 1000) } else { refused(40164) }), |_| now(found()));
    let client = client(&recorder);
    get(&client).await.unwrap();
    for (later, fetched) in [(900, 2), (5, 2), (6, 3), (88, 4)] {
        seconds(later).await;
        get(&client).await.unwrap();
        idle().await;
        assert_eq!(recorder.calls(STABLE_TOKEN), fetched, "{later} s later");
    }
    seconds(1).await;
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.code().map(ErrorCode::get)), (ErrorKind::Token, Some(40164)));
    assert_eq!(sent(&recorder), (5, 5));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_or_out_of_time_does_not_stop_the_fetch_that_it_began() {
    let gate = Gate::shut();
    let held = gate.clone();
    let recorder = platform(move |number| held.before(token(number, LIFE)), |_| now(found()));
    let client = client(&recorder);
    let first = tokio::spawn(get(&client).send());
    idle().await;
    let second = tokio::spawn(get(&client).send());
    assert!(get(&client).timeout(Duration::from_secs(1)).await.unwrap_err().is_timeout());
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    gate.open();
    second.await.unwrap().unwrap();
    assert_eq!(sent(&recorder), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_nobody_waits_for_any_more_is_of_use_to_the_next_call() {
    let gate = Gate::shut();
    let held = gate.clone();
    let recorder = platform(move |number| held.before(token(number, LIFE)), |_| now(found()));
    let client = client(&recorder);
    let mut only = Box::pin(get(&client).send());
    assert!(waits(&mut only).await);
    idle().await;
    drop(only);
    gate.open();
    idle().await;
    get(&client).await.unwrap();
    assert_eq!(sent(&recorder), (1, 1));
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

#[test]
fn a_runtime_that_goes_down_with_a_fetch_takes_neither_the_client_nor_a_waiting_call_along() {
    for waiting in [false, true] {
        let tokens = |number| if number == 1 { Gate::shut().before(token(1, LIFE)) } else { now(token(number, LIFE)) };
        let recorder = platform(tokens, |_| now(found()));
        let client = client(&recorder);
        let (first, second) = (runtime(), runtime());
        first.block_on(async {
            tokio::spawn(get(&client).send());
            idle().await;
        });
        let mut call = Box::pin(get(&client).send());
        if waiting {
            assert!(second.block_on(waits(&mut call)));
        }
        assert_eq!(sent(&recorder), (1, 0));
        drop(first);
        second.block_on(call).unwrap();
        second.block_on(get(&client).send()).unwrap();
        assert_eq!((sent(&recorder), carried(&recorder)), ((2, 2), vec!["token-2".to_owned(); 2]), "{waiting}");
    }
}

/// Panics again and again before it brings a token.
#[derive(Clone, Default)]
struct Panicking(Arc<AtomicUsize>);

impl TokenSource for Panicking {
    fn fetch<'a>(&'a self, _: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>> {
        Box::pin(async move {
            assert!(self.0.fetch_add(1, SeqCst) >= 50, "this source panics");
            Ok(IssuedToken::lasting(AccessToken::new("late")))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_is_an_error_and_no_loop() {
    let source = Panicking::default();
    let recorder = in_turn([found()]);
    let client = Client::with_token_source(source.clone()).base_url(URL).transport(recorder.clone()).build().unwrap();
    let answer = get(&client).await;
    // A fetch that is lost with its runtime is begun once more, and nobody can tell the two apart.
    assert_eq!((source.0.load(SeqCst), recorder.sent().len()), (2, 0));
    assert_eq!(answer.unwrap_err().kind(), ErrorKind::Token);
    let forced = client.force_token_refresh().await;
    assert!(source.0.load(SeqCst) <= 4, "{} fetches", source.0.load(SeqCst));
    assert_eq!(forced.unwrap_err().kind(), ErrorKind::Token);
}
