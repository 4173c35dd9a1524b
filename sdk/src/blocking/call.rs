//! A call that is waited for: the async one with its options, sent by the background thread.

use super::{Items, Pages, runtime::Runtime};
use crate::{Error, WithRaw, page::Paged, request::Request, retry::RetryPolicy};
use core::fmt;
use std::time::Duration;

/// 一次待发的调用：可加选项，`.send()` 发送并等到结果。
#[must_use = "a call does nothing until it is sent"]
pub struct Call<R> {
    call: crate::Call<R>,
    runtime: Runtime,
}

impl<R: Request> Call<R> {
    pub(super) fn new(call: crate::Call<R>, runtime: Runtime) -> Self {
        Self { call, runtime }
    }

    /// 本次调用的总时限，覆盖客户端的设置
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// 本次调用失败后何时重发，覆盖客户端的设置；不重发用 [`Retry::never`](crate::retry::Retry::never)
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.call = self.call.retry(policy);
        self
    }

    /// 附带文档之外的键：POST 放进请求体，GET 放进 URL；翻页时每页都带
    pub fn extra(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.call = self.call.extra(key, value);
        self
    }

    /// 将要发送的请求
    pub fn request(&self) -> &R {
        self.call.request()
    }

    /// 发送并等到结果
    pub fn send(self) -> Result<R::Response, Error> {
        self.runtime.run(Some(R::ENDPOINT), self.call.send())
    }

    /// 发送，并连同原始字节、HTTP 状态和尝试次数一起返回
    pub fn with_raw(self) -> Result<WithRaw<R::Response>, Error> {
        self.runtime.run(Some(R::ENDPOINT), self.call.with_raw())
    }
}

impl<R: Paged> Call<R> {
    /// 逐页读取整个列表
    pub fn pages(self) -> Pages<R> {
        Pages::new(self.call.pages(), self.runtime)
    }

    /// 逐条读取整个列表，自动翻页
    pub fn items(self) -> Items<R> {
        Items::new(self.pages())
    }

    /// 读到列表结尾或 `limit` 条为止
    pub fn collect_up_to(self, limit: usize) -> Result<Vec<R::Item>, Error> {
        self.items().collect_up_to(limit)
    }
}

impl<R: Request> fmt::Debug for Call<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(formatter)
    }
}
