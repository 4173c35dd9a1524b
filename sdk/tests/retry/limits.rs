//! The client's own rate limits: what has no room before its deadline is not sent, and everything sent takes room.

use crate::{
    ORDER, builder, fine, order, send,
    support::{Recorder, STABLE_TOKEN, answering, in_turn, now, refused, token},
};
use std::time::Duration;
use tokio::time::Instant;
use wechat_league::{
    Client, ErrorCode, ErrorKind, Outcome, RateLimit,
    catalog::{Effect, Method},
    order::GetOrder,
};

/// Everything is fine, again and again.
fn well() -> Recorder {
    answering(|_| now(fine()))
}

#[tokio::test(start_paused = true)]
async fn a_call_without_room_before_its_deadline_fails_at_once_and_is_not_sent() {
    let recorder = in_turn([token(1, 7200), fine(), fine()]);
    let builder = Client::builder("wx", "secret").base_url("http://localhost").transport(recorder.clone());
    let client = builder.rate_limit::<GetOrder>(RateLimit::per_minute(1)).build().unwrap();
    client.order().get_order(order()).await.unwrap();
    let started = Instant::now();
    let error = client.order().get_order(order()).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Limit, Outcome::NotApplied, 0));
    assert!(error.is_rate_limited() && error.is_retryable() && error.is_connect());
    assert_eq!(error.endpoint().map(|endpoint| endpoint.name), Some("get_order"));
    assert_eq!((recorder.sent().len(), started.elapsed()), (2, Duration::ZERO));

    // With more patience it is sent when there is room.
    client.order().get_order(order()).timeout(Duration::from_secs(90)).await.unwrap();
    assert_eq!((recorder.sent().len(), started.elapsed()), (3, Duration::from_secs(60)));
    assert_eq!(recorder.calls(STABLE_TOKEN), 1);
}

#[tokio::test(start_paused = true)]
async fn a_limit_lets_a_burst_through_and_the_rest_at_its_rate() {
    let recorder = well();
    let client = builder(&recorder).rate_limit::<GetOrder>(RateLimit::per_second(4).burst(2)).build().unwrap();
    let started = Instant::now();
    let mut times = Vec::new();
    for _ in 0..4 {
        client.order().get_order(order()).await.unwrap();
        times.push(started.elapsed().as_millis());
    }
    assert_eq!(times, [0, 0, 250, 500]);
}

#[tokio::test(start_paused = true)]
async fn a_limit_is_for_its_path_alone_typed_or_raw() {
    let recorder = well();
    let limit = RateLimit::per_minute(1);
    let client = builder(&recorder).rate_limit::<GetOrder>(limit).rate_limit_path("/new", limit).build().unwrap();
    for path in ["/new", ORDER] {
        client.raw(Method::Post, path).await.unwrap();
        assert_eq!(client.raw(Method::Post, path).await.unwrap_err().kind(), ErrorKind::Limit, "{path}");
    }
    assert_eq!(send(&client, Effect::Read).await.unwrap_err().kind(), ErrorKind::Limit);
    for _ in 0..3 {
        send(&client, Effect::Write).await.unwrap();
    }
    assert_eq!(recorder.sent().len(), 2 + 3);
}

#[tokio::test(start_paused = true)]
async fn what_is_sent_again_takes_room_too() {
    let recorder = in_turn([refused(-1), fine()]);
    let client = builder(&recorder).rate_limit::<GetOrder>(RateLimit::per_second(1)).build().unwrap();
    let started = Instant::now();
    assert_eq!(send(&client, Effect::Read).await.unwrap(), 2);
    assert_eq!(started.elapsed(), Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_repeat_without_room_leaves_the_failure_as_it_was() {
    let recorder = in_turn([refused(-1), fine()]);
    let client = builder(&recorder).rate_limit::<GetOrder>(RateLimit::per_minute(1)).build().unwrap();
    let error = send(&client, Effect::Read).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::SYSTEM_BUSY)));
    assert_eq!((error.attempts(), error.is_connect(), recorder.sent().len()), (1, false, 1));
}
