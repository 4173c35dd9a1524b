//! What the mock server answers: a token, an error, what a test gave, or the example of the spec.

use super::{
    books::Recorded,
    check,
    fault::Fault,
    reply::{Given, Reply},
    routes::is_token_path,
    state::{Inner, State},
};
use crate::catalog::{self, Auth, Endpoint};
use serde_json::{Value, json};
use std::sync::Arc;

/// What becomes of a request.
enum Verdict {
    Refused(Reply),
    Given(Arc<Given>),
    /// A token and its seconds
    Issued(String, u64),
    Example(&'static Endpoint),
}

/// Records a request and answers it; whatever the fault, the books are right before the answer leaves.
pub(super) fn respond(state: &State, mut recorded: Recorded, token: Option<&str>) -> (Option<Fault>, Reply) {
    let for_token = is_token_path(&recorded.path);
    // Bodies are parsed before the state is locked.
    let checked = if for_token { check::token_call(&recorded) } else { check::request(&mut recorded) };
    let mut inner = state.lock();
    inner.token_calls += usize::from(for_token);
    let chosen = inner.routes.receive(&recorded.method, &recorded.path);
    let inject = inner.inject.clone().filter(|_| !for_token && !chosen.named);
    drop(inner);
    recorded.fault = chosen.fault.or_else(|| inject.and_then(|inject| inject(&recorded)));
    let refusal = recorded.fault.and_then(Fault::refusal);

    let mut inner = state.lock();
    let verdict = match refusal {
        Some(reply) => {
            if recorded.fault == Some(Fault::ExpiredToken) {
                inner.tokens.kill_up_to(token.unwrap_or_default());
            }
            Verdict::Refused(reply)
        }
        None if for_token => issue(&mut inner, &recorded, chosen.given, &checked),
        None => decide(&inner, &recorded, token, chosen.given, &checked),
    };
    recorded.applied = verdict.applies();
    if recorded.applied {
        inner.routes.apply(&recorded.method, &recorded.path);
    }
    let fault = recorded.fault;
    let recorded = Arc::new(recorded);
    let mut watch = None;
    if !for_token {
        inner.books.keep(&recorded);
        watch = inner.watch.clone();
    }
    drop(inner);
    if let Some(watch) = watch {
        watch(&recorded);
    }
    (fault, verdict.reply(state, checked))
}

impl Verdict {
    fn applies(&self) -> bool {
        match self {
            Self::Refused(_) => false,
            Self::Given(given) => given.success,
            Self::Issued(..) | Self::Example(_) => true,
        }
    }

    fn reply(self, state: &State, checked: check::Checked) -> Reply {
        match self {
            Self::Refused(reply) => reply,
            Self::Given(given) => given.reply.clone(),
            Self::Issued(token, seconds) => {
                let text = json!({"access_token": token, "expires_in": seconds});
                Reply { status: 200, content_type: "application/json", body: text.to_string().into() }
            }
            Self::Example(endpoint) => Reply {
                status: 200,
                content_type: "application/json; charset=UTF-8",
                body: state.examples.answer(endpoint, &checked.unwrap_or_default()),
            },
        }
    }
}

fn issue(inner: &mut Inner, recorded: &Recorded, given: Option<Arc<Given>>, checked: &check::Checked) -> Verdict {
    match (given, checked) {
        (Some(given), _) => {
            if let Some(token) = &given.token {
                inner.tokens.adopt(token);
            }
            Verdict::Given(given)
        }
        (None, Err((code, message))) => Verdict::Refused(Reply::failure(200, *code, message)),
        (None, Ok(body)) => {
            let (token, seconds) = match recorded.method.as_str() {
                "GET" => inner.tokens.plain(),
                _ => inner.tokens.stable(body.get("force_refresh") == Some(&Value::Bool(true))),
            };
            Verdict::Issued(token, seconds)
        }
    }
}

fn decide(
    inner: &Inner,
    recorded: &Recorded,
    token: Option<&str>,
    given: Option<Arc<Given>>,
    checked: &check::Checked,
) -> Verdict {
    if recorded.endpoint.is_none() && given.is_none() {
        return Verdict::Refused(unknown_path(recorded));
    }
    let needs_token = recorded.endpoint.is_none_or(|endpoint| endpoint.auth == Auth::Token);
    if let Some((code, message)) = needs_token.then(|| inner.tokens.trouble(token)).flatten() {
        return Verdict::Refused(Reply::failure(200, code, message));
    }
    match (checked, given, recorded.endpoint) {
        (Err((code, message)), ..) => Verdict::Refused(Reply::failure(200, *code, message)),
        (Ok(_), Some(given), _) => Verdict::Given(given),
        (Ok(_), None, Some(endpoint)) => Verdict::Example(endpoint),
        (Ok(_), None, None) => Verdict::Refused(unknown_path(recorded)),
    }
}

fn unknown_path(recorded: &Recorded) -> Reply {
    let other = if recorded.method == "GET" { "POST" } else { "GET" };
    match catalog::find(other, &recorded.path) {
        Some(_) if other == "POST" => Reply::failure(200, 43002, "require POST method"),
        Some(_) => Reply::failure(200, 43001, "require GET method"),
        None => Reply::failure(404, 40066, "invalid url"),
    }
}
