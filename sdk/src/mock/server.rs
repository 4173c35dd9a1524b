//! The HTTP side of the mock server: takes a request apart, records it, answers.

use super::{Recorded, Reply, State, answer::respond};
use crate::catalog;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, Response, header::CONTENT_TYPE},
};
use percent_encoding::percent_decode_str;
use std::{collections::BTreeMap, sync::Arc};
use tokio::net::TcpListener;

/// Serves until the task is dropped.
pub(super) async fn serve(listener: TcpListener, state: Arc<State>) {
    let router = Router::new().fallback(move |request: Request| {
        let state = Arc::clone(&state);
        async move { handle(&state, request).await }
    });
    // An error here ends the server; calls then fail with a refused connection, which says enough.
    let _ = axum::serve(listener, router).await;
}

async fn handle(state: &State, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 64 << 20).await.unwrap_or_default().to_vec();
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
    let recorded = Recorded { method, path, query, body, headers, endpoint, unknown: Vec::new() };
    let Reply { status, content_type, body } = respond(state, recorded, token.as_deref());
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status.try_into().unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
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
