//! The simulator: laptops with the real program and store, the real hub, bad lines, bad luck; then
//! everybody syncs twice, and judges who know nothing of sync look at what is there.
//!
//! `cargo test -p songnuan-tests --test sim` runs fixed seeds; `cargo xtask sim --seeds N` runs N
//! more. A failure prints its seed and the fewest actions that still fail;
//! `SONGNUAN_SIM_SEED=… cargo test -p songnuan-tests --test sim one_seed -- --ignored` repeats one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "nothing here ships: a test stops at the first thing that is not as it should be"
)]

mod chance;
mod faults;
mod hub;
mod journal;
mod judges;
mod laptop;
mod marks;
mod newer;
mod plan;
mod planted;
mod runs;
mod stick;
mod sticks;
mod together;
mod typing;
mod world;

use planted::Bug;

/// Seeds of the test command: together they meet every mark.
const FIXED: std::ops::Range<u64> = 0..60;

#[test]
fn fixed_seeds_lose_nothing_and_meet_everything() {
    for seed in FIXED {
        runs::try_seed(seed).unwrap_or_else(|text| panic!("{text}"));
    }
    assert_eq!(marks::missing(), Vec::<&str>::new(), "never met");
}

#[test]
fn planted_bugs_are_found() {
    for bug in [
        Bug::IgnoreBase,
        Bug::ForgetOperationId,
        Bug::CursorBeforePage,
    ] {
        let found = FIXED.into_iter().find(|seed| runs::fails(*seed, bug));
        assert!(found.is_some(), "{bug:?} was not found");
    }
}

/// A number from the environment: how `cargo xtask sim` hands its options on.
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|n| n.parse().ok())
}

#[test]
#[ignore = "repeats the history of SONGNUAN_SIM_SEED"]
fn one_seed() {
    let seed = number("SONGNUAN_SIM_SEED").expect("SONGNUAN_SIM_SEED names the seed");
    runs::try_seed(seed).unwrap_or_else(|text| panic!("{text}"));
}

#[test]
#[ignore = "as many histories as one has time for: cargo xtask sim"]
fn more_seeds() {
    let from = number("SONGNUAN_SIM_FROM").unwrap_or(1_000);
    let many = number("SONGNUAN_SIM_SEEDS").unwrap_or(100);
    let jobs = number("SONGNUAN_SIM_JOBS").unwrap_or(1);
    runs::many(from..from + many, usize::try_from(jobs).unwrap());
}
