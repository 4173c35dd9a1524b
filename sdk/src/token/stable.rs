//! Tokens from `/cgi-bin/stable_token`, cached in memory.

use super::{AccessToken, TokenContext, TokenSource};
use crate::{
    Error, Secret,
    catalog::Method,
    envelope::{Said, scan},
    error::ReadError,
    transport::{BoxFuture, HttpRequest},
    wire::{Form, object},
};
use core::fmt;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// `stable_token` 的凭据，缓存在内存；到期前 10%（最多 240 秒）换新。
pub struct StableToken {
    app_id: String,
    secret: Secret,
    cached: Mutex<Option<Cached>>,
}

struct Cached {
    token: AccessToken,
    renew_at: Instant,
}

/// No token lives longer than two hours; a day leaves room for a change of that, and none for nonsense.
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// stable_token hands out the same token until its last 300 s, so an earlier renewal would change nothing.
const MAX_MARGIN: Duration = Duration::from_secs(240);

impl StableToken {
    /// 某个账号的凭据来源
    pub fn new(app_id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { app_id: app_id.into(), secret: secret.into(), cached: Mutex::new(None) }
    }

    async fn current(&self, context: TokenContext<'_>) -> Result<AccessToken, Error> {
        // One task fetches while the others wait here and then find what it brought.
        let mut cached = self.cached.lock().await;
        if let Some(found) = cached.as_ref().filter(|found| Instant::now() < found.renew_at) {
            return Ok(found.token.clone());
        }
        let (token, lifetime) = self.fetch(context).await?;
        let margin = (lifetime / 10).min(MAX_MARGIN);
        *cached = Some(Cached { token: token.clone(), renew_at: Instant::now() + lifetime.saturating_sub(margin) });
        Ok(token)
    }

    async fn fetch(&self, context: TokenContext<'_>) -> Result<(AccessToken, Duration), Error> {
        let body = object(|members| {
            members.put("grant_type", "client_credential", Form::Text);
            members.put("appid", self.app_id.as_str(), Form::Text);
            members.put("secret", self.secret.expose(), Form::Text);
        });
        let url = format!("{}/cgi-bin/stable_token", context.base_url);
        let request = HttpRequest::new(Method::Post, url, String::new(), Some(body.into()), context.timeout);
        let answer = context.transport.send(request).await?;
        if let Said::Failed { code, message } = scan(&answer.body) {
            return Err(Error::api(code, message).with_status(answer.status));
        }
        let unreadable = |found: &str| {
            let error = ReadError::new(Some("$.access_token"), "an access token with expires_in", found, &answer.body, &[]);
            Error::read(error).with_status(answer.status)
        };
        let value: serde_json::Value = serde_json::from_slice(&answer.body).map_err(|_| unreadable("no JSON object"))?;
        let seconds = value.get("expires_in").and_then(|found| found.as_u64().or_else(|| found.as_str()?.parse().ok()));
        match (value.get("access_token").and_then(serde_json::Value::as_str), seconds) {
            (Some(token), Some(seconds)) if !token.is_empty() => {
                Ok((AccessToken::new(token), Duration::from_secs(seconds).min(LONGEST_LIFE)))
            }
            (Some(token), None) if !token.is_empty() => Err(unreadable("no expires_in")),
            _ => Err(unreadable("no access token")),
        }
    }
}

impl TokenSource for StableToken {
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<AccessToken, Error>> {
        Box::pin(self.current(context))
    }

    fn reject<'a>(&'a self, refused: &'a AccessToken) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let mut cached = self.cached.lock().await;
            // A newer token than the refused one stays.
            if cached.as_ref().is_some_and(|found| found.token == *refused) {
                *cached = None;
            }
        })
    }
}

impl fmt::Debug for StableToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StableToken").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}
