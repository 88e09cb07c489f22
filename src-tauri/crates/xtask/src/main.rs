//! `cargo xtask …`: everything one does with the source tree — run, test, bench, package.
//!
//! Each task is a row of named steps; the first that fails stops the task and is named.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "talking on the terminal is the job"
)]

mod bench;
mod fonts;
mod fuzz;
mod interface;
mod licences;
mod package;
mod run;
mod sim;
mod step;
mod system;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run [--browser] [--data DIR]   set up what is missing, build, open the window
                                           (with no display: serve the browser instead)
cargo xtask test                           every check and every test, with set-up
cargo xtask bench [NAME…]                  the benchmarks, in release
cargo xtask sim [--seeds N] [--from SEED] [--jobs THREADS] [--release]
                                           many more histories of laptops, hub and bad lines
cargo xtask fuzz [--rounds N] [--from SEED] | --add HEX
                                           many more mutated inputs at every decoder
cargo xtask package                        release build and a .deb, with sizes
cargo xtask bindings                       write ui/src/generated/bindings.ts anew
cargo xtask fonts | ui | licences          a single step of the above
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("", [].as_slice()),
    };
    let outcome = match task {
        "run" => run::run(rest),
        "test" => test::test(),
        "bench" => bench::bench(rest),
        "sim" => sim::sim(rest),
        "package" => package::package(),
        "fonts" => fonts::fetch(),
        "fuzz" => fuzz::fuzz(rest),
        "ui" => interface::build(),
        "licences" => licences::check(),
        "bindings" => interface::bindings(),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprint!("unknown task {other:?}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n✗ {failure}");
            ExitCode::FAILURE
        }
    }
}
