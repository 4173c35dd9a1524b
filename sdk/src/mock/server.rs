//! The HTTP side of the mock server: takes a request apart, records it, answers.

use super::{
    answer::respond,
    books::Recorded,
    connection::{Door, Switch},
    deliver::deliver,
    state::State,
};
use crate::catalog;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request},
    http::Response,
};
use percent_encoding::percent_decode_str;
use std::{collections::BTreeMap, sync::Arc};
use tokio::net::TcpListener;

/// Serves until the task is dropped.
pub(super) async fn serve(listener: TcpListener, state: Arc<State>) {
    let door = Door { listener, state: Arc::clone(&state) };
    let router = Router::new().fallback(move |ConnectInfo(switch): ConnectInfo<Switch>, request: Request| {
        let state = Arc::clone(&state);
        async move { handle(&state, &switch, request).await }
    });
    // An error here ends the server; calls then fail with a refused connection, which says enough.
    let _ = axum::serve(door, router.into_make_service_with_connect_info::<Switch>()).await;
}

async fn handle(state: &State, switch: &Switch, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 64 << 20).await else {
        // A request that did not come whole is none.
        switch.cut();
        return Response::new(Body::empty());
    };
    let mut query = parameters(parts.uri.query().unwrap_or_default());
    let token = query.remove("access_token");
    let method = parts.method.as_str().to_owned();
    let path = parts.uri.path().to_owned();
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let endpoint = catalog::find(&method, &path);
    let (body, unknown) = (body.into(), Vec::new());
    let recorded = Recorded { method, path, query, body, headers, endpoint, unknown, applied: false, fault: None };
    let (fault, reply) = respond(state, recorded, token.as_deref());
    deliver(fault, reply, switch).await
}

fn parameters(query: &str) -> BTreeMap<String, String> {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decoded(key), decoded(value)))
        .collect()
}
