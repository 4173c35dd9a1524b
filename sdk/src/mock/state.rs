//! What the server knows, behind one lock that is never held while a test's own code runs.

use super::{
    books::{Books, Recorded},
    fault::Fault,
    pages::Examples,
    routes::Routes,
    tokens::Tokens,
};
use core::fmt;
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

/// Chooses a fault for a request.
pub(super) type Inject = Arc<dyn Fn(&Recorded) -> Option<Fault> + Send + Sync>;
/// Looks at a request whose answer is decided.
pub(super) type Watch = Arc<dyn Fn(&Recorded) + Send + Sync>;

#[derive(Default)]
pub(super) struct State {
    inner: Mutex<Inner>,
    pub examples: Examples,
    /// So many of the next connections are dropped
    dropping: AtomicUsize,
}

#[derive(Default)]
pub(super) struct Inner {
    pub routes: Routes,
    pub books: Books,
    pub tokens: Tokens,
    /// How often a token was asked for
    pub token_calls: usize,
    pub inject: Option<Inject>,
    pub watch: Option<Watch>,
}

impl State {
    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn drop_connections(&self, count: usize) {
        self.dropping.store(count, Ordering::SeqCst);
    }

    /// Whether the connection just taken is to be dropped.
    pub fn drops_connection(&self) -> bool {
        self.dropping.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("State").finish_non_exhaustive()
    }
}
