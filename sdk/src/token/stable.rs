//! Tokens from `/cgi-bin/stable_token`.

use super::{IssuedToken, TokenCall, TokenContext, TokenIdentity, TokenSource, answer::issued};
use crate::{
    Error, Secret,
    catalog::Method,
    transport::BoxFuture,
    wire::{Form, object},
};
use core::fmt;

/// `stable_token` 的凭据（默认）：重复获取得到同一个凭据，与 `/cgi-bin/token` 互不影响，多个进程可以各自获取。
///
/// 平台限额：每分钟 1 万次，每天 50 万次；强制刷新每天 20 次。
pub struct StableToken {
    app_id: String,
    secret: Secret,
}

impl StableToken {
    /// 某个账号的凭据来源
    pub fn new(app_id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { app_id: app_id.into(), secret: secret.into() }
    }
}

impl TokenSource for StableToken {
    fn fetch<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>> {
        let body = object(|members| {
            members.put("grant_type", "client_credential", Form::Text);
            members.put("appid", self.app_id.as_str(), Form::Text);
            members.put("secret", self.secret.expose(), Form::Text);
            if context.force {
                members.put("force_refresh", &true, Form::Bool);
            }
        });
        let call = TokenCall {
            method: Method::Post,
            path: "/cgi-bin/stable_token",
            query: String::new(),
            body: Some(body.into()),
            timeout: context.timeout,
            // Each forced refresh counts, and retires a token.
            repeatable: !context.force,
        };
        Box::pin(async move { issued(&context.api.call(call).await?) })
    }

    fn identity(&self) -> Option<TokenIdentity> {
        Some(TokenIdentity::new(self.app_id.as_str(), "stable_token"))
    }
}

impl fmt::Debug for StableToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StableToken").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}
