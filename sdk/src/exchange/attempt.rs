//! One attempt of a call: the request leaves, and its answer says whether it succeeded.

use super::Exchange;
use crate::{
    Error, Outcome,
    catalog::Method,
    observe::{Attempt, Event},
    request::said,
    token::AccessToken,
    trace::AttemptSpan,
    transport::{HttpRequest, HttpResponse},
    wire::Query,
};
use bytes::Bytes;
use core::future::Future;
use tokio::time::Instant;

/// An answer that says success.
pub(super) struct Reply {
    pub body: Bytes,
    pub status: u16,
    /// `errcode` was there and zero
    pub said_ok: bool,
}

/// Sends the request once. Not an `async fn`: the future of a call has no room for a request that has left.
pub(super) fn attempt<'a>(
    call: &'a Exchange,
    token: Option<&AccessToken>,
    host: &'a str,
    number: u32,
    deadline: Instant,
) -> impl Future<Output = Result<Reply, Error>> + Send + 'a {
    let mut request = request(call, token, host, deadline);
    let filtered = call.client.inner.hooks.request(&mut request).map_err(|error| error.with_outcome(Outcome::NotApplied));
    let span = AttemptSpan::new(host, number);
    let sent = filtered.map(|()| span.around(call.client.inner.transport.send(request)));
    let started = Instant::now();
    async move {
        let (result, status) = match sent?.await {
            Ok(response) => read(call, response),
            Err(error) => {
                let status = error.status();
                (Err(error), status)
            }
        };
        let attempt = Attempt {
            endpoint: call.target.endpoint(),
            method: call.target.method(),
            path: call.target.path(),
            host,
            attempt: number,
            status,
            error: result.as_ref().err(),
            elapsed: started.elapsed(),
        };
        span.record(&attempt);
        call.client.inner.hooks.tell(&Event::Attempt(attempt));
        result
    }
}

/// What the answer says, and its HTTP status.
fn read(call: &Exchange, mut response: HttpResponse) -> (Result<Reply, Error>, Option<u16>) {
    let fields = call.target.endpoint().map_or(&[][..], |endpoint| endpoint.response.fields);
    let status = response.status;
    let said = match call.client.inner.hooks.response(&mut response) {
        Ok(()) => said(&response.body, response.status, fields),
        // The platform has answered; what it said is lost.
        Err(error) => Err(error.with_status(status).with_outcome(Outcome::Unknown)),
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
