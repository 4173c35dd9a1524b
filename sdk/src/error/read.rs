//! Why a body could not be read, and where.

use crate::{
    mask::mask,
    repair,
    schema::{self, Field, Kind, Trouble},
};
use core::fmt;

/// A body that could not be read: the place, what was expected and found, and a piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    path: Option<String>,
    expected: String,
    found: String,
    excerpt: String,
}

/// So much of a body is kept in an error.
const EXCERPT: usize = 512;

impl ReadError {
    /// The JSON path of the trouble, such as `$.list[0].order_id`; None when the body is no JSON.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// What was expected there.
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What was found there.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The beginning of the body, secrets masked.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    pub(crate) fn new(path: Option<&str>, expected: &str, found: &str, body: &[u8], fields: &'static [Field]) -> Self {
        let mut secrets = Vec::new();
        secret_keys(fields, &mut secrets);
        Self {
            path: path.map(str::to_owned),
            expected: expected.to_owned(),
            found: mask(found, &secrets),
            excerpt: excerpt(body, &secrets),
        }
    }

    /// Finds the place of a failure that serde reported, by a second walk over the tables.
    pub(crate) fn locate(error: &serde_json::Error, body: &[u8], fields: &'static [Field]) -> Self {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Self::new(None, "a JSON object", "an empty body", body, fields);
        }
        let repaired = repair::repair(body);
        let text = repaired.as_deref().map_or(body, str::as_bytes);
        match serde_json::from_slice(text) {
            Ok(value) => match schema::locate_fields(&value, fields) {
                Some(finding) => {
                    let (expected, found) = match finding.trouble {
                        Trouble::Refused { expected, found } => (expected, found),
                        _ => ("another value", String::new()),
                    };
                    Self::new(Some(&finding.path), expected, &found, body, fields)
                }
                None => Self::new(Some("$"), "an object as documented", &error.to_string(), body, fields),
            },
            Err(syntax) => {
                let found = format!("no JSON at line {} column {}", syntax.line(), syntax.column());
                Self::new(None, "a JSON object", &found, body, fields)
            }
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(formatter, "at {path}: ")?;
        }
        write!(formatter, "expected {}, found {}; the body begins: {}", self.expected, self.found, self.excerpt)
    }
}

impl std::error::Error for ReadError {}

/// The beginning of a body as one line, secrets masked.
fn excerpt(body: &[u8], secrets: &[&str]) -> String {
    // Masked before it is cut: the end of a secret must not survive at the edge.
    let masked = mask(&String::from_utf8_lossy(body), secrets);
    let line: String = masked.chars().map(|c| if c.is_control() { ' ' } else { c }).take(EXCERPT).collect();
    if masked.chars().count() > EXCERPT { format!("{line}…") } else { line }
}

fn secret_keys(fields: &'static [Field], keys: &mut Vec<&'static str>) {
    for field in fields {
        match field.kind {
            Kind::Secret => keys.push(field.wire),
            other => {
                if let Some(inner) = other.object() {
                    secret_keys(inner.fields, keys);
                }
            }
        }
    }
}
