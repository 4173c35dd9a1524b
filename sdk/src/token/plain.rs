//! Tokens from `/cgi-bin/token`.

use super::{IssuedToken, TokenCall, TokenContext, TokenIdentity, TokenSource, answer::issued};
use crate::{Error, Secret, catalog::Method, transport::BoxFuture, wire::Query};
use core::fmt;

/// `/cgi-bin/token` 的凭据：每次获取都发新的，旧的 5 分钟后失效。
///
/// 多个进程各自获取会互相挤掉，请配合 [`TokenStore`](super::TokenStore)，或改用默认的 [`StableToken`](super::StableToken)。
///
/// ```
/// use wechat_league::{Client, token::PlainToken};
///
/// # fn main() -> Result<(), wechat_league::Error> {
/// let client = Client::with_token_source(PlainToken::new("wx0123456789abcdef", "app-secret")).build()?;
/// # Ok(())
/// # }
/// ```
pub struct PlainToken {
    app_id: String,
    secret: Secret,
}

impl PlainToken {
    /// 某个账号的凭据来源
    pub fn new(app_id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { app_id: app_id.into(), secret: secret.into() }
    }
}

impl TokenSource for PlainToken {
    fn fetch<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>> {
        let mut query = Query::default();
        query.text("grant_type", "client_credential");
        query.text("appid", &self.app_id);
        query.text("secret", self.secret.expose());
        let call = TokenCall {
            method: Method::Get,
            path: "/cgi-bin/token",
            query: query.into_string(),
            body: None,
            timeout: context.timeout,
            // A token whose answer was lost harms nobody: the next one takes its place.
            repeatable: true,
        };
        Box::pin(async move { issued(&context.api.call(call).await?) })
    }

    fn identity(&self) -> Option<TokenIdentity> {
        Some(TokenIdentity::new(self.app_id.as_str(), "token"))
    }
}

impl fmt::Debug for PlainToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PlainToken").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}
