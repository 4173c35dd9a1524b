//! Where several processes keep their token together, and the store in memory.

use super::AccessToken;
use crate::{Error, transport::BoxFuture};
use core::fmt;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

/// Keeps tokens for several clients, each token together with its end.
///
/// The client reads the store before it fetches, takes the lock, reads again, fetches, and puts the new token in the
/// place of the one it saw. An implementation has to keep three promises: a lock goes to one owner at a time and ends by
/// itself after [`lock_time`](Self::lock_time); [`unlock`](Self::unlock) frees it only for its owner; and
/// [`put`](Self::put) replaces nothing but what its caller saw. It answers within a few seconds, with an error where it
/// cannot be reached: see [`Error::network`].
pub trait TokenStore: Send + Sync + 'static {
    /// The token that is kept, dead or alive.
    fn get<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, Result<Option<StoredToken>, Error>>;

    /// Keeps a token if the present one is still the token of `seen`; whether it did. One that has ended counts as none.
    fn put<'a>(
        &'a self,
        key: &'a TokenKey,
        token: &'a StoredToken,
        seen: Option<&'a StoredToken>,
    ) -> BoxFuture<'a, Result<bool, Error>>;

    /// Takes the lock under the name of this owner; whether it could be had.
    fn lock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<bool, Error>>;

    /// Frees the lock, if it is still this owner's.
    fn unlock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<(), Error>>;

    /// After so long a lock ends by itself, its holder having died. A fetch gets less time than this.
    fn lock_time(&self) -> Duration {
        Duration::from_secs(12)
    }
}

/// What a token is kept under: account, kind of token and API host; never the secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TokenKey {
    /// App id of the account
    pub app_id: String,
    /// Kind of token, such as `stable_token`
    pub kind: String,
    /// Scheme and host that issued it
    pub base_url: String,
}

impl TokenKey {
    /// A key.
    pub fn new(app_id: impl Into<String>, kind: impl Into<String>, base_url: impl Into<String>) -> Self {
        Self { app_id: app_id.into(), kind: kind.into(), base_url: base_url.into() }
    }
}

impl fmt::Display for TokenKey {
    /// As stores write it: `stable_token:wx0123456789abcdef:https://api.weixin.qq.com`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.kind, self.app_id, self.base_url)
    }
}

/// A token with its end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token
    pub token: AccessToken,
    /// Its end, in whole seconds
    pub expires_at: SystemTime,
}

impl StoredToken {
    /// A token that ends at this time; fractions of a second are dropped.
    pub fn new(token: AccessToken, expires_at: SystemTime) -> Self {
        let since = expires_at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { token, expires_at: SystemTime::UNIX_EPOCH + Duration::from_secs(since.as_secs()) }
    }

    /// How long it lives from now on.
    pub fn lifetime(&self) -> Duration {
        self.expires_at.duration_since(SystemTime::now()).unwrap_or_default()
    }
}

/// A store in memory: for several clients of one process, and for tests. Clones keep the same tokens.
#[derive(Clone)]
pub struct MemoryStore {
    kept: Arc<Mutex<Kept>>,
    lock_time: Duration,
}

#[derive(Default)]
struct Kept {
    tokens: HashMap<TokenKey, StoredToken>,
    locks: HashMap<TokenKey, (String, SystemTime)>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self { kept: Arc::default(), lock_time: Duration::from_secs(12) }
    }

    /// After so long a lock ends by itself, 12 s by default.
    pub fn with_lock_time(mut self, time: Duration) -> Self {
        self.lock_time = time;
        self
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for MemoryStore {
    fn get<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, Result<Option<StoredToken>, Error>> {
        Box::pin(async move { Ok(self.kept().tokens.get(key).cloned()) })
    }

    fn put<'a>(
        &'a self,
        key: &'a TokenKey,
        token: &'a StoredToken,
        seen: Option<&'a StoredToken>,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let mut kept = self.kept();
            let present = kept.tokens.get(key).filter(|present| !present.lifetime().is_zero());
            let unchanged = present.is_none_or(|present| seen.is_some_and(|seen| seen.token == present.token));
            if unchanged {
                kept.tokens.insert(key.clone(), token.clone());
            }
            Ok(unchanged)
        })
    }

    fn lock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let mut kept = self.kept();
            let now = SystemTime::now();
            let free = kept.locks.get(key).is_none_or(|(_, until)| *until <= now);
            if free {
                kept.locks.insert(key.clone(), (owner.to_owned(), now + self.lock_time()));
            }
            Ok(free)
        })
    }

    fn unlock<'a>(&'a self, key: &'a TokenKey, owner: &'a str) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let mut kept = self.kept();
            if kept.locks.get(key).is_some_and(|(holder, _)| holder == owner) {
                kept.locks.remove(key);
            }
            Ok(())
        })
    }

    fn lock_time(&self) -> Duration {
        self.lock_time
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MemoryStore").field("tokens", &self.kept().tokens.len()).finish_non_exhaustive()
    }
}
