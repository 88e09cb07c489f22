//! 金秋助学 from nomination to the next year.

use serde_json::{Value, json};

use crate::honors::{applying, child, number, person, round};
use crate::money::support::{Unit, unit};

const OPENS: &str = "2026-10-01";
const CLOSES: &str = "2026-11-20";

async fn refused(unit: &Unit, request: Value, why: &str) {
    let error = unit.refused("scholarship_save", request).await;
    assert!(error.message.contains(why), "{error}");
}

#[tokio::test]
async fn who_is_not_in_the_base_data_is_refused() {
    let unit = unit().await;
    let round = round(&unit, 2026, OPENS, CLOSES).await;
    let mut request = applying(&round, &songnuan_model::record::Id::new(""), json!({}));
    request["student"] = json!({ "name": "李陌生", "id_no": number("20060101", 1) });
    refused(&unit, request.clone(), "人选必须从基础数据库中产生").await;
    let list = unit.ok("scholarship_list", json!({})).await;
    assert_eq!(list["total"], 0);
    // Registered first, nominated then.
    person(&unit, "李陌生", "20060101", 1).await;
    let saved = unit.ok("scholarship_save", request).await;
    assert_eq!(saved["student"]["name"], "李陌生");
}

#[tokio::test]
async fn bad_applications_are_answered_with_a_sentence() {
    let unit = unit().await;
    let worker = unit.workers(1).await.remove(0);
    let round = round(&unit, 2026, OPENS, CLOSES).await;
    let first = child(&unit, &worker, "王大宝", 1).await;
    let other = person(&unit, "赵小宝", "20060901", 2).await;
    let small = person(&unit, "钱幼苗", "20210101", 3).await;
    let mut nobody = applying(&round, &songnuan_model::record::Id::new(""), json!({}));
    nobody["student"] = json!({ "name": "孙无号", "id_no": "" });
    refused(&unit, nobody, "没有身份证号").await;
    refused(&unit, applying(&round, &small.id, json!({})), "不满 6 周岁").await;
    let free = applying(&round, &first.id, json!({ "tuition": 0 }));
    refused(&unit, free, "学费填的是 0 元").await;
    let card = json!({ "card_no": "6222020000000000015" });
    unit.ok(
        "scholarship_save",
        applying(&round, &first.id, card.clone()),
    )
    .await;
    let again = applying(&round, &first.id, json!({ "parent_name": "周某" }));
    refused(&unit, again, "登记在另一位家长").await;
    let mut shared = applying(&round, &other.id, card);
    shared["case"]["parent_name"] = json!("赵某");
    refused(&unit, shared, "已登记在另一名学生").await;
    // After the window: kept, and refused by the rule with its reason.
    let late = applying(&round, &other.id, json!({ "applied_on": "2026-11-21" }));
    let saved = unit.ok("scholarship_save", late).await;
    assert!(
        saved["warnings"][0]
            .as_str()
            .unwrap()
            .contains("晚于申请截止")
    );
    let list = unit
        .ok(
            "scholarship_award",
            json!({ "round_id": round, "case_ids": [] }),
        )
        .await;
    assert_eq!(list["rows"][1]["case"]["decision"], "refused");
    assert_eq!(
        list["rows"][1]["case"]["reasons"],
        json!(["after_deadline"])
    );
}

#[tokio::test]
async fn two_children_are_awarded_paid_and_continued() {
    let unit = unit().await;
    let worker = unit.workers(1).await.remove(0);
    let last = round(&unit, 2025, "2025-07-01", "2025-08-31").await;
    let round = round(&unit, 2026, OPENS, CLOSES).await;
    for n in 1..=2 {
        let student = child(&unit, &worker, &format!("王宝{n}"), n).await;
        let change = json!({ "applied_on": "2025-08-01", "entry_year": 2025 });
        unit.ok("scholarship_save", applying(&last, &student.id, change))
            .await;
    }
    let list = unit
        .ok(
            "scholarship_award",
            json!({ "round_id": last, "case_ids": [] }),
        )
        .await;
    assert_eq!(list["totals"]["awarded"], 2);
    assert_eq!(list["totals"]["award_total"], 1_000_000);
    let ids: Vec<Value> = list["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["case"]["id"].clone())
        .collect();
    let fund = unit.fund(5_000_000).await;
    let paying = json!({
        "round_id": last, "case_ids": [], "fund_id": fund["fund"]["id"], "method": "cash",
        "purpose": null, "needs_notice": false,
    });
    let error = unit.refused("scholarship_batch", paying.clone()).await;
    assert!(error.message.contains("还没有批准"), "{error}");
    let steps = [
        ("grass_reviewed", "2025-09-01"),
        ("publicised", "2025-09-02"),
        ("approved", "2025-09-20"),
    ];
    for (kind, on) in steps {
        let step = json!({ "case_ids": ids, "kind": kind, "on": on });
        unit.ok("scholarship_step", step).await;
    }
    let batch = unit.ok("scholarship_batch", paying.clone()).await;
    assert_eq!(batch["lines"].as_array().unwrap().len(), 2);
    assert_eq!(batch["row"]["amount"], 1_000_000);
    unit.refused("scholarship_batch", paying).await;
    let found = json!({ "case_id": ids[0], "kind": "followed_up", "opinion": "在读" });
    let error = unit.refused("scholarship_follow_up", found).await;
    assert!(error.message.contains("还没有发放"), "{error}");
    let next = json!({ "round_id": round });
    let continued = unit.ok("scholarship_continue", next.clone()).await;
    assert_eq!(continued["continued"], 2);
    assert_eq!(
        continued["list"]["rows"][0]["case"]["admission"],
        "continuing"
    );
    let again = unit.ok("scholarship_continue", next).await;
    assert_eq!(again["continued"], 0);
    let id = &continued["list"]["rows"][0]["case"]["id"];
    let detail = unit.ok("scholarship_get", json!({ "id": id })).await;
    let years: Vec<_> = detail["timeline"].as_array().unwrap().iter().collect();
    assert_eq!(years[0]["year"], 2025);
    assert_eq!(years[1]["year"], 2026);
}

#[tokio::test]
async fn an_event_counts_people_and_has_no_amount() {
    let unit = unit().await;
    let student = person(&unit, "阿依", "20050101", 9).await;
    let others: Vec<String> = (1..=10).map(|n| format!("同学{n}")).collect();
    let event = json!({
        "id": "", "title": "阿勒泰学生座谈会", "on": "2026-11-01", "place": null,
        "participant_ids": [student.id], "other_names": others, "counterpart": true, "note": null,
    });
    let view = unit
        .ok("scholarship_event_save", json!({ "event": event }))
        .await;
    assert_eq!(view["participants_n"], 11);
    assert!(!view.to_string().contains("amount"));
}

#[tokio::test]
async fn the_offer_says_who_goes_on_and_why_not_and_writes_nothing() {
    let unit = unit().await;
    let worker = unit.workers(1).await.remove(0);
    let last = round(&unit, 2025, "2025-07-01", "2025-08-31").await;
    let round = round(&unit, 2026, OPENS, CLOSES).await;
    let changes = [
        json!({}),
        json!({ "student_kind": "military_academy" }),
        json!({ "entry_year": 2022 }),
    ];
    for (n, change) in (1..).zip(&changes) {
        let student = child(&unit, &worker, &format!("王宝{n}"), n).await;
        let mut change = change.clone();
        change["applied_on"] = json!("2025-08-01");
        unit.ok("scholarship_save", applying(&last, &student.id, change))
            .await;
    }
    let decide = json!({ "round_id": last, "case_ids": [] });
    unit.ok("scholarship_award", decide).await;
    let ask = json!({ "round_id": round });
    let offer = unit.ok("scholarship_continue_offer", ask.clone()).await;
    assert_eq!(offer["from"]["year"], 2025);
    let names = |of: &str, key: &str| -> Vec<String> {
        let rows = offer[of].as_array().unwrap().iter();
        rows.map(|row| row[key].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("offered", "name"), ["王宝1"]);
    assert_eq!(offer["offered"][0]["award"], 500_000);
    assert_eq!(names("left_out", "name"), ["王宝2", "王宝3"]);
    let reasons = names("left_out", "reason");
    assert!(reasons[0].contains("不予资助"), "{reasons:?}");
    assert!(reasons[1].contains("毕业年份"), "{reasons:?}");
    let list = unit
        .ok("scholarship_list", json!({ "round_id": round }))
        .await;
    assert_eq!(list["total"], 0);
    let done = unit.ok("scholarship_continue", ask).await;
    assert_eq!(done["continued"], 1);
    assert_eq!(done["left_out"], offer["left_out"]);
}

#[tokio::test]
async fn filed_and_unfiled_are_told_apart() {
    let unit = unit().await;
    let worker = unit.workers(1).await.remove(0);
    let round = round(&unit, 2026, OPENS, CLOSES).await;
    let filed = child(&unit, &worker, "王大宝", 1).await;
    let unfiled = person(&unit, "赵小宝", "20060901", 2).await;
    for (student, change) in [
        (&filed, json!({})),
        (
            &unfiled,
            json!({ "parent_name": "赵某", "unfiled_reason": "收入高于建档标准" }),
        ),
    ] {
        unit.ok("scholarship_save", applying(&round, &student.id, change))
            .await;
    }
    let decide = json!({ "round_id": round, "case_ids": [] });
    let list = unit.ok("scholarship_award", decide).await;
    let row = |at: usize| &list["rows"][at];
    assert_eq!(row(0)["filed"], true);
    assert_eq!(
        row(0)["file_label"],
        format!("在档 {}", worker.file.file_no)
    );
    assert_eq!(row(1)["file_label"], "未建档");
    assert_eq!(row(1)["case"]["unfiled_reason"], "收入高于建档标准");
    let filings = &list["totals"]["by_filing"];
    assert_eq!(filings[0]["label"], "建档");
    assert_eq!(filings[0]["amount"], 500_000);
    assert_eq!(filings[1]["amount"], 400_000);
    let only = json!({ "round_id": round, "filed": false });
    let list = unit.ok("scholarship_list", only).await;
    assert_eq!(list["total"], 1);
    assert_eq!(list["rows"][0]["name"], "赵小宝");
    // Who is in no family's file is found by the application.
    let found = unit
        .ok("search", json!({ "text": "赵小宝", "limit": 5 }))
        .await;
    let id = list["rows"][0]["case"]["id"].as_str().unwrap();
    assert_eq!(found[0]["route"], format!("/scholarships/cases/{id}"));
}

#[tokio::test]
async fn a_round_of_counterpart_aid_gives_its_unions_to_its_applications() {
    let unit = unit().await;
    let mut wanted = json!({
        "id": "", "name": "", "year": 2026, "pack": "demo-a", "opens_on": OPENS,
        "closes_on": CLOSES, "closed": false, "basis": null, "note": null, "counterpart": true,
        "sending_union": "", "receiving_union": "长春市总工会",
    });
    let error = unit.refused("round_save", json!({ "round": wanted })).await;
    assert_eq!(error.params["field"], "sending_union", "{error}");
    wanted["sending_union"] = json!("阿勒泰地区工会");
    let row = unit.ok("round_save", json!({ "round": wanted })).await;
    let round = serde_json::from_value(row["round"]["id"].clone()).unwrap();
    let student = person(&unit, "阿依", "20050101", 9).await;
    let request = applying(&round, &student.id, json!({}));
    let saved = unit.ok("scholarship_save", request).await;
    let case = &saved["row"]["case"];
    assert_eq!(case["counterpart"], true);
    assert_eq!(case["sending_union"], "阿勒泰地区工会");
    let only = json!({ "round_id": round, "counterpart": false });
    assert_eq!(unit.ok("scholarship_list", only).await["total"], 0);
}

#[tokio::test]
async fn a_refusal_names_its_field() {
    let unit = unit().await;
    let worker = unit.workers(1).await.remove(0);
    let round = round(&unit, 2026, OPENS, CLOSES).await;
    let student = child(&unit, &worker, "王大宝", 1).await;
    for (change, field) in [
        (json!({ "tuition": 0 }), "tuition"),
        (json!({ "school": " " }), "school"),
        (json!({ "card_no": "12" }), "card_no"),
        (json!({ "applied_on": "2126-11-10" }), "applied_on"),
    ] {
        let request = applying(&round, &student.id, change);
        let error = unit.refused("scholarship_save", request).await;
        assert_eq!(error.params["field"], field, "{error}");
    }
    let mut stranger = applying(&round, &songnuan_model::record::Id::new(""), json!({}));
    stranger["student"] = json!({ "name": "李陌生", "id_no": number("20060101", 1) });
    let error = unit.refused("scholarship_save", stranger.clone()).await;
    assert_eq!(error.params["field"], "student.base_data");
    stranger["student"]["id_no"] = json!("998101200601010010");
    let error = unit.refused("scholarship_save", stranger).await;
    assert_eq!(error.params["field"], "student.id_no");
}

#[tokio::test]
async fn a_standard_is_shown_with_its_source_and_articles() {
    let unit = unit().await;
    let ask = |on: &str| json!({ "pack": "tianmen-2024", "on": on });
    let view = unit.ok("scholarship_standard", ask("2024-08-27")).await;
    assert!(view["source"].as_str().unwrap().contains("天门"));
    assert_eq!(view["amounts"][0]["amount"], 500_000);
    assert_eq!(view["unfiled"], true);
    assert_eq!(view["gate"], Value::Null);
    let articles = view["exclusions"].as_array().unwrap().iter();
    assert!(articles.clone().count() >= 7);
    for line in articles {
        assert!(!line["article"].as_str().unwrap().is_empty(), "{line}");
    }
    let none = unit.ok("scholarship_standard", ask("2026-08-27")).await;
    assert!(none["problem"].as_str().unwrap().contains("没有生效的版本"));
    let gated = unit
        .ok(
            "scholarship_standard",
            json!({ "pack": "demo-a", "on": CLOSES }),
        )
        .await;
    assert!(
        gated["gate"]["text"]
            .as_str()
            .unwrap()
            .contains("基础数据库")
    );
    assert!(!gated["caps"].as_array().unwrap().is_empty());
}
