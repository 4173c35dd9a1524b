//! What the model becomes for people who do not use the SDK.

pub mod openapi;
