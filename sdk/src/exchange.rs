//! All network code of a call, once for all endpoints: token, host, request, what the answer says, what follows a failure.

mod attempt;
mod target;

pub(crate) use target::Target;

use crate::{
    Client, Error, ErrorKind, Outcome,
    catalog::{Auth, Effect},
    hosts::{Hosts, Route},
    later::later,
    observe::{Event, Finished},
    retry::{Decision, Failure, RetryPolicy},
    token::{AccessToken, Wanted},
    trace::CallSpan,
};
use attempt::{Failed, Reply, Time};
use bytes::Bytes;
use core::future::Future;
use std::{
    sync::Arc,
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
        let mut progress = Progress::default();
        let span = CallSpan::new(call.target.name(), call.target.path());
        let time = Time { allowed, deadline: later(started, allowed) };
        let result = span.around(attempts(&call, &mut progress, time)).await;
        let attempts = progress.attempts;
        match result {
            Ok(Reply { body, status, said_ok }) => Ok(Answer { body, status, said_ok, attempts, call, started, span }),
            Err(error) => {
                let error = progress.judge(error).at(call.target.endpoint()).with_attempts(attempts);
                conclude(&call, started, attempts, &span, Some(&error));
                Err(error)
            }
        }
    }
}

impl Answer {
    /// What a decoder's complaint makes of this answer.
    pub fn unreadable(&self, error: crate::ReadError) -> Error {
        let error = Error::read(error).with_status(self.status).with_outcome(self.outcome());
        error.with_attempts(self.attempts).at(self.call.target.endpoint())
    }

    /// What became of the call, should the answer be unreadable.
    pub fn outcome(&self) -> Outcome {
        match (self.call.target.effect(), self.said_ok) {
            (Effect::Read, _) => Outcome::NotApplied,
            (Effect::Write, true) => Outcome::Applied,
            (Effect::Write, false) => Outcome::Unknown,
        }
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

/// What has happened so far.
#[derive(Default)]
struct Progress {
    attempts: u32,
    /// An attempt may have been carried out
    doubt: bool,
}

impl Progress {
    /// The last word on what became of the call.
    fn judge(&self, error: Error) -> Error {
        match error.outcome() {
            Outcome::NotApplied if self.doubt => error.with_outcome(Outcome::Unknown),
            _ => error,
        }
    }
}

async fn attempts(call: &Exchange, progress: &mut Progress, time: Time) -> Result<Reply, Error> {
    let inner = &*call.client.inner;
    let hosts = &inner.hosts;
    let mut route: Option<Route> = None;
    let mut refused: Option<Error> = None;
    let mut last: Option<Error> = None;
    let mut failures = 0;
    loop {
        if !inner.limits.is_empty() {
            let waited = inner.limits.wait(call.target.path(), time.deadline).await;
            // An earlier failure says more than that there is no room to mend it.
            waited.map_err(|limit| last.take().or(refused.take()).unwrap_or(limit))?;
        }
        let token = match call.target.auth() {
            Auth::None => None,
            Auth::Token => match token(&call.client, time).await {
                Ok(token) => Some(token),
                // The only token that can be had is the one just refused: the refusal says more.
                Err((error, true)) => return Err(refused.unwrap_or(error)),
                Err((error, false)) => return Err(error),
            },
        };
        // Chosen only now: the way to the token may have shown that a host is down.
        let route = route.get_or_insert_with(|| Route::new(hosts));
        let host = hosts.url(route.current());
        let request = attempt::prepare(call, token.as_ref(), host, time)?;
        progress.attempts += 1;
        let error = match attempt::attempt(call, request, host, progress.attempts, time).await {
            Ok(reply) => {
                hosts.well(route.current());
                return Ok(reply);
            }
            Err(Failed::Filter(error)) => return Err(error),
            Err(Failed::Call(error)) => error,
        };
        progress.doubt |= error.outcome() == Outcome::Unknown;
        if let Some(token) = token.filter(|_| refreshes(&error)) {
            inner.tokens.reject(&token, &error);
            // The platform did nothing, so even a write goes out once more.
            if refused.is_none() {
                refused = Some(error);
                continue;
            }
        }
        if goes_elsewhere(&error, route, hosts) {
            continue;
        }
        failures += 1;
        let Some(pause) = pause(call, &error, failures, time) else { return Err(error) };
        tokio::time::sleep(pause).await;
        route.again(hosts);
        last = Some(error);
    }
}

/// A token, or why there is none and whether that is because only a refused one can be had.
async fn token(client: &Client, time: Time) -> Result<AccessToken, (Error, bool)> {
    match client.inner.tokens.get(client) {
        Wanted::Ready(token) => Ok(token),
        // Boxed, so that a call that has its token does not carry the space for this.
        Wanted::Wait => match Box::pin(tokio::time::timeout_at(time.deadline, client.inner.tokens.wait(client))).await {
            Ok(waited) => waited,
            Err(_) => Err((Error::timeout(time.allowed).with_outcome(Outcome::NotApplied), false)),
        },
        Wanted::Refused(error) => Err((error, true)),
    }
}

/// The codes that a new token cures; other token codes have other cures.
fn refreshes(error: &Error) -> bool {
    error.kind() == ErrorKind::Api && error.code().is_some_and(|code| matches!(code.get(), 40001 | 40014 | 42001))
}

/// Notes what the failure says of the host; whether the call goes on at another one at once.
fn goes_elsewhere(error: &Error, route: &mut Route, hosts: &Hosts) -> bool {
    if error.kind() == ErrorKind::Network && error.is_connect() {
        return route.leave(hosts);
    }
    if error.status().is_some_and(|status| status >= 500) {
        hosts.server_error(route.current());
    } else if error.code().is_some() {
        hosts.well(route.current());
    }
    // The host does not serve this path.
    error.code().is_some_and(|code| code.get() == 40222) && route.back_to_first()
}

/// The pause before the next attempt, if there is to be one and the deadline leaves room for it.
fn pause(call: &Exchange, error: &Error, failures: u32, time: Time) -> Option<Duration> {
    let now = Instant::now();
    let failure = Failure {
        error,
        endpoint: call.target.endpoint(),
        effect: call.target.effect(),
        failures,
        remaining: time.deadline.saturating_duration_since(now),
        now: SystemTime::now(),
    };
    match call.retry.as_ref().unwrap_or(&call.client.inner.retry).decide(&failure) {
        Decision::After(pause) if pause < failure.remaining => Some(pause),
        _ => None,
    }
}
