//! A client of the mock server without any cleverness: it sends what it is told and hears every byte.

use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wechat_league::{mock::MockServer, order::GetOrder};

/// Where an order is asked for.
pub const ORDER: &str = "/channels/ec/league/headsupplier/order/get";
/// Where the stable token is.
pub const STABLE: &str = "/cgi-bin/stable_token";
/// Where the other kind is.
pub const PLAIN: &str = "/cgi-bin/token";

/// A connection.
pub async fn connect(server: &MockServer) -> TcpStream {
    TcpStream::connect(server.url().strip_prefix("http://").unwrap()).await.unwrap()
}

/// Sends a request on a connection of its own; every byte that comes back until the connection ends.
pub async fn ask(server: &MockServer, line: &str, body: &str) -> Vec<u8> {
    let mut stream = connect(server).await;
    let head = format!("{line} HTTP/1.1\r\nhost: mock\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    answer
}

/// Asks for an order.
pub async fn order(server: &MockServer, token: &str) -> Vec<u8> {
    ask(server, &format!("POST {ORDER}?access_token={token}"), r#"{"order_id":1,"sku_id":2}"#).await
}

/// Asks for the stable token, and for its seconds.
pub async fn stable(server: &MockServer, force: bool) -> (String, u64) {
    issued(&ask(server, &format!("POST {STABLE}"), &credentials(force)).await)
}

/// Asks for the other kind of token.
pub async fn plain(server: &MockServer) -> String {
    let (id, secret) = (MockServer::APP_ID, MockServer::SECRET);
    let line = format!("GET {PLAIN}?grant_type=client_credential&appid={id}&secret={secret}");
    issued(&ask(server, &line, "").await).0
}

/// The body that asks for the stable token.
pub fn credentials(force: bool) -> String {
    let (id, secret) = (MockServer::APP_ID, MockServer::SECRET);
    json!({"grant_type": "client_credential", "appid": id, "secret": secret, "force_refresh": force}).to_string()
}

/// Token and seconds of an answer.
fn issued(answer: &[u8]) -> (String, u64) {
    let answer: Value = serde_json::from_slice(split(answer).1).unwrap();
    (answer["access_token"].as_str().unwrap().to_owned(), answer["expires_in"].as_u64().unwrap())
}

/// Head and body.
pub fn split(answer: &[u8]) -> (&str, &[u8]) {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a whole head");
    (std::str::from_utf8(&answer[..end]).unwrap(), &answer[end + 4..])
}

/// The errcode of an answer; zero where there is none.
pub fn code(answer: &[u8]) -> i64 {
    let answer: Value = serde_json::from_slice(split(answer).1).unwrap();
    answer["errcode"].as_i64().or_else(|| answer["errcode"].as_str()?.parse().ok()).unwrap_or(0)
}

/// How often an order was asked for, and how often with effect.
pub fn books(server: &MockServer) -> (usize, usize) {
    (server.calls::<GetOrder>(), server.applied::<GetOrder>())
}

/// A server and a token of it.
pub async fn start() -> (Arc<MockServer>, String) {
    let server = MockServer::start().await.unwrap();
    let token = stable(&server, false).await.0;
    (Arc::new(server), token)
}

/// Lets time pass at once. Nothing is awaited from the network while the clock stands.
pub async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}
