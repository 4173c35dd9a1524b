//! Lists: where they end, what each page asks for, and what happens when they cannot go on.

#![cfg(all(feature = "mock", feature = "order", feature = "funds", feature = "talent", feature = "league"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use wechat_league::{
    Client, Error, ErrorKind, FinderId, Request,
    funds::GetFundsFlowList,
    league::GetItem,
    mock::MockServer,
    order::{GetOrderList, OrderListItem},
    page::Paged,
    talent::window::GetAllWindow,
    token::FixedToken,
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport},
};

/// A server whose order list always answers this.
async fn orders(answer: Value) -> (MockServer, Result<Vec<OrderListItem>, Error>, usize) {
    let server = MockServer::start().await.unwrap();
    server.on::<GetOrderList>().json(answer);
    let mut items = server.client().unwrap().order().get_order_list(GetOrderList::new(30)).items();
    let mut read = Vec::new();
    let result = loop {
        match items.try_next().await {
            Ok(Some(item)) => read.push(item),
            Ok(None) => break Ok(read.clone()),
            Err(error) => break Err(error),
        }
    };
    // After an error the list is over.
    assert!(items.try_next().await.unwrap().is_none());
    (server, result, read.len())
}

fn row(id: u64) -> Value {
    json!({"order_id": id.to_string(), "sku_id": "1"})
}

#[tokio::test]
async fn a_repeated_cursor_is_an_error_after_the_rows_that_came_with_it() {
    let (server, result, read) = orders(json!({"errcode": 0, "list": [row(1)], "has_more": true, "next_key": "k"})).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert_eq!(error.endpoint().map(|endpoint| endpoint.name), Some("get_order_list"));
    assert!(error.to_string().contains("hands out the cursor of the page just read"), "{error}");
    assert_eq!((read, server.requests().len()), (2, 2));
}

#[tokio::test]
async fn more_pages_without_a_cursor_are_an_error_and_no_silent_end() {
    let (server, result, read) = orders(json!({"errcode": 0, "list": [row(1)], "has_more": true, "next_key": ""})).await;
    let error = result.unwrap_err();
    assert!(error.to_string().contains("gives no cursor for the next one"), "{error}");
    assert_eq!((read, server.requests().len()), (1, 1));
}

#[tokio::test]
async fn no_more_pages_is_the_end_whatever_the_cursor_says() {
    let (server, result, _) = orders(json!({"errcode": 0, "list": [row(1), row(2)], "has_more": false, "next_key": "k"})).await;
    assert_eq!((result.unwrap().len(), server.requests().len()), (2, 1));
}

#[tokio::test]
async fn a_missing_flag_leaves_the_cursor_to_tell_the_end() {
    let (server, result, _) = orders(json!({"errcode": 0, "list": [row(1)]})).await;
    assert_eq!((result.unwrap().len(), server.requests().len()), (1, 1));
}

#[tokio::test]
async fn an_error_on_a_later_page_ends_the_list() {
    let server = MockServer::start().await.unwrap();
    let mut pages = server.client().unwrap().order().get_order_list(GetOrderList::new(30)).pages();
    assert!(pages.try_next().await.unwrap().is_some());
    server.on::<GetOrderList>().error(10024000, "bad");
    assert_eq!(pages.try_next().await.unwrap_err().code().map(|code| code.get()), Some(10024000));
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn every_page_asks_for_the_cursor_of_the_one_before() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    client.order().get_order_list(GetOrderList::new(30)).items().collect_up_to(100).await.unwrap();
    let cursors: Vec<Option<String>> =
        server.requests().iter().map(|request| Some(request.json()?["next_key"].as_str()?.to_owned())).collect();
    assert_eq!(cursors, [None, Some("mock-page-1".into()), Some("mock-page-2".into())]);
}

#[tokio::test]
async fn a_page_number_goes_up_and_takes_the_cursor_along() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    client.funds().get_funds_flow_list(GetFundsFlowList::new()).items().collect_up_to(100).await.unwrap();
    let asked: Vec<(Value, Value)> = server
        .requests()
        .iter()
        .map(|request| {
            let body = request.json().unwrap();
            (body["page"].clone(), body["next_key"].clone())
        })
        .collect();
    assert_eq!(asked, [(Value::Null, Value::Null), (json!(2), json!("mock-page-1")), (json!(3), json!("mock-page-2"))]);
}

#[tokio::test]
async fn an_offset_moves_by_what_the_page_says_and_must_move() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let list = || client.talent().window().get_all_window(GetAllWindow::new().finder_id(FinderId::new("sph")));
    list().items().collect_up_to(100).await.unwrap();
    let offsets: Vec<i64> = server.requests().iter().map(|request| request.json().unwrap()["offset"].as_i64().unwrap()).collect();
    assert_eq!(offsets[0], 0, "the first offset is sent although the caller gave none");
    assert!(offsets.len() == 3 && offsets.windows(2).all(|pair| pair[0] < pair[1]), "{offsets:?}");

    server.on::<GetAllWindow>().json(json!({"errcode": 0, "list": [{"product_id": 1}], "next_offset": 0, "have_more": true}));
    let mut pages = list().pages();
    assert_eq!(pages.try_next().await.unwrap().map(|page| page.list.len()), Some(1));
    let error = pages.try_next().await.unwrap_err();
    assert!(error.to_string().contains("its offset does not move on"), "{error}");
}

#[tokio::test]
async fn a_list_without_flag_total_or_cursor_ends_on_an_empty_page() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let talents = client.league().get_item(GetItem::new()).items().collect_up_to(100).await.unwrap();
    assert!(!talents.is_empty());
    assert_eq!(server.requests().len(), 4, "three pages with rows and an empty one");
}

#[tokio::test]
async fn a_list_begins_where_the_caller_says_and_stops_at_the_limit() {
    let server = MockServer::start().await.unwrap();
    let client = server.client().unwrap();
    let from_the_second = GetOrderList::new(30).next_key("mock-page-1");
    client.order().get_order_list(from_the_second).items().collect_up_to(100).await.unwrap();
    assert_eq!(server.requests().len(), 2);
    let one = client.order().get_order_list(GetOrderList::new(30)).collect_up_to(1).await.unwrap();
    assert_eq!((one.len(), server.requests().len()), (1, 3), "no page is fetched ahead");
}

/// Answers every request with what a function says of its number, from zero.
struct Answers<F>(F, AtomicUsize);

impl<F: Fn(usize) -> Value + Send + Sync + 'static> Transport for Answers<F> {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        let answer = (self.0)(self.1.fetch_add(1, Ordering::Relaxed)).to_string();
        Box::pin(async move { Ok(HttpResponse::new(200, answer)) })
    }
}

/// A client whose every request is answered by this function.
fn answers(page: impl Fn(usize) -> Value + Send + Sync + 'static) -> Client {
    let transport = Answers(page, AtomicUsize::new(0));
    Client::with_token_source(FixedToken::new("T")).transport(transport).build().unwrap()
}

/// Reads the orders to the bitter end: how many there were, and what ended it.
async fn to_the_end(client: &Client) -> (usize, Error) {
    let mut orders = client.order().get_order_list(GetOrderList::new(30)).items();
    let mut read = 0;
    loop {
        match orders.try_next().await {
            Ok(Some(_)) => read += 1,
            Ok(None) => panic!("the list ended silently after {read} rows"),
            Err(error) => return (read, error),
        }
    }
}

#[tokio::test]
async fn cursors_that_go_round_in_a_circle_are_an_error() {
    let page = |number: usize| json!({"errcode": 0, "list": [row(1)], "has_more": true, "next_key": (number % 3).to_string()});
    let (read, error) = to_the_end(&answers(page)).await;
    assert!(error.to_string().contains("hands out a cursor that was read before"), "{error}");
    assert_eq!((read, error.kind()), (4, ErrorKind::Paging));
}

#[tokio::test]
async fn a_thousand_empty_pages_in_a_row_are_an_error_and_fewer_are_none() {
    let empty = |number: usize| json!({"errcode": 0, "list": [], "has_more": true, "next_key": number.to_string()});
    let (read, error) = to_the_end(&answers(empty)).await;
    assert!(error.to_string().contains("1000 in a row were empty"), "{error}");
    assert_eq!(read, 0);

    let sparse = move |number: usize| {
        if number == 999 { json!({"errcode": 0, "list": [row(1)], "has_more": false}) } else { empty(number) }
    };
    let orders = answers(sparse).order().get_order_list(GetOrderList::new(30)).items().collect_up_to(10).await.unwrap();
    assert_eq!(orders.len(), 1);
}

#[tokio::test]
async fn a_list_that_ignores_the_page_number_is_an_error() {
    let same = |_| json!({"errcode": 0, "item": {"exclusive_info": {"finder_info_list": [{"finder_name": "a"}]}}});
    let mut pages = answers(same).league().get_item(GetItem::new()).pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(pages.try_next().await.unwrap().is_some());
    let error = pages.try_next().await.unwrap_err();
    assert!(error.to_string().contains("answers the page just read once more"), "{error}");
    assert!(pages.try_next().await.unwrap().is_none());
}

#[test]
fn the_page_limit_of_the_docs_is_known_before_the_call() {
    assert_eq!(GetOrderList::MAX_PAGE_SIZE, Some(30));
    assert_eq!(GetOrderList::ENDPOINT.paging.unwrap().max_size, Some(30));
}
