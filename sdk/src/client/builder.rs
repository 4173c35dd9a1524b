//! Settings of a client.

use super::{Client, Inner};
use crate::{
    Error, Secret, catalog,
    token::{StableToken, TokenSource},
    transport::{HttpTransport, HttpTransportBuilder, Transport},
};
use core::fmt;
use std::{sync::Arc, time::Duration};

/// [`Client`] 的设置。
pub struct ClientBuilder {
    app_id: String,
    secret: Secret,
    base_url: String,
    timeout: Duration,
    http: HttpTransportBuilder,
    transport: Option<Arc<dyn Transport>>,
    tokens: Option<Arc<dyn TokenSource>>,
}

impl ClientBuilder {
    pub(super) fn new(app_id: String, secret: Secret) -> Self {
        Self {
            app_id,
            secret,
            base_url: catalog::HOSTS.first().map_or("", |host| host.url).to_owned(),
            timeout: Duration::from_secs(30),
            http: HttpTransportBuilder::default(),
            transport: None,
            tokens: None,
        }
    }

    /// 接口域名，形如 `https://api2.weixin.qq.com`；默认 `https://api.weixin.qq.com`
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// 一次调用（含取凭据与重发）的总时限，默认 30 秒
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// 建立连接的时限，默认 5 秒
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http = self.http.connect_timeout(timeout);
        self
    }

    /// 代理，形如 `http://user:password@host:port`；默认取环境变量
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http = self.http.proxy(url);
        self
    }

    /// 解压后返回的大小上限（字节），默认 16 MiB
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.http = self.http.max_answer(bytes);
        self
    }

    /// User-Agent
    pub fn user_agent(mut self, agent: impl Into<String>) -> Self {
        self.http = self.http.user_agent(agent);
        self
    }

    /// 自己的传输层；此时 `connect_timeout`、`proxy`、`max_answer`、`user_agent` 由它负责
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// 自己的凭据来源，例如中控服务器；默认 `stable_token`，缓存在内存
    pub fn token_source(mut self, tokens: impl TokenSource) -> Self {
        self.tokens = Some(Arc::new(tokens));
        self
    }

    /// 建成客户端；设置不对时说明哪里不对
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.base_url.trim_end_matches('/').to_owned();
        let host = base_url.strip_prefix("https://").or_else(|| base_url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['?', '#', '@', ' '])) {
            return Err(Error::config("the base URL has to look like https://api.weixin.qq.com"));
        }
        if self.timeout.is_zero() {
            return Err(Error::config("the timeout is zero: no call could ever succeed"));
        }
        let tokens = match self.tokens {
            Some(tokens) => tokens,
            None if self.app_id.trim().is_empty() => return Err(Error::config("the app id is empty")),
            None if self.secret.expose().trim().is_empty() => return Err(Error::config("the app secret is empty")),
            None => Arc::new(StableToken::new(self.app_id, self.secret)),
        };
        let transport: Arc<dyn Transport> = match self.transport {
            Some(transport) => transport,
            None => Arc::<HttpTransport>::new(self.http.build()?),
        };
        Ok(Client { inner: Arc::new(Inner { transport, tokens, base_url, timeout: self.timeout }) })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("app_id", &self.app_id)
            .field("base_url", &without_user(&self.base_url))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// A URL that was not looked at yet may hold a password.
fn without_user(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => format!("{}***{}", &url[..scheme + 3], &url[at..]),
        (_, Some(at)) => format!("***{}", &url[at..]),
        _ => url.to_owned(),
    }
}
