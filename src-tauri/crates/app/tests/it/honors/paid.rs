//! Awards and benefits through the ledger: paid once, counted in the figures, asked after a year
//! later; each child of a family under its own cap (DOMAIN T10.3).

use serde_json::{Value, json};
use songnuan_app::op::Op;
use songnuan_model::record::Id;
use songnuan_model::records::Person;

use crate::honors::{applying, child, person, round};
use crate::money::support::{Unit, events, stepping, unit};

/// Everybody of a round decided and led to the approval.
async fn approved(unit: &Unit, round: &Id, year: i32) -> Vec<Value> {
    let decide = json!({ "round_id": round, "case_ids": [] });
    let list = unit.ok("scholarship_award", decide).await;
    let rows = list["rows"].as_array().unwrap();
    let ids: Vec<Value> = rows.iter().map(|row| row["case"]["id"].clone()).collect();
    for (kind, on) in [
        ("grass_reviewed", "09-01"),
        ("publicised", "09-02"),
        ("approved", "09-20"),
    ] {
        let on = format!("{year}-{on}");
        let step = json!({ "case_ids": ids, "kind": kind, "on": on });
        unit.ok("scholarship_step", step).await;
    }
    ids
}

fn paying(round: &Id, fund: &Value) -> Value {
    json!({
        "round_id": round, "case_ids": [], "fund_id": fund["fund"]["id"], "method": "cash",
        "purpose": null, "needs_notice": false,
    })
}

/// From the draft to the last signature.
async fn handed_out(unit: &Unit, batch: &Value) {
    let batch = unit.release(batch).await;
    let mut taking = stepping(&batch, "cash_taken");
    taking["amount"] = batch["row"]["amount"].clone();
    unit.ok("batch_step", taking).await;
    unit.ok("line_events_add", events(&batch, "signed")).await;
    unit.step(&batch, "paid").await;
}

/// Two children of one family in the round of 2025, approved.
async fn family(unit: &Unit) -> (Id, Vec<Value>) {
    let worker = unit.workers(1).await.remove(0);
    let round = round(unit, 2025, "2025-07-01", "2025-08-31").await;
    for n in 1..=2 {
        let student = child(unit, &worker, &format!("王宝{n}"), n).await;
        let change = json!({ "applied_on": "2025-08-01", "entry_year": 2025 });
        unit.ok("scholarship_save", applying(&round, &student.id, change))
            .await;
    }
    let ids = approved(unit, &round, 2025).await;
    (round, ids)
}

/// The paid fen of a kind of aid in the report on funds.
async fn reported(unit: &Unit, label: &str) -> (Value, i64) {
    let ask = json!({ "report": "funds", "campaign_id": null, "fund_id": null, "from": null, "to": null, "as_of": null });
    let stats = unit.ok("stats", ask).await;
    let tables = stats["tables"].as_array().unwrap();
    let kinds = tables.iter().find(|it| it["key"] == "by_aid_kind").unwrap();
    let rows = kinds["rows"].as_array().unwrap();
    let paid = rows
        .iter()
        .find(|row| row["label"] == label)
        .map_or(0, |row| {
            let figures = row["figures"].as_array().unwrap();
            let paid = figures.iter().find(|it| it["key"] == "paid_fen").unwrap();
            paid["value"].as_i64().unwrap()
        });
    (stats["totals"]["totals"]["paid_fen"].clone(), paid)
}

#[tokio::test]
async fn t10_3_two_children_are_paid_each_under_a_cap_of_its_own() {
    let unit = unit().await;
    let (last, _) = family(&unit).await;
    let fund = unit.fund(5_000_000).await;
    let batch = unit.ok("scholarship_batch", paying(&last, &fund)).await;
    handed_out(&unit, &batch).await;
    // In the same year once more: 9,700 less the 5,000 given, for each of the two.
    let next = round(&unit, 2026, "2026-07-01", "2026-08-31").await;
    let asked = json!({ "round_id": next });
    let continued = unit.ok("scholarship_continue", asked).await;
    assert_eq!(continued["continued"], 2);
    for row in continued["list"]["rows"].as_array().unwrap() {
        let mut case = row["case"].clone();
        case["applied_on"] = json!("2026-08-01");
        let save = json!({ "case": case, "card_confirmed": false });
        unit.ok("scholarship_save", save).await;
    }
    let ids = approved(&unit, &next, 2026).await;
    let list = unit
        .ok("scholarship_list", json!({ "round_id": next }))
        .await;
    for row in list["rows"].as_array().unwrap() {
        assert_eq!(row["case"]["award"], 470_000);
        let reasons = row["case"]["reasons"].as_array().unwrap();
        assert!(
            reasons.contains(&json!("capped_per_student")),
            "{reasons:?}"
        );
    }
    let batch = unit.ok("scholarship_batch", paying(&next, &fund)).await;
    assert_eq!(batch["row"]["amount"], 940_000);
    // Nothing is left for either of them.
    let detail = unit.ok("scholarship_get", json!({ "id": ids[0] })).await;
    let room = detail["room"].as_str().unwrap();
    assert!(room.contains("9,700.00"), "{room}");
    let third = json!({
        "id": "", "name": "2026年金秋助学第二批", "year": 2026, "pack": "demo-a",
        "opens_on": "2026-09-01", "closes_on": "2026-11-20", "closed": false, "basis": null,
        "note": null,
    });
    let third = unit.ok("round_save", json!({ "round": third })).await;
    let third: Id = serde_json::from_value(third["round"]["id"].clone()).unwrap();
    let again = json!({ "applied_on": "2026-10-01" });
    let student = serde_json::from_value(detail["student"]["id"].clone()).unwrap();
    unit.ok("scholarship_save", applying(&third, &student, again))
        .await;
    let decide = json!({ "round_id": third, "case_ids": [] });
    let list = unit.ok("scholarship_award", decide).await;
    assert_eq!(list["rows"][0]["case"]["decision"], "refused");
    assert_eq!(
        list["rows"][0]["case"]["reasons"],
        json!(["student_cap_used_up"])
    );
}

#[tokio::test]
async fn what_is_paid_stands_in_the_figures_and_is_followed_up() {
    let unit = unit().await;
    let (last, ids) = family(&unit).await;
    let fund = unit.fund(5_000_000).await;
    let before = unit
        .ok("scholarship_list", json!({ "round_id": last }))
        .await;
    assert_eq!(before["totals"]["paid"], 0);
    let batch = unit.ok("scholarship_batch", paying(&last, &fund)).await;
    let drafted = unit
        .ok("scholarship_list", json!({ "round_id": last }))
        .await;
    assert_eq!(drafted["totals"]["drafted"], 1_000_000);
    assert_eq!(drafted["totals"]["paid"], 0);
    assert_eq!(reported(&unit, "助学救助").await, (json!(0), 0));
    let found = |id: &Value, kind: &str, opinion: &str| json!({ "case_id": id, "kind": kind, "opinion": opinion });
    let early = found(&ids[0], "followed_up", "在读");
    let error = unit.refused("scholarship_follow_up", early.clone()).await;
    assert!(error.message.contains("还没有发放"), "{error}");

    handed_out(&unit, &batch).await;
    let paid = unit
        .ok("scholarship_list", json!({ "round_id": last }))
        .await;
    assert_eq!(paid["totals"]["paid"], 1_000_000);
    assert_eq!(paid["rows"][0]["paid"], true);
    let rounds = unit.ok("round_list", json!({})).await;
    assert_eq!(rounds[0]["totals"]["paid"], 1_000_000);
    assert_eq!(
        reported(&unit, "助学救助").await,
        (json!(1_000_000), 1_000_000)
    );

    let detail = unit.ok("scholarship_follow_up", early).await;
    assert_eq!(detail["row"]["step"], "followed_up");
    let wordless = found(&ids[1], "dropped", " ");
    let error = unit.refused("scholarship_follow_up", wordless).await;
    assert!(error.message.contains("中止资助要写明理由"), "{error}");
    let gone = found(&ids[1], "dropped", "因病休学");
    unit.ok("scholarship_follow_up", gone).await;
    let other = found(&ids[1], "followed_up", "复学");
    let error = unit.refused("scholarship_follow_up", other).await;
    assert!(error.message.contains("已经结束"), "{error}");
    let wrong = found(&ids[0], "approved", "同意");
    let error = unit.refused("scholarship_follow_up", wrong).await;
    assert!(error.message.contains("回访只能登记"), "{error}");
    // Who dropped out is not offered next year, and it is said why.
    let next = round(&unit, 2026, "2026-07-01", "2026-08-31").await;
    let asked = json!({ "round_id": next });
    let continued = unit.ok("scholarship_continue", asked).await;
    assert_eq!(continued["continued"], 1);
    assert_eq!(continued["left_out"][0]["name"], "王宝2");
    let reason = continued["left_out"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("毕业或中止"), "{reason}");
}

async fn declared(unit: &Unit, n: u32) -> (Person, Value) {
    let who = person(unit, &format!("孙劳模{n}"), "19450101", n).await;
    let worker = json!({
        "id": "", "person_id": who.id, "level": "provincial", "kind": "retired",
        "state": "living", "monthly_income": 300_000,
    });
    let save = json!({ "worker": worker, "income_confirmed": false, "card_confirmed": false });
    let detail = unit.ok("model_worker_save", save).await;
    let id = detail["row"]["worker"]["id"].clone();
    let query = json!({
        "year": 2026, "on": "2026-07-01", "worker_ids": [id], "kinds": ["living_subsidy"],
    });
    let declare = json!({ "query": query, "amount": null, "note": null });
    unit.ok("benefit_declare", declare).await;
    (who, id)
}

fn drafting(fund: &Value) -> Value {
    json!({
        "year": 2026, "kinds": [], "benefit_ids": [], "fund_id": fund["fund"]["id"],
        "method": "cash", "purpose": null, "needs_notice": false,
    })
}

#[tokio::test]
async fn a_benefit_is_paid_once_and_stands_in_the_figures() {
    let unit = unit().await;
    let (_, id) = declared(&unit, 1).await;
    let fund = unit.fund(5_000_000).await;
    let batch = unit.ok("benefit_batch", drafting(&fund)).await;
    assert_eq!(batch["row"]["amount"], 662_400);
    handed_out(&unit, &batch).await;
    let detail = unit.ok("model_worker_get", json!({ "id": id })).await;
    assert_eq!(detail["benefits"][0]["paid"], true);
    assert_eq!(
        detail["benefits"][0]["batch_no"],
        batch["row"]["batch"]["no"]
    );
    assert_eq!(
        reported(&unit, "劳模生活困难补助金").await,
        (json!(662_400), 662_400)
    );
    let error = unit.refused("benefit_batch", drafting(&fund)).await;
    assert!(error.message.contains("没有已申报"), "{error}");
}

#[tokio::test]
async fn nothing_is_drafted_for_somebody_who_died_since() {
    let unit = unit().await;
    let (who, id) = declared(&unit, 1).await;
    let fund = unit.fund(5_000_000).await;
    // The death stands in the base data; the registry was not changed.
    let dead = Person {
        died_on: Some("2026-11-01".parse().unwrap()),
        ..who.clone()
    };
    let mut tx = unit.app.begin(Op::EditFile, "").await.unwrap();
    tx.put(&dead).await.unwrap();
    tx.commit().await.unwrap();
    let error = unit.refused("benefit_batch", drafting(&fund)).await;
    assert!(error.message.contains("去世"), "{error}");
    // Recorded in the registry, it is refused with the name.
    let detail = unit.ok("model_worker_get", json!({ "id": id })).await;
    let mut worker = detail["row"]["worker"].clone();
    worker["state"] = json!("deceased");
    worker["state_on"] = json!("2026-11-01");
    worker["card_no"] = Value::Null;
    let save = json!({ "worker": worker, "income_confirmed": false, "card_confirmed": false });
    unit.ok("model_worker_save", save).await;
    let error = unit.refused("benefit_batch", drafting(&fund)).await;
    assert!(error.message.contains("孙劳模1"), "{error}");
    assert!(error.message.contains("不能再发"), "{error}");
    let funds = unit.ok("fund_list", json!({})).await;
    assert_eq!(funds[0]["committed"], 0);
    let detail = unit.ok("model_worker_get", json!({ "id": id })).await;
    assert_eq!(detail["benefits"].as_array().unwrap().len(), 1, "kept");
}
