//! What the token calls of the API answer.

use super::{AccessToken, IssuedToken};
use crate::{Error, error::ReadError, transport::HttpResponse};
use std::time::Duration;

/// The token in an answer that says success.
pub(super) fn issued(answer: &HttpResponse) -> Result<IssuedToken, Error> {
    let unreadable = |found: &str| {
        let error = ReadError::new(Some("$.access_token"), "an access token with expires_in", found, &answer.body, &[]);
        Error::read(error).with_status(answer.status)
    };
    let value: serde_json::Value = serde_json::from_slice(&answer.body).map_err(|_| unreadable("no JSON object"))?;
    let seconds = value.get("expires_in").and_then(|found| found.as_u64().or_else(|| found.as_str()?.parse().ok()));
    match (value.get("access_token").and_then(serde_json::Value::as_str), seconds) {
        (Some(token), Some(seconds)) if !token.is_empty() => {
            Ok(IssuedToken::new(AccessToken::new(token), Duration::from_secs(seconds)))
        }
        (Some(token), None) if !token.is_empty() => Err(unreadable("no expires_in")),
        _ => Err(unreadable("no access token")),
    }
}
