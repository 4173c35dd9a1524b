//! What is called: an endpoint of the catalog, anything else, or a place that hands out tokens.

use crate::catalog::{Auth, Effect, Endpoint, Method};

/// What is called.
pub(crate) enum Target {
    /// An endpoint of the catalog
    Known(&'static Endpoint),
    /// Anything else
    Raw { method: Method, path: String, auth: Auth, effect: Effect },
    /// A token
    Token { method: Method, path: &'static str, effect: Effect },
}

impl Target {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Known(endpoint) => endpoint.name,
            Self::Raw { .. } => "raw",
            Self::Token { .. } => "token",
        }
    }

    pub fn method(&self) -> Method {
        match self {
            Self::Known(endpoint) => endpoint.method,
            Self::Raw { method, .. } | Self::Token { method, .. } => *method,
        }
    }

    pub fn path(&self) -> &str {
        match self {
            Self::Known(endpoint) => endpoint.path,
            Self::Raw { path, .. } => path,
            Self::Token { path, .. } => path,
        }
    }

    pub fn auth(&self) -> Auth {
        match self {
            Self::Known(endpoint) => endpoint.auth,
            Self::Raw { auth, .. } => *auth,
            Self::Token { .. } => Auth::None,
        }
    }

    pub fn effect(&self) -> Effect {
        match self {
            Self::Known(endpoint) => endpoint.effect,
            Self::Raw { effect, .. } | Self::Token { effect, .. } => *effect,
        }
    }

    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        match self {
            Self::Known(endpoint) => Some(endpoint),
            Self::Raw { .. } | Self::Token { .. } => None,
        }
    }
}
