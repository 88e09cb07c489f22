//! What the machine must have: Rust, Node, and the Debian packages of window and tests.

use std::process::Stdio;

use crate::step::{Outcome, answer, command, fail, run_to_end};

/// Needed to compile the core: a C compiler and perl for SQLCipher with its own OpenSSL.
const CORE: &[&str] = &["build-essential", "perl", "pkg-config"];

/// Needed to compile and show the window.
const WINDOW: &[&str] = &[
    "libwebkit2gtk-4.1-dev",
    "libsoup-3.0-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
    "libssl-dev",
    "libxdo-dev",
    "file",
    "patchelf",
];

/// Needed by the tests: a display without a screen, WebDrivers, a Chinese font, PDF tools.
const TESTS: &[&str] = &[
    "xvfb",
    "xauth",
    "webkit2gtk-driver",
    "dbus",
    "dbus-x11",
    "fonts-noto-cjk",
    "poppler-utils",
    "qpdf",
    "chromium",
    "chromium-driver",
];

/// The oldest Node the interface builds with (vite 8).
const NODE: (u32, u32) = (20, 19);

/// Node and npm are there and new enough. (Rust checks itself through `rust-version`.)
pub fn check_node() -> Outcome {
    let Some(version) = answer("node", &["--version"]) else {
        return fail(
            "Node.js was not found: install Node 20.19 or newer with npm, then run this again",
        );
    };
    let mut parts = version
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse().ok());
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < NODE {
        return fail(format!(
            "Node {version} is too old: 20.19 or newer is needed"
        ));
    }
    if answer("npm", &["--version"]).is_none() {
        return fail("npm was not found: install it beside Node, then run this again");
    }
    println!("   Node {version}");
    Ok(())
}

/// Installs what compiling the core needs.
pub fn install_core() -> Outcome {
    install(CORE)
}

/// Installs what the window needs.
pub fn install_window() -> Outcome {
    install(WINDOW)
}

/// Installs what the tests need beside core and window.
pub fn install_tests() -> Outcome {
    install(TESTS)
}

/// Installs the missing ones of the packages, or says the command that would.
fn install(packages: &[&str]) -> Outcome {
    if answer("dpkg-query", &["--version"]).is_none() {
        // Not a Debian family: nothing to install with, so trust that the machine is ready.
        println!(
            "   no dpkg here; expecting the counterparts of: {}",
            packages.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect();
    if missing.is_empty() {
        println!("   {} packages are there", packages.len());
        return Ok(());
    }
    let by_hand = format!("sudo apt-get install -y {}", missing.join(" "));
    let Some(prefix) = root_prefix() else {
        return fail(format!(
            "these packages are missing and this user may not install them; run\n\n    {by_hand}\n"
        ));
    };
    // The first run of apt on a fresh machine fails now and then for no visible reason.
    let attempt = || {
        apt(&prefix, &["update"])?;
        let mut words = vec!["install", "-y", "--no-install-recommends"];
        words.extend(&missing);
        apt(&prefix, &words)
    };
    attempt().or_else(|_| attempt()).or_else(|failure| {
        fail(format!(
            "{failure}\n  the packages could not be installed; try by hand:\n\n    {by_hand}\n"
        ))
    })
}

/// Fetches apt's lists of packages, without which it can download none.
pub fn refresh() -> Outcome {
    match root_prefix() {
        Some(prefix) => apt(&prefix, &["update"]),
        None => fail("apt knows no packages yet; run `sudo apt-get update` once and try again"),
    }
}

fn is_installed(package: &str) -> bool {
    let status = answer("dpkg-query", &["-W", "-f=${Status}", package]);
    status.is_some_and(|status| status == "install ok installed")
}

/// The words before `apt-get`: none for root, `sudo -n` where it asks for no password.
fn root_prefix() -> Option<Vec<&'static str>> {
    if answer("id", &["-u"]).as_deref() == Some("0") {
        return Some(Vec::new());
    }
    let mut sudo = command("sudo", &["-n", "true"]);
    let allowed = sudo.stdout(Stdio::null()).stderr(Stdio::null()).status();
    allowed
        .is_ok_and(|status| status.success())
        .then(|| vec!["sudo", "-n"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Outcome {
    let mut words = prefix.to_vec();
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    words.extend(arguments);
    let Some((first, rest)) = words.split_first() else {
        return Ok(());
    };
    run_to_end(&mut command(first, rest))
}

/// True when WebKitGTK 4.1 can be compiled against.
pub fn has_webkit() -> bool {
    !cfg!(target_os = "linux") || answer("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_some()
}

/// True when there is a screen to open a window on.
pub fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
