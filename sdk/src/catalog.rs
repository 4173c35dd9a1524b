//! Every endpoint as data.
//!
//! ```
//! use wechat_league::catalog;
//!
//! let endpoint = catalog::find("POST", "/channels/ec/league/headsupplier/order/get");
//! # #[cfg(feature = "order")]
//! assert_eq!(endpoint.map(|found| found.title), Some("获取佣金单详情"));
//! ```

use crate::{
    ReadError,
    schema::{Struct, table},
};

/// Every endpoint of the features that are on, group by group.
pub use crate::generated::catalog::ENDPOINTS;
/// Hosts that answer the API, in the order of preference.
pub use crate::generated::catalog::HOSTS;

/// The endpoint of a method and path.
pub fn find(method: &str, path: &str) -> Option<&'static Endpoint> {
    ENDPOINTS.iter().copied().find(|endpoint| endpoint.path == path && endpoint.method.as_str() == method)
}

/// One endpoint: everything the spec says about it.
#[non_exhaustive]
pub struct Endpoint {
    /// Name of the method
    pub name: &'static str,
    /// The docs' own English name
    pub doc_name: &'static str,
    /// Chinese title
    pub title: &'static str,
    /// Group, such as `sharer/live`
    pub group: &'static str,
    /// HTTP method
    pub method: Method,
    /// Path below the host
    pub path: &'static str,
    /// Whether an access token goes along
    pub auth: Auth,
    /// Whether a repeat is harmless
    pub effect: Effect,
    /// Why it should no longer be called, and what to call instead
    pub deprecated: Option<&'static str>,
    /// Official pages
    pub docs: &'static [&'static str],
    #[cfg(feature = "full-serde")]
    request: &'static str,
    response: &'static str,
    /// The key that carries the content of the answer
    pub payload: Option<Payload>,
    /// How to turn pages
    pub paging: Option<Paging>,
    /// Rules between the fields of the request
    pub rules: &'static [Rule],
    /// Documented error codes
    pub errors: &'static [DocumentedError],
    /// Requests and answers
    pub examples: &'static [Example],
    #[doc(hidden)]
    #[cfg(feature = "full-serde")]
    pub codec: Codec,
}

impl core::fmt::Debug for Endpoint {
    /// Which one it is; the tables and examples would fill pages.
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(formatter, "Endpoint({} {} {})", self.name, self.method.as_str(), self.path)
    }
}

/// What an [`Endpoint`] is made from; only generated code uses it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Parts {
    pub name: &'static str,
    pub doc_name: &'static str,
    pub title: &'static str,
    pub group: &'static str,
    pub method: Method,
    pub path: &'static str,
    pub auth: Auth,
    pub effect: Effect,
    pub docs: &'static [&'static str],
    #[cfg(feature = "full-serde")]
    pub request: &'static str,
    pub response: &'static str,
    pub payload: Option<Payload>,
    pub paging: Option<Paging>,
    pub rules: &'static [Rule],
    pub errors: &'static [DocumentedError],
    pub examples: &'static [Example],
    #[cfg(feature = "full-serde")]
    pub codec: Codec,
}

impl Endpoint {
    /// What it sends, with the feature `full-serde`
    #[cfg(feature = "full-serde")]
    pub fn request(&self) -> &'static Struct {
        table(self.request)
    }

    /// What it answers, beside `errcode` and `errmsg`
    pub fn response(&self) -> &'static Struct {
        table(self.response)
    }

    #[doc(hidden)]
    pub const fn new(parts: Parts) -> Self {
        Self {
            name: parts.name,
            doc_name: parts.doc_name,
            title: parts.title,
            group: parts.group,
            method: parts.method,
            path: parts.path,
            auth: parts.auth,
            effect: parts.effect,
            deprecated: None,
            docs: parts.docs,
            #[cfg(feature = "full-serde")]
            request: parts.request,
            response: parts.response,
            payload: parts.payload,
            paging: parts.paging,
            rules: parts.rules,
            errors: parts.errors,
            examples: parts.examples,
            #[cfg(feature = "full-serde")]
            codec: parts.codec,
        }
    }

    #[doc(hidden)]
    pub const fn deprecate(mut self, note: &'static str) -> Self {
        self.deprecated = Some(note);
        self
    }
}

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
}

impl Method {
    /// As HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// Whether an access token goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// In the URL
    Token,
    /// None
    None,
}

/// Whether a repeat of a call is harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing
    Read,
    /// Changes something
    Write,
}

/// The key that carries the content of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Payload {
    /// The key and its other names
    pub keys: &'static [&'static str],
    /// Success without it is no error
    pub may_be_absent: bool,
}

/// How to turn pages. Names are names of the wire.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    /// What the position is
    pub style: PagingStyle,
    /// Request key of the cursor
    pub cursor: Option<&'static str>,
    /// Request key of the offset
    pub offset: Option<&'static str>,
    /// Request key of the page number
    pub page: Option<&'static str>,
    /// First page number or offset
    pub first: i64,
    /// Response key of the next cursor or offset
    pub next: Option<&'static str>,
    /// Response key of the flag that more pages follow
    pub more: Option<&'static str>,
    /// Response key of the number of rows in all
    pub total: Option<&'static str>,
    /// Request key of the page size
    pub size: Option<&'static str>,
    /// Largest documented page size
    pub max_size: Option<i64>,
    /// Path of the list in the answer
    pub items: &'static [&'static str],
}

/// What the position of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagingStyle {
    /// A text handed out by the previous page
    Cursor,
    /// The number of rows already seen
    Offset,
    /// A page number
    Page,
}

/// A rule between the fields of a request. Names are names of the wire.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// Exactly one of these groups of fields
    OneOf(&'static [&'static [&'static str]]),
    /// One of these fields or more
    AtLeastOne(&'static [&'static str]),
    /// These fields have to be there when the condition holds
    Requires {
        /// The condition
        when: When,
        /// The fields
        fields: &'static [&'static str],
    },
}

impl core::fmt::Display for Rule {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::OneOf(groups) => {
                let groups: Vec<String> = groups.iter().map(|group| group.join(" with ")).collect();
                write!(formatter, "exactly one of {}", groups.join(", "))
            }
            Self::AtLeastOne(fields) => write!(formatter, "at least one of {}", fields.join(", ")),
            Self::Requires { when: When::Given(field), fields } => write!(formatter, "{field} requires {}", fields.join(", ")),
            Self::Requires { when: When::Number(field, value), fields } => {
                write!(formatter, "{field} = {value} requires {}", fields.join(", "))
            }
            Self::Requires { when: When::Text(field, value), fields } => {
                write!(formatter, "{field} = {value} requires {}", fields.join(", "))
            }
            Self::Requires { when: When::Flag(field, value), fields } => {
                write!(formatter, "{field} = {value} requires {}", fields.join(", "))
            }
        }
    }
}

/// When a [`Rule::Requires`] holds.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// The field is given
    Given(&'static str),
    /// The field is this number
    Number(&'static str, i64),
    /// The field is this text
    Text(&'static str, &'static str),
    /// The field is this flag
    Flag(&'static str, bool),
}

/// An error code as the endpoint's page documents it.
#[derive(Debug, Clone, Copy)]
pub struct DocumentedError {
    /// The code
    pub code: crate::ErrorCode,
    /// The page's explanation
    pub doc: &'static str,
}

/// A request and its answer, as JSON text.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Keys and forms follow the docs' own example
    pub from_docs: bool,
    /// Parameters and body in one object
    pub request: &'static str,
    /// The answer
    pub response: &'static str,
}

#[doc(hidden)]
pub const fn documented(code: i64, doc: &'static str) -> DocumentedError {
    DocumentedError { code: crate::ErrorCode::new(code), doc }
}

#[doc(hidden)]
pub const fn code_info(
    code: i64,
    name: &'static str,
    class: Class,
    repeat: Repeat,
    doc: &'static str,
    hint: Option<&'static str>,
) -> CodeInfo {
    CodeInfo { code, name, class, repeat, doc, hint }
}

#[doc(hidden)]
pub const fn example(from_docs: bool, request: &'static str, response: &'static str) -> Example {
    Example { from_docs, request, response }
}

/// Reads a body with the generated types and writes it back.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    pub request: fn(&[u8]) -> Result<Vec<u8>, ReadError>,
    pub response: fn(&[u8]) -> Result<Vec<u8>, ReadError>,
}

/// The class of an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// The access token is bad
    Token,
    /// The platform is busy
    Retry,
    /// A limit of calls is used up
    RateLimit,
    /// An argument is wrong
    Parameter,
    /// The account may not do this
    Permission,
    /// The thing asked for does not exist
    NotFound,
    /// The platform failed
    Server,
    /// Anything else
    Other,
}

/// What a repeat of a refused call would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// May work after a growing pause
    Pause,
    /// May work in the next minute
    Minute,
    /// Fails again
    Never,
}

/// What is known about an error code.
#[derive(Debug, Clone, Copy)]
pub struct CodeInfo {
    /// The number
    pub code: i64,
    /// Name of the constant
    pub name: &'static str,
    /// Its class
    pub class: Class,
    /// What a repeat would do
    pub repeat: Repeat,
    /// Meaning
    pub doc: &'static str,
    /// What to do
    pub hint: Option<&'static str>,
}

/// An API host.
#[derive(Debug, Clone, Copy)]
pub struct Host {
    /// Short name
    pub name: &'static str,
    /// Scheme and host
    pub url: &'static str,
    /// Clients go there when the first host cannot be reached
    pub failover: bool,
    /// What it is for
    pub doc: &'static str,
}
