//! A Redis that is away, comes back, refuses, or says too much.

use crate::{PASSWORD, client, contract::token, everything, key, order, server::RedisServer};
use wechat_league::{
    Client, Error, ErrorKind,
    mock::MockServer,
    order::GetOrder,
    token::{RedisStore, TokenStore},
};

/// A Redis that was stopped; its port waits for it.
fn stopped() -> RedisServer {
    let mut redis = RedisServer::start();
    redis.stop();
    redis
}

fn assert_names_the_store(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Token, "{error}");
    assert!(error.to_string().contains("the token store (Redis) cannot be reached: 127.0.0.1:"), "{error}");
}

#[tokio::test]
async fn without_redis_a_live_token_still_serves_and_a_new_one_waits_for_redis() {
    let (mut redis, server) = (RedisServer::start(), MockServer::start().await.unwrap());
    let client = client(&server, RedisStore::connect(&redis.url()).unwrap());
    client.order().get_order(order()).await.unwrap();
    redis.stop();
    client.order().get_order(order()).await.unwrap();
    server.expire_tokens();
    for _ in 0..2 {
        assert_names_the_store(&client.order().get_order(order()).await.unwrap_err());
    }
    assert_eq!((server.token_calls(), server.applied::<GetOrder>()), (1, 2));
    redis.restart();
    client.order().get_order(order()).await.unwrap();
    assert_eq!((server.token_calls(), server.applied::<GetOrder>()), (2, 3));
}

#[tokio::test]
async fn a_client_can_be_built_before_redis_is_there() {
    let (mut redis, server) = (stopped(), MockServer::start().await.unwrap());
    let client = client(&server, RedisStore::connect(&redis.url()).unwrap());
    assert_names_the_store(&client.order().get_order(order()).await.unwrap_err());
    assert_eq!((server.token_calls(), server.calls::<GetOrder>()), (0, 0));
    redis.restart();
    client.order().get_order(order()).await.unwrap();
    assert_eq!((server.token_calls(), server.calls::<GetOrder>()), (1, 1));
}

#[tokio::test]
async fn an_optional_store_is_done_without_while_redis_is_away() {
    let (mut redis, server) = (stopped(), MockServer::start().await.unwrap());
    let store = RedisStore::connect(&redis.url()).unwrap();
    let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url()).token_store(store);
    let client = builder.token_store_optional(true).build().unwrap();
    client.order().get_order(order()).await.unwrap();
    assert_eq!((server.token_calls(), server.applied::<GetOrder>()), (1, 1));
    redis.restart();
    server.expire_tokens();
    client.order().get_order(order()).await.unwrap();
    assert_eq!(server.token_calls(), 2);
    assert_eq!(redis.ask::<Vec<String>>(&["KEYS", "*"]).len(), 1);
}

#[tokio::test]
async fn a_connection_that_redis_cut_while_it_was_idle_costs_no_call() {
    let redis = RedisServer::start();
    let manager = redis::Client::open(redis.url()).unwrap().get_connection_manager().await.unwrap();
    for store in [RedisStore::connect(&redis.url()).unwrap(), RedisStore::from_connection_manager(manager)] {
        assert_eq!(store.get(&key()).await.unwrap(), None);
        let cut: u64 = redis.ask(&["CLIENT", "KILL", "TYPE", "normal"]);
        assert!(cut >= 1);
        assert_eq!(store.get(&key()).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_redis_that_comes_back_without_its_scripts_is_given_them_again() {
    let redis = RedisServer::start();
    let store = RedisStore::connect(&redis.url()).unwrap();
    for text in ["first", "second"] {
        let fresh = token(text, 7200);
        let seen = store.get(&key()).await.unwrap();
        assert!(store.put(&key(), &fresh, seen.as_ref()).await.unwrap());
        assert_eq!(store.get(&key()).await.unwrap(), Some(fresh));
        redis.ask::<()>(&["SCRIPT", "FLUSH"]);
    }
}

#[tokio::test]
async fn the_password_opens_redis_and_a_wrong_one_is_told_without_showing_it() {
    let redis = RedisServer::start_with(PASSWORD, &[]);
    let store = RedisStore::connect(&redis.url()).unwrap();
    assert_eq!(store.get(&key()).await.unwrap(), None);
    let wrong = format!("{PASSWORD}-2");
    for (url, reason) in [
        (redis.url().replace(PASSWORD, &wrong), "authentication failed"),
        (redis.url().replace(&format!(":{PASSWORD}@"), ""), "NOAUTH Authentication required."),
    ] {
        let store = RedisStore::connect(&url).unwrap();
        let error = store.get(&key()).await.unwrap_err();
        assert_eq!(error.to_string(), format!("the token store (Redis) cannot be used: {reason}"));
        assert!(!everything(&error).contains(PASSWORD), "{error}");
        assert_eq!(error.kind(), ErrorKind::Network);
    }
}

#[tokio::test]
async fn a_password_that_was_wrong_is_tried_anew_with_every_call() {
    let mut redis = RedisServer::start_with(PASSWORD, &[]);
    let store = RedisStore::connect(&redis.url()).unwrap();
    redis.ask::<()>(&["CONFIG", "SET", "requirepass", "another"]);
    store.get(&key()).await.unwrap_err();
    redis.restart();
    assert_eq!(store.get(&key()).await.unwrap(), None);
}

#[tokio::test]
async fn a_redis_that_repeats_its_arguments_does_not_make_the_error_show_the_token() {
    let redis = RedisServer::start_with("", &["--rename-command", "EVALSHA", ""]);
    let store = RedisStore::connect(&redis.url()).unwrap();
    let error = store.put(&key(), &token("top-secret", 7200), Some(&token("old-secret", 7200))).await.unwrap_err();
    assert_eq!(error.to_string(), "the token store (Redis) cannot be used: ERR unknown command 'EVALSHA'");
    assert!(!everything(&error).contains("secret"), "{error}");
}
