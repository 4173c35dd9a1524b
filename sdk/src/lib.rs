// The README links to the guides as files, the docs to their modules: of two definitions of a link the first one counts.
#![doc = "[production]: crate::guide::production"]
#![doc = "[redis]: crate::guide::redis"]
#![doc = "[retry]: crate::guide::retry"]
#![doc = "[paging]: crate::guide::paging"]
#![doc = "[testing]: crate::guide::testing"]
#![doc = "[blocking]: crate::guide::blocking"]
#![doc = ""]
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "blocking")]
pub mod blocking;
pub mod catalog;
pub mod drift;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod observe;
pub mod page;
pub mod retry;
pub mod schema;
pub mod token;
pub mod transport;

mod call;
mod client;
mod envelope;
mod error;
mod exchange;
#[rustfmt::skip]
mod generated;
mod hosts;
mod later;
mod limit;
mod mask;
#[cfg(feature = "mock")]
pub mod mock;
mod raw;
mod repair;
mod request;
pub mod scalar;
mod secret;
mod trace;
#[allow(missing_docs)]
#[doc(hidden)]
pub mod wire;

pub use call::{Call, WithRaw};
pub use catalog::Endpoint;
pub use client::{Client, ClientBuilder};
pub use error::{Error, ErrorCode, ErrorKind, Outcome, ReadError};
pub use generated::common::*;
// Without any group there is nothing to export.
#[allow(unused_imports)]
pub use generated::groups::*;
pub use limit::RateLimit;
pub use page::{Items, Pages};
pub use raw::{RawAnswer, RawCall};
pub use request::Request;
pub use secret::Secret;

/// What generated code uses. No part of the public interface.
#[doc(hidden)]
pub mod __rt {
    pub use crate::request::{Encoded, read_answer};
    #[cfg(feature = "full-serde")]
    pub use crate::request::{rewrite, rewrite_answer};
    pub use crate::scalar::{Id, Quantity, TextId};
    pub use crate::{
        Client, ErrorCode, Secret,
        call::Call,
        catalog,
        error::{ReadError, error_code},
        page,
        request::Request,
        schema::{self, *},
        wire,
        wire::*,
    };
    pub use serde_core::{
        de::{Deserialize, Deserializer, Error as DeError, MapAccess},
        ser::{Serialize, SerializeMap, Serializer},
    };
    pub use serde_json::Value;
}
