use wechat_league::order::CommissionOrderStatus;

fn main() {
    let _ = CommissionOrderStatus::Unknown(20);
}
