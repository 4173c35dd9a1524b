fn main() {
    let sources = wechat_league_codegen::source::Sources::read(std::path::Path::new("api-spec")).unwrap();
    match wechat_league_codegen::model(sources) {
        Ok(m) => println!("ok {}", m.endpoints().len()),
        Err(r) => print!("{}", wechat_league_codegen::diag::render::human(&r)),
    }
}
