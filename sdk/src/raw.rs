//! Calls that the catalog does not know: same token, same errors, answers as they are.

use crate::{
    Client, Error, Outcome,
    call::running,
    catalog::{self, Auth, Effect, Method},
    error::ReadError,
    exchange::{Exchange, Target},
    mask::mask,
    retry::RetryPolicy,
    wire::Query,
};
use bytes::Bytes;
use core::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
};
use std::{sync::Arc, time::Duration};

/// 目录之外的一次调用。
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall {
    client: Client,
    method: Method,
    path: String,
    auth: Auth,
    effect: Option<Effect>,
    query: Query,
    body: Option<Bytes>,
    timeout: Option<Duration>,
    retry: Option<Arc<dyn RetryPolicy>>,
}

impl RawCall {
    pub(crate) fn new(client: Client, method: Method, path: String) -> Self {
        let query = Query::default();
        Self { client, method, path, auth: Auth::Token, effect: None, query, body: None, timeout: None, retry: None }
    }

    /// JSON 请求体
    pub fn json(mut self, body: &serde_json::Value) -> Self {
        self.body = Some(body.to_string().into());
        self
    }

    /// 现成的 JSON 文本作为请求体
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// URL 参数
    pub fn query(mut self, key: &str, value: &str) -> Self {
        self.query.text(key, value);
        self
    }

    /// 不带凭据
    pub fn without_token(mut self) -> Self {
        self.auth = Auth::None;
        self
    }

    /// 本次调用的总时限
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// 重发是否无害。默认：目录里有的照目录，GET 算读，其余算写
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }

    /// 本次调用失败后何时重发，覆盖客户端的设置
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.retry = Some(Arc::new(policy));
        self
    }

    /// 发送
    pub fn send(self) -> impl Future<Output = Result<RawAnswer, Error>> + Send + 'static {
        let path_is_whole = self.path.starts_with('/') && !self.path.contains(['?', '#']);
        let known = || catalog::find(self.method.as_str(), &self.path).map(|endpoint| endpoint.effect);
        let likely = || if self.method == Method::Get { Effect::Read } else { Effect::Write };
        let effect = self.effect.or_else(known).unwrap_or_else(likely);
        let call = Exchange {
            client: self.client,
            target: Target::Raw { method: self.method, path: self.path, auth: self.auth, effect },
            query: self.query.into_string(),
            body: self.body,
            timeout: self.timeout,
            retry: self.retry,
        };
        let complaint = "a path begins with / and has no query; parameters go through .query()";
        let call = if path_is_whole { Ok(call) } else { Err(Error::config(complaint)) };
        running(call, |answer| {
            answer.conclude(None);
            let outcome = answer.outcome();
            Ok(RawAnswer { body: answer.body, status: answer.status, attempts: answer.attempts, outcome })
        })
    }
}

impl IntoFuture for RawCall {
    type Output = Result<RawAnswer, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawCall")
            .field("method", &self.method)
            .field("path", &mask(&self.path, &[]))
            .finish_non_exhaustive()
    }
}

/// 原样的返回；`errcode` 不为 0 时已经是错误。
#[derive(Clone)]
#[non_exhaustive]
pub struct RawAnswer {
    /// 原始字节
    pub body: Bytes,
    /// HTTP 状态
    pub status: u16,
    /// 用了几次尝试
    pub attempts: u32,
    /// What became of the call, should its answer be unreadable
    outcome: Outcome,
}

impl RawAnswer {
    /// 当作 JSON 读
    pub fn json(&self) -> Result<serde_json::Value, Error> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let error = Error::read(ReadError::locate(&error, &self.body, &[])).with_status(self.status);
            error.with_outcome(self.outcome).with_attempts(self.attempts)
        })
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
