//! The interface in headless Chromium, over the browser door (`songnuan serve`).
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::process::{Command, Stdio};

use serde_json::json;
use songnuan_tests::page::Page;
use songnuan_tests::programs::{Running, at_home, built, free_port, fresh_folder};
use songnuan_tests::webdriver::Session;
use songnuan_tests::{root, walk, walk_campaign, walk_honor, walk_scholarship};

#[test]
#[ignore = "needs Chromium and the built programs: run by `cargo xtask test`"]
fn a_clerk_walks_through_the_program_in_a_browser() {
    let home = fresh_folder("browser");
    let (_door, address) = open_door(&home);
    let port = free_port();
    let mut driver = Command::new("chromedriver");
    driver
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    at_home(&mut driver, &home.join("home"));
    let _driver = Running::start(&mut driver);
    let downloads = home.join("saved");
    let session = Session::open(port, &capabilities(&downloads));
    session.go(&address);
    let page = Page::new(session, &root().join("tests/out/browser"));
    walk::whole(&page, &downloads);
    walk_campaign::whole(&page, &downloads);
    walk_scholarship::whole(&page);
    walk_honor::whole(&page, &downloads);
    page.close();
}

/// Serves an empty data folder; answers with the address the program says.
fn open_door(home: &std::path::Path) -> (Running, String) {
    let mut command = Command::new(built("songnuan"));
    command.args(["serve", "--data"]).arg(home.join("data"));
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    at_home(&mut command, &home.join("home"));
    let mut door = Running::start(&mut command);
    let stderr = door.child().stderr.take().unwrap();
    let address = door.wait_for_line(stderr, |line| {
        let at = line.find("http://")?;
        line[at..].split_whitespace().next().map(str::to_owned)
    });
    (door, address)
}

fn capabilities(downloads: &std::path::Path) -> serde_json::Value {
    std::fs::create_dir_all(downloads).unwrap();
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            // Chromium's own sandbox does not start for root, as which continuous checks run.
            "args": ["--headless=new", "--no-sandbox", "--window-size=1366,768", "--lang=zh-CN"],
            "prefs": {
                "download.default_directory": downloads,
                "download.prompt_for_download": false
            }
        }
    })
}
