//! 用模拟服务器测试自己的代码：不需要账号，不出本机。
//!
//! 自己的项目里把 `mock` 加到开发依赖的特性，再把 `main` 里的几段各写成一个 `#[tokio::test]`。
//!
//! ```sh
//! cargo run -p wechat-league --example test_with_mock --features mock
//! ```

use serde_json::json;
use wechat_league::{
    Client, Error, ErrorCode, Fen, Outcome, ProductId,
    mock::{Fault, MockServer},
    order::{GetOrder, GetOrderList},
    product::SubscribeProduct,
};

/// 被测的代码：全部佣金单的服务费之和；已经不存在的佣金单跳过
async fn total_service_fee(client: &Client) -> Result<Fen, Error> {
    let mut total = 0;
    let mut orders = client.order().get_order_list(GetOrderList::new(30)).items();
    while let Some(order) = orders.try_next().await? {
        let (Some(order_id), Some(sku_id)) = (order.order_id, order.sku_id) else { continue };
        match client.order().get_order(GetOrder::new(order_id, sku_id)).await {
            Ok(answer) => {
                let fee = answer.commission_order.order_detail.commission_info.service_amount;
                total += fee.map_or(0, Fen::get);
            }
            Err(error) if error.code() == Some(ErrorCode::COMMISSION_ORDER_NOT_FOUND) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Fen::new(total))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await?;
    let client = server.client()?;

    // 不加设置时，每个接口按规格里的示例应答；列表分三页，各页内容不同。
    let total = total_service_fee(&client).await?;
    assert!(total > Fen::new(0));
    println!("三页佣金单的服务费：{total} 分");

    // 换一个应答：任意 JSON……
    let order = json!({"order_detail": {"commission_info": {"service_amount": 100}}});
    server.on::<GetOrder>().json(json!({"errcode": 0, "errmsg": "ok", "commssion_order": order}));
    assert_eq!(total_service_fee(&client).await?, Fen::new(300));

    // ……或一个错误码。
    server.on::<GetOrder>().error(ErrorCode::COMMISSION_ORDER_NOT_FOUND.get(), "order not found");
    assert_eq!(total_service_fee(&client).await?, Fen::new(0));

    // 凭据失效：客户端换新凭据并重发一次，业务代码察觉不到。
    server.expire_tokens();
    assert_eq!(total_service_fee(&client).await?, Fen::new(0));
    assert_eq!(server.token_calls(), 2);

    // 一次故障：订阅商品已经办成，应答却没有送到。自己的代码能不能分清“没有办”和“不知道办了没有”？
    server.on::<SubscribeProduct>().nth(1).fault(Fault::CloseAfterRead);
    let lost = client.product().subscribe_product(SubscribeProduct::new(ProductId::new(10000012345678))).await;
    assert!(lost.is_err_and(|error| error.outcome() == Outcome::Unknown));
    assert_eq!((server.calls::<SubscribeProduct>(), server.applied::<SubscribeProduct>()), (1, 1));

    // 发出去的是什么：路径、请求体，以及规格不认得的键。
    client.product().subscribe_product(SubscribeProduct::new(ProductId::new(10000012345678))).await?;
    let sent = server.requests().pop().ok_or("模拟服务器没有收到请求")?;
    assert_eq!(sent.path, "/channels/ec/league/headsupplier/subscription/subscribe");
    assert_eq!(sent.json(), Some(json!({"product_id": 10000012345678_u64})));
    assert!(sent.unknown.is_empty());

    println!("全部断言成立，模拟服务器共收到 {} 个请求", server.requests().len());
    Ok(())
}
