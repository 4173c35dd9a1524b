//! The transport over reqwest: connection reuse, gzip, proxies, timeouts, a cap on the answer, no redirects.

use super::{
    BoxFuture, HttpRequest, HttpResponse, Transport, appended,
    tls::{self, Roots, Tls},
};
use crate::{Error, Secret, catalog::Method};
use bytes::{Bytes, BytesMut};
use core::fmt;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use std::{error::Error as StdError, time::Duration};

/// 基于 reqwest 的传输层。
#[derive(Clone)]
pub struct HttpTransport {
    client: reqwest::Client,
    max_answer: usize,
    /// Whether `https://` is possible; a client from outside is not asked
    secures: bool,
}

/// [`HttpTransport`] 的设置。
#[derive(Debug, Clone)]
pub struct HttpTransportBuilder {
    pub(crate) connect_timeout: Duration,
    /// The URL may hold a password
    pub(crate) proxy: Option<Secret>,
    pub(crate) max_answer: usize,
    pub(crate) user_agent: String,
    tls: Option<Tls>,
    roots: Roots,
}

impl Default for HttpTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            proxy: None,
            max_answer: 16 << 20,
            user_agent: concat!("wechat-league/", env!("CARGO_PKG_VERSION")).to_owned(),
            tls: None,
            roots: Roots::default(),
        }
    }
}

impl HttpTransportBuilder {
    /// 建立连接的时限，默认 5 秒
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// 代理，形如 `http://user:password@host:port`；默认取环境变量
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(Secret::new(url));
        self
    }

    /// 解压后返回的大小上限（字节），默认 16 MiB
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.max_answer = bytes;
        self
    }

    /// User-Agent
    pub fn user_agent(mut self, agent: impl Into<String>) -> Self {
        self.user_agent = agent.into();
        self
    }

    /// TLS 的实现；默认取已开特性中的第一个：`rustls`、`rustls-ring`、`native-tls`
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// 另外信任的根证书（PEM，可以含多张），例如公司代理的；可以多次调用
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.roots.push(pem.as_ref());
        self
    }

    /// 建成传输层
    pub fn build(self) -> Result<HttpTransport, Error> {
        let tls = self.tls.or_else(Tls::first);
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .user_agent(self.user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never());
        if let Some(proxy) = &self.proxy {
            // reqwest's own error would show the URL.
            let proxy =
                reqwest::Proxy::all(proxy.expose()).map_err(|_| Error::config("the proxy is no URL like http://host:port"))?;
            builder = builder.proxy(proxy);
        }
        let client = tls::configure(builder, tls, &self.roots)?.build().map_err(|error| {
            Error::config(format!(
                "the HTTP client could not be built: {}; where the system has no certificates, install ca-certificates \
                 or enable the feature rustls-ring (bundled roots) and choose Tls::RustlsRing",
                chain(&error.without_url())
            ))
        })?;
        Ok(HttpTransport { client, max_answer: self.max_answer, secures: tls.is_some() })
    }
}

impl HttpTransport {
    /// 默认设置：连接 5 秒，返回最多 16 MiB，gzip，复用连接，不跟随重定向
    pub fn new() -> Result<Self, Error> {
        HttpTransportBuilder::default().build()
    }

    /// 自行设置
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// 直接用一个 reqwest 客户端；它必须不跟随重定向
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { client, max_answer: HttpTransportBuilder::default().max_answer, secures: true }
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, Error> {
        if !self.secures && request.url.starts_with("https:") {
            return Err(Error::config(tls::MISSING));
        }
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut sent = self.client.request(method, appended(request.url, &request.query)).timeout(request.timeout);
        let typed = request.headers.contains_key(CONTENT_TYPE);
        if !request.headers.is_empty() {
            sent = sent.headers(request.headers);
        }
        if let Some(body) = request.body {
            if !typed {
                sent = sent.header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
            sent = sent.body(body);
        }
        let mut answer = sent.send().await.map_err(|error| failed(error, request.timeout))?;
        let status = answer.status().as_u16();
        let headers = std::mem::take(answer.headers_mut());
        // Most answers come in one piece, which is kept as it is.
        let mut body = Bytes::new();
        let mut pieces = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| failed(error, request.timeout))? {
            if body.len() + pieces.len() + chunk.len() > self.max_answer {
                return Err(Error::network(format!("the answer is larger than {} bytes", self.max_answer), false, None)
                    .with_status(status));
            }
            if body.is_empty() && pieces.is_empty() {
                body = chunk;
            } else {
                pieces.extend_from_slice(&std::mem::take(&mut body));
                pieces.extend_from_slice(&chunk);
            }
        }
        let body = if pieces.is_empty() { body } else { pieces.freeze() };
        Ok(HttpResponse { status, headers, body })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(self.exchange(request))
    }

    fn keeps_time(&self) -> bool {
        true
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HttpTransport").field("max_answer", &self.max_answer).finish_non_exhaustive()
    }
}

fn failed(error: reqwest::Error, timeout: Duration) -> Error {
    // reqwest shows the URL, and the URL carries the token.
    let error = error.without_url();
    if error.is_timeout() && !error.is_connect() {
        return Error::timeout(timeout);
    }
    let connecting = error.is_connect();
    let what = if connecting { "no connection could be made" } else { "the connection failed" };
    Error::network(format!("{what}: {}", chain(&error)), connecting, Some(Box::new(error)))
}

/// The messages of an error and its sources, without repetition.
fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let message = inner.to_string();
        if !text.contains(&message) {
            text.push_str(": ");
            text.push_str(&message);
        }
        source = inner.source();
    }
    text
}
