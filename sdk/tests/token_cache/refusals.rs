//! A token that the API refuses: dropped if it is still the one, replaced once, and never in a loop.

use crate::{
    LIFE, at_once, carried, client, found, get, platform, sent, succeed,
    support::{Answer, Gate, Recorder, STABLE_TOKEN, idle, now, refused, seconds, token},
    with_token,
};
use wechat_league::{ErrorCode, ErrorKind, ProductId, product::SubscribeProduct, transport::BoxFuture};

/// Finds every order, but not with the first token.
fn not_with_the_first(held: &str) -> BoxFuture<'static, Answer> {
    now(if held == "token-1" { refused(40001) } else { found() })
}

/// Which token calls asked for a forced refresh.
fn forced(recorder: &Recorder) -> Vec<bool> {
    let calls = recorder.sent().into_iter().filter(|request| request.url.ends_with(STABLE_TOKEN));
    calls.map(|call| String::from_utf8_lossy(&call.body.unwrap()).contains(r#""force_refresh":true"#)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_and_the_call_sent_again_even_a_write() {
    for code in [40001, 40014, 42001] {
        for write in [false, true] {
            let rest = move |held: &str| now(if held == "token-1" { refused(code) } else { found() });
            let recorder = platform(|number| now(token(number, LIFE)), rest);
            let client = client(&recorder);
            let attempts = if write {
                let request = SubscribeProduct::new(ProductId::new(1));
                client.product().subscribe_product(request).with_raw().await.unwrap().attempts
            } else {
                get(&client).with_raw().await.unwrap().attempts
            };
            assert_eq!((attempts, forced(&recorder)), (2, vec![false, false]), "{code}");
            assert_eq!(carried(&recorder), ["token-1", "token-2"], "{code}");
            let calls = with_token(&recorder);
            assert_eq!((&calls[0].url, &calls[0].body), (&calls[1].url, &calls[1].body), "{code}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_storm_of_refusals_causes_one_refresh_and_no_failed_call() {
    let gate = Gate::shut();
    let held_back = gate.clone();
    let rest = move |held: &str| held_back.before(if held == "token-1" { refused(40001) } else { found() });
    let recorder = platform(|number| now(token(number, LIFE)), rest);
    let client = client(&recorder);
    let calls = at_once(&client, 1000);
    idle().await;
    assert_eq!(sent(&recorder), (1, 1000));
    gate.open();
    succeed(calls).await;
    assert_eq!((sent(&recorder), forced(&recorder)), ((2, 2000), vec![false, false]));
}

#[tokio::test(start_paused = true)]
async fn a_late_refusal_of_an_old_token_does_not_drop_the_newer_one() {
    let gates = [Gate::shut(), Gate::shut()];
    let mut held_back = gates.clone().into_iter();
    let rest = move |held: &str| match held_back.next() {
        Some(gate) => gate.before(refused(40001)),
        None => not_with_the_first(held),
    };
    let recorder = platform(|number| now(token(number, LIFE)), rest);
    let client = client(&recorder);
    let mut calls = at_once(&client, 2);
    idle().await;
    gates[0].open();
    calls.join_next().await.unwrap().unwrap().unwrap();
    assert_eq!((sent(&recorder), carried(&recorder).pop()), ((2, 3), Some("token-2".to_owned())));
    gates[1].open();
    succeed(calls).await;
    get(&client).await.unwrap();
    assert_eq!(carried(&recorder), ["token-1", "token-1", "token-2", "token-2", "token-2"]);
    assert_eq!(sent(&recorder), (2, 5));
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_that_refuses_the_secret_ends_it() {
    let recorder = platform(|number| now(if number == 1 { token(1, LIFE) } else { refused(40001) }), not_with_the_first);
    let error = get(&client(&recorder)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, Some(ErrorCode::INVALID_CREDENTIAL)));
    assert_eq!((error.attempts(), error.is_connect(), sent(&recorder)), (1, false, (2, 1)));
}

#[tokio::test(start_paused = true)]
async fn the_same_dead_token_is_not_fetched_again_for_half_a_minute_and_then_tried_once_more() {
    let recorder = platform(|number| now(token(if number < 5 { 1 } else { 2 }, LIFE)), not_with_the_first);
    let client = client(&recorder);
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::INVALID_CREDENTIAL)));
    let steps = [
        (0, ErrorKind::Token, (2, 1)),
        (29, ErrorKind::Token, (2, 1)),
        (1, ErrorKind::Api, (4, 2)),
        (29, ErrorKind::Token, (4, 2)),
    ];
    for (later, kind, so_far) in steps {
        seconds(later).await;
        let error = get(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (kind, Some(ErrorCode::INVALID_CREDENTIAL)));
        assert_eq!(sent(&recorder), so_far, "{later} s later");
    }
    seconds(1).await;
    get(&client).await.unwrap();
    assert_eq!((sent(&recorder), forced(&recorder)), ((5, 3), vec![false; 5]));
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_brings_back_a_dead_token_is_not_begun_again_by_every_call() {
    let recorder = platform(|number| now(token(if number == 2 { 2 } else { 1 }, 1000)), not_with_the_first);
    let client = client(&recorder);
    get(&client).await.unwrap();
    seconds(900).await;
    for _ in 0..5 {
        get(&client).await.unwrap();
        idle().await;
    }
    assert_eq!(sent(&recorder), (3, 2 + 5));
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_began_before_the_refusal_does_not_keep_a_new_token_away() {
    let gate = Gate::shut();
    let second = gate.clone();
    let tokens = move |number| match number {
        1 => now(token(1, 1000)),
        2 => second.before(token(1, 100)),
        _ => now(token(2, 1000)),
    };
    let mut seen = 0;
    let rest = move |held: &str| {
        seen += 1;
        if seen == 1 { now(found()) } else { not_with_the_first(held) }
    };
    let recorder = platform(tokens, rest);
    let client = client(&recorder);
    get(&client).await.unwrap();
    seconds(900).await;
    let call = tokio::spawn(get(&client).send());
    idle().await;
    assert_eq!(sent(&recorder), (2, 2));
    gate.open();
    call.await.unwrap().unwrap();
    assert_eq!((sent(&recorder), carried(&recorder).pop()), ((3, 3), Some("token-2".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn only_the_explicit_call_forces_a_refresh_and_sends_it_once() {
    let recorder = platform(|number| now(if number == 2 { refused(-1) } else { token(number, LIFE) }), |_| now(found()));
    let client = client(&recorder);
    get(&client).await.unwrap();
    let error = client.force_token_refresh().await.unwrap_err();
    assert_eq!((error.kind(), error.code().map(ErrorCode::get)), (ErrorKind::Token, Some(-1)));
    get(&client).await.unwrap();
    client.force_token_refresh().await.unwrap();
    get(&client).await.unwrap();
    assert_eq!(carried(&recorder), ["token-1", "token-1", "token-3"]);
    assert_eq!(forced(&recorder), [false, true, true]);
}
