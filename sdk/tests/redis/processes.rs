//! Three processes and one token: fetched once, whatever happens to it or to whoever fetches it.

use crate::{
    server::RedisServer,
    support::STABLE_TOKEN,
    workers::{Worker, at_once, three, token_calls},
};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::time::sleep;
use wechat_league::{
    catalog::Method,
    mock::{Fault, MockServer},
    order::GetOrder,
};

const FIRST: [&str; 3] = ["mock-token-1"; 3];
const SECOND: [&str; 3] = ["mock-token-2"; 3];

#[tokio::test]
async fn processes_that_start_at_once_fetch_one_token() {
    let (redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    let mut workers = three(&redis, &server).await;
    assert_eq!(at_once(&mut workers).await, FIRST);
    assert_eq!(at_once(&mut workers).await, FIRST);
    assert_eq!((server.token_calls(), server.calls::<GetOrder>()), (1, 6));
}

#[tokio::test]
async fn a_process_that_comes_later_finds_the_token_of_the_others() {
    let (redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    for _ in 0..2 {
        let mut worker = Worker::start(&redis, &server, Duration::from_secs(12)).await;
        assert_eq!(at_once(std::slice::from_mut(&mut worker)).await, ["mock-token-1"]);
        assert_eq!(worker.kill().await, None);
    }
    assert_eq!(server.token_calls(), 1);
}

#[tokio::test]
async fn a_token_that_was_withdrawn_is_replaced_once() {
    let (redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    let mut workers = three(&redis, &server).await;
    assert_eq!(at_once(&mut workers).await, FIRST);
    server.expire_tokens();
    assert_eq!(at_once(&mut workers).await, SECOND);
    // Each of them went out with the old one first, and was refused.
    assert_eq!((server.token_calls(), server.calls::<GetOrder>(), server.applied::<GetOrder>()), (2, 9, 6));
}

#[tokio::test]
async fn a_token_that_has_ended_is_replaced_once() {
    let (redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    let lifetime = Duration::from_secs(3);
    server.token_lifetime(lifetime);
    let mut workers = three(&redis, &server).await;
    assert_eq!(at_once(&mut workers).await, FIRST);
    server.token_lifetime(Duration::from_secs(7200));
    sleep(lifetime).await;
    assert_eq!(at_once(&mut workers).await, SECOND);
    // Nobody went out with the old one.
    assert_eq!((server.token_calls(), server.calls::<GetOrder>(), server.applied::<GetOrder>()), (2, 6, 6));
}

#[tokio::test]
async fn a_token_whose_end_is_near_is_renewed_once_and_early() {
    let (redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    // Like the platform shortly before the end: another token is handed out while the present one still works.
    let lifetime = Duration::from_secs(10);
    let token = || server.on_path(Method::Post, STABLE_TOKEN);
    token().nth(1).json(json!({"access_token": "first", "expires_in": lifetime.as_secs()}));
    token().nth(2).json(json!({"access_token": "second", "expires_in": 7200}));
    let mut workers = three(&redis, &server).await;
    assert_eq!(at_once(&mut workers).await, ["first"; 3]);
    let started = Instant::now();
    while at_once(&mut workers).await != ["second"; 3] {
        assert!(started.elapsed() < lifetime, "the token was not renewed before its end");
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!((server.token_calls(), server.calls::<GetOrder>()), (2, server.applied::<GetOrder>()));
}

#[tokio::test]
async fn a_process_that_is_killed_with_the_lock_in_its_hand_holds_the_others_up_for_the_lock_time_only() {
    let (redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    server.on_path(Method::Post, STABLE_TOKEN).nth(1).fault(Fault::Delay(Duration::from_secs(600)));
    let lock_time = Duration::from_secs(3);
    let mut holder = Worker::start(&redis, &server, lock_time).await;
    let mut others = [Worker::start(&redis, &server, lock_time).await, Worker::start(&redis, &server, lock_time).await];
    let started = Instant::now();
    holder.ask().await;
    token_calls(&server, 1).await;
    for other in &mut others {
        other.ask().await;
    }
    assert_eq!(holder.kill().await, None, "it was killed half-way");
    for other in &mut others {
        assert_eq!(other.answer().await, "mock-token-1");
    }
    assert!(started.elapsed() + Duration::from_millis(5) >= lock_time, "nobody waited for the lock to end");
    assert_eq!((server.token_calls(), server.calls::<GetOrder>()), (2, 2));
}
