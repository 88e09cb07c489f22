//! `cargo xtask fuzz`: mutated bytes at every decoder, as many as one has time for. The test
//! command plays a fixed number of them.

use std::process::Command;

use crate::step::{Outcome, fail, run_to_end, step};

/// `--rounds N` inputs (a million without it) from the seed `--from`; or `--add HEX`: the input
/// that is so written stays in the corpus.
pub fn fuzz(rest: &[String]) -> Outcome {
    let (mut test, mut variables) = ("more_rounds", Vec::new());
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        let value = words.next().cloned().unwrap_or_default();
        let number = value.parse::<u64>().is_ok();
        let hex = value.len() % 2 == 0 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        match word.as_str() {
            "--rounds" if number => variables.push(("SONGNUAN_FUZZ_ROUNDS", value)),
            "--from" if number => variables.push(("SONGNUAN_FUZZ_FROM", value)),
            "--add" if hex => {
                test = "add_to_the_corpus";
                variables.push(("SONGNUAN_FUZZ_ADD", value));
            }
            _ => return fail("usage: cargo xtask fuzz [--rounds N] [--from SEED] | --add HEX"),
        }
    }
    step("mutated inputs", || {
        let mut command = Command::new("cargo");
        command
            .args(["test", "-p", "songnuan-hub", "--test", "it"])
            .arg(format!("fuzz::{test}"))
            .args(["--", "--ignored", "--nocapture"])
            .envs(variables);
        run_to_end(&mut command)
    })
}
