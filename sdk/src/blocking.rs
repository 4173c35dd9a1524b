//! 给不用异步的程序的客户端：设置与方法都和 [`crate::Client`] 相同，`.send()` 发送并等到结果。
//!
//! ```no_run
//! # #[cfg(feature = "order")]
//! # fn run() -> Result<(), wechat_league::Error> {
//! use wechat_league::{blocking::Client, order::GetOrderList};
//!
//! let client = Client::builder("wx0123456789abcdef", "app-secret").build_blocking()?;
//! for order in client.order().get_order_list(GetOrderList::new(30)).items() {
//!     println!("{:?}", order?.order_id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! 调用占住当前线程，直到有结果或到时限；多个线程可以同时调用，网络都由一个后台线程收发。
//!
//! 异步代码里不能这样等，那会停住执行它的线程：这样的调用返回 [`ErrorKind::Config`](crate::ErrorKind::Config)，什么也不发送。
//! 请改用 [`crate::Client`]，或放进 `tokio::task::spawn_blocking`。认不出的是 tokio 之外的运行时和
//! `tokio::task::coop::unconstrained` 里的代码：在那里照样会等。

mod call;
mod inside;
mod page;
mod raw;
mod runtime;

pub use call::Call;
pub use page::{Items, Pages};
pub use raw::RawCall;

// Without any group there is nothing to export.
#[allow(unused_imports)]
pub use crate::generated::blocking::*;

use crate::{ClientBuilder, Error, Secret, catalog::Method, request::Request};
use core::fmt;
use runtime::Runtime;

/// 不用异步的客户端。克隆很便宜，克隆之间共用连接、凭据和后台线程；最后一个克隆丢弃时线程结束。
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    runtime: Runtime,
}

impl Client {
    /// 由异步客户端建成。连接属于打开它的运行时，所以不要同时在别的运行时里用同一个异步客户端
    pub fn new(client: crate::Client) -> Result<Self, Error> {
        Ok(Self { client, runtime: Runtime::start()? })
    }

    /// 与 [`crate::Client::builder`] 相同；最后调用 [`ClientBuilder::build_blocking`]
    pub fn builder(app_id: impl Into<String>, secret: impl Into<Secret>) -> ClientBuilder {
        crate::Client::builder(app_id, secret)
    }

    /// 按请求类型直接发起调用；分组方法最终也走这里
    pub fn call<R: Request>(&self, request: R) -> Call<R> {
        Call::new(self.client.call(request), self.runtime.clone())
    }

    /// 调用目录之外的接口：凭据、错误处理与其他调用相同
    pub fn raw(&self, method: Method, path: impl Into<String>) -> RawCall {
        RawCall::new(self.client.raw(method, path), self.runtime.clone())
    }

    /// 让平台作废当前凭据并换发新的，何时该用见 [`crate::Client::force_token_refresh`]
    pub fn force_token_refresh(&self) -> Result<(), Error> {
        let client = self.client.clone();
        self.runtime.run(None, async move { client.force_token_refresh().await })
    }

    /// 里面的异步客户端
    pub fn as_async(&self) -> &crate::Client {
        &self.client
    }
}

impl ClientBuilder {
    /// 建成不用异步的客户端；设置不对时说明哪里不对
    pub fn build_blocking(self) -> Result<Client, Error> {
        Client::new(self.build()?)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(formatter)
    }
}
