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
mod plan;
mod planted;
mod stick;
mod typing;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use plan::{Action, Draw};
use planted::Bug;
use world::World;

/// Seeds of the test command: together they meet every mark.
const FIXED: std::ops::Range<u64> = 0..60;

/// Runs these actions of a draw to the end and judges.
fn history(draw: &Draw, actions: &[Action], bug: Option<Bug>) -> Result<(), String> {
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut world = World::new(draw, bug).await;
            world.begin().await;
            for action in actions {
                world.act(*action).await;
            }
            world.heal_and_judge().await;
        });
    };
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|t| (*t).to_owned()))
            .unwrap_or_default()
    })
}

/// Leaves out actions while it still fails.
fn shrink(draw: &Draw, bug: Option<Bug>) -> (Vec<Action>, String) {
    let mut actions = draw.actions.clone();
    let mut why = String::new();
    let mut size = actions.len().div_ceil(2).max(1);
    loop {
        let mut from = 0;
        let mut shorter = false;
        while from < actions.len() {
            let mut fewer = actions.clone();
            fewer.drain(from..(from + size).min(fewer.len()));
            match history(draw, &fewer, bug) {
                Err(text) => {
                    (actions, why, shorter) = (fewer, text, true);
                }
                Ok(()) => from += size,
            }
        }
        if size == 1 && !shorter {
            return (actions, why);
        }
        size = (size / 2).max(1);
    }
}

/// One seed; a failure is told with its fewest actions.
fn try_seed(seed: u64) {
    let draw = Draw::of(seed);
    if let Err(first) = history(&draw, &draw.actions, None) {
        let (actions, why) = shrink(&draw, None);
        let why = if why.is_empty() { first } else { why };
        panic!(
            "seed {seed} fails with {} laptops ({} visitors), {:?}:\n{actions:#?}\n{why}",
            draw.laptops, draw.visitors, draw.faults
        );
    }
}

#[test]
fn fixed_seeds_lose_nothing_and_meet_everything() {
    for seed in FIXED {
        try_seed(seed);
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
        let found = FIXED.into_iter().find(|seed| {
            let draw = Draw::of(*seed);
            history(&draw, &draw.actions, Some(bug)).is_err()
        });
        assert!(found.is_some(), "{bug:?} was not found");
    }
}

#[test]
#[ignore = "one seed again, or many more: cargo xtask sim"]
fn more_seeds() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    if let Some(seed) = number("SONGNUAN_SIM_SEED") {
        return try_seed(seed);
    }
    let (from, many) = (
        number("SONGNUAN_SIM_FROM").unwrap_or(1_000),
        number("SONGNUAN_SIM_SEEDS").unwrap_or(100),
    );
    let start = Instant::now();
    for seed in from..from + many {
        try_seed(seed);
    }
    let each = start.elapsed().as_millis() / u128::from(many.max(1));
    println!(
        "seeds {from}..{}: nothing lost, {each} ms each",
        from + many
    );
    for (mark, n) in marks::counts() {
        println!("  {mark}: {n}");
    }
}
