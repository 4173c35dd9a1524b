//! Pauses and deadlines: pauses grow and differ, the minute is waited for, and nothing goes on beyond the deadline.

use crate::{
    BOTH, builder, call, client, fine, order, send,
    support::{Answer, answering, in_turn, lost, now, refused, seconds},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::{Duration, UNIX_EPOCH},
};
use tokio::time::Instant;
use wechat_league::{
    ErrorCode, ErrorKind,
    catalog::Effect,
    retry::{Decision, Failure, Retry, RetryPolicy},
};

/// The pauses of a read that always fails, in milliseconds.
async fn pauses() -> Vec<u128> {
    let times = Arc::new(Mutex::new(Vec::new()));
    let sent = Arc::clone(&times);
    let recorder = answering(move |_| {
        sent.lock().unwrap().push(Instant::now());
        now(refused(-1))
    });
    send(&client(&recorder), Effect::Read).await.unwrap_err();
    let times = times.lock().unwrap();
    times.windows(2).map(|pair| (pair[1] - pair[0]).as_millis()).collect()
}

#[tokio::test(start_paused = true)]
async fn pauses_double_and_are_jittered() {
    let mut first = BTreeSet::new();
    for _ in 0..20 {
        let pauses = pauses().await;
        assert_eq!(pauses.len(), 3, "{pauses:?}");
        for (pause, longest) in pauses.iter().zip([200, 400, 800]) {
            // The clock ticks in milliseconds.
            assert!((longest / 2..=longest + 1).contains(pause), "{pauses:?}");
        }
        first.insert(pauses[0]);
    }
    assert!(first.len() > 1, "twenty times the same pause: {first:?}");
}

#[tokio::test(start_paused = true)]
async fn the_minute_limit_is_waited_for_by_reads_and_writes() {
    for effect in BOTH {
        let decided = Arc::new(Mutex::new(None));
        let heard = Arc::clone(&decided);
        let policy = move |failure: &Failure<'_>| {
            let decision = Retry::default().decide(failure);
            *heard.lock().unwrap() = Some((failure.now, decision));
            decision
        };
        let recorder = in_turn([refused(45011), fine()]);
        let client = builder(&recorder).retry(policy).build().unwrap();
        let started = Instant::now();
        assert_eq!(call(&client, effect, Duration::from_secs(120)).await.unwrap(), 2);
        let Some((at, Decision::After(pause))) = *decided.lock().unwrap() else { panic!("given up") };
        let into_the_minute = at.duration_since(UNIX_EPOCH).unwrap().as_millis() % 60_000;
        let beyond = (into_the_minute + pause.as_millis()).checked_sub(60_000).unwrap();
        assert!(beyond < 1000, "{beyond} ms after the full minute");
        assert!(started.elapsed() - pause < Duration::from_millis(2), "{pause:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_beyond_the_deadline_gives_the_failure_at_once() {
    // The shortest pause after -1 is 100 ms, that for the next minute 250 ms.
    for (code, effects, timeout) in [(-1, &[Effect::Read][..], 100), (45011, &BOTH[..], 250)] {
        for &effect in effects {
            let recorder = in_turn([refused(code), fine()]);
            let started = Instant::now();
            let error = call(&client(&recorder), effect, Duration::from_millis(timeout)).await.unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(ErrorCode::new(code))), "{effect:?}");
            assert_eq!((error.attempts(), recorder.sent().len(), started.elapsed()), (1, 1, Duration::ZERO), "{code}");
        }
    }
}

async fn after(time: u64, answer: Answer) -> Answer {
    seconds(time).await;
    answer
}

#[tokio::test(start_paused = true)]
async fn the_deadline_is_one_for_all_attempts_and_cuts_the_last_one_off() {
    let recorder = answering(|_| Box::pin(after(2, lost())));
    let started = Instant::now();
    let error = call(&client(&recorder), Effect::Read, Duration::from_secs(5)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), started.elapsed()), (ErrorKind::Timeout, 3, Duration::from_secs(5)));
    assert!(error.to_string().ends_with("no answer within 5s"), "{error}");
    // No attempt is told to wait for longer than what is left.
    let left: Vec<u64> = recorder.sent().iter().map(|request| request.timeout.as_secs()).collect();
    assert_eq!(left, [5, 2, 0]);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_in_the_far_future_is_none() {
    let recorder = in_turn([refused(-1), fine()]);
    assert_eq!(call(&client(&recorder), Effect::Read, Duration::MAX).await.unwrap(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_pause_until_the_far_future_gives_the_failure_at_once() {
    let recorder = in_turn([refused(-1), fine()]);
    let never = |_: &Failure<'_>| Decision::After(Duration::MAX);
    let client = builder(&recorder).retry(never).build().unwrap();
    let error = client.order().get_order(order()).await.unwrap_err();
    assert_eq!((error.code(), recorder.sent().len()), (Some(ErrorCode::SYSTEM_BUSY), 1));
}
