//! Tokens that several processes share: the promises of a store, and what comes of them with a real Redis.
#![cfg(all(feature = "redis", feature = "mock", feature = "order"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "redis/contract.rs"]
mod contract;
#[path = "redis/server.rs"]
mod server;
mod support;
#[path = "redis/with_redis_server.rs"]
mod with_redis_server;
#[path = "redis/workers.rs"]
mod workers;

use std::{sync::Arc, time::Duration};
use support::{causes, closed_port, silent_port};
use wechat_league::{
    Client, Error, ErrorKind, OrderId, SkuId,
    mock::MockServer,
    order::GetOrder,
    token::{MemoryStore, RedisStore, TokenKey, TokenStore},
};

const PASSWORD: &str = "open-sesame";

fn order() -> GetOrder {
    GetOrder::new(OrderId::new(1), SkuId::new(2))
}

fn key() -> TokenKey {
    TokenKey::new("wx0123456789abcdef", "stable_token", "https://api.weixin.qq.com")
}

/// A client of the mock server that keeps its tokens there.
fn client(server: &MockServer, store: RedisStore) -> Client {
    Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url()).token_store(store).build().unwrap()
}

/// All that an error says, to users and to developers, its sources included.
fn everything(error: &Error) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n");
    for cause in causes(error) {
        text.push_str(&format!("{cause}\n{cause:?}\n"));
    }
    text
}

/// The process that other tests start; by itself it has nothing to do.
#[test]
#[ignore = "a process of its own, which other tests start"]
fn worker() {
    workers::work();
}

mod memory {
    use super::*;

    fn store() -> (Arc<dyn TokenStore>, ()) {
        (Arc::new(MemoryStore::new().with_lock_time(Duration::from_millis(200))), ())
    }

    contract::promises!(store);
}

#[test]
fn a_url_that_cannot_be_right_is_refused_without_showing_the_password() {
    for (url, reason) in [
        (format!("http://:{PASSWORD}@127.0.0.1"), "Redis URL did not parse"),
        (format!("redis://:{PASSWORD}@"), "Redis URL did not parse"),
        (format!("redis://:{PASSWORD}@127.0.0.1/first"), "Invalid database number"),
        (format!("redis://127.0.0.1?protocol={PASSWORD}"), "Invalid protocol version"),
        (format!("rediss://:{PASSWORD}@127.0.0.1"), "can't connect with TLS, the feature is not enabled"),
        (format!("redis://user:1#{PASSWORD}@127.0.0.1"), "the characters / ? # in the password have to be percent-encoded"),
        (format!("redis://user:1/{PASSWORD}@127.0.0.1"), "the characters / ? # in the password have to be percent-encoded"),
    ] {
        let error = RedisStore::connect(&url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        let form = "redis://user:password@host:6379/0";
        assert_eq!(error.to_string(), format!("the URL of the token store (Redis) has to look like {form}: {reason}"), "{url}");
        assert!(!everything(&error).contains(PASSWORD), "{url}");
    }
}

#[test]
fn a_lock_that_ends_at_once_and_a_timeout_of_zero_are_refused() {
    for builder in [
        RedisStore::builder("redis://127.0.0.1").lock_time(Duration::ZERO),
        RedisStore::builder("redis://127.0.0.1").lock_time(Duration::from_micros(999)),
        RedisStore::builder("redis://127.0.0.1").timeout(Duration::ZERO),
    ] {
        assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Config);
    }
}

#[test]
fn neither_store_nor_builder_shows_the_password() {
    let builder = RedisStore::builder(format!("redis://user:{PASSWORD}@127.0.0.1")).prefix("p:");
    let shown = "settings: Settings { prefix: \"p:\", lock_time: 12s, timeout: 2s }, .. }";
    assert_eq!(format!("{builder:?}"), format!("RedisStoreBuilder {{ {shown}"));
    assert_eq!(format!("{:?}", builder.build().unwrap()), format!("RedisStore {{ {shown}"));
}

#[tokio::test]
async fn an_unreachable_redis_is_named_by_its_address_and_without_the_password() {
    let (_socket, url) = closed_port();
    let address = url.trim_start_matches("http://");
    let store = RedisStore::connect(&format!("redis://user:{PASSWORD}@{address}")).unwrap();
    let error = store.get(&key()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    let begin = format!("the token store (Redis) cannot be reached: {address}: ");
    assert!(error.to_string().starts_with(&begin), "{error}");
    assert!(causes(&error)[0].is::<redis::RedisError>());
    assert!(!everything(&error).contains(PASSWORD), "{error}");
}

#[tokio::test]
async fn a_redis_that_says_nothing_is_not_awaited_for_long() {
    let (_listener, url) = silent_port().await;
    let address = url.trim_start_matches("http://");
    let builder = RedisStore::builder(format!("redis://{address}")).timeout(Duration::from_millis(100));
    let error = builder.build().unwrap().get(&key()).await.unwrap_err();
    assert_eq!(error.to_string(), format!("the token store (Redis) cannot be reached: {address}: timed out"));
}
