//! What the first page remembers: birthdays, 五一, the Spring Festival, yearly and medical checks of
//! model workers; the window, decisions, payment and follow-up of scholarships (DOMAIN §5.1).

use serde_json::{Value, json};
use songnuan_app::op::Op;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Benefit, BenefitKind, Visit, VisitState};

use crate::honors::{applying, child, person, round};
use crate::money::support::{Unit, events, stepping, unit};

/// The task of a kind on the first page.
async fn task(unit: &Unit, kind: &str) -> Option<Value> {
    let home = unit.ok("home", json!({})).await;
    let tasks = home["tasks"].as_array().unwrap();
    tasks.iter().find(|task| task["kind"] == kind).cloned()
}

async fn words(unit: &Unit, kind: &str) -> String {
    let task = task(unit, kind).await;
    task.map_or_else(String::new, |task| {
        task["text"].as_str().unwrap().to_owned()
    })
}

async fn worker(unit: &Unit, name: &str, birth: &str, n: u32, state: &str) -> (Id, Value) {
    let who = person(unit, name, birth, n).await;
    let worker = json!({ "id": "", "person_id": who.id, "level": "city", "state": state });
    let save = json!({ "worker": worker, "income_confirmed": false, "card_confirmed": false });
    let detail = unit.ok("model_worker_save", save).await;
    (who.id, detail["row"]["worker"]["id"].clone())
}

#[tokio::test]
async fn model_workers_are_remembered_on_their_days() {
    const KIND: &str = "model_worker_reminder";
    let unit = unit().await;
    assert_eq!(task(&unit, KIND).await, None);
    // Today is 2026-11-22: one birthday in three days, one in four weeks, one of somebody dead.
    let (living, id) = worker(&unit, "罗劳模", "19391125", 1, "living").await;
    worker(&unit, "沈劳模", "19541220", 2, "living").await;
    worker(&unit, "已故劳模", "19391124", 3, "deceased").await;
    let text = words(&unit, KIND).await;
    assert_eq!(text, "劳模：生日 1 人，年度核查 2 人，体检 2 人");
    let list = unit.ok("model_worker_list", json!({})).await;
    let reminders = list["reminders"].as_array().unwrap();
    let birthday = reminders.iter().find(|it| it["label"] == "生日").unwrap();
    assert_eq!(birthday["text"], "2026-11-25 罗劳模 生日（87 岁）");
    // A visit is the yearly check, an arranged check-up the medical one.
    let visit = Visit {
        id: unit.id(),
        person_id: Some(living),
        state: VisitState::Visited,
        visited_on: Some("2026-11-20".parse().unwrap()),
        ..Visit::default()
    };
    let check = Benefit {
        id: unit.id(),
        model_worker_id: serde_json::from_value(id).unwrap(),
        year: 2026,
        kind: BenefitKind::MedicalCheck,
        amount: Fen::ZERO,
        monthly: None,
        basis: "年度体检".into(),
        reasons: Vec::new(),
        declared_on: Some("2026-11-21".parse().unwrap()),
        batch_id: None,
        note: None,
    };
    let mut tx = unit.app.begin(Op::EditFile, "").await.unwrap();
    tx.put(&visit).await.unwrap();
    tx.put(&check).await.unwrap();
    tx.commit().await.unwrap();
    let text = words(&unit, KIND).await;
    assert_eq!(text, "劳模：生日 1 人，年度核查 1 人，体检 1 人");
    // 2027-01-25: the Spring Festival is on 6 February.
    unit.host.pass_days(64);
    let text = words(&unit, KIND).await;
    assert_eq!(text, "劳模：春节慰问，年度核查 1 人，体检 1 人");
    // 2027-04-20
    unit.host.pass_days(85);
    let text = words(&unit, KIND).await;
    assert_eq!(text, "劳模：五一慰问，年度核查 1 人，体检 1 人");
    // 2027-11-21: a year later both are due again.
    unit.host.pass_days(215);
    let text = words(&unit, KIND).await;
    assert_eq!(text, "劳模：生日 1 人，年度核查 2 人，体检 2 人");
}

#[tokio::test]
async fn a_round_is_remembered_from_its_window_to_the_follow_up() {
    let unit = unit().await;
    let worker = unit.workers(1).await.remove(0);
    // Today is 2026-11-22.
    let round = round(&unit, 2026, "2026-11-01", "2026-11-30").await;
    let student = child(&unit, &worker, "王大宝", 1).await;
    let request = applying(&round, &student.id, json!({}));
    unit.ok("scholarship_save", request).await;
    let open = task(&unit, "scholarship_window").await.unwrap();
    assert_eq!(
        open["text"],
        "“2026年金秋助学”正在申请，2026-11-30 截止，已登记 1 人"
    );
    assert_eq!(open["urgent"], false);
    unit.host.pass_days(1);
    let open = task(&unit, "scholarship_window").await.unwrap();
    assert_eq!(open["urgent"], true, "a week before the end");
    unit.host.pass_days(8);
    assert_eq!(task(&unit, "scholarship_window").await, None);
    let pending = words(&unit, "scholarship_pending").await;
    assert_eq!(pending, "“2026年金秋助学”已截止，1 份申请待审");
    let decide = json!({ "round_id": round, "case_ids": [] });
    let list = unit.ok("scholarship_award", decide).await;
    assert_eq!(task(&unit, "scholarship_pending").await, None);

    let ids = [list["rows"][0]["case"]["id"].clone()];
    unit.host.pass_days(19);
    for (kind, on) in [
        ("grass_reviewed", "2026-12-01"),
        ("publicised", "2026-12-01"),
        ("approved", "2026-12-15"),
    ] {
        let step = json!({ "case_ids": ids, "kind": kind, "on": on });
        unit.ok("scholarship_step", step).await;
    }
    let unpaid = words(&unit, "scholarship_unpaid").await;
    assert_eq!(unpaid, "“2026年金秋助学”有 1 人已批准，还没有列入发放批次");
    let fund = unit.fund(1_000_000).await;
    let paying = json!({
        "round_id": round, "case_ids": [], "fund_id": fund["fund"]["id"], "method": "cash",
        "purpose": null, "needs_notice": false,
    });
    let batch = unit.ok("scholarship_batch", paying).await;
    assert_eq!(task(&unit, "scholarship_unpaid").await, None);
    let batch = unit.release(&batch).await;
    let mut taking = stepping(&batch, "cash_taken");
    taking["amount"] = json!(500_000);
    unit.ok("batch_step", taking).await;
    unit.ok("line_events_add", events(&batch, "signed")).await;

    // 2027-07-15: the season, and no round yet; the year is not over.
    unit.host.pass_days(215);
    assert_eq!(
        words(&unit, "scholarship_round").await,
        "2027 年的金秋助学还没有建立活动"
    );
    assert_eq!(task(&unit, "scholarship_follow_up").await, None);
    // 2027-12-20
    unit.host.pass_days(158);
    assert_eq!(task(&unit, "scholarship_round").await, None);
    assert_eq!(
        words(&unit, "scholarship_follow_up").await,
        "1 名受助学生满一年没有回访"
    );
    let found = json!({ "case_id": ids[0], "kind": "followed_up", "opinion": "在读" });
    unit.ok("scholarship_follow_up", found).await;
    assert_eq!(task(&unit, "scholarship_follow_up").await, None);
}
