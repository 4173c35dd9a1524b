//! What a call costs in memory before it runs: its future, before any boxing.

#![cfg(all(feature = "mock", feature = "order"))]
#![allow(clippy::unwrap_used)]

use wechat_league::{
    Client, OrderId, SkuId,
    order::{GetOrder, GetOrderList},
};

#[test]
fn the_future_of_a_call_is_small() {
    let client = Client::builder("wx", "secret").build().unwrap();
    let order = client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).send();
    let list = client.order().get_order_list(GetOrderList::new(30)).send();
    let raw = client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).with_raw();
    for size in [size_of_val(&order), size_of_val(&list), size_of_val(&raw)] {
        assert!(size <= 1024, "{size} bytes");
    }
}
