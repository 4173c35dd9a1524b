//! Settings of a client.

mod observing;
mod tokens;

use super::{Client, Inner};
use crate::{
    Error, RateLimit, Request, Secret, catalog,
    drift::Watch,
    hosts::{Hosts, MOST_HOSTS},
    limit::Limits,
    observe::Hooks,
    retry::{Retry, RetryPolicy},
    token::{TokenSource, TokenStore},
    transport::{HttpTransport, HttpTransportBuilder, Tls, Transport},
};
use core::fmt;
use std::{sync::Arc, time::Duration};

/// [`Client`] 的设置。
pub struct ClientBuilder {
    app_id: String,
    secret: Secret,
    hosts: Vec<String>,
    host_pause: Duration,
    timeout: Duration,
    http: HttpTransportBuilder,
    transport: Option<Arc<dyn Transport>>,
    retry: Arc<dyn RetryPolicy>,
    limits: Limits,
    tokens: Option<Arc<dyn TokenSource>>,
    store: Option<Arc<dyn TokenStore>>,
    store_optional: bool,
    hooks: Hooks,
    drift: Option<Watch>,
}

impl ClientBuilder {
    pub(super) fn new(app_id: String, secret: Secret) -> Self {
        Self {
            app_id,
            secret,
            hosts: default_hosts(),
            host_pause: Duration::from_secs(30),
            timeout: Duration::from_secs(30),
            http: HttpTransportBuilder::default(),
            transport: None,
            retry: Arc::new(Retry::default()),
            limits: Limits::default(),
            tokens: None,
            store: None,
            store_optional: false,
            hooks: Hooks::default(),
            drift: None,
        }
    }

    /// 只用这一个接口域名，形如 `https://api2.weixin.qq.com`；任何地址都可以，例如自己的代理
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.hosts = vec![url.into()];
        self
    }

    /// 按先后使用这些接口域名，默认 `https://api.weixin.qq.com`，连不上时换 `https://api2.weixin.qq.com`
    ///
    /// 建不成连接时换下一个；读操作连续遇到 5xx 也换；平台以 40222 拒绝时回到第一个。全部域名见
    /// [`catalog::HOSTS`]，其中就近的上海、深圳、香港没有官方页面保证每个接口都有应答。
    pub fn hosts<U: Into<String>>(mut self, urls: impl IntoIterator<Item = U>) -> Self {
        self.hosts = urls.into_iter().map(Into::into).collect();
        self
    }

    /// 出问题的域名多久之后再试，默认 30 秒
    pub fn host_pause(mut self, pause: Duration) -> Self {
        self.host_pause = pause;
        self
    }

    /// 一次调用（含取凭据、停顿与重发）的总时限，默认 30 秒
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// 失败后何时重发，默认见 [`retry`](crate::retry)；不重发用 [`Retry::never`]
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.retry = Arc::new(policy);
        self
    }

    /// 客户端自己对某个接口限速；默认不限
    pub fn rate_limit<R: Request>(self, limit: RateLimit) -> Self {
        self.rate_limit_path(R::ENDPOINT.path, limit)
    }

    /// 客户端自己对某个路径限速，目录之外的也可以
    pub fn rate_limit_path(mut self, path: &str, limit: RateLimit) -> Self {
        self.limits.set(path, limit);
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

    /// 用哪种 TLS；默认取编译进来的第一种：`rustls`、`rustls-ring`、`native-tls`
    pub fn tls(mut self, tls: Tls) -> Self {
        self.http = self.http.tls(tls);
        self
    }

    /// 另外信任一个根证书（PEM），例如公司代理的
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.http = self.http.root_certificate(pem);
        self
    }

    /// 自己的传输层；此时连接时限、代理、大小上限、User-Agent 和 TLS 由它负责
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// 建成客户端；设置不对时说明哪里不对
    pub fn build(mut self) -> Result<Client, Error> {
        let hosts = self.hosts.iter().map(|url| checked(url)).collect::<Result<Vec<_>, _>>()?;
        if hosts.is_empty() || hosts.len() > MOST_HOSTS {
            return Err(Error::config(format!("a client needs between 1 and {MOST_HOSTS} hosts, not {}", hosts.len())));
        }
        if self.timeout.is_zero() {
            return Err(Error::config("the timeout is zero: no call could ever succeed"));
        }
        let tokens = self.token_cache(&hosts[0])?;
        let transport: Arc<dyn Transport> = match self.transport {
            Some(transport) => transport,
            None => Arc::<HttpTransport>::new(self.http.build()?),
        };
        Ok(Client {
            inner: Arc::new(Inner {
                transport,
                tokens,
                hosts: Hosts::new(hosts, self.host_pause),
                timeout: self.timeout,
                retry: self.retry,
                limits: self.limits,
                hooks: self.hooks,
                drift: self.drift,
            }),
        })
    }
}

/// The first host of the catalog, and those that stand in for it.
fn default_hosts() -> Vec<String> {
    let hosts = catalog::HOSTS.iter().enumerate().filter(|(index, host)| *index == 0 || host.failover);
    hosts.map(|(_, host)| host.url.to_owned()).collect()
}

/// A base URL without a slash at its end, if it is one.
fn checked(url: &str) -> Result<String, Error> {
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.starts_with(['/', ':']) || host.contains(['?', '#', '@', ' '])) {
        return Err(Error::config("the base URL has to look like https://api.weixin.qq.com"));
    }
    Ok(url.to_owned())
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts: Vec<String> = self.hosts.iter().map(|url| without_user(url)).collect();
        formatter
            .debug_struct("ClientBuilder")
            .field("app_id", &self.app_id)
            .field("hosts", &hosts)
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
