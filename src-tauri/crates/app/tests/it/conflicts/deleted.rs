//! What was added under a record that somebody else deleted meanwhile: told, brought back or left.

use serde_json::{Value, json};
use songnuan_app::op::Op;
use songnuan_app::testing::sit_down;
use songnuan_model::record::Id;
use songnuan_model::records::{IncomeLine, Role, Visit};

use super::put;
use crate::areas::support::{Unit, id_no, unit};

/// A file whose opening was taken back, and what another laptop added to it meanwhile.
async fn orphaned() -> (Unit, Value) {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let history = json!({ "record_id": file["file"]["id"], "limit": 10, "before": null });
    let ops = unit.ok("history", history).await;
    let opened = ops.as_array().unwrap().last().unwrap()["op_id"].clone();
    unit.ok("undo", json!({ "op_id": opened })).await;
    let visit = Visit {
        id: Id::new("visit-late"),
        file_id: Some(id(&file["file"]["id"])),
        person_id: Some(id(&file["applicant"]["id"])),
        visited_on: Some(unit.app.host().today()),
        ..Visit::default()
    };
    put(&unit, &[visit]).await;
    let line: IncomeLine = serde_json::from_value(json!({
        "id": "income-late", "household_id": file["file"]["household_id"], "earner": "王小明",
        "kind": "wage", "from_month": "2025-12", "to_month": "2026-11", "months": [100_000],
        "year_amount": 100_000, "note": null,
    }))
    .unwrap();
    put(&unit, &[line]).await;
    (unit, file)
}

fn id(value: &Value) -> Id {
    Id::new(value.as_str().unwrap())
}

async fn findings(unit: &Unit) -> Vec<Value> {
    let ask = json!({ "rule": "deleted_parent", "with_decided": false });
    unit.ok("finding_list", ask)
        .await
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test]
async fn what_hangs_under_a_deleted_file_is_told_and_the_file_comes_back() {
    let (unit, file) = orphaned().await;
    let found = findings(&unit).await;
    assert_eq!(found.len(), 1, "{found:?}");
    let sentence = found[0]["sentence"].as_str().unwrap();
    let file_no = file["file"]["file_no"].as_str().unwrap();
    for words in [file_no, "王小明", "李干事删除", "2 条", "走访"] {
        assert!(sentence.contains(words), "{words}: {sentence}");
    }
    let records = found[0]["records"].as_array().unwrap();
    assert_eq!(records[0]["route"], Value::Null);
    let visit = records.iter().find(|it| it["kind"] == "visit").unwrap();
    assert_eq!(visit["route"], "/visits/visit-late");

    let decide = |choice: &str| json!({ "key": found[0]["key"], "choice": choice, "reason": "走访过，还要用" });
    let refused = unit.refused("finding_decide", decide("handled")).await;
    assert!(refused.message.contains("恢复"), "{refused}");
    sit_down(&unit.app, "王芳", &[Role::Visitor]).await;
    unit.refused("finding_decide", decide("restored")).await;
    sit_down(&unit.app, "李干事", &[Role::Clerk]).await;
    unit.ok("finding_decide", decide("restored")).await;
    assert!(findings(&unit).await.is_empty());
    let ask = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
    let back = unit.ok("file_get", ask).await;
    assert_eq!(back["applicant"]["name"], "王小明");
    assert_eq!(back["incomes"].as_array().unwrap().len(), 1);
    // Found again, and the step is one of the history that can be taken back.
    let hits = unit
        .ok("search", json!({ "text": "王小明", "limit": 10 }))
        .await;
    assert!(!hits.as_array().unwrap().is_empty());
    let history = json!({ "record_id": file["file"]["id"], "limit": 1, "before": null });
    let newest = unit.ok("history", history).await;
    assert_eq!(newest[0]["title"], "恢复被删除的记录");
    assert_eq!(newest[0]["why"], "走访过，还要用");
}

#[tokio::test]
async fn it_may_be_left_with_a_reason() {
    let (unit, _) = orphaned().await;
    let found = findings(&unit).await;
    let decide = json!({
        "key": found[0]["key"], "choice": "accepted", "reason": "重复建档，走访另有记录",
    });
    unit.ok("finding_decide", decide).await;
    assert!(findings(&unit).await.is_empty());
    let all = json!({ "rule": "deleted_parent", "with_decided": true });
    let all = unit.ok("finding_list", all).await;
    assert_eq!(all[0]["decision"]["reason"], "重复建档，走访另有记录");
}

#[tokio::test]
async fn nothing_is_told_where_nothing_is_amiss() {
    let unit = unit().await;
    unit.file("王小明", &id_no("19800215", 1)).await;
    let other = unit.file("刘某", &id_no("19700101", 5)).await;
    let history = json!({ "record_id": other["file"]["id"], "limit": 10, "before": null });
    let ops = unit.ok("history", history).await;
    let opened = ops.as_array().unwrap().last().unwrap()["op_id"].clone();
    unit.ok("undo", json!({ "op_id": opened })).await;
    assert!(findings(&unit).await.is_empty());
    let mut tx = unit.app.begin(Op::RestoreDeleted, "").await.unwrap();
    let living = tx.restore(&Id::new("nobody")).await.unwrap();
    assert_eq!(living, 0);
}
