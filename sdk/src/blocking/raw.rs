//! A call outside the catalog that is waited for.

use super::runtime::Runtime;
use crate::{Error, RawAnswer, catalog::Effect, retry::RetryPolicy};
use bytes::Bytes;
use core::fmt;
use std::time::Duration;

/// 目录之外的一次调用，`.send()` 发送并等到结果。
#[must_use = "a call does nothing until it is sent"]
pub struct RawCall {
    call: crate::RawCall,
    runtime: Runtime,
}

impl RawCall {
    pub(super) fn new(call: crate::RawCall, runtime: Runtime) -> Self {
        Self { call, runtime }
    }

    /// JSON 请求体
    pub fn json(mut self, body: &serde_json::Value) -> Self {
        self.call = self.call.json(body);
        self
    }

    /// 现成的 JSON 文本作为请求体
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.call = self.call.body(body);
        self
    }

    /// URL 参数
    pub fn query(mut self, key: &str, value: &str) -> Self {
        self.call = self.call.query(key, value);
        self
    }

    /// 不带凭据
    pub fn without_token(mut self) -> Self {
        self.call = self.call.without_token();
        self
    }

    /// 本次调用的总时限
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// 重发是否无害。默认：目录里有的照目录，GET 算读，其余算写
    pub fn effect(mut self, effect: Effect) -> Self {
        self.call = self.call.effect(effect);
        self
    }

    /// 本次调用失败后何时重发，覆盖客户端的设置
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.call = self.call.retry(policy);
        self
    }

    /// 发送并等到结果
    pub fn send(self) -> Result<RawAnswer, Error> {
        self.runtime.run(None, self.call.send())
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(formatter)
    }
}
