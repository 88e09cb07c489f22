//! What people type on a laptop, and what a laptop tells afterwards.

use songnuan_app::op::Op;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Conflict, ConflictChoice, ConflictDecision, ConflictKind, CountUnit, PaymentLine,
    Person, Visit,
};
use songnuan_store::{Store, StoreError};
use songnuan_sync::{HubError, Receipt, Replica as _, SyncError, Why};

use crate::chance::Chance;
use crate::faults::CRASHED;
use crate::journal::{Journal, Typed};
use crate::judges::{Dump, dump};
use crate::laptop::Laptop;
use crate::marks::hit;
use crate::newer::NewerPerson;
use crate::plan::What;
use crate::world::PLANTED_NAME;

/// One thing typed.
pub async fn act(laptop: &mut Laptop, what: What, chance: &mut Chance, journal: &mut Journal) {
    match what {
        What::CreatePerson => create_person(laptop, None, journal).await,
        What::CreateSamePerson => {
            hit("outcome: same person twice");
            create_person(laptop, Some("99810119700101001X"), journal).await;
        }
        What::CreateVisit => create_visit(laptop, chance, journal).await,
        What::EditPerson => edit_person(laptop, chance, journal).await,
        What::EditVisit => edit_visit(laptop, chance, journal).await,
        What::DeleteVisit => {
            if let Some(visit) = any::<Visit>(laptop, chance).await {
                laptop.delete_visit(&visit, journal).await;
            }
        }
        What::Pay => pay(laptop, chance, journal).await,
        What::UndoLast => undo(laptop, journal).await,
        What::Decide => decide(laptop, chance, journal).await,
        other => panic!("not typing: {other:?}"),
    }
}

async fn any<R: songnuan_model::record::Record>(laptop: &Laptop, chance: &mut Chance) -> Option<R> {
    let all: Vec<R> = laptop.store().await.all().await.unwrap();
    // A few records only, so that people meet.
    let few = &all[..all.len().min(4)];
    chance.pick(few).cloned()
}

/// Text that was never typed before: whatever happens to it can be told.
fn unique(laptop: &Laptop) -> String {
    use songnuan_app::host::Host as _;
    format!("{}写的{}", laptop.user, laptop.host.new_id())
}

async fn create_person(laptop: &mut Laptop, paper: Option<&str>, journal: &mut Journal) {
    use songnuan_app::host::Host as _;
    // A visitor's hub takes no new people; the office enters them.
    if laptop.visitor {
        return;
    }
    let person = Person {
        id: laptop.host.new_id(),
        name: PLANTED_NAME.to_owned(),
        id_no: paper.unwrap_or_default().to_owned(),
        note: Some(unique(laptop)),
        ..Person::default()
    };
    laptop.put(Op::EditFile, &person, journal).await;
}

async fn create_visit(laptop: &mut Laptop, chance: &mut Chance, journal: &mut Journal) {
    use songnuan_app::host::Host as _;
    let Some(person) = any::<Person>(laptop, chance).await else {
        return;
    };
    let visit = Visit {
        id: laptop.host.new_id(),
        person_id: Some(person.id),
        // Whoever is sent there: a visitor's laptop gets the case.
        visitors: vec![laptop.user.clone(), format!("第{}号", chance.below(4))],
        note: Some(unique(laptop)),
        ..Visit::default()
    };
    laptop.put(Op::RecordVisit, &visit, journal).await;
}

async fn edit_person(laptop: &mut Laptop, chance: &mut Chance, journal: &mut Journal) {
    // Some laptops run a newer program, which knows one field more.
    if laptop.number % 3 == 1 && chance.below(3) == 0 {
        let Some(mut person) = any::<NewerPerson>(laptop, chance).await else {
            return;
        };
        hit("outcome: field of a newer program");
        person.of_tomorrow = Some(unique(laptop));
        return laptop.put(Op::EditFile, &person, journal).await;
    }
    let Some(mut person) = any::<Person>(laptop, chance).await else {
        return;
    };
    let text = Some(unique(laptop));
    match chance.below(3) {
        0 => person.note = text,
        1 => person.home_address = text,
        _ => person.health = text,
    }
    laptop.put(Op::EditFile, &person, journal).await;
}

async fn edit_visit(laptop: &mut Laptop, chance: &mut Chance, journal: &mut Journal) {
    let Some(mut visit) = any::<Visit>(laptop, chance).await else {
        return;
    };
    let text = Some(unique(laptop));
    match chance.below(2) {
        0 => visit.note = text,
        _ => visit.problems = text,
    }
    laptop.put(Op::RecordVisit, &visit, journal).await;
}

async fn pay(laptop: &mut Laptop, chance: &mut Chance, journal: &mut Journal) {
    use songnuan_app::host::Host as _;
    let Some(person) = any::<Person>(laptop, chance).await else {
        return;
    };
    let line = PaymentLine {
        id: laptop.host.new_id(),
        batch_id: Id::new("batch"),
        campaign_id: None,
        fund_id: Id::new("fund"),
        seq: 1,
        item_id: None,
        person_id: person.id,
        household_id: None,
        file_id: None,
        aid_kind: AidKind::TemporaryAid,
        unit: CountUnit::Person,
        category: String::new(),
        amount: Laptop::fen(chance.next()),
        on: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        card_holder: None,
        card_no: None,
        bank: None,
        goods: None,
        temporary_reason: Some("突发困难".to_owned()),
        reverses: None,
        reason: None,
        by: laptop.user.clone(),
    };
    let before = laptop.ops.len();
    laptop.put(Op::DraftBatch, &line, journal).await;
    if laptop.ops.len() > before {
        journal.paid.insert(line.id.0.clone(), line.amount.0);
        journal
            .ledger
            .extend(laptop.ops.last().map(|op| op.0.clone()));
    }
}

/// Takes back the last operation of this laptop, if nobody built on it.
async fn undo(laptop: &mut Laptop, journal: &mut Journal) {
    use songnuan_app::host::Host as _;
    let last = laptop.ops.last().cloned();
    // What the program refuses: a payment is reversed, not undone.
    let Some(op) = last.filter(|op| !journal.ledger.contains(&op.0)) else {
        return;
    };
    let store = laptop.store().await;
    let before = dump(&store).await;
    let header = laptop.app.header(Op::Undo, &laptop.user, "").unwrap();
    let _ = laptop.host.now();
    let Ok(output) = store.undo(&op, header).await else {
        return;
    };
    laptop.ops.pop();
    if output.seq.is_some() {
        hit("outcome: undone");
        laptop.ops.push(output.op_id.clone());
        note_difference(journal, &before, &dump(&store).await, &output.op_id);
    }
}

/// What an operation did, told by the states before and after it.
fn note_difference(journal: &mut Journal, before: &Dump, after: &Dump, op: &Id) {
    for ((kind, record), body) in before {
        match after.get(&(*kind, record.clone())) {
            Some(now) => journal.note_edit(record, body, now, op.as_str()),
            None => journal.typed.push(Typed::Delete {
                record: record.clone(),
                body: body.clone(),
                op: op.0.clone(),
            }),
        }
    }
    for (kind, record) in after.keys() {
        if !before.contains_key(&(*kind, record.clone())) {
            journal.typed.push(Typed::Create {
                record: record.clone(),
                op: op.0.clone(),
            });
        }
    }
}

/// Decides one open conflict about a field of a person or visit.
async fn decide(laptop: &mut Laptop, chance: &mut Chance, journal: &mut Journal) {
    use songnuan_app::host::Host as _;
    let Some(conflict) = any::<Conflict>(laptop, chance).await else {
        return;
    };
    if conflict.kind != ConflictKind::Field {
        return;
    }
    let (Some(field), choice) = (conflict.field.clone(), chance.below(3)) else {
        return;
    };
    let store = laptop.store().await;
    let before = dump(&store).await;
    let Ok(mut tx) = laptop.app.begin(Op::EditFile, "裁决").await else {
        return;
    };
    let (choice, value) = match choice {
        0 => (ConflictChoice::Theirs, None),
        1 => (ConflictChoice::Mine, Some(conflict.mine.clone())),
        _ => (ConflictChoice::Written, Some(unique(laptop).into())),
    };
    if let Some(value) = value {
        let id = &conflict.record_id;
        if let Some(person) = tx.get::<Person>(id).await.ok().flatten() {
            tx.put(&with(&person, &field, value)).await.unwrap();
        } else if let Some(visit) = tx.get::<Visit>(id).await.ok().flatten() {
            tx.put(&with(&visit, &field, value)).await.unwrap();
        }
    }
    let decision = ConflictDecision {
        id: laptop.host.new_id(),
        conflict_id: conflict.id.clone(),
        choice,
        note: None,
    };
    tx.put(&decision).await.unwrap();
    let op = tx.op_id().clone();
    tx.commit().await.unwrap();
    hit("outcome: decided");
    laptop.ops.push(op.clone());
    note_difference(journal, &before, &dump(&store).await, &op);
}

/// A record with one field set.
fn with<R: songnuan_model::record::Record>(record: &R, field: &str, value: serde_json::Value) -> R {
    let mut body = crate::laptop::body(record);
    body.insert(field.to_owned(), value);
    serde_json::from_value(serde_json::Value::Object(body)).unwrap()
}

/// Operations that wait here to be sent.
pub async fn waiting_ops(store: &Store) -> Vec<Id> {
    let page = store.outgoing_page(1_000_000).await.unwrap();
    page.ops.into_iter().map(|op| op.id).collect()
}

pub async fn cursor(store: &Store) -> (i64, String) {
    songnuan_sync::Replica::cursor(store).await.unwrap()
}

/// The line's stand-in for a power cut.
pub fn is_crash(error: &SyncError<StoreError>) -> bool {
    matches!(&error.why, Why::Hub(HubError::Unreachable(text)) if text == CRASHED)
}

pub fn note_receipt(receipt: &Receipt) {
    if receipt.received.handed_back > 0 {
        hit("outcome: handed back");
    }
    if receipt.received.fetched > 0 {
        hit("outcome: fetched");
    }
    assert!(
        !matches!(
            receipt.agreement,
            songnuan_sync::Agreement::Differs { .. } | songnuan_sync::Agreement::Unclear
        ),
        "contents differ after a sync: {:?}",
        receipt.agreement
    );
}
