//! How to turn pages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How to turn pages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PagingSpec {
    /// What the position is
    pub style: PagingStyle,
    /// Request key of the cursor
    #[serde(default)]
    pub cursor: Option<String>,
    /// Request key of the offset
    #[serde(default)]
    pub offset: Option<String>,
    /// Request key of the page number
    #[serde(default)]
    pub page: Option<String>,
    /// Number of the first page
    #[serde(default)]
    pub first: Option<i64>,
    /// Response key of the next cursor or offset, where its name differs
    #[serde(default)]
    pub next: Option<String>,
    /// Response key of the flag that more pages follow
    #[serde(default)]
    pub more: Option<String>,
    /// Response key of the number of rows in all
    #[serde(default)]
    pub total: Option<String>,
    /// Request key of the page size
    #[serde(default)]
    pub size: Option<String>,
    /// Path of the list in the response
    pub items: String,
}

/// What the position of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PagingStyle {
    /// A text handed out by the previous page
    Cursor,
    /// The number of rows already seen
    Offset,
    /// A page number, with a cursor beside it on some endpoints
    Page,
}
