//! Printing through the job, blank copies, characters without a font, saving.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use songnuan_app::error::Code;
use songnuan_model::records::Visit;

use super::support::{id_no, unit};

fn printing(form: &str, ids: Value, blank: u32) -> Value {
    json!({ "form": form, "ids": ids, "all": false, "blank": blank, "with_photos": true })
}

fn bytes(file: &Value) -> Vec<u8> {
    STANDARD.decode(file["base64"].as_str().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn prints_the_three_forms() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let mut visit = serde_json::to_value(Visit::default()).unwrap();
    visit["file_id"] = file["file"]["id"].clone();
    visit["state"] = json!("visited");
    visit["visited_on"] = json!("2026-11-20");
    visit["visitors"] = json!(["李干事", "陈村长"]);
    visit["money_given"] = json!(50_000);
    let request = json!({ "visit": visit, "difficulties": [], "draft_key": null });
    let visit = unit.ok("visit_save", request).await;
    for (form, id) in [
        ("hardship_file", &file["file"]["id"]),
        ("visit_record", &visit["visit"]["id"]),
        ("visit_record", &file["file"]["id"]),
        ("visit_card", &visit["visit"]["id"]),
    ] {
        let done = unit
            .job("print_start", printing(form, json!([id]), 0))
            .await
            .unwrap();
        assert!(bytes(&done).starts_with(b"%PDF"), "{form}");
        assert_eq!(done["pages"], 1, "{form}");
        assert_eq!(done["warnings"], json!([]), "{form}");
        let again = unit
            .job("print_start", printing(form, json!([id]), 0))
            .await
            .unwrap();
        assert_eq!(done, again, "{form}: same data, same bytes");
    }
    let name = unit
        .job("print_start", printing("hardship_file", json!([]), 3))
        .await
        .unwrap();
    assert_eq!(name["pages"], 3);
    assert_eq!(
        name["file_name"],
        "芦塘荡镇总工会-困难职工档案表（空白）-20261122.pdf"
    );
    unit.refused("print_start", printing("hardship_file", json!([]), 0))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_character_without_a_font_is_said() {
    let unit = unit().await;
    // A private-use character means something else in every font; the others are all drawn.
    let file = unit.file("王䶮𬱖𰻝\u{E863}", &id_no("19800215", 1)).await;
    let request = printing("hardship_file", json!([file["file"]["id"]]), 0);
    let done = unit.job("print_start", request).await.unwrap();
    let warnings = done["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    let text = warnings[0].as_str().unwrap();
    assert!(
        text.contains("姓名") && text.contains("U+E863") && text.contains("手写"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn photographs_go_on_further_sheets() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let mut visit = serde_json::to_value(Visit::default()).unwrap();
    visit["file_id"] = file["file"]["id"].clone();
    visit["state"] = json!("visited");
    visit["visited_on"] = json!("2026-11-20");
    visit["visitors"] = json!(["李干事", "陈村长"]);
    let request = json!({ "visit": visit, "difficulties": [], "draft_key": null });
    let visit = unit.ok("visit_save", request).await;
    let folder = env!("CARGO_MANIFEST_DIR");
    for name in ["03_竖拍_走访现场.jpg", "07_截图.jpg"] {
        let path = format!("{folder}/../../../tests/fixtures/samples/photos/{name}");
        let add = json!({
            "owner_id": visit["visit"]["id"], "file_name": name, "kind": "现场照片",
            "base64": STANDARD.encode(std::fs::read(path).unwrap()), "keep_location": false,
        });
        unit.ok("attachment_add", add).await;
    }
    let printed = printing("visit_record", json!([visit["visit"]["id"]]), 0);
    let done = unit.job("print_start", printed).await.unwrap();
    assert_eq!(done["warnings"], json!([]));
    assert!(done["pages"].as_u64().unwrap() > 1);
}

#[tokio::test]
async fn saves_whole_files_only() {
    let unit = unit().await;
    let path = unit.dir.path().join("a.pdf");
    let request = |path: &str, data: &str| json!({ "path": path, "base64": data });
    let good = request(path.to_str().unwrap(), &STANDARD.encode(b"%PDF"));
    unit.ok("save_file", good.clone()).await;
    unit.ok("save_file", good).await;
    assert_eq!(std::fs::read(&path).unwrap(), b"%PDF");
    let broken = request(path.to_str().unwrap(), "%%%");
    unit.refused("save_file", broken).await;
    assert_eq!(std::fs::read(&path).unwrap(), b"%PDF");
    let nowhere = unit.dir.path().join("no/such/a.pdf");
    let nowhere = unit
        .refused("save_file", request(nowhere.to_str().unwrap(), ""))
        .await;
    assert_eq!(nowhere.code, Code::FileUnwritable);
    let folder = unit
        .refused("save_file", request(unit.dir.path().to_str().unwrap(), ""))
        .await;
    assert_eq!(folder.code, Code::FileUnwritable);
    unit.refused("save_file", request("a.pdf", "")).await;
    let left: Vec<_> = std::fs::read_dir(unit.dir.path())
        .unwrap()
        .flatten()
        .collect();
    assert!(
        !left
            .iter()
            .any(|entry| entry.file_name().to_string_lossy().contains(".tmp"))
    );
}
