//! 给你自己的测试用的模拟服务器：监听本机，按规格里的示例应答每个接口。
//!
//! 它检查凭据、方法、路径和请求体，列表分三页返回，并记下收到的每个请求。
//!
//! ```
//! # #[cfg(feature = "order")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use wechat_league::{ErrorCode, OrderId, SkuId, mock::MockServer, order::GetOrder};
//!
//! let server = MockServer::start().await?;
//! let client = server.client()?;
//! let request = GetOrder::new(OrderId::new(1), SkuId::new(2));
//!
//! let answer = client.order().get_order(request.clone()).await?;
//! assert!(answer.commission_order.order_id.is_some());
//!
//! server.on::<GetOrder>().error(10024006, "order not found");
//! let error = client.order().get_order(request).await.unwrap_err();
//! assert_eq!(error.code(), Some(ErrorCode::COMMISSION_ORDER_NOT_FOUND));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "order"))]
//! # fn main() {}
//! ```

mod answer;
mod check;
mod pages;
mod server;

use crate::{
    Client, Error,
    catalog::{Endpoint, Method},
    request::Request,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// 本机上的模拟服务器；丢弃即停止。
#[derive(Debug)]
pub struct MockServer {
    url: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

impl MockServer {
    /// 模拟服务器认得的 appid
    pub const APP_ID: &'static str = "wx0123456789abcdef";
    /// 模拟服务器认得的 AppSecret，即规格示例里的那个
    pub const SECRET: &'static str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// 在本机空闲端口上启动
    pub async fn start() -> Result<Self, Error> {
        let failed = |error: std::io::Error| Error::config(format!("the mock server could not listen on loopback: {error}"));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let state = Arc::new(State::default());
        let task = tokio::spawn(server::serve(listener, Arc::clone(&state)));
        Ok(Self { url: format!("http://{address}"), state, task })
    }

    /// 服务器地址，形如 `http://127.0.0.1:12345`
    pub fn url(&self) -> &str {
        &self.url
    }

    /// 连到这台服务器的客户端
    pub fn client(&self) -> Result<Client, Error> {
        Client::builder(Self::APP_ID, Self::SECRET).base_url(&self.url).build()
    }

    /// 改变某个接口的应答
    pub fn on<R: Request>(&self) -> On<'_> {
        self.on_path(R::ENDPOINT.method, R::ENDPOINT.path)
    }

    /// 改变某个方法与路径的应答，目录之外的也可以
    pub fn on_path(&self, method: Method, path: &str) -> On<'_> {
        On { state: &self.state, key: (method.as_str(), path.to_owned()) }
    }

    /// 收到过的请求，按先后；不含取凭据的请求
    pub fn requests(&self) -> Vec<Recorded> {
        self.state.lock().requests.clone()
    }

    /// 取凭据的次数
    pub fn token_calls(&self) -> usize {
        self.state.lock().token_calls
    }

    /// 作废已发出的全部凭据，下一次调用会得到 40001
    pub fn expire_tokens(&self) {
        let mut inner = self.state.lock();
        inner.valid_from = inner.tokens;
        inner.foreign.clear();
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// 某个接口的应答，由 [`MockServer::on`] 得到；后一次设置覆盖前一次。
#[derive(Debug)]
pub struct On<'a> {
    state: &'a State,
    key: Key,
}

impl On<'_> {
    /// 应答这段 JSON
    pub fn json(self, body: Value) {
        self.reply(Reply { status: 200, content_type: "application/json", body: body.to_string().into_bytes() });
    }

    /// 应答一个错误码
    pub fn error(self, code: i64, message: &str) {
        self.json(serde_json::json!({"errcode": code, "errmsg": message}));
    }

    /// 应答任意字节
    pub fn raw(self, status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) {
        self.reply(Reply { status, content_type, body: body.into() });
    }

    /// 恢复为规格里的示例
    pub fn example(self) {
        self.state.lock().overrides.remove(&self.key);
    }

    fn reply(self, reply: Reply) {
        self.state.lock().overrides.insert(self.key, reply);
    }
}

/// 服务器收到的一个请求。
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Recorded {
    /// HTTP 方法
    pub method: String,
    /// 路径
    pub path: String,
    /// URL 参数，不含 access_token
    pub query: BTreeMap<String, String>,
    /// 原样的请求体
    pub body: Vec<u8>,
    /// 请求头，名字小写
    pub headers: BTreeMap<String, String>,
    /// 目录里的接口
    pub endpoint: Option<&'static Endpoint>,
    /// 规格不认得的键
    pub unknown: Vec<String>,
}

impl Recorded {
    /// 请求体当作 JSON
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

type Key = (&'static str, String);

#[derive(Debug, Clone)]
struct Reply {
    status: u16,
    content_type: &'static str,
    body: Vec<u8>,
}

#[derive(Debug, Default)]
struct State {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    overrides: BTreeMap<Key, Reply>,
    requests: Vec<Recorded>,
    /// How often a token was asked for
    token_calls: usize,
    /// How many tokens were handed out; the last one is `mock-token-<tokens>`
    tokens: usize,
    /// Tokens up to this one are dead
    valid_from: usize,
    /// Live tokens that came from an override
    foreign: BTreeSet<String>,
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
