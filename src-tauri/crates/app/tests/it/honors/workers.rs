//! The registry: honours, medals, incidents, benefits.

use serde_json::{Value, json};

use crate::honors::{number, person};
use crate::money::support::{Unit, unit};

async fn registered(unit: &Unit, n: u32, change: Value) -> Value {
    let who = person(unit, &format!("孙劳模{n}"), "19450101", n).await;
    let mut worker = json!({
        "id": "", "person_id": who.id, "level": "provincial", "kind": "retired", "state": "living",
    });
    for (key, value) in change.as_object().unwrap() {
        worker[key] = value.clone();
    }
    let save = json!({ "worker": worker, "income_confirmed": false, "card_confirmed": false });
    unit.ok("model_worker_save", save).await
}

fn honor(worker: &Value, title: &str, on: &str) -> Value {
    json!({ "honor": {
        "id": "", "model_worker_id": worker["row"]["worker"]["id"], "person_id": null,
        "org_id": null, "title": title, "level": "national", "issuer": "国务院", "awarded_on": on,
        "cert_no": null, "medal": true, "seq": 0, "source_key": null, "note": null,
    }})
}

#[tokio::test]
async fn nominated_from_the_base_data_only() {
    let unit = unit().await;
    let save = json!({
        "worker": { "id": "", "level": "city" }, "income_confirmed": false, "card_confirmed": false,
        "person": { "name": "周陌生", "id_no": number("19700101", 5) },
    });
    let error = unit.refused("model_worker_save", save).await;
    assert!(
        error.message.contains("人选必须从基础数据库中产生"),
        "{error}"
    );
    assert_eq!(unit.ok("model_worker_list", json!({})).await["living"], 0);
}

#[tokio::test]
async fn a_yearly_income_is_asked_about() {
    let unit = unit().await;
    let who = person(&unit, "吴年薪", "19700101", 6).await;
    let mut save = json!({
        "worker": { "id": "", "person_id": who.id, "level": "city", "monthly_income": 4_800_000 },
        "income_confirmed": false, "card_confirmed": false,
    });
    let error = unit.refused("model_worker_save", save.clone()).await;
    assert!(error.message.contains("像是全年收入"), "{error}");
    save["income_confirmed"] = json!(true);
    unit.ok("model_worker_save", save).await;
}

#[tokio::test]
async fn stolen_medals_come_back_and_the_incident_is_closed() {
    let unit = unit().await;
    let worker = registered(&unit, 1, json!({})).await;
    let id = worker["row"]["worker"]["id"].clone();
    let error = unit
        .refused("honor_save", honor(&worker, "全国劳动模范", "1940"))
        .await;
    assert!(error.message.contains("早于本人出生"), "{error}");
    let mut ids = Vec::new();
    for n in 1..=5 {
        let view = unit
            .ok("honor_save", honor(&worker, &format!("荣誉{n}"), "1989"))
            .await;
        ids.push(view["honor"]["id"].clone());
    }
    let event = |kind: &str, on: Value, incident: Value| json!({ "honor_ids": ids, "kind": kind, "on": on, "incident_id": incident, "note": null });
    let early = event("recovered", Value::Null, Value::Null);
    let error = unit.refused("medal_event_add", early).await;
    assert!(error.message.contains("先登记遗失或被盗"), "{error}");
    let incident = json!({ "incident": {
        "id": "", "model_worker_id": id, "kind": "theft", "on": "2016-12-26",
        "narrative": "上午家中失窃，五枚奖章被盗。", "owner": null, "resolved_on": null, "result": null,
    }});
    let incident = unit.ok("incident_save", incident).await["incident"]["id"].clone();
    let stolen = event("stolen", json!("2016-12-26"), incident.clone());
    unit.ok("medal_event_add", stolen).await;
    let list = unit.ok("model_worker_list", json!({})).await;
    assert_eq!(list["medals_missing"], 5);
    let closing = json!({ "incident_id": incident, "on": "2016-12-30", "result": "全部追回" });
    let error = unit.refused("incident_resolve", closing.clone()).await;
    assert!(error.message.contains("还没有登记办理情况"), "{error}");
    let action = json!({ "incident_id": incident, "on": "2016-12-27", "action": "上门慰问并报案" });
    unit.ok("incident_action_add", action).await;
    let early = event("recovered", json!("2016-12-01"), incident.clone());
    unit.refused("medal_event_add", early).await;
    let back = event("recovered", Value::Null, incident.clone());
    unit.ok("medal_event_add", back).await;
    let closed = unit.ok("incident_resolve", closing).await;
    assert_eq!(closed["open"], false);
    assert_eq!(closed["medals"].as_array().unwrap().len(), 5);
    let detail = unit.ok("model_worker_get", json!({ "id": id })).await;
    assert_eq!(detail["row"]["worker"]["level"], "national");
    for view in detail["row"]["honors"].as_array().unwrap() {
        assert_eq!(view["medal"], "recovered");
        assert_eq!(view["events"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn benefits_are_computed_declared_once_and_drafted() {
    let unit = unit().await;
    for (n, income) in [(1, 300_000), (2, 200_000), (3, 355_200)] {
        registered(&unit, n, json!({ "monthly_income": income })).await;
    }
    let change = json!({ "kind": "in_service", "monthly_income": 600_000 });
    registered(&unit, 4, change).await;
    let query = json!({
        "year": 2025, "on": "2025-07-01", "pack": "xianning-2025", "kinds": ["living_subsidy"],
    });
    let preview = unit.ok("benefit_preview", query.clone()).await;
    let monthly: Vec<i64> = preview["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["results"][0]["result"]["monthly"].as_i64().unwrap())
        .collect();
    assert_eq!(monthly, [55_200, 100_000, 0, 56_600]);
    let declare = json!({ "query": query, "amount": null, "note": null });
    let done = unit.ok("benefit_declare", declare.clone()).await;
    assert_eq!(done["declared"].as_array().unwrap().len(), 3);
    assert_eq!(done["total"], 662_400 + 1_200_000 + 679_200);
    let error = unit.refused("benefit_declare", declare).await;
    assert!(error.message.contains("已经申报过"), "{error}");
    let fund = unit.fund(9_000_000).await;
    let paying = json!({
        "year": 2025, "kinds": [], "benefit_ids": [], "fund_id": fund["fund"]["id"],
        "method": "cash", "purpose": null, "needs_notice": false,
    });
    let batch = unit.ok("benefit_batch", paying.clone()).await;
    assert_eq!(batch["row"]["amount"], 662_400 + 1_200_000 + 679_200);
    assert_eq!(batch["lines"][0]["line"]["aid_kind"], "living_subsidy");
    unit.refused("benefit_batch", paying).await;
}

#[tokio::test]
async fn the_deceased_are_refused_with_the_reason() {
    let unit = unit().await;
    let change =
        json!({ "state": "deceased", "state_on": "2024-01-02", "monthly_income": 100_000 });
    let worker = registered(&unit, 1, change).await;
    let query = json!({
        "year": 2025, "on": "2025-07-01", "pack": "xianning-2025",
        "worker_ids": [worker["row"]["worker"]["id"]],
    });
    let declare = json!({ "query": query, "amount": 10_000, "note": null });
    let error = unit.refused("benefit_declare", declare).await;
    assert!(error.message.contains("本人已去世"), "{error}");
}
