//! One attempt of a call: the request leaves, and its answer says whether it succeeded.

use super::Exchange;
use crate::{
    Error, Outcome,
    catalog::Method,
    observe::{Attempt, Event},
    request::said,
    token::AccessToken,
    trace::AttemptSpan,
    transport::HttpRequest,
    wire::Query,
};
use bytes::Bytes;
use tokio::time::Instant;

/// An answer that says success.
pub(super) struct Reply {
    pub body: Bytes,
    pub status: u16,
    /// `errcode` was there and zero
    pub said_ok: bool,
}

/// Sends the request once.
pub(super) async fn attempt(
    call: &Exchange,
    token: Option<&AccessToken>,
    host: &str,
    number: u32,
    deadline: Instant,
) -> Result<Reply, Error> {
    let hooks = &call.client.inner.hooks;
    let mut request = request(call, token, host, deadline);
    hooks.request(&mut request).map_err(|error| error.with_outcome(Outcome::NotApplied))?;
    let span = AttemptSpan::new(host, number);
    let started = Instant::now();
    let sent = span.around(call.client.inner.transport.send(request)).await;
    let (result, status) = match sent {
        Ok(mut response) => {
            let fields = call.target.endpoint().map_or(&[][..], |endpoint| endpoint.response.fields);
            let result = match hooks.response(&mut response) {
                Ok(()) => said(&response.body, response.status, fields),
                // The platform has answered; what it said is lost.
                Err(error) => Err(error.with_status(response.status).with_outcome(Outcome::Unknown)),
            };
            let status = response.status;
            (result.map(|said_ok| Reply { body: response.body, status, said_ok }), Some(status))
        }
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
    hooks.tell(&Event::Attempt(attempt));
    result
}

fn request(call: &Exchange, token: Option<&AccessToken>, host: &str, deadline: Instant) -> HttpRequest {
    let mut query = Query::default();
    if let Some(token) = token {
        query.text("access_token", token.expose());
    }
    let query = match (query.into_string(), call.query.as_str()) {
        (token, "") => token,
        (token, own) if token.is_empty() => own.to_owned(),
        (token, own) => format!("{token}&{own}"),
    };
    let method = call.target.method();
    // An empty POST is refused with 44002.
    let body = match method {
        Method::Post => Some(call.body.clone().unwrap_or_else(|| Bytes::from_static(b"{}"))),
        Method::Get => None,
    };
    let left = deadline.saturating_duration_since(Instant::now());
    HttpRequest::new(method, format!("{host}{}", call.target.path()), query, body, left)
}
