use wechat_league::talent::window::GetWindowAuth;

fn main() {
    let _ = GetWindowAuth::new();
}
