//! Steps: saying where we are, running a program, and naming the step that failed.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

/// Why a task stopped: the step's name and what happened, in words.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Result of a step.
pub type Outcome<T = ()> = Result<T, Failure>;

/// A failure with a sentence.
pub fn fail<T>(sentence: impl Into<String>) -> Outcome<T> {
    Err(Failure(sentence.into()))
}

/// Runs one named step, says how long it took, and puts its name before a failure.
pub fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n── {name}");
    let start = Instant::now();
    let result = work().map_err(|failure| Failure(format!("{name}: {failure}")))?;
    println!("   {name}: ok ({:.1} s)", start.elapsed().as_secs_f32());
    Ok(result)
}

/// The root of the source tree.
pub fn root() -> PathBuf {
    // `cargo xtask` sets the crate's own folder: <root>/src-tauri/crates/xtask.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let from_cargo = here
        .as_deref()
        .and_then(|dir| dir.ancestors().nth(3))
        .map(Path::to_owned);
    from_cargo.unwrap_or_else(|| PathBuf::from("."))
}

/// Where cargo puts its output.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A built program of the given profile folder (`debug`, `release`).
pub fn program(profile: &str, name: &str) -> PathBuf {
    target()
        .join(profile)
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A command that runs in the root, without the variables cargo set for xtask itself.
pub fn command(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    for (key, _) in std::env::vars_os() {
        let key = key.to_string_lossy();
        // Left in place they would make build scripts that watch them run again.
        if [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ]
        .iter()
        .any(|prefix| key.starts_with(prefix))
        {
            command.env_remove(key.as_ref());
        }
    }
    command
}

/// Runs a program with its output on the terminal.
pub fn call(name: &str, arguments: &[&str]) -> Outcome {
    run_to_end(&mut command(name, arguments))
}

/// Runs cargo, the one that runs us.
pub fn cargo(arguments: &[&str]) -> Outcome {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    call(&cargo, arguments)
}

/// Runs a prepared command to its end.
pub fn run_to_end(command: &mut Command) -> Outcome {
    let line = line_of(command);
    println!("   $ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => fail(format!("`{line}` ended with {status}")),
        Err(error) => fail(format!("`{line}` could not be started: {error}")),
    }
}

/// What a program prints, when it exists and succeeds.
pub fn answer(name: &str, arguments: &[&str]) -> Option<String> {
    let Output { status, stdout, .. } = command(name, arguments).output().ok()?;
    status
        .success()
        .then(|| String::from_utf8_lossy(&stdout).trim().to_owned())
}

fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
