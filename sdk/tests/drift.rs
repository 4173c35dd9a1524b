//! Drift: what differs from the docs is reported once per place, with the place and without any value.
#![cfg(all(feature = "mock", feature = "order", feature = "base"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use std::{
    sync::{
        Arc, OnceLock,
        mpsc::{self, Receiver},
    },
    time::Duration,
};
use wechat_league::{
    Client, ClientBuilder, Error, ErrorKind, OrderId, SkuId,
    base::{CallbackCheck, CallbackCheckAction, NetworkOperator},
    drift::{Drift, DriftKind},
    mock::MockServer,
    order::{GetOrder, GetOrderList},
};

const UNKNOWN: &str = "a key that the docs do not have";
const MISSING: &str = "a key of the docs that the answer does not have";
const UNLISTED: &str = "a value that the docs do not list";
const NOTHING: [String; 0] = [];

/// A server, a client of it, and what the client reports.
struct Watched {
    server: MockServer,
    client: Client,
    reports: Receiver<Drift>,
}

impl Watched {
    async fn start() -> Self {
        let server = MockServer::start().await.unwrap();
        let (client, reports) = client(&server);
        Self { server, client, reports }
    }

    async fn list(&self, answer: Value) -> Result<(), Error> {
        self.server.on::<GetOrderList>().json(answer);
        self.client.order().get_order_list(GetOrderList::new(30)).await.map(drop)
    }

    async fn order(&self, answer: Value) -> Result<(), Error> {
        self.server.on::<GetOrder>().json(answer);
        self.client.order().get_order(GetOrder::new(OrderId::new(1), SkuId::new(2))).await.map(drop)
    }

    async fn check(&self, answer: Value) -> Result<(), Error> {
        self.server.on::<CallbackCheck>().json(answer);
        let request = CallbackCheck::new(CallbackCheckAction::All, NetworkOperator::Auto);
        self.client.base().callback_check(request).await.map(drop)
    }

    /// What was reported since this was last asked.
    fn lines(&self) -> Vec<String> {
        self.reports.try_iter().map(|drift| drift.to_string()).collect()
    }
}

fn builder(server: &MockServer) -> ClientBuilder {
    Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url())
}

fn client(server: &MockServer) -> (Client, Receiver<Drift>) {
    let (sender, reports) = mpsc::channel();
    let client = builder(server).drift(move |drift| sender.send(drift.clone()).unwrap()).build().unwrap();
    (client, reports)
}

/// A page of orders with everything that the docs have.
fn page(rows: Value) -> Value {
    json!({"errcode": 0, "errmsg": "ok", "list": rows, "next_key": "", "has_more": false})
}

fn in_list(path: &str, what: &str) -> String {
    format!("get_order_list: {path}: {what}")
}

fn in_order(path: &str, what: &str) -> String {
    format!("get_order: $.commssion_order.{path}: {what}")
}

#[tokio::test]
async fn an_unknown_key_is_reported_and_what_is_in_it_is_not() {
    let watched = Watched::start().await;
    watched.list(page(json!([{"order_id": "1", "sku_id": "2"}]))).await.unwrap();
    assert_eq!(watched.lines(), NOTHING);
    let mut answer = page(json!([{"order_id": "1", "sku_id": "2", "level": {"of": 3}}]));
    answer["a b"] = json!(1);
    watched.list(answer).await.unwrap();
    assert_eq!(watched.lines(), [in_list("$.list[].level", UNKNOWN), in_list("$[\"a b\"]", UNKNOWN)]);
}

#[tokio::test]
async fn a_key_is_missing_only_when_no_row_has_it() {
    let watched = Watched::start().await;
    for rows in [json!([{"order_id": "1"}, {"order_id": "2", "sku_id": "3"}, {"sku_id": "4"}]), json!([]), json!([{}, null])] {
        watched.list(page(rows)).await.unwrap();
        assert_eq!(watched.lines(), NOTHING);
    }
    watched.list(page(json!([{"order_id": "1"}, {}, {"order_id": "2"}]))).await.unwrap();
    assert_eq!(watched.lines(), [in_list("$.list[].sku_id", MISSING)]);
    // What tells of the next page may be left out on the last one.
    watched.list(json!({"errcode": 0, "list": []})).await.unwrap();
    assert_eq!(watched.lines(), NOTHING);
}

#[tokio::test]
async fn other_names_and_optional_objects_are_not_missing() {
    let watched = Watched::start().await;
    let detail = json!({
        "order_info": {"status": 20, "create_time": 1, "pay_time": 1, "update_time": 1},
        "commission_info": {
            "service_ratio": 1, "service_amount": 1, "service_total_amount": 1, "profit_sharding_suc_time": 1,
            "promotion_channel": 0, "platform_amount": 1, "platform_commission_status": 1,
        },
    });
    let order = json!({
        "order_id": "1", "sku_id": "2", "create_time": 1, "update_time": 1, "status": 20, "order_detail": detail,
    });
    watched.order(json!({"errcode": 0, "commssion_order": order})).await.unwrap();
    // Neither `order_status`, which came as `status`, nor finder_info and talent_info, nor what is in the missing objects.
    let missing = [
        "commission_info.head_agency_info",
        "commission_info.promoter_agency_info",
        "commission_info.promotion_info",
        "commission_info.sharer_info",
        "commission_info.sub_agency_info",
        "buyer_info",
        "product_info",
        "shop_info",
    ];
    let mut expected = missing.map(|path| in_order(&format!("order_detail.{path}"), MISSING));
    expected.sort();
    assert_eq!(watched.lines(), expected);
}

#[tokio::test]
async fn content_that_may_be_absent_is_not_missing() {
    let watched = Watched::start().await;
    let ping = json!([{"ip": "203.0.113.1", "from_operator": "CAP", "package_loss": "0%", "time": "1ms"}]);
    watched.check(json!({"errcode": 0, "ping": ping})).await.unwrap();
    assert_eq!(watched.lines(), NOTHING);
    watched.check(json!({"errcode": 0})).await.unwrap();
    assert_eq!(watched.lines(), NOTHING);
    watched.check(json!({"errcode": 0, "dns": [{"ip": "203.0.113.1", "real_operator": "CAP"}]})).await.unwrap();
    assert_eq!(watched.lines(), [format!("callback_check: $.ping: {MISSING}")]);
}

#[tokio::test]
async fn a_changed_form_is_reported_whether_it_can_be_read_or_not() {
    let watched = Watched::start().await;
    let mut answer = page(json!({"order_id": 1, "sku_id": "2"}));
    answer["has_more"] = json!(0);
    watched.list(answer).await.unwrap();
    let expected = [
        in_list("$.has_more", "a number where the docs have a flag"),
        in_list("$.list", "an object where the docs have a list"),
        in_list("$.list[].order_id", "a number where the docs have a text"),
    ];
    assert_eq!(watched.lines(), expected);
    // The element of a list is the same place, however the list came.
    watched.list(page(json!([{"order_id": 1, "sku_id": "2"}]))).await.unwrap();
    assert_eq!(watched.lines(), NOTHING);

    let error = watched.list(page(json!([{"order_id": "x", "sku_id": [3]}]))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Read, "{error}");
    let expected = [
        in_list("$.list[].order_id", "a text where the docs have an id of 64 bits"),
        in_list("$.list[].sku_id", "a list where the docs have an id of 64 bits"),
    ];
    assert_eq!(watched.lines(), expected);
}

#[tokio::test]
async fn a_value_without_a_name_is_reported() {
    let watched = Watched::start().await;
    let order = json!({
        "order_id": "1", "sku_id": "2", "create_time": 1, "update_time": 1, "status": 77, "order_detail": {},
    });
    watched.order(json!({"errcode": 0, "commssion_order": order})).await.unwrap();
    assert_eq!(watched.lines(), [in_order("status", UNLISTED)]);
    watched.check(json!({"errcode": 0, "dns": [{"ip": "203.0.113.1", "real_operator": "CERNET"}], "ping": []})).await.unwrap();
    assert_eq!(watched.lines(), [format!("callback_check: $.dns[].real_operator: {UNLISTED}")]);
}

#[tokio::test]
async fn a_place_is_reported_once_by_each_client_and_once_for_each_kind() {
    let watched = Watched::start().await;
    let row = json!({"order_id": 1, "level": 3});
    let answer = page(json!([row, row]));
    watched.list(answer.clone()).await.unwrap();
    let expected = [
        in_list("$.list[].level", UNKNOWN),
        in_list("$.list[].order_id", "a number where the docs have a text"),
        in_list("$.list[].sku_id", MISSING),
    ];
    assert_eq!(watched.lines(), expected);
    watched.list(answer).await.unwrap();
    assert_eq!(watched.lines(), NOTHING);

    let (other, reports) = client(&watched.server);
    other.order().get_order_list(GetOrderList::new(30)).await.unwrap();
    assert_eq!(reports.try_iter().map(|drift| drift.to_string()).collect::<Vec<_>>(), expected);

    watched.list(page(json!([{"order_id": true, "sku_id": "2"}]))).await.unwrap_err();
    assert_eq!(watched.lines(), [in_list("$.list[].order_id", "a flag where the docs have an id of 64 bits")]);
}

#[tokio::test]
async fn no_report_shows_a_value() {
    const MARK: &str = "7319042655";
    let mark = || json!(MARK.parse::<u64>().unwrap());
    let watched = Watched::start().await;
    let mut answer = page(json!([{"order_id": format!("x{MARK}"), "sku_id": mark(), "level": MARK}]));
    answer["has_more"] = mark();
    watched.list(answer).await.unwrap_err();
    let order = json!({"status": mark(), "create_time": MARK, "order_detail": {"shop_info": {"shop_name": mark()}}});
    watched.order(json!({"errcode": 0, "commssion_order": order})).await.unwrap();
    watched.check(json!({"errcode": 0, "dns": [{"ip": mark(), "real_operator": MARK}]})).await.unwrap();

    let reports: Vec<Drift> = watched.reports.try_iter().collect();
    for drift in &reports {
        let shown = format!("{drift} {drift:?} {drift:#?} {:?}", drift.kind);
        assert!(!shown.contains(MARK), "{shown}");
        assert!(shown.contains(drift.endpoint.name) && shown.contains(&drift.path), "{shown}");
    }
    let count = |wanted: fn(&DriftKind) -> bool| reports.iter().filter(|drift| wanted(&drift.kind)).count();
    assert_eq!(count(|kind| matches!(kind, DriftKind::UnknownKey)), 1);
    assert_eq!(count(|kind| matches!(kind, DriftKind::ChangedForm { .. })), 6);
    assert_eq!(count(|kind| matches!(kind, DriftKind::UnknownValue)), 2);
    assert!(count(|kind| matches!(kind, DriftKind::MissingKey)) > 0);
}

#[tokio::test]
async fn an_answer_that_is_no_success_reports_nothing() {
    let watched = Watched::start().await;
    let error = watched.list(json!({"errcode": 10024000, "errmsg": "bad", "level": 3})).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    let error = watched.list(json!({"message": "bad gateway"})).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Read);
    watched.server.on::<GetOrderList>().raw(200, "text/html", "<html>");
    let error = watched.client.order().get_order_list(GetOrderList::new(30)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Read);
    assert_eq!(watched.lines(), NOTHING);
}

#[tokio::test]
async fn an_answer_that_needs_repair_is_looked_at_too() {
    let watched = Watched::start().await;
    let body = page(json!([{"order_id": "1", "sku_id": "2", "level": "high"}])).to_string().replace("high", "hi\u{1}gh");
    watched.server.on::<GetOrderList>().raw(200, "application/json", format!("\u{feff}{body}"));
    watched.client.order().get_order_list(GetOrderList::new(30)).await.unwrap();
    assert_eq!(watched.lines(), [in_list("$.list[].level", UNKNOWN)]);
}

#[tokio::test]
async fn after_so_many_places_nothing_more_is_reported() {
    let watched = Watched::start().await;
    let mut answer = page(json!([]));
    answer.as_object_mut().unwrap().extend((0..5000).map(|number| (format!("k{number}"), json!(1))));
    watched.list(answer).await.unwrap();
    assert_eq!(watched.lines().len(), 4096);
    watched.list(page(json!([{"order_id": "1", "sku_id": "2", "level": 3}]))).await.unwrap();
    assert_eq!(watched.lines(), NOTHING);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_callback_may_make_calls_of_the_same_client() {
    let server = MockServer::start().await.unwrap();
    server.on::<GetOrderList>().json(page(json!([{"order_id": "1", "sku_id": "2", "level": 3}])));
    let shared: Arc<OnceLock<Client>> = Arc::default();
    let own = Arc::clone(&shared);
    let (sender, outcomes) = mpsc::channel();
    let report = move |_: &Drift| {
        let call = own.get().unwrap().order().get_order_list(GetOrderList::new(30));
        let (done, answered) = mpsc::channel();
        tokio::spawn(async move { done.send(call.await.is_ok()) });
        // Were a lock held here, the call would not come back.
        sender.send(answered.recv_timeout(Duration::from_secs(20))).unwrap();
    };
    let client = builder(&server).drift(report).build().unwrap();
    assert!(shared.set(client.clone()).is_ok());
    client.order().get_order_list(GetOrderList::new(30)).await.unwrap();
    assert_eq!(outcomes.try_iter().collect::<Vec<_>>(), [Ok(true)]);
}
