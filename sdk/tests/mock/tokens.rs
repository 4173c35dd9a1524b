//! The tokens of the mock server live and die like those of the platform.

use super::peer::{PLAIN, STABLE, ask, books, code, credentials, order, pass, plain, stable, start};
use serde_json::json;
use std::time::Duration;
use wechat_league::{
    catalog::Method,
    mock::{Fault, MockServer},
    order::GetOrder,
};

#[tokio::test]
async fn an_expired_token_is_dead_from_then_on_with_all_before_it() {
    let (server, first) = start().await;
    server.on_path(Method::Post, STABLE).times(1).json(json!({"access_token": "given", "expires_in": 7200}));
    assert_eq!(stable(&server, false).await.0, "given");
    let last = plain(&server).await;
    server.on::<GetOrder>().nth(1).fault(Fault::ExpiredToken);
    for (token, expected) in [("given", 42001), ("given", 40001), (first.as_str(), 40001), (last.as_str(), 0)] {
        assert_eq!(code(&order(&server, token).await), expected, "{token}");
    }
    let fresh = stable(&server, false).await.0;
    assert_ne!(fresh, first);
    assert_eq!((code(&order(&server, &fresh).await), books(&server)), (0, (5, 2)));
}

#[tokio::test]
async fn calls_for_tokens_go_wrong_as_planned() {
    let (server, _) = start().await;
    server.on_path(Method::Post, STABLE).nth(1).fault(Fault::CloseBeforeRead);
    server.on_path(Method::Post, STABLE).nth(2).fault(Fault::ExpiredToken);
    server.on_path(Method::Get, PLAIN).times(1).fault(Fault::Code(40164));
    let line = format!("POST {STABLE}");
    assert_eq!(ask(&server, &line, &credentials(false)).await, b"");
    assert_eq!(code(&ask(&server, &line, &credentials(false)).await), 42001);
    stable(&server, false).await;
    assert_eq!(code(&ask(&server, &line, "{}").await), 40002);
    assert_eq!(code(&ask(&server, &format!("GET {PLAIN}"), "").await), 40164);
    plain(&server).await;
    assert_eq!((server.calls_of(Method::Post, STABLE), server.applied_of(Method::Post, STABLE)), (5, 2));
    assert_eq!((server.calls_of(Method::Get, PLAIN), server.applied_of(Method::Get, PLAIN)), (2, 1));
    assert_eq!((server.token_calls(), server.requests().len()), (7, 0));
}

#[tokio::test]
async fn a_token_lives_as_long_as_it_says() {
    let server = MockServer::start().await.unwrap();
    server.token_lifetime(Duration::from_millis(100_900));
    let (first, seconds) = stable(&server, false).await;
    assert_eq!(seconds, 100);
    pass(Duration::from_secs(40)).await;
    let (again, left) = stable(&server, false).await;
    assert!(again == first && (30..=60).contains(&left), "{again} {left}");
    assert_eq!(code(&order(&server, &first).await), 0);
    pass(Duration::from_secs(60)).await;
    assert_eq!(code(&order(&server, &first).await), 42001);
    let (second, seconds) = stable(&server, false).await;
    assert_eq!((code(&order(&server, &second).await), seconds), (0, 100));
    assert_eq!(code(&order(&server, &first).await), 40001);
    server.token_lifetime(Duration::ZERO);
    assert_eq!(stable(&server, true).await.1, 1);
}

#[tokio::test]
async fn a_forced_refresh_retires_the_stable_token_and_no_other() {
    let (server, first) = start().await;
    let other = plain(&server).await;
    assert_eq!(stable(&server, false).await.0, first);
    let second = stable(&server, true).await.0;
    assert_ne!(second, first);
    assert_eq!(stable(&server, false).await.0, second);
    for (token, expected) in [(&first, 40001), (&second, 0), (&other, 0)] {
        assert_eq!(code(&order(&server, token).await), expected, "{token}");
    }
}

#[tokio::test]
async fn a_plain_token_outlives_the_next_one_by_the_changeover() {
    let (server, stable) = start().await;
    let tokens = [plain(&server).await, plain(&server).await, plain(&server).await];
    for (token, expected) in [(&tokens[0], 40001), (&tokens[1], 0), (&tokens[2], 0), (&stable, 0)] {
        assert_eq!(code(&order(&server, token).await), expected, "{token}");
    }
    pass(Duration::from_secs(300)).await;
    assert_eq!(code(&order(&server, &tokens[1]).await), 42001);
}
