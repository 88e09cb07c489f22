//! The interface in the real window, driven by WebKit's own driver on a display without a screen.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::process::{Command, Stdio};

use serde_json::json;
use songnuan_tests::page::Page;
use songnuan_tests::programs::{Running, at_home, built, free_port, fresh_folder, start_display};
use songnuan_tests::webdriver::Session;
use songnuan_tests::{root, walk, walk_campaign, walk_honor, walk_scholarship};

#[test]
#[ignore = "needs WebKitWebDriver, Xvfb and the built window: run by `cargo xtask test`"]
fn a_clerk_walks_through_the_real_window() {
    let home = fresh_folder("window");
    let (_display, display) = start_display(1366, 768);
    let port = free_port();
    let mut driver = Command::new("WebKitWebDriver");
    driver
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    at_home(&mut driver, &home.join("home"));
    driver.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY");
    // What the window needs to know to let itself be driven. No other WEBKIT_ or GDK_ variables:
    // with some of them the screenshot call never answers.
    driver
        .env("TAURI_AUTOMATION", "true")
        .env("TAURI_WEBVIEW_AUTOMATION", "true");
    let _driver = Running::start(&mut driver);
    let data = home.join("data");
    let session = Session::open(
        port,
        &json!({
            "webkitgtk:browserOptions": {
                "binary": built("songnuan-window"),
                "args": ["--data", data]
            }
        }),
    );
    let page = Page::new(session, &root().join("tests/out/window"));
    let saved = home.join("saved");
    std::fs::create_dir_all(&saved).unwrap();
    // The desktop's save dialog cannot be driven; the page asks this instead.
    let answer = "const folder = arguments[0];
                  window.songnuanChooseSavePath = async (name) => folder + '/' + name;
                  return true";
    page.session().run(answer, &json!([saved]));
    walk::whole(&page, &saved);
    walk_campaign::whole(&page, &saved);
    walk_scholarship::whole(&page);
    walk_honor::whole(&page, &saved);
    page.close();
}
