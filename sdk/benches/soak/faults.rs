//! Which requests go wrong, and how: two in a hundred, every kind in turn, at the same counts in every run.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use wechat_league::{
    catalog::Method,
    mock::{Fault, MockServer},
};

const SEED: u64 = 20_240_311;
const PERCENT: u64 = 2;

const SHORTLY: Fault = Fault::Delay(Duration::from_millis(5));
/// Later than any call waits.
const TOO_LATE: Fault = Fault::Delay(Duration::from_millis(1500));

const FAULTS: [Fault; 15] = [
    Fault::Code(-1),
    Fault::Code(45009),
    Fault::Code(45011),
    Fault::Code(40097),
    Fault::Code(300_000),
    // One that no table knows.
    Fault::Code(123_456_789),
    Fault::ExpiredToken,
    Fault::Status(502),
    SHORTLY,
    TOO_LATE,
    Fault::CloseBeforeRead,
    Fault::CloseAfterRead,
    Fault::HalfAnswer,
    Fault::Garbage,
    Fault::WrongContentType,
];

/// For the calls that fetch tokens, each once.
const TOKEN_FAULTS: [Fault; 9] = [
    Fault::Code(-1),
    Fault::Code(45009),
    Fault::Status(502),
    TOO_LATE,
    Fault::CloseBeforeRead,
    Fault::CloseAfterRead,
    Fault::HalfAnswer,
    Fault::Garbage,
    Fault::WrongContentType,
];

/// Arranges the faults; the number of those that happened to business calls so far.
pub fn inject(server: &MockServer) -> Arc<AtomicUsize> {
    for (index, fault) in TOKEN_FAULTS.into_iter().enumerate() {
        server.on_path(Method::Post, "/cgi-bin/stable_token").nth(10 * (index + 1)).fault(fault);
    }
    let injected = Arc::new(AtomicUsize::new(0));
    let (requests, turn) = (AtomicU64::new(0), Arc::clone(&injected));
    server.inject(move |_| {
        let chosen = scattered(requests.fetch_add(1, SeqCst)) % 100 < PERCENT;
        chosen.then(|| FAULTS[turn.fetch_add(1, SeqCst) % FAULTS.len()])
    });
    injected
}

/// SplitMix64: spreads a count over all numbers.
fn scattered(count: u64) -> u64 {
    let mut mixed = count.wrapping_add(SEED).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
