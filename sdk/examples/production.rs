//! 投入生产的客户端：统计、自己的重发规则、限速、与文档比对，以及断在半路的写操作怎么办。
//!
//! 全程连本机的模拟服务器，谁都可以运行：
//!
//! ```sh
//! cargo run -p wechat-league --example production --features mock
//! ```

use serde_json::{Value, json};
use std::{
    error::Error as StdError,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};
use wechat_league::{
    Client, Error, ErrorCode, OrderId, Outcome, ProductId, RateLimit, SkuId,
    drift::DriftKind,
    mock::{Fault, MockServer},
    observe::Event,
    order::GetOrder,
    product::{GetSubscribeProduct, SubscribeFilter, SubscribeProduct},
    retry::{Decision, Failure, Retry, RetryPolicy},
};

/// 统计；真实程序里换成监控系统的计数器
#[derive(Debug, Default)]
struct Counters {
    calls: AtomicU32,
    attempts: AtomicU32,
    tokens: AtomicU32,
}

impl Counters {
    fn count(&self, event: &Event<'_>) {
        let counter = match event {
            Event::Attempt(attempt) => {
                if let Some(error) = attempt.error {
                    println!("   〔统计〕第 {} 次尝试失败：{:?} {:?}", attempt.attempt, error.kind(), error.code());
                }
                &self.attempts
            }
            Event::Call(_) => &self.calls,
            Event::Token(_) => &self.tokens,
            // 以后可能有别的
            _ => return,
        };
        counter.fetch_add(1, Relaxed);
    }
}

/// 自己的重发规则：瞬时频率过高（300000）时平台没有办，写操作也等一等再发；其余照默认的规则，只是停顿短些
fn retry() -> impl RetryPolicy {
    let usual = Retry::default().first_pause(Duration::from_millis(20));
    move |failure: &Failure<'_>| match failure.error.code().map(ErrorCode::get) {
        Some(300_000) if failure.failures < 3 => Decision::After(Duration::from_millis(50)),
        _ => usual.decide(failure),
    }
}

/// 整个进程共用的客户端；真实程序里没有 `base_url` 这一行
fn connect(server: &MockServer, counters: &Arc<Counters>) -> Result<Client, Error> {
    let counters = Arc::clone(counters);
    Client::builder(MockServer::APP_ID, MockServer::SECRET)
        .base_url(server.url())
        .timeout(Duration::from_secs(10))
        .retry(retry())
        .rate_limit::<GetOrder>(RateLimit::per_minute(30).burst(5))
        .observe(move |event| counters.count(event))
        // 少了键往往只是这一次没有，这里只看另外几种
        .drift(|drift| {
            if drift.kind != DriftKind::MissingKey {
                println!("   〔与文档不符〕{drift}");
            }
        })
        .build()
}

/// 写操作的结局，自己的代码里只有这三种
enum Written {
    Done,
    Refused(Error),
    /// 不清楚办没办成：记下来，对账时再查
    Unclear(Error),
}

impl Written {
    fn report(&self) {
        match self {
            Self::Done => println!("   办成了"),
            Self::Refused(error) => println!("   没有办：{error}"),
            Self::Unclear(error) => println!("   不清楚，记下来留给对账：{:?} {:?}", error.kind(), error.rid()),
        }
    }
}

/// 订阅商品；不清楚办没办成就去查，绝不贸然再发
async fn subscribe(client: &Client, product: ProductId) -> Written {
    let sent = client.product().subscribe_product(SubscribeProduct::new(product)).await;
    let Err(error) = sent else { return Written::Done };
    match error.outcome() {
        // 办成了，只是返回读不懂。
        Outcome::Applied => Written::Done,
        Outcome::NotApplied => Written::Refused(error),
        Outcome::Unknown => {
            println!("   不知道办了没有，先查：{error}");
            match is_subscribed(client, product).await {
                Ok(true) => Written::Done,
                // 查询失败也是不清楚：读的错误总说“没有办”，那说的是读。
                _ => Written::Unclear(error),
            }
        }
    }
}

async fn is_subscribed(client: &Client, product: ProductId) -> Result<bool, Error> {
    let request = GetSubscribeProduct::new(20).filter(SubscribeFilter::new().product_id(product));
    let found = client.product().get_subscribe_product(request).items().collect_up_to(20).await?;
    Ok(found.iter().any(|item| item.product_id == Some(product)))
}

/// 查询的应答：模拟服务器不记得办过什么，所以由这里给出
fn subscribed(products: &[ProductId]) -> Value {
    let row = |product: &ProductId| json!({"product_id": product.get(), "shop_appid": "wx0123456789abcdef", "level": 3});
    let rows: Vec<Value> = products.iter().map(row).collect();
    json!({"errcode": 0, "errmsg": "ok", "subscribe_info_list": rows, "next_key": "", "has_more": false})
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let server = MockServer::start().await?;
    let counters = Arc::new(Counters::default());
    let client = connect(&server, &counters)?;
    let order = || client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2)));
    let [first, second, third] = [1, 2, 3].map(ProductId::new);

    println!("一、读操作遇到平台繁忙：停一停，重发");
    server.on::<GetOrder>().times(2).error(-1, "system error");
    println!("   第 {} 次尝试成功", order().with_raw().await?.attempts);

    println!("二、写操作太快，平台没有办：按自己的规则重发");
    server.on::<SubscribeProduct>().times(1).fault(Fault::Code(300_000));
    subscribe(&client, first).await.report();

    println!("三、写操作办成了，应答却断在半路：查到了，不再发");
    server.on::<SubscribeProduct>().times(1).fault(Fault::CloseAfterRead);
    server.on::<GetSubscribeProduct>().json(subscribed(&[first, second]));
    subscribe(&client, second).await.report();

    println!("四、写操作断在办理之前：从外面看一样，只是查不到");
    server.on::<SubscribeProduct>().times(1).fault(Fault::CloseBeforeRead);
    let written = subscribe(&client, third).await;
    written.report();
    // 对账：隔一会儿再查，仍查不到，才重发。
    if matches!(written, Written::Unclear(_)) && !is_subscribed(&client, third).await? {
        println!("   对账时仍查不到，重发");
        subscribe(&client, third).await.report();
    }

    println!("五、自己的限速：时限之前排不上的，立即报错，什么也没有发送");
    let refused = loop {
        if let Err(error) = order().timeout(Duration::from_secs(1)).await {
            break error;
        }
    };
    println!("   {refused}");
    println!("   {:?}，{:?}", refused.kind(), refused.outcome());

    let (received, applied) = (server.calls::<SubscribeProduct>(), server.applied::<SubscribeProduct>());
    println!("模拟服务器的账本：订阅收到 {received} 次，办成 {applied} 次");
    println!("客户端的统计：{counters:?}");
    assert_eq!(applied, 3, "三个商品各办成一次");
    Ok(())
}
