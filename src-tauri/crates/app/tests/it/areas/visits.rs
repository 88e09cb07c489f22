//! Visits: planning, recording, refusals, difficulties until solved.

use serde_json::{Value, json};
use songnuan_model::records::Visit;

use super::support::{id_no, refused_field, unit};

fn visit(file: &Value, on: &str) -> Value {
    let mut visit = serde_json::to_value(Visit::default()).unwrap();
    visit["file_id"] = file["file"]["id"].clone();
    visit["state"] = json!("visited");
    visit["visited_on"] = json!(on);
    visit["visitors"] = json!(["李干事", " 陈村长 ", ""]);
    visit["money_given"] = json!(50_000);
    visit["clear_difficulty"] = json!("母亲住院,自费药多");
    visit
}

fn saving(visit: Value, difficulties: Value) -> Value {
    json!({ "visit": visit, "difficulties": difficulties, "draft_key": "k1" })
}

fn difficulty(owner: &str, due_on: Value) -> Value {
    json!({
        "id": "", "visit_id": "", "file_id": null, "description": "申请大病救助",
        "owner": owner, "due_on": due_on, "state": "open", "solved_on": null, "cost": null,
        "result": null,
    })
}

#[tokio::test]
async fn records_a_visit_with_its_difficulty_until_solved() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let draft = json!({ "form": "visit", "key": "k1", "body": "{}" });
    unit.ok("draft_save", draft).await;
    let found = json!([difficulty("李干事", json!("2026-11-21"))]);
    let saved = unit
        .ok("visit_save", saving(visit(&file, "2026-11-20"), found))
        .await;
    assert_eq!(saved["name"], "王小明");
    assert_eq!(saved["visit"]["visitors"], json!(["李干事", "陈村长"]));
    assert_eq!(saved["warnings"], json!([]));
    assert_eq!(saved["difficulties"][0]["overdue"], true);
    assert_eq!(
        unit.ok("draft_list", json!({ "form": "visit" })).await,
        json!([])
    );
    let list = unit.ok("visit_list", json!({ "text": "wxm" })).await;
    assert_eq!(
        (&list["total"], &list["rows"][0]["difficulties_open"]),
        (&json!(1), &json!(1))
    );
    let overdue = unit.ok("difficulty_list", json!({ "overdue": true })).await;
    let mut item = overdue[0]["difficulty"].clone();
    item["state"] = json!("solved");
    let unsolved = unit
        .refused("difficulty_save", json!({ "difficulty": item }))
        .await;
    refused_field(&unsolved, "解决日期");
    item["solved_on"] = json!("2026-11-22");
    unit.ok("difficulty_save", json!({ "difficulty": item }))
        .await;
    let overdue = unit.ok("difficulty_list", json!({ "overdue": true })).await;
    assert_eq!(overdue, json!([]));
    let detail = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
    let detail = unit.ok("file_get", detail).await;
    assert_eq!(detail["visits"][0]["summary"], "母亲住院,自费药多");
}

#[tokio::test]
async fn refuses_and_warns() {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let with = |field: &str, value: Value| {
        let mut visit = visit(&file, "2026-11-20");
        visit[field] = value;
        saving(visit, json!([]))
    };
    for (field, value, word) in [
        ("visited_on", json!("2026-11-23"), "还没有到"),
        ("visited_on", json!(null), "走访日期"),
        ("visitors", json!([]), "走访人"),
        ("money_given", json!(-1), "负数"),
        ("goods_value", json!(-1), "负数"),
        ("needs", json!(["gold"]), "需求"),
        ("suggestion", json!("gold"), "调查建议"),
        ("note", json!("长".repeat(2001)), "2001 个字"),
    ] {
        refused_field(&unit.refused("visit_save", with(field, value)).await, word);
    }
    let mut planned = visit(&file, "2026-11-20");
    planned["state"] = json!("planned");
    planned["visited_on"] = json!(null);
    refused_field(
        &unit.refused("visit_save", saving(planned, json!([]))).await,
        "计划日期",
    );
    let mut nobody = visit(&file, "2026-11-20");
    nobody["file_id"] = json!(null);
    unit.refused("visit_save", saving(nobody, json!([]))).await;
    for (item, word) in [
        (difficulty("", json!("2026-12-01")), "责任人"),
        (difficulty("李干事", json!(null)), "办理期限"),
        (difficulty("李干事", json!("2026-11-01")), "早于走访日期"),
    ] {
        let request = saving(visit(&file, "2026-11-20"), json!([item]));
        refused_field(&unit.refused("visit_save", request).await, word);
    }
    assert_eq!(unit.ok("visit_list", json!({})).await["total"], 0);
    let alone = unit
        .ok("visit_save", with("visitors", json!(["李干事"])))
        .await;
    assert!(alone["warnings"][0].as_str().unwrap().contains("两人以上"));
    let twice = unit
        .ok("visit_save", saving(visit(&file, "2026-11-20"), json!([])))
        .await;
    assert!(
        twice["warnings"][0]
            .as_str()
            .unwrap()
            .contains("另一次走访")
    );
}
