//! Whether a runtime polls the code that wants to wait, and would stand still meanwhile.
//!
//! Tokio has no direct question for it: `Handle::try_current` succeeds in `spawn_blocking`, too, and beside an entered
//! handle, where waiting is fine. What it only gives to what it polls is a budget (`tokio::task::coop`): the futures of
//! tasks, of `LocalSet` and of `block_on`, on every flavor, get 128 units for each poll. Plain threads have none to begin
//! with and are not limited, and `spawn_blocking` and `block_in_place` lift the limit. So code that comes to the end of its
//! units is being polled.
//!
//! What cannot be told from a plain thread: code within `coop::unconstrained`, which lifts the limit as well; what follows
//! `block_in_place` in the same poll of a `block_on` (tokio 1.54 puts the limit back in tasks only); other runtimes.

use core::task::{Context, Poll, Waker};
use tokio::task::coop::poll_proceed;

/// More than any budget holds: tokio counts it in a byte.
const UNITS: usize = 1024;

/// Whether a runtime polls this code. The budget stays as it was.
pub(super) fn is_polled() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    // The first unit gives the budget back when it is dropped, as it was before; the others are not to disturb that.
    let Poll::Ready(_first) = poll_proceed(&mut context) else { return true };
    (1..UNITS).any(|_| poll_proceed(&mut context).map(|unit| unit.made_progress()).is_pending())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::thread;
    use tokio::{
        runtime::{Builder, Runtime},
        task::{LocalSet, block_in_place, coop::unconstrained},
    };

    fn runtimes() -> [Runtime; 2] {
        [Builder::new_multi_thread().build().unwrap(), Builder::new_current_thread().build().unwrap()]
    }

    #[test]
    fn tasks_and_the_futures_of_block_on_are_polled() {
        for runtime in runtimes() {
            assert!(runtime.block_on(async { is_polled() }));
            assert!(runtime.block_on(runtime.spawn(async { is_polled() })).unwrap());
            assert!(runtime.block_on(LocalSet::new().run_until(async { is_polled() })));
            let local = LocalSet::new();
            let task = local.spawn_local(async { is_polled() });
            assert!(runtime.block_on(local.run_until(task)).unwrap());
            let handle = runtime.handle().clone();
            assert!(thread::spawn(move || handle.block_on(async { is_polled() })).join().unwrap());
        }
    }

    #[test]
    fn plain_threads_are_not_polled_even_beside_an_entered_handle() {
        assert!(!is_polled());
        for runtime in runtimes() {
            let _entered = runtime.enter();
            assert!(!is_polled());
            assert!(runtime.block_on(async { is_polled() }));
            assert!(!is_polled(), "block_on has left something behind");
        }
    }

    #[test]
    fn spawn_blocking_and_block_in_place_are_not_polled() {
        for runtime in runtimes() {
            assert!(!runtime.block_on(runtime.spawn_blocking(is_polled)).unwrap());
        }
        let [multi, _] = runtimes();
        assert!(!multi.block_on(async { block_in_place(is_polled) }));
        let task = multi.spawn(async { (block_in_place(is_polled), is_polled()) });
        assert_eq!(multi.block_on(task).unwrap(), (false, true));
    }

    #[test]
    fn async_code_within_spawn_blocking_is_polled_again() {
        let [multi, _] = runtimes();
        let handle = multi.handle().clone();
        let within = multi.spawn_blocking(move || (handle.block_on(async { is_polled() }), is_polled()));
        assert_eq!(multi.block_on(within).unwrap(), (true, false));
    }

    #[test]
    fn an_unconstrained_task_cannot_be_told() {
        let [multi, _] = runtimes();
        assert!(!multi.block_on(multi.spawn(unconstrained(async { is_polled() }))).unwrap());
    }

    #[tokio::test]
    async fn the_budget_stays_as_it_was() {
        let untouched = tokio::spawn(async { units() }).await.unwrap();
        assert!(untouched > 1 && untouched < UNITS);
        let asked = tokio::spawn(async {
            assert!(is_polled() && is_polled());
            units()
        });
        assert_eq!(asked.await.unwrap(), untouched);
    }

    #[tokio::test]
    async fn a_task_whose_budget_is_used_up_is_polled() {
        let asked = tokio::spawn(async { (units(), is_polled(), units()) });
        let (_, polled, left) = asked.await.unwrap();
        assert_eq!((polled, left), (true, 0));
    }

    /// Uses up the budget; how much there was.
    fn units() -> usize {
        let mut context = Context::from_waker(Waker::noop());
        (0..UNITS).take_while(|_| poll_proceed(&mut context).map(|unit| unit.made_progress()).is_ready()).count()
    }
}
