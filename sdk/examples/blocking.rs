//! 不用异步的程序：同样的方法，`.send()` 发送并等到结果，列表是普通的迭代器。
//!
//! 设了环境变量 `WECHAT_APP_ID` 与 `WECHAT_APP_SECRET` 就调用真实接口（只读），否则连本机的模拟服务器：
//!
//! ```sh
//! cargo run -p wechat-league --example blocking --features mock,blocking
//! ```

use std::{
    env,
    error::Error,
    thread,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::runtime::Runtime;
use wechat_league::{
    OrderId, SkuId, TimeRange, UnixTime,
    blocking::Client,
    mock::MockServer,
    order::{GetOrder, GetOrderList},
};

/// 最多列出这么多条，免得用掉太多额度
const LIMIT: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let (client, _server) = connect()?;

    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let last_day = TimeRange::new().start_time(UnixTime::new(now - 24 * 3600)).end_time(UnixTime::new(now));
    let request = GetOrderList::new(30).create_time_range(last_day);

    // 列表是迭代器：读完一页才去取下一页，出错即结束。
    let mut orders: Vec<(OrderId, SkuId)> = Vec::new();
    for order in client.order().get_order_list(request).items().take(LIMIT) {
        let order = order?;
        let (Some(order_id), Some(sku_id)) = (order.order_id, order.sku_id) else { continue };
        orders.push((order_id, sku_id));
    }
    println!("共 {} 条", orders.len());

    // 多个线程共用一个客户端，凭据只取一次。
    thread::scope(|scope| {
        for (order_id, sku_id) in orders.into_iter().take(4) {
            let client = &client;
            scope.spawn(move || match client.order().get_order(GetOrder::new(order_id, sku_id)).send() {
                Ok(answer) => println!("订单 {order_id}：{:?}", answer.commission_order.status),
                Err(error) => println!("订单 {order_id}：{error}"),
            });
        }
    });
    Ok(())
}

/// 客户端，和它所连的模拟服务器
type Connected = (Client, Option<(MockServer, Runtime)>);

/// 客户端；模拟服务器要一个异步运行时，程序自己不用
fn connect() -> Result<Connected, Box<dyn Error>> {
    if let (Ok(app_id), Ok(secret)) = (env::var("WECHAT_APP_ID"), env::var("WECHAT_APP_SECRET")) {
        return Ok((Client::builder(app_id, secret).build_blocking()?, None));
    }
    let runtime = Runtime::new()?;
    let server = runtime.block_on(MockServer::start())?;
    println!("没有设置 WECHAT_APP_ID 与 WECHAT_APP_SECRET，改用模拟服务器 {}", server.url());
    Ok((Client::new(server.client()?)?, Some((server, runtime))))
}
