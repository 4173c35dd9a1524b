//! What the generated part says about each request.

use crate::{
    Error,
    catalog::{Endpoint, Method, Payload, Rule},
    envelope::{Said, scan},
    error::ReadError,
    repair,
    schema::Struct,
    wire::{self, ReadObject, WriteObject},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A typed request. Generated code implements it; it is not meant to be implemented elsewhere.
pub trait Request: WriteObject + Send + Sync + 'static {
    /// The typed answer
    type Response: ReadObject + Send + 'static;
    /// The endpoint as data
    const ENDPOINT: &'static Endpoint;

    /// The rule between fields that the request breaks, if it breaks one.
    #[doc(hidden)]
    fn broken_rule(&self) -> Option<&'static Rule> {
        None
    }

    /// Query and body, as they are sent. Where everything goes into the body, this is all there is to it.
    #[doc(hidden)]
    fn encode(&self) -> Encoded {
        Encoded { query: String::new(), body: Some(wire::body(self)) }
    }

    /// Reads an answer whose `errcode` is zero (`said_ok`) or absent.
    #[doc(hidden)]
    fn decode(body: &[u8], said_ok: bool) -> Result<Self::Response, ReadError> {
        read_answer(body, said_ok, Self::ENDPOINT.payload.as_ref(), || Self::ENDPOINT.response())
    }
}

/// A request as it is sent, but for the token.
#[doc(hidden)]
#[derive(Clone)]
pub struct Encoded {
    pub query: String,
    pub body: Option<Vec<u8>>,
}

impl core::fmt::Debug for Encoded {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("Encoded(***)")
    }
}

/// Keys that a caller adds to a request beyond the documented ones.
#[derive(Clone, Default)]
pub(crate) struct Extra(BTreeMap<String, Value>);

impl core::fmt::Debug for Extra {
    /// The keys; the values are the caller's affair.
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

impl Extra {
    pub fn add(&mut self, key: String, value: Value) {
        self.0.insert(key, value);
    }

    /// Adds the keys to the body of a POST, or to the query of a GET.
    pub fn apply(&self, method: Method, encoded: &mut Encoded) {
        let extra = &self.0;
        if extra.is_empty() {
            return;
        }
        match method {
            Method::Get => {
                let mut query = wire::Query::default();
                for (key, value) in extra.iter() {
                    match value {
                        Value::String(text) => query.text(key, text),
                        other => query.text(key, &other.to_string()),
                    }
                }
                let separator = if encoded.query.is_empty() { "" } else { "&" };
                encoded.query = format!("{}{separator}{}", encoded.query, query.into_string());
            }
            Method::Post => {
                let body = encoded.body.take().unwrap_or_else(|| b"{}".to_vec());
                let mut value: Value = serde_json::from_slice(&body).unwrap_or_default();
                if let Some(members) = value.as_object_mut() {
                    members.extend(extra.iter().map(|(key, value)| (key.clone(), value.clone())));
                }
                encoded.body = Some(value.to_string().into_bytes());
            }
        }
    }
}

/// Reads an answer: one pass over sound bodies, a second try over repaired ones, a located error otherwise. Only the error
/// wants the table.
#[doc(hidden)]
pub fn read_answer<T: ReadObject>(
    body: &[u8],
    said_ok: bool,
    payload: Option<&Payload>,
    table: fn() -> &'static Struct,
) -> Result<T, ReadError> {
    let body = repair::without_mark(body);
    let keys = payload.map_or(&[][..], |payload| payload.keys);
    let read = match std::str::from_utf8(body) {
        Ok(text) => parse::<T>(text, keys),
        Err(_) => Err(serde_core::de::Error::custom("broken UTF-8")),
    };
    let answer = match read {
        Ok(answer) => answer,
        Err(error) => match repair::repair(body) {
            None => return Err(ReadError::locate(&error, body, table().fields)),
            Some(text) => parse::<T>(&text, keys).map_err(|error| ReadError::locate(&error, body, table().fields))?,
        },
    };
    if !said_ok && !answer.known {
        return Err(ReadError::new(Some("$"), "errcode or a documented key", "neither", body, table().fields));
    }
    match payload {
        Some(payload) if !payload.may_be_absent && !answer.payload => {
            let path = format!("$.{}", payload.keys.first().copied().unwrap_or_default());
            Err(ReadError::new(
                Some(&path),
                "the content of the answer",
                if said_ok { "nothing, although the answer says success" } else { "nothing" },
                body,
                table().fields,
            ))
        }
        _ => Ok(answer.fields),
    }
}

fn parse<T: ReadObject>(text: &str, keys: &[&str]) -> Result<wire::Answer<T>, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let answer = wire::read_answer(&mut json, keys)?;
    json.end()?;
    Ok(answer)
}

/// Reads a recorded request with its type and writes it back.
#[doc(hidden)]
#[cfg(feature = "full-serde")]
pub fn rewrite<T: Request + wire::FromDraft>(body: &[u8]) -> Result<Vec<u8>, ReadError> {
    let draft: T::Draft = read_answer(body, true, None, || T::ENDPOINT.request())?;
    match T::from_draft(draft) {
        Ok(request) => Ok(wire::body(&request)),
        Err(lacks) => Err(ReadError::new(Some("$"), lacks, "less, or more", body, T::ENDPOINT.request().fields)),
    }
}

/// Reads a recorded answer to a request with its type and writes it back.
#[doc(hidden)]
#[cfg(feature = "full-serde")]
pub fn rewrite_answer<T: Request>(body: &[u8]) -> Result<Vec<u8>, ReadError>
where
    T::Response: WriteObject,
{
    let answer: T::Response = read_answer(body, true, None, || T::ENDPOINT.response())?;
    Ok(wire::body(&answer))
}

/// What an answer says, or the error it stands for.
pub(crate) fn said(body: &[u8], status: u16, endpoint: Option<&Endpoint>) -> Result<bool, Error> {
    let fields = || endpoint.map_or(&[][..], |endpoint| endpoint.response().fields);
    match scan(body) {
        Said::Ok => Ok(true),
        Said::Failed { code, message } => Err(Error::api(code, message).with_status(status)),
        Said::Nothing if (200..300).contains(&status) => Ok(false),
        Said::Nothing => {
            let found = format!("HTTP status {status} without errcode");
            Err(Error::read(ReadError::new(None, "an answer of the API", &found, body, fields())).with_status(status))
        }
        Said::Unreadable { found } => {
            Err(Error::read(ReadError::new(Some("$.errcode"), "a number", &found, body, fields())).with_status(status))
        }
    }
}
