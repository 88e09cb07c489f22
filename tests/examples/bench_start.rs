//! Start of the program against the start of an empty window of the same toolkit.
//!
//! Needs the release programs; `cargo xtask bench start` builds them first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first thing that is not as it should be, and prints"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use songnuan_tests::page::Page;
use songnuan_tests::programs::{Running, at_home, free_port, fresh_folder, start_display};
use songnuan_tests::root;
use songnuan_tests::webdriver::Session;

const RUNS: usize = 7;
const PASSWORD: &str = "songnuan-demo";

fn main() {
    let home = fresh_folder("bench-start");
    let data = home.join("data");
    let release = root().join("target/release");
    make_demo(&release.join("songnuan"), &data);
    let (_display, display) = start_display(1366, 768);
    let empty: Vec<Duration> = (0..RUNS)
        .map(|_| empty_window(&release.join("examples/empty_window"), &home, &display))
        .collect();
    let ours: Vec<Starts> = (0..RUNS)
        .map(|_| our_window(&release.join("songnuan-window"), &home, &data, &display))
        .collect();
    let base = median(empty);
    let unlock = median(ours.iter().map(|run| run.unlock_page).collect());
    let opened = median(ours.iter().map(|run| run.password_to_home).collect());
    let list = median(ours.iter().map(|run| run.home_to_list).collect());
    println!(
        "empty window, content drawn      {:>6} ms",
        base.as_millis()
    );
    println!(
        "songnuan, password can be typed  {:>6} ms  {:.2}×",
        unlock.as_millis(),
        ratio(unlock, base)
    );
    println!(
        "password given, first page drawn {:>6} ms  (derives the key: Argon2id)",
        opened.as_millis()
    );
    println!(
        "first page, list drawn           {:>6} ms",
        list.as_millis()
    );
    for (what, taken) in [
        ("start to list, password aside  ", unlock + list),
        ("start to first usable list     ", unlock + opened + list),
    ] {
        println!(
            "{what}  {:>6} ms  {:.2}×",
            taken.as_millis(),
            ratio(taken, base)
        );
    }
}

struct Starts {
    unlock_page: Duration,
    password_to_home: Duration,
    home_to_list: Duration,
}

fn make_demo(songnuan: &Path, data: &Path) {
    let mut command = Command::new(songnuan);
    command
        .arg("demo")
        .arg("--data")
        .arg(data)
        .env("SONGNUAN_PASSWORD", PASSWORD);
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the CLI");
    assert!(status.success(), "the demo township could not be made");
}

fn empty_window(program: &Path, home: &Path, display: &str) -> Duration {
    let driver = Driver::start(home, display);
    let start = Instant::now();
    let page = driver.open(program, &[], home);
    page.see_css("#empty");
    let taken = start.elapsed();
    page.close();
    taken
}

fn our_window(program: &Path, home: &Path, data: &Path, display: &str) -> Starts {
    let driver = Driver::start(home, display);
    let start = Instant::now();
    let page = driver.open(program, &["--data", &data.to_string_lossy()], home);
    page.see("unlock-password");
    let unlock_page = start.elapsed();
    let start = Instant::now();
    page.fill("unlock-password", PASSWORD);
    page.click("unlock-submit");
    page.see("nav-files");
    let password_to_home = start.elapsed();
    let start = Instant::now();
    page.click("nav-files");
    page.see("table-row");
    let home_to_list = start.elapsed();
    page.close();
    Starts {
        unlock_page,
        password_to_home,
        home_to_list,
    }
}

/// WebKit's driver, waiting to start a program.
struct Driver {
    _driver: Running,
    port: u16,
}

impl Driver {
    fn start(home: &Path, display: &str) -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        at_home(&mut command, &home.join("home"));
        command
            .env("DISPLAY", display)
            .env_remove("WAYLAND_DISPLAY");
        command
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver = Self {
            _driver: Running::start(&mut command),
            port,
        };
        // The driver's own start is not the program's.
        Session::wait_for_driver(driver.port);
        driver
    }

    fn open(&self, program: &Path, arguments: &[&str], home: &Path) -> Page {
        let program: PathBuf = program.to_owned();
        assert!(program.is_file(), "{} is not built", program.display());
        let options: Value = json!({ "binary": program, "args": arguments });
        let session = Session::open(self.port, &json!({ "webkitgtk:browserOptions": options }));
        Page::new(session, &home.join("pictures"))
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ratio(ours: Duration, theirs: Duration) -> f64 {
    ours.as_secs_f64() / theirs.as_secs_f64()
}
