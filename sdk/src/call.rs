//! A call as a value: made by a method, given options, sent by awaiting it.

use crate::{
    Client, Error,
    exchange::{Answer, Exchange, Target, exchange},
    page::{Items, Paged, Pages},
    request::{Extra, Request},
    retry::RetryPolicy,
};
use bytes::Bytes;
use core::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll, ready},
};
use std::{sync::Arc, time::Duration};

/// 一次待发的调用：可加选项，`.await` 即发送。
///
/// ```no_run
/// # #[cfg(feature = "order")]
/// # async fn run(client: wechat_league::Client) -> Result<(), wechat_league::Error> {
/// use std::time::Duration;
/// use wechat_league::{OrderId, SkuId, order::GetOrder};
///
/// let call = client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).timeout(Duration::from_secs(3));
/// let answer = tokio::spawn(call.send()).await.expect("the task ran")?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<R> {
    client: Client,
    request: R,
    options: CallOptions,
}

/// What a caller may set for one call.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub timeout: Option<Duration>,
    pub retry: Option<Arc<dyn RetryPolicy>>,
    pub extra: Extra,
}

impl<R: Request> Call<R> {
    pub(crate) fn new(client: Client, request: R, options: CallOptions) -> Self {
        Self { client, request, options }
    }

    /// 本次调用的总时限，覆盖客户端的设置
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// 本次调用失败后何时重发，覆盖客户端的设置；不重发用 [`Retry::never`](crate::retry::Retry::never)
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.options.retry = Some(Arc::new(policy));
        self
    }

    /// 附带文档之外的键：POST 放进请求体，GET 放进 URL；翻页时每页都带
    pub fn extra(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.options.extra.add(key.into(), value.into());
        self
    }

    /// 将要发送的请求
    pub fn request(&self) -> &R {
        &self.request
    }

    /// 发送；返回的 future 是 `Send + 'static`，可以交给 `tokio::spawn`
    pub fn send(self) -> impl Future<Output = Result<R::Response, Error>> + Send + 'static {
        running(self.prepare(), |answer| decode::<R>(&answer))
    }

    /// 发送，并连同原始字节、HTTP 状态和尝试次数一起返回
    pub fn with_raw(self) -> impl Future<Output = Result<WithRaw<R::Response>, Error>> + Send + 'static {
        running(self.prepare(), |answer| {
            let read = decode::<R>(&answer)?;
            Ok(WithRaw { answer: read, body: answer.body, status: answer.status, attempts: answer.attempts })
        })
    }

    fn prepare(self) -> Result<Exchange, Error> {
        if let Some(rule) = self.request.broken_rule() {
            return Err(Error::rule(*rule).at(Some(R::ENDPOINT)));
        }
        let mut encoded = self.request.encode();
        self.options.extra.apply(R::ENDPOINT.method, &mut encoded);
        Ok(Exchange {
            client: self.client,
            target: Target::Known(R::ENDPOINT),
            query: encoded.query,
            body: encoded.body.map(Bytes::from),
            timeout: self.options.timeout,
            retry: self.options.retry,
        })
    }
}

impl<R: Paged> Call<R> {
    /// 逐页读取整个列表
    pub fn pages(self) -> Pages<R> {
        Pages::new(self.client, self.request, self.options)
    }

    /// 逐条读取整个列表，自动翻页
    pub fn items(self) -> Items<R> {
        Items::new(self.pages())
    }

    /// 读到列表结尾或 `limit` 条为止
    pub fn collect_up_to(self, limit: usize) -> impl Future<Output = Result<Vec<R::Item>, Error>> + Send + 'static {
        self.items().collect_up_to(limit)
    }
}

fn decode<R: Request>(answer: &Answer) -> Result<R::Response, Error> {
    answer.watch_drift();
    let read = R::decode(&answer.body, answer.said_ok).map_err(|error| answer.unreadable(error));
    answer.conclude(read.as_ref().err());
    read
}

/// Sends what was prepared; `finish` makes the result of a good answer.
pub(crate) fn running<T: 'static>(
    prepared: Result<Exchange, Error>,
    finish: fn(Answer) -> Result<T, Error>,
) -> impl Future<Output = Result<T, Error>> + Send + 'static {
    let (exchange, failed) = match prepared {
        Ok(call) => (Some(exchange(call)), None),
        Err(error) => (None, Some(error)),
    };
    Running { exchange, failed, finish }
}

pin_project_lite::pin_project! {
    /// An exchange, and what is made of its answer. An `async` block would hold the exchange twice.
    struct Running<F, T> {
        #[pin]
        exchange: Option<F>,
        failed: Option<Error>,
        finish: fn(Answer) -> Result<T, Error>,
    }
}

impl<F: Future<Output = Result<Answer, Error>>, T> Future for Running<F, T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let answer = match this.exchange.as_pin_mut() {
            Some(exchange) => ready!(exchange.poll(context)),
            None => Err(this.failed.take().unwrap_or_else(|| Error::config("the call was polled after its end"))),
        };
        Poll::Ready(answer.and_then(this.finish))
    }
}

impl<R: Request> IntoFuture for Call<R> {
    type Output = Result<R::Response, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<R: Request> fmt::Debug for Call<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("endpoint", &R::ENDPOINT.name)
            .field("timeout", &self.options.timeout)
            .field("extra", &self.options.extra)
            .finish_non_exhaustive()
    }
}

/// 类型化的返回，连同它的原始字节。
#[derive(Clone)]
#[non_exhaustive]
pub struct WithRaw<T> {
    /// 类型化的返回
    pub answer: T,
    /// 原始字节；可能含机密，不要写进日志
    pub body: Bytes,
    /// HTTP 状态
    pub status: u16,
    /// 用了几次尝试
    pub attempts: u32,
}

impl<T: fmt::Debug> fmt::Debug for WithRaw<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("WithRaw")
            .field("answer", &self.answer)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .finish()
    }
}
