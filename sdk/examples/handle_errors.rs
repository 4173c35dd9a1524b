//! 出错了怎么办：各种失败各长什么样，该看哪个方法。
//!
//! 设了环境变量 `WECHAT_APP_ID` 与 `WECHAT_APP_SECRET` 就调用真实接口（只读），否则连本机的模拟服务器：
//!
//! ```sh
//! cargo run -p wechat-league --example handle_errors --features mock
//! ```

use std::{env, time::Duration};
use wechat_league::{
    Client, Error, ErrorCode, ErrorKind, OrderId, ProductId, ShopAppId, SkuId,
    mock::MockServer,
    order::{CommissionOrder, GetOrder},
    product::GetProductDetail,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _server) = connect().await?;

    println!("一、按错误码分支：没有这张佣金单不算失败");
    match find_order(&client, OrderId::new(1), SkuId::new(1)).await {
        Ok(Some(order)) => println!("   找到了：{:?}", order.status),
        Ok(None) => println!("   没有这张佣金单"),
        Err(error) => explain(&error),
    }

    println!("二、其他失败：商品不存在，或者网关返回了 HTML");
    let request = GetProductDetail::new(ShopAppId::new("wx0123456789abcdef"), ProductId::new(1));
    match client.product().get_product_detail(request).timeout(Duration::from_secs(5)).await {
        Ok(answer) => println!("   商品：{}", answer.product.product_info.title),
        Err(error) => explain(&error),
    }

    println!("三、连不上：本机的 1 号端口没有服务");
    let nowhere = Client::builder("wx0123456789abcdef", "secret").base_url("http://127.0.0.1:1").build()?;
    if let Err(error) = find_order(&nowhere, OrderId::new(1), SkuId::new(1)).await {
        explain(&error);
    }

    println!("四、设置不对：在发送任何东西之前就会说明");
    if let Err(error) = Client::builder("", "secret").build() {
        explain(&error);
    }
    Ok(())
}

/// 把“没有这张佣金单”变成 `None`，其余错误照样上抛
async fn find_order(client: &Client, order_id: OrderId, sku_id: SkuId) -> Result<Option<CommissionOrder>, Error> {
    match client.order().get_order(GetOrder::new(order_id, sku_id)).await {
        Ok(answer) => Ok(Some(answer.commission_order)),
        Err(error) if error.code() == Some(ErrorCode::COMMISSION_ORDER_NOT_FOUND) => Ok(None),
        Err(error) => Err(error),
    }
}

/// 一个错误能说的全部；其中没有任何机密，可以放心写进日志
fn explain(error: &Error) {
    println!("   {error}");
    match error.kind() {
        ErrorKind::Api => {
            println!("   错误码 {:?}，分类 {:?}", error.code(), error.class());
            println!("   处理办法：{}", error.hint().unwrap_or("见该接口的文档"));
            println!("   找官方支持时提供 rid：{}", error.rid().unwrap_or("无"));
        }
        ErrorKind::Read => {
            if let Some(read) = error.read_error() {
                println!("   位置 {:?}：应为 {}，实为 {}", read.path(), read.expected(), read.found());
            }
        }
        ErrorKind::Token => match error.code() {
            Some(code) => println!("   取凭据被拒（{code}）：核对 appid、AppSecret 与 IP 白名单"),
            None => println!("   取凭据没有成功，原因见上一行"),
        },
        ErrorKind::Network | ErrorKind::Timeout => println!("   请求一定没有发出：{}", error.is_connect()),
        // 种类以后可能增加
        _ => {}
    }
    println!("   稍后重试可能成功：{}", error.is_retryable());
}

async fn connect() -> Result<(Client, Option<MockServer>), Box<dyn std::error::Error>> {
    if let (Ok(app_id), Ok(secret)) = (env::var("WECHAT_APP_ID"), env::var("WECHAT_APP_SECRET")) {
        return Ok((Client::builder(app_id, secret).build()?, None));
    }
    let server = MockServer::start().await?;
    println!("没有设置 WECHAT_APP_ID 与 WECHAT_APP_SECRET，改用模拟服务器 {}", server.url());
    // 模拟服务器默认应答成功，这里改成要演示的失败。
    server.on::<GetOrder>().error(ErrorCode::COMMISSION_ORDER_NOT_FOUND.get(), "order not found");
    server.on::<GetProductDetail>().raw(502, "text/html", "<html><body>502 Bad Gateway</body></html>");
    Ok((server.client()?, Some(server)))
}
