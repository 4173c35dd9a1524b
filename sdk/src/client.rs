//! The client: what all calls share.

mod builder;

pub use builder::ClientBuilder;

use crate::{
    Error,
    call::{Call, CallOptions},
    catalog::Method,
    drift::Watch,
    hosts::Hosts,
    limit::Limits,
    observe::Hooks,
    raw::RawCall,
    request::Request,
    retry::RetryPolicy,
    token::{TokenCache, TokenSource},
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
    pub tokens: Arc<TokenCache>,
    pub hosts: Hosts,
    pub timeout: Duration,
    pub retry: Arc<dyn RetryPolicy>,
    pub limits: Limits,
    pub hooks: Hooks,
    pub drift: Option<Watch>,
}

impl Client {
    /// 用机构的 appid 和 AppSecret 建客户端（联盟带货机构管理平台，设置，开放信息）
    pub fn builder(app_id: impl Into<String>, secret: impl Into<crate::Secret>) -> ClientBuilder {
        ClientBuilder::new(app_id.into(), secret.into())
    }

    /// 用自己的凭据来源建客户端，例如服务商的 authorizer_access_token 或中控服务器
    pub fn with_token_source(tokens: impl TokenSource) -> ClientBuilder {
        ClientBuilder::new(String::new(), crate::Secret::default()).token_source(tokens)
    }

    /// 让平台作废当前凭据并换发新的；只在凭据泄露时用，SDK 自己从不这样做
    ///
    /// `stable_token` 每天最多 20 次，30 秒内重复调用不会再换；要让泄露的凭据彻底失效，隔 30 秒以上调用两次。
    /// 别的进程手里的旧凭据随即失效，它们会各自换到新的。
    pub async fn force_token_refresh(&self) -> Result<(), Error> {
        self.inner.tokens.force(self).await
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

    /// 首选的接口域名
    pub fn base_url(&self) -> &str {
        self.inner.hosts.url(0)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("hosts", &self.inner.hosts.urls())
            .field("timeout", &self.inner.timeout)
            .finish_non_exhaustive()
    }
}
