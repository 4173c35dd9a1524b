//! The background thread of a blocking client, and how other threads wait for it.

use super::inside;
use crate::{
    Error,
    catalog::{Effect, Endpoint},
    error::Outcome,
};
use core::future::Future;
use std::{
    io,
    sync::{Arc, mpsc},
};
use tokio::runtime;

const INSIDE: &str = "a blocking call in async code would stop the thread that runs it, so nothing was sent: \
                      use the async client, or tokio::task::spawn_blocking";
const LOST: &str = "the background thread gave up the call: it panicked";

/// A runtime with one thread, shared by all clones of a client and by their calls.
#[derive(Clone)]
pub(super) struct Runtime(Arc<Owned>);

struct Owned(Option<runtime::Runtime>);

impl Runtime {
    pub fn start() -> Result<Self, Error> {
        let built = runtime::Builder::new_multi_thread().worker_threads(1).thread_name("wechat-league").enable_all().build();
        let failed = |error: io::Error| Error::config(format!("the background thread could not be started: {error}"));
        Ok(Self(Arc::new(Owned(Some(built.map_err(failed)?)))))
    }

    /// Lets the background thread do it, and waits. A channel is safe to wait for anywhere, unlike `block_on`.
    pub fn run<T: Send + 'static>(
        &self,
        endpoint: Option<&'static Endpoint>,
        future: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        if inside::is_polled() {
            return Err(Error::config(INSIDE).at(endpoint));
        }
        // The spans of the call belong below the one of the thread that waits.
        #[cfg(feature = "tracing")]
        let future = tracing::Instrument::in_current_span(future);
        let done = self.0.0.as_ref().and_then(|runtime| {
            let (give, take) = mpsc::sync_channel(1);
            runtime.spawn(async move {
                let result = future.await;
                give.send(result)
            });
            take.recv().ok()
        });
        done.unwrap_or_else(|| Err(lost(endpoint)))
    }
}

/// How far the call got, nobody knows.
fn lost(endpoint: Option<&'static Endpoint>) -> Error {
    let error = Error::network(LOST, false, None).at(endpoint);
    match endpoint {
        Some(endpoint) if endpoint.effect == Effect::Read => error.with_outcome(Outcome::NotApplied),
        _ => error,
    }
}

impl Drop for Owned {
    /// Without waiting: that would panic in async code, where a client may be dropped like anywhere.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
