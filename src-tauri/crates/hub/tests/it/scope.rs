//! What a visitor's device gets, may write, and no longer gets.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};
use songnuan_hub::DeviceHub;
use songnuan_model::record::Id;
use songnuan_sync::{FetchRequest, Hub, Refusal};

use crate::support::{Desk, Op, names, on_both_engines, op, pull, push, take};

on_both_engines! {
    only_the_assigned_case_comes,
    a_case_comes_and_goes,
    conflicts_come_with_their_record,
    a_visitor_writes_within_the_case,
    a_visitor_opens_no_other_case,
    work_on_a_case_that_was_taken_away_is_not_lost,
    what_the_line_and_the_list_say_agree,
    an_own_visit_without_a_file_stays,
}

/// A whole case: file, applicant, household, spouse, income, step, visit with difficulty, and what
/// is never given: an aid record and a payment.
fn case(n: &str) -> Op {
    let id = |kind: &str| format!("{kind}{n}");
    let file = json!({"applicant_id": id("p"), "household_id": id("h"), "org_id": "org"});
    let member = json!({"household_id": id("h"), "person_id": id("q"), "relation": "配偶"});
    op("a", &id("case"))
        .create("person", &id("p"), json!({"name": "张三"}))
        .create("person", &id("q"), json!({"name": "李四"}))
        .create("household", &id("h"), json!({"head_id": id("p")}))
        .create("household_member", &id("m"), member)
        .create("hardship_file", &id("f"), file)
        .create("income_line", &id("in"), json!({"household_id": id("h")}))
        .create("file_step", &id("s"), json!({"file_id": id("f")}))
        .create(
            "visit",
            &id("w"),
            json!({"file_id": id("f"), "state": "done", "visitors": ["某"]}),
        )
        .create("difficulty_item", &id("d"), json!({"visit_id": id("w")}))
        .create("aid_record", &id("ar"), json!({"file_id": id("f")}))
        .create(
            "payment_line",
            &id("pl"),
            json!({"batch_id": "b", "person_id": id("p")}),
        )
}

fn item(id: &str, n: &str, assignee: Value) -> Value {
    json!({
        "id": id, "campaign_id": "k1", "person_id": format!("p{n}"), "file_id": format!("f{n}"),
        "household_id": format!("h{n}"), "assignee": assignee, "outcome": "planned",
    })
}

const CASE_ONE: &[&str] = &[
    "d1", "f1", "h1", "i1", "in1", "k1", "m1", "org", "p1", "q1", "s1", "u1", "w1",
];
const NO_CASE: &[&str] = &["org", "u1"];

/// An office, a visitor, two cases; the first one is the visitor's.
async fn ground(desk: &Desk) -> (DeviceHub, DeviceHub) {
    let a = desk.office("a").await;
    let v = desk.visitor("v", "赵走访").await;
    let common = op("a", "common")
        .create("user", "u1", json!({"name": "赵走访"}))
        .create("union_org", "org", json!({"name": "某厂工会"}))
        .create("fund_source", "fund", json!({"name": "专项资金"}))
        .create("aid_campaign", "k1", json!({"name": "春节送温暖"}));
    // A clerk does not add users: the first one came with the unit.
    let keeper = [
        songnuan_model::records::Role::Administrator,
        songnuan_model::records::Role::Clerk,
    ];
    let unit = desk.device("unit", &keeper, &["管理"], true).await;
    take(&unit, common).await;
    take(&a, case("1")).await;
    take(&a, case("2")).await;
    let items = op("a", "items")
        .create("aid_item", "i1", item("i1", "1", json!("赵走访")))
        .create("aid_item", "i2", item("i2", "2", json!("钱走访")));
    take(&a, items).await;
    (a, v)
}

/// The list, sorted.
async fn list(hub: &DeviceHub) -> Vec<String> {
    let page = hub.scope(None).await.unwrap();
    assert_eq!(page.next, None);
    page.records.into_iter().map(|id| id.0).collect()
}

async fn head(desk: &Desk) -> i64 {
    desk.hub.status().await.unwrap().head
}

async fn assign(desk: &Desk, hub: &DeviceHub, id: &str, item: &str, from: Value, to: Value) {
    let seen = head(desk).await;
    take(
        hub,
        op("a", id).set("aid_item", item, "assignee", from, to, seen),
    )
    .await;
}

async fn only_the_assigned_case_comes(desk: Desk) {
    let (a, v) = ground(&desk).await;
    assert_eq!(list(&v).await, CASE_ONE);
    let mut pulled: Vec<String> = names(&pull(&v, 0).await);
    pulled.sort();
    assert_eq!(pulled, CASE_ONE);
    // Asking for more by name gives nothing more.
    let request = FetchRequest {
        records: vec![Id::new("f2"), Id::new("f1"), Id::new("fund")],
        up_to: head(&desk).await,
    };
    assert_eq!(names(&v.fetch(request.clone()).await.unwrap()), ["f1"]);
    assert_eq!(a.fetch(request).await.unwrap().entries.len(), 3);
    let digest = v.digest(None).await.unwrap();
    assert!(digest.whole.starts_with(&format!("{}:", CASE_ONE.len())));
    let device = desk.hub.devices().await.unwrap().into_iter();
    let held: Vec<u64> = device
        .filter(|d| d.id.as_str() == "v")
        .map(|d| d.holds)
        .collect();
    assert_eq!(held, [CASE_ONE.len() as u64]);
}

async fn a_case_comes_and_goes(desk: Desk) {
    let (a, v) = ground(&desk).await;
    assert_eq!(list(&v).await, CASE_ONE);
    let cursor = pull(&v, 0).await.next;
    assign(&desk, &a, "o1", "i1", json!("赵走访"), json!("钱走访")).await;
    assert_eq!(list(&v).await, NO_CASE);
    // Nothing of it comes any more, not even that it went.
    assert_eq!(names(&pull(&v, cursor).await), Vec::<String>::new());
    assign(&desk, &a, "o2", "i2", json!("钱走访"), json!("赵走访")).await;
    let two: Vec<String> = CASE_ONE
        .iter()
        .map(|id| {
            if NO_CASE.contains(id) || *id == "k1" {
                (*id).to_owned()
            } else {
                id.replace('1', "2")
            }
        })
        .collect();
    let mut now = list(&v).await;
    let mut expected = two.clone();
    now.sort();
    expected.sort();
    assert_eq!(now, expected);
    // A planned visit makes a case too, as long as it is planned.
    let plan = json!({"file_id": "f1", "state": "planned", "visitors": ["赵走访"]});
    take(&a, op("a", "o3").create("visit", "w9", plan)).await;
    assert!(list(&v).await.contains(&"q1".to_owned()));
    let seen = head(&desk).await;
    take(
        &a,
        op("a", "o4").set(
            "visit",
            "w9",
            "state",
            json!("planned"),
            json!("done"),
            seen,
        ),
    )
    .await;
    assert!(!list(&v).await.contains(&"q1".to_owned()));
    // An item taken off the list, or deleted, sends nobody.
    let seen = head(&desk).await;
    let off = op("a", "o5").set(
        "aid_item",
        "i2",
        "removed_reason",
        Value::Null,
        json!("重复"),
        seen,
    );
    take(&a, off).await;
    assert_eq!(list(&v).await, NO_CASE);
}

async fn conflicts_come_with_their_record(desk: Desk) {
    let (a, v) = ground(&desk).await;
    let b = desk.office("b").await;
    let seen = head(&desk).await;
    for n in ["1", "2"] {
        let id = format!("p{n}");
        let edit = |device: &str, to: &str| {
            op(device, &format!("{device}{n}")).set(
                "person",
                &id,
                "mobile",
                Value::Null,
                json!(to),
                seen,
            )
        };
        take(&a, edit("a", "139")).await;
        assert_eq!(push(&b, vec![edit("b", "138")]).await[0].parked, 1);
    }
    let page = pull(&v, seen).await;
    let conflicts: Vec<_> = page
        .entries
        .iter()
        .filter(|e| e.kind == "conflict")
        .collect();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].after["record_id"], json!("p1"));
    let id = conflicts[0].record_id.0.clone();
    let decision = json!({"conflict_id": id, "choice": "theirs"});
    take(
        &b,
        op("b", "decide").create("conflict_decision", "cd1", decision),
    )
    .await;
    assert!(list(&v).await.contains(&"cd1".to_owned()));
}

async fn a_visitor_writes_within_the_case(desk: Desk) {
    let (_, v) = ground(&desk).await;
    let seen = head(&desk).await;
    let work = op("v", "v1")
        .kind("visit_record")
        .create(
            "visit",
            "w5",
            json!({"file_id": "f1", "state": "done", "visitors": ["赵走访"]}),
        )
        .create(
            "difficulty_item",
            "d5",
            json!({"visit_id": "w5", "file_id": "f1"}),
        )
        .create(
            "attachment",
            "t5",
            json!({"owner_id": "w5", "blob": "00".repeat(32)}),
        )
        .set(
            "aid_item",
            "i1",
            "outcome",
            json!("planned"),
            json!("done"),
            seen,
        )
        .set("aid_item", "i1", "visit_id", Value::Null, json!("w5"), seen);
    take(&v, work).await;
    let later = op("v", "v2").set_after("visit", "w5", "note", Value::Null, json!("补记"), "v1");
    take(&v, later).await;
    for id in ["w5", "d5", "t5"] {
        assert!(list(&v).await.contains(&id.to_owned()));
    }
}

async fn a_visitor_opens_no_other_case(desk: Desk) {
    let (_, v) = ground(&desk).await;
    let seen = head(&desk).await;
    let outside = |op: Op| {
        let v = v.clone();
        async move {
            let outcome = push(&v, vec![op]).await.remove(0);
            assert_eq!(outcome.refused, Some(Refusal::OutOfScope));
        }
    };
    // Edits somebody else's visit, writes to their file, or names it in an own planned visit.
    outside(op("v", "x1").set("visit", "w2", "note", Value::Null, json!("x"), seen)).await;
    outside(op("v", "x2").create("visit", "w6", json!({"file_id": "f2", "state": "done"}))).await;
    let plan = json!({"person_id": "p2", "state": "planned", "visitors": ["赵走访"]});
    outside(op("v", "x3").create("visit", "w7", plan)).await;
    outside(op("v", "x4").create("difficulty_item", "d7", json!({"visit_id": "w2"}))).await;
    let own = json!({"file_id": "f1", "state": "planned", "visitors": ["赵走访"]});
    take(&v, op("v", "x5").create("visit", "w8", own)).await;
    let turned = op("v", "x6").set_after("visit", "w8", "file_id", json!("f1"), json!("f2"), "x5");
    outside(turned).await;
    assert!(!list(&v).await.contains(&"f2".to_owned()));
    assert_eq!(head(&desk).await, seen + 1);
}

async fn work_on_a_case_that_was_taken_away_is_not_lost(desk: Desk) {
    let (a, v) = ground(&desk).await;
    assert_eq!(list(&v).await, CASE_ONE);
    assign(&desk, &a, "o1", "i1", json!("赵走访"), json!("钱走访")).await;
    // Typed offline before anybody heard of it; and once more after the list was read.
    let visit = json!({"file_id": "f1", "state": "done", "visitors": ["赵走访"]});
    take(&v, op("v", "v1").create("visit", "w5", visit.clone())).await;
    assert_eq!(list(&v).await, NO_CASE);
    take(&v, op("v", "v2").create("visit", "w6", visit.clone())).await;
    // Not for ever.
    for _ in 0..25 {
        list(&v).await;
    }
    let late = push(&v, vec![op("v", "v3").create("visit", "w7", visit)])
        .await
        .remove(0);
    assert_eq!(late.refused, Some(Refusal::OutOfScope));
}

/// With the line and with what the list adds, a device has every entry of what it may hold.
async fn what_the_line_and_the_list_say_agree(desk: Desk) {
    let (a, v) = ground(&desk).await;
    let first = pull(&v, 0).await;
    assert_eq!(first.next, head(&desk).await);
    let seen = head(&desk).await;
    take(
        &a,
        op("a", "e1").set("person", "p2", "mobile", Value::Null, json!("139"), seen),
    )
    .await;
    assign(&desk, &a, "e2", "i2", json!("钱走访"), json!("赵走访")).await;
    let line = pull(&v, first.next).await;
    assert_eq!(names(&line), ["p2.mobile", "i2.assignee"]);
    assert_eq!(line.next_op, "e2");
    let records = list(&v).await.into_iter().map(Id).collect();
    let request = FetchRequest {
        records,
        up_to: line.next,
    };
    let whole = names(&v.fetch(request).await.unwrap());
    assert!(whole.contains(&"p2".to_owned()) && whole.contains(&"p2.mobile".to_owned()));
    assert_eq!(whole.len(), CASE_ONE.len() + 10 + 2);
}

async fn an_own_visit_without_a_file_stays(desk: Desk) {
    let (a, v) = ground(&desk).await;
    take(
        &a,
        op("a", "o1").create("person", "z", json!({"name": "周五"})),
    )
    .await;
    let visit = json!({"state": "done", "visitors": ["赵走访"], "person_id": "z"});
    take(&a, op("a", "o2").create("visit", "w5", visit)).await;
    let now = list(&v).await;
    assert!(now.contains(&"w5".to_owned()) && now.contains(&"z".to_owned()));
}
