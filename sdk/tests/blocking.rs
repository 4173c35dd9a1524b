//! The blocking client: what the async one does, from any thread, and a clear refusal in async code.
#![cfg(all(feature = "blocking", feature = "mock", feature = "order", feature = "talent"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::{Value, json};
use std::{thread, time::Duration};
use support::{Recorder, STABLE_TOKEN, Script};
use tokio::{
    runtime::{Builder, Runtime},
    task::{block_in_place, spawn_blocking},
};
use wechat_league::{
    Error, ErrorCode, ErrorKind, FinderId, OrderId, Outcome, SkuId,
    blocking::{Call, Client, Items, RawCall},
    catalog::{Effect, Method},
    mock::MockServer,
    order::{GetOrder, GetOrderList},
    retry::Retry,
    talent::window::GetAllWindow,
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport},
};

const ORDER: &str = "/channels/ec/league/headsupplier/order/get";
const TOKEN: &str = r#"{"access_token":"T","expires_in":7200}"#;
const FOUND: &str = r#"{"errcode":0,"commssion_order":{"order_id":"1"}}"#;

/// A mock server, and the runtime that it lives in.
fn server() -> (MockServer, Runtime) {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(MockServer::start()).unwrap();
    (server, runtime)
}

/// A client without a network: it gets these answers, one after the other.
fn scripted(bodies: impl IntoIterator<Item = &'static str>) -> (Client, Recorder) {
    let recorder = Recorder::around(Script::new(bodies));
    let client = Client::builder("wx", "secret").transport(recorder.clone()).build_blocking().unwrap();
    (client, recorder)
}

fn order() -> GetOrder {
    GetOrder::new(OrderId::new(1), SkuId::new(2))
}

fn orders(client: &Client) -> Items<GetOrderList> {
    client.order().get_order_list(GetOrderList::new(30)).items()
}

#[test]
fn a_typed_call_is_sent_and_read() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    let answer = client.order().get_order(order()).with_raw().unwrap();
    assert_eq!((answer.status, answer.attempts, server.token_calls()), (200, 1, 1));
    assert!(answer.answer.commission_order.order_id.is_some());
    let again = client.call(order()).send().unwrap();
    assert_eq!(again.commission_order.order_id, answer.answer.commission_order.order_id);
    let requests = server.requests();
    let [first, second] = requests.as_slice() else { panic!("{} requests", requests.len()) };
    assert_eq!((first.path.as_str(), first.json()), (ORDER, Some(json!({"order_id": 1, "sku_id": 2}))));
    assert_eq!(first.body, second.body);
}

#[test]
fn a_raw_call_is_sent_and_read() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    let body = json!({"order_id": 1, "sku_id": 2});
    let answer = client.raw(Method::Post, ORDER).json(&body).send().unwrap();
    assert_eq!((answer.status, &answer.json().unwrap()["errcode"]), (200, &json!(0)));
    assert_eq!(server.requests()[0].json(), Some(body));
}

#[test]
fn a_list_is_an_iterator_over_all_pages() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    let pages = client.order().get_order_list(GetOrderList::new(30)).pages();
    let rows: Vec<usize> = pages.map(|page| page.unwrap().list.len()).collect();
    assert!(rows.len() == 3 && rows[0] > 0, "{rows:?}");
    let ids: Vec<Option<OrderId>> = orders(&client).map(|order| order.unwrap().order_id).collect();
    assert_eq!(ids.len(), rows.iter().sum::<usize>());
    assert_ne!(ids.first(), ids.last());
    let cursors: Vec<Value> = server.requests().iter().map(|request| request.json().unwrap()["next_key"].clone()).collect();
    let expected = [Value::Null, json!("mock-page-1"), json!("mock-page-2")];
    assert_eq!(cursors, [expected.clone(), expected].concat());
}

#[test]
fn collecting_stops_at_the_limit_and_fetches_no_page_ahead() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    assert_eq!((orders(&client).collect_up_to(1).unwrap().len(), server.requests().len()), (1, 1));
    let window = GetAllWindow::new().finder_id(FinderId::new("sph"));
    let all = client.talent().window().get_all_window(window).pages().collect_up_to(1000).unwrap();
    assert!(all.len() > 1);
    assert_eq!(server.requests().len(), 1 + 3);
}

#[test]
fn an_error_is_the_one_of_the_async_client() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    server.on::<GetOrder>().error(10_024_006, "order not found rid: 1-2-3");
    let error = client.order().get_order(order()).send().unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::COMMISSION_ORDER_NOT_FOUND)));
    assert_eq!((error.rid(), error.endpoint().map(|endpoint| endpoint.name)), (Some("1-2-3"), Some("get_order")));
    assert_eq!(Client::builder("", "secret").build_blocking().unwrap_err().kind(), ErrorKind::Config);
}

#[test]
fn an_error_on_a_later_page_ends_the_list() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    let mut pages = client.order().get_order_list(GetOrderList::new(30)).pages();
    assert!(pages.next().unwrap().is_ok());
    server.on::<GetOrderList>().error(10_024_000, "bad");
    assert_eq!(pages.next().unwrap().unwrap_err().code(), Some(ErrorCode::new(10_024_000)));
    assert!(pages.next().is_none());
}

#[test]
fn many_threads_at_once_fetch_one_token() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| client.order().get_order(order()).send().unwrap());
        }
    });
    assert_eq!((server.token_calls(), server.requests().len()), (1, 16));
}

#[test]
fn a_forced_token_is_fetched_at_once() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    client.force_token_refresh().unwrap();
    assert_eq!((server.token_calls(), server.requests().len()), (1, 0));
    client.order().get_order(order()).send().unwrap();
    assert_eq!(server.token_calls(), 1);
}

#[test]
fn options_reach_what_is_sent() {
    let (client, recorder) = scripted([TOKEN, FOUND, r#"{"errcode":0}"#]);
    let call = client.order().get_order(order()).timeout(Duration::from_secs(3)).extra("note", "x");
    assert_eq!(call.request().order_id, OrderId::new(1));
    call.send().unwrap();
    let raw = client.raw(Method::Get, "/some/path").query("a", "b").without_token().timeout(Duration::from_secs(2));
    raw.send().unwrap();
    let sent = recorder.sent();
    let body: Value = serde_json::from_slice(sent[1].body.as_ref().unwrap()).unwrap();
    assert_eq!(body, json!({"order_id": 1, "sku_id": 2, "note": "x"}));
    assert_eq!((sent.len(), sent[2].query.as_str()), (3, "a=b"));
    assert!(sent[1].timeout <= Duration::from_secs(3) && sent[2].timeout <= Duration::from_secs(2));
}

#[test]
fn what_is_not_to_be_repeated_is_not() {
    let busy = r#"{"errcode":-1,"errmsg":"system error"}"#;
    let (client, recorder) = scripted([TOKEN, busy, busy, busy, FOUND]);
    for error in [
        client.order().get_order(order()).retry(Retry::never()).send().unwrap_err(),
        client.raw(Method::Post, ORDER).retry(Retry::never()).send().unwrap_err(),
        client.raw(Method::Post, ORDER).effect(Effect::Write).send().unwrap_err(),
    ] {
        assert_eq!((error.code(), error.attempts()), (Some(ErrorCode::new(-1)), 1));
    }
    assert_eq!(recorder.calls(ORDER), 3);
}

/// Tries every way to wait, where waiting is refused.
fn refused(client: &Client) {
    let mut list = orders(client);
    for error in [
        client.order().get_order(order()).send().unwrap_err(),
        client.order().get_order(order()).with_raw().unwrap_err(),
        client.raw(Method::Post, ORDER).send().unwrap_err(),
        client.force_token_refresh().unwrap_err(),
        list.next().unwrap().unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Config, Outcome::NotApplied));
        assert!(error.to_string().contains("use the async client, or tokio::task::spawn_blocking"), "{error}");
    }
    assert!(list.next().is_none());
}

#[test]
fn calls_in_async_code_are_refused_and_nothing_is_sent() {
    for runtime in [Runtime::new().unwrap(), Builder::new_current_thread().build().unwrap()] {
        let (client, recorder) = scripted([TOKEN, FOUND]);
        runtime.block_on(async { refused(&client) });
        let in_task = client.clone();
        runtime.block_on(runtime.spawn(async move { refused(&in_task) })).unwrap();
        assert!(recorder.sent().is_empty());
        // What was refused there works here.
        client.order().get_order(order()).send().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_work_within_spawn_blocking_and_block_in_place() {
    let (client, recorder) = scripted([TOKEN, FOUND, FOUND]);
    let moved = client.clone();
    spawn_blocking(move || moved.order().get_order(order()).send()).await.unwrap().unwrap();
    block_in_place(|| client.order().get_order(order()).send()).unwrap();
    assert_eq!(recorder.calls(ORDER), 2);
}

#[test]
fn calls_work_beside_an_entered_handle() {
    let (server, runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    let _entered = runtime.enter();
    client.order().get_order(order()).send().unwrap();
}

#[tokio::test]
async fn the_last_client_may_be_dropped_in_async_code() {
    let (client, recorder) = scripted([TOKEN, FOUND]);
    let moved = client.clone();
    spawn_blocking(move || moved.order().get_order(order()).send()).await.unwrap().unwrap();
    drop(client);
    assert_eq!(recorder.calls(ORDER), 1);
}

#[test]
fn clones_calls_and_lists_outlive_the_client() {
    let (server, _runtime) = server();
    let client = Client::new(server.client().unwrap()).unwrap();
    let (clone, call, list) = (client.clone(), client.order().get_order(order()), orders(&client));
    drop(client);
    clone.order().get_order(order()).send().unwrap();
    drop(clone);
    call.send().unwrap();
    assert!(!list.collect_up_to(1000).unwrap().is_empty());
    assert_eq!((server.token_calls(), server.requests().len()), (1, 5));
}

/// Hands out a token and panics at everything else.
struct Broken;

impl Transport for Broken {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(async move {
            assert!(request.url.ends_with(STABLE_TOKEN), "this transport is broken");
            Ok(HttpResponse::new(200, TOKEN))
        })
    }
}

#[test]
fn a_call_that_panics_is_an_error_and_the_client_lives_on() {
    let client = Client::builder("wx", "secret").transport(Broken).build_blocking().unwrap();
    let mut list = orders(&client);
    for (error, outcome) in [
        (client.order().get_order(order()).send().unwrap_err(), Outcome::NotApplied),
        (list.next().unwrap().unwrap_err(), Outcome::NotApplied),
        (client.raw(Method::Post, ORDER).send().unwrap_err(), Outcome::Unknown),
    ] {
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Network, outcome));
        assert!(error.to_string().contains("the background thread gave up the call"), "{error}");
    }
    assert!(list.next().is_none());
    client.force_token_refresh().unwrap();
}

#[test]
fn clients_and_calls_go_to_any_thread() {
    fn shared<T: Clone + Send + Sync>() {}
    fn sent<T: Send>() {}
    shared::<Client>();
    sent::<(Call<GetOrder>, RawCall, Items<GetOrderList>)>();
}
