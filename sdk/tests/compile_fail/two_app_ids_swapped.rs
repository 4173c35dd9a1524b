use wechat_league::{SharerAppId, order::GetOrderList};

fn main() {
    let _ = GetOrderList::new(30).appid(SharerAppId::new("wx0123456789abcdef"));
}
