//! Access tokens: where they come from, and where several processes share them.
//!
//! The client asks its source for a token only when it has none that is good: it keeps the token in memory, renews it
//! early, lets one task fetch while the others wait, and drops a token that the API refuses. With a [`TokenStore`]
//! several processes do all this together.

mod answer;
mod cache;
mod fixed;
mod flight;
mod plain;
#[cfg(feature = "redis")]
mod redis;
mod shared;
mod stable;
mod store;

#[cfg(feature = "redis")]
pub use self::redis::{RedisStore, RedisStoreBuilder};
pub(crate) use cache::{TokenCache, Wanted};
pub use fixed::FixedToken;
pub use plain::PlainToken;
pub(crate) use shared::Shared;
pub use stable::StableToken;
pub use store::{MemoryStore, StoredToken, TokenKey, TokenStore};

use crate::{
    Error,
    catalog::Method,
    transport::{BoxFuture, HttpResponse, Transport},
};
use bytes::Bytes;
use core::fmt;
use std::{sync::Arc, time::Duration};

/// Gets access tokens. The client keeps what it gets, so a source only fetches.
///
/// For authorizer tokens of a service provider or a central token server, implement this one method:
///
/// ```
/// use std::time::Duration;
/// use wechat_league::{
///     Client, Error,
///     token::{AccessToken, IssuedToken, TokenContext, TokenSource},
///     transport::BoxFuture,
/// };
///
/// struct TokenServer;
///
/// impl TokenSource for TokenServer {
///     fn fetch<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>> {
///         Box::pin(async move {
///             // Ask the server here, no longer than `context.timeout`; tell it that `context.refused` is dead.
///             Ok(IssuedToken::new(AccessToken::new("token"), Duration::from_secs(7200)))
///         })
///     }
/// }
///
/// # fn main() -> Result<(), Error> {
/// let client = Client::with_token_source(TokenServer).build()?;
/// # Ok(())
/// # }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a token. The client calls it from one task at a time.
    fn fetch<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>>;

    /// The account and kind of its tokens, by which a [`TokenStore`] keeps them; None where they are not to be stored.
    fn identity(&self) -> Option<TokenIdentity> {
        None
    }
}

/// Whose tokens a source gets, and of which kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenIdentity {
    /// App id of the account
    pub app_id: String,
    /// Kind of token, such as `stable_token`; tokens of different kinds do not mix
    pub kind: String,
}

impl TokenIdentity {
    /// An account and a kind of token.
    pub fn new(app_id: impl Into<String>, kind: impl Into<String>) -> Self {
        Self { app_id: app_id.into(), kind: kind.into() }
    }
}

/// What a source may use to get a token, and what it should know.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TokenContext<'a> {
    /// The client's transport
    pub transport: &'a dyn Transport,
    /// Scheme and host of the API
    pub base_url: &'a str,
    /// No longer than this
    pub timeout: Duration,
    /// The token that the API refused last, where that is why another one is wanted
    pub refused: Option<&'a AccessToken>,
    /// The caller wants the present token retired, see [`Client::force_token_refresh`](crate::Client::force_token_refresh)
    pub force: bool,
    pub(crate) api: &'a dyn TokenApi,
}

/// Calls the API without a token; the client implements it.
pub(crate) trait TokenApi: Send + Sync {
    /// Sends one request to the API's hosts, again where that is harmless.
    fn call<'a>(&'a self, call: TokenCall) -> BoxFuture<'a, Result<HttpResponse, Error>>;
}

/// A call that gets a token.
pub(crate) struct TokenCall {
    pub method: Method,
    pub path: &'static str,
    pub query: String,
    pub body: Option<Bytes>,
    pub timeout: Duration,
    /// A repeat is harmless
    pub repeatable: bool,
}

impl fmt::Debug for TokenContext<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenContext")
            .field("base_url", &self.base_url)
            .field("timeout", &self.timeout)
            .field("force", &self.force)
            .finish_non_exhaustive()
    }
}

/// A token as it was issued.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct IssuedToken {
    /// The token
    pub token: AccessToken,
    /// How long it lives from now on; None: until it is refused
    pub lifetime: Option<Duration>,
}

impl IssuedToken {
    /// A token that lives for so long from now on: `expires_in`.
    pub fn new(token: AccessToken, lifetime: Duration) -> Self {
        Self { token, lifetime: Some(lifetime) }
    }

    /// A token that lives until it is refused.
    pub fn lasting(token: AccessToken) -> Self {
        Self { token, lifetime: None }
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
