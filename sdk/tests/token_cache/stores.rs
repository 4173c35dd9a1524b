//! One token for several clients: what is in the store is taken, what was refused is not, and a broken store does no harm.

use crate::{
    LIFE, URL, at_once, carried, found, get, platform, sent, succeed,
    support::{Gate, Recorder, causes, idle, now, refused, seconds, token},
};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::{Duration, SystemTime},
};
use tokio::time::Instant;
use wechat_league::{
    Client, ClientBuilder, Error, ErrorKind,
    token::{AccessToken, FixedToken, MemoryStore, StoredToken, TokenKey, TokenStore},
    transport::BoxFuture,
};

/// A store for several clients; one of its ways may be broken.
#[derive(Clone, Default)]
struct Common {
    store: MemoryStore,
    broken: Arc<Mutex<&'static str>>,
}

impl Common {
    fn break_down(&self, way: &'static str) {
        *self.broken.lock().unwrap() = way;
    }

    fn check(&self, way: &str) -> Result<(), Error> {
        if *self.broken.lock().unwrap() == way { Err(Error::network("the store is down", false, None)) } else { Ok(()) }
    }
}

impl TokenStore for Common {
    fn get<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, Result<Option<StoredToken>, Error>> {
        Box::pin(async move {
            self.check("get")?;
            self.store.get(key).await
        })
    }

    fn put<'a>(
        &'a self,
        key: &'a TokenKey,
        token: &'a StoredToken,
        seen: Option<&'a StoredToken>,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            self.check("put")?;
            self.store.put(key, token, seen).await
        })
    }

    fn lock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            self.check("lock")?;
            self.store.lock(key, owner).await
        })
    }

    fn unlock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            self.check("unlock")?;
            self.store.unlock(key, owner).await
        })
    }
}

fn key() -> TokenKey {
    TokenKey::new("wx", "stable_token", URL)
}

fn builder(recorder: &Recorder, store: &Common) -> ClientBuilder {
    Client::builder("wx", "secret").base_url(URL).transport(recorder.clone()).token_store(store.clone())
}

fn client(recorder: &Recorder, store: &Common) -> Client {
    builder(recorder, store).build().unwrap()
}

/// Fetches are counted, all orders are found.
fn well() -> Recorder {
    platform(|number| now(token(number, LIFE)), |_| now(found()))
}

#[tokio::test(start_paused = true)]
async fn clients_with_one_store_fetch_one_token_between_them() {
    let gate = Gate::shut();
    let held = gate.clone();
    let recorder = platform(move |number| held.before(token(number, LIFE)), |_| now(found()));
    let store = Common::default();
    let calls = [client(&recorder, &store), client(&recorder, &store)].map(|client| at_once(&client, 10));
    seconds(1).await;
    assert_eq!(sent(&recorder), (1, 0));
    gate.open();
    for calls in calls {
        succeed(calls).await;
    }
    get(&client(&recorder, &store)).await.unwrap();
    assert_eq!((sent(&recorder), carried(&recorder)), ((1, 21), vec!["token-1".to_owned(); 21]));
}

#[tokio::test(start_paused = true)]
async fn a_renewal_by_one_client_is_one_for_all() {
    let recorder = platform(|number| now(token(number, 1000)), |_| now(found()));
    let store = Common::default();
    let clients = [client(&recorder, &store), client(&recorder, &store)];
    for (later, carries) in [(0, "token-1"), (900, "token-1"), (0, "token-2")] {
        seconds(later).await;
        for client in &clients {
            get(client).await.unwrap();
            idle().await;
            assert_eq!(carried(&recorder).pop().as_deref(), Some(carries));
        }
    }
    assert_eq!(sent(&recorder), (2, 6));
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_not_taken_from_the_store_again_and_its_successor_is() {
    let dead = Arc::new(AtomicBool::new(false));
    let is_dead = Arc::clone(&dead);
    let rest = move |held: &str| now(if held == "token-1" && is_dead.load(SeqCst) { refused(40001) } else { found() });
    let recorder = platform(|number| now(token(number, LIFE)), rest);
    let store = Common::default();
    let clients = [client(&recorder, &store), client(&recorder, &store)];
    for is_dead in [false, true] {
        dead.store(is_dead, SeqCst);
        for client in &clients {
            get(client).await.unwrap();
        }
    }
    assert_eq!(carried(&recorder), ["token-1", "token-1", "token-1", "token-2", "token-1", "token-2"]);
    assert_eq!(sent(&recorder), (2, 6));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_cannot_be_read_or_locked_is_an_error_unless_it_is_optional() {
    for way in ["get", "lock"] {
        let (recorder, store) = (well(), Common::default());
        store.break_down(way);
        let error = get(&client(&recorder, &store)).await.unwrap_err();
        assert_eq!((error.kind(), sent(&recorder)), (ErrorKind::Token, (0, 0)), "{way}");
        assert_eq!(causes(&error).pop().unwrap().to_string(), "the store is down");
        get(&builder(&recorder, &store).token_store_optional(true).build().unwrap()).await.unwrap();
        assert_eq!(sent(&recorder), (1, 1), "{way}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_cannot_keep_a_token_or_free_its_lock_fails_nobody() {
    for way in ["put", "unlock"] {
        let (recorder, store) = (well(), Common::default());
        store.break_down(way);
        get(&client(&recorder, &store)).await.unwrap();
        assert_eq!(sent(&recorder), (1, 1), "{way}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_live_token_does_without_the_store() {
    let (recorder, store) = (well(), Common::default());
    let client = client(&recorder, &store);
    get(&client).await.unwrap();
    store.break_down("get");
    get(&client).await.unwrap();
    seconds(LIFE - 240).await;
    // Its renewal fails, and it lives on.
    get(&client).await.unwrap();
    idle().await;
    seconds(238).await;
    get(&client).await.unwrap();
    assert_eq!(sent(&recorder), (1, 4));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_another_process_is_about_to_bring_is_waited_for() {
    let (recorder, store) = (well(), Common::default());
    assert!(store.lock(&key(), "other").await.unwrap());
    let call = tokio::spawn(get(&client(&recorder, &store)).send());
    seconds(5).await;
    assert_eq!(sent(&recorder), (0, 0));
    let theirs = StoredToken::new(AccessToken::new("theirs"), SystemTime::now() + Duration::from_secs(LIFE));
    assert!(store.put(&key(), &theirs, None).await.unwrap());
    call.await.unwrap().unwrap();
    assert_eq!((sent(&recorder), carried(&recorder)), ((0, 1), vec!["theirs".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_process_that_holds_the_lock_and_brings_nothing_is_not_waited_for_without_end() {
    let (recorder, store) = (well(), Common::default());
    assert!(store.lock(&key(), "other").await.unwrap());
    let client = client(&recorder, &store);
    let started = Instant::now();
    let error = get(&client).timeout(Duration::from_secs(60)).await.unwrap_err();
    assert_eq!((error.kind(), started.elapsed().as_secs()), (ErrorKind::Token, 12 * 2 + 10));
    assert!(error.to_string().ends_with("another process holds the lock of the token store and brings no token"), "{error}");
    assert_eq!(sent(&recorder), (0, 0));
    store.unlock(&key(), "other").await.unwrap();
    get(&client).await.unwrap();
    assert_eq!(sent(&recorder), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_lifetime_beyond_all_calendars_is_kept_as_a_long_one() {
    let recorder = platform(|number| now(token(number, if number < 20 { u64::MAX } else { LIFE })), |_| now(found()));
    let store = Common::default();
    get(&client(&recorder, &store)).await.unwrap();
    get(&client(&recorder, &store)).await.unwrap();
    assert_eq!(sent(&recorder), (1, 2));
}

#[test]
fn a_source_without_an_identity_has_nothing_to_keep_in_a_store() {
    let builder = Client::with_token_source(FixedToken::new("T")).token_store(MemoryStore::new());
    assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Config);
}
