//! Several edits of one field that wait: an older one is decided against what stands now.

use serde_json::{Value, json};

use super::{parked, person, put};
use crate::areas::support::{Unit, id_no, unit};

/// A file whose applicant's note was written by three people: the hub has the first, two wait.
async fn chain() -> (Unit, Value) {
    let unit = unit().await;
    let file = unit.file("王小明", &id_no("19800215", 1)).await;
    let applicant = file["applicant"]["id"].clone();
    unit.edit(&file, &applicant, "note", json!("甲")).await;
    let older = parked("c1", &applicant, "note", json!("甲"), json!("乙"));
    let newer = parked("c2", &applicant, "note", json!("甲"), json!("丙"));
    put(&unit, &[older, newer]).await;
    (unit, file)
}

fn answer(id: &str, choice: &str, over: Value) -> Value {
    json!({ "decisions": [{ "id": id, "choice": choice, "over": over }], "note": null })
}

async fn note(unit: &Unit, file: &Value) -> Value {
    person(unit, file).await["note"].clone()
}

#[tokio::test]
async fn an_older_edit_does_not_push_out_what_was_decided_later() {
    let (unit, file) = chain().await;
    let first = unit.ok("conflict_get", json!({ "id": "c1" })).await;
    assert_eq!(first["row"]["standing"], Value::Null);
    unit.ok("conflict_decide", answer("c2", "mine", Value::Null))
        .await;
    assert_eq!(note(&unit, &file).await, "丙");
    for choice in ["theirs", "mine", "joined"] {
        let refused = unit
            .refused("conflict_decide", answer("c1", choice, Value::Null))
            .await;
        assert!(refused.message.contains("后来又改成了“丙”"), "{refused}");
        assert_eq!(refused.params["field"], "over");
    }
    assert_eq!(note(&unit, &file).await, "丙");

    // It is offered against what stands, which is one of the choices.
    let row = unit.ok("conflict_get", json!({ "id": "c1" })).await;
    assert_eq!(row["joined"], "丙；乙");
    assert_eq!(row["now_value"], "丙");
    let options = row["row"]["options"].as_array().unwrap();
    let choices: Vec<_> = options.iter().map(|it| it["choice"].clone()).collect();
    assert_eq!(choices, ["present", "theirs", "mine", "joined", "written"]);
    assert_eq!(options[0]["result"], "丙");
    unit.ok("conflict_decide", answer("c1", "present", Value::Null))
        .await;
    assert_eq!(note(&unit, &file).await, "丙");
    assert_eq!(unit.ok("conflict_list", json!({})).await["undecided"], 0);
    let decided = unit.ok("conflict_list", json!({ "decided": true })).await;
    let rows = decided["rows"].as_array().unwrap();
    let label = |id: &str| {
        let row = rows.iter().find(|row| row["id"] == id).unwrap();
        row["decision"]["label"].clone()
    };
    assert_eq!(label("c1"), "维持现在的");
}

#[tokio::test]
async fn who_has_seen_what_stands_may_replace_it() {
    let (unit, file) = chain().await;
    unit.ok("conflict_decide", answer("c2", "mine", Value::Null))
        .await;
    let seen = unit.ok("conflict_get", json!({ "id": "c1" })).await;
    let mark = seen["row"]["standing"].clone();
    // Written once more after it was seen: what was seen is no longer what stands.
    let applicant = file["applicant"]["id"].clone();
    unit.edit(&file, &applicant, "note", json!("丁")).await;
    let refused = unit
        .refused("conflict_decide", answer("c1", "mine", mark))
        .await;
    assert!(refused.message.contains("“丁”"), "{refused}");
    let seen = unit.ok("conflict_get", json!({ "id": "c1" })).await;
    let mark = seen["row"]["standing"].clone();
    unit.ok("conflict_decide", answer("c1", "mine", mark)).await;
    assert_eq!(note(&unit, &file).await, "乙");
}

#[tokio::test]
async fn two_of_one_chain_are_not_decided_blindly_together() {
    let (unit, file) = chain().await;
    let both = json!({ "note": null, "decisions": [
        { "id": "c2", "choice": "mine" }, { "id": "c1", "choice": "mine" },
    ]});
    let refused = unit.refused("conflict_decide", both).await;
    assert!(refused.message.contains("“丙”"), "{refused}");
    assert_eq!(note(&unit, &file).await, "甲");
    assert_eq!(unit.ok("conflict_list", json!({})).await["undecided"], 2);
    // The hub's text for both changes nothing: nobody wrote since.
    let both = json!({ "note": null, "decisions": [
        { "id": "c2", "choice": "theirs" }, { "id": "c1", "choice": "theirs" },
    ]});
    assert_eq!(unit.ok("conflict_decide", both).await["changed"], 0);
    assert_eq!(note(&unit, &file).await, "甲");
}
