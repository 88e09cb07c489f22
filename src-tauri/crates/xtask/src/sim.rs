//! `cargo xtask sim`: histories of laptops, a hub and bad lines (tests/sim), as many as one has
//! time for. The test command runs sixty fixed ones.

use std::process::Command;

use crate::step::{Outcome, fail, run_to_end, step};

/// From so many histories on, building for release costs less than it saves.
const MANY: u64 = 2_000;

const USAGE: &str = "usage: cargo xtask sim [--seeds N] [--from SEED] [--jobs THREADS] [--release]";

/// `--seeds N` histories (a thousand without it), the first with the seed `--from`, on `--jobs`
/// threads. Many are built for release, with `--release` also few.
pub fn sim(rest: &[String]) -> Outcome {
    let (mut seeds, mut from, mut jobs, mut release) = (1_000_u64, 1_000_u64, 1_u64, false);
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        let place = match word.as_str() {
            "--seeds" => &mut seeds,
            "--from" => &mut from,
            "--jobs" => &mut jobs,
            "--release" => {
                release = true;
                continue;
            }
            _ => return fail(USAGE),
        };
        match words.next().and_then(|value| value.parse().ok()) {
            Some(value) => *place = value,
            None => return fail(USAGE),
        }
    }
    step("simulated histories", || {
        let mut command = Command::new("cargo");
        command.arg("test");
        if release || seeds >= MANY {
            command.arg("--release");
        }
        command
            .args(["--workspace", "--test", "sim", "more_seeds"])
            .args(["--", "--ignored", "--nocapture"])
            .env("SONGNUAN_SIM_SEEDS", seeds.to_string())
            .env("SONGNUAN_SIM_FROM", from.to_string())
            .env("SONGNUAN_SIM_JOBS", jobs.to_string());
        run_to_end(&mut command)
    })
}
