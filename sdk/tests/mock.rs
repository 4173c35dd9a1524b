//! The mock server keeps its promises: every fault as it is seen on the wire, plans, tokens, and exact books.
#![cfg(all(feature = "mock", feature = "order"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "mock/peer.rs"]
mod peer;
#[path = "mock/tokens.rs"]
mod tokens;

use peer::{ORDER, ask, books, code, connect, order, pass, plain, split, stable, start};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{io::AsyncReadExt, sync::mpsc};
use wechat_league::{
    OrderId, SkuId,
    catalog::Method,
    mock::{Fault, MockServer},
    order::GetOrder,
};

const HOUR: Duration = Duration::from_secs(3600);

/// A head without what changes by the second.
fn undated(head: &str) -> Vec<&str> {
    head.lines().filter(|line| !line.starts_with("date:")).collect()
}

#[tokio::test]
async fn a_code_or_a_status_keeps_the_request_from_being_carried_out() {
    let (server, token) = start().await;
    server.on::<GetOrder>().nth(1).fault(Fault::Code(45009));
    server.on::<GetOrder>().nth(2).fault(Fault::Status(503));
    assert_eq!(code(&order(&server, &token).await), 45009);
    let answer = order(&server, &token).await;
    let (head, body) = split(&answer);
    assert!(head.starts_with("HTTP/1.1 503 ") && head.contains("content-type: text/html\r\n"), "{head}");
    assert_eq!(body, b"<html><body>503</body></html>");
    assert_eq!(books(&server), (2, 0));
    assert_eq!((code(&order(&server, &token).await), books(&server)), (0, (3, 1)));
    let recorded: Vec<_> = server.requests().iter().map(|request| (request.applied, request.fault)).collect();
    assert_eq!(recorded, [(false, Some(Fault::Code(45009))), (false, Some(Fault::Status(503))), (true, None)]);
}

#[tokio::test]
async fn a_delayed_request_is_carried_out_at_once_and_answered_late() {
    let (server, token) = start().await;
    let (decided, mut seen) = mpsc::unbounded_channel();
    server.watch(move |request| decided.send((request.applied, request.fault)).unwrap());
    server.on::<GetOrder>().nth(1).fault(Fault::Delay(HOUR));
    let (slow, with) = (Arc::clone(&server), token.clone());
    let late = tokio::spawn(async move { order(&slow, &with).await });
    assert_eq!((seen.recv().await, books(&server)), (Some((true, Some(Fault::Delay(HOUR)))), (1, 1)));
    // In the time of another call its answer would be here.
    assert_eq!(code(&order(&server, &token).await), 0);
    assert!(!late.is_finished());
    pass(HOUR).await;
    assert_eq!(code(&late.await.unwrap()), 0);
}

#[tokio::test]
async fn a_closed_connection_brings_not_one_byte() {
    let (server, token) = start().await;
    for (fault, applied) in [(Fault::CloseBeforeRead, 0), (Fault::CloseAfterRead, 1)] {
        server.on::<GetOrder>().times(1).fault(fault);
        assert_eq!(order(&server, &token).await, b"", "{fault:?}");
        assert_eq!(server.applied::<GetOrder>(), applied, "{fault:?}");
    }
    assert_eq!((code(&order(&server, &token).await), books(&server)), (0, (3, 2)));
}

#[tokio::test]
async fn half_an_answer_has_the_head_of_the_whole_and_ends_in_the_middle() {
    let (server, token) = start().await;
    // The second answer is larger than what the system takes at once.
    for large in [false, true] {
        if large {
            server.on::<GetOrder>().raw(200, "application/json", vec![b' '; 8 << 20]);
        }
        let whole = order(&server, &token).await;
        server.on::<GetOrder>().times(1).fault(Fault::HalfAnswer);
        let half = order(&server, &token).await;
        let ((head, body), (half_head, half_body)) = (split(&whole), split(&half));
        assert_eq!(undated(half_head), undated(head));
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
        assert!(half_body == &body[..body.len() / 2], "{} of {} bytes", half_body.len(), body.len());
    }
    assert_eq!(books(&server), (4, 4));
}

#[tokio::test]
async fn a_spoilt_answer_belongs_to_a_request_that_was_carried_out() {
    let (server, token) = start().await;
    let right = order(&server, &token).await;
    server.on::<GetOrder>().nth(1).fault(Fault::Garbage);
    server.on::<GetOrder>().nth(2).fault(Fault::WrongContentType);
    let answer = order(&server, &token).await;
    assert!(split(&answer).0.starts_with("HTTP/1.1 200 "));
    assert!(serde_json::from_slice::<Value>(split(&answer).1).is_err());
    let answer = order(&server, &token).await;
    assert!(split(&answer).0.contains("content-type: text/html\r\n"));
    assert_eq!(split(&answer).1, split(&right).1);
    assert_eq!(books(&server), (3, 3));
}

#[tokio::test]
async fn plans_are_used_up_before_the_answer_that_stays() {
    let (server, token) = start().await;
    server.on::<GetOrder>().error(9, "always");
    server.on::<GetOrder>().times(2).error(1, "twice");
    server.on::<GetOrder>().times(1).raw(200, "text/plain", r#"{"errcode":2}"#);
    server.on::<GetOrder>().nth(2).json(json!({"errcode": 3}));
    server.on::<GetOrder>().nth(6).example();
    for expected in [1, 3, 1, 2, 9, 0, 9] {
        assert_eq!(code(&order(&server, &token).await), expected);
    }
    // Counted from now on; the calls of other paths do not count.
    server.on::<GetOrder>().nth(2).error(4, "second");
    ask(&server, &format!("POST /other?access_token={token}"), "{}").await;
    for expected in [9, 4, 9] {
        assert_eq!(code(&order(&server, &token).await), expected);
    }
    server.on::<GetOrder>().times(1).error(5, "never");
    server.on::<GetOrder>().example();
    assert_eq!(code(&order(&server, &token).await), 0);
}

#[tokio::test]
async fn every_path_but_those_of_tokens_follows_on_any() {
    let (server, token) = start().await;
    server.on_any().error(-1, "system error");
    server.on_any().nth(3).fault(Fault::CloseAfterRead);
    stable(&server, false).await;
    plain(&server).await;
    assert_eq!(code(&order(&server, &token).await), -1);
    server.on::<GetOrder>().times(1).error(7, "its own goes first");
    assert_eq!(code(&order(&server, &token).await), 7);
    let other = format!("GET /other?access_token={token}");
    assert_eq!(ask(&server, &other, "").await, b"");
    assert_eq!(code(&ask(&server, &other, "").await), -1);
    server.on_any().example();
    assert_eq!(code(&order(&server, &token).await), 0);
}

#[tokio::test]
async fn faults_are_chosen_request_by_request_where_nothing_is_planned() {
    let (server, token) = start().await;
    let asked = Arc::new(Mutex::new(0));
    let (count, weak) = (Arc::clone(&asked), Arc::downgrade(&server));
    server.inject(move |request| {
        assert_eq!((request.path.as_str(), request.applied, request.fault), (ORDER, false, None));
        *count.lock().unwrap() += 1;
        // It may call the server, which has counted the request by now.
        (weak.upgrade()?.calls::<GetOrder>() == 1).then_some(Fault::Code(-1))
    });
    assert_eq!(code(&order(&server, &token).await), -1);
    assert_eq!(code(&order(&server, &token).await), 0);
    server.on::<GetOrder>().error(9, "always");
    server.on::<GetOrder>().times(1).fault(Fault::Code(8));
    assert_eq!(code(&order(&server, &token).await), 8);
    assert_eq!(code(&order(&server, &token).await), 9);
    stable(&server, false).await;
    assert_eq!(*asked.lock().unwrap(), 2);
    server.on::<GetOrder>().example();
    server.inject(|_| Some(Fault::CloseAfterRead));
    assert_eq!(order(&server, &token).await, b"");
    assert_eq!((*asked.lock().unwrap(), books(&server)), (2, (5, 2)));
}

#[tokio::test]
async fn an_onlooker_sees_every_request_with_its_outcome() {
    let (server, token) = start().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (log, weak) = (Arc::clone(&seen), Arc::downgrade(&server));
    server.watch(move |request| {
        // It may call the server, whose books hold the request by now.
        let applied = weak.upgrade().unwrap().applied::<GetOrder>();
        log.lock().unwrap().push((applied, request.applied, request.fault));
    });
    server.on::<GetOrder>().nth(3).fault(Fault::CloseAfterRead);
    server.on::<GetOrder>().nth(4).fault(Fault::CloseBeforeRead);
    server.on::<GetOrder>().nth(5).fault(Fault::CloseAfterRead);
    for token in [token.as_str(), "wrong", token.as_str(), token.as_str(), "wrong"] {
        order(&server, token).await;
    }
    stable(&server, false).await;
    let (after, before) = (Some(Fault::CloseAfterRead), Some(Fault::CloseBeforeRead));
    let expected = [(1, true, None), (1, false, None), (2, true, after), (2, false, before), (2, false, after)];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test]
async fn only_what_the_platform_would_have_carried_out_counts_as_applied() {
    let (server, token) = start().await;
    assert_eq!((code(&order(&server, &token).await), books(&server)), (0, (1, 1)));
    let incomplete = ask(&server, &format!("POST {ORDER}?access_token={token}"), r#"{"order_id":1}"#).await;
    assert_eq!((code(&incomplete), books(&server)), (40097, (2, 1)));
    assert_eq!((code(&order(&server, "wrong").await), books(&server)), (40001, (3, 1)));
    assert_eq!(code(&ask(&server, &format!("POST /none?access_token={token}"), "{}").await), 40066);
    assert_eq!((server.calls_of(Method::Post, "/none"), server.applied_of(Method::Post, "/none")), (1, 0));
    for (status, body, applied) in [
        (200, r#"{"errcode":10024006}"#, 0),
        (200, r#"{"errcode":"10024006"}"#, 0),
        (502, "{}", 0),
        (200, r#"{"errcode":"0"}"#, 1),
        (200, "hello", 1),
    ] {
        let before = server.applied::<GetOrder>();
        server.on::<GetOrder>().raw(status, "text/plain", body);
        assert_eq!(split(&order(&server, &token).await).1, body.as_bytes());
        assert_eq!(server.applied::<GetOrder>() - before, applied, "{status} {body}");
    }
}

#[tokio::test]
async fn only_the_newest_requests_are_kept_and_all_are_counted() {
    let (server, token) = start().await;
    let kept = || server.requests().iter().map(|request| request.json().unwrap()["sku_id"].as_u64().unwrap()).collect::<Vec<_>>();
    let line = format!("POST {ORDER}?access_token={token}");
    for sku in 1..=5 {
        ask(&server, &line, &format!(r#"{{"order_id":1,"sku_id":{sku}}}"#)).await;
        if sku == 3 {
            assert_eq!(kept(), [1, 2, 3]);
            server.keep_requests(2);
            assert_eq!(kept(), [2, 3]);
        }
    }
    assert_eq!((kept(), books(&server)), (vec![4, 5], (5, 5)));
}

#[tokio::test]
async fn connections_are_dropped_as_soon_as_they_are_made() {
    let (server, token) = start().await;
    server.drop_connections(2);
    for _ in 0..2 {
        assert_eq!(connect(&server).await.read(&mut [0]).await.unwrap(), 0);
    }
    assert_eq!((code(&order(&server, &token).await), books(&server)), (0, (1, 1)));
}

#[tokio::test]
async fn the_client_minds_neither_an_expired_token_nor_a_wrong_content_type() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    server.on::<GetOrder>().nth(1).fault(Fault::WrongContentType);
    server.on::<GetOrder>().nth(2).fault(Fault::ExpiredToken);
    for attempts in [1, 2] {
        let request = GetOrder::new(OrderId::new(1), SkuId::new(2));
        assert_eq!(client.order().get_order(request).with_raw().await.unwrap().attempts, attempts);
    }
    assert_eq!((server.token_calls(), books(&server)), (2, (3, 2)));
}
