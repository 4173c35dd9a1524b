//! The policy is the caller's: replaced or switched off, for a client or a call, for lists and raw calls as well.

use crate::{
    BOTH, ORDER, builder, client, fine, order, send,
    support::{Answer, http, in_turn, lost, refused, unconnected},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use wechat_league::{
    ErrorCode,
    catalog::{Effect, Method},
    order::GetOrderList,
    retry::{Decision, Failure, Retry},
};

#[tokio::test(start_paused = true)]
async fn a_client_may_repeat_nothing_at_all() {
    for effect in BOTH {
        for failure in [refused(-1), lost(), http(502, ""), refused(45011), unconnected()] {
            let recorder = in_turn([failure, fine()]);
            let client = builder(&recorder).retry(Retry::never()).build().unwrap();
            let error = send(&client, effect).await.unwrap_err();
            assert_eq!((error.attempts(), recorder.sent().len()), (1, 1), "{effect:?}: {error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_a_policy_of_its_own() {
    for (of_client, of_call, attempts) in [
        (Retry::default(), Retry::never(), 1),
        (Retry::never(), Retry::default(), 4),
        (Retry::default(), Retry::default().attempts(2), 2),
        (Retry::default().attempts(2), Retry::default().attempts(6), 6),
    ] {
        let recorder = in_turn([(); 12].map(|()| refused(-1)));
        let client = builder(&recorder).retry(of_client).build().unwrap();
        for error in [
            client.order().get_order(order()).retry(of_call).await.unwrap_err(),
            client.raw(Method::Post, ORDER).retry(of_call).await.unwrap_err(),
        ] {
            assert_eq!((error.code(), error.attempts()), (Some(ErrorCode::SYSTEM_BUSY), attempts));
        }
        assert_eq!(recorder.sent().len(), 2 * attempts as usize);
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_of_ones_own_sees_every_failure_and_decides() {
    for (effect, name) in BOTH.into_iter().zip(["get_order", "subscribe_product"]) {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&seen);
        let policy = move |failure: &Failure<'_>| {
            let name = failure.endpoint.map(|endpoint| endpoint.name);
            let code = failure.error.code().map(ErrorCode::get);
            heard.lock().unwrap().push((name, code, failure.effect, failure.failures, failure.remaining.as_secs()));
            if failure.failures < 3 { Decision::After(Duration::from_secs(10)) } else { Decision::GiveUp }
        };
        let recorder = in_turn([refused(45009), lost(), refused(10_024_000), fine()]);
        let error = send(&builder(&recorder).retry(policy).build().unwrap(), effect).await.unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Some(ErrorCode::new(10_024_000)), 3));
        let name = Some(name);
        let expected = [(name, Some(45009), effect, 1, 30), (name, None, effect, 2, 20), (name, Some(10_024_000), effect, 3, 10)];
        assert_eq!(*seen.lock().unwrap(), expected);
    }
}

fn page(more: bool, next: &str) -> Answer {
    http(200, format!(r#"{{"errcode":0,"list":[{{"order_id":"1"}}],"has_more":{more},"next_key":"{next}"}}"#))
}

#[tokio::test(start_paused = true)]
async fn every_page_of_a_list_is_sent_again_under_the_options_of_its_call() {
    let recorder = in_turn([lost(), page(true, "k"), refused(-1), page(false, "")]);
    let list = client(&recorder).order().get_order_list(GetOrderList::new(30));
    let rows = list.timeout(Duration::from_secs(3)).items().collect_up_to(100).await.unwrap();
    assert_eq!((rows.len(), recorder.sent().len()), (2, 4));
    // Each page has the time of a call to itself.
    let allowed: Vec<u64> = recorder.sent().iter().map(|request| request.timeout.as_secs()).collect();
    assert_eq!(allowed, [3, 2, 3, 2]);

    let recorder = in_turn([page(true, "k"), refused(-1), page(false, "")]);
    let mut pages = client(&recorder).order().get_order_list(GetOrderList::new(30)).retry(Retry::never()).pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.try_next().await.unwrap_err().code(), Some(ErrorCode::SYSTEM_BUSY));
    assert_eq!(recorder.sent().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_raw_call_knows_no_endpoint_and_its_policy_is_told_so() {
    let policy = |failure: &Failure<'_>| match (failure.endpoint, failure.effect) {
        (None, Effect::Write) if failure.failures == 1 => Decision::After(Duration::ZERO),
        _ => Decision::GiveUp,
    };
    let recorder = in_turn([refused(45009), fine()]);
    let answer = builder(&recorder).retry(policy).build().unwrap().raw(Method::Post, "/new").await.unwrap();
    assert_eq!((answer.attempts, recorder.sent().len()), (2, 2));
}
