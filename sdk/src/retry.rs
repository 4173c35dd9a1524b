//! When a failed call is sent again: one policy for all calls, to be replaced or switched off.
//!
//! | failure | read | write |
//! |---|---|---|
//! | no connection could be made | again | again |
//! | connection lost after sending, answer cut off | again | never |
//! | HTTP status 5xx without `errcode` | again | never |
//! | codes marked `pause` in the spec: -1, -202, 61450, 300000 | again | never |
//! | codes marked `minute`: 45011 | in the next minute, if the deadline allows | the same |
//! | 45009 and every other code | never | never |
//! | unreadable answer | never | never |
//!
//! Pauses grow and are jittered; there is a budget of attempts, and none begins that the deadline of the call would cut
//! off: [`Retry`] says how many and how long. Two things are no matter of the policy. A token that the API refuses
//! (40001, 40014, 42001) is replaced once and the call sent once more, read or write, for the platform did nothing; and a
//! host that cannot be reached is left for the next one at once, see [`ClientBuilder::hosts`](crate::ClientBuilder::hosts).
//!
//! ```
//! use std::time::Duration;
//! use wechat_league::{Client, retry::{Decision, Failure, Retry}};
//!
//! # fn main() -> Result<(), wechat_league::Error> {
//! // Fewer and shorter pauses ...
//! let patient = Retry::default().attempts(2).first_pause(Duration::from_millis(50));
//! // ... or rules of your own on top of them.
//! let own = move |failure: &Failure<'_>| match failure.error.code().map(|code| code.get()) {
//!     Some(300_000) => Decision::GiveUp,
//!     _ => patient.decide(failure),
//! };
//! let client = Client::builder("wx0123456789abcdef", "app-secret").retry(own).build()?;
//! # Ok(())
//! # }
//! # use wechat_league::retry::RetryPolicy as _;
//! ```

use crate::{
    Error, ErrorKind,
    catalog::{Effect, Endpoint, Repeat},
};
use std::time::{Duration, SystemTime};

/// Decides what follows a failed attempt. Closures are policies, too.
pub trait RetryPolicy: Send + Sync + 'static {
    /// Whether and when the call is sent again.
    fn decide(&self, failure: &Failure<'_>) -> Decision;
}

impl<F: Fn(&Failure<'_>) -> Decision + Send + Sync + 'static> RetryPolicy for F {
    fn decide(&self, failure: &Failure<'_>) -> Decision {
        self(failure)
    }
}

/// A failed attempt, as a [`RetryPolicy`] sees it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure<'a> {
    /// What went wrong; [`Error::outcome`] says what became of a write
    pub error: &'a Error,
    /// The endpoint, where the catalog knows it
    pub endpoint: Option<&'static Endpoint>,
    /// Whether a repeat is harmless
    pub effect: Effect,
    /// How many attempts failed, this one included; attempts with a refused token or at an unreachable host do not count
    pub failures: u32,
    /// What is left until the deadline of the call
    pub remaining: Duration,
    /// The time by the calendar, for limits that end with the minute
    pub now: SystemTime,
}

/// What a [`RetryPolicy`] decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The failure is the result of the call
    GiveUp,
    /// Sent again after this pause, unless the deadline comes first: then the failure is the result
    After(Duration),
}

/// The usual policy; the module says what it repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Default for Retry {
    /// At most 4 attempts; pauses from 200 ms, doubling, up to 5 s, each shortened at random by up to a half.
    fn default() -> Self {
        Self { attempts: 4, first_pause: Duration::from_millis(200), longest_pause: Duration::from_secs(5) }
    }
}

impl Retry {
    /// Nothing is repeated.
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// At most so many attempts, the first included.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The first pause; each further one is twice as long.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// No pause is longer than this, but for the wait for the next minute.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    fn pause(&self, failures: u32) -> Duration {
        let doubled = self.first_pause.saturating_mul(1 << (failures.saturating_sub(1)).min(20));
        // Jitter, so that many clients that failed together do not come back together.
        doubled.min(self.longest_pause).mul_f64(0.5 + 0.5 * fastrand::f64())
    }
}

impl RetryPolicy for Retry {
    fn decide(&self, failure: &Failure<'_>) -> Decision {
        if failure.failures >= self.attempts {
            return Decision::GiveUp;
        }
        let error = failure.error;
        let harmless = failure.effect == Effect::Read;
        let again = match (error.kind(), error.code().map(crate::ErrorCode::repeat)) {
            (ErrorKind::Api, Some(Repeat::Minute)) => return Decision::After(next_minute(failure.now)),
            (ErrorKind::Api, Some(Repeat::Pause)) => harmless,
            // With a status, the answer was too large: it will be again.
            (ErrorKind::Network, _) => error.status().is_none() && (harmless || error.is_connect()),
            (ErrorKind::Read, _) => harmless && error.status().is_some_and(|status| status >= 500),
            _ => false,
        };
        if again { Decision::After(self.pause(failure.failures)) } else { Decision::GiveUp }
    }
}

/// How long until a little after the next full minute.
fn next_minute(now: SystemTime) -> Duration {
    let since = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let into = Duration::new(since.as_secs() % 60, since.subsec_nanos());
    // The platform's clock may be a little late, and a whole fleet waits for the same moment.
    Duration::from_secs(60) - into + Duration::from_millis(250 + fastrand::u64(..750))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn decide(retry: Retry, error: &Error, effect: Effect, failures: u32, second: u64) -> Decision {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(6_000_000 + second);
        retry.decide(&Failure { error, endpoint: None, effect, failures, remaining: Duration::from_secs(30), now })
    }

    fn again(error: &Error, effect: Effect) -> bool {
        matches!(decide(Retry::default(), error, effect, 1, 0), Decision::After(_))
    }

    fn api(code: i64) -> Error {
        Error::api(code, String::new())
    }

    #[test]
    fn reads_are_repeated_on_the_codes_marked_pause_and_writes_are_not() {
        for code in [-1, -202, 61450, 300_000] {
            assert!(again(&api(code), Effect::Read), "{code}");
            assert!(!again(&api(code), Effect::Write), "{code}");
        }
    }

    #[test]
    fn used_up_quotas_and_refusals_are_never_repeated() {
        for code in [45009, 40001, 40014, 42001, 40097, 48001, 10024006, 123_456_789] {
            assert!(!again(&api(code), Effect::Read) && !again(&api(code), Effect::Write), "{code}");
        }
    }

    #[test]
    fn a_write_is_repeated_only_if_it_never_left() {
        let lost = Error::network("lost", false, None);
        assert!(again(&lost, Effect::Read) && !again(&lost, Effect::Write));
        let unconnected = Error::network("refused", true, None);
        assert!(again(&unconnected, Effect::Read) && again(&unconnected, Effect::Write));
    }

    #[test]
    fn pauses_grow_with_jitter_up_to_the_longest() {
        let retry = Retry::default().attempts(100);
        for (failures, whole) in [(1, 200), (2, 400), (3, 800), (5, 3200), (6, 5000), (40, 5000)] {
            let Decision::After(pause) = decide(retry, &api(-1), Effect::Read, failures, 0) else { panic!("given up") };
            assert!(pause <= Duration::from_millis(whole) && pause >= Duration::from_millis(whole / 2), "{failures}: {pause:?}");
        }
    }

    #[test]
    fn the_budget_of_attempts_ends_it() {
        assert_ne!(decide(Retry::default(), &api(-1), Effect::Read, 3, 0), Decision::GiveUp);
        assert_eq!(decide(Retry::default(), &api(-1), Effect::Read, 4, 0), Decision::GiveUp);
        assert_eq!(decide(Retry::never(), &api(-1), Effect::Read, 1, 0), Decision::GiveUp);
    }

    #[test]
    fn the_minute_limit_waits_for_the_next_minute() {
        for effect in [Effect::Read, Effect::Write] {
            for (second, whole) in [(0, 60), (20, 40), (59, 1)] {
                let Decision::After(pause) = decide(Retry::default(), &api(45011), effect, 1, second) else { panic!("given up") };
                let late = pause.checked_sub(Duration::from_secs(whole)).unwrap();
                assert!(late < Duration::from_secs(1), "{second}: {pause:?}");
            }
        }
    }
}
