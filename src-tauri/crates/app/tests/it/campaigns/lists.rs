//! Putting people on a list: amounts by rule, 户 and 人, last year's list, goods.

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_model::records::{AidRecord, CampaignItem, FileStatus, HardshipFile};

use super::support::{Unit, campaign, case, unit};

/// Files f-1 … of these names and categories.
pub async fn cases(unit: &Unit, who: &[(&str, &str)]) {
    let (mut people, mut files) = (Vec::new(), Vec::new());
    for (n, (name, category)) in (1..).zip(who) {
        let (person, file) = case(n, name, category);
        people.push(person);
        files.push(file);
    }
    unit.put(&people).await;
    unit.put(&files).await;
}

const RULES: [(&str, i64); 3] = [("deep", 200_000), ("relative", 100_000), ("", 50_000)];

#[tokio::test]
async fn amounts_follow_the_rules_and_units_stay_apart() {
    let unit = unit().await;
    cases(
        &unit,
        &[
            ("姚宝根", "deep"),
            ("陈春燕", "relative"),
            ("唐国华", "dibao_household"),
        ],
    )
    .await;
    let (worker, _) = case(9, "查国华", "");
    unit.put(&[worker]).await;
    let campaign = unit.campaign("2026年中秋慰问", &RULES).await;
    let request = json!({ "campaign_id": campaign["id"], "items": [
        { "file_id": "f-1" }, { "file_id": "f-2", "amount": 123_400 }, { "file_id": "f-3" },
        { "person_id": "p-9", "category": "临时性困难职工" },
    ] });
    let detail = unit.ok("items_add", request).await;
    let totals = &detail["row"]["totals"];
    assert_eq!(
        (&totals["households"], &totals["persons"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(
        (&totals["items"], &totals["amount"]),
        (&json!(4), &json!(573_400))
    );
    assert_eq!(totals["unassigned"], 4);
    let rows = unit.rows(&campaign).await;
    let seen: Vec<(&str, i64, &str)> = rows
        .iter()
        .map(|row| {
            let item = &row["item"];
            let unit = item["unit"].as_str().unwrap();
            (
                row["name"].as_str().unwrap(),
                item["amount"].as_i64().unwrap(),
                unit,
            )
        })
        .collect();
    let wanted = [
        ("姚宝根", 200_000, "household"),
        ("陈春燕", 123_400, "household"),
        ("唐国华", 200_000, "household"),
        ("查国华", 50_000, "person"),
    ];
    assert_eq!(seen, wanted);
    assert_eq!(rows[0]["item"]["seq"], 1);
    assert!(rows.iter().all(|row| row["item"]["card_no"].is_null()));
    assert!(
        rows[0]["card_masked"]
            .as_str()
            .unwrap()
            .starts_with("**** ")
    );
    assert_eq!(detail["by_category"][0]["label"], "深度困难");
    assert_eq!(detail["by_category"][0]["amount"], 200_000);
}

#[tokio::test]
async fn a_list_is_filtered_and_told_by_visitor() {
    let unit = unit().await;
    cases(
        &unit,
        &[
            ("曾小红", "deep"),
            ("单国强", "relative"),
            ("尉迟敬", "deep"),
        ],
    )
    .await;
    let campaign = unit.campaign("走访", &RULES).await;
    unit.add(&campaign, &["f-1", "f-2", "f-3"]).await;
    let names = async |query: Value| {
        let mut query = query;
        query["campaign_id"] = campaign["id"].clone();
        let list = unit.ok("item_list", query).await;
        let rows = list["rows"].as_array().unwrap().clone();
        let name = |row: &Value| row["name"].as_str().unwrap().to_owned();
        rows.iter().map(name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(json!({ "text": "zxh" })).await, "曾小红");
    assert_eq!(names(json!({ "text": "shan" })).await, "单国强");
    assert_eq!(
        names(json!({ "category": "深度困难" })).await,
        "曾小红 尉迟敬"
    );
    assert_eq!(names(json!({ "offset": 1, "limit": 1 })).await, "单国强");
    let rows = unit.rows(&campaign).await;
    let ids = json!([rows[0]["item"]["id"], rows[1]["item"]["id"]]);
    unit.ok("items_assign", json!({ "ids": ids, "assignee": "周走访" }))
        .await;
    assert_eq!(
        names(json!({ "assignee": "周走访" })).await,
        "曾小红 单国强"
    );
    assert_eq!(names(json!({ "assignee": "" })).await, "尉迟敬");
    let mut item = unit.rows(&campaign).await[0]["item"].clone();
    item["outcome"] = json!("visited");
    item["analysis"] = json!("女儿明年毕业，就业后可脱困。");
    let saved = json!({ "items": [item], "card_confirmed": false });
    let detail = unit.ok("items_save", saved).await;
    let visitors = detail["visitors"].as_array().unwrap();
    let zhou = visitors
        .iter()
        .find(|row| row["visitor"] == "周走访")
        .unwrap();
    assert_eq!(
        (&zhou["assigned"], &zhou["visited"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&zhou["analysed"], &zhou["summarised"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(visitors.last().unwrap()["visitor"], "");
    assert_eq!(names(json!({ "outcome": "visited" })).await, "曾小红");
    let removing = json!({ "ids": [rows[2]["item"]["id"]], "reason": "本人谢绝" });
    let detail = unit.ok("items_remove", removing).await;
    assert_eq!(detail["row"]["totals"]["items"], 2);
    assert_eq!(names(json!({})).await, "曾小红 单国强");
    assert_eq!(
        names(json!({ "removed": true })).await,
        "曾小红 单国强 尉迟敬"
    );
    let detail = unit.add(&campaign, &["f-3"]).await;
    assert_eq!(detail["row"]["totals"]["items"], 3);
    let stored = unit.all::<CampaignItem>().await;
    assert_eq!(stored.len(), 3, "the same record comes back");
}

#[tokio::test]
async fn the_card_is_kept_when_none_is_sent() {
    let unit = unit().await;
    cases(&unit, &[("曾小红", "deep")]).await;
    let campaign = unit.campaign("走访", &RULES).await;
    unit.add(&campaign, &["f-1"]).await;
    let save = async |card: &str, amount: i64| {
        let mut item = unit.rows(&campaign).await[0]["item"].clone();
        item["card_no"] = json!(card);
        item["amount"] = json!(amount);
        let request = json!({ "items": [item], "card_confirmed": false });
        unit.ok("items_save", request).await;
        let stored = unit.all::<CampaignItem>().await.remove(0);
        (stored.card_no, stored.amount.0)
    };
    let card = Some("6228480030000000015".to_owned());
    assert_eq!(save("6228 4800 3000 0000 015", 1).await, (card.clone(), 1));
    assert_eq!(save("", 2).await, (card, 2));
}

#[tokio::test]
async fn a_list_is_compared_with_last_year() {
    let unit = unit().await;
    let who = [
        "同额",
        "改额",
        "去世者",
        "脱困者",
        "注销者",
        "未列者",
        "新增者",
    ];
    cases(&unit, &who.map(|name| (name, "deep"))).await;
    let mut last = campaign("2025年中秋慰问", &[("", 50_000)]);
    last["year"] = json!(2025);
    last["starts_on"] = json!("2025-09-20");
    let saved = unit.ok("campaign_save", json!({ "campaign": last })).await;
    let last = saved["row"]["campaign"].clone();
    unit.add(&last, &["f-1", "f-2", "f-3", "f-4", "f-5", "f-6"])
        .await;
    let campaign = unit.campaign("2026年中秋慰问", &[("", 50_000)]).await;
    let request = json!({ "campaign_id": campaign["id"], "items": [
        { "file_id": "f-1" }, { "file_id": "f-2", "amount": 60_000 }, { "file_id": "f-7" },
    ] });
    unit.ok("items_add", request).await;
    let (mut died, _) = case(3, "去世者", "deep");
    died.died_on = "2026-03-01".parse().ok();
    unit.put(&[died]).await;
    let (_, mut exited) = case(4, "脱困者", "deep");
    exited.status = FileStatus::Exited;
    let (_, mut cancelled) = case(5, "注销者", "deep");
    cancelled.status = FileStatus::Cancelled;
    cancelled.cancel_reason = Some("moved_away".to_owned());
    unit.put(&[exited, cancelled]).await;
    let checks = unit
        .ok("campaign_checks", json!({ "id": campaign["id"] }))
        .await;
    let compared = &checks["compared"];
    assert_eq!(compared["last_campaign"], "2025年中秋慰问");
    assert_eq!(compared["same_n"], 1);
    assert_eq!(compared["new"][0]["name"], "新增者");
    let changed = &compared["changed"][0];
    assert_eq!(
        (&changed["before"], &changed["now"]),
        (&json!(50_000), &json!(60_000))
    );
    let gone: Vec<(&str, &str)> = compared["gone"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["name"].as_str().unwrap(),
                row["remark"].as_str().unwrap(),
            )
        })
        .collect();
    let wanted = [
        ("去世者", "去世（2026-03-01）"),
        ("脱困者", "脱困"),
        ("注销者", "注销（户口迁出）"),
        ("未列者", "未列入"),
    ];
    assert_eq!(gone, wanted);
    // The wizard's filter asks the same.
    let query = json!({ "campaign_id": campaign["id"], "on_last_list": true, "active_only": true });
    let found = unit.ok("candidate_list", query).await;
    let found: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(found, ["同额", "改额", "去世者", "未列者"]);
}

#[tokio::test]
async fn before_the_first_campaign_the_survey_tells_who_was_helped() {
    let unit = unit().await;
    cases(&unit, &[("张三", "deep"), ("李四", "deep")]).await;
    let aid = |n: u32, campaign: &str, day: &str| AidRecord {
        id: Id::new(format!("aid-{n}")),
        file_id: Id::new(format!("f-{n}")),
        campaign: campaign.to_owned(),
        item: "慰问金".to_owned(),
        amount: songnuan_model::money::Fen(30_000),
        paid_on: day.parse().ok(),
        method: None,
        result: None,
        return_reason: None,
        proxy_receiver: None,
    };
    unit.put(&[
        aid(1, "2025年中秋国庆慰问", "2025-09-28"),
        aid(2, "2026年五一慰问", "2026-04-28"),
    ])
    .await;
    let campaign = unit.campaign("2026年中秋慰问", &RULES).await;
    let query = json!({ "campaign_id": campaign["id"] });
    let all = unit.ok("candidate_list", query).await;
    assert_eq!(
        (&all[0]["last_amount"], &all[0]["helped_this_year"]),
        (&json!(30_000), &json!(0))
    );
    assert_eq!(
        (&all[1]["last_amount"], &all[1]["helped_this_year"]),
        (&json!(null), &json!(30_000))
    );
    let query = json!({ "campaign_id": campaign["id"], "not_helped_this_year": true });
    let found = unit.ok("candidate_list", query).await;
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["name"], "张三");
}

#[tokio::test]
async fn the_wizard_finds_by_state_cause_model_worker_and_ward() {
    let unit = unit().await;
    let who = ["在档", "脱困", "草稿", "患病", "劳模", "住院"];
    cases(&unit, &who.map(|name| (name, "deep"))).await;
    let mut files: Vec<HardshipFile> = unit.all().await;
    files[1].status = FileStatus::Exited;
    files[2].status = FileStatus::Draft;
    files[3].cause_primary = Some("own_serious_illness".to_owned());
    files[4].model_worker_kind = Some("provincial".to_owned());
    files[0].model_worker_kind = Some("none".to_owned());
    files[0].category = Some("relative".to_owned());
    unit.put(&files).await;
    let visit = json!({ "visit": {
        "id": "", "file_id": "f-6", "state": "visited", "visited_on": "2026-10-01",
        "method": "ward", "visitors": ["周走访"],
    }, "difficulties": [], "draft_key": null });
    unit.ok("visit_save", visit).await;
    let campaign = unit.campaign("2026年中秋慰问", &RULES).await;
    let cases = [
        (json!({}), "在档 脱困 患病 劳模 住院"),
        (json!({ "active_only": true }), "在档 患病 劳模 住院"),
        (json!({ "in_hospital": true }), "患病 住院"),
        (json!({ "model_workers": true }), "劳模"),
        (json!({ "causes": ["serious_illness"] }), "患病"),
        (json!({ "categories": ["relative"] }), "在档"),
        (json!({ "text": "huanbing" }), "患病"),
        (json!({ "text": "客车 住院" }), "住院"),
    ];
    for (mut query, names) in cases {
        query["campaign_id"] = campaign["id"].clone();
        let found = unit.ok("candidate_list", query.clone()).await;
        let found: Vec<&str> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["name"].as_str().unwrap())
            .collect();
        assert_eq!(found.join(" "), names, "{query}");
    }
}

#[tokio::test]
async fn goods_are_booked_and_counted_back() {
    let unit = unit().await;
    cases(&unit, &[("张三", "deep")]).await;
    let campaign = unit.campaign("2026年中秋慰问", &RULES).await;
    unit.add(&campaign, &["f-1"]).await;
    let item = unit.rows(&campaign).await[0]["item"]["id"].clone();
    let entry = |kind: &str, quantity: u32, holder: Value| {
        json!({ "id": "", "campaign_id": "", "goods": "大米10公斤", "kind": kind,
            "quantity": quantity, "unit_price": 6_000, "holder": holder, "item_id": null,
            "on": "2026-11-20", "note": null })
    };
    let mut given = entry("given", 1, json!("周走访"));
    given["item_id"] = item;
    let entries = json!([
        entry("received", 100, json!(null)),
        entry("handed_out", 30, json!("周走访")),
        given,
        entry("returned", 28, json!("周走访")),
        entry("counted_back", 97, json!(null)),
    ]);
    let request = json!({ "campaign_id": campaign["id"], "entries": entries });
    let book = unit.ok("goods_add", request).await;
    let (store, zhou) = (&book["rows"][0], &book["rows"][1]);
    assert_eq!((&store["holder"], &store["left"]), (&json!(""), &json!(98)));
    assert_eq!(
        (&zhou["holder"], &zhou["left"]),
        (&json!("周走访"), &json!(1))
    );
    assert_eq!(book["problems"].as_array().unwrap().len(), 1);
    assert!(book["problems"][0].as_str().unwrap().contains("少 1 份"));
    assert_eq!(book["entries"][2]["recipient"], "张三");
    let more = json!({ "campaign_id": campaign["id"], "entries": [
        entry("received", 1, json!(null)), entry("given", 2, json!("周走访")),
    ] });
    let error = unit.refused("goods_add", more).await;
    assert!(
        error
            .message
            .contains("第 2 条：“大米10公斤”周走访手里只有 1 份，不能送出 2 份"),
        "{error}"
    );
    let book = unit.ok("goods_book", json!({ "id": campaign["id"] })).await;
    assert_eq!(
        book["entries"].as_array().unwrap().len(),
        5,
        "nothing half done"
    );
}
