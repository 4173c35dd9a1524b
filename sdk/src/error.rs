//! One error type for everything that can go wrong with a call.

mod code;
mod outcome;
mod read;
mod show;

pub use code::{ErrorCode, error_code};
pub use outcome::Outcome;
pub use read::ReadError;

use crate::catalog::{Class, Endpoint, Repeat, Rule};
use std::{error::Error as StdError, net::IpAddr, sync::Arc, time::Duration};

/// 一次调用失败的原因。
///
/// 先看 [`Error::kind`]，再看谓词：`code()`、`is_token()`、`is_rate_limited()` ……写操作能不能再发，看 [`Error::outcome`]。
/// 任何输出都不含令牌和机密。
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    endpoint: Option<&'static Endpoint>,
    status: Option<u16>,
    outcome: Option<Outcome>,
    attempts: u32,
    detail: Detail,
}

/// What kind of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The API answered with an error code
    Api,
    /// The answer could not be read
    Read,
    /// No answer came: the connection failed
    Network,
    /// The call took longer than allowed
    Timeout,
    /// No access token could be had
    Token,
    /// The client or the call is set up wrongly
    Config,
    /// The request breaks a rule between its fields; nothing was sent
    Request,
    /// The client's own rate limit leaves no room before the deadline; nothing was sent
    Limit,
    /// A list turned its pages in a way that cannot be right
    Paging,
}

enum Detail {
    Api {
        code: ErrorCode,
        message: String,
    },
    Read(Box<ReadError>),
    Network {
        message: String,
        connecting: bool,
        source: Option<Box<dyn StdError + Send + Sync>>,
    },
    Timeout {
        after: Duration,
    },
    /// Shared, because everybody who waited for the same token gets the same error
    Token {
        source: Arc<Error>,
        note: &'static str,
    },
    Text(String),
    Rule(Rule),
}

impl Error {
    fn new(kind: ErrorKind, detail: Detail) -> Self {
        Self(Box::new(Inner { kind, endpoint: None, status: None, outcome: None, attempts: 0, detail }))
    }

    pub(crate) fn api(code: i64, message: String) -> Self {
        Self::new(ErrorKind::Api, Detail::Api { code: ErrorCode::new(code), message })
    }

    pub(crate) fn read(error: ReadError) -> Self {
        Self::new(ErrorKind::Read, Detail::Read(Box::new(error)))
    }

    /// The network failed. `connecting` says that the request certainly never left.
    pub fn network(message: impl Into<String>, connecting: bool, source: Option<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Network, Detail::Network { message: message.into(), connecting, source })
    }

    /// No answer came within this time; whether the request arrived is not known.
    pub fn timeout(after: Duration) -> Self {
        Self::new(ErrorKind::Timeout, Detail::Timeout { after })
    }

    /// `note` says what led to it, where the source alone does not.
    pub(crate) fn token(source: Arc<Self>, note: &'static str) -> Self {
        Self::new(ErrorKind::Token, Detail::Token { source, note })
    }

    /// The client, a token source or a transport is set up wrongly.
    pub fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, Detail::Text(message.into()))
    }

    pub(crate) fn rule(rule: Rule) -> Self {
        Self::new(ErrorKind::Request, Detail::Rule(rule))
    }

    pub(crate) fn limit(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Limit, Detail::Text(message.into()))
    }

    pub(crate) fn paging(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Paging, Detail::Text(message.into()))
    }

    pub(crate) fn at(mut self, endpoint: Option<&'static Endpoint>) -> Self {
        self.0.endpoint = self.0.endpoint.or(endpoint);
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// What kind of failure it was.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The API's error code; also that of the token call behind a [`ErrorKind::Token`] failure.
    pub fn code(&self) -> Option<ErrorCode> {
        match &self.0.detail {
            Detail::Api { code, .. } => Some(*code),
            Detail::Token { source, .. } => source.code(),
            _ => None,
        }
    }

    /// The class of the error code.
    pub fn class(&self) -> Option<Class> {
        self.code().and_then(ErrorCode::class)
    }

    /// The API's `errmsg`, whole.
    pub fn message(&self) -> Option<&str> {
        match &self.0.detail {
            Detail::Api { message, .. } => Some(message),
            Detail::Token { source, .. } => source.message(),
            _ => None,
        }
    }

    /// The `rid` at the end of `errmsg`: what support asks for.
    pub fn rid(&self) -> Option<&str> {
        let message = self.message()?;
        let start = message.rfind("rid:")? + "rid:".len();
        message[start..].split_whitespace().next()
    }

    /// What to do about it, where the error tables say so.
    pub fn hint(&self) -> Option<&'static str> {
        self.code().and_then(ErrorCode::hint)
    }

    /// The address to put on the account's list of allowed addresses, where the platform refused it (40164, 45035, 61004).
    pub fn ip_to_allow(&self) -> Option<IpAddr> {
        if !matches!(self.code()?.get(), 40164 | 45035 | 61004) {
            return None;
        }
        let words = self.message()?.split([' ', ',', ';', '[', ']', '(', ')']);
        words.filter_map(|word| word.parse().ok()).map(|ip: IpAddr| ip.to_canonical()).next()
    }

    /// How often the request was sent, or tried to be sent, over all hosts.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The endpoint that was called.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.endpoint
    }

    /// How the endpoint's own page explains the code.
    pub fn documented(&self) -> Option<&'static str> {
        let code = self.code()?;
        self.0.endpoint?.errors.iter().find(|error| error.code == code).map(|error| error.doc)
    }

    /// The HTTP status of the answer, where there was one.
    pub fn status(&self) -> Option<u16> {
        match &self.0.detail {
            Detail::Token { source, .. } => source.status(),
            _ => self.0.status,
        }
    }

    /// Why the answer could not be read; also that of the token call behind a [`ErrorKind::Token`] failure.
    pub fn read_error(&self) -> Option<&ReadError> {
        match &self.0.detail {
            Detail::Read(error) => Some(error),
            Detail::Token { source, .. } => source.read_error(),
            _ => None,
        }
    }

    /// Whether the access token was refused.
    pub fn is_token(&self) -> bool {
        self.0.kind == ErrorKind::Token || self.class() == Some(Class::Token)
    }

    /// Whether a limit of calls is used up.
    pub fn is_rate_limited(&self) -> bool {
        self.0.kind == ErrorKind::Limit || self.class() == Some(Class::RateLimit)
    }

    /// Whether the call took longer than allowed.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the request certainly never left this machine.
    pub fn is_connect(&self) -> bool {
        if self.0.status.is_some() {
            return false;
        }
        match &self.0.detail {
            Detail::Network { connecting, .. } => *connecting,
            Detail::Token { .. } => self.0.attempts == 0,
            _ => matches!(self.0.kind, ErrorKind::Config | ErrorKind::Request | ErrorKind::Limit),
        }
    }

    /// Whether the same call may succeed later. Says nothing about whether a write was applied already.
    pub fn is_retryable(&self) -> bool {
        match &self.0.detail {
            Detail::Api { code, .. } => code.repeat() != Repeat::Never,
            Detail::Network { .. } | Detail::Timeout { .. } => true,
            Detail::Token { source, .. } => source.is_retryable(),
            // A gateway in front of the platform answered.
            Detail::Read(_) => self.0.status.is_some_and(|status| status >= 500),
            Detail::Text(_) => self.0.kind == ErrorKind::Limit,
            Detail::Rule(_) => false,
        }
    }
}
