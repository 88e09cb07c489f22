//! History in words, the past, undo and its conflicts.

use serde_json::{Value, json};
use songnuan_app::error::Code;

use super::support::{id_no, unit};

fn history(file: &Value) -> Value {
    json!({ "record_id": file["file"]["id"], "limit": 50, "before": null })
}

#[tokio::test]
async fn words_not_codes_and_numbers_masked() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let (id, person) = (&file["file"]["id"], &file["applicant"]["id"]);
    unit.edit(&file, id, "category", json!("deep")).await;
    unit.edit(&file, id, "own_monthly_income", json!(123_456))
        .await;
    unit.edit(&file, id, "single_parent", json!(true)).await;
    unit.edit(&file, person, "mobile", json!("13800009999"))
        .await;
    let entries = unit.ok("history", history(&file)).await;
    let entries = entries.as_array().unwrap();
    assert_eq!(entries.len(), 5);
    let change = |entry: &Value, field: &str| {
        let changes = entry["changes"].as_array().unwrap().iter();
        let mut found = changes.filter(|change| change["field"] == field);
        found.next().cloned().unwrap()
    };
    let mobile = change(&entries[0], "mobile");
    assert_eq!(mobile["before"], "138****1234");
    assert_eq!(mobile["after"], "138****9999");
    assert_eq!(mobile["record_label"], "人员 王小明");
    assert_eq!(change(&entries[1], "single_parent")["after"], "是");
    assert_eq!(
        change(&entries[2], "own_monthly_income")["after"],
        "1,234.56 元"
    );
    let category = change(&entries[3], "category");
    assert_eq!(category["field_label"], "困难类别");
    assert_eq!(
        (&category["before"], &category["after"]),
        (&json!("(空)"), &json!("深度困难"))
    );
    assert_eq!(entries[3]["why"], "核对原件");
    assert_eq!(entries[4]["title"], "建立档案");
    let all = entries.iter().map(Value::to_string).collect::<String>();
    assert!(!all.contains(&id_no("19800215", 1)) && !all.contains("13800009999"));
}

#[tokio::test]
async fn the_past_is_shown_as_it_was() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let id = &file["file"]["id"];
    unit.edit(&file, id, "category", json!("deep")).await;
    let at = unit.app.now().unwrap().to_string();
    unit.edit(&file, id, "category", json!("relative")).await;
    let asked = json!({ "id": id, "file_no": null, "as_of": at });
    let past = unit.ok("file_get", asked).await;
    assert_eq!(past["file"]["category"], "deep");
    assert_eq!(past["next_steps"], json!([]));
    assert_eq!(past["as_of"], json!(at));
    let before = json!({ "id": id, "file_no": null, "as_of": "2020-01-01T00:00:00Z" });
    assert_eq!(unit.refused("file_get", before).await.code, Code::NotFound);
    let nonsense = json!({ "id": id, "file_no": null, "as_of": "gestern" });
    assert_eq!(
        unit.refused("file_get", nonsense).await.code,
        Code::InvalidInput
    );
}

#[tokio::test]
async fn undo_takes_back_and_names_conflicts() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let id = &file["file"]["id"];
    unit.edit(&file, id, "category", json!("deep")).await;
    unit.edit(&file, id, "category", json!("relative")).await;
    let entries = unit.ok("history", history(&file)).await;
    let first = json!({ "op_id": entries[1]["op_id"] });
    let conflict = unit.refused("undo", first.clone()).await;
    assert_eq!(conflict.code, Code::UndoConflict);
    assert!(conflict.message.contains("困难类别"), "{conflict}");
    let undone = unit.ok("undo", json!({ "op_id": null })).await;
    assert_eq!(undone["title"], "修改档案");
    let asked = json!({ "id": id, "file_no": null, "as_of": null });
    assert_eq!(
        unit.ok("file_get", asked.clone()).await["file"]["category"],
        "deep"
    );
    unit.ok("undo", first).await;
    assert_eq!(
        unit.ok("file_get", asked.clone()).await["file"]["category"],
        Value::Null
    );
    unit.ok("undo", json!({ "op_id": null })).await;
    assert_eq!(unit.refused("file_get", asked).await.code, Code::NotFound);
    let empty = unit.refused("undo", json!({ "op_id": null })).await;
    assert_eq!(empty.code, Code::NothingToUndo);
}
