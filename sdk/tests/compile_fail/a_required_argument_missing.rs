use wechat_league::{OrderId, order::GetOrder};

fn main() {
    let _ = GetOrder::new(OrderId::new(1));
}
