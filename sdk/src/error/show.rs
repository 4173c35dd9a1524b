//! How errors are shown: one line for people and logs, never a token or a secret.

use super::{Detail, Error};
use crate::mask::mask;
use core::fmt;
use std::error::Error as StdError;

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.0.endpoint {
            write!(formatter, "{}（{}）: ", endpoint.name, endpoint.title)?;
        }
        match &self.0.detail {
            Detail::Api { code, message } => {
                write!(formatter, "errcode {}", code.get())?;
                if let Some(name) = code.name() {
                    write!(formatter, " {name}")?;
                }
                // `message()` gives it whole.
                write!(formatter, ": {}", mask(message, &[]))?;
                if let Some(doc) = self.documented().or_else(|| code.doc()) {
                    write!(formatter, "（{doc}）")?;
                }
                if let Some(hint) = code.hint() {
                    write!(formatter, "；{hint}")?;
                }
                match self.ip_to_allow() {
                    Some(ip) => write!(formatter, "：{ip}"),
                    None => Ok(()),
                }
            }
            Detail::Read(error) => write!(formatter, "the answer could not be read: {error}"),
            Detail::Network { message, .. } => formatter.write_str(message),
            Detail::Timeout { after } => write!(formatter, "no answer within {after:?}"),
            Detail::Token { source, note } => {
                formatter.write_str("no access token could be had: ")?;
                if !note.is_empty() {
                    write!(formatter, "{note}: ")?;
                }
                write!(formatter, "{source}")
            }
            Detail::Text(text) => formatter.write_str(text),
            Detail::Rule(rule) => write!(formatter, "the request was not sent, because it breaks a rule: {rule}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("kind", &self.0.kind);
        if let Some(endpoint) = self.0.endpoint {
            debug.field("endpoint", &endpoint.name);
        }
        if let Some(status) = self.status() {
            debug.field("status", &status);
        }
        if let Some(code) = self.code() {
            debug.field("code", &code);
        }
        debug.field("outcome", &self.outcome()).field("attempts", &self.0.attempts);
        debug.field("message", &self.to_string()).finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.detail {
            Detail::Read(error) => Some(error.as_ref()),
            Detail::Network { source: Some(source), .. } => Some(source.as_ref()),
            Detail::Token { source, .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}
