//! Syncs by stick: the same messages in files, mixed with the network, repeated, late, lost.

use std::sync::Mutex;

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_sync::bundle::*;
use songnuan_sync::*;

use crate::memory::{Line, MemoryHub, MemoryReplica, Typed, now, options};

struct Office {
    hub: Mutex<MemoryHub>,
    late: Mutex<Vec<PushPage>>,
}

impl Office {
    fn new() -> Self {
        Self {
            hub: Mutex::default(),
            late: Mutex::default(),
        }
    }

    fn line(&self, name: &str) -> Line<'_> {
        Line {
            hub: &self.hub,
            device: Id::new(name),
            faults: Mutex::default(),
            late: &self.late,
        }
    }

    fn answer(&self, name: &str, (from, blobs): (ForHub, Blobs)) -> (ForDevice, Blobs) {
        let limits = options(&Id::new(name)).limits;
        now(answer(&self.line(name), from, blobs, limits)).unwrap()
    }

    fn network(&self, name: &str, laptop: &MemoryReplica) -> Receipt {
        now(run(laptop, &self.line(name), &options(&Id::new(name)), &())).unwrap()
    }
}

fn write_for_hub(laptop: &MemoryReplica, options: &Options) -> (ForHub, Blobs) {
    now(for_hub(laptop, options, None)).unwrap()
}

fn read_answer(
    laptop: &MemoryReplica,
    name: &str,
    (from, blobs): &(ForDevice, Blobs),
) -> Result<Receipt, StickError<String>> {
    let options = options(&Id::new(name));
    now(take_in(laptop, &options, from, blobs.clone()))
}

fn laptop(name: &str, typed: &[Typed]) -> MemoryReplica {
    let laptop = MemoryReplica::new(&Id::new(name));
    let op = Id(format!("{name}-1"));
    laptop.0.lock().unwrap().type_in(op, typed);
    laptop
}

fn person(name: &str, fields: Value) -> Typed {
    Typed::Create(Id::new(name), fields.as_object().unwrap().clone())
}

fn edit(laptop: &MemoryReplica, op: &str, record: &str, value: i32) {
    let edit = [Typed::Field(Id::new(record), "n".into(), json!(value))];
    laptop.0.lock().unwrap().type_in(Id::new(op), &edit);
}

#[test]
fn an_office_lives_on_sticks() {
    let office = Office::new();
    let a = laptop("a", &[person("r1", json!({"n": 1, "blob": "aa"}))]);
    a.0.lock().unwrap().blobs.insert("aa".into(), vec![1, 2]);
    let b = laptop("b", &[person("r2", json!({"n": 2}))]);
    let go = |name: &str, laptop: &MemoryReplica| {
        let bundle = write_for_hub(laptop, &options(&Id::new(name)));
        read_answer(laptop, name, &office.answer(name, bundle)).unwrap()
    };
    let receipt = go("a", &a);
    assert_eq!((receipt.sent.ops, receipt.attachments.sent), (1, 1));
    assert_eq!(receipt.agreement, Agreement::Same { records: 1 });
    let receipt = go("b", &b);
    assert_eq!(receipt.agreement, Agreement::Same { records: 2 });
    // The attachment was not known to be lacking when the first bundle was written.
    assert_eq!(receipt.attachments.missing, 1);
    assert_eq!(go("b", &b).attachments.received, 1);
    // Both edit the same field; one stands, one waits for a decision, on both laptops.
    go("a", &a);
    edit(&a, "a-2", "r2", 20);
    edit(&b, "b-2", "r2", 30);
    go("a", &a);
    assert_eq!(go("b", &b).sent.parked, 1);
    go("a", &a);
    assert_eq!(office.hub.lock().unwrap().conflicts().len(), 1);
    assert_eq!(go("a", &a).agreement, Agreement::Same { records: 3 });
}

#[test]
fn repeated_late_and_lost_bundles_change_nothing() {
    let office = Office::new();
    let a = laptop("a", &[person("r1", json!({"n": 1}))]);
    let lost = write_for_hub(&a, &options(&Id::new("a")));
    drop(lost);
    let bundle = write_for_hub(&a, &options(&Id::new("a")));
    let first = office.answer("a", bundle.clone());
    let second = office.answer("a", bundle);
    assert_eq!(office.hub.lock().unwrap().line.len(), 1);
    edit(&a, "a-2", "r1", 2);
    read_answer(&a, "a", &second).unwrap();
    // The network in between; then the old stick again: nothing goes back.
    assert_eq!(
        office.network("a", &a).agreement,
        Agreement::Same { records: 1 }
    );
    let cursor = a.0.lock().unwrap().cursor.clone();
    let receipt = read_answer(&a, "a", &first).unwrap();
    assert_eq!(receipt.agreement, Agreement::MovedOn);
    assert_eq!(a.0.lock().unwrap().cursor, cursor);
    assert_eq!(
        office.network("a", &a).agreement,
        Agreement::Same { records: 1 }
    );
}

#[test]
fn an_answer_to_what_a_restored_laptop_forgot_is_refused() {
    let office = Office::new();
    let a = laptop("a", &[person("r1", json!({"n": 1}))]);
    let backup = a.0.lock().unwrap().clone();
    office.network("a", &a);
    edit(&a, "a-2", "r1", 2);
    let bundle = office.answer("a", write_for_hub(&a, &options(&Id::new("a"))));
    *a.0.lock().unwrap() = backup;
    let error = read_answer(&a, "a", &bundle).unwrap_err();
    assert!(matches!(
        error,
        StickError::Gap {
            after: 1,
            cursor: 0
        }
    ));
    let bundle = office.answer("a", write_for_hub(&a, &options(&Id::new("a"))));
    let receipt = read_answer(&a, "a", &bundle).unwrap();
    assert_eq!(receipt.agreement, Agreement::Same { records: 1 });
}

#[test]
fn a_restored_hub_gets_its_entries_back_by_stick() {
    let office = Office::new();
    let a = laptop("a", &[person("r1", json!({"n": 1}))]);
    office.network("a", &a);
    *office.hub.lock().unwrap() = MemoryHub::default();
    let bundle = office.answer("a", write_for_hub(&a, &options(&Id::new("a"))));
    let error = read_answer(&a, "a", &bundle).unwrap_err();
    let StickError::Why(Why::Behind { head, cursor: 1 }) = error else {
        panic!("{error:?}")
    };
    let bundle = now(for_hub(&a, &options(&Id::new("a")), Some(head))).unwrap();
    let receipt = read_answer(&a, "a", &office.answer("a", bundle)).unwrap();
    assert_eq!(receipt.agreement, Agreement::Same { records: 1 });
}

#[test]
fn a_list_comes_and_goes_by_stick() {
    let office = Office::new();
    let people: Vec<Typed> = (0..9)
        .map(|n| person(&format!("r{n}"), json!({"n": n})))
        .collect();
    let clerk = laptop("clerk", &people);
    office.network("clerk", &clerk);
    let visitor = MemoryReplica::new(&Id::new("v"));
    for list in [&["r1", "r2"][..], &["r2", "r5", "r6", "r7", "r8"], &["r0"]] {
        let ids = list.iter().map(|text| Id::new(*text)).collect();
        office.hub.lock().unwrap().lists.insert(Id::new("v"), ids);
        let options = Options {
            was_scoped: true,
            ..options(&Id::new("v"))
        };
        let bundle = office.answer("v", write_for_hub(&visitor, &options));
        let receipt = read_answer(&visitor, "v", &bundle).unwrap();
        let records = list.len() as u64;
        assert_eq!(receipt.agreement, Agreement::Same { records });
        let held: Vec<Id> = visitor.0.lock().unwrap().records.keys().cloned().collect();
        assert_eq!(
            held,
            list.iter().map(|text| Id::new(*text)).collect::<Vec<_>>()
        );
    }
}
