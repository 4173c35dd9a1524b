//! How the store writes to Redis, and what it makes of what others wrote there.

use crate::{PASSWORD, client, contract::token, key, order, server::RedisServer};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};
use wechat_league::{
    Client,
    catalog::Method,
    mock::MockServer,
    token::{RedisStore, RedisStoreBuilder, TokenStore},
};

/// Where the store keeps the token of [`key`].
const KEY: &str = "wechat-league:token:stable_token:wx0123456789abcdef:https://api.weixin.qq.com";
const LOCK: &str = "wechat-league:lock:stable_token:wx0123456789abcdef:https://api.weixin.qq.com";

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

/// How many connections Redis has taken so far.
fn connections(redis: &RedisServer) -> u64 {
    let info: String = redis.ask(&["INFO", "stats"]);
    let line = info.lines().find_map(|line| line.strip_prefix("total_connections_received:"));
    line.unwrap().trim().parse().unwrap()
}

#[tokio::test]
async fn a_key_names_account_kind_and_host_and_its_value_holds_token_and_end() {
    let (redis, server) = (RedisServer::start_with(PASSWORD, &[]), MockServer::start().await.unwrap());
    let client = client(&server, RedisStore::connect(&redis.url()).unwrap());
    let before = now();
    client.order().get_order(order()).await.unwrap();
    let key = format!("wechat-league:token:stable_token:{}:{}", MockServer::APP_ID, server.url());
    // The lock is free again.
    assert_eq!(redis.ask::<Vec<String>>(&["KEYS", "*"]), [key.as_str()]);
    let value: Value = serde_json::from_str(&redis.ask::<String>(&["GET", &key])).unwrap();
    let ends = value["expires_at"].as_u64().unwrap();
    assert_eq!(value, json!({"token": "mock-token-1", "expires_at": ends}));
    assert!((before + 7200..=now() + 7200).contains(&ends));
    let life: u64 = redis.ask(&["PTTL", &key]);
    assert!((7_100_000..=7_200_000).contains(&life), "{life}");
}

#[tokio::test]
async fn a_lock_holds_its_owner_and_ends_after_the_lock_time() {
    let redis = RedisServer::start();
    let store = RedisStore::builder(redis.url()).lock_time(Duration::from_secs(60)).build().unwrap();
    assert_eq!(store.lock_time(), Duration::from_secs(60));
    assert!(store.lock(&key(), "owner").await.unwrap());
    assert_eq!(redis.ask::<Vec<String>>(&["KEYS", "*"]), [LOCK]);
    assert_eq!(redis.ask::<String>(&["GET", LOCK]), "owner");
    assert!((1..=60_000).contains(&redis.ask::<u64>(&["PTTL", LOCK])));
}

#[tokio::test]
async fn stores_with_different_prefixes_know_nothing_of_each_other() {
    let redis = RedisServer::start();
    let store = RedisStore::builder(redis.url()).prefix("shop:").build().unwrap();
    assert!(store.put(&key(), &token("token", 7200), None).await.unwrap());
    assert_eq!(redis.ask::<Vec<String>>(&["KEYS", "*"]), [KEY.replace("wechat-league:", "shop:")]);
    assert_eq!(RedisStore::connect(&redis.url()).unwrap().get(&key()).await.unwrap(), None);
}

#[tokio::test]
async fn of_the_end_in_the_value_and_the_life_in_redis_the_earlier_one_counts() {
    let redis = RedisServer::start();
    let store = RedisStore::connect(&redis.url()).unwrap();
    let before = now();
    let value = |ends: u64| json!({"token": "T", "expires_at": ends}).to_string();
    redis.ask::<()>(&["SET", KEY, &value(before + 50), "PX", "7000000"]);
    let found = store.get(&key()).await.unwrap().unwrap();
    assert_eq!(found.expires_at, SystemTime::UNIX_EPOCH + Duration::from_secs(before + 50));
    // As by a clock that is two hours ahead.
    redis.ask::<()>(&["SET", KEY, &value(before + 7200), "PX", "50000"]);
    let ends = store.get(&key()).await.unwrap().unwrap().expires_at;
    let ends = ends.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    // Rounded up to whole seconds.
    assert!((before + 50..=now() + 51).contains(&ends), "{} s", ends - before);
}

#[tokio::test]
async fn what_is_no_token_with_an_end_counts_as_none_and_is_replaced() {
    let redis = RedisServer::start();
    let store = RedisStore::connect(&redis.url()).unwrap();
    let fresh = token("fresh", 7200);
    let whole = json!({"token": "T", "expires_at": now() + 7200}).to_string();
    let broken = [
        "",
        "mock-token-1",
        "7200",
        "null",
        "[]",
        "{}",
        r#"{"token":"T"}"#,
        r#"{"expires_at":4000000000}"#,
        r#"{"token":"","expires_at":4000000000}"#,
        r#"{"token":5,"expires_at":4000000000}"#,
        r#"{"token":"T","expires_at":"4000000000"}"#,
        r#"{"token":"T","expires_at":-1}"#,
        r#"{"token":"T","expires_at":1e300}"#,
        r#"{"token":"T","expires_at":4000000000"#,
    ];
    let lasting = broken.iter().map(|value| vec!["SET", KEY, *value, "PX", "7000000"]);
    // Without an end of its own in Redis it would be there for ever.
    for command in lasting.chain([vec!["SET", KEY, whole.as_str()]]) {
        redis.ask::<()>(&command);
        assert_eq!(store.get(&key()).await.unwrap(), None, "{command:?}");
        assert!(store.put(&key(), &fresh, None).await.unwrap(), "{command:?}");
        assert_eq!(store.get(&key()).await.unwrap().as_ref(), Some(&fresh), "{command:?}");
    }
    redis.ask::<()>(&["SET", KEY, &whole, "PX", "7000000"]);
    assert!(!store.put(&key(), &fresh, None).await.unwrap(), "a whole value is replaced by nobody who did not see it");
}

#[tokio::test]
async fn two_stores_share_a_connection_of_the_application() {
    let redis = RedisServer::start();
    let manager = redis::Client::open(redis.url()).unwrap().get_connection_manager().await.unwrap();
    let before = connections(&redis);
    let first = RedisStore::from_connection_manager(manager.clone());
    let second = RedisStoreBuilder::from_connection_manager(manager).build().unwrap();
    let kept = token("token", 7200);
    assert!(first.put(&key(), &kept, None).await.unwrap());
    assert_eq!(second.get(&key()).await.unwrap(), Some(kept));
    assert!(first.lock(&key(), "first").await.unwrap());
    assert!(!second.lock(&key(), "second").await.unwrap());
    // The one that counts is the only one that came.
    assert_eq!(connections(&redis), before + 1);
}

#[tokio::test]
async fn two_accounts_share_one_connection_and_no_token() {
    let (redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    let before = connections(&redis);
    let store = RedisStore::connect(&redis.url()).unwrap();
    for (number, account) in ["wxaaaaaaaaaaaaaaaa", "wxbbbbbbbbbbbbbbbb"].into_iter().enumerate() {
        let stable = server.on_path(Method::Post, crate::support::STABLE_TOKEN);
        stable.json(json!({"access_token": format!("of-{account}"), "expires_in": 7200}));
        let client = Client::builder(account, "app-secret").base_url(server.url()).token_store(store.clone()).build().unwrap();
        client.order().get_order(order()).await.unwrap();
        assert_eq!(server.token_calls(), number + 1);
        let key = format!("wechat-league:token:stable_token:{account}:{}", server.url());
        let value: Value = serde_json::from_str(&redis.ask::<String>(&["GET", &key])).unwrap();
        assert_eq!(value["token"], format!("of-{account}"));
    }
    // Two that looked at the values, one that counts, and one for both accounts.
    assert_eq!(connections(&redis), before + 4);
}
