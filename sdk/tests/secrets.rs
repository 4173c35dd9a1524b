//! Nothing that the SDK shows holds a secret: no `Debug`, no error, no source of an error, no header.
#![cfg(all(feature = "mock", feature = "order", feature = "base", feature = "talent"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use core::fmt::Debug;
use serde_json::json;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use support::{Counted, Recorder, STABLE_TOKEN, Script, answer_once, causes, closed_port, silent_port};
use wechat_league::{
    AppId, Client, ClientBuilder, Error, ErrorKind, OrderId, Rid, Secret, SkuId,
    base::{ClearQuotaByAppSecret, GetAccessToken, GetRidInfo, GetStableAccessToken},
    catalog::Method,
    mock::MockServer,
    order::{GetOrder, GetOrderList},
    talent::window::GetAllWindow,
    token::{AccessToken, FixedToken, IssuedToken, StableToken, TokenContext, TokenSource},
    transport::{BoxFuture, HttpResponse, HttpTransport},
};

const SECRET: &str = MockServer::SECRET;
const TOKEN: &str = "75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R";
const PASSWORD: &str = "proxy-pass-word";
/// What the mock server hands out.
const MOCK_TOKEN: &str = "mock-token-";

/// Everything that was shown, and by what.
#[derive(Default)]
struct Shown(Vec<(String, String)>);

impl Shown {
    fn debug(&mut self, what: &str, value: &dyn Debug) {
        self.0.push((what.to_owned(), format!("{value:?}")));
        self.0.push((what.to_owned(), format!("{value:#?}")));
    }

    fn error(&mut self, what: &str, kind: ErrorKind, error: &Error) {
        assert_eq!(error.kind(), kind, "{what}: {error}");
        self.0.push((what.to_owned(), error.to_string()));
        self.debug(what, error);
        for (index, cause) in causes(error).into_iter().enumerate() {
            let what = format!("{what}, source {index}");
            self.0.push((what.clone(), cause.to_string()));
            self.debug(&what, &cause);
        }
        if let Some(read) = error.read_error() {
            self.0.push((what.to_owned(), format!("{} {} {}", read.expected(), read.found(), read.excerpt())));
        }
    }

    fn holds_no_secret(&self) {
        assert!(!self.0.is_empty());
        // The beginning of a token is a leak, too.
        let secrets = [SECRET, &TOKEN[..12], PASSWORD, MOCK_TOKEN];
        let leaks = self.0.iter().filter(|(_, text)| secrets.iter().any(|secret| text.contains(secret)));
        let leaks: Vec<String> = leaks.map(|(what, text)| format!("{what}: {text}")).collect();
        assert!(leaks.is_empty(), "secrets are shown:\n{}", leaks.join("\n"));
    }
}

fn order() -> GetOrder {
    GetOrder::new(OrderId::new(1), SkuId::new(2))
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder(MockServer::APP_ID, SECRET).base_url(url)
}

/// A client whose calls carry the token, answered with these bodies.
fn scripted(bodies: &[&'static str]) -> Client {
    let transport = Script::new(bodies.iter().copied());
    Client::builder(MockServer::APP_ID, SECRET).token_source(FixedToken::new(TOKEN)).transport(transport).build().unwrap()
}

#[test]
fn what_holds_secrets_shows_none() {
    let mut shown = Shown::default();
    let proxy = format!("http://user:{PASSWORD}@127.0.0.1:9");
    let builder = builder("http://127.0.0.1:9").proxy(proxy.as_str());
    shown.debug("ClientBuilder", &builder);
    let client = builder.token_source(FixedToken::new(TOKEN)).build().unwrap();
    shown.debug("Client", &client);
    let http = HttpTransport::builder().proxy(proxy);
    shown.debug("HttpTransportBuilder", &http);
    shown.debug("HttpTransport", &http.build().unwrap());
    shown.debug("StableToken", &StableToken::new("wx", SECRET));
    shown.debug("AccessToken", &AccessToken::new(TOKEN));
    shown.debug("Secret", &Secret::new(SECRET));
    shown.debug("HttpResponse", &HttpResponse::new(200, TOKEN));

    let (id, secret) = (AppId::new("wx"), Secret::new(SECRET));
    let calls = client.base().get_stable_access_token(GetStableAccessToken::new(id.clone(), secret.clone()));
    shown.debug("Call", &calls);
    shown.debug("GetStableAccessToken", calls.request());
    shown.debug("GetAccessToken", &GetAccessToken::new(id.clone(), secret.clone()));
    shown.debug("ClearQuotaByAppSecret", &ClearQuotaByAppSecret::new(id, secret));
    shown.debug("Pages", &client.order().get_order_list(GetOrderList::new(1)).pages());
    shown.debug("Items", &client.order().get_order_list(GetOrderList::new(1)).items());
    let raw = client.raw(Method::Post, "/x").query("access_token", TOKEN).json(&json!({"secret": SECRET}));
    shown.debug("RawCall", &raw);
    shown.holds_no_secret();
}

/// Keeps what a context shows.
struct Watched(Arc<Mutex<Shown>>);

impl TokenSource for Watched {
    fn fetch<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>> {
        self.0.lock().unwrap().debug("TokenContext", &context);
        Box::pin(async { Ok(IssuedToken::lasting(AccessToken::new(TOKEN))) })
    }
}

#[tokio::test]
async fn what_goes_to_the_network_shows_no_secret() {
    let server = MockServer::start().await.unwrap();
    let recorder = Recorder::over_http();
    let client = recorder.client(&server);
    let (id, secret) = (AppId::new(MockServer::APP_ID), Secret::new(SECRET));
    client.order().get_order(order()).await.unwrap();
    client.base().get_access_token(GetAccessToken::new(id.clone(), secret.clone())).await.unwrap();
    client.base().clear_quota_by_app_secret(ClearQuotaByAppSecret::new(id, secret)).await.unwrap();
    let sent = recorder.sent();
    // The secrets are really there.
    assert!(sent[0].body.as_ref().is_some_and(|body| String::from_utf8_lossy(body).contains(SECRET)));
    assert!(sent[1].query.contains(MOCK_TOKEN) && sent[2].query.contains(SECRET) && sent[3].query.contains(SECRET));
    let mut shown = Shown::default();
    for request in &sent {
        shown.debug("HttpRequest", request);
        shown.0.push(("HttpRequest::url".to_owned(), request.url.clone()));
    }

    let watched = Arc::new(Mutex::new(Shown::default()));
    let transport = Script::new([r#"{"errcode":0,"commssion_order":{}}"#]);
    let builder = Client::builder("", "").token_source(Watched(Arc::clone(&watched))).transport(transport);
    builder.build().unwrap().order().get_order(order()).await.unwrap();
    watched.lock().unwrap().holds_no_secret();
    shown.holds_no_secret();
}

#[tokio::test]
async fn answers_that_hold_secrets_show_none() {
    let mut shown = Shown::default();
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let (id, secret) = (AppId::new(MockServer::APP_ID), Secret::new(SECRET));

    let stable = GetStableAccessToken::new(id.clone(), secret.clone());
    let answer = client.base().get_stable_access_token(stable).with_raw().await.unwrap();
    assert!(answer.answer.access_token.expose().starts_with(MOCK_TOKEN));
    assert!(String::from_utf8_lossy(&answer.body).contains(MOCK_TOKEN));
    shown.debug("WithRaw of get_stable_access_token", &answer);
    shown.debug("get_stable_access_token", &answer.answer);

    let answer = client.base().get_access_token(GetAccessToken::new(id, secret)).await.unwrap();
    assert!(answer.access_token.expose().starts_with(MOCK_TOKEN));
    shown.debug("get_access_token", &answer);

    let call = json!({
        "request_url": format!("access_token={TOKEN}"),
        "request_body": json!({"appid": "wx", "secret": SECRET}).to_string(),
        "response_body": json!({"access_token": TOKEN}).to_string(),
        "cost_in_ms": 30,
    });
    let body = json!({"errcode": 0, "request": call});
    server.on::<GetRidInfo>().json(body);
    let answer = client.base().get_rid_info(GetRidInfo::new(Rid::new("1-2-3"))).with_raw().await.unwrap();
    assert_eq!(answer.answer.call.request_url.expose(), format!("access_token={TOKEN}"));
    shown.debug("WithRaw of get_rid_info", &answer);
    shown.debug("get_rid_info", &answer.answer);

    server.on_path(Method::Get, "/x").json(json!({"access_token": TOKEN}));
    shown.debug("RawAnswer", &client.raw(Method::Get, "/x").await.unwrap());
    shown.holds_no_secret();
}

#[tokio::test]
async fn bodies_that_cannot_be_read_show_no_secret() {
    let mut shown = Shown::default();
    for body in [
        r#"{"message":"x","access_token":"75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R"}"#,
        r#"{"message":"x","access_token" : "75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R","secret":"0f1e2d3c4b5a69788796a5b4c3d2e1f0""#,
        r#"{"message":"see https://api/x?access_token=75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R&x=1"}"#,
        r#"{"message":"{\"access_token\":\"75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R\",\"appsecret\":\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\"}"}"#,
        "<html>POST /cgi-bin/token?appid=wx&secret=0f1e2d3c4b5a69788796a5b4c3d2e1f0&x</html>",
        r#"{"access_token":"75_Qm3vT8xLr0aPz5KdWc2NhYf"#,
    ] {
        let error = scripted(&[body]).order().get_order_list(GetOrderList::new(1)).await.unwrap_err();
        shown.error(body.get(..12).unwrap(), ErrorKind::Read, &error);
    }
    for body in [
        r#"{"errcode":0,"request":{"request_url":"access_token=75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R","invoke_time":"soon"}}"#,
        r#"{"errcode":0,"request":{"request_url":["access_token=75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R"]}}"#,
        r#"{"errcode":0,"request":"access_token=75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R"}"#,
        r#"{"errcode":0,"request":{"invoke_time":"t?access_token=75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R"}}"#,
    ] {
        let error = scripted(&[body]).base().get_rid_info(GetRidInfo::new(Rid::new("1-2-3"))).await.unwrap_err();
        shown.error("get_rid_info", ErrorKind::Read, &error);
    }
    // A secret that stands where the excerpt is cut is not shown by half.
    let body: &'static str = format!(r#"{{"pad":"{}","access_token":"{TOKEN}"}}"#, "p".repeat(480)).leak();
    let error = scripted(&[body]).order().get_order(order()).await.unwrap_err();
    assert!(!error.to_string().contains(&TOKEN[..4]), "{error}");
    shown.holds_no_secret();
}

#[tokio::test]
async fn failures_on_the_way_show_no_secret() {
    let mut shown = Shown::default();
    let (_closed, dead) = closed_port();
    let (_silent, silent) = silent_port().await;

    let client = builder(&dead).token_source(FixedToken::new(TOKEN)).build().unwrap();
    shown.error("a dead port", ErrorKind::Network, &client.order().get_order(order()).await.unwrap_err());
    let by_query = ClearQuotaByAppSecret::new(AppId::new("wx"), Secret::new(SECRET));
    shown.error("a secret in the URL", ErrorKind::Network, &client.base().clear_quota_by_app_secret(by_query).await.unwrap_err());

    let proxy = dead.replace("http://", &format!("http://user:{PASSWORD}@"));
    let client = builder("http://127.0.0.1:9").token_source(FixedToken::new(TOKEN)).proxy(proxy).build().unwrap();
    shown.error("a dead proxy", ErrorKind::Network, &client.order().get_order(order()).await.unwrap_err());

    let client = builder(&silent).token_source(FixedToken::new(TOKEN)).timeout(Duration::from_millis(200)).build().unwrap();
    shown.error("a timeout", ErrorKind::Timeout, &client.order().get_order(order()).await.unwrap_err());

    let server = MockServer::start().await.unwrap();
    let client = builder(server.url()).max_answer(100).build().unwrap();
    shown.error("too large", ErrorKind::Network, &client.order().get_order(order()).await.unwrap_err());
    server.on::<GetOrder>().error(10_024_006, "not found");
    shown.error("a refusal", ErrorKind::Api, &client.order().get_order(order()).await.unwrap_err());
    shown.holds_no_secret();
}

#[tokio::test]
async fn failures_to_get_a_token_show_no_secret() {
    let mut shown = Shown::default();
    let (_closed, dead) = closed_port();
    let error = builder(&dead).build().unwrap().order().get_order(order()).await.unwrap_err();
    shown.error("a dead port", ErrorKind::Token, &error);
    for body in [
        r#"{"errcode":40125,"errmsg":"invalid appsecret"}"#,
        r#"{"access_token":"75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R","expires_in":"soon"}"#,
        r#"{"access_token":"75_Qm3vT8xLr0aPz5KdWc2NhYfUe7BsGjXoIi1R","expires_"#,
        r#"{"appid":"wx","secret":"0f1e2d3c4b5a69788796a5b4c3d2e1f0"}"#,
        "<p>grant_type=client_credential&appid=wx&secret=0f1e2d3c4b5a69788796a5b4c3d2e1f0</p>",
    ] {
        let client = Client::builder("wx", SECRET).transport(Script::new([body])).build().unwrap();
        let error = client.order().get_order(order()).await.unwrap_err();
        shown.error(STABLE_TOKEN, ErrorKind::Token, &error);
    }
    // A token that is refused, and the next one too.
    let server = MockServer::start().await.unwrap();
    let client = builder(server.url()).token_source(Counted::default()).build().unwrap();
    let error = client.order().get_order(order()).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("fresh-"));
    shown.error("refused tokens", ErrorKind::Api, &error);
    shown.holds_no_secret();
}

#[tokio::test]
async fn errors_before_the_network_show_no_secret() {
    let mut shown = Shown::default();
    for proxy in [format!("http://user:{PASSWORD}@host:port"), format!("http://user:{PASSWORD}@"), format!("{PASSWORD}@:::")] {
        let error = Client::builder("wx", SECRET).proxy(proxy).build().unwrap_err();
        shown.error("proxy", ErrorKind::Config, &error);
    }
    let base_url = format!("https://user:{PASSWORD}@api.weixin.qq.com");
    shown.error("base URL", ErrorKind::Config, &Client::builder("wx", SECRET).base_url(base_url).build().unwrap_err());
    shown.error("app id", ErrorKind::Config, &Client::builder("", SECRET).build().unwrap_err());
    let client = scripted(&[]);
    let path = format!("/x?access_token={TOKEN}");
    shown.error("path", ErrorKind::Config, &client.raw(Method::Get, path).await.unwrap_err());
    let request = GetAllWindow::new();
    shown.error("rule", ErrorKind::Request, &client.talent().window().get_all_window(request).await.unwrap_err());
    let more = r#"{"errcode":0,"list":[],"has_more":true}"#;
    let mut pages = scripted(&[more]).order().get_order_list(GetOrderList::new(1)).pages();
    assert!(pages.try_next().await.unwrap().is_some());
    shown.error("paging", ErrorKind::Paging, &pages.try_next().await.unwrap_err());
    shown.holds_no_secret();
}

#[tokio::test]
async fn no_header_carries_a_secret() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let (id, secret) = (AppId::new(MockServer::APP_ID), Secret::new(SECRET));
    client.order().get_order(order()).await.unwrap();
    server.expire_tokens();
    client.order().get_order_list(GetOrderList::new(10)).items().collect_up_to(5).await.unwrap();
    client.base().clear_quota_by_app_secret(ClearQuotaByAppSecret::new(id, secret)).await.unwrap();
    let requests = server.requests();
    assert!(requests.len() >= 4);
    for request in requests {
        for name in ["referer", "origin", "authorization", "cookie"] {
            assert!(!request.headers.contains_key(name), "{}: {name}", request.path);
        }
        let agent = request.headers.get("user-agent").map(String::as_str);
        assert_eq!(agent, Some(concat!("wechat-league/", env!("CARGO_PKG_VERSION"))));
        for (name, value) in &request.headers {
            assert!(!value.contains(MOCK_TOKEN) && !value.contains(SECRET), "{}: {name}", request.path);
        }
    }
}

#[tokio::test]
async fn the_token_endpoint_gets_the_secret_in_the_body_alone() {
    // The mock server keeps no token calls, so a bare peer listens.
    let (listener, url) = silent_port().await;
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".to_owned();
    let peer = tokio::spawn(answer_once(listener, answer));
    let error = builder(&url).build().unwrap().order().get_order(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token);
    let request = peer.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with(&format!("POST {STABLE_TOKEN} HTTP/1.1\r\n")), "{head}");
    assert!(body.contains(SECRET) && !head.contains(SECRET), "{head}");
}

#[test]
fn a_path_or_a_host_that_carries_a_secret_is_shown_without_it() {
    let builder = Client::builder("app", SECRET).base_url(format!("https://user:{PASSWORD}@host"));
    let shown = format!("{builder:?}");
    assert!(shown.contains("https://***@host") && !shown.contains(PASSWORD), "{shown}");
    let client = Client::builder("app", SECRET).build().unwrap();
    let shown = format!("{:?}", client.raw(Method::Get, format!("/x?access_token={TOKEN}")));
    assert!(shown.contains("access_token=***") && !shown.contains(&TOKEN[..12]), "{shown}");
}
