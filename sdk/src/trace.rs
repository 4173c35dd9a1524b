//! Spans of the feature `tracing`; without it, nothing that costs anything.

#[cfg(feature = "tracing")]
mod on;
#[cfg(feature = "tracing")]
pub(crate) use on::{AttemptSpan, CallSpan, token};

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(not(feature = "tracing"))]
pub(crate) use off::{AttemptSpan, CallSpan, token};
