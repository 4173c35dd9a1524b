//! One token for several processes: the store is read before and after its lock is taken, and only then the source asked.

use super::{
    IssuedToken, StoredToken, TokenKey, TokenStore,
    cache::Present,
    flight::{FETCH_TIME, fetch},
};
use crate::{Client, Error, transport::BoxFuture};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use tokio::time::{Instant, sleep, timeout};

/// A store, and what the client's tokens are kept under.
pub(crate) struct Shared {
    pub store: Arc<dyn TokenStore>,
    pub key: TokenKey,
    /// Where the store cannot be reached, the client fetches for itself
    pub optional: bool,
}

impl Shared {
    /// Nobody waits longer than this for the store and its lock.
    pub(super) fn longest_wait(&self) -> Duration {
        later_than_lock(self.store.lock_time()) + 6 * STORE_TIME
    }

    /// The token in the store if it is of use, a new one otherwise.
    pub(super) async fn obtain(&self, client: &Client, present: &Present, force: bool) -> Result<IssuedToken, Error> {
        match self.together(client, present, force).await {
            Err(Trouble::Store(_)) if self.optional => fetch(client, present, force, FETCH_TIME).await,
            Err(Trouble::Store(error) | Trouble::Source(error)) => Err(error),
            Ok(issued) => Ok(issued),
        }
    }

    async fn together(&self, client: &Client, present: &Present, force: bool) -> Result<IssuedToken, Trouble> {
        let owner = format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        let patience = Instant::now() + later_than_lock(self.store.lock_time());
        loop {
            if let Some(found) = self.found(present).await?.filter(|_| !force) {
                return Ok(found);
            }
            if within(self.store.lock(&self.key, &owner)).await? {
                let result = self.locked(client, present, force).await;
                // A lock that cannot be freed ends by itself; the token is what counts.
                let _ = within(self.store.unlock(&self.key, &owner)).await;
                return result;
            }
            if Instant::now() > patience {
                let message = "another process holds the lock of the token store and brings no token";
                return Err(Trouble::Source(Error::network(message, false, None)));
            }
            // Jittered, so that the processes that wait do not come all at once.
            sleep(Duration::from_millis(30 + fastrand::u64(..60))).await;
        }
    }

    /// With the lock: somebody else may have fetched while this process waited for it.
    async fn locked(&self, client: &Client, present: &Present, force: bool) -> Result<IssuedToken, Trouble> {
        let seen = within(self.store.get(&self.key)).await?;
        if let Some(found) = seen.as_ref().filter(|seen| !force && useful(seen, present)) {
            return Ok(issued(found));
        }
        // Done before the lock ends, or not at all.
        let time = FETCH_TIME.min(self.store.lock_time().mul_f64(0.8));
        let fresh = fetch(client, present, force, time).await.map_err(Trouble::Source)?;
        let Some(lifetime) = fresh.lifetime else { return Ok(fresh) };
        if present.refused.as_ref() == Some(&fresh.token) {
            return Ok(fresh);
        }
        let kept = StoredToken::new(fresh.token.clone(), SystemTime::now() + lifetime);
        match within(self.store.put(&self.key, &kept, seen.as_ref())).await {
            Ok(true) => Ok(fresh),
            // This process was slow, its lock ended, and another one put a newer token there.
            Ok(false) => Ok(self.found(present).await.ok().flatten().unwrap_or(fresh)),
            // The token is good, whatever became of the store.
            Err(_) => Ok(fresh),
        }
    }

    async fn found(&self, present: &Present) -> Result<Option<IssuedToken>, Trouble> {
        let stored = within(self.store.get(&self.key)).await?;
        Ok(stored.filter(|stored| useful(stored, present)).as_ref().map(issued))
    }
}

/// A store that answers later than this cannot be reached.
const STORE_TIME: Duration = Duration::from_secs(5);

/// Waits for an operation of the store, but not for ever.
async fn within<T>(operation: BoxFuture<'_, Result<T, Error>>) -> Result<T, Trouble> {
    match timeout(STORE_TIME, operation).await {
        Ok(result) => result.map_err(Trouble::Store),
        Err(_) => {
            let message = format!("the token store did not answer within {STORE_TIME:?}");
            Err(Trouble::Store(Error::network(message, false, None)))
        }
    }
}

/// How long another process is waited for: a holder that died, and one after it that is slow.
fn later_than_lock(lock_time: Duration) -> Duration {
    lock_time.min(Duration::from_secs(600)) * 2 + FETCH_TIME
}

enum Trouble {
    /// The store could not be reached
    Store(Error),
    /// The store is well, but there is no token
    Source(Error),
}

/// Whether a token of the store is alive, not refused, and another one than the client's own, whose end is near.
fn useful(stored: &StoredToken, present: &Present) -> bool {
    let own = present.held.as_ref().is_some_and(|held| held.token == stored.token);
    !stored.lifetime().is_zero() && !own && present.refused.as_ref() != Some(&stored.token)
}

fn issued(stored: &StoredToken) -> IssuedToken {
    IssuedToken::new(stored.token.clone(), stored.lifetime())
}
