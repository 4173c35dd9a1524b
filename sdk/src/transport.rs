//! The seam to the network: a request goes in, bytes come out.
//!
//! The client brings a transport over [`reqwest`]; another one is given with
//! [`ClientBuilder::transport`](crate::ClientBuilder::transport).

mod http;
mod tls;

pub use self::http::{HttpTransport, HttpTransportBuilder};
pub use tls::Tls;

use crate::{Error, catalog::Method};
use ::http::HeaderMap;
use bytes::Bytes;
use core::{fmt, future::Future, pin::Pin};
use std::time::Duration;

/// A future in a box.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends HTTP requests. An implementation never follows redirects: the URL carries the access token.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and reads the whole answer, whatever its status.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>>;

    /// Whether [`send`](Self::send) ends by itself, with [`Error::timeout`], when [`HttpRequest::timeout`] is over. The
    /// client keeps the time of a transport that does not.
    fn keeps_time(&self) -> bool {
        false
    }
}

/// A request ready to be sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// HTTP method
    pub method: Method,
    /// Scheme, host and path: what may be shown
    pub url: String,
    /// The query, access token included: what may not be shown
    pub query: String,
    /// Headers beside those that HTTP itself needs
    pub headers: HeaderMap,
    /// The JSON body of a POST
    pub body: Option<Bytes>,
    /// No answer is awaited longer than this
    pub timeout: Duration,
}

impl HttpRequest {
    pub(crate) fn new(method: Method, url: String, query: String, body: Option<Bytes>, timeout: Duration) -> Self {
        Self { method, url, query, headers: HeaderMap::new(), body, timeout }
    }

    /// The URL with its query; never to be shown.
    pub fn full_url(&self) -> String {
        appended(self.url.clone(), &self.query)
    }
}

/// A URL with its query behind it.
fn appended(mut url: String, query: &str) -> String {
    if !query.is_empty() {
        url.push('?');
        url.push_str(query);
    }
    url
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("body", &self.body.as_ref().map(Bytes::len))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// An answer, read whole.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpResponse {
    /// HTTP status
    pub status: u16,
    /// Headers of the answer
    pub headers: HeaderMap,
    /// The unpacked body
    pub body: Bytes,
}

impl HttpResponse {
    /// An answer.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, headers: HeaderMap::new(), body: body.into() }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HttpResponse").field("status", &self.status).field("body", &self.body.len()).finish()
    }
}
