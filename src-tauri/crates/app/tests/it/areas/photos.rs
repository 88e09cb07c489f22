//! Photographs: the verdicts of the sample folder, metadata gone, refusals.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use songnuan_app::error::Code;
use songnuan_app::visits::{Refusal, take_in};

use super::support::{id_no, unit};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/samples/photos")
}

fn expected() -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join("photos.expected.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    all["photos"].as_array().unwrap().clone()
}

#[test]
fn verdicts_of_the_samples() {
    for photo in expected() {
        let name = photo["file"].as_str().unwrap();
        let raw = std::fs::read(folder().join(name)).unwrap();
        assert_eq!(photo["bytes"], raw.len(), "{name}");
        let taken = take_in(name, &raw);
        if photo["verdict"] == "reject" {
            assert_eq!(taken.err(), Some(Refusal::Broken), "{name}");
            continue;
        }
        let taken = taken.unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
        let findings: Vec<_> = taken.findings.iter().filter(|f| **f != "scaled").collect();
        assert_eq!(json!(findings), photo["findings"], "{name}");
        let shown = (&photo["display_width"], &photo["display_height"]);
        assert_eq!(
            (&json!(taken.shown.0), &json!(taken.shown.1)),
            shown,
            "{name}"
        );
        assert_eq!(json!(taken.taken_at), photo["taken_at"], "{name}");
        assert_eq!(
            taken.location.is_some(),
            photo["has_gps"].as_bool().unwrap(),
            "{name}"
        );
        assert!(taken.width.max(taken.height) <= 2560, "{name}");
        // Upright pixels, no metadata left: a second look finds nothing.
        let again = take_in("x", &taken.bytes).unwrap_or_else(|r| panic!("{name}: {r:?}"));
        assert_eq!(
            (again.shown, again.taken_at, again.location),
            ((taken.width, taken.height), None, None)
        );
        assert!(!taken.bytes.windows(4).any(|w| w == b"Exif"), "{name}");
    }
}

#[test]
fn every_cut_of_a_photograph_is_refused() {
    let raw = std::fs::read(folder().join("03_竖拍_走访现场.jpg")).unwrap();
    for part in 1..20 {
        let cut = &raw[..raw.len() * part / 20];
        assert!(take_in("a.jpg", cut).is_err(), "{part}/20");
    }
    assert_eq!(
        take_in("a.jpg", &raw[..raw.len() - 2]).err(),
        Some(Refusal::Broken)
    );
    let png = std::fs::read(folder().join("07_截图.jpg")).unwrap();
    assert_eq!(
        take_in("a.png", &png[..png.len() - 12]).err(),
        Some(Refusal::Broken)
    );
}

#[test]
fn what_is_no_picture_or_too_large() {
    assert_eq!(
        take_in("a.jpg", "这是文字".as_bytes()).err(),
        Some(Refusal::NotAnImage)
    );
    assert_eq!(take_in("a.jpg", b"").err(), Some(Refusal::NotAnImage));
    assert_eq!(
        take_in("a.gif", b"GIF89a....").err(),
        Some(Refusal::NotAnImage)
    );
    // A header that claims 60,000 × 60,000 pixels in a few bytes.
    let mut bomb = std::fs::read(folder().join("07_截图.jpg")).unwrap();
    bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let refused = take_in("a.png", &bomb).err();
    assert!(
        matches!(refused, Some(Refusal::TooLarge(_) | Refusal::Broken)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn kept_with_a_file_and_removed_undoably() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let add = |name: &str, keep: bool| {
        let raw = std::fs::read(folder().join(name)).unwrap_or_else(|_| b"text".to_vec());
        json!({
            "owner_id": file["file"]["id"], "file_name": name, "kind": "现场照片",
            "base64": STANDARD.encode(raw), "keep_location": keep,
        })
    };
    let view = unit.ok("attachment_add", add("04_带定位.jpg", false)).await;
    assert_eq!(view["attachment"]["location"], Value::Null);
    assert_eq!(view["findings"], json!(["gps_present"]));
    assert!(view["notes"][0].as_str().unwrap().contains("已去掉"));
    assert!(
        view["thumbnail"]
            .as_str()
            .unwrap()
            .starts_with("data:image/jpeg;base64,")
    );
    let kept = unit.ok("attachment_add", add("04_带定位.jpg", true)).await;
    assert!(
        kept["attachment"]["location"]
            .as_str()
            .unwrap()
            .contains(',')
    );
    let text = unit.refused("attachment_add", add("说明.jpg", false)).await;
    assert_eq!(text.code, Code::ImageNotAnImage);
    let cut = unit
        .refused("attachment_add", add("06_传输中断.jpg", false))
        .await;
    assert_eq!(cut.code, Code::ImageBroken);
    let id = json!({ "id": view["attachment"]["id"] });
    let bytes = unit.ok("attachment_get", id.clone()).await;
    assert_eq!(bytes["media_type"], "image/jpeg");
    unit.ok("attachment_remove", id.clone()).await;
    unit.refused("attachment_get", id.clone()).await;
    unit.ok("undo", json!({ "op_id": null })).await;
    unit.ok("attachment_get", id).await;
}
