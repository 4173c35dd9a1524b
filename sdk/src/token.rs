//! Access tokens and where they come from.

mod stable;

pub use stable::StableToken;

use crate::{
    Error,
    transport::{BoxFuture, Transport},
};
use core::fmt;
use std::{sync::Arc, time::Duration};

/// Hands out access tokens. The client asks before every call that needs one, so a source caches.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that is good now.
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<AccessToken, Error>>;

    /// The platform refused this token: it must not be handed out again. A newer one stays.
    fn reject<'a>(&'a self, refused: &'a AccessToken) -> BoxFuture<'a, ()>;
}

/// What a source may use to get a token.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenContext<'a> {
    /// The client's transport
    pub transport: &'a dyn Transport,
    /// Scheme and host of the API
    pub base_url: &'a str,
    /// No longer than this
    pub timeout: Duration,
}

impl<'a> TokenContext<'a> {
    pub(crate) fn new(transport: &'a dyn Transport, base_url: &'a str, timeout: Duration) -> Self {
        Self { transport, base_url, timeout }
    }
}

impl fmt::Debug for TokenContext<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenContext").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// 接口调用凭据；任何输出都不显示它。
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(Arc<str>);

impl AccessToken {
    /// 包起一个凭据
    pub fn new(token: impl Into<Arc<str>>) -> Self {
        Self(token.into())
    }

    /// 明文；只在真正要用的地方调用
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AccessToken(***)")
    }
}
