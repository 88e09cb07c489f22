//! `cargo xtask run`: from a fresh checkout to an open window, or to the browser door.

use crate::step::{Outcome, cargo, command, program, run_to_end, step};
use crate::{fonts, interface, system};

/// Sets up what is missing, builds, opens. `--browser` goes straight to the browser door; all other
/// arguments are handed on.
pub fn run(arguments: &[String]) -> Outcome {
    let wants_browser = arguments.iter().any(|word| word == "--browser");
    let rest: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|word| *word != "--browser")
        .collect();
    step("tools", system::check_node)?;
    step("system packages: core", system::install_core)?;
    let window = !wants_browser && window_possible();
    step("fonts", fonts::fetch)?;
    step("interface", interface::build)?;
    if window {
        open_window(&rest)
    } else {
        serve(&rest)
    }
}

/// Whether a window can be built and shown here; says why not in plain words.
fn window_possible() -> bool {
    if !system::has_display() {
        println!(
            "\n   This machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no \
             window can open.\n   Serving the same interface to a browser instead."
        );
        return false;
    }
    if let Err(failure) = step("system packages: window", system::install_window) {
        println!("\n   {failure}");
    }
    if !system::has_webkit() {
        println!(
            "\n   WebKitGTK 4.1, which draws the window, is not to be had here.\n   Serving the \
             same interface to a browser instead."
        );
        return false;
    }
    true
}

fn open_window(arguments: &[&str]) -> Outcome {
    step("build the window", || cargo(&["build", "-p", "songnuan"]))?;
    println!("\n── the window is open; this ends when it is closed");
    let window = program("debug", "songnuan-window");
    run_to_end(&mut command(&window.to_string_lossy(), arguments))
}

fn serve(arguments: &[&str]) -> Outcome {
    step("build the browser door", || {
        cargo(&["build", "-p", "songnuan-cli"])
    })?;
    println!("\n── serving; open the address below, end with Ctrl+C");
    let songnuan = program("debug", "songnuan");
    let mut words = vec!["serve"];
    words.extend(arguments);
    run_to_end(&mut command(&songnuan.to_string_lossy(), &words))
}
