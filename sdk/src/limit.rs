//! Limits of the client's own making: so many calls of an endpoint in so much time.

use crate::{Error, later::later};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

/// 客户端自己的限速：每 `per` 时间 `calls` 次，允许攒下最多 `calls` 次一起用。
///
/// ```
/// # #[cfg(feature = "order")]
/// # fn main() -> Result<(), wechat_league::Error> {
/// use wechat_league::{Client, RateLimit, order::GetOrder};
///
/// let limit = RateLimit::per_minute(300).burst(10);
/// let client = Client::builder("wx0123456789abcdef", "app-secret").rate_limit::<GetOrder>(limit).build()?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "order"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    calls: u32,
    per: Duration,
    burst: u32,
}

impl RateLimit {
    /// 每秒最多这么多次
    pub fn per_second(calls: u32) -> Self {
        Self::new(calls, Duration::from_secs(1))
    }

    /// 每分钟最多这么多次
    pub fn per_minute(calls: u32) -> Self {
        Self::new(calls, Duration::from_secs(60))
    }

    /// 每 `per` 最多 `calls` 次；0 次按 1 次算
    pub fn new(calls: u32, per: Duration) -> Self {
        let calls = calls.max(1);
        Self { calls, per, burst: calls }
    }

    /// 空闲之后可以一下子发出这么多次，默认与总数相同；至少 1 次
    pub fn burst(mut self, calls: u32) -> Self {
        self.burst = calls.clamp(1, self.calls);
        self
    }

    fn interval(&self) -> Duration {
        self.per / self.calls
    }
}

/// The limits of a client, by path.
#[derive(Debug, Default)]
pub(crate) struct Limits(HashMap<String, Bucket>);

impl Limits {
    pub fn set(&mut self, path: &str, limit: RateLimit) {
        self.0.insert(path.to_owned(), Bucket { limit, next: Mutex::new(None) });
    }

    /// Waits until a call may be sent, or says at once that this will not be before the deadline.
    pub async fn wait(&self, path: &str, deadline: Instant) -> Result<(), Error> {
        let Some(bucket) = self.0.get(path) else { return Ok(()) };
        match bucket.take(Instant::now(), deadline) {
            Ok(at) => {
                if at > Instant::now() {
                    sleep_until(at).await;
                }
                Ok(())
            }
            Err(wait) => Err(Error::limit(format!(
                "the client's own limit of {} calls per {:?} leaves room only in {wait:.1?}, after the deadline of this call",
                bucket.limit.calls, bucket.limit.per
            ))),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Counts by the time at which the allowance would be whole again: no timer, no task.
#[derive(Debug)]
struct Bucket {
    limit: RateLimit,
    next: Mutex<Option<Instant>>,
}

impl Bucket {
    /// Books a call and says when it may go; or how long it would have to wait.
    fn take(&self, now: Instant, deadline: Instant) -> Result<Instant, Duration> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let interval = self.limit.interval();
        let booked = next.filter(|next| *next > now).unwrap_or(now);
        let ahead = interval.saturating_mul(self.limit.burst - 1);
        let at = booked.checked_sub(ahead).map_or(now, |at| at.max(now));
        if at >= deadline {
            return Err(at - now);
        }
        *next = Some(later(booked, interval));
        Ok(at)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    const NEVER: Duration = Duration::from_secs(3600);

    #[tokio::test(start_paused = true)]
    async fn a_burst_goes_at_once_and_the_rest_at_the_rate() {
        let mut limits = Limits::default();
        limits.set("/a", RateLimit::per_second(10).burst(3));
        let started = Instant::now();
        let mut times = Vec::new();
        for _ in 0..5 {
            limits.wait("/a", started + NEVER).await.unwrap();
            times.push(started.elapsed().as_millis());
        }
        assert_eq!(times, [0, 0, 0, 100, 200]);
        limits.wait("/b", started).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_would_come_too_late_fails_at_once_and_takes_no_room() {
        let mut limits = Limits::default();
        limits.set("/a", RateLimit::per_minute(1));
        let started = Instant::now();
        limits.wait("/a", started + NEVER).await.unwrap();
        for _ in 0..3 {
            let error = limits.wait("/a", started + Duration::from_secs(30)).await.unwrap_err();
            assert!(error.to_string().contains("leaves room only in 60.0s"), "{error}");
        }
        assert_eq!(started.elapsed(), Duration::ZERO);
        limits.wait("/a", started + NEVER).await.unwrap();
        assert_eq!(started.elapsed().as_secs(), 60);
    }
}
