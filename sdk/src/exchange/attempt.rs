//! One attempt of a call: the request leaves, and its answer says whether it succeeded.

use super::Exchange;
use crate::{
    Error, Outcome,
    catalog::{Effect, Method},
    observe::{Attempt, Event},
    request::said,
    token::AccessToken,
    trace::AttemptSpan,
    transport::{BoxFuture, HttpRequest, HttpResponse},
    wire::Query,
};
use bytes::Bytes;
use core::future::Future;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// An answer that says success.
pub(super) struct Reply {
    pub body: Bytes,
    pub status: u16,
    /// `errcode` was there and zero
    pub said_ok: bool,
}

/// Why an attempt brought no reply.
pub(super) enum Failed {
    /// The network or the platform
    Call(Error),
    /// A filter of the client's user: nothing that another attempt or host would mend
    Filter(Error),
}

impl Failed {
    fn map(self, change: impl FnOnce(Error) -> Error) -> Self {
        match self {
            Self::Call(error) => Self::Call(change(error)),
            Self::Filter(error) => Self::Filter(change(error)),
        }
    }
}

/// The time of a call.
#[derive(Clone, Copy)]
pub(super) struct Time {
    pub allowed: Duration,
    pub deadline: Instant,
}

/// The request as it will leave, filters included.
pub(super) fn prepare(call: &Exchange, token: Option<&AccessToken>, host: &str, time: Time) -> Result<HttpRequest, Error> {
    let mut request = request(call, token, host, time.deadline);
    let filtered = call.client.inner.hooks.request(&mut request);
    filtered.map(|()| request).map_err(|error| error.with_outcome(Outcome::NotApplied))
}

/// Sends the request once. Not an `async fn`: the future of a call has no room for a request that has left.
pub(super) fn attempt<'a>(
    call: &'a Exchange,
    request: HttpRequest,
    host: &'a str,
    number: u32,
    time: Time,
) -> impl Future<Output = Result<Reply, Failed>> + Send + 'a {
    let span = AttemptSpan::new(host, number);
    let started = Instant::now();
    let transport = call.client.inner.transport.as_ref();
    let sent = transport.send(request);
    // A second clock where the first one is not to be trusted.
    let sent = if transport.keeps_time() { sent } else { watched(sent, time) };
    let sent = span.around(sent);
    async move {
        let (result, status) = match sent.await {
            Ok(response) => read(call, response),
            // Whichever clock rang first, the time allowed for the call is what was used up.
            Err(error) if error.is_timeout() => (Err(Failed::Call(Error::timeout(time.allowed))), None),
            Err(error) => {
                let status = error.status();
                (Err(Failed::Call(error)), status)
            }
        };
        // A read has changed nothing, and everybody who is told of the failure is to know.
        let result = match call.target.effect() {
            Effect::Read => result.map_err(|failed| failed.map(|error| error.with_outcome(Outcome::NotApplied))),
            Effect::Write => result,
        };
        let error = match &result {
            Ok(_) => None,
            Err(Failed::Call(error) | Failed::Filter(error)) => Some(error),
        };
        let attempt = Attempt {
            endpoint: call.target.endpoint(),
            method: call.target.method(),
            path: call.target.path(),
            host,
            attempt: number,
            status,
            error,
            elapsed: started.elapsed(),
        };
        span.record(&attempt);
        call.client.inner.hooks.tell(&Event::Attempt(attempt));
        result
    }
}

/// Ends with the time of the call, whatever the transport does.
fn watched(sent: BoxFuture<'_, Result<HttpResponse, Error>>, time: Time) -> BoxFuture<'_, Result<HttpResponse, Error>> {
    Box::pin(async move { timeout_at(time.deadline, sent).await.unwrap_or_else(|_| Err(Error::timeout(time.allowed))) })
}

/// What the answer says, and its HTTP status.
fn read(call: &Exchange, mut response: HttpResponse) -> (Result<Reply, Failed>, Option<u16>) {
    let status = response.status;
    let said = match call.client.inner.hooks.response(&mut response) {
        Ok(()) => said(&response.body, response.status, call.target.endpoint()).map_err(Failed::Call),
        // The platform has answered; what it said is lost.
        Err(error) => Err(Failed::Filter(error.with_status(status).with_outcome(Outcome::Unknown))),
    };
    (said.map(|said_ok| Reply { body: response.body, status: response.status, said_ok }), Some(status))
}

fn request(call: &Exchange, token: Option<&AccessToken>, host: &str, deadline: Instant) -> HttpRequest {
    let mut query = Query::with_room(call.query.len() + token.map_or(0, |token| token.expose().len() + 24));
    if let Some(token) = token {
        query.text("access_token", token.expose());
    }
    query.encoded(&call.query);
    let query = query.into_string();
    let path = call.target.path();
    // The query will be appended: the place for it is there.
    let mut url = String::with_capacity(host.len() + path.len() + 1 + query.len());
    url.push_str(host);
    url.push_str(path);
    let method = call.target.method();
    // An empty POST is refused with 44002.
    let body = match method {
        Method::Post => Some(call.body.clone().unwrap_or_else(|| Bytes::from_static(b"{}"))),
        Method::Get => None,
    };
    let left = deadline.saturating_duration_since(Instant::now());
    HttpRequest::new(method, url, query, body, left)
}
