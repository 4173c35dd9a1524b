//! Rules that look at the resolved model.

pub mod examples;
