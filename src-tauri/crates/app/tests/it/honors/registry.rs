//! What the pages of the registry do beside the benefits: registering, family, honours outside the
//! registry, incidents that touch medals, benefits without a rule.

use serde_json::{Value, json};

use crate::honors::number;
use crate::money::support::{Unit, unit};

async fn worker(unit: &Unit, name: &str, n: u32) -> Value {
    let person = json!({ "name": name, "id_type": "resident_id", "id_no": number("19500101", n) });
    let person = unit.ok("person_add", person).await;
    let save = json!({
        "worker": { "id": "", "person_id": person["id"], "level": "city", "kind": "retired" },
        "income_confirmed": false, "card_confirmed": false,
    });
    unit.ok("model_worker_save", save).await
}

fn honor(change: Value) -> Value {
    let mut honor = json!({
        "id": "", "model_worker_id": null, "person_id": null, "org_id": null, "title": "酒城工匠",
        "level": "city", "issuer": "市总工会", "awarded_on": "2019-05", "cert_no": null,
        "medal": false, "seq": 0, "source_key": null, "note": null,
    });
    for (key, value) in change.as_object().unwrap() {
        honor[key] = value.clone();
    }
    honor
}

#[tokio::test]
async fn whoever_is_refused_is_registered_first_and_then_taken() {
    let unit = unit().await;
    let draft = json!({ "name": "周新来", "id_no": number("19700101", 7) });
    let save = json!({
        "worker": { "id": "", "level": "city" }, "person": draft, "income_confirmed": false,
        "card_confirmed": false,
    });
    let error = unit.refused("model_worker_save", save.clone()).await;
    assert_eq!(error.params.get("field").unwrap(), "base_data");
    let add = json!({
        "name": "周新来", "id_type": "resident_id", "id_no": number("19700101", 7),
        "mobile": "13800001234", "home_address": "芦塘荡镇新荡村3组",
    });
    let person = unit.ok("person_add", add.clone()).await;
    assert_eq!(person["village"], "新荡村");
    let error = unit.refused("person_add", add).await;
    assert!(error.message.contains("已经登记在基础数据库里"), "{error}");
    let detail = unit.ok("model_worker_save", save.clone()).await;
    assert_eq!(detail["person"]["id"], person["id"]);
    let error = unit.refused("model_worker_save", save).await;
    assert_eq!(error.params.get("field").unwrap(), "person_id");
    let edit = json!({
        "person_id": person["id"], "why": "入户核实",
        "edits": [{ "record_id": person["id"], "field": "health", "value": "good" }],
    });
    let person = unit.ok("person_edit", edit).await;
    assert_eq!(person["health"], "good");
}

#[tokio::test]
async fn a_family_without_a_file_moves_into_the_file() {
    let unit = unit().await;
    let worker = worker(&unit, "罗劳模", 8).await;
    let id = worker["person"]["id"].clone();
    let relative = json!({
        "person_id": id, "id": null, "name": "罗小宝", "id_type": "resident_id", "id_no": "",
        "relation": "son", "identity": null, "health": null, "monthly_income": 0,
        "employer_or_school": null, "living_together": true, "joined_on": null,
    });
    let family = unit.ok("relative_save", relative.clone()).await;
    assert_eq!(family["members"][0]["person"]["name"], "罗小宝");
    assert_eq!(family["file_id"], Value::Null);
    let open = json!({
        "name": "罗劳模", "id_type": "resident_id", "id_no": number("19500101", 8),
        "mobile": null, "employer": null, "home_address": null, "applied_on": "2026-11-10",
        "temporary": false,
    });
    let file = unit.ok("file_open", open).await;
    assert_eq!(file["members"].as_array().unwrap().len(), 1);
    let detail = json!({ "id": worker["row"]["worker"]["id"] });
    let detail = unit.ok("model_worker_get", detail).await;
    assert_eq!(detail["family"]["file_id"], file["file"]["id"]);
    assert_eq!(detail["family"]["members"].as_array().unwrap().len(), 1);
    let error = unit.refused("relative_save", relative).await;
    assert!(error.message.contains("请在那份档案里登记"), "{error}");
}

#[tokio::test]
async fn craftsmen_come_from_the_base_data_too() {
    let unit = unit().await;
    let worker = worker(&unit, "罗劳模", 9).await;
    let stranger = json!({ "name": "吴陌生", "id_no": number("19800101", 3) });
    let save = json!({ "honor": honor(json!({})), "person": stranger });
    let error = unit.refused("honor_save", save.clone()).await;
    assert_eq!(error.params.get("field").unwrap(), "base_data");
    assert!(
        error.message.contains("人选必须从基础数据库中产生"),
        "{error}"
    );
    let add = json!({ "name": "吴陌生", "id_type": "resident_id", "id_no": number("19800101", 3) });
    unit.ok("person_add", add).await;
    unit.ok("honor_save", save).await;
    // Somebody of the registry is recognised by paper, and the honour raises the level.
    let known = json!({ "name": "罗劳模", "id_no": number("19500101", 9) });
    let national = honor(json!({ "title": "全国劳动模范", "level": "national" }));
    unit.ok("honor_save", json!({ "honor": national, "person": known }))
        .await;
    let all = unit.ok("honor_list", json!({})).await;
    assert_eq!((&all["persons"], &all["units"]), (&json!(2), &json!(0)));
    assert_eq!(all["years"], json!([2019]));
    let outside = unit.ok("honor_list", json!({ "outside": true })).await;
    assert_eq!(outside["rows"].as_array().unwrap().len(), 1);
    assert_eq!(outside["rows"][0]["holder"], "吴陌生");
    let list = unit
        .ok("model_worker_list", json!({ "level": "national" }))
        .await;
    assert_eq!(
        list["rows"][0]["worker"]["id"],
        worker["row"]["worker"]["id"]
    );
    let hits = unit
        .ok("search", json!({ "text": "酒城工匠", "limit": 5 }))
        .await;
    assert_eq!(hits[0]["route"], "/honors");
    let hits = unit
        .ok("search", json!({ "text": "罗劳模", "limit": 5 }))
        .await;
    let page = format!(
        "/model-workers/{}",
        worker["row"]["worker"]["id"].as_str().unwrap()
    );
    assert_eq!(hits[0]["route"], page);
    let asked = json!({
        "request": {
            "report": "model_workers", "campaign_id": null, "fund_id": null, "from": null,
            "to": null, "as_of": null,
        },
        "key": "honors",
    });
    let behind = unit.ok("figure_records", asked).await;
    assert_eq!(behind["rows"][0]["route"], page);
}

#[tokio::test]
async fn a_theft_and_the_medals_it_took_are_one_operation() {
    let unit = unit().await;
    let worker = worker(&unit, "罗劳模", 10).await;
    let id = worker["row"]["worker"]["id"].clone();
    let mut medals = Vec::new();
    for title in ["市劳动模范", "市先进人物"] {
        let own = honor(json!({ "model_worker_id": id, "title": title, "medal": true }));
        let view = unit.ok("honor_save", json!({ "honor": own })).await;
        medals.push(view["honor"]["id"].clone());
    }
    let theft = |kind: &str| {
        json!({
            "incident": {
                "id": "", "model_worker_id": id, "kind": "theft", "on": "2026-11-02",
                "narrative": "家中失窃", "owner": null, "resolved_on": null, "result": null,
            },
            "medals": { "honor_ids": medals, "kind": kind },
        })
    };
    let error = unit.refused("incident_save", theft("recovered")).await;
    assert!(error.message.contains("先登记遗失或被盗"), "{error}");
    let detail = unit.ok("model_worker_get", json!({ "id": id })).await;
    assert_eq!(detail["incidents"], json!([]), "half of it was kept");
    let incident = unit.ok("incident_save", theft("stolen")).await;
    assert_eq!(incident["medals"].as_array().unwrap().len(), 2);
    let list = unit
        .ok("model_worker_list", json!({ "filter": "medal" }))
        .await;
    assert_eq!(list["medals_missing"], 2);
}

#[tokio::test]
async fn states_are_told_with_day_and_recorder() {
    let unit = unit().await;
    let mut worker = worker(&unit, "罗劳模", 11).await["row"]["worker"].clone();
    worker["state"] = json!("deceased");
    worker["state_on"] = json!("2026-11-01");
    let save = json!({ "worker": worker, "income_confirmed": false, "card_confirmed": false });
    let detail = unit.ok("model_worker_save", save).await;
    let labels: Vec<&Value> = detail["states"]
        .as_array()
        .unwrap()
        .iter()
        .map(|state| &state["label"])
        .collect();
    assert_eq!(labels, ["健在", "去世"]);
    assert_eq!(detail["states"][1]["on"], "2026-11-01");
}

#[tokio::test]
async fn what_no_rule_speaks_of_is_recorded_with_its_ground_and_taken_back() {
    let unit = unit().await;
    let worker = worker(&unit, "罗劳模", 12).await;
    let id = worker["row"]["worker"]["id"].clone();
    let mut check = json!({
        "worker_ids": [id], "year": 2026, "kind": "medical_check", "on": "2026-11-03",
        "amount": 0, "basis": "",
    });
    let error = unit.refused("benefit_record", check.clone()).await;
    assert_eq!(error.params.get("field").unwrap(), "basis");
    check["basis"] = json!("市总工会 2026 年劳模体检安排");
    let done = unit.ok("benefit_record", check.clone()).await;
    assert_eq!(done["declared"][0]["state_label"], "已登记");
    let error = unit.refused("benefit_record", check.clone()).await;
    assert!(error.message.contains("已经登记过"), "{error}");
    check["kind"] = json!("festival_money");
    check["amount"] = json!(100_000);
    let error = unit.refused("benefit_record", check).await;
    assert!(error.message.contains("请按规定申报"), "{error}");
    let withdraw =
        json!({ "benefit_ids": [done["declared"][0]["benefit"]["id"]], "why": "记错了" });
    unit.ok("benefit_withdraw", withdraw).await;
    let list = unit.ok("benefit_list", json!({ "year": 2026 })).await;
    assert_eq!(list, json!([]));
}

#[tokio::test]
async fn a_card_is_masked_and_kept() {
    let unit = unit().await;
    let mut worker = worker(&unit, "罗劳模", 13).await["row"]["worker"].clone();
    let save = |worker: &Value| json!({ "worker": worker, "income_confirmed": false, "card_confirmed": false });
    worker["card_no"] = json!("6228480030000000016");
    let error = unit.refused("model_worker_save", save(&worker)).await;
    assert_eq!(error.params.get("field").unwrap(), "card_no");
    worker["card_no"] = json!("6228480030000000015");
    let mut shown = unit.ok("model_worker_save", save(&worker)).await["row"]["worker"].clone();
    assert!(shown["card_no"].as_str().unwrap().contains('*'));
    shown["note"] = json!("卡号不改");
    unit.ok("model_worker_save", save(&shown)).await;
    let reveal = json!({ "record_id": shown["id"], "field": "card_no", "reason": "办理发放" });
    let card = unit.ok("reveal", reveal).await;
    assert_eq!(card["value"], "6228480030000000015");
    shown["card_no"] = json!("");
    let none = unit.ok("model_worker_save", save(&shown)).await;
    assert_eq!(none["row"]["worker"]["card_no"], Value::Null);
}
