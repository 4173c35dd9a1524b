//! Filters: what they see, change and stop.

use super::{A, B, TOKEN, fetching, fixed, read, write};
use crate::{
    net::{Does, Net, ORDER, PAGE},
    support::STABLE_TOKEN,
};
use http::HeaderValue;
use serde_json::json;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use wechat_league::{
    Client, Error, ErrorKind, OrderId, Outcome, SkuId,
    mock::MockServer,
    order::GetOrder,
    transport::{HttpRequest, HttpResponse},
};

/// A filter as a plain function: adds a header.
fn sign(request: &mut HttpRequest) -> Result<(), Error> {
    request.headers.insert("x-signature", HeaderValue::from_static("signed"));
    Ok(())
}

/// Another one: rewrites what is sent to one path.
fn rewrite(request: &mut HttpRequest) -> Result<(), Error> {
    if request.url.ends_with(ORDER) {
        request.body = Some(r#"{"order_id":5,"sku_id":6}"#.into());
        request.query.push_str("&signed=yes");
    }
    Ok(())
}

#[tokio::test]
async fn what_request_filters_change_is_what_arrives() {
    let server = MockServer::start().await.unwrap();
    let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url());
    let client = builder.request_filter(sign).request_filter(rewrite).build().unwrap();
    read(&client).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].headers.get("x-signature").map(String::as_str), Some("signed"));
    assert_eq!(requests[0].json(), Some(json!({"order_id": 5, "sku_id": 6})));
    assert_eq!(requests[0].query.get("signed").map(String::as_str), Some("yes"));
}

#[tokio::test(start_paused = true)]
async fn every_attempt_passes_the_filters_afresh() {
    let net = Net::default();
    net.once(ORDER, Does::Answers(502, PAGE));
    read(&fixed(&net).request_filter(rewrite).build().unwrap()).await.unwrap();
    let queries: Vec<String> = net.sent().into_iter().map(|request| request.query).collect();
    assert_eq!(queries, [format!("access_token={TOKEN}&signed=yes"), format!("access_token={TOKEN}&signed=yes")]);
}

#[tokio::test(start_paused = true)]
async fn filters_run_in_the_order_in_which_they_were_set() {
    let net = Net::default();
    let ran = Arc::new(Mutex::new(Vec::new()));
    let mut builder = fixed(&net);
    for name in ["first", "second"] {
        let (before, after) = (Arc::clone(&ran), Arc::clone(&ran));
        builder = builder
            .request_filter(move |_| {
                before.lock().unwrap().push(("request", name));
                Ok(())
            })
            .response_filter(move |_| {
                after.lock().unwrap().push(("response", name));
                Ok(())
            });
    }
    read(&builder.build().unwrap()).await.unwrap();
    let expected = [("request", "first"), ("request", "second"), ("response", "first"), ("response", "second")];
    assert_eq!(*ran.lock().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn filters_see_token_calls_too() {
    let net = Net::default();
    let (urls, bodies) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
    let (asked, answered) = (Arc::clone(&urls), Arc::clone(&bodies));
    let builder = fetching(&net)
        .request_filter(move |request| {
            asked.lock().unwrap().push(request.url.clone());
            Ok(())
        })
        .response_filter(move |response| {
            answered.lock().unwrap().push(response.body.clone());
            Ok(())
        });
    read(&builder.build().unwrap()).await.unwrap();
    assert_eq!(*urls.lock().unwrap(), [format!("{A}{STABLE_TOKEN}"), format!("{A}{ORDER}")]);
    let bodies = bodies.lock().unwrap();
    assert_eq!(bodies.len(), 2);
    assert_eq!(&bodies[0][..], br#"{"access_token":"net-token-1","expires_in":7200}"#);
}

#[tokio::test(start_paused = true)]
async fn a_request_filter_that_fails_stops_the_call_before_anything_is_sent() {
    let net = Net::default();
    let later = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&later);
    let builder = fixed(&net).request_filter(|_| Err(Error::config("no key to sign with"))).request_filter(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Ok(())
    });
    let error = write(&builder.build().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Config, Outcome::NotApplied));
    assert_eq!(error.to_string(), "subscribe_product（商品订阅）: no key to sign with");
    assert_eq!((net.sent().len(), later.load(Ordering::SeqCst)), (0, 0));
}

/// An error of every kind that a filter can make.
const ERRORS: [fn() -> Error; 4] = [
    || Error::config("of the filter"),
    || Error::timeout(Duration::from_secs(1)),
    || Error::network("of the filter", false, None),
    || Error::network("of the filter", true, None),
];

#[tokio::test(start_paused = true)]
async fn an_error_of_a_request_filter_is_never_taken_for_one_of_the_network() {
    for make in ERRORS {
        let net = Net::default();
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let builder = fixed(&net).hosts([A, B]).request_filter(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            Err(make())
        });
        let client = builder.build().unwrap();
        read(&client).await.unwrap_err();
        let error = write(&client).await.unwrap_err();
        assert_eq!((runs.load(Ordering::SeqCst), net.sent().len()), (2, 0), "{error}");
        assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_filter_that_fails_leaves_a_write_in_doubt() {
    let net = Net::default();
    let client = fixed(&net).response_filter(|_| Err(Error::config("a forged signature"))).build().unwrap();
    let error = write(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.outcome()), (ErrorKind::Config, Some(200), Outcome::Unknown));
    assert_eq!(error.to_string(), "subscribe_product（商品订阅）: a forged signature");
    assert_eq!(read(&client).await.unwrap_err().outcome(), Outcome::NotApplied);
    assert_eq!(net.sent().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn no_error_of_a_response_filter_sends_a_write_again() {
    for make in ERRORS {
        let net = Net::default();
        let client = fixed(&net).hosts([A, B]).response_filter(move |_| Err(make())).build().unwrap();
        let error = write(&client).await.unwrap_err();
        assert_eq!((net.sent().len(), error.outcome()), (1, Outcome::Unknown), "{error}");
        // Whoever sends again what never left must not be misled either.
        assert!(!error.is_connect(), "{error}");
    }
}

/// A filter that unpacks what came.
fn unpack(response: &mut HttpResponse) -> Result<(), Error> {
    assert_eq!((response.status, &response.body[..]), (500, &b"packed"[..]));
    response.status = 200;
    response.body = r#"{"errcode":0,"commssion_order":{"order_id":"77"}}"#.into();
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn what_a_response_filter_leaves_is_what_is_read() {
    let net = Net::default();
    net.always(ORDER, Does::Answers(500, "packed"));
    let client = fixed(&net).response_filter(unpack).build().unwrap();
    let answer = client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).with_raw().await.unwrap();
    assert_eq!(answer.answer.commission_order.order_id, Some(OrderId::new(77)));
    assert_eq!((answer.status, answer.attempts), (200, 1));
    assert_eq!(&answer.body[..], br#"{"errcode":0,"commssion_order":{"order_id":"77"}}"#);
}

#[tokio::test]
async fn a_response_filter_sees_the_headers_of_the_answer() {
    let server = MockServer::start().await.unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let builder = Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url());
    let builder = builder.response_filter(move |response| {
        kept.lock().unwrap().push((response.status, response.headers.get("content-type").cloned()));
        Ok(())
    });
    read(&builder.build().unwrap()).await.unwrap();
    let of_order = Some(HeaderValue::from_static("application/json; charset=UTF-8"));
    assert_eq!(seen.lock().unwrap().last(), Some(&(200, of_order)));
}
