//! Edits that met: shown in words, decided in one ordinary operation; two records of one person.

#![allow(clippy::unwrap_used, clippy::panic)]

mod chains;
mod counted;
mod deleted;
mod people;

use serde_json::{Value, json};
use songnuan_app::error::{AppError, Code};
use songnuan_app::op::Op;
use songnuan_app::testing::sit_down;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{Conflict, ConflictKind, Person, Role};

use crate::areas::support::{Unit, id_no, unit};

/// A conflict as a hub parks it.
fn parked(id: &str, record: &Value, field: &str, theirs: Value, mine: Value) -> Conflict {
    Conflict {
        id: Id::new(id),
        record_id: Id::new(record.as_str().unwrap()),
        record_kind: Person::KIND.to_owned(),
        kind: ConflictKind::Field,
        field: Some(field.to_owned()),
        base: Value::Null,
        mine,
        mine_who: "王芳".to_owned(),
        mine_at: "2026-11-20T02:00:00.000Z".to_owned(),
        mine_device: Id::new("0193-aaaa-bbbb"),
        mine_op: Id::new("op-mine"),
        theirs,
        theirs_who: "李干事".to_owned(),
        theirs_at: "2026-11-19T02:00:00.000Z".to_owned(),
        theirs_device: Id::new("0193-cccc-dddd"),
        theirs_op: Id::new("op-theirs"),
    }
}

async fn put(unit: &Unit, records: &[impl Record]) {
    let mut tx = unit.app.begin(Op::EditFile, "").await.unwrap();
    for record in records {
        tx.put(record).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn person(unit: &Unit, file: &Value) -> Value {
    let ask = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
    unit.ok("file_get", ask).await["applicant"].clone()
}

#[tokio::test]
async fn both_values_are_shown_and_one_is_chosen() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let applicant = file["applicant"]["id"].clone();
    unit.edit(&file, &applicant, "note", json!("在外务工。"))
        .await;
    let note = parked(
        "c1",
        &applicant,
        "note",
        json!("在外务工。"),
        json!("妻子患病"),
    );
    let mobile = parked(
        "c2",
        &applicant,
        "mobile",
        json!("13800001234"),
        json!("13900005678"),
    );
    put(&unit, &[note, mobile]).await;

    let list = unit.ok("conflict_list", json!({})).await;
    assert_eq!(list["undecided"], 2);
    let rows = list["rows"].as_array().unwrap();
    let of = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    assert_eq!(of("c1")["title"], "人员 王小明");
    assert_eq!(of("c1")["field_label"], "备注");
    assert_eq!(of("c1")["base"], "(空)");
    assert_eq!(of("c1")["file_id"], file["file"]["id"]);
    assert_eq!(of("c1")["mine_by"]["device"], "另一台电脑（尾号 bbbb）");
    // Numbers are masked here as everywhere.
    assert!(!of("c2")["mine"].as_str().unwrap().contains("13900005678"));
    let detail = unit.ok("conflict_get", json!({ "id": "c2" })).await;
    assert_eq!(detail["mine_value"], Value::Null);

    let detail = unit.ok("conflict_get", json!({ "id": "c1" })).await;
    assert_eq!(detail["joined"], "在外务工。妻子患病");
    assert_eq!(detail["input"]["kind"], "text");
    let joined = json!({ "decisions": [{ "id": "c1", "choice": "joined" }], "note": "都属实" });
    let done = unit.ok("conflict_decide", joined).await;
    assert_eq!(
        (&done["decided"], &done["undecided"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(person(&unit, &file).await["note"], "在外务工。妻子患病");
    let decided = unit.ok("conflict_list", json!({ "decided": true })).await;
    assert_eq!(decided["rows"][0]["decision"]["who"], "李干事");
    assert_eq!(decided["rows"][0]["decision"]["note"], "都属实");
    // An ordinary operation: it can be taken back, and then waits again.
    unit.ok("undo", json!({ "op_id": done["op_id"] })).await;
    assert_eq!(unit.ok("conflict_list", json!({})).await["undecided"], 2);
}

#[tokio::test]
async fn many_are_decided_together_or_not_at_all() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let applicant = file["applicant"]["id"].clone();
    unit.edit(&file, &applicant, "note", json!("甲")).await;
    let note = parked("c1", &applicant, "note", json!("甲"), json!("乙"));
    let mobile = parked(
        "c2",
        &applicant,
        "mobile",
        json!("13800001234"),
        json!("13900005678"),
    );
    put(&unit, &[note, mobile]).await;
    let both = |number: &str| {
        json!({ "note": null, "decisions": [
            { "id": "c1", "choice": "mine" },
            { "id": "c2", "choice": "written", "value": number },
        ]})
    };
    let error = unit.refused("conflict_decide", both("12345")).await;
    assert_eq!(error.code, Code::InvalidField, "{error}");
    assert_eq!(unit.ok("conflict_list", json!({})).await["undecided"], 2);
    let none = json!({ "decisions": [{ "id": "c2", "choice": "written" }], "note": null });
    assert!(
        unit.refused("conflict_decide", none)
            .await
            .message
            .contains("另写")
    );
    unit.ok("conflict_decide", both("13700001111")).await;
    assert_eq!(unit.ok("conflict_list", json!({})).await["undecided"], 0);
    assert_eq!(person(&unit, &file).await["note"], "乙");
}

#[tokio::test]
async fn a_deletion_against_an_edit_is_kept_or_deleted() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let line = json!({
        "file_id": file["file"]["id"], "id": null, "earner": "王小明", "kind": "wage",
        "from_month": "2025-12", "to_month": "2026-11", "months": [100000], "year_amount": 1,
        "note": null,
    });
    let detail = unit.ok("income_save", line).await;
    let income = detail["incomes"][0]["id"].clone();
    let whole = |id: &str| Conflict {
        kind: ConflictKind::DeleteOfEdited,
        field: None,
        record_kind: "income_line".to_owned(),
        ..parked(id, &income, "", json!(null), Value::Null)
    };
    put(&unit, &[whole("c1"), whole("c2")]).await;
    let row = &unit.ok("conflict_list", json!({})).await["rows"][0];
    assert_eq!(row["field_label"], "整条记录");
    assert_eq!(row["mine"], "（已删除）");
    let refused = json!({ "decisions": [{ "id": "c1", "choice": "joined" }], "note": null });
    unit.refused("conflict_decide", refused).await;
    let decide = |id: &str, choice: &str| json!({ "decisions": [{ "id": id, "choice": choice }], "note": null });
    unit.ok("conflict_decide", decide("c1", "theirs")).await;
    let ask = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
    let kept = unit.ok("file_get", ask.clone()).await;
    assert_eq!(kept["incomes"].as_array().unwrap().len(), 1);
    unit.ok("conflict_decide", decide("c2", "mine")).await;
    assert_eq!(unit.ok("file_get", ask).await["incomes"], json!([]));
}

#[tokio::test]
async fn who_may_not_decide_is_told() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let applicant = file["applicant"]["id"].clone();
    put(
        &unit,
        &[parked("c1", &applicant, "note", json!("甲"), json!("乙"))],
    )
    .await;
    let decide = json!({ "decisions": [{ "id": "c1", "choice": "mine" }], "note": null });
    for role in [Role::Visitor, Role::Finance, Role::Auditor] {
        sit_down(&unit.app, "某人", &[role]).await;
        let error = unit.refused("conflict_decide", decide.clone()).await;
        assert_eq!(error.code, Code::NotAllowed, "{role:?}");
    }
}

#[tokio::test]
async fn a_device_without_a_hub_says_so() {
    let unit = unit().await;
    let status = unit.ok("sync_status", json!({})).await;
    assert_eq!(status["enrolled"], false);
    let error = unit.refused("sync_start", json!({})).await;
    assert_eq!(error.code, Code::NotEnrolled, "{error}");
    for (code, words) in [("abc", "不是加入码"), ("SN1-2345", "第 1 组写错了")] {
        let error = unit.refused("device_enrol", json!({ "code": code })).await;
        assert!(error.message.contains(words), "{error}");
    }
}

#[test]
fn what_does_not_read_is_told_in_words() {
    let error = AppError::from(songnuan_store::StoreError::GarbledPage);
    assert_eq!(error.code, Code::SyncGarbled);
    for words in ["没有收下", "再同步一次", "另写一份优盘"] {
        assert!(error.message.contains(words), "{error}");
    }
}
