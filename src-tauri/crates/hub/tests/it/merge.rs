//! Pushing: what stands, what is parked, what is known already.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};
use songnuan_hub::DeviceHub;
use songnuan_model::record::Id;
use songnuan_model::records::{Conflict, ConflictKind, Role};
use songnuan_sync::{Digest, Entry, Hub, PullRequest, PushPage, Refusal};

use crate::support::{Desk, names, on_both_engines, op, pull, push, take};

on_both_engines! {
    a_repeated_push_changes_nothing,
    pages_of_one_operation_resume,
    two_fields_merge,
    one_field_twice_is_parked,
    own_earlier_edit_is_a_base,
    an_edit_brings_a_deleted_record_back,
    a_deletion_of_an_edited_record_waits,
    the_same_fact_twice_is_one,
    a_fact_is_never_edited,
    a_refused_operation_leaves_nothing,
    roles_are_held,
    a_leader_decides_only_what_is_in_conflict,
    the_digest_follows_every_change,
    two_processes_push_at_once,
    garbage_is_refused_by_name,
}

const FILE: &str = "hardship_file";

fn file() -> Value {
    json!({"applicant_id": "p1", "household_id": "h1", "note": "旧"})
}

/// Two office devices, one file, known to both at entry 1.
async fn two(desk: &Desk) -> (DeviceHub, DeviceHub) {
    let (a, b) = (desk.office("a").await, desk.office("b").await);
    take(&a, op("a", "o1").create(FILE, "f1", file())).await;
    (a, b)
}

fn conflicts(entries: &[Entry]) -> Vec<Conflict> {
    entries
        .iter()
        .filter(|entry| entry.kind == "conflict")
        .map(|entry| serde_json::from_value(entry.after.clone()).unwrap())
        .collect()
}

async fn a_repeated_push_changes_nothing(desk: Desk) {
    let (a, b) = two(&desk).await;
    let edit = op("a", "o2").set(FILE, "f1", "note", json!("旧"), json!("新"), 1);
    let first = push(&a, vec![edit.clone()]).await;
    let stale = op("b", "o3").set(FILE, "f1", "note", json!("旧"), json!("别"), 1);
    let parked = push(&b, vec![stale.clone()]).await;
    assert_eq!(parked[0].parked, 1);
    // What was built on it meanwhile makes the repeated one no stranger.
    take(
        &b,
        op("b", "o4").set(FILE, "f1", "note", json!("新"), json!("三"), 2),
    )
    .await;
    let before = pull(&a, 0).await;
    assert_eq!(push(&a, vec![edit]).await, first);
    assert_eq!(push(&b, vec![stale]).await, parked);
    assert_eq!(pull(&a, 0).await, before);
    assert_eq!(desk.hub.status().await.unwrap().head, 4);
}

async fn pages_of_one_operation_resume(desk: Desk) {
    let a = desk.office("a").await;
    let mut whole = op("a", "o1").kind("import_hardship");
    for n in 0..6 {
        whole = whole.create(
            "person",
            &format!("p{n}"),
            json!({"name": format!("张{n}")}),
        );
    }
    let whole = whole.message();
    let page = |from: usize, to: usize| {
        let mut page = whole.clone();
        page.changes = whole.changes[from..to].to_vec();
        PushPage { ops: vec![page] }
    };
    let one = a.push(page(0, 3)).await.unwrap();
    assert_eq!(one.outcomes[0].up_to, whole.changes[2].seq);
    // The reply was lost, and the next page begins before the last one's end.
    let two = a.push(page(2, 6)).await.unwrap();
    assert_eq!(two.outcomes[0].up_to, whole.last_change);
    assert_eq!(two.outcomes[0].accepted, 4);
    let all = pull(&a, 0).await;
    assert_eq!(names(&all), ["p0", "p1", "p2", "p3", "p4", "p5"]);
    assert_eq!(all.ops.len(), 1);
}

async fn two_fields_merge(desk: Desk) {
    let (a, b) = two(&desk).await;
    take(
        &a,
        op("a", "o2").set(FILE, "f1", "note", json!("旧"), json!("新"), 1),
    )
    .await;
    take(
        &b,
        op("b", "o3").set(FILE, "f1", "grade", Value::Null, json!("A"), 1),
    )
    .await;
    // The same value from both sides is no conflict, and no entry.
    take(
        &b,
        op("b", "o4").set(FILE, "f1", "note", json!("旧"), json!("新"), 1),
    )
    .await;
    assert_eq!(names(&pull(&a, 0).await), ["f1", "f1.note", "f1.grade"]);
}

async fn one_field_twice_is_parked(desk: Desk) {
    let (a, b) = two(&desk).await;
    take(
        &a,
        op("a", "o2").set(FILE, "f1", "note", json!("旧"), json!("甲"), 1),
    )
    .await;
    let mine = op("b", "o3").set(FILE, "f1", "note", json!("旧"), json!("乙"), 1);
    let outcome = push(&b, vec![mine]).await.remove(0);
    assert_eq!((outcome.accepted, outcome.parked), (0, 1));
    let page = pull(&a, 2).await;
    let conflict = &conflicts(&page.entries)[0];
    assert_eq!(conflict.kind, ConflictKind::Field);
    assert_eq!(conflict.record_id, Id::new("f1"));
    assert_eq!(conflict.field.as_deref(), Some("note"));
    let values = [&conflict.base, &conflict.mine, &conflict.theirs];
    assert_eq!(values, [&json!("旧"), &json!("乙"), &json!("甲")]);
    assert_eq!(conflict.mine_device, Id::new("b"));
    assert_eq!(conflict.theirs_op, Id::new("o2"));
    assert_eq!(conflict.theirs_who, "王干事");
    let head = &page.ops[0];
    assert_eq!(
        (head.kind.as_str(), head.who.as_str()),
        ("sync_park", "同步")
    );
    assert_eq!(&head.device, desk.hub.hub_id());
}

async fn own_earlier_edit_is_a_base(desk: Desk) {
    let (a, _) = two(&desk).await;
    take(
        &a,
        op("a", "o2").set(FILE, "f1", "note", json!("旧"), json!("一"), 1),
    )
    .await;
    // Typed before the first came back.
    let next = op("a", "o3").set_after(FILE, "f1", "note", json!("一"), json!("二"), "o2");
    take(&a, next).await;
    assert_eq!(names(&pull(&a, 0).await), ["f1", "f1.note", "f1.note"]);
}

async fn an_edit_brings_a_deleted_record_back(desk: Desk) {
    let (a, b) = two(&desk).await;
    take(&a, op("a", "o2").delete(FILE, "f1", file(), 1)).await;
    assert_eq!(desk.hub.status().await.unwrap().records, 0);
    let edit = op("b", "o3").set(FILE, "f1", "note", json!("旧"), json!("新"), 1);
    let outcome = push(&b, vec![edit]).await.remove(0);
    assert_eq!((outcome.accepted, outcome.refused), (1, None));
    let page = pull(&a, 2).await;
    assert_eq!(page.entries[0].after["note"], json!("新"));
    assert_eq!(page.entries[0].after["applicant_id"], json!("p1"));
    assert_eq!(
        conflicts(&page.entries)[0].kind,
        ConflictKind::EditOfDeleted
    );
    assert_eq!(desk.hub.status().await.unwrap().records, 2);
}

async fn a_deletion_of_an_edited_record_waits(desk: Desk) {
    let (a, b) = two(&desk).await;
    take(
        &a,
        op("a", "o2").set(FILE, "f1", "note", json!("旧"), json!("新"), 1),
    )
    .await;
    let outcome = push(&b, vec![op("b", "o3").delete(FILE, "f1", file(), 1)]).await;
    assert_eq!((outcome[0].accepted, outcome[0].parked), (0, 1));
    let page = pull(&a, 2).await;
    assert_eq!(
        conflicts(&page.entries)[0].kind,
        ConflictKind::DeleteOfEdited
    );
    assert_eq!(desk.hub.status().await.unwrap().records, 2);
    // Having seen the edit, it goes.
    let seen = json!({"applicant_id": "p1", "household_id": "h1", "note": "新"});
    take(&b, op("b", "o4").delete(FILE, "f1", seen, 2)).await;
    assert_eq!(desk.hub.status().await.unwrap().records, 1);
}

async fn the_same_fact_twice_is_one(desk: Desk) {
    let (a, b) = two(&desk).await;
    let step = json!({"file_id": "f1", "kind": "opened"});
    take(&a, op("a", "o2").create("file_step", "s1", step.clone())).await;
    take(&b, op("b", "o3").create("file_step", "s1", step)).await;
    assert_eq!(names(&pull(&a, 0).await), ["f1", "s1"]);
}

async fn a_fact_is_never_edited(desk: Desk) {
    let (a, _) = two(&desk).await;
    let step = json!({"file_id": "f1", "kind": "opened"});
    take(&a, op("a", "o2").create("file_step", "s1", step)).await;
    let edit = op("a", "o3").set("file_step", "s1", "kind", json!("opened"), json!("x"), 2);
    let kind = "file_step".to_owned();
    let outcome = push(&a, vec![edit]).await.remove(0);
    assert_eq!(outcome.refused, Some(Refusal::NotAllowed { kind }));
}

async fn a_refused_operation_leaves_nothing(desk: Desk) {
    let (a, _) = two(&desk).await;
    let mixed = op("a", "o2")
        .set(FILE, "f1", "note", json!("旧"), json!("新"), 1)
        .create("person", "p9", json!({"name": "李四"}))
        .set(FILE, "unknown", "note", json!("旧"), json!("新"), 1);
    let after = op("a", "o3").set(FILE, "f1", "grade", Value::Null, json!("A"), 1);
    let outcomes = push(&a, vec![mixed, after]).await;
    assert_eq!(outcomes[0].refused, Some(Refusal::OutOfScope));
    assert_eq!((outcomes[0].up_to, outcomes[0].accepted), (0, 0));
    assert_eq!(outcomes[1].refused, None);
    let page = pull(&a, 0).await;
    assert_eq!(names(&page), ["f1", "f1.grade"]);
    assert_eq!(page.entries[1].seq, 2);
}

async fn roles_are_held(desk: Desk) {
    two(&desk).await;
    let auditor = desk.device("x", &[Role::Auditor], &["刘"], true).await;
    let visitor = desk.device("v", &[Role::Visitor], &["赵"], true).await;
    let no = |kind: &str| Some(Refusal::NotAllowed { kind: kind.into() });
    let edit = op("x", "x1").set(FILE, "f1", "note", json!("旧"), json!("新"), 1);
    assert_eq!(push(&auditor, vec![edit]).await[0].refused, no(FILE));
    let edit = op("v", "v1").set(FILE, "f1", "note", json!("旧"), json!("新"), 1);
    assert_eq!(push(&visitor, vec![edit]).await[0].refused, no(FILE));
    take(
        &visitor,
        op("v", "v2").create("visit", "v1", json!({"file_id": "f1"})),
    )
    .await;
    let made = op("v", "v3").create("conflict", "c1", json!({"record_id": "f1"}));
    assert_eq!(push(&visitor, vec![made]).await[0].refused, no("conflict"));
    // Of an item only what is found on the spot.
    let a = desk.hub.device(Id::new("a"));
    let item = json!({"campaign_id": "k", "assignee": "赵", "outcome": "planned", "amount": 100});
    take(&a, op("a", "o5").create("aid_item", "i1", item)).await;
    let seen = desk.hub.status().await.unwrap().head;
    let found = op("v", "v4").set(
        "aid_item",
        "i1",
        "outcome",
        json!("planned"),
        json!("done"),
        seen,
    );
    take(&visitor, found).await;
    let more = op("v", "v5").set("aid_item", "i1", "amount", json!(100), json!(900), seen);
    assert_eq!(push(&visitor, vec![more]).await[0].refused, no("aid_item"));
}

async fn a_leader_decides_only_what_is_in_conflict(desk: Desk) {
    let (a, b) = two(&desk).await;
    let leader = desk.device("l", &[Role::Leader], &["主席"], true).await;
    take(
        &a,
        op("a", "o2").set(FILE, "f1", "note", json!("旧"), json!("甲"), 1),
    )
    .await;
    let decide = |id: &str| {
        op("l", id)
            .kind("conflict_decide")
            .set(FILE, "f1", "note", json!("甲"), json!("甲、乙"), 2)
            .create("conflict_decision", "d1", json!({"choice": "joined"}))
    };
    let no = Some(Refusal::NotAllowed { kind: FILE.into() });
    assert_eq!(push(&leader, vec![decide("l1")]).await[0].refused, no);
    let mine = op("b", "o3").set(FILE, "f1", "note", json!("旧"), json!("乙"), 1);
    push(&b, vec![mine]).await;
    take(&leader, decide("l2")).await;
}

async fn the_digest_follows_every_change(desk: Desk) {
    let (a, b) = two(&desk).await;
    take(
        &a,
        op("a", "o2").create("person", "p1", json!({"name": "张三"})),
    )
    .await;
    take(
        &a,
        op("a", "o3").create("person", "p2", json!({"name": "李四"})),
    )
    .await;
    take(
        &b,
        op("b", "o4").set(FILE, "f1", "note", json!("旧"), json!("新"), 1),
    )
    .await;
    take(
        &b,
        op("b", "o5").delete("person", "p2", json!({"name": "李四"}), 3),
    )
    .await;
    let mut expected = Digest::default();
    let body = |value: Value| value.as_object().unwrap().clone();
    let file = json!({"id": "f1", "applicant_id": "p1", "household_id": "h1", "note": "新"});
    expected.add(FILE, "f1", &body(file));
    expected.add("person", "p1", &body(json!({"id": "p1", "name": "张三"})));
    let reply = a.digest(None).await.unwrap();
    assert_eq!(reply.whole, expected.to_text());
    assert_eq!((reply.buckets.len(), reply.head), (256, 5));
    let bucket = songnuan_sync::bucket_of("p1");
    let one = a.digest(Some(bucket)).await.unwrap();
    let alone = one.records.iter().find(|(id, ..)| id.as_str() == "p1");
    let (_, kind, digest) = alone.unwrap();
    let body = body(json!({"id": "p1", "name": "张三"}));
    assert_eq!(kind, "person");
    assert_eq!(*digest, songnuan_sync::record_digest("person", "p1", &body));
}

/// Two processes behind one address: numbers have no gap, and every edit stands or is parked.
async fn two_processes_push_at_once(desk: Desk) {
    two(&desk).await;
    let other = desk.again().await;
    let hubs = [desk.hub.clone(), other];
    let mut tasks = Vec::new();
    for n in 0..16_usize {
        let device = if n % 2 == 0 { "a" } else { "b" };
        let hub = hubs[n % 2].device(Id::new(device));
        tasks.push(tokio::spawn(async move {
            let id = format!("n{n}");
            let edit = op(device, &id)
                .set(FILE, "f1", "note", json!("旧"), json!(id.clone()), 1)
                .create("person", &format!("q{n}"), json!({"name": "周"}));
            push(&hub, vec![edit]).await.remove(0)
        }));
    }
    let mut stood = 0;
    for task in tasks {
        let outcome = task.await.unwrap();
        assert_eq!(outcome.refused, None);
        assert_eq!(outcome.accepted + outcome.parked, 2);
        stood += u32::from(outcome.parked == 0);
    }
    assert_eq!(stood, 1);
    let page = pull(&hubs[1].device(Id::new("a")), 0).await;
    let numbers: Vec<i64> = page.entries.iter().map(|entry| entry.seq).collect();
    assert_eq!(numbers, (1..=33).collect::<Vec<i64>>());
    assert_eq!(conflicts(&page.entries).len(), 15);
    let (one, two) = (hubs[0].device(Id::new("a")), hubs[1].device(Id::new("b")));
    assert_eq!(one.digest(None).await, two.digest(None).await);
}

async fn garbage_is_refused_by_name(desk: Desk) {
    let (a, _) = two(&desk).await;
    let refused = async |op: crate::support::Op| push(&a, vec![op]).await[0].refused.clone();
    let foreign = op("a", "g1").create("person", "p1", json!({}));
    let mut foreign_id = foreign.clone().message();
    foreign_id.changes[0].after["id"] = json!("p2");
    let page = PushPage {
        ops: vec![foreign_id],
    };
    let reply = a.push(page).await.unwrap();
    assert_eq!(reply.outcomes[0].refused, Some(Refusal::Garbled));
    assert_eq!(refused(op("a", "g2")).await, Some(Refusal::Garbled));
    let kind = op("a", "g3").set("person", "f1", "note", json!("旧"), json!("x"), 1);
    assert_eq!(refused(kind).await, Some(Refusal::Garbled));
    let long = "长".repeat(400_000);
    let large = op("a", "g4").set(FILE, "f1", "note", json!("旧"), json!(long), 1);
    let limit = 1 << 20;
    assert_eq!(refused(large).await, Some(Refusal::TooLarge { limit }));
    let odd = PullRequest {
        after: -5,
        limit: 0,
    };
    assert_eq!(a.pull(odd).await.unwrap().entries.len(), 1);
    let far = PullRequest {
        after: 99,
        limit: 9,
    };
    let page = a.pull(far).await.unwrap();
    assert_eq!((page.entries.len(), page.more, page.next), (0, false, 99));
}
