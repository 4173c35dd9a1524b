//! Hosts: api and api2 unless others are chosen, the next one when the first fails, and a pause before that is tried again.
#![cfg(all(feature = "mock", feature = "order", feature = "product"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "hosts/net.rs"]
mod net;
mod support;

use net::{Does, Net, ORDER, PAGE, TAKES};
use std::time::Duration;
use support::{STABLE_TOKEN, closed_port};
use tokio::time::{Instant, advance};
use wechat_league::{
    Client, ClientBuilder, Error, ErrorCode, ErrorKind, OrderId, Outcome, ProductId, SkuId, catalog, mock::MockServer,
    order::GetOrder, product::SubscribeProduct, retry::Retry, token::FixedToken,
};

const A: &str = "http://a";
const B: &str = "http://b";
const WRONG_HOST: &str = r#"{"errcode":40222,"errmsg":"invalid domain rid: 1-2-3"}"#;

fn builder(net: &Net) -> ClientBuilder {
    Client::with_token_source(FixedToken::new("T")).hosts([A, B]).transport(net.clone())
}

/// A client of two hosts.
fn client(net: &Net) -> Client {
    builder(net).build().unwrap()
}

/// How many attempts a read takes.
async fn read(client: &Client) -> Result<u32, Error> {
    let order = GetOrder::new(OrderId::new(1), SkuId::new(2));
    client.order().get_order(order).with_raw().await.map(|answer| answer.attempts)
}

/// How many attempts a write takes.
async fn write(client: &Client) -> Result<u32, Error> {
    let product = SubscribeProduct::new(ProductId::new(1));
    client.product().subscribe_product(product).with_raw().await.map(|answer| answer.attempts)
}

#[tokio::test(start_paused = true)]
async fn api_and_api2_are_the_hosts_unless_others_are_chosen() {
    let net = Net::default();
    net.always("https://", Does::Refuses);
    let builder = Client::with_token_source(FixedToken::new("T")).transport(net.clone()).retry(Retry::never());
    let client = builder.build().unwrap();
    assert_eq!(client.base_url(), "https://api.weixin.qq.com");
    assert_eq!(read(&client).await.unwrap_err().attempts(), 2);
    assert_eq!(net.went(), ["api.weixin.qq.com", "api2.weixin.qq.com"]);
}

#[tokio::test(start_paused = true)]
async fn regional_hosts_are_tried_in_the_order_in_which_they_were_chosen() {
    let net = Net::default();
    net.always("https://", Does::Refuses);
    let regional = catalog::HOSTS.iter().map(|host| host.url).filter(|url| url.contains(".api."));
    let client = builder(&net).hosts(regional).retry(Retry::never()).build().unwrap();
    read(&client).await.unwrap_err();
    assert_eq!(net.went(), ["sh.api.weixin.qq.com", "sz.api.weixin.qq.com", "hk.api.weixin.qq.com"]);
}

#[tokio::test(start_paused = true)]
async fn any_base_url_will_do() {
    let net = Net::default();
    let client = builder(&net).base_url("http://10.0.0.1:8080/wechat/").build().unwrap();
    read(&client).await.unwrap();
    assert_eq!(net.urls(), [format!("http://10.0.0.1:8080/wechat{ORDER}")]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_gets_no_connection_goes_to_the_next_host_without_a_pause() {
    for effect in ["read", "write"] {
        let net = Net::default();
        net.always(A, Does::Refuses);
        let client = client(&net);
        let started = Instant::now();
        let attempts = if effect == "read" { read(&client).await } else { write(&client).await };
        assert_eq!((attempts.unwrap(), started.elapsed()), (2, TAKES), "{effect}");
        assert_eq!(net.went(), ["a", "b"], "{effect}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_lost_after_sending_does_not_make_a_write_go_elsewhere() {
    let net = Net::default();
    net.always(A, Does::Loses);
    let error = write(&client(&net)).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Network, Outcome::Unknown, 1));
    assert_eq!(net.went(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_read_goes_elsewhere_after_the_second_server_error_of_a_host() {
    let net = Net::default();
    net.always(A, Does::Answers(502, PAGE));
    let patient = client(&net);
    assert_eq!(read(&patient).await.unwrap(), 3);
    assert_eq!(net.went(), ["a", "a", "b"]);
    // The others need not find that out for themselves.
    assert_eq!(read(&patient).await.unwrap(), 1);
    assert_eq!(net.went(), ["b"]);

    // The two may belong to two calls.
    let impatient = builder(&net).retry(Retry::never()).build().unwrap();
    for _ in 0..2 {
        assert_eq!(read(&impatient).await.unwrap_err().status(), Some(502));
    }
    assert_eq!(read(&impatient).await.unwrap(), 1);
    assert_eq!(net.went(), ["a", "a", "b"]);
}

#[tokio::test(start_paused = true)]
async fn server_errors_with_a_success_between_them_change_nothing() {
    let net = Net::default();
    let client = client(&net);
    for _ in 0..3 {
        net.once(A, Does::Answers(503, PAGE));
        assert_eq!(read(&client).await.unwrap(), 2);
        assert_eq!(net.went(), ["a", "a"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_meets_a_server_error_is_never_repeated() {
    let net = Net::default();
    net.always(A, Does::Answers(502, PAGE));
    let client = client(&net);
    for _ in 0..2 {
        let error = write(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Read, Some(502), 1));
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(net.went(), ["a"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_bad_host_is_left_alone_for_its_pause_and_then_tried_by_one_call() {
    let net = Net::default();
    net.always(A, Does::Refuses);
    let client = client(&net);
    read(&client).await.unwrap();
    assert_eq!(net.went(), ["a", "b"]);
    net.always(A, Does::Succeeds);
    for _ in 0..2 {
        advance(Duration::from_secs(14)).await;
        assert_eq!(read(&client).await.unwrap(), 1);
        assert_eq!(net.went(), ["b"]);
    }
    advance(Duration::from_secs(2)).await;
    let (one, other) = tokio::join!(read(&client), read(&client));
    assert_eq!((one.unwrap(), other.unwrap()), (1, 1));
    let mut went = net.went();
    went.sort();
    assert_eq!(went, ["a", "b"]);
    // It is well again.
    let (one, other) = tokio::join!(read(&client), read(&client));
    assert_eq!((one.unwrap(), other.unwrap()), (1, 1));
    assert_eq!(net.went(), ["a", "a"]);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_is_still_bad_after_its_pause_is_left_alone_for_another_one() {
    for bad in [Does::Refuses, Does::Answers(502, PAGE)] {
        let net = Net::default();
        net.always(A, bad);
        let client = builder(&net).host_pause(Duration::from_secs(5)).build().unwrap();
        read(&client).await.unwrap();
        advance(Duration::from_secs(6)).await;
        net.went();
        for expected in [vec!["a", "b"], vec!["b"]] {
            read(&client).await.unwrap();
            assert_eq!(net.went(), expected);
        }
        advance(Duration::from_secs(6)).await;
        assert_eq!(read(&client).await.unwrap(), 2);
        assert_eq!(net.went(), ["a", "b"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_may_last_for_ever() {
    let net = Net::default();
    net.once(A, Does::Refuses);
    let client = builder(&net).host_pause(Duration::MAX).build().unwrap();
    assert_eq!(read(&client).await.unwrap(), 2);
    advance(Duration::from_secs(24 * 60 * 60)).await;
    assert_eq!(read(&client).await.unwrap(), 1);
    assert_eq!(net.went(), ["a", "b", "b"]);
}

#[tokio::test(start_paused = true)]
async fn where_no_host_takes_a_connection_every_attempt_is_counted() {
    for (retry, attempts) in [(Retry::never(), 2), (Retry::default(), 8)] {
        let net = Net::default();
        net.always("http://", Does::Refuses);
        let error = write(&builder(&net).retry(retry).build().unwrap()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Network, Outcome::NotApplied, attempts));
        assert!(error.is_connect() && error.is_retryable());
        assert_eq!(net.went(), ["a", "b"].repeat(attempts as usize / 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_does_not_serve_a_path_sends_the_call_back_to_the_first() {
    for effect in ["read", "write"] {
        let net = Net::default();
        net.once(A, Does::Refuses);
        net.always(B, Does::Answers(200, WRONG_HOST));
        let client = client(&net);
        let started = Instant::now();
        let attempts = if effect == "read" { read(&client).await } else { write(&client).await };
        assert_eq!((attempts.unwrap(), started.elapsed()), (3, 2 * TAKES), "{effect}");
        assert_eq!(net.went(), ["a", "b", "a"], "{effect}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_path_that_the_first_host_does_not_serve_is_an_error() {
    let net = Net::default();
    net.always("http://", Does::Answers(200, WRONG_HOST));
    let client = client(&net);
    for (refuses, hosts) in [(false, vec!["a"]), (true, vec!["a", "b", "a"])] {
        if refuses {
            net.once(A, Does::Refuses);
        }
        let error = write(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::INVALID_API_DOMAIN)));
        assert_eq!((error.outcome(), error.attempts() as usize), (Outcome::NotApplied, hosts.len()));
        assert_eq!(net.went(), hosts);
    }
}

#[tokio::test(start_paused = true)]
async fn a_single_host_is_neither_left_nor_left_alone() {
    for (does, attempts) in [(Does::Refuses, 4), (Does::Answers(502, PAGE), 4), (Does::Answers(200, WRONG_HOST), 1)] {
        let net = Net::default();
        net.always("http://", does);
        let client = builder(&net).base_url("http://only").build().unwrap();
        for _ in 0..2 {
            assert_eq!(read(&client).await.unwrap_err().attempts(), attempts);
            assert_eq!(net.went(), ["only"].repeat(attempts as usize));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_fetched_from_the_next_host_too() {
    let net = Net::default();
    net.once(A, Does::Refuses);
    let client = Client::builder("wx", "secret").hosts([A, B]).transport(net.clone()).build().unwrap();
    read(&client).await.unwrap();
    assert_eq!(net.urls()[..2], [format!("{A}{STABLE_TOKEN}"), format!("{B}{STABLE_TOKEN}")]);
}

#[tokio::test(start_paused = true)]
async fn a_call_does_not_try_the_host_where_its_own_token_could_not_be_fetched() {
    let net = Net::default();
    net.always(A, Does::Refuses);
    let client = Client::builder("wx", "secret").hosts([A, B]).transport(net.clone()).build().unwrap();
    assert_eq!(read(&client).await.unwrap(), 1);
    assert_eq!(net.urls(), [format!("{A}{STABLE_TOKEN}"), format!("{B}{STABLE_TOKEN}"), format!("{B}{ORDER}")]);
}

#[test]
fn hosts_that_are_none_are_refused() {
    let no_url = "the base URL has to look like https://api.weixin.qq.com";
    for (hosts, text) in [
        (vec![], "a client needs between 1 and 16 hosts, not 0"),
        (vec![A; 17], "a client needs between 1 and 16 hosts, not 17"),
        (vec![A, "b"], no_url),
        (vec![A, ""], no_url),
    ] {
        let error = Client::builder("wx", "secret").hosts(hosts).build().unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Config, text));
    }
    assert!(Client::builder("wx", "secret").hosts([A; 16]).build().is_ok());
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_left_for_the_next_host() {
    let (_closed, dead) = closed_port();
    let server = MockServer::start().await.unwrap();
    let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET).hosts([dead.as_str(), server.url()]);
    let client = builder.build().unwrap();
    write(&client).await.unwrap();
    assert_eq!((server.calls::<SubscribeProduct>(), server.applied::<SubscribeProduct>(), server.token_calls()), (1, 1, 1));
    assert_eq!(read(&client).await.unwrap(), 1);
}
