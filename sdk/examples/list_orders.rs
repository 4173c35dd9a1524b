//! 列出最近一天的佣金单，自动翻页，并取第一单的分佣。
//!
//! 设了环境变量 `WECHAT_APP_ID` 与 `WECHAT_APP_SECRET` 就调用真实接口，否则连本机的模拟服务器：
//!
//! ```sh
//! cargo run -p wechat-league --example list_orders --features mock
//! ```

use std::{
    env,
    error::Error,
    time::{SystemTime, UNIX_EPOCH},
};
use wechat_league::{
    Client, TimeRange, UnixTime,
    mock::MockServer,
    order::{GetOrder, GetOrderList},
};

/// 最多列出这么多条，免得用掉太多额度
const LIMIT: usize = 50;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // 模拟服务器丢弃即停止，所以要留住它。
    let (client, _server) = connect().await?;

    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let last_day = TimeRange::new().start_time(UnixTime::new(now - 24 * 3600)).end_time(UnixTime::new(now));
    let request = GetOrderList::new(30).create_time_range(last_day);

    // 在这之前什么也没有发送；每读完一页才去取下一页。
    let mut orders = client.order().get_order_list(request).items();
    let mut first = None;
    let mut count = 0;
    while count < LIMIT {
        let Some(order) = orders.try_next().await? else { break };
        count += 1;
        // 响应里的标识都是 Option：没有就是没有，不会变成 0。
        let (Some(order_id), Some(sku_id)) = (order.order_id, order.sku_id) else { continue };
        println!("{count:>3}  订单 {order_id}  SKU {sku_id}");
        first.get_or_insert((order_id, sku_id));
    }
    println!("共 {count} 条");

    let Some((order_id, sku_id)) = first else { return Ok(()) };
    let order = client.order().get_order(GetOrder::new(order_id, sku_id)).await?.commission_order;
    // 缺失的对象读作默认值，所以一条路径可以直接写到底。
    let commission = order.order_detail.commission_info;
    println!("商品：{}，状态：{:?}", order.order_detail.product_info.title, order.status);
    if let (Some(ratio), Some(amount)) = (commission.service_ratio, commission.service_amount) {
        println!("服务费：{amount} 分，比例百万分之 {ratio}");
    }
    Ok(())
}

async fn connect() -> Result<(Client, Option<MockServer>), Box<dyn Error>> {
    if let (Ok(app_id), Ok(secret)) = (env::var("WECHAT_APP_ID"), env::var("WECHAT_APP_SECRET")) {
        return Ok((Client::builder(app_id, secret).build()?, None));
    }
    let server = MockServer::start().await?;
    println!("没有设置 WECHAT_APP_ID 与 WECHAT_APP_SECRET，改用模拟服务器 {}", server.url());
    Ok((server.client()?, Some(server)))
}
