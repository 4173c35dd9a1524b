//! What the mock server answers: a token, an error, an override, or the example of the spec.

use super::{Inner, MockServer, Recorded, Reply, State, check, pages};
use crate::catalog::{self, Auth};
use serde_json::{Value, json};

/// Records a request and answers it.
pub(super) fn respond(state: &State, mut recorded: Recorded, token: Option<&str>) -> Reply {
    let mut inner = state.lock();
    let key = (if recorded.method == "GET" { "GET" } else { "POST" }, recorded.path.clone());
    if matches!(recorded.path.as_str(), "/cgi-bin/stable_token" | "/cgi-bin/token") {
        inner.token_calls += 1;
        return match inner.overrides.get(&key) {
            Some(reply) => {
                let reply = reply.clone();
                // A token that a test hands out is as good as one of the server's own.
                let answer: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
                inner.foreign.extend(answer.get("access_token").and_then(Value::as_str).map(str::to_owned));
                reply
            }
            None => issue(&mut inner, &recorded),
        };
    }
    let checked = check::request(&mut recorded);
    let reply = match (&recorded.endpoint, inner.overrides.get(&key)) {
        (None, None) => unknown_path(&recorded),
        (endpoint, overridden) => {
            let needs_token = endpoint.is_none_or(|endpoint| endpoint.auth == Auth::Token);
            match (needs_token.then(|| token_trouble(&inner, token)).flatten(), checked, overridden, endpoint) {
                (Some((code, message)), ..) => failure(200, code, message),
                (None, Err((code, message)), ..) => failure(200, code, &message),
                (None, Ok(_), Some(reply), _) => reply.clone(),
                (None, Ok(request), None, Some(endpoint)) => Reply {
                    status: 200,
                    content_type: "application/json; charset=UTF-8",
                    body: pages::answer(endpoint, &request).into_bytes(),
                },
                (None, Ok(_), None, None) => unknown_path(&recorded),
            }
        }
    };
    inner.requests.push(recorded);
    reply
}

fn issue(inner: &mut Inner, recorded: &Recorded) -> Reply {
    let body: Value = serde_json::from_slice(&recorded.body).unwrap_or_default();
    let given = |key: &str| match recorded.method.as_str() {
        "GET" => recorded.query.get(key).cloned(),
        _ => body.get(key).and_then(Value::as_str).map(str::to_owned),
    };
    let wrong_method = (recorded.path == "/cgi-bin/token") != (recorded.method == "GET");
    let trouble = match (given("grant_type"), given("appid"), given("secret")) {
        _ if wrong_method && recorded.method == "GET" => Some((43002, "require POST method")),
        _ if wrong_method => Some((43001, "require GET method")),
        (Some(kind), ..) if kind != "client_credential" => Some((40002, "invalid grant_type")),
        (None, ..) => Some((40002, "invalid grant_type")),
        (_, None, _) => Some((41002, "appid missing")),
        (_, _, None) => Some((41004, "appsecret missing")),
        (_, Some(id), _) if id != MockServer::APP_ID => Some((40013, "invalid appid")),
        (_, _, Some(secret)) if secret != MockServer::SECRET => {
            Some((40001, "invalid credential, access_token is invalid or not latest"))
        }
        _ => None,
    };
    if let Some((code, message)) = trouble {
        return failure(200, code, message);
    }
    // Like the platform, the same token is handed out while it lives.
    if inner.tokens == inner.valid_from {
        inner.tokens += 1;
    }
    let text = json!({"access_token": format!("mock-token-{}", inner.tokens), "expires_in": 7200});
    Reply { status: 200, content_type: "application/json", body: text.to_string().into_bytes() }
}

fn token_trouble(inner: &Inner, token: Option<&str>) -> Option<(i64, &'static str)> {
    let number = match token {
        None | Some("") => return Some((41001, "access_token missing")),
        Some(token) if inner.foreign.contains(token) => return None,
        Some(token) => token.strip_prefix("mock-token-").and_then(|number| number.parse::<usize>().ok()),
    };
    match number {
        Some(number) if number > inner.valid_from && number <= inner.tokens => None,
        _ => Some((40001, "invalid credential, access_token is invalid or not latest")),
    }
}

fn unknown_path(recorded: &Recorded) -> Reply {
    let other = if recorded.method == "GET" { "POST" } else { "GET" };
    match catalog::find(other, &recorded.path) {
        Some(_) if other == "POST" => failure(200, 43002, "require POST method"),
        Some(_) => failure(200, 43001, "require GET method"),
        None => failure(404, 40066, "invalid url"),
    }
}

fn failure(status: u16, code: i64, message: &str) -> Reply {
    let text = json!({"errcode": code, "errmsg": format!("{message} rid: 65f00000-00000000-00000000")});
    Reply { status, content_type: "application/json; charset=UTF-8", body: text.to_string().into_bytes() }
}
