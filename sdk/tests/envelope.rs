//! What an answer says about itself: success only when it says so, and every other body is an error that tells where.
#![cfg(all(feature = "mock", feature = "order", feature = "base", feature = "sharer"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use wechat_league::{
    AppId, Client, Error, ErrorCode, ErrorKind, OrderId, Request,
    base::ClearQuota,
    mock::MockServer,
    order::{GetOrderList, GetOrderListResponse, OrderListItem},
    sharer::live::GetLiveNoticeStats,
};

const JSON: &str = "application/json";

/// What the SDK makes of an answer to a request.
async fn answered<R: Request>(request: R, status: u16, content_type: &'static str, body: &[u8]) -> Result<R::Response, Error> {
    let server = MockServer::start().await.unwrap();
    server.on::<R>().raw(status, content_type, body);
    server.client().unwrap().call(request).await
}

/// What the SDK makes of an answer to a request for a list of orders.
async fn list(body: impl AsRef<[u8]>) -> Result<GetOrderListResponse, Error> {
    answered(GetOrderList::new(30), 200, JSON, body.as_ref()).await
}

/// An answer that cannot be read: where, what was expected, what was found, and the HTTP status.
fn unread(error: &Error) -> (Option<&str>, &str, &str, Option<u16>) {
    assert_eq!(error.kind(), ErrorKind::Read, "{error}");
    assert_eq!(error.code(), None);
    let read = error.read_error().unwrap();
    (read.path(), read.expected(), read.found(), error.status())
}

fn ids(orders: &[OrderListItem]) -> Vec<Option<u64>> {
    orders.iter().map(|order| order.order_id.map(OrderId::get)).collect()
}

#[tokio::test]
async fn errcode_zero_in_every_form_is_success() {
    for errcode in [r#""errcode":0,"#, r#""errcode":"0","#, r#""errmsg":"ok","errcode" : 0 ,"#] {
        let answer = list(format!(r#"{{{errcode}"list":[{{"order_id":"7"}}],"has_more":false}}"#)).await.unwrap();
        assert_eq!((ids(&answer.list), answer.has_more), (vec![Some(7)], Some(false)), "{errcode}");
    }
}

#[tokio::test]
async fn without_errcode_a_documented_key_is_success() {
    for errcode in ["", r#""errcode":null,"#, r#""errcode":"","#] {
        let answer = list(format!(r#"{{{errcode}"list":[{{"order_id":7}}],"unknown":{{}}}}"#)).await.unwrap();
        assert_eq!(ids(&answer.list), [Some(7)], "{errcode}");
    }
}

#[tokio::test]
async fn without_errcode_and_documented_key_nothing_is_success() {
    for body in [r#"{"message":"bad gateway"}"#, "{}", r#"{"errmsg":"ok"}"#, r#"{"errcode":null}"#, r#"{"data":{"list":[]}}"#] {
        let error = list(body).await.unwrap_err();
        assert_eq!(unread(&error), (Some("$"), "errcode or a documented key", "neither", Some(200)), "{body}");
    }
    // Not even where the answer has no documented keys at all, or where its content may be absent.
    let error = answered(ClearQuota::new(AppId::new("wx")), 200, JSON, b"{}").await.unwrap_err();
    assert_eq!(unread(&error), (Some("$"), "errcode or a documented key", "neither", Some(200)));
    let error = answered(GetLiveNoticeStats::new(), 200, JSON, b"{}").await.unwrap_err();
    assert_eq!(unread(&error), (Some("$"), "errcode or a documented key", "neither", Some(200)));
}

#[tokio::test]
async fn a_status_that_is_no_success_needs_an_errcode() {
    let bad_gateway = br#"{"list":[],"message":"bad gateway"}"#;
    let error = answered(GetOrderList::new(30), 502, JSON, bad_gateway).await.unwrap_err();
    assert_eq!(unread(&error), (None, "an answer of the API", "HTTP status 502 without errcode", Some(502)));
    // With one, the status says nothing.
    let answer = answered(GetOrderList::new(30), 500, JSON, br#"{"errcode":0,"list":[{"order_id":1}]}"#).await.unwrap();
    assert_eq!(ids(&answer.list), [Some(1)]);
    let error = answered(GetOrderList::new(30), 500, JSON, br#"{"errcode":10024000,"errmsg":"m"}"#).await.unwrap_err();
    assert_eq!((error.kind(), error.code(), error.status()), (ErrorKind::Api, Some(ErrorCode::new(10_024_000)), Some(500)));
}

#[tokio::test]
async fn an_errcode_that_is_no_number_is_told() {
    for (errcode, found) in [(r#""abc""#, "abc"), ("true", "true"), ("{}", "{}"), ("[0]", "[0]")] {
        let error = list(format!(r#"{{"errcode":{errcode},"list":[]}}"#)).await.unwrap_err();
        assert_eq!(unread(&error), (Some("$.errcode"), "a number", found, Some(200)), "{errcode}");
    }
}

#[tokio::test]
async fn success_without_its_content_is_an_error_at_the_missing_key() {
    for body in [r#"{"errcode":0,"errmsg":"ok"}"#, r#"{"errcode":0,"has_more":false}"#, r#"{"has_more":false,"next_key":""}"#] {
        let error = list(body).await.unwrap_err();
        let found = if body.contains("errcode") { "nothing, although the answer says success" } else { "nothing" };
        assert_eq!(unread(&error), (Some("$.list"), "the content of the answer", found, Some(200)), "{body}");
    }
    // The key is there: the list is empty.
    for content in ["null", "[]", "{}", r#""""#] {
        let answer = list(format!(r#"{{"errcode":0,"list":{content}}}"#)).await.unwrap();
        assert!(answer.list.is_empty(), "{content}");
    }
}

#[tokio::test]
async fn content_that_may_be_absent_is_absent_without_an_error() {
    assert!(GetLiveNoticeStats::ENDPOINT.payload.is_some_and(|payload| payload.may_be_absent));
    let answer = answered(GetLiveNoticeStats::new(), 200, JSON, br#"{"errcode":0,"errmsg":"ok"}"#).await.unwrap();
    assert_eq!((answer.notice_count, answer.share_user_count), (None, None));
    answered(ClearQuota::new(AppId::new("wx")), 200, JSON, br#"{"errcode":0}"#).await.unwrap();
}

#[tokio::test]
async fn a_wrongly_typed_field_is_located() {
    let error = list(r#"{"errcode":0,"list":[{"order_id":1},{"order_id":{}}]}"#).await.unwrap_err();
    assert_eq!(unread(&error), (Some("$.list[1].order_id"), "an id of 64 bits", "an object", Some(200)));
    assert_eq!(error.read_error().unwrap().excerpt(), r#"{"errcode":0,"list":[{"order_id":1},{"order_id":{}}]}"#);
    assert_eq!(
        error.to_string(),
        "get_order_list（获取佣金单列表）: the answer could not be read: at $.list[1].order_id: expected an id of 64 bits, found \
         an object; the body begins: {\"errcode\":0,\"list\":[{\"order_id\":1},{\"order_id\":{}}]}"
    );
}

#[tokio::test]
async fn an_errcode_outranks_any_trouble_with_the_rest_of_the_body() {
    for body in [
        &br#"{"errcode":10024001,"errmsg":"bad finder_id rid: 1-2-3"}"#[..],
        br#"{"errcode":"10024001","errmsg":"bad finder_id rid: 1-2-3","list":[]}"#,
        br#"{"errcode":10024001,"errmsg":"bad finder_id rid: 1-2-3","list":[{"order_id":{}}]}"#,
        br#"{"list":[{"order_id":true}],"errmsg":"bad finder_id rid: 1-2-3","errcode":10024001}"#,
        br#"{"errcode":10024001,"errmsg":"bad finder_id rid: 1-2-3","list":[{"order_"#,
        br#"{"errmsg":"bad finder_id rid: 1-2-3","errcode":10024001,"#,
        br#"{"errcode":10024001,"errmsg":"bad finder_id rid: 1-2-3"} trailing"#,
        b"\xEF\xBB\xBF{\"errcode\":10024001,\"errmsg\":\"bad finder_id rid: 1-2-3\"}",
        b"{\"errcode\":10024001,\"errmsg\":\"bad \x01finder_id rid: 1-2-3\",\"x\":\"\xFF\"}",
    ] {
        let shown = String::from_utf8_lossy(body).into_owned();
        let error = answered(GetOrderList::new(30), 200, JSON, body).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.code(), error.status()),
            (ErrorKind::Api, Some(ErrorCode::new(10_024_001)), Some(200)),
            "{shown}"
        );
        let message = error.message().unwrap().replace('\u{1}', "");
        assert_eq!((message.as_str(), error.rid()), ("bad finder_id rid: 1-2-3", Some("1-2-3")), "{shown}");
    }
}

#[tokio::test]
async fn control_characters_and_broken_characters_inside_texts_are_repaired() {
    let answer = list(b"{\"errcode\":0,\"list\":[{\"order_id\":\"7\"}],\"next_key\":\"a\x01\n\tb\"}").await.unwrap();
    assert_eq!((ids(&answer.list), answer.next_key.as_str()), (vec![Some(7)], "ab"));
    let answer = list(b"{\"errcode\":0,\"list\":[{\"order_id\":\"7\"}],\"next_key\":\"a\xFFb\"}").await.unwrap();
    assert_eq!((ids(&answer.list), answer.next_key.as_str()), (vec![Some(7)], "a\u{fffd}b"));
    // What is still wrong after the repair is located in the repaired body.
    let error = list(b"{\"errcode\":0,\"list\":[{\"order_id\":[]}],\"next_key\":\"\x02\"}").await.unwrap_err();
    assert_eq!(unread(&error), (Some("$.list[0].order_id"), "an id of 64 bits", "a list", Some(200)));
}

#[tokio::test]
async fn a_body_that_is_no_json_is_told_with_its_place() {
    for (body, found) in [
        ("", "an empty body"),
        (" \r\n", "an empty body"),
        ("<html><body>502 Bad Gateway</body></html>", "no JSON at line 1 column 1"),
        (r#"{"errcode":0,"list":[]}x"#, "no JSON at line 1 column 24"),
        (r#"{"errcode":0,"list":[]}{"errcode":0}"#, "no JSON at line 1 column 24"),
    ] {
        let error = list(body).await.unwrap_err();
        assert_eq!(unread(&error), (None, "a JSON object", found, Some(200)), "{body}");
    }
    let error = list(r#"{"errcode":0,"list":[{"order_id":1}"#).await.unwrap_err();
    let (path, expected, found, status) = unread(&error);
    assert_eq!((path, expected, status), (None, "a JSON object", Some(200)));
    assert!(found.starts_with("no JSON at line 1 column "), "{found}");
}

#[tokio::test]
async fn a_byte_order_mark_is_no_content() {
    for body in [&b"\xEF\xBB\xBF{\"errcode\":0,\"list\":[]}"[..], b"\xEF\xBB\xBF{\"list\":[]}"] {
        assert!(list(body).await.unwrap().list.is_empty());
    }
}

#[tokio::test]
async fn json_that_is_no_object_is_told() {
    for body in ["[]", "null", r#""""#, "[1]", "7", "true", r#""ok""#] {
        let error = list(body).await.unwrap_err();
        let (path, expected, _, status) = unread(&error);
        assert_eq!((path, expected, status), (Some("$"), "an object as documented", Some(200)), "{body}");
    }
}

#[tokio::test]
async fn a_page_of_a_gateway_is_an_error_with_its_status() {
    let page = b"<html><body>502 Bad Gateway</body></html>";
    let error = answered(GetOrderList::new(30), 502, "text/html", page).await.unwrap_err();
    assert_eq!(unread(&error), (None, "an answer of the API", "HTTP status 502 without errcode", Some(502)));
    assert_eq!(error.read_error().unwrap().excerpt(), "<html><body>502 Bad Gateway</body></html>");
    let error = answered(GetOrderList::new(30), 200, "text/html", page).await.unwrap_err();
    assert_eq!(unread(&error), (None, "a JSON object", "no JSON at line 1 column 1", Some(200)));
    let error = answered(GetOrderList::new(30), 503, "text/html", b"").await.unwrap_err();
    assert_eq!(unread(&error), (None, "an answer of the API", "HTTP status 503 without errcode", Some(503)));
}

#[tokio::test]
async fn the_content_type_says_nothing() {
    let body = br#"{"errcode":0,"list":[{"order_id":1}]}"#;
    let answer = answered(GetOrderList::new(30), 200, "text/plain; charset=GBK", body).await.unwrap();
    assert_eq!(ids(&answer.list), [Some(1)]);
}

#[tokio::test]
async fn an_answer_over_the_cap_is_refused_and_one_of_just_that_size_is_read() {
    let server = MockServer::start().await.unwrap();
    let body = format!(r#"{{"errcode":0,"list":[],"next_key":"{}"}}"#, "k".repeat(200));
    server.on::<GetOrderList>().raw(200, JSON, body.as_str());
    let capped = |bytes: usize| -> Client {
        let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url());
        builder.max_answer(bytes).build().unwrap()
    };
    let answer = capped(body.len()).call(GetOrderList::new(30)).await.unwrap();
    assert_eq!(answer.next_key.len(), 200);
    let error = capped(body.len() - 1).call(GetOrderList::new(30)).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.is_connect()), (ErrorKind::Network, Some(200), false));
    let text = format!("get_order_list（获取佣金单列表）: the answer is larger than {} bytes", body.len() - 1);
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn what_an_error_shows_of_a_body_is_bounded_and_on_one_line() {
    let body = format!("<html>\n{}", "字".repeat(10_000));
    let error = list(&body).await.unwrap_err();
    let excerpt = error.read_error().unwrap().excerpt();
    assert!(excerpt.starts_with("<html> 字字") && excerpt.ends_with('…'), "{excerpt}");
    assert_eq!(excerpt.chars().count(), 513);
}
