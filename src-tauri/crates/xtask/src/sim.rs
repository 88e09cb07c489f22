//! `cargo xtask sim`: histories of laptops, a hub and bad lines (tests/sim), as many as one has
//! time for. The test command runs sixty fixed ones.

use std::process::Command;

use crate::step::{Outcome, fail, run_to_end, step};

/// `--seeds N` histories (a thousand without it), the first with the seed `--from`.
pub fn sim(rest: &[String]) -> Outcome {
    let (mut seeds, mut from) = ("1000", "1000");
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        let value = words.next().filter(|value| value.parse::<u64>().is_ok());
        match (word.as_str(), value) {
            ("--seeds", Some(value)) => seeds = value,
            ("--from", Some(value)) => from = value,
            _ => return fail("usage: cargo xtask sim [--seeds N] [--from SEED]"),
        }
    }
    step("simulated histories", || {
        let mut command = Command::new("cargo");
        command
            .args(["test", "--workspace", "--test", "sim", "more_seeds"])
            .args(["--", "--ignored", "--nocapture"])
            .env("SONGNUAN_SIM_SEEDS", seeds)
            .env("SONGNUAN_SIM_FROM", from);
        run_to_end(&mut command)
    })
}
