//! Points in time that settings lead to, however far away.

use std::time::Duration;
use tokio::time::Instant;

/// So far away that nobody waits for it, and near enough for every clock.
const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// A time after another; a caller may have said `Duration::MAX`.
pub(crate) fn later(from: Instant, by: Duration) -> Instant {
    from + by.min(NEVER)
}
