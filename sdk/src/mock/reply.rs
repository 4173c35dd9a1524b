//! Answers, as they are sent.

use bytes::Bytes;
use serde_json::{Value, json};

/// One answer; a clone is cheap.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub status: u16,
    pub content_type: &'static str,
    pub body: Bytes,
}

impl Reply {
    /// An error code as the platform words it.
    pub fn failure(status: u16, code: i64, message: &str) -> Self {
        let text = json!({"errcode": code, "errmsg": format!("{message} rid: 65f00000-00000000-00000000")});
        Self { status, content_type: "application/json; charset=UTF-8", body: text.to_string().into() }
    }
}

/// An answer that a test gave, and what it means for the books.
#[derive(Debug)]
pub(super) struct Given {
    pub reply: Reply,
    /// It tells of success: a request that gets it counts as carried out
    pub success: bool,
    /// The token that it hands out
    pub token: Option<String>,
}

impl Given {
    pub fn new(reply: Reply) -> Self {
        let answer: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        let code = answer.get("errcode").and_then(|code| code.as_i64().or_else(|| code.as_str()?.parse().ok()));
        let token = answer.get("access_token").and_then(Value::as_str).map(str::to_owned);
        Self { success: reply.status < 400 && code.unwrap_or(0) == 0, token, reply }
    }
}
