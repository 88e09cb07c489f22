//! Two records of one person: everything of both is one person's while the link stands.

use serde_json::{Value, json};
use songnuan_app::op::Op;
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    CampaignItem, CountUnit, FileStatus, HardshipFile, Household, Person, SamePerson, Visit,
};

use super::{person, put};
use crate::areas::support::{id_no, unit};
use crate::money::support::{self as office, drafting, drafting_lines, paying};

#[tokio::test]
async fn two_records_of_one_person_become_one_and_two_again() {
    let unit = unit().await;
    let number = id_no("19800215", 1);
    let file = unit.file("王小明", &number).await;
    let twin = Person {
        id: Id::new("ffffffff-0000-7000-8000-000000000001"),
        name: "王小明".to_owned(),
        id_no: number,
        ..Person::default()
    };
    let other = Person {
        id: Id::new("ffffffff-0000-7000-8000-000000000002"),
        name: "刘某".to_owned(),
        id_no: id_no("19700101", 5),
        ..Person::default()
    };
    put(&unit, &[twin.clone(), other.clone()]).await;
    let query = json!({ "rule": "same_person_twice", "with_decided": false });
    let found = unit.ok("finding_list", query.clone()).await;
    assert_eq!(found.as_array().unwrap().len(), 1);
    let strangers = json!({ "kept_id": twin.id, "other_id": other.id, "reason": null });
    assert!(
        unit.refused("person_merge", strangers)
            .await
            .message
            .contains("证件号码不同")
    );

    let applicant = file["applicant"]["id"].clone();
    let merge = json!({ "kept_id": twin.id, "other_id": applicant, "reason": "同一证件" });
    assert_eq!(unit.ok("person_merge", merge).await["files"], 1);
    assert_eq!(person(&unit, &file).await["id"], json!(twin.id));
    assert_eq!(unit.ok("finding_list", query.clone()).await, json!([]));
    // Among what was dealt with, to be taken apart again.
    let all = json!({ "rule": "same_person_twice", "with_decided": true });
    let joined = unit.ok("finding_list", all).await;
    assert_eq!(joined[0]["decision"]["label"], "已合并");
    assert_eq!(joined[0]["decision"]["reason"], "同一证件");
    assert_eq!(joined[0]["records"][1]["id"], applicant);
    let apart = json!({ "other_id": applicant, "reason": "查实是两个人" });
    assert_eq!(unit.ok("person_unmerge", apart).await["files"], 1);
    assert_eq!(person(&unit, &file).await["id"], applicant);

    // Left as it is, with a reason that stays.
    let found = unit.ok("finding_list", query.clone()).await;
    let decide =
        |reason: &str| json!({ "key": found[0]["key"], "choice": "accepted", "reason": reason });
    unit.refused("finding_decide", decide(" ")).await;
    unit.ok("finding_decide", decide("证件借用，已报派出所"))
        .await;
    assert_eq!(unit.ok("finding_list", query).await, json!([]));
    let all = json!({ "rule": "same_person_twice", "with_decided": true });
    let decided = unit.ok("finding_list", all).await;
    assert_eq!(decided[0]["decision"]["reason"], "证件借用，已报派出所");
}

/// A worker, and the same one registered a second time, with a file and a household of their own.
async fn twins(unit: &office::Unit) -> (office::Worker, office::Worker) {
    let mut first = unit.workers(1).await.remove(0);
    first.person.id_no = id_no("19800215", 1);
    let person = Person {
        id: unit.id(),
        note: Some("第二次登记".to_owned()),
        ..first.person.clone()
    };
    let household = Household {
        id: unit.id(),
        head_id: person.id.clone(),
    };
    let file = HardshipFile {
        id: unit.id(),
        file_no: "998101-2026-90001".to_owned(),
        applicant_id: person.id.clone(),
        household_id: household.id.clone(),
        ..first.file.clone()
    };
    let mut tx = unit.app.begin(Op::OpenFile, "").await.unwrap();
    tx.put(&first.person).await.unwrap();
    tx.put(&person).await.unwrap();
    tx.put(&household).await.unwrap();
    tx.put(&file).await.unwrap();
    tx.commit().await.unwrap();
    (first, office::Worker { person, file })
}

async fn entered<R: Record>(unit: &office::Unit, record: &R) {
    let mut tx = unit.app.begin(Op::RecordVisit, "").await.unwrap();
    tx.put(record).await.unwrap();
    tx.commit().await.unwrap();
}

async fn join(unit: &office::Unit, kept: &office::Worker, other: &office::Worker) -> Value {
    let ask = json!({
        "kept_id": kept.person.id, "other_id": other.person.id, "reason": "同一证件",
    });
    unit.ok("person_merge", ask).await
}

async fn part(unit: &office::Unit, other: &office::Worker) -> Value {
    let ask = json!({ "other_id": other.person.id, "reason": "查实是两个人" });
    unit.ok("person_unmerge", ask).await
}

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
async fn what_is_entered_under_the_other_record_later_follows_and_goes_back() {
    let unit = office::unit().await;
    let (first, again) = twins(&unit).await;
    join(&unit, &first, &again).await;
    // A laptop that does not know of the joining yet.
    let late = Visit {
        id: unit.id(),
        person_id: Some(again.person.id.clone()),
        visited_on: Some(unit.app.host().today()),
        note: Some("入户".to_owned()),
        ..Visit::default()
    };
    entered(&unit, &late).await;
    let store = unit.app.session().await.unwrap().store;
    let seen = store.get::<Visit>(&late.id).await.unwrap().unwrap();
    assert_eq!(seen.person_id, Some(first.person.id.clone()));
    for id in [&first.person.id, &again.person.id] {
        let found = store.by_key::<Visit>("visited_person", id.as_str()).await;
        assert_eq!(found.unwrap().len(), 1);
        let files = store.by_key::<HardshipFile>("applicant", id.as_str()).await;
        assert_eq!(files.unwrap().len(), 2);
    }
    // Edited meanwhile: who was visited stays as it was entered.
    let mut edited = seen;
    edited.note = Some("入户，情况属实".to_owned());
    entered(&unit, &edited).await;
    let history = store.history(Some(&late.id), 10, None).await.unwrap();
    let fields: Vec<_> = history[0]
        .changes
        .iter()
        .map(|it| it.field.clone())
        .collect();
    assert_eq!(fields, [Some("note".to_owned())]);

    part(&unit, &again).await;
    let back = store.get::<Visit>(&late.id).await.unwrap().unwrap();
    assert_eq!(back.person_id, Some(again.person.id.clone()));
    assert_eq!(back.note, edited.note);
    let own = store
        .get::<HardshipFile>(&again.file.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(own.applicant_id, again.person.id);
}

#[tokio::test]
async fn looking_up_and_searching_lead_to_the_one_that_goes_on() {
    let unit = office::unit().await;
    let (first, mut again) = twins(&unit).await;
    again.person.name = "欧阳冬梅".to_owned();
    entered(&unit, &again.person).await;
    // The second record goes on; it was written later and would be found later.
    join(&unit, &again, &first).await;
    let search = |text: &str| json!({ "text": text, "limit": 20 });
    let people = |hits: Value| -> Vec<(Value, Value, Value)> {
        let hits = hits.as_array().unwrap().clone();
        let people = hits.into_iter().filter(|hit| hit["kind"] == "person");
        people
            .map(|hit| {
                (
                    hit["id"].clone(),
                    hit["title"].clone(),
                    hit["route"].clone(),
                )
            })
            .collect()
    };
    let number = first.person.id_no.as_str();
    for text in [number, first.person.name.as_str(), "欧阳冬梅"] {
        let hits = people(unit.ok("search", search(text)).await);
        assert_eq!(hits.len(), 1, "{text}: {hits:?}");
        assert_eq!(hits[0].0, json!(again.person.id), "{text}");
        assert_eq!(hits[0].1, "欧阳冬梅", "{text}");
        assert!(hits[0].2.as_str().unwrap().starts_with("/files/"));
    }
    let store = unit.app.session().await.unwrap().store;
    let key = format!("rid:{number}");
    let by_paper = store.by_key::<Person>("paper", &key).await.unwrap();
    assert_eq!(
        by_paper.first().map(|it| it.id.clone()),
        Some(again.person.id.clone())
    );
    part(&unit, &first).await;
    let hits = people(unit.ok("search", search(number)).await);
    assert_eq!(hits.len(), 2, "{hits:?}");
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

#[tokio::test]
async fn a_finding_says_which_person_and_leads_somewhere() {
    let unit = unit().await;
    let number = id_no("19800215", 1);
    let file = unit.file("王小明", &number).await;
    let twin = Person {
        id: Id::new("ffffffff-0000-7000-8000-000000000001"),
        name: "王小明".to_owned(),
        id_no: number.clone(),
        ..Person::default()
    };
    put(&unit, &[twin]).await;
    let query = json!({ "rule": "same_person_twice", "with_decided": false });
    let found = unit.ok("finding_list", query).await;
    let records = found[0]["records"].as_array().unwrap();
    assert_eq!(records.len(), 2);
    let file_no = file["file"]["file_no"].as_str().unwrap();
    let filed = records
        .iter()
        .find(|it| it["id"] == file["applicant"]["id"]);
    let filed = filed.unwrap();
    assert!(
        filed["about"].as_str().unwrap().contains(file_no),
        "{filed}"
    );
    let id = file["file"]["id"].as_str().unwrap();
    assert_eq!(filed["route"], format!("/files/{id}"));
    // Listed nowhere: the masked number tells them apart.
    let alone = records
        .iter()
        .find(|it| it["id"] != file["applicant"]["id"]);
    let about = alone.unwrap()["about"].as_str().unwrap();
    assert!(about.contains("**") && !about.contains(&number), "{about}");
}

#[tokio::test]
async fn a_link_to_somebody_who_is_gone_leads_nowhere() {
    let unit = office::unit().await;
    let workers = unit.workers(1).await;
    let link = SamePerson {
        id: unit.id(),
        kept_id: Id::new("never-came-here"),
        other_id: workers[0].person.id.clone(),
        reason: None,
    };
    entered(&unit, &link).await;
    let store = unit.app.session().await.unwrap().store;
    let file = store.get::<HardshipFile>(&workers[0].file.id).await;
    let file = file.unwrap().unwrap();
    assert_eq!(file.applicant_id, workers[0].person.id);
    assert_eq!(file.status, FileStatus::Active);
}
