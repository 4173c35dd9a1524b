//! 给你自己的测试用的模拟服务器：监听本机，按规格里的示例应答每个接口。
//!
//! 它检查凭据、方法、路径和请求体，列表分三页返回，并记下收到的每个请求。各种故障也能造，办成了多少次另有一本账。
//!
//! ```
//! # #[cfg(feature = "order")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use wechat_league::{
//!     ErrorCode, OrderId, SkuId,
//!     mock::{Fault, MockServer},
//!     order::GetOrder,
//! };
//!
//! let server = MockServer::start().await?;
//! let client = server.client()?;
//! let request = GetOrder::new(OrderId::new(1), SkuId::new(2));
//!
//! let answer = client.order().get_order(request.clone()).await?;
//! assert!(answer.commission_order.order_id.is_some());
//!
//! // 凭据突然失效：客户端换新凭据并重发，调用照样成功。
//! server.on::<GetOrder>().nth(1).fault(Fault::ExpiredToken);
//! client.order().get_order(request.clone()).await?;
//! assert_eq!((server.calls::<GetOrder>(), server.applied::<GetOrder>()), (3, 2));
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
mod books;
mod check;
mod connection;
mod deliver;
mod fault;
mod on;
mod pages;
mod plan;
mod reply;
mod routes;
mod server;
mod state;
mod tokens;

pub use books::Recorded;
pub use fault::Fault;
pub use on::On;

use crate::{Client, Error, catalog::Method, request::Request};
use routes::{Route, Target};
use state::State;
use std::{sync::Arc, time::Duration};
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
        On::new(&self.state, Target::Path(method, path.to_owned()))
    }

    /// 改变所有路径的应答，取凭据的两个路径除外
    pub fn on_any(&self) -> On<'_> {
        On::new(&self.state, Target::Any)
    }

    /// 逐个请求决定故障；取凭据的请求和另有安排（`on` 等）的请求不问。后一次设置覆盖前一次
    pub fn inject(&self, choose: impl Fn(&Recorded) -> Option<Fault> + Send + Sync + 'static) {
        // The one replaced is dropped after the lock is free: it may hold anything.
        let _replaced = self.state.lock().inject.replace(Arc::new(choose));
    }

    /// 旁观：每记下一个请求就调用一次，此时是否办成、遇到什么故障已定，应答尚未发出。后一次设置覆盖前一次
    pub fn watch(&self, look: impl Fn(&Recorded) + Send + Sync + 'static) {
        let _replaced = self.state.lock().watch.replace(Arc::new(look));
    }

    /// 下 n 个 TCP 连接一建立就断开；后一次设置覆盖前一次
    pub fn drop_connections(&self, n: usize) {
        self.state.drop_connections(n);
    }

    /// 收到过的请求，按先后；不含取凭据的请求
    pub fn requests(&self) -> Vec<Recorded> {
        let requests = self.state.lock().books.requests();
        requests.iter().map(|request| Recorded::clone(request)).collect()
    }

    /// 只留最近的这么多个请求，默认全留；次数照数
    pub fn keep_requests(&self, most: usize) {
        self.state.lock().books.keep_only(most);
    }

    /// 某个接口收到请求的次数
    pub fn calls<R: Request>(&self) -> usize {
        self.calls_of(R::ENDPOINT.method, R::ENDPOINT.path)
    }

    /// 某个方法与路径收到请求的次数，取凭据的路径也算
    pub fn calls_of(&self, method: Method, path: &str) -> usize {
        self.route(method, path, |route| route.calls)
    }

    /// 某个接口办成的次数：检查都通过，也没有被拒绝；应答不一定送到
    pub fn applied<R: Request>(&self) -> usize {
        self.applied_of(R::ENDPOINT.method, R::ENDPOINT.path)
    }

    /// 某个方法与路径办成的次数，取凭据的路径也算
    pub fn applied_of(&self, method: Method, path: &str) -> usize {
        self.route(method, path, |route| route.applied)
    }

    /// 取凭据的次数
    pub fn token_calls(&self) -> usize {
        self.state.lock().token_calls
    }

    /// 此后发出的凭据的寿命，取整秒，至少 1 秒，默认 7200 秒；到时真的失效，得到 42001
    pub fn token_lifetime(&self, lifetime: Duration) {
        self.state.lock().tokens.set_lifetime(lifetime);
    }

    /// 作废已发出的全部凭据，下一次调用会得到 40001
    pub fn expire_tokens(&self) {
        self.state.lock().tokens.kill_all();
    }

    fn route(&self, method: Method, path: &str, count: impl FnOnce(&Route) -> usize) -> usize {
        self.state.lock().routes.find(method, path).map_or(0, count)
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
