//! What an error tells: code, class, rid, hint, endpoint, text and sources; and failures before, on and behind the network.
#![cfg(all(feature = "mock", feature = "order", feature = "talent"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::json;
use std::{
    error::Error as _,
    io::ErrorKind as IoErrorKind,
    time::{Duration, Instant},
};
use support::{STABLE_TOKEN, answer_once, causes, closed_port, silent_port};
use tokio::net::TcpListener;
use wechat_league::{
    Client, ClientBuilder, Error, ErrorCode, ErrorKind, OrderId, PlanType, ReadError, SkuId,
    catalog::{Class, Method},
    mock::MockServer,
    order::GetOrder,
    retry::Retry,
    talent::{item::GetSecondHeadSupplierItemList, window::GetAllWindow},
    token::FixedToken,
};

const ORDER: &str = "/channels/ec/league/headsupplier/order/get";

fn order() -> GetOrder {
    GetOrder::new(OrderId::new(1), SkuId::new(2))
}

/// What is tested here are first failures.
fn builder(url: &str) -> ClientBuilder {
    Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(url).retry(Retry::never())
}

/// The error of a call that the platform refuses.
async fn refused(code: i64, message: &str) -> Error {
    let server = MockServer::start().await.unwrap();
    server.on::<GetOrder>().error(code, message);
    builder(server.url()).build().unwrap().order().get_order(order()).await.unwrap_err()
}

#[tokio::test]
async fn a_refused_call_tells_everything_that_the_platform_said() {
    let message = "order not found rid: 65f00000-12345678-87654321";
    let error = refused(10_024_006, message).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.code(), Some(ErrorCode::COMMISSION_ORDER_NOT_FOUND));
    assert_eq!(error.code().and_then(ErrorCode::name), Some("COMMISSION_ORDER_NOT_FOUND"));
    assert_eq!(error.class(), Some(Class::NotFound));
    assert_eq!(error.message(), Some(message));
    assert_eq!(error.rid(), Some("65f00000-12345678-87654321"));
    assert_eq!(error.endpoint().map(|endpoint| endpoint.name), Some("get_order"));
    assert_eq!(error.documented(), Some("不存在该佣金单"));
    assert_eq!(error.hint(), None);
    assert_eq!(error.status(), Some(200));
    assert!(error.read_error().is_none() && error.source().is_none());
    assert_eq!(
        error.to_string(),
        "get_order（获取佣金单详情）: errcode 10024006 COMMISSION_ORDER_NOT_FOUND: \
         order not found rid: 65f00000-12345678-87654321（不存在该佣金单）"
    );
    assert_eq!(
        format!("{error:?}"),
        format!(
            "Error {{ kind: Api, endpoint: \"get_order\", status: 200, code: 10024006(COMMISSION_ORDER_NOT_FOUND), \
             outcome: NotApplied, attempts: 1, message: {:?} }}",
            error.to_string()
        )
    );
}

#[tokio::test]
async fn a_code_with_a_remedy_tells_it() {
    let error = refused(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist").await;
    let hint = "把 errmsg 里写出的 IP 加入账号后台的 IP 白名单，生效后再试";
    assert_eq!((error.code(), error.hint()), (Some(ErrorCode::IP_NOT_IN_WHITELIST), Some(hint)));
    assert_eq!((error.class(), error.documented(), error.rid()), (Some(Class::Permission), None, None));
    assert_eq!(
        error.to_string(),
        "get_order（获取佣金单详情）: errcode 40164 IP_NOT_IN_WHITELIST: invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, \
         not in whitelist（调用方 IP 不在白名单）；把 errmsg 里写出的 IP 加入账号后台的 IP 白名单，生效后再试：203.0.113.7"
    );
}

#[tokio::test]
async fn a_code_that_no_table_knows_is_told_as_it_is() {
    let error = refused(987_654_321, "strange").await;
    let code = error.code().unwrap();
    assert_eq!((code.get(), code.name(), code.info().map(|info| info.code)), (987_654_321, None, None));
    assert_eq!((error.class(), error.hint(), error.documented(), error.rid()), (None, None, None, None));
    assert!(!error.is_retryable() && !error.is_token() && !error.is_rate_limited());
    assert_eq!(error.to_string(), "get_order（获取佣金单详情）: errcode 987654321: strange");
}

#[tokio::test]
async fn predicates_follow_the_class_of_the_code() {
    for (code, token, rate_limited, retryable) in [
        (-1, false, false, true),
        (40001, true, false, false),
        (40014, true, false, false),
        (42001, true, false, false),
        (45009, false, true, false),
        (45011, false, true, true),
        (10_024_000, false, false, false),
    ] {
        let error = refused(code, "m").await;
        assert_eq!(error.code(), Some(ErrorCode::new(code)));
        let found = (error.is_token(), error.is_rate_limited(), error.is_retryable());
        assert_eq!(found, (token, rate_limited, retryable), "{code}");
        assert!(!error.is_timeout() && !error.is_connect(), "{code}");
    }
}

#[tokio::test]
async fn the_sources_of_an_error_lead_to_its_cause() {
    let server = MockServer::start().await.unwrap();
    let client = builder(server.url()).build().unwrap();
    server.on::<GetOrder>().json(json!({"errcode": 0}));
    let error = client.order().get_order(order()).await.unwrap_err();
    let cause = error.source().and_then(|source| source.downcast_ref::<ReadError>());
    assert_eq!(cause, error.read_error());
    assert_eq!(cause.and_then(ReadError::path), Some("$.commssion_order"));
    assert!(!error.is_retryable());

    let server = MockServer::start().await.unwrap();
    server.on_path(Method::Post, STABLE_TOKEN).error(40164, "not in whitelist");
    let error = builder(server.url()).build().unwrap().order().get_order(order()).await.unwrap_err();
    assert_eq!((error.kind(), error.code().map(ErrorCode::get)), (ErrorKind::Token, Some(40164)));
    assert_eq!(error.message(), Some("not in whitelist"));
    let cause = error.source().and_then(|source| source.downcast_ref::<Error>()).unwrap();
    assert_eq!((cause.kind(), cause.code()), (ErrorKind::Api, error.code()));
    assert!(cause.source().is_none());
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_a_failure_to_connect() {
    let (_closed, url) = closed_port();
    let client = builder(&url).token_source(FixedToken::new("T")).build().unwrap();
    let error = client.order().get_order(order()).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.code()), (ErrorKind::Network, None, None));
    assert!(error.is_connect() && error.is_retryable() && !error.is_timeout());
    assert!(error.to_string().starts_with("get_order（获取佣金单详情）: no connection could be made: "), "{error}");
    let io = causes(&error).into_iter().find_map(|cause| cause.downcast_ref::<std::io::Error>()).unwrap();
    assert_eq!(io.kind(), IoErrorKind::ConnectionRefused);

    // The same port in the way to a token: no token, and the request itself certainly never left.
    let error = builder(&url).build().unwrap().order().get_order(order()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, None));
    assert!(error.is_connect() && error.is_token() && error.is_retryable());
    let cause = error.source().and_then(|source| source.downcast_ref::<Error>()).unwrap();
    assert_eq!(cause.kind(), ErrorKind::Network);
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_is_a_timeout() {
    let (_silent, url) = silent_port().await;
    let allowed = Duration::from_millis(200);
    let started = Instant::now();
    let by_client = builder(&url).token_source(FixedToken::new("T")).timeout(allowed).build().unwrap();
    let of_client = by_client.order().get_order(order()).await.unwrap_err();
    let by_call = builder(&url).token_source(FixedToken::new("T")).build().unwrap();
    let of_call = by_call.order().get_order(order()).timeout(allowed).await.unwrap_err();
    let of_raw = by_call.raw(Method::Get, "/x").without_token().timeout(allowed).await.unwrap_err();
    for error in [&of_client, &of_call, &of_raw] {
        assert_eq!((error.kind(), error.status()), (ErrorKind::Timeout, None), "{error}");
        assert!(error.is_timeout() && error.is_retryable() && !error.is_connect(), "{error}");
        assert!(error.to_string().contains("no answer within "), "{error}");
    }
    assert_eq!(of_call.endpoint().map(|endpoint| endpoint.name), Some("get_order"));
    assert!(started.elapsed() < Duration::from_secs(10), "three calls of 200 ms took {:?}", started.elapsed());
}

#[tokio::test]
async fn a_client_that_is_set_up_wrongly_is_not_built() {
    let base_url = "the base URL has to look like https://api.weixin.qq.com";
    for (builder, text) in [
        (Client::builder("", "secret"), "the app id is empty"),
        (Client::builder("  ", "secret"), "the app id is empty"),
        (Client::builder("wx", ""), "the app secret is empty"),
        (Client::builder("wx", "secret").base_url("api.weixin.qq.com"), base_url),
        (Client::builder("wx", "secret").base_url("ftp://api.weixin.qq.com"), base_url),
        (Client::builder("wx", "secret").base_url("https://"), base_url),
        (Client::builder("wx", "secret").base_url("https://api.weixin.qq.com?x=1"), base_url),
        (Client::builder("wx", "secret").base_url("https://user@api.weixin.qq.com"), base_url),
        (Client::builder("wx", "secret").timeout(Duration::ZERO), "the timeout is zero: no call could ever succeed"),
        (Client::builder("wx", "secret").proxy("http://host:port"), "the proxy is no URL like http://host:port"),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Config, text));
        assert!(error.endpoint().is_none() && !error.is_retryable());
    }
    // Whoever brings tokens needs no secret.
    assert!(Client::builder("", "").token_source(FixedToken::new("T")).build().is_ok());
    assert_eq!(Client::builder("wx", "secret").base_url("http://localhost/").build().unwrap().base_url(), "http://localhost");
}

#[tokio::test]
async fn a_broken_rule_is_found_before_anything_is_sent() {
    let server = MockServer::start().await.unwrap();
    let client = builder(server.url()).build().unwrap();
    let none = client.talent().window().get_all_window(GetAllWindow::new()).await.unwrap_err();
    assert_eq!(
        none.to_string(),
        "get_all_window（查询橱窗上机构商品列表）: the request was not sent, because it breaks a rule: at least one of finder_id, openfinderid, \
         opentalentid"
    );
    let page = client.talent().window().get_all_window(GetAllWindow::new()).pages().try_next().await.unwrap_err();
    let targeted = GetSecondHeadSupplierItemList::new(PlanType::Targeted, 10);
    let targeted = client.call(targeted).await.unwrap_err();
    assert_eq!(
        targeted.to_string(),
        "get_second_head_supplier_item_list（机构获取已添加的推广计划）: the request was not sent, \
         because it breaks a rule: plan_type = 1 requires to_head_supplier_appid"
    );
    for error in [none, page, targeted] {
        assert_eq!((error.kind(), error.code(), error.status()), (ErrorKind::Request, None, None));
        assert!(error.is_connect() && !error.is_retryable());
    }
    assert_eq!((server.requests().len(), server.token_calls()), (0, 0));
    // Without the condition there is nothing to require.
    client.call(GetSecondHeadSupplierItemList::new(PlanType::Public, 10)).await.unwrap();
}

#[tokio::test]
async fn a_raw_call_has_the_same_token_and_the_same_errors() {
    let server = MockServer::start().await.unwrap();
    let client = builder(server.url()).build().unwrap();
    let body = json!({"order_id": 1, "sku_id": 2});
    let answer = client.raw(Method::Post, ORDER).json(&body).await.unwrap();
    assert_eq!((answer.status, answer.attempts), (200, 1));
    assert!(answer.json().unwrap()["commssion_order"].is_object());
    assert_eq!((server.requests()[0].json(), server.token_calls()), (Some(body), 1));

    server.on_path(Method::Get, "/new/path").json(json!({"anything": [1]}));
    let answer = client.raw(Method::Get, "/new/path").query("key", "a b&c").await.unwrap();
    assert_eq!(answer.json().unwrap(), json!({"anything": [1]}));
    assert_eq!(server.requests()[1].query.get("key").map(String::as_str), Some("a b&c"));

    server.on_path(Method::Get, "/new/path").error(10_024_006, "order not found");
    let error = client.raw(Method::Get, "/new/path").await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::COMMISSION_ORDER_NOT_FOUND)));
    assert!(error.endpoint().is_none() && error.documented().is_none());
    assert_eq!(error.to_string(), "errcode 10024006 COMMISSION_ORDER_NOT_FOUND: order not found（不存在该佣金单）");

    server.on_path(Method::Get, "/new/path").raw(200, "text/plain", "hello");
    let answer = client.raw(Method::Get, "/new/path").await.unwrap();
    assert_eq!(&answer.body[..], b"hello");
    let error = answer.json().unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Read, Some(200)));
    assert_eq!(error.read_error().map(ReadError::found), Some("no JSON at line 1 column 1"));

    let error = client.raw(Method::Post, "/no/such/path").await.unwrap_err();
    assert_eq!((error.kind(), error.code().map(ErrorCode::get), error.status()), (ErrorKind::Api, Some(40066), Some(404)));
}

#[tokio::test]
async fn a_raw_path_that_is_none_is_refused_before_anything_is_sent() {
    let server = MockServer::start().await.unwrap();
    let client = builder(server.url()).build().unwrap();
    for path in ["", "channels/ec/x", "/x?key=value", "/x#part", "http://elsewhere/x"] {
        let error = client.raw(Method::Get, path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{path}");
        assert_eq!(error.to_string(), "a path begins with / and has no query; parameters go through .query()");
    }
    assert_eq!((server.requests().len(), server.token_calls()), (0, 0));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        elsewhere.set_nonblocking(true).unwrap();
        let target = elsewhere.local_addr().unwrap();
        let here = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", here.local_addr().unwrap());
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nLocation: http://{target}/stolen\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let server = tokio::spawn(answer_once(here, answer));

        let client = builder(&url).token_source(FixedToken::new("T")).build().unwrap();
        let error = client.order().get_order(order()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Read, Some(status)));
        let found = format!("HTTP status {status} without errcode");
        assert_eq!(error.read_error().map(ReadError::found), Some(found.as_str()));

        let request = server.await.unwrap();
        assert!(request.starts_with(&format!("POST {ORDER}?access_token=T HTTP/1.1\r\n")), "{request}");
        assert!(!request.to_lowercase().contains("\r\nreferer:"), "{request}");
        // The call is over, so a connection to the other place would be waiting by now.
        let knocked = elsewhere.accept().map(|_| ()).unwrap_err();
        assert_eq!(knocked.kind(), IoErrorKind::WouldBlock, "{status} was followed");
    }
}

#[cfg(feature = "base")]
#[tokio::test]
async fn the_mock_server_refuses_what_the_platform_refuses() {
    let server = MockServer::start().await.unwrap();
    let client = builder(server.url()).build().unwrap();
    let window = "/channels/ec/league/headsupplier/window/getall";
    for (call, code, text) in [
        (client.raw(Method::Get, ORDER), 43002, "require POST method"),
        (client.raw(Method::Post, "/cgi-bin/get_api_domain_ip"), 43001, "require GET method"),
        (client.raw(Method::Post, ORDER).json(&json!({"order_id": 1})), 40097, "invalid args: $.sku_id is missing"),
        (client.raw(Method::Post, window), 40097, "invalid args: at least one of finder_id, openfinderid, opentalentid"),
        (client.raw(Method::Post, ORDER).body("order_id=1"), 47001, "data format error: "),
        (client.raw(Method::Post, ORDER).body("[1]"), 47001, "data format error: the body is no JSON object"),
        (client.raw(Method::Post, ORDER).body(""), 44002, "empty post data"),
        (client.raw(Method::Post, ORDER).without_token(), 41001, "access_token missing"),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!((error.kind(), error.code().map(ErrorCode::get), error.status()), (ErrorKind::Api, Some(code), Some(200)));
        assert!(error.message().is_some_and(|message| message.starts_with(text)), "{error}");
        assert_eq!(error.rid(), Some("65f00000-00000000-00000000"), "{error}");
    }
    assert_eq!((server.requests().len(), server.token_calls()), (8, 1));
}
