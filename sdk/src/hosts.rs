//! The API's hosts: which one a call goes to, and when it leaves for another.

use crate::later::later;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// More hosts than this make no sense, and a call keeps track of them in one word.
pub(crate) const MOST_HOSTS: usize = 16;

/// So many server errors one after the other make reads go elsewhere.
const SERVER_ERRORS: u32 = 2;

/// The hosts in the order of preference, with their health.
pub(crate) struct Hosts {
    urls: Vec<String>,
    health: Mutex<Vec<Health>>,
    pause: Duration,
}

#[derive(Debug, Clone, Copy, Default)]
struct Health {
    server_errors: u32,
    /// Left alone until then
    down_until: Option<Instant>,
}

impl Hosts {
    pub fn new(urls: Vec<String>, pause: Duration) -> Self {
        let health = Mutex::new(vec![Health::default(); urls.len()]);
        Self { urls, health, pause }
    }

    pub fn url(&self, index: usize) -> &str {
        self.urls.get(index).map_or("", String::as_str)
    }

    pub fn urls(&self) -> &[String] {
        &self.urls
    }

    fn health(&self) -> MutexGuard<'_, Vec<Health>> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The host to try next, but none of those in `tried`: the first one that is well, else the one whose pause ends first.
    fn choose(&self, tried: u32) -> Option<usize> {
        if self.urls.len() == 1 {
            return (tried == 0).then_some(0);
        }
        let now = Instant::now();
        let mut health = self.health();
        let open = |index: &usize| tried & (1 << index) == 0;
        let well = (0..health.len()).filter(open).find(|index| health[*index].down_until.is_none_or(|until| until <= now));
        let chosen = well.or_else(|| (0..health.len()).filter(open).min_by_key(|index| health[*index].down_until))?;
        // After the pause one call finds out whether the host is back, while the others stay where they are.
        if let Some(until) = &mut health[chosen].down_until {
            *until = (*until).max(later(now, self.pause));
        }
        Some(chosen)
    }

    /// No connection could be made.
    pub fn unreachable(&self, index: usize) {
        if let Some(health) = self.health().get_mut(index) {
            health.down_until = Some(later(Instant::now(), self.pause));
        }
    }

    /// The host answered with a server error; whether it is left alone from now on.
    pub fn server_error(&self, index: usize) -> bool {
        let mut health = self.health();
        let Some(health) = health.get_mut(index) else { return false };
        health.server_errors += 1;
        let down = health.server_errors >= SERVER_ERRORS;
        if down {
            health.down_until = Some(later(Instant::now(), self.pause));
        }
        down
    }

    /// The host answered as it should.
    pub fn well(&self, index: usize) {
        if self.urls.len() == 1 {
            return;
        }
        if let Some(health) = self.health().get_mut(index) {
            *health = Health::default();
        }
    }
}

/// The way of one call through the hosts.
pub(crate) struct Route {
    current: usize,
    /// A bit for every host that could not be reached
    tried: u32,
    first_only: bool,
}

impl Route {
    pub fn new(hosts: &Hosts) -> Self {
        Self { current: hosts.choose(0).unwrap_or(0), tried: 0, first_only: false }
    }

    pub fn current(&self) -> usize {
        self.current
    }

    /// Leaves a host that cannot be reached; whether there is one that was not tried yet.
    pub fn leave(&mut self, hosts: &Hosts) -> bool {
        hosts.unreachable(self.current);
        self.tried |= 1 << self.current;
        // Asking for a host books it, so only a call that may go there asks.
        match (!self.first_only).then(|| hosts.choose(self.tried)).flatten() {
            Some(next) => {
                self.current = next;
                true
            }
            None => false,
        }
    }

    /// Begins anew after a pause.
    pub fn again(&mut self, hosts: &Hosts) {
        self.tried = 0;
        if !self.first_only {
            self.current = hosts.choose(0).unwrap_or(0);
        }
    }

    /// The host does not serve this request (40222): back to the first one. Whether that is another host.
    pub fn back_to_first(&mut self) -> bool {
        let elsewhere = self.current != 0 && !self.first_only;
        self.current = 0;
        self.first_only = true;
        elsewhere
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(count: usize) -> Hosts {
        Hosts::new((0..count).map(|index| format!("http://{index}")).collect(), Duration::from_secs(30))
    }

    #[tokio::test(start_paused = true)]
    async fn an_unreachable_host_is_tried_again_by_one_call_after_its_pause() {
        let hosts = hosts(2);
        let mut route = Route::new(&hosts);
        assert!(route.leave(&hosts));
        assert_eq!(route.current(), 1);
        assert_eq!(Route::new(&hosts).current(), 1);
        tokio::time::advance(Duration::from_secs(31)).await;
        assert_eq!(Route::new(&hosts).current(), 0);
        // The others wait for what that one finds.
        assert_eq!(Route::new(&hosts).current(), 1);
        hosts.well(0);
        assert_eq!(Route::new(&hosts).current(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn every_host_is_tried_once_and_a_dead_one_only_after_the_living() {
        let hosts = hosts(3);
        hosts.unreachable(1);
        let mut route = Route::new(&hosts);
        assert_eq!(route.current(), 0);
        assert!(route.leave(&hosts));
        assert_eq!(route.current(), 2);
        assert!(route.leave(&hosts));
        assert_eq!(route.current(), 1);
        assert!(!route.leave(&hosts));
    }

    #[tokio::test(start_paused = true)]
    async fn two_server_errors_in_a_row_make_calls_go_elsewhere_and_a_success_between_them_does_not() {
        let hosts = hosts(2);
        assert!(!hosts.server_error(0));
        hosts.well(0);
        assert!(!hosts.server_error(0));
        assert_eq!(Route::new(&hosts).current(), 0);
        assert!(hosts.server_error(0));
        assert_eq!(Route::new(&hosts).current(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_does_not_serve_a_request_sends_it_to_the_first_once() {
        let hosts = hosts(2);
        hosts.unreachable(0);
        let mut route = Route::new(&hosts);
        assert_eq!(route.current(), 1);
        assert!(route.back_to_first());
        assert_eq!(route.current(), 0);
        assert!(!route.back_to_first());
        assert!(!route.leave(&hosts));
        route.again(&hosts);
        assert_eq!(route.current(), 0);
    }
}
