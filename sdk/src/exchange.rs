//! All network code of a call, once for all endpoints: token, request, what the answer says, one replay.

use crate::{
    Client, Error,
    catalog::{Auth, Endpoint, Method},
    request::said,
    schema::Field,
    token::{AccessToken, TokenContext},
    transport::HttpRequest,
    wire::Query,
};
use bytes::Bytes;
use std::time::{Duration, Instant};

/// A call that is ready to leave.
pub(crate) struct Exchange {
    pub client: Client,
    pub target: Target,
    pub query: String,
    pub body: Option<Bytes>,
    pub timeout: Option<Duration>,
}

/// What is called.
pub(crate) enum Target {
    /// An endpoint of the catalog
    Known(&'static Endpoint),
    /// Anything else
    Raw { method: Method, path: String, auth: Auth },
}

impl Target {
    fn parts(&self) -> (Method, &str, Auth) {
        match self {
            Self::Known(endpoint) => (endpoint.method, endpoint.path, endpoint.auth),
            Self::Raw { method, path, auth } => (*method, path, *auth),
        }
    }

    fn endpoint(&self) -> Option<&'static Endpoint> {
        match self {
            Self::Known(endpoint) => Some(endpoint),
            Self::Raw { .. } => None,
        }
    }

    fn fields(&self) -> &'static [Field] {
        self.endpoint().map_or(&[], |endpoint| endpoint.response.fields)
    }
}

/// A successful answer, not yet decoded.
pub(crate) struct Answer {
    pub body: Bytes,
    pub status: u16,
    /// `errcode` was there and zero
    pub said_ok: bool,
    pub attempts: u32,
}

/// Sends a call within its time.
pub(crate) async fn exchange(call: Exchange) -> Result<Answer, Error> {
    let allowed = call.timeout.unwrap_or(call.client.inner.timeout);
    let endpoint = call.target.endpoint();
    let started = Instant::now();
    match tokio::time::timeout(allowed, attempts(&call, started, allowed)).await {
        // Whichever clock rang first, the time allowed for the call is what was used up.
        Ok(Err(error)) if error.is_timeout() => Err(Error::timeout(allowed).at(endpoint)),
        Ok(result) => result.map_err(|error| error.at(endpoint)),
        Err(_) => Err(Error::timeout(allowed).at(endpoint)),
    }
}

async fn attempts(call: &Exchange, started: Instant, allowed: Duration) -> Result<Answer, Error> {
    let inner = &call.client.inner;
    let (_, _, auth) = call.target.parts();
    let left = || allowed.saturating_sub(started.elapsed());
    let mut refused: Option<(AccessToken, Error)> = None;
    let mut attempt = 0;
    loop {
        attempt += 1;
        let context = TokenContext::new(inner.transport.as_ref(), &inner.base_url, left());
        let token = match auth {
            Auth::Token => {
                let token = inner.tokens.token(context).await;
                Some(token.map_err(|error| Error::token(error, attempt == 1))?)
            }
            Auth::None => None,
        };
        match refused.take() {
            // The platform may hand the refused token out again: another try would fail the same way.
            Some((old, error)) if token.as_ref() == Some(&old) => return Err(error),
            _ => {}
        }
        let response = inner.transport.send(request(call, token.as_ref(), left())).await?;
        let error = match said(&response.body, response.status, call.target.fields()) {
            Ok(said_ok) => return Ok(Answer { body: response.body, status: response.status, said_ok, attempts: attempt }),
            Err(error) => error,
        };
        match token {
            Some(token) if attempt == 1 && refreshes(&error) => {
                inner.tokens.reject(&token).await;
                refused = Some((token, error));
            }
            _ => return Err(error),
        }
    }
}

/// The codes that a new token cures; other token codes have other cures.
fn refreshes(error: &Error) -> bool {
    error.code().is_some_and(|code| matches!(code.get(), 40001 | 40014 | 42001))
}

fn request(call: &Exchange, token: Option<&AccessToken>, left: Duration) -> HttpRequest {
    let (method, path, _) = call.target.parts();
    let mut query = Query::default();
    if let Some(token) = token {
        query.text("access_token", token.expose());
    }
    let query = match (query.into_string(), call.query.as_str()) {
        (token, "") => token,
        (token, own) if token.is_empty() => own.to_owned(),
        (token, own) => format!("{token}&{own}"),
    };
    // An empty POST is refused with 44002.
    let body = match method {
        Method::Post => Some(call.body.clone().unwrap_or_else(|| Bytes::from_static(b"{}"))),
        Method::Get => None,
    };
    HttpRequest::new(method, format!("{}{path}", call.client.inner.base_url), query, body, left)
}
