//! The transport over reqwest: connection reuse, gzip, the cap on unpacked answers, proxies.

#![cfg(all(feature = "mock", feature = "order"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use wechat_league::{Client, ErrorKind, mock::MockServer, order::GetOrderList, token::FixedToken};

/// `{"errcode":0,"errmsg":"ok","list":[{"order_id":"1","sku_id":"2"}],"has_more":false}`, gzipped.
const PACKED: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 171, 86, 74, 45, 42, 74, 206, 79, 73, 85, 178, 50, 208, 1, 177, 115, 139, 211, 149, 172,
    148, 242, 179, 149, 116, 148, 114, 50, 139, 75, 148, 172, 162, 171, 149, 242, 139, 82, 82, 139, 226, 51, 83, 128, 18, 134,
    64, 241, 226, 236, 82, 8, 199, 72, 169, 54, 86, 71, 41, 35, 177, 56, 62, 55, 191, 8, 104, 66, 90, 98, 78, 113, 106, 45, 0,
    75, 29, 137, 33, 83, 0, 0, 0,
];

/// A list with 200,000 blanks in it, gzipped.
const BLOWN_UP: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 49, 13, 0, 32, 12, 0, 48, 43, 100, 50, 176, 178, 32, 128, 132, 15, 190, 5, 239,
    104, 224, 111, 91, 177, 230, 62, 209, 179, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    223, 198, 125, 210, 88, 9, 216, 75, 13, 3, 0,
];

/// A peer that answers every request on every connection with the same bytes and counts its connections.
struct Peer {
    url: String,
    connections: Arc<AtomicUsize>,
    heard: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Peer {
    async fn answering(head: &'static str, body: &'static [u8]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
        let (counter, log) = (Arc::clone(&connections), Arc::clone(&heard));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                counter.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, head, body, Arc::clone(&log)));
            }
        });
        Self { url, connections, heard }
    }
}

async fn serve(mut stream: TcpStream, head: &'static str, body: &'static [u8], heard: Arc<std::sync::Mutex<Vec<String>>>) {
    let mut received = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(length) => received.extend_from_slice(&chunk[..length]),
        }
        let text = String::from_utf8_lossy(&received).into_owned();
        let Some((request, rest)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            request.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok());
        if rest.len() < length.unwrap_or(0) {
            continue;
        }
        heard.lock().unwrap().push(request.to_owned());
        received.clear();
        let answer = format!("HTTP/1.1 200 OK\r\n{head}content-length: {}\r\n\r\n", body.len());
        stream.write_all(&[answer.as_bytes(), body].concat()).await.unwrap();
    }
}

#[tokio::test]
async fn calls_after_each_other_use_one_connection() {
    let peer = Peer::answering("", br#"{"errcode":0,"list":[]}"#).await;
    let client = Client::builder("app", "secret").base_url(&peer.url).token_source(FixedToken::new("fixed")).build().unwrap();
    for _ in 0..5 {
        client.order().get_order_list(GetOrderList::new(30)).await.unwrap();
    }
    assert_eq!(peer.connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_gzipped_answer_is_unpacked_and_asked_for() {
    let peer = Peer::answering("content-encoding: gzip\r\n", PACKED).await;
    let client = Client::builder("app", "secret").base_url(&peer.url).token_source(FixedToken::new("fixed")).build().unwrap();
    let answer = client.order().get_order_list(GetOrderList::new(30)).await.unwrap();
    assert_eq!(answer.list[0].order_id.map(|id| id.get()), Some(1));
    let heard = peer.heard.lock().unwrap().join("\n").to_ascii_lowercase();
    assert!(heard.contains("accept-encoding: gzip"), "{heard}");
}

#[tokio::test]
async fn the_cap_counts_unpacked_bytes() {
    let peer = Peer::answering("content-encoding: gzip\r\n", BLOWN_UP).await;
    assert!(BLOWN_UP.len() < 1000);
    let client = Client::builder("app", "secret")
        .base_url(&peer.url)
        .token_source(FixedToken::new("fixed"))
        .max_answer(100_000)
        .build()
        .unwrap();
    let error = client.order().get_order_list(GetOrderList::new(30)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    assert!(error.to_string().contains("larger than 100000 bytes"), "{error}");
}

#[tokio::test]
async fn a_proxy_gets_the_request_instead_of_the_host() {
    let proxy = Peer::answering("", br#"{"errcode":0,"list":[]}"#).await;
    let client = Client::builder("app", "secret")
        .base_url("http://nowhere.invalid")
        .token_source(FixedToken::new("fixed"))
        .proxy(&proxy.url)
        .build()
        .unwrap();
    client.order().get_order_list(GetOrderList::new(30)).await.unwrap();
    let heard = proxy.heard.lock().unwrap().join("\n");
    assert!(heard.starts_with("POST http://nowhere.invalid/channels/ec/league/headsupplier/order/list/get"), "{heard}");
}

#[tokio::test]
async fn extra_keys_reach_the_body_on_every_page() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let items = client.order().get_order_list(GetOrderList::new(30)).extra("new_filter", 7).items();
    assert!(!items.collect_up_to(100).await.unwrap().is_empty());
    let requests = server.requests();
    assert!(requests.len() >= 3);
    for request in requests {
        assert_eq!(request.json().unwrap()["new_filter"], 7);
        assert_eq!(request.unknown, ["$.new_filter"]);
    }
}
