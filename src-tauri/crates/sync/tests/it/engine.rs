//! The engine's steps one by one: refusals, scope, a restored hub, attachments, comparison.

use std::collections::VecDeque;
use std::sync::Mutex;

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_sync::*;

use crate::memory::{Fault, Line, MemoryHub, MemoryReplica, Typed, now, options};

struct Desk {
    hub: Mutex<MemoryHub>,
    late: Mutex<Vec<PushPage>>,
}

fn desk() -> Desk {
    Desk {
        hub: Mutex::default(),
        late: Mutex::default(),
    }
}

fn id(text: &str) -> Id {
    Id::new(text)
}

fn person(name: &str, fields: Value) -> Typed {
    Typed::Create(id(name), fields.as_object().unwrap().clone())
}

impl Desk {
    fn laptop(&self, name: &str, typed: &[Typed]) -> MemoryReplica {
        let laptop = MemoryReplica::new(&id(name));
        laptop
            .0
            .lock()
            .unwrap()
            .type_in(id(&format!("{name}-1")), typed);
        laptop
    }

    fn sync_with(
        &self,
        laptop: &MemoryReplica,
        options: &Options,
    ) -> Result<Receipt, SyncError<String>> {
        let line = Line {
            hub: &self.hub,
            device: options.device.clone(),
            faults: Mutex::new(VecDeque::<Fault>::new()),
            late: &self.late,
        };
        now(run(laptop, &line, options, &()))
    }

    fn sync(&self, laptop: &MemoryReplica) -> Receipt {
        let device = laptop.0.lock().unwrap().device.clone().unwrap();
        self.sync_with(laptop, &options(&device)).unwrap()
    }
}

fn holds(laptop: &MemoryReplica) -> Vec<String> {
    let laptop = laptop.0.lock().unwrap();
    laptop.records.keys().map(|id| id.0.clone()).collect()
}

#[test]
fn counts_what_went_out_and_came_in() {
    let desk = desk();
    let a = desk.laptop(
        "a",
        &[person("r1", json!({"n": 1})), person("r2", json!({"n": 2}))],
    );
    let b = desk.laptop("b", &[person("r3", json!({"n": 3}))]);
    let sent = desk.sync(&a).sent;
    assert_eq!(
        (sent.ops, sent.changes, sent.accepted, sent.parked),
        (1, 2, 2, 0)
    );
    assert_eq!(sent.kinds, ByKind::from([("person".to_owned(), 2)]));
    let receipt = desk.sync(&b);
    assert_eq!((receipt.received.ops, receipt.received.records), (1, 2));
    // What b sent came back to it, and counts as sent only.
    assert_eq!((receipt.sent.changes, receipt.received.entries), (1, 2));
    assert_eq!(
        receipt.received.kinds,
        ByKind::from([("person".to_owned(), 2)])
    );
    assert_eq!(receipt.agreement, Agreement::Same { records: 3 });
    assert_eq!(receipt.hub_name, "长兴镇总工会");
    assert_eq!(receipt.cursor, 3);
}

#[test]
fn a_foreign_hub_and_another_protocol_get_nothing() {
    let desk = desk();
    let a = desk.laptop("a", &[person("r1", json!({}))]);
    let foreign = Options {
        hub: id("another"),
        ..options(&id("a"))
    };
    let error = desk.sync_with(&a, &foreign).unwrap_err();
    assert!(matches!(error.why, Why::ForeignHub { .. }));
    assert_eq!(error.so_far.still_waiting, 1);
    assert!(desk.hub.lock().unwrap().line.is_empty());
}

/// Each change is long: a page of many is more than the hub takes, one alone is not.
#[test]
fn what_is_too_much_at_once_goes_in_smaller_pages() {
    let desk = desk();
    desk.hub.lock().unwrap().largest = Some(1);
    let many: Vec<Typed> = (0..9)
        .map(|n| person(&format!("r{n}"), json!({})))
        .collect();
    let a = desk.laptop("a", &many);
    let mut wide = options(&id("a"));
    wide.limits.changes = 2_000;
    let receipt = desk.sync_with(&a, &wide).unwrap();
    assert_eq!((receipt.sent.ops, receipt.sent.changes), (1, 9));
    assert_eq!(receipt.agreement, Agreement::Same { records: 9 });
    // One that is too long by itself is told, and stays.
    desk.hub.lock().unwrap().largest = Some(0);
    let b = desk.laptop("b", &[person("s1", json!({}))]);
    wide.device = id("b");
    let error = desk.sync_with(&b, &wide).unwrap_err();
    let too_large = HubError::Refused(Refusal::TooLarge { limit: 0 });
    assert!(matches!(error.why, Why::Hub(why) if why == too_large));
    assert_eq!(error.so_far.still_waiting, 1);
}

#[test]
fn refused_operations_stay_and_are_counted() {
    let desk = desk();
    desk.hub.lock().unwrap().refuses = Some("file_edit".into());
    let a = desk.laptop("a", &[person("r1", json!({}))]);
    let receipt = desk.sync(&a);
    assert_eq!(receipt.sent.refused.len(), 1);
    assert_eq!((receipt.still_waiting, receipt.refused_in_all), (0, 1));
    assert_eq!(receipt.agreement, Agreement::Waiting);
    assert!(desk.sync(&a).sent.refused.is_empty());
}

#[test]
fn a_list_is_fetched_kept_and_handed_back() {
    let desk = desk();
    let people: Vec<Typed> = (0..9)
        .map(|n| person(&format!("r{n}"), json!({"n": n})))
        .collect();
    let office = desk.laptop("office", &people);
    desk.sync(&office);
    let list = |ids: &[&str]| {
        let ids = ids.iter().map(|text| id(text)).collect();
        desk.hub.lock().unwrap().lists.insert(id("v"), ids);
    };
    list(&["r1", "r2"]);
    let visitor = MemoryReplica::new(&id("v"));
    let receipt = desk.sync(&visitor);
    assert_eq!(holds(&visitor), ["r1", "r2"]);
    assert_eq!(receipt.agreement, Agreement::Same { records: 2 });
    assert!(!receipt.everything);
    // Another case instead, with its history; what still waits is not handed back before it went.
    for n in 0..5 {
        let mut office = office.0.lock().unwrap();
        office.type_in(
            Id(format!("e{n}")),
            &[Typed::Field(id("r5"), "n".into(), json!(50 + n))],
        );
    }
    desk.sync(&office);
    list(&["r2", "r5", "r6", "r7"]);
    let receipt = desk.sync(&visitor);
    assert_eq!(holds(&visitor), ["r2", "r5", "r6", "r7"]);
    assert_eq!(
        (receipt.received.fetched, receipt.received.handed_back),
        (3, 1)
    );
    assert_eq!(receipt.agreement, Agreement::Same { records: 4 });
    // From now on everything: what was left out comes too.
    desk.hub.lock().unwrap().lists.clear();
    let all = Options {
        was_scoped: true,
        ..options(&id("v"))
    };
    let receipt = desk.sync_with(&visitor, &all).unwrap();
    assert_eq!(receipt.agreement, Agreement::Same { records: 9 });
}

#[test]
fn a_restored_hub_gets_nothing_until_told_and_then_everything_back() {
    let desk = desk();
    let a = desk.laptop("a", &[person("r1", json!({"n": 1}))]);
    let b = desk.laptop("b", &[person("r2", json!({"n": 2}))]);
    desk.sync(&a);
    let backup = desk.hub.lock().unwrap().clone();
    desk.sync(&b);
    desk.sync(&a);
    *desk.hub.lock().unwrap() = backup;
    let edit = [Typed::Field(id("r2"), "n".into(), json!(9))];
    a.0.lock().unwrap().type_in(id("a-2"), &edit);
    let error = desk.sync_with(&a, &options(&id("a"))).unwrap_err();
    assert!(matches!(error.why, Why::Behind { head: 1, cursor: 2 }));
    assert_eq!(desk.hub.lock().unwrap().line.len(), 1);
    let resend = Options {
        resend: true,
        ..options(&id("a"))
    };
    let receipt = desk.sync_with(&a, &resend).unwrap();
    assert_eq!((receipt.resent, receipt.sent.ops), (1, 1));
    assert_eq!(receipt.agreement, Agreement::Same { records: 2 });
    // Its author's own repetition is known.
    assert_eq!(desk.sync(&b).agreement, Agreement::Same { records: 2 });
    assert_eq!(desk.hub.lock().unwrap().line.len(), 3);
}

#[test]
fn a_laptop_with_a_part_sends_again_what_a_restored_hub_lost() {
    let desk = desk();
    let people = [
        person("r1", json!({"n": 1, "m": 1})),
        person("r2", json!({"n": 2})),
    ];
    let office = desk.laptop("office", &people);
    desk.sync(&office);
    let list = ["r1"].map(id).into();
    desk.hub.lock().unwrap().lists.insert(id("v"), list);
    let visitor = MemoryReplica::new(&id("v"));
    desk.sync(&visitor);
    let backup = desk.hub.lock().unwrap().clone();
    // Lost with the hub: what the visitor typed and what it typed it over.
    office.0.lock().unwrap().type_in(
        id("o-2"),
        &[Typed::Field(id("r1"), "n".into(), json!("office"))],
    );
    desk.sync(&office);
    desk.sync(&visitor);
    visitor.0.lock().unwrap().type_in(
        id("v-1"),
        &[Typed::Field(id("r1"), "m".into(), json!("visitor"))],
    );
    desk.sync(&visitor);
    *desk.hub.lock().unwrap() = backup;
    // The hub moves on: the numbers mean something else now.
    let other = desk.laptop("b", &[person("r3", json!({})), person("r4", json!({}))]);
    desk.sync(&other);
    let error = desk.sync_with(&visitor, &options(&id("v"))).unwrap_err();
    assert!(matches!(error.why, Why::Behind { .. }));
    let resend = Options {
        resend: true,
        ..options(&id("v"))
    };
    let receipt = desk.sync_with(&visitor, &resend).unwrap();
    assert_eq!(receipt.agreement, Agreement::Same { records: 1 });
    let hub = desk.hub.lock().unwrap();
    let body = &hub.records[&id("r1")].as_ref().unwrap().body;
    assert_eq!((&body["m"], &body["n"]), (&json!("visitor"), &json!(1)));
}

#[test]
fn what_passed_by_while_out_of_scope_is_fetched() {
    let desk = desk();
    let office = desk.laptop("office", &[person("r1", json!({"n": 1, "m": 1}))]);
    desk.sync(&office);
    let list = |ids: &[&str]| {
        let ids = ids.iter().map(|text| id(text)).collect();
        desk.hub.lock().unwrap().lists.insert(id("v"), ids);
    };
    list(&["r1"]);
    let visitor = MemoryReplica::new(&id("v"));
    desk.sync(&visitor);
    let edit = |n: &str, field: &str| {
        let edit = [Typed::Field(id("r1"), field.into(), json!(n))];
        office.0.lock().unwrap().type_in(id(n), &edit);
        desk.sync(&office);
    };
    // Out of scope for one pull that breaks off before the list comes.
    list(&[]);
    edit("e1", "n");
    let line = Line {
        hub: &desk.hub,
        device: id("v"),
        faults: Mutex::new([Fault::None, Fault::None, Fault::LostRequest].into()),
        late: &desk.late,
    };
    assert!(now(run(&visitor, &line, &options(&id("v")), &())).is_err());
    list(&["r1"]);
    edit("e2", "m");
    let receipt = desk.sync(&visitor);
    assert_eq!(receipt.agreement, Agreement::Same { records: 1 });
    assert_eq!(receipt.received.fetched, 1);
}

#[test]
fn what_a_hub_forgot_between_push_and_pull_goes_again() {
    let desk = desk();
    let a = desk.laptop("a", &[person("r1", json!({"n": 1}))]);
    let line = Line {
        hub: &desk.hub,
        device: id("a"),
        // Hello, push, and no pull.
        faults: Mutex::new([Fault::None, Fault::None, Fault::LostRequest].into()),
        late: &desk.late,
    };
    assert!(now(run(&a, &line, &options(&id("a")), &())).is_err());
    assert_eq!(desk.hub.lock().unwrap().line.len(), 1);
    *desk.hub.lock().unwrap() = MemoryHub::default();
    assert_eq!(desk.sync(&a).agreement, Agreement::Same { records: 1 });
}

#[test]
fn a_hub_that_moved_on_after_a_restore_is_refused() {
    let desk = desk();
    let a = desk.laptop("a", &[person("r1", json!({"n": 1}))]);
    desk.sync(&a);
    *desk.hub.lock().unwrap() = MemoryHub::default();
    let b = desk.laptop("b", &[person("r2", json!({"n": 2}))]);
    desk.sync(&b);
    let resend = Options {
        resend: true,
        ..options(&id("a"))
    };
    assert!(matches!(
        desk.sync_with(&a, &resend).unwrap_err().why,
        Why::Forked
    ));
}

#[test]
fn attachments_travel_and_missing_ones_are_counted() {
    let desk = desk();
    let a = desk.laptop(
        "a",
        &[
            person("r1", json!({"blob": "aa"})),
            person("r2", json!({"blob": "bb"})),
        ],
    );
    a.0.lock().unwrap().blobs.insert("aa".into(), vec![1, 2, 3]);
    let receipt = desk.sync(&a);
    assert_eq!(
        (receipt.attachments.sent, receipt.attachments.missing),
        (1, 1)
    );
    let b = MemoryReplica::new(&id("b"));
    let receipt = desk.sync(&b);
    assert_eq!(
        (receipt.attachments.received, receipt.attachments.missing),
        (1, 1)
    );
    assert_eq!(b.0.lock().unwrap().blobs["aa"], [1, 2, 3]);
}

#[test]
fn the_first_differing_record_is_named() {
    let desk = desk();
    let a = desk.laptop(
        "a",
        &[person("r1", json!({"n": 1})), person("r2", json!({"n": 2}))],
    );
    desk.sync(&a);
    let spoil = |spoil: &dyn Fn(&mut MemoryHub)| {
        let good = desk.hub.lock().unwrap().clone();
        spoil(&mut desk.hub.lock().unwrap());
        let agreement = desk.sync(&a).agreement;
        *desk.hub.lock().unwrap() = good;
        agreement
    };
    let differs = |how| Agreement::Differs {
        record: id("r2"),
        kind: "person".into(),
        how,
    };
    let r2 = id("r2");
    let other = spoil(&|hub| {
        let record = hub.records.get_mut(&r2).unwrap().as_mut().unwrap();
        record.body.insert("n".into(), json!(5));
    });
    assert_eq!(other, differs(Difference::OtherContent));
    let gone = spoil(&|hub| {
        hub.records.remove(&r2);
    });
    assert_eq!(gone, differs(Difference::OnlyHere));
    a.0.lock().unwrap().records.remove(&r2);
    assert_eq!(desk.sync(&a).agreement, differs(Difference::OnlyThere));
}
