//! Seeing what happens: a hook for metrics, and filters over what is sent and received.
//!
//! With the feature `tracing` every call and every attempt is a span, too: `wechat_league::call` with `endpoint`, `path`, `attempts`,
//! `errcode`, `rid`, `outcome`, and below it `wechat_league::attempt` with `host`, `attempt`, `status`, `errcode`, `rid`,
//! `elapsed_ms`. No span, event or report holds a token, a secret or a body.
//!
//! ```
//! use std::sync::atomic::{AtomicU64, Ordering};
//! use wechat_league::{Client, observe::Event};
//!
//! static ATTEMPTS: AtomicU64 = AtomicU64::new(0);
//!
//! # fn main() -> Result<(), wechat_league::Error> {
//! let client = Client::builder("wx0123456789abcdef", "app-secret")
//!     .observe(|event| match event {
//!         Event::Attempt(attempt) => {
//!             ATTEMPTS.fetch_add(1, Ordering::Relaxed);
//!             println!("{} at {}: {:?} in {:?}", attempt.path, attempt.host, attempt.error, attempt.elapsed);
//!         }
//!         other => println!("{other:?}"),
//!     })
//!     .build()?;
//! # Ok(())
//! # }
//! ```

use crate::{
    Error,
    catalog::{Endpoint, Method},
    transport::{HttpRequest, HttpResponse},
};
use core::fmt;
use std::time::Duration;

/// Something that happened in a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A request was sent, or tried to be sent, once
    Attempt(Attempt<'a>),
    /// A call has ended, all its attempts together
    Call(Finished<'a>),
    /// A token was fetched, or could not be
    Token(TokenFetch<'a>),
}

/// One attempt of a call.
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The endpoint, where the catalog knows it
    pub endpoint: Option<&'static Endpoint>,
    /// HTTP method
    pub method: Method,
    /// Path below the host
    pub path: &'a str,
    /// Scheme and host
    pub host: &'a str,
    /// Its number, from 1
    pub attempt: u32,
    /// HTTP status, where an answer came
    pub status: Option<u16>,
    /// What went wrong; its `code()` and `rid()` are the platform's
    pub error: Option<&'a Error>,
    /// From sending to the whole answer
    pub elapsed: Duration,
}

/// A call that has ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct Finished<'a> {
    /// The endpoint, where the catalog knows it
    pub endpoint: Option<&'static Endpoint>,
    /// HTTP method
    pub method: Method,
    /// Path below the host
    pub path: &'a str,
    /// How many attempts it took
    pub attempts: u32,
    /// What went wrong
    pub error: Option<&'a Error>,
    /// From its beginning to its end, pauses and token included
    pub elapsed: Duration,
}

/// A token fetched from its source.
#[derive(Debug)]
#[non_exhaustive]
pub struct TokenFetch<'a> {
    /// Why it could not be had
    pub error: Option<&'a Error>,
    /// How long it took
    pub elapsed: Duration,
}

type Observer = Box<dyn Fn(&Event<'_>) + Send + Sync>;
type RequestFilter = Box<dyn Fn(&mut HttpRequest) -> Result<(), Error> + Send + Sync>;
type ResponseFilter = Box<dyn Fn(&mut HttpResponse) -> Result<(), Error> + Send + Sync>;

/// What a client's user hung into it.
#[derive(Default)]
pub(crate) struct Hooks {
    pub observers: Vec<Observer>,
    pub requests: Vec<RequestFilter>,
    pub responses: Vec<ResponseFilter>,
}

impl Hooks {
    pub fn tell(&self, event: &Event<'_>) {
        for observer in &self.observers {
            observer(event);
        }
    }

    pub fn request(&self, request: &mut HttpRequest) -> Result<(), Error> {
        self.requests.iter().try_for_each(|filter| filter(request))
    }

    pub fn response(&self, response: &mut HttpResponse) -> Result<(), Error> {
        self.responses.iter().try_for_each(|filter| filter(response))
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Hooks")
            .field("observers", &self.observers.len())
            .field("requests", &self.requests.len())
            .field("responses", &self.responses.len())
            .finish()
    }
}
