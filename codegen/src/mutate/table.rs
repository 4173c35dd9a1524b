//! The table: every kind of change, the rule that has to tell it, and what it does to users. Written by hand.
//!
//! A row that is breaking has to stop the code of users from compiling, unless it is `unseen`; every other row must not.

mod calls;
mod sent;
mod types;

use super::kind::Kind;

/// Every kind of change.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    [calls::ROWS, sent::ROWS, types::ROWS].into_iter().flatten()
}
