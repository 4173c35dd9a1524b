//! What became of a call that failed: the question that decides whether a write may be sent again.

use super::{Detail, Error, ErrorKind};
use crate::catalog::Class;

/// What a failed call did on the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing was changed: sending it again is safe
    NotApplied,
    /// The platform carried it out; only its answer could not be read
    Applied,
    /// It may have been carried out: look before sending a write again
    Unknown,
}

impl Error {
    /// What became of the call. A read changes nothing, so it is [`Outcome::NotApplied`] whatever went wrong.
    ///
    /// | failure | outcome of a write |
    /// |---|---|
    /// | nothing was sent: settings, rules between fields, no token, the client's own limit, no connection | not applied |
    /// | the platform refused by an error code | not applied |
    /// | the platform failed: codes of [`Class::Retry`] or [`Class::Server`], or none that the tables know | unknown |
    /// | the answer says `errcode: 0` and the rest could not be read | applied |
    /// | another unreadable answer, such as an error page of a gateway | unknown |
    /// | the connection was lost after sending, or the time was up | unknown |
    pub fn outcome(&self) -> Outcome {
        self.0.outcome.unwrap_or_else(|| self.likely_outcome())
    }

    /// What the failure by itself says of its attempt.
    fn likely_outcome(&self) -> Outcome {
        match &self.0.detail {
            Detail::Api { code, .. } => match code.class() {
                // A platform that fails may have got half-way: a timeout behind it is reported as -1, too.
                Some(Class::Retry | Class::Server) | None => Outcome::Unknown,
                Some(_) => Outcome::NotApplied,
            },
            Detail::Network { connecting: true, .. } | Detail::Token { .. } | Detail::Rule(_) => Outcome::NotApplied,
            Detail::Network { .. } | Detail::Timeout { .. } | Detail::Read(_) => Outcome::Unknown,
            Detail::Text(_) => match self.0.kind {
                ErrorKind::Config | ErrorKind::Request | ErrorKind::Limit | ErrorKind::Paging => Outcome::NotApplied,
                _ => Outcome::Unknown,
            },
        }
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = Some(outcome);
        self
    }
}
