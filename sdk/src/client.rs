//! The client: what all calls share.

mod builder;

pub use builder::ClientBuilder;

use crate::{
    call::{Call, CallOptions},
    catalog::Method,
    raw::RawCall,
    request::Request,
    token::TokenSource,
    transport::Transport,
};
use core::fmt;
use std::{sync::Arc, time::Duration};

/// 优选联盟 API 的客户端。克隆很便宜，克隆之间共用连接和凭据。
///
/// ```
/// # fn main() -> Result<(), wechat_league::Error> {
/// let client = wechat_league::Client::builder("wx0123456789abcdef", "app-secret").build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub transport: Arc<dyn Transport>,
    pub tokens: Arc<dyn TokenSource>,
    pub base_url: String,
    pub timeout: Duration,
}

impl Client {
    /// 用机构的 appid 和 AppSecret 建客户端（联盟带货机构管理平台，设置，开放信息）
    pub fn builder(app_id: impl Into<String>, secret: impl Into<crate::Secret>) -> ClientBuilder {
        ClientBuilder::new(app_id.into(), secret.into())
    }

    /// 按请求类型直接发起调用；分组方法最终也走这里
    pub fn call<R: Request>(&self, request: R) -> Call<R> {
        Call::new(self.clone(), request, CallOptions::default())
    }

    /// 调用目录之外的接口：凭据、错误处理与其他调用相同
    ///
    /// ```no_run
    /// # async fn run(client: wechat_league::Client) -> Result<(), wechat_league::Error> {
    /// use wechat_league::catalog::Method;
    ///
    /// let answer = client.raw(Method::Post, "/channels/ec/some/new/path").json(&serde_json::json!({"page_size": 10})).await?;
    /// println!("{}", answer.json()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw(&self, method: Method, path: impl Into<String>) -> RawCall {
        RawCall::new(self.clone(), method, path.into())
    }

    /// 当前使用的接口域名
    pub fn base_url(&self) -> &str {
        &self.inner.base_url
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.inner.base_url)
            .field("timeout", &self.inner.timeout)
            .finish_non_exhaustive()
    }
}
