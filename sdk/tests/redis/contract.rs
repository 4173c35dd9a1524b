//! The promises of `TokenStore`, one function each, for every store there is.

use super::key;
use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};
use tokio::{task::JoinSet, time::sleep};
use wechat_league::token::{AccessToken, StoredToken, TokenKey, TokenStore};

/// The contract as tests on the stores that a function makes. What comes with a store is kept for as long as the test.
macro_rules! promises {
    ($made:ident) => {
        $crate::contract::promises! {
            $made:
            a_lock_goes_to_one_owner,
            only_its_owner_frees_a_lock,
            a_lock_ends_by_itself_and_whoever_had_it_comes_too_late,
            a_token_comes_back_with_its_end,
            a_token_replaces_only_the_one_that_was_seen,
            of_many_who_saw_the_same_token_one_replaces_it,
            a_token_that_has_ended_counts_as_none,
            other_keys_have_tokens_and_locks_of_their_own,
        }
    };
    ($made:ident: $($promise:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let (store, _kept) = $made();
                $crate::contract::$promise(store).await;
            }
        )+
    };
}
pub(crate) use promises;

type Store = Arc<dyn TokenStore>;

/// A token that lives for so many seconds.
pub fn token(text: &str, seconds: u64) -> StoredToken {
    StoredToken::new(AccessToken::new(text), SystemTime::now() + Duration::from_secs(seconds))
}

async fn kept(store: &Store) -> Option<StoredToken> {
    store.get(&key()).await.unwrap()
}

async fn put(store: &Store, token: &StoredToken, seen: Option<&StoredToken>) -> bool {
    store.put(&key(), token, seen).await.unwrap()
}

async fn lock(store: &Store, owner: &str) -> bool {
    store.lock(&key(), owner).await.unwrap()
}

pub async fn a_lock_goes_to_one_owner(store: Store) {
    let mut tries = JoinSet::new();
    for number in 0..20 {
        let store = Arc::clone(&store);
        tries.spawn(async move { lock(&store, &format!("owner-{number}")).await });
    }
    let taken = tries.join_all().await;
    assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
}

pub async fn only_its_owner_frees_a_lock(store: Store) {
    assert!(lock(&store, "first").await);
    store.unlock(&key(), "second").await.unwrap();
    assert!(!lock(&store, "second").await);
    store.unlock(&key(), "first").await.unwrap();
    assert!(lock(&store, "second").await);
}

pub async fn a_lock_ends_by_itself_and_whoever_had_it_comes_too_late(store: Store) {
    let started = Instant::now();
    assert!(lock(&store, "slow").await);
    while !lock(&store, "quick").await {
        assert!(started.elapsed() < store.lock_time() + Duration::from_secs(30), "the lock does not end");
        sleep(Duration::from_millis(20)).await;
    }
    // Clocks that count in milliseconds.
    assert!(started.elapsed() + Duration::from_millis(5) >= store.lock_time(), "{:?}", started.elapsed());
    let newer = token("newer", 7200);
    assert!(put(&store, &newer, None).await);
    // The slow one saw no token when it took the lock.
    assert!(!put(&store, &token("older", 7200), None).await);
    store.unlock(&key(), "slow").await.unwrap();
    assert!(!lock(&store, "third").await);
    assert_eq!(kept(&store).await, Some(newer));
}

pub async fn a_token_comes_back_with_its_end(store: Store) {
    assert_eq!(kept(&store).await, None);
    let token = token(r#"a "token" with \ and 字"#, 7200);
    assert!(put(&store, &token, None).await);
    assert_eq!(kept(&store).await, Some(token));
}

pub async fn a_token_replaces_only_the_one_that_was_seen(store: Store) {
    let (first, second, third) = (token("first", 7200), token("second", 7200), token("third", 7200));
    assert!(put(&store, &first, None).await);
    assert!(!put(&store, &second, None).await);
    assert_eq!(kept(&store).await, Some(first.clone()));
    assert!(put(&store, &second, Some(&first)).await);
    assert!(!put(&store, &third, Some(&first)).await);
    assert_eq!(kept(&store).await, Some(second));
}

pub async fn of_many_who_saw_the_same_token_one_replaces_it(store: Store) {
    let seen = token("seen", 7200);
    assert!(put(&store, &seen, None).await);
    let mut tries = JoinSet::new();
    for number in 0..20 {
        let (store, seen) = (Arc::clone(&store), seen.clone());
        tries.spawn(async move {
            let token = token(&format!("token-{number}"), 7200);
            put(&store, &token, Some(&seen)).await.then_some(token)
        });
    }
    let put: Vec<StoredToken> = tries.join_all().await.into_iter().flatten().collect();
    assert_eq!(put.len(), 1);
    assert_eq!(kept(&store).await.as_ref(), put.first());
}

pub async fn a_token_that_has_ended_counts_as_none(store: Store) {
    let short = token("short", 2);
    assert!(put(&store, &short, None).await);
    let next = token("next", 7200);
    assert!(!put(&store, &next, None).await);
    sleep(short.lifetime() + Duration::from_millis(10)).await;
    assert!(kept(&store).await.is_none_or(|kept| kept.lifetime().is_zero()));
    assert!(put(&store, &next, None).await);
    assert_eq!(kept(&store).await, Some(next.clone()));
    // What has ended already takes the place of what was seen, and nobody's way.
    assert!(put(&store, &token("ended", 0), Some(&next)).await);
    sleep(Duration::from_millis(10)).await;
    assert!(put(&store, &next, None).await);
}

pub async fn other_keys_have_tokens_and_locks_of_their_own(store: Store) {
    let TokenKey { app_id, kind, base_url, .. } = key();
    assert!(lock(&store, "owner").await);
    assert!(put(&store, &token("token", 7200), None).await);
    for other in [
        TokenKey::new("wxfedcba9876543210", &*kind, &*base_url),
        TokenKey::new(&*app_id, "plain_token", &*base_url),
        TokenKey::new(&*app_id, &*kind, "https://api2.weixin.qq.com"),
    ] {
        assert_eq!(store.get(&other).await.unwrap(), None, "{other}");
        assert!(store.lock(&other, "owner").await.unwrap(), "{other}");
        store.unlock(&other, "owner").await.unwrap();
    }
    assert!(!lock(&store, "owner").await);
}
