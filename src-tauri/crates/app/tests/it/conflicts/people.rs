//! Two records of one person: everything of both is one person's while the link stands.

use serde_json::{Value, json};
use songnuan_app::op::Op;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Conflict, FileStatus, HardshipFile, Household, Person, SamePerson, Visit,
};

use super::{person, put};
use crate::areas::support::{id_no, unit};
use crate::money::support as office;

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
pub async fn twins(unit: &office::Unit) -> (office::Worker, office::Worker) {
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

pub async fn join(unit: &office::Unit, kept: &office::Worker, other: &office::Worker) -> Value {
    let ask = json!({
        "kept_id": kept.person.id, "other_id": other.person.id, "reason": "同一证件",
    });
    unit.ok("person_merge", ask).await
}

pub async fn part(unit: &office::Unit, other: &office::Worker) -> Value {
    let ask = json!({ "other_id": other.person.id, "reason": "查实是两个人" });
    unit.ok("person_unmerge", ask).await
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
pub async fn joined_the_other_way_round_elsewhere_they_stay_one() {
    let unit = unit().await;
    let number = id_no("19800215", 1);
    let file = unit.file("王小明", &number).await;
    let applicant = file["applicant"]["id"].clone();
    let twin = Person {
        id: Id::new("ffffffff-0000-7000-8000-000000000001"),
        name: "王小明".to_owned(),
        id_no: number,
        ..Person::default()
    };
    put(&unit, std::slice::from_ref(&twin)).await;
    let merge = json!({ "kept_id": twin.id, "other_id": applicant, "reason": "同一证件" });
    unit.ok("person_merge", merge).await;
    let store = unit.app.session().await.unwrap().store;
    let link = store.all::<SamePerson>().await.unwrap().remove(0);
    // The hub kept this link; the other device had kept the other record.
    let parked = Conflict {
        record_kind: SamePerson::KIND.to_owned(),
        ..super::parked(
            "c1",
            &json!(link.id),
            "kept_id",
            json!(twin.id),
            applicant.clone(),
        )
    };
    put(&unit, &[parked]).await;
    let decide = json!({ "decisions": [{ "id": "c1", "choice": "mine" }], "note": null });
    unit.ok("conflict_decide", decide).await;
    let link = store.all::<SamePerson>().await.unwrap().remove(0);
    assert_eq!(
        (json!(link.kept_id), &link.other_id),
        (applicant.clone(), &twin.id)
    );
    assert_eq!(person(&unit, &file).await["id"], applicant);
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
