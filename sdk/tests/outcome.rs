//! What became of a call that failed: not applied, applied, or unknown; and how many attempts it took.
#![cfg(all(feature = "mock", feature = "order", feature = "product", feature = "talent"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::Duration;
use support::{Answer, Counted, Gate, Recorder, answering, http, in_turn, lost, now, refused, token, unconnected};
use tokio::time::Instant;
use wechat_league::{
    Client, ClientBuilder, Error, ErrorCode, ErrorKind, OrderId,
    Outcome::{self, Applied, NotApplied, Unknown},
    ProductId, RateLimit, SkuId,
    catalog::{
        Effect::{self, Read, Write},
        Method,
    },
    order::GetOrder,
    product::SubscribeProduct,
    retry::{Decision, Failure, Retry},
    talent::window::{AddWindow, GetAllWindow},
    token::FixedToken,
};

const SUBSCRIBE: &str = "/channels/ec/league/headsupplier/subscription/subscribe";

/// A name, the answer it stands for, and what becomes of a write.
type Case = (&'static str, fn() -> Answer, Outcome);

/// Failures of a single attempt, and what became of a write.
const FAILURES: [Case; 22] = [
    ("no connection", unconnected, NotApplied),
    ("settings of the transport", || Err(Error::config("no certificates")), NotApplied),
    ("refused: parameters", || refused(10_024_000), NotApplied),
    ("refused: not found", || refused(10_024_006), NotApplied),
    ("refused: permission", || refused(48001), NotApplied),
    ("refused: the day's quota", || refused(45009), NotApplied),
    ("refused: the minute's limit", || refused(45011), NotApplied),
    ("refused: too fast", || refused(300_000), NotApplied),
    ("busy", || refused(-1), Unknown),
    ("internal error", || refused(-202), Unknown),
    ("system error", || refused(61450), Unknown),
    ("the platform failed", || refused(9_001_005), Unknown),
    ("a code that no table knows", || refused(987_654_321), Unknown),
    ("success, cut off", || http(200, r#"{"errcode":0,"#), Applied),
    ("success, and then nonsense", || http(200, r#"{"errcode":0}]"#), Applied),
    ("another success", || http(200, r#"{"ret":"done"}"#), Unknown),
    ("an answer cut off", || http(200, r#"{"errcode":"#), Unknown),
    ("an errcode that is none", || http(200, r#"{"errcode":"x"}"#), Unknown),
    ("the page of a gateway", || http(502, "<html>"), Unknown),
    ("an empty answer", || http(200, ""), Unknown),
    ("a lost connection", lost, Unknown),
    ("a transport out of time", || Err(Error::timeout(Duration::from_secs(1))), Unknown),
];

fn builder(recorder: &Recorder) -> ClientBuilder {
    let builder = Client::with_token_source(FixedToken::new("T")).base_url("http://localhost");
    builder.transport(recorder.clone()).retry(Retry::never())
}

/// What a read and a write take for success.
fn fine() -> Answer {
    http(200, r#"{"errcode":0,"commssion_order":{"order_id":"1"}}"#)
}

/// The failure of a read or a write.
async fn failure(client: &Client, effect: Effect) -> Error {
    match effect {
        Read => client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).await.unwrap_err(),
        Write => client.product().subscribe_product(SubscribeProduct::new(ProductId::new(1))).await.unwrap_err(),
    }
}

/// Sends again at once, whatever happened, up to so many attempts: not what a write should do.
fn stubborn(attempts: u32) -> impl Fn(&Failure<'_>) -> Decision + Send + Sync + 'static {
    move |failure: &Failure<'_>| if failure.failures < attempts { Decision::After(Duration::ZERO) } else { Decision::GiveUp }
}

#[tokio::test(start_paused = true)]
async fn every_failure_of_a_write_tells_what_became_of_it_and_a_read_changes_nothing() {
    for (name, answer, outcome) in FAILURES {
        for (effect, outcome) in [(Write, outcome), (Read, NotApplied)] {
            let recorder = in_turn([answer()]);
            let error = failure(&builder(&recorder).build().unwrap(), effect).await;
            assert_eq!((error.outcome(), error.attempts()), (outcome, 1), "{name}: {error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_raw_call_is_a_write_unless_it_is_a_get_or_called_a_read() {
    for (answer, outcome) in [(refused(10_024_000), NotApplied), (lost(), Unknown), (http(502, ""), Unknown)] {
        let recorder = in_turn([answer]);
        let error = builder(&recorder).build().unwrap().raw(Method::Post, "/new").await.unwrap_err();
        assert_eq!((error.outcome(), error.attempts()), (outcome, 1), "{error}");
    }
    let recorder = in_turn([lost(), lost()]);
    let client = builder(&recorder).build().unwrap();
    for call in [client.raw(Method::Get, "/new"), client.raw(Method::Post, "/new").effect(Read)] {
        assert_eq!(call.await.unwrap_err().outcome(), NotApplied);
    }
}

#[tokio::test(start_paused = true)]
async fn a_raw_answer_that_says_success_and_is_no_json_was_applied() {
    let recorder = in_turn([http(200, r#"{"errcode":0,"#)]);
    let answer = builder(&recorder).build().unwrap().raw(Method::Post, SUBSCRIBE).await.unwrap();
    let error = answer.json().unwrap_err();
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Read, Applied, 1));
}

#[tokio::test(start_paused = true)]
async fn what_is_never_sent_is_not_applied() {
    let recorder = in_turn([fine(), fine()]);
    let client = builder(&recorder).rate_limit_path(SUBSCRIBE, RateLimit::per_minute(1)).build().unwrap();
    client.raw(Method::Post, SUBSCRIBE).await.unwrap();
    let limited = failure(&client, Write).await;
    let write = client.talent().window().add_window(AddWindow::new(ProductId::new(1))).await.unwrap_err();
    let read = client.talent().window().get_all_window(GetAllWindow::new()).await.unwrap_err();
    let no_path = client.raw(Method::Post, "nowhere").await.unwrap_err();
    let kinds = [ErrorKind::Limit, ErrorKind::Request, ErrorKind::Request, ErrorKind::Config];
    for (error, kind) in [limited, write, read, no_path].iter().zip(kinds) {
        assert_eq!((error.kind(), error.outcome(), error.attempts()), (kind, NotApplied, 0), "{error}");
        assert!(error.is_connect(), "{error}");
    }
    assert_eq!(recorder.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_token_nothing_is_applied() {
    let recorder = in_turn([refused(40164)]);
    let client = Client::builder("wx", "secret").transport(recorder).build().unwrap();
    let error = failure(&client, Write).await;
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Token, NotApplied, 0));
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_refuses_a_request_keeps_it_from_being_applied_and_one_that_refuses_an_answer_does_not() {
    let recorder = in_turn([fine()]);
    let refusing = builder(&recorder).request_filter(|_| Err(Error::network("no key to sign with", false, None)));
    assert_eq!(failure(&refusing.build().unwrap(), Write).await.outcome(), NotApplied);
    assert!(recorder.sent().is_empty());
    let refusing = builder(&recorder).response_filter(|_| Err(Error::config("bad signature")));
    assert_eq!(failure(&refusing.build().unwrap(), Write).await.outcome(), Unknown);
    assert_eq!(recorder.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_refuses_an_answer_does_not_claim_that_nothing_had_left() {
    let refusing = builder(&in_turn([fine()])).response_filter(|_| Err(Error::config("bad signature")));
    assert!(!failure(&refusing.build().unwrap(), Write).await.is_connect());
}

#[tokio::test(start_paused = true)]
async fn a_write_that_is_sent_again_keeps_the_doubt_of_its_earlier_attempts() {
    let cases: [(Vec<Answer>, Outcome); 8] = [
        (vec![lost(), refused(10_024_000)], Unknown),
        (vec![refused(-1), unconnected()], Unknown),
        (vec![http(502, ""), refused(45009)], Unknown),
        (vec![Err(Error::timeout(Duration::from_secs(1))), refused(10_024_000)], Unknown),
        (vec![lost(), http(200, r#"{"errcode":0,"#)], Applied),
        (vec![unconnected(), refused(10_024_000)], NotApplied),
        (vec![refused(300_000), refused(45009)], NotApplied),
        (vec![refused(45009), lost()], Unknown),
    ];
    for (number, (answers, outcome)) in cases.into_iter().enumerate() {
        let recorder = in_turn(answers);
        let error = failure(&builder(&recorder).retry(stubborn(2)).build().unwrap(), Write).await;
        assert_eq!((error.outcome(), error.attempts()), (outcome, 2), "case {number}: {error}");
    }
    let recorder = in_turn([lost(), refused(10_024_000)]);
    assert_eq!(failure(&builder(&recorder).retry(stubborn(2)).build().unwrap(), Read).await.outcome(), NotApplied);
}

#[tokio::test(start_paused = true)]
async fn a_replaced_token_neither_makes_doubt_nor_removes_it() {
    for (first, outcome) in [(refused(45009), NotApplied), (lost(), Unknown)] {
        let recorder = in_turn([first, refused(40001), refused(10_024_000)]);
        let builder = Client::with_token_source(Counted::default()).transport(recorder).retry(stubborn(2));
        let error = failure(&builder.build().unwrap(), Write).await;
        assert_eq!((error.code(), error.outcome()), (Some(ErrorCode::new(10_024_000)), outcome));
        assert_eq!(error.attempts(), 3);
    }
}

/// A platform that hands out one token, refuses it with what is given, and does not answer from then on.
fn silent(refusals: impl IntoIterator<Item = Answer>) -> Recorder {
    let mut answers: Vec<Answer> = refusals.into_iter().collect();
    answers.insert(0, token(1, 7200));
    let mut answers = answers.into_iter();
    answering(move |_| answers.next().map_or_else(|| Gate::shut().before(fine()), now))
}

#[tokio::test(start_paused = true)]
async fn a_deadline_leaves_a_write_unknown_only_where_something_had_left() {
    let never = answering(|_| Gate::shut().before(fine()));
    for (name, recorder, outcome, attempts) in [
        ("no token yet", never, NotApplied, 0),
        ("in flight", silent([]), Unknown, 1),
        ("no new token yet", silent([refused(40001)]), NotApplied, 1),
        ("in flight for the second time", silent([refused(45009)]), Unknown, 2),
        ("no new token yet, and a doubt", silent([lost(), refused(40001)]), Unknown, 2),
    ] {
        let builder = Client::builder("wx", "secret").transport(recorder).timeout(Duration::from_secs(4));
        let client = builder.retry(stubborn(3)).build().unwrap();
        let started = Instant::now();
        let error = failure(&client, Write).await;
        assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Timeout, outcome, attempts), "{name}");
        assert_eq!(started.elapsed(), Duration::from_secs(4), "{name}");
        let error = failure(&client, Read).await;
        assert_eq!((error.is_timeout(), error.outcome()), (true, NotApplied), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_a_pause_would_pass_leaves_the_outcome_of_the_refusal() {
    let later = |_: &Failure<'_>| Decision::After(Duration::from_secs(60));
    for (code, outcome) in [(45011, NotApplied), (10_024_000, NotApplied), (-1, Unknown)] {
        let recorder = in_turn([refused(code), fine()]);
        let started = Instant::now();
        let error = failure(&builder(&recorder).retry(later).build().unwrap(), Write).await;
        assert_eq!((error.code(), error.outcome()), (Some(ErrorCode::new(code)), outcome));
        assert_eq!((error.attempts(), started.elapsed()), (1, Duration::ZERO));
    }
}

#[tokio::test(start_paused = true)]
async fn a_policy_is_told_that_a_read_changes_nothing() {
    for (effect, attempts) in [(Read, 3), (Write, 1)] {
        let recorder = in_turn([lost(), http(502, ""), refused(45009)]);
        let safely = |failure: &Failure<'_>| match failure.error.outcome() {
            NotApplied if failure.failures < 3 => Decision::After(Duration::ZERO),
            _ => Decision::GiveUp,
        };
        let error = failure(&builder(&recorder).retry(safely).build().unwrap(), effect).await;
        assert_eq!((error.attempts(), recorder.sent().len()), (attempts, attempts as usize), "{effect:?}");
    }
}
