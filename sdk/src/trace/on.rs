//! Spans and events as `tracing` knows them: never a token, a secret or a body.

use crate::{
    Error,
    observe::{Attempt, Finished, TokenFetch},
};
use core::future::Future;
use tracing::{
    Instrument, Span,
    field::{Empty, debug},
    instrument::Instrumented,
};

/// The span of a call.
pub(crate) struct CallSpan(Span);

impl CallSpan {
    pub fn new(endpoint: &'static str, path: &str) -> Self {
        Self(tracing::info_span!(
            target: "wechat_league",
            "wechat_league::call",
            endpoint,
            path,
            attempts = Empty,
            errcode = Empty,
            rid = Empty,
            outcome = Empty,
            error = Empty,
            elapsed_ms = Empty
        ))
    }

    /// What the future does, it does within the span.
    pub fn around<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.0.clone())
    }

    pub fn record(&self, finished: &Finished<'_>) {
        self.0.record("attempts", finished.attempts);
        self.0.record("elapsed_ms", finished.elapsed.as_millis() as u64);
        if let Some(error) = finished.error {
            self.0.record("outcome", debug(error.outcome()));
            failure(&self.0, error);
        }
    }
}

/// The span of an attempt.
pub(crate) struct AttemptSpan(Span);

impl AttemptSpan {
    pub fn new(host: &str, attempt: u32) -> Self {
        Self(tracing::info_span!(
            target: "wechat_league",
            "wechat_league::attempt",
            host,
            attempt,
            status = Empty,
            errcode = Empty,
            rid = Empty,
            error = Empty,
            elapsed_ms = Empty
        ))
    }

    /// What the future does, it does within the span.
    pub fn around<F: Future>(&self, future: F) -> Instrumented<F> {
        future.instrument(self.0.clone())
    }

    pub fn record(&self, attempt: &Attempt<'_>) {
        self.0.record("elapsed_ms", attempt.elapsed.as_millis() as u64);
        if let Some(status) = attempt.status {
            self.0.record("status", status);
        }
        if let Some(error) = attempt.error {
            failure(&self.0, error);
        }
    }
}

fn failure(span: &Span, error: &Error) {
    span.record("error", debug(error.kind()));
    if let Some(code) = error.code() {
        span.record("errcode", code.get());
    }
    if let Some(rid) = error.rid() {
        span.record("rid", rid);
    }
}

/// Tells of a token that was fetched, or could not be.
pub(crate) fn token(fetch: &TokenFetch<'_>) {
    let elapsed_ms = fetch.elapsed.as_millis() as u64;
    match fetch.error {
        None => tracing::info!(target: "wechat_league", elapsed_ms, "access token fetched"),
        Some(error) => tracing::warn!(
            target: "wechat_league",
            elapsed_ms,
            errcode = error.code().map(|code| code.get()),
            rid = error.rid(),
            error = ?error.kind(),
            "access token could not be fetched"
        ),
    }
}
