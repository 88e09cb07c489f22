//! Photos by way of a hub that keeps them in an S3-compatible store, with the settings a keeper
//! gives `hub serve`: the whole way, and every way in which the store can say no.

#![allow(clippy::unwrap_used, clippy::panic)]

#[allow(dead_code)]
#[path = "../../../hub/tests/it/support/s3.rs"]
mod s3;

use serde_json::Value;

use crate::common::{Desk, resident, sample, text};
use crate::sync::opening;
use crate::sync_world::{Hub, Laptop};
use s3::{BUCKET, S3};

/// What a keeper sets.
fn environment(s3: &S3) -> Vec<(String, String)> {
    let settings = s3.settings().into_iter();
    let settings = settings.map(|(name, value)| (format!("AWS_{}", name.to_uppercase()), value));
    let place = (
        "SONGNUAN_HUB_BLOBS".to_owned(),
        format!("s3://{BUCKET}/附件"),
    );
    settings.chain([place]).collect()
}

fn with(s3: &S3, name: &str, value: &str) -> Vec<(String, String)> {
    let mut environment = environment(s3);
    environment.retain(|(known, _)| known != name);
    environment.push((name.to_owned(), value.to_owned()));
    environment
}

/// What `hub init` says there.
fn refused(desk: &str, environment: Vec<(String, String)>) -> String {
    let mut desk = Desk::new(desk);
    desk.env = environment;
    let place = desk.dir.join("hub").display().to_string();
    let args = [
        "hub",
        "init",
        "--hub",
        &place,
        "--name",
        "中心",
        "--unit",
        "总工会",
    ];
    let mut command = desk.command(&args);
    let out = command
        .env("SONGNUAN_HUB_PASSWORD", "hub")
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1), "{}", text(&out.stdout));
    assert!(!desk.dir.join("hub/hub.db").exists());
    text(&out.stderr)
}

fn visit_with(laptop: &Laptop, file: &Value, on: &str, photo: &str) {
    let no = file["file"]["file_no"].as_str().unwrap();
    let visit = ["visit", "add", "--file", no, "--on", on];
    let more = ["--visitor", "杨志强", "--visitor", "姚艳", "--photo", photo];
    laptop.desk.json(&[&visit[..], &more[..]].concat(), 0);
}

#[test]
fn photos_go_through_a_bucket() {
    let s3 = S3::start();
    let hub = Hub::start_with("photos", environment(&s3));
    let (a, b) = (
        hub.laptop("photos-a", "李干事"),
        hub.laptop("photos-b", "王干事"),
    );
    let file = a.call("file_open", opening("张三", &resident("19700101", 11)));
    visit_with(&a, &file, "2026-01-20", &sample("photos/01_房屋外观.jpg"));
    assert_eq!(a.sync()["attachments_sent"], 1);
    assert!(
        s3.objects()
            .keys()
            .all(|name| name.starts_with("%E9%99%84"))
    );
    let receipt = b.sync();
    assert_eq!(receipt["attachments_received"], 1, "{receipt:#}");
    // The line to the store breaks: said, the files are exchanged, the photo waits here.
    s3.cut_after(900);
    visit_with(&a, &file, "2026-02-03", &sample("photos/02_医药费收据.jpg"));
    a.desk.refused(&["sync"], "放不下也取不出照片和附件");
    s3.heal();
    let receipt = a.sync();
    assert_eq!(receipt["attachments_sent"], 1, "{receipt:#}");
    let receipt = b.sync();
    assert_eq!(receipt["attachments_received"], 1, "{receipt:#}");
    assert_eq!(receipt["attachments_missing"], 0);
    assert_eq!(a.digest(), b.digest());
    a.clean();
    b.clean();
}

#[test]
fn a_store_that_says_no_is_told_to_the_keeper() {
    let s3 = S3::start();
    let missing = with(&s3, "SONGNUAN_HUB_BLOBS", "s3://another");
    assert!(refused("photos-1", missing).contains("没有这个桶"));
    let wrong = with(&s3, "AWS_SECRET_ACCESS_KEY", "wrong");
    assert!(refused("photos-2", wrong).contains("不认这把钥匙"));
    let none = with(&s3, "AWS_ACCESS_KEY_ID", "");
    assert!(refused("photos-3", none).contains("AWS_ACCESS_KEY_ID"));
    let plain = with(&s3, "AWS_ALLOW_HTTP", "false");
    assert!(refused("photos-4", plain).contains("AWS_ALLOW_HTTP=true"));
    s3.cut_after(0);
    assert!(refused("photos-5", environment(&s3)).contains("没有回应"));
}
