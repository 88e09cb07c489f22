//! Two records of one person, joined, count as one: caps, lists, statistics, who was helped.

use serde_json::{Value, json};
use songnuan_model::money::Fen;
use songnuan_model::records::{CampaignItem, CountUnit};

use super::people::{join, part, twins};
use crate::money::support::{self as office, drafting, drafting_lines, paying};

#[tokio::test]
async fn caps_run_over_both_records_and_both_households() {
    let unit = office::unit().await;
    let (first, again) = twins(&unit).await;
    let fund = unit.fund(100_000_000).await;
    let one = |worker: &office::Worker, fen: i64| {
        drafting_lines(&fund, vec![paying(worker, "temporary_aid", fen)])
    };
    unit.ok("batch_draft", one(&first, 200_000)).await;
    unit.ok("batch_draft", one(&again, 200_000)).await;
    let caps = json!({ "rule": "over_cap", "with_decided": false });
    assert_eq!(unit.ok("finding_list", caps.clone()).await, json!([]));

    assert_eq!(join(&unit, &first, &again).await["payments"], 1);
    let found = unit.ok("finding_list", caps.clone()).await;
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert!(
        found[0]["records"][0]["route"]
            .as_str()
            .unwrap()
            .starts_with("/batches/")
    );
    let over = unit.refused("batch_draft", one(&again, 100)).await;
    assert!(over.message.contains("本年已发 4,000.00 元"), "{over}");
    let room = json!({
        "campaign_id": null, "person_id": again.person.id, "file_id": null, "item_id": null,
        "aid_kind": "temporary_aid", "amount": 100, "cost": null,
    });
    assert_eq!(unit.ok("room", room).await["over"], true);
    // One person twice in one batch, by either record.
    let twice = |a: &office::Worker, b: &office::Worker| {
        let lines = vec![paying(a, "living_aid", 100), paying(b, "living_aid", 100)];
        drafting_lines(&fund, lines)
    };
    let refused = unit.refused("batch_draft", twice(&first, &again)).await;
    assert!(refused.message.contains("出现了两次"), "{refused}");

    part(&unit, &again).await;
    assert_eq!(unit.ok("finding_list", caps).await, json!([]));
    unit.ok("batch_draft", one(&again, 100_000)).await;
    unit.ok("batch_draft", twice(&first, &again)).await;
}

#[tokio::test]
async fn lists_and_statistics_count_one_person() {
    let unit = office::unit().await;
    let (first, again) = twins(&unit).await;
    let both = [first.clone(), again.clone()];
    let (campaign, items) = unit.campaign(&both, 50_000).await;
    for item in items {
        let alone = CampaignItem {
            unit: CountUnit::Person,
            household_id: None,
            amount: Fen(10_000),
            ..item
        };
        unit.put_item(&alone).await;
    }
    let stats = json!({
        "report": "campaign", "from": null, "to": null, "campaign_id": campaign.id,
        "fund_id": null, "as_of": null,
    });
    let persons = async || {
        let answer = unit.ok("stats", stats.clone()).await;
        let cells = answer["figures"].as_array().unwrap().clone();
        let cell = cells.into_iter().find(|cell| cell["key"] == "persons");
        let list = unit.ok("campaign_get", json!({ "id": campaign.id })).await;
        (
            cell.unwrap()["value"].clone(),
            list["row"]["totals"]["persons"].clone(),
        )
    };
    assert_eq!(persons().await, (json!(2), json!(2)));
    let before = unit.app.now().unwrap();
    join(&unit, &first, &again).await;
    assert_eq!(persons().await, (json!(1), json!(1)));
    // Added by the other record: already on the list.
    let add = json!({ "campaign_id": campaign.id, "items": [{
        "file_id": null, "person_id": again.person.id, "category": null, "aid_kind": null,
        "amount": 10_000, "goods": null, "unit": null, "temporary_reason": null, "note": null,
    }] });
    let refused = unit.refused("items_add", add).await;
    assert!(refused.message.contains("已在这份名单里"), "{refused}");
    // A report as of before the joining comes out as it was.
    let mut then = stats.clone();
    then["as_of"] = json!(before.as_str());
    let answer = unit.ok("stats", then).await;
    let cells = answer["figures"].as_array().unwrap();
    let cell = cells.iter().find(|cell| cell["key"] == "persons").unwrap();
    assert_eq!(cell["value"], 2);
    part(&unit, &again).await;
    assert_eq!(persons().await, (json!(2), json!(2)));
}

#[tokio::test]
async fn who_was_helped_by_either_record_was_helped_this_year() {
    let unit = office::unit().await;
    let (first, again) = twins(&unit).await;
    let (given, _) = unit.campaign(std::slice::from_ref(&first), 50_000).await;
    let fund = unit.fund(1_000_000).await;
    unit.ok("batch_draft", drafting(&given, &fund, "cash"))
        .await;
    let (next, _) = unit.campaign(&[], 50_000).await;
    let candidates = async || {
        let ask = json!({
            "campaign_id": next.id, "text": "", "categories": [], "causes": [],
            "active_only": true, "in_hospital": false, "model_workers": false,
            "on_last_list": false, "not_helped_this_year": true,
        });
        let found = unit.ok("candidate_list", ask).await;
        let found = found.as_array().unwrap().iter();
        found.map(|it| it["file_id"].clone()).collect::<Vec<_>>()
    };
    assert!(candidates().await.contains(&json!(again.file.id)));
    join(&unit, &first, &again).await;
    assert_eq!(candidates().await, [] as [Value; 0]);
    part(&unit, &again).await;
    assert!(candidates().await.contains(&json!(again.file.id)));
}
