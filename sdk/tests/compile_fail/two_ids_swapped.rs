use wechat_league::{OrderId, SkuId, order::GetOrder};

fn main() {
    let _ = GetOrder::new(SkuId::new(2), OrderId::new(1));
}
