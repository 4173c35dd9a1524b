//! All network code of a call, once for all endpoints: token, host, request, what the answer says, what follows a failure.

mod attempt;
mod target;

pub(crate) use target::Target;

use crate::{
    Client, Error, ErrorKind, Outcome,
    catalog::{Auth, Effect},
    hosts::Route,
    observe::{Event, Finished},
    retry::{Decision, Failure, RetryPolicy},
    token::{AccessToken, Wanted},
    trace::CallSpan,
};
use attempt::Reply;
use bytes::Bytes;
use core::future::Future;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
    },
    time::{Duration, SystemTime},
};
use tokio::time::Instant;

/// A call that is ready to leave.
pub(crate) struct Exchange {
    pub client: Client,
    pub target: Target,
    pub query: String,
    pub body: Option<Bytes>,
    pub timeout: Option<Duration>,
    pub retry: Option<Arc<dyn RetryPolicy>>,
}

/// A successful answer, not yet decoded.
pub(crate) struct Answer {
    pub body: Bytes,
    pub status: u16,
    /// `errcode` was there and zero
    pub said_ok: bool,
    pub attempts: u32,
    call: Exchange,
    started: Instant,
    span: CallSpan,
}

/// Sends a call within its time.
// Not an `async fn`: that would hold the call twice.
#[allow(clippy::manual_async_fn)]
pub(crate) fn exchange(call: Exchange) -> impl Future<Output = Result<Answer, Error>> + Send {
    async move {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Error::config("a call has to be awaited inside a tokio runtime; elsewhere use the feature `blocking`"));
        }
        let started = Instant::now();
        let allowed = call.timeout.unwrap_or(call.client.inner.timeout);
        let progress = Progress::default();
        let span = CallSpan::new(call.target.name(), call.target.path());
        let run = tokio::time::timeout_at(started + allowed, attempts(&call, &progress, started + allowed));
        let result = match span.around(run).await {
            // Whichever clock rang first, the time allowed for the call is what was used up.
            Ok(Err(error)) if error.is_timeout() => Err(Error::timeout(allowed)),
            Ok(result) => result,
            Err(_) => Err(Error::timeout(allowed)),
        };
        let attempts = progress.attempts.load(Relaxed);
        match result {
            Ok(Reply { body, status, said_ok }) => Ok(Answer { body, status, said_ok, attempts, call, started, span }),
            Err(error) => {
                let error = progress.judge(error, call.target.effect()).at(call.target.endpoint()).with_attempts(attempts);
                conclude(&call, started, attempts, &span, Some(&error));
                Err(error)
            }
        }
    }
}

impl Answer {
    /// What a decoder's complaint makes of this answer.
    pub fn unreadable(&self, error: crate::ReadError) -> Error {
        let outcome = match (self.call.target.effect(), self.said_ok) {
            (Effect::Read, _) => Outcome::NotApplied,
            (Effect::Write, true) => Outcome::Applied,
            (Effect::Write, false) => Outcome::Unknown,
        };
        let error = Error::read(error).with_status(self.status).with_outcome(outcome);
        error.with_attempts(self.attempts).at(self.call.target.endpoint())
    }

    /// Holds the answer against the docs, where somebody wants to know.
    pub fn watch_drift(&self) {
        if let (Some(watch), Some(endpoint)) = (&self.call.client.inner.drift, self.call.target.endpoint()) {
            watch.look(endpoint, &self.body);
        }
    }

    /// The call is over: well, or with what its decoder says.
    pub fn conclude(&self, error: Option<&Error>) {
        conclude(&self.call, self.started, self.attempts, &self.span, error);
    }
}

fn conclude(call: &Exchange, started: Instant, attempts: u32, span: &CallSpan, error: Option<&Error>) {
    let (endpoint, method, path) = (call.target.endpoint(), call.target.method(), call.target.path());
    let finished = Finished { endpoint, method, path, attempts, error, elapsed: started.elapsed() };
    span.record(&finished);
    call.client.inner.hooks.tell(&Event::Call(finished));
}

/// What has happened so far, seen also by whoever cuts the attempts off.
#[derive(Default)]
struct Progress {
    attempts: AtomicU32,
    /// A request is on its way
    in_flight: AtomicBool,
    /// An earlier attempt may have been carried out
    doubt: AtomicBool,
}

impl Progress {
    /// The last word on what became of the call.
    fn judge(&self, error: Error, effect: Effect) -> Error {
        if effect == Effect::Read {
            return error.with_outcome(Outcome::NotApplied);
        }
        let outcome = match error.outcome() {
            Outcome::Unknown if error.is_timeout() && !self.in_flight.load(Relaxed) => Outcome::NotApplied,
            outcome => outcome,
        };
        match outcome {
            Outcome::NotApplied if self.doubt.load(Relaxed) => error.with_outcome(Outcome::Unknown),
            outcome => error.with_outcome(outcome),
        }
    }
}

async fn attempts(call: &Exchange, progress: &Progress, deadline: Instant) -> Result<Reply, Error> {
    let inner = &*call.client.inner;
    let policy = call.retry.as_ref().unwrap_or(&inner.retry);
    let mut route = Route::new(&inner.hosts);
    let mut refused: Option<Error> = None;
    let mut failures = 0;
    loop {
        if !inner.limits.is_empty() {
            inner.limits.wait(call.target.path(), deadline).await?;
        }
        let token = match call.target.auth() {
            Auth::None => None,
            Auth::Token => match token(&call.client).await {
                Ok(token) => Some(token),
                // The only token that can be had is the one just refused: the refusal says more.
                Err((error, true)) => return Err(refused.unwrap_or(error)),
                Err((error, false)) => return Err(error),
            },
        };
        let number = progress.attempts.fetch_add(1, Relaxed) + 1;
        progress.in_flight.store(true, Relaxed);
        let sent = attempt::attempt(call, token.as_ref(), inner.hosts.url(route.current()), number, deadline).await;
        progress.in_flight.store(false, Relaxed);
        let error = match sent {
            Ok(reply) => {
                inner.hosts.well(route.current());
                return Ok(reply);
            }
            Err(error) => error,
        };
        if error.outcome() == Outcome::Unknown {
            progress.doubt.store(true, Relaxed);
        }
        if let Some(token) = token.filter(|_| refused.is_none() && refreshes(&error)) {
            // The platform did nothing, so even a write goes out once more.
            inner.tokens.reject(&token, &error);
            refused = Some(error);
            continue;
        }
        if error.is_connect() && error.kind() == ErrorKind::Network {
            if route.leave(&inner.hosts) {
                continue;
            }
        } else if error.status().is_some_and(|status| status >= 500) {
            inner.hosts.server_error(route.current());
        } else if error.code().is_some() {
            inner.hosts.well(route.current());
        }
        // The host does not serve this path.
        if error.code().is_some_and(|code| code.get() == 40222) && route.back_to_first() {
            continue;
        }
        failures += 1;
        let now = Instant::now();
        let failure = Failure {
            error: &error,
            endpoint: call.target.endpoint(),
            effect: call.target.effect(),
            failures,
            remaining: deadline.saturating_duration_since(now),
            now: SystemTime::now(),
        };
        match policy.decide(&failure) {
            Decision::After(pause) if now + pause < deadline => tokio::time::sleep(pause).await,
            _ => return Err(error),
        }
        route.again(&inner.hosts);
    }
}

/// A token, or why there is none and whether that is because only a refused one can be had.
async fn token(client: &Client) -> Result<AccessToken, (Error, bool)> {
    match client.inner.tokens.get(client) {
        Wanted::Ready(token) => Ok(token),
        // Boxed, so that a call that has its token does not carry the space for this.
        Wanted::Wait => Box::pin(client.inner.tokens.wait(client)).await,
        Wanted::Refused(error) => Err((error, true)),
    }
}

/// The codes that a new token cures; other token codes have other cures.
fn refreshes(error: &Error) -> bool {
    error.kind() == ErrorKind::Api && error.code().is_some_and(|code| matches!(code.get(), 40001 | 40014 | 42001))
}
