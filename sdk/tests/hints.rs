//! What an error says beyond its code: the `rid` for support, a hint where the tables have one, the address to allow.
#![cfg(all(feature = "mock", feature = "order"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::IpAddr;
use support::Script;
use wechat_league::{Client, Error, ErrorCode, ErrorKind, OrderId, SkuId, order::GetOrder, token::FixedToken};

/// As the platform words it, but with an address of the documentation's range.
const NOT_IN_LIST: &str = "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 65f00000-12345678-87654321";

fn body(code: i64, message: &str) -> &'static str {
    format!(r#"{{"errcode":{code},"errmsg":"{message}"}}"#).leak()
}

async fn call(client: Client) -> Error {
    client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).await.unwrap_err()
}

/// The error of a call that the platform refuses.
async fn refused(code: i64, message: &str) -> Error {
    let builder = Client::with_token_source(FixedToken::new("T")).transport(Script::new([body(code, message)]));
    let error = call(builder.build().unwrap()).await;
    assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::Api, Some(ErrorCode::new(code)), Some(message)));
    error
}

/// The error of a call whose token the platform refuses to issue.
async fn without_token(code: i64, message: &str) -> Error {
    let error = call(Client::builder("wx", "secret").transport(Script::new([body(code, message)])).build().unwrap()).await;
    assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::Token, Some(ErrorCode::new(code)), Some(message)));
    error
}

fn ip(text: &str) -> Option<IpAddr> {
    Some(text.parse().unwrap())
}

#[tokio::test]
async fn the_address_to_allow_is_the_one_in_the_message() {
    for (code, message) in [
        (40164, NOT_IN_LIST),
        (40164, "invalid ip 203.0.113.7, not in whitelist"),
        (40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist hint: [jotvMa01143580]"),
        (45035, "access clientip is not registered requestIP: 203.0.113.7 rid: 1-2-3"),
        (61004, "access clientip is not registered hint: [OOcsrA0577oxy3] requestIP: 203.0.113.7"),
    ] {
        assert_eq!(refused(code, message).await.ip_to_allow(), ip("203.0.113.7"), "{message}");
        assert_eq!(without_token(code, message).await.ip_to_allow(), ip("203.0.113.7"), "{message}");
    }
    let mapped = refused(40164, "invalid ip ::ffff:203.0.113.7, not in whitelist").await;
    assert_eq!(mapped.ip_to_allow().map(|ip| ip.to_canonical()), ip("203.0.113.7"));
}

#[tokio::test]
async fn a_message_without_a_whole_address_names_none() {
    for (code, message) in [
        (40164, "invalid ip 8.149.XXX.108 ipv6 ::ffff:8.149.XXX.108, not in whitelist rid: 65f00000-12345678-87654321"),
        (45035, "access clientip is not registered, not in ip-white-list"),
        (61004, "access clientip is not registered"),
        (61004, ""),
    ] {
        let error = refused(code, message).await;
        assert_eq!(error.ip_to_allow(), None, "{message}");
        assert!(error.to_string().ends_with(error.hint().unwrap()), "{error}");
    }
}

#[tokio::test]
async fn the_text_says_what_to_allow() {
    let refused = refused(40164, NOT_IN_LIST).await;
    let text = "errcode 40164 IP_NOT_IN_WHITELIST: invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist \
                rid: 65f00000-12345678-87654321（调用方 IP 不在白名单）；把 errmsg 里写出的 IP 加入账号后台的 IP 白名单，\
                生效后再试：203.0.113.7";
    assert_eq!(refused.to_string(), format!("get_order（获取佣金单详情）: {text}"));
    assert_eq!(refused.hint(), Some("把 errmsg 里写出的 IP 加入账号后台的 IP 白名单，生效后再试"));
    assert_eq!(refused.rid(), Some("65f00000-12345678-87654321"));

    // The platform looks at addresses where it issues tokens.
    let without_token = without_token(40164, NOT_IN_LIST).await;
    assert_eq!(without_token.to_string(), format!("get_order（获取佣金单详情）: no access token could be had: {text}"));
    assert_eq!((without_token.hint(), without_token.rid()), (refused.hint(), refused.rid()));
    for error in [refused, without_token] {
        assert!(!error.is_retryable(), "{error}");
    }
}

#[tokio::test]
async fn other_codes_name_no_address() {
    for code in [40097, 48001, 89503, 10_024_006, 123_456_789] {
        let error = refused(code, "invalid ip 203.0.113.7").await;
        assert_eq!(error.ip_to_allow(), None, "{code}");
        assert!(error.to_string().matches("203.0.113.7").count() == 1, "{error}");
    }
}

#[tokio::test]
async fn hints_come_from_the_tables() {
    for (code, hint) in [
        (45035, Some("把 errmsg 里的 IP 加入账号后台的 IP 白名单")),
        (40222, Some("换用默认域名 api.weixin.qq.com 再试")),
        (10_024_006, None),
        (123_456_789, None),
    ] {
        let error = refused(code, "m").await;
        assert_eq!(error.hint(), hint, "{code}");
        assert_eq!(error.to_string().contains('；'), hint.is_some(), "{error}");
    }
}

#[tokio::test]
async fn the_rid_is_parsed_out() {
    for (message, rid) in [
        ("order not found rid: 65f00000-12345678-87654321", Some("65f00000-12345678-87654321")),
        ("order not found rid: 1-2-3 ", Some("1-2-3")),
        ("rid:1-2-3", Some("1-2-3")),
        ("order not found rid:", None),
        ("order not found hint: [jotvMa01143580]", None),
        ("", None),
    ] {
        assert_eq!(refused(10_024_006, message).await.rid(), rid, "{message}");
        assert_eq!(without_token(10_024_006, message).await.rid(), rid, "{message}");
    }
}
