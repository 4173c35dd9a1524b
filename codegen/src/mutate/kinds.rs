//! Where each kind of change applies, and how it is made: one module per part of the spec.

pub mod choices;
pub mod endpoints;
pub mod enums;
pub mod errors;
pub mod neutral;
pub mod paging;
pub mod requests;
pub mod responses;
pub mod scalars;
pub mod service;
pub mod structs;
