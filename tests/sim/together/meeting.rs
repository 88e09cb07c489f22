//! People, files and decisions that meet.

use serde_json::{Value, json};
use songnuan_app::host::Host as _;
use songnuan_model::record::Id;
use songnuan_model::records::Visit;

use super::{paper, play};

#[test]
fn one_person_registered_on_both_becomes_one_and_two_again() {
    play(async |mut office| {
        let fund = office.fund(0, 100_000_000).await;
        office.meet().await;
        let first = office.worker(0, "王小明", &paper(1)).await;
        let second = office.worker(1, "王小明", &paper(1)).await;
        office.pay(0, &first, &fund, "temporary_aid", 200_000).await;
        office
            .pay(1, &second, &fund, "temporary_aid", 200_000)
            .await;
        office.meet().await;
        office.one_finding("same_person_twice").await;
        assert!(office.findings(0, "over_cap").await.is_empty());
        // Joined on one laptop while the other goes on under the record that leads on now.
        let merge = json!({
            "kept_id": first.person.id, "other_id": second.person.id, "reason": "同一证件",
        });
        office.ok(0, "person_merge", merge).await;
        let late = Visit {
            id: office.id(1),
            person_id: Some(second.person.id.clone()),
            visited_on: Some(office.world.laptops[1].host.today()),
            ..Visit::default()
        };
        office.put(1, std::slice::from_ref(&late)).await;
        office.meet().await;
        for n in 0..2 {
            let store = office.world.laptops[n].store().await;
            let seen = store.get::<Visit>(&late.id).await.unwrap().unwrap();
            assert_eq!(seen.person_id, Some(first.person.id.clone()), "laptop {n}");
            assert!(office.findings(n, "same_person_twice").await.is_empty());
        }
        // Together they got more than one person may.
        office.one_finding("over_cap").await;
        let apart = json!({ "other_id": second.person.id, "reason": "查实是两个人" });
        office.ok(1, "person_unmerge", apart).await;
        office.meet().await;
        for n in 0..2 {
            let store = office.world.laptops[n].store().await;
            let back = store.get::<Visit>(&late.id).await.unwrap().unwrap();
            assert_eq!(back.person_id, Some(second.person.id.clone()), "laptop {n}");
            assert!(office.findings(n, "over_cap").await.is_empty());
        }
    });
}

#[test]
fn a_visit_under_a_file_that_was_taken_back_meanwhile_brings_it_back() {
    play(async |mut office| {
        let opening = json!({
            "name": "王小明", "id_type": "resident_id", "id_no": paper(1), "mobile": null,
            "employer": "芦塘客车厂", "home_address": "芦塘荡镇荷塘村3组",
            "applied_on": "2026-11-02", "temporary": false,
        });
        let file = office.ok(0, "file_open", opening).await;
        office.meet().await;
        let history = json!({ "record_id": file["file"]["id"], "limit": 10, "before": null });
        let ops = office.ok(0, "history", history).await;
        let opened = ops.as_array().unwrap().last().unwrap()["op_id"].clone();
        office.ok(0, "undo", json!({ "op_id": opened })).await;
        let visit = Visit {
            id: office.id(1),
            file_id: Some(Id::new(file["file"]["id"].as_str().unwrap())),
            person_id: Some(Id::new(file["applicant"]["id"].as_str().unwrap())),
            visited_on: Some(office.world.laptops[1].host.today()),
            ..Visit::default()
        };
        office.put(1, &[visit]).await;
        office.meet().await;
        let found = office.one_finding("deleted_parent").await;
        let restore = json!({ "key": found["key"], "choice": "restored", "reason": "走访过" });
        office.ok(1, "finding_decide", restore).await;
        office.meet().await;
        for n in 0..2 {
            assert!(office.findings(n, "deleted_parent").await.is_empty());
            let ask = json!({ "id": file["file"]["id"], "file_no": null, "as_of": null });
            let back = office.ok(n, "file_get", ask).await;
            assert_eq!(back["applicant"]["name"], "王小明");
            // What was deleted along with it came too.
            assert_eq!(back["steps"], file["steps"], "laptop {n}");
        }
    });
}

#[test]
fn several_people_deciding_one_conflict_come_to_one_value() {
    play(async |mut office| {
        let worker = office.worker(0, "王小明", &paper(1)).await;
        office.meet().await;
        office.write_note(0, &worker, "甲").await;
        office.write_note(1, &worker, "乙").await;
        office.meet().await;
        let conflict = office.waiting(0).await[0]["id"].clone();
        let decide = |id: &Value, choice: &str, value: Value, over: &Value| {
            let one = json!({ "id": id, "choice": choice, "value": value, "over": over });
            json!({ "decisions": [one], "note": null })
        };
        // Both decide the same conflict without seeing one another.
        let none = Value::Null;
        office
            .ok(
                0,
                "conflict_decide",
                decide(&conflict, "mine", Value::Null, &none),
            )
            .await;
        office
            .ok(
                1,
                "conflict_decide",
                decide(&conflict, "written", json!("丙"), &none),
            )
            .await;
        office.meet().await;
        let file = json!(worker.file.id);
        // The later one did not replace the earlier one unseen: it waits in its turn.
        let met = office.waiting(0).await;
        assert_eq!(met.len(), 1, "{met:?}");
        assert_eq!(
            office.note_of(0, &file).await,
            office.note_of(1, &file).await
        );
        let over = &met[0]["standing"];
        office
            .ok(
                1,
                "conflict_decide",
                decide(&met[0]["id"], "mine", Value::Null, over),
            )
            .await;
        office.meet().await;
        for n in 0..2 {
            assert!(office.waiting(n).await.is_empty());
            assert_eq!(office.note_of(n, &file).await, "丙");
        }
    });
}
