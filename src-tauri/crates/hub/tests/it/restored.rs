//! A hub restored from an older backup takes back what devices know.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::json;
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_sync::{Hello, Hub, HubError, LineState, PullPage, Refusal, ResendPage};

use crate::support::{Desk, Engine, desk, on_both_engines, op, pull, push, take};

on_both_engines! {
    takes_back_what_it_lost,
    a_foreign_line_is_refused,
    only_a_device_with_the_whole_line_gives_it_back,
}

fn hello(desk: &Desk, page: &PullPage) -> Hello {
    Hello {
        oldest: 1,
        newest: 1,
        program: "0.1.0".into(),
        device: Id::new("a"),
        hub: desk.hub.hub_id().clone(),
        cursor: page.next,
        cursor_op: page.next_op.clone(),
        now: String::new(),
    }
}

/// Pages of two entries after a number.
fn pages(page: &PullPage, after: i64) -> Vec<ResendPage> {
    let entries: Vec<_> = page
        .entries
        .iter()
        .filter(|e| e.seq > after)
        .cloned()
        .collect();
    let page_of = |entries: &[songnuan_sync::Entry]| ResendPage {
        ops: page
            .ops
            .iter()
            .filter(|head| entries.iter().any(|entry| entry.op == head.id))
            .cloned()
            .collect(),
        entries: entries.to_vec(),
    };
    entries.chunks(2).map(page_of).collect()
}

/// What the devices did; some of it after the backup.
fn history() -> Vec<crate::support::Op> {
    let note = |id: &str, from: &str, to: &str, base| {
        op("a", id).set("person", "p1", "note", json!(from), json!(to), base)
    };
    vec![
        op("a", "o1").create("person", "p1", json!({"name": "张三", "note": "零"})),
        note("o2", "零", "一", 1),
        note("o3", "一", "二", 2),
        // Parked: typed over what was not there any more.
        note("o4", "零", "别", 1),
        op("a", "o5").create("person", "p2", json!({"name": "李四"})),
    ]
}

/// A second, empty hub with the same history up to a point stands for the restored one: the same
/// entries with the same numbers, and nothing after them.
async fn takes_back_what_it_lost(desk: Desk) {
    let a = desk.office("a").await;
    let ops = history();
    push(&a, ops.clone()).await;
    let known = pull(&a, 0).await;
    assert_eq!(known.entries.len(), 5);
    let engine = if desk.ground.place.database_folder().is_some() {
        Engine::Embedded
    } else {
        Engine::Postgres
    };
    let restored = crate::support::desk(engine).await.unwrap();
    let back = restored.office("a").await;
    push(&back, ops[..2].to_vec()).await;
    let mut said = hello(&restored, &known);
    let welcome = back.hello(said.clone()).await.unwrap();
    assert_eq!((welcome.line, welcome.head), (LineState::Behind, 2));
    for page in pages(&known, welcome.head) {
        back.resend(page.clone()).await.unwrap();
        // The reply was lost.
        back.resend(page).await.unwrap();
    }
    said = hello(&restored, &known);
    assert_eq!(back.hello(said).await.unwrap().line, LineState::Whole);
    let again = pull(&back, 0).await;
    assert_eq!(again.entries, known.entries);
    assert_eq!(again.ops, known.ops);
    assert_eq!(back.digest(None).await, a.digest(None).await);
    // A laptop from an old backup sends what had come back: known, entry by entry.
    let outcomes = push(&back, ops.clone()).await;
    assert!(outcomes.iter().all(|outcome| outcome.refused.is_none()));
    assert_eq!(outcomes[3].parked, 1);
    assert_eq!(pull(&back, 0).await.entries, known.entries);
    // And the line goes on.
    take(&back, op("a", "o9").create("person", "p3", json!({}))).await;
    assert_eq!(pull(&back, 5).await.entries[0].seq, 6);
}

async fn a_foreign_line_is_refused(desk: Desk) {
    let a = desk.office("a").await;
    push(&a, history()).await;
    let known = pull(&a, 0).await;
    // Restored, and moved on: the same number is another operation.
    let mut forked = hello(&desk, &known);
    forked.cursor_op = "other".into();
    assert_eq!(a.hello(forked).await.unwrap().line, LineState::Forked);
    let mut foreign = pages(&known, 3).remove(0);
    foreign.entries[0].op = Id::new("other");
    let garbled = Err(HubError::Refused(Refusal::Garbled));
    assert_eq!(a.resend(foreign).await, garbled);
    let mut gap = pages(&known, 3).remove(0);
    for entry in &mut gap.entries {
        entry.seq += 10;
    }
    assert_eq!(a.resend(gap).await, garbled);
    assert_eq!(pull(&a, 0).await, known);
}

async fn only_a_device_with_the_whole_line_gives_it_back(desk: Desk) {
    let a = desk.office("a").await;
    push(&a, history()).await;
    let mut page = pages(&pull(&a, 0).await, 4).remove(0);
    page.entries[0].seq = 6;
    let visitor = desk.visitor("v", "赵走访").await;
    let outside = Err(HubError::Refused(Refusal::OutOfScope));
    assert_eq!(visitor.resend(page.clone()).await, outside);
    let auditor = desk.device("x", &[Role::Auditor], &["刘"], true).await;
    assert!(auditor.resend(page).await.is_err());
    assert_eq!(desk.hub.status().await.unwrap().head, 5);
}

/// The file itself, copied while nothing ran and put back later.
#[tokio::test]
async fn an_old_copy_of_the_folder_is_behind() {
    let mut desk = desk(Engine::Embedded).await.unwrap();
    let a = desk.office("a").await;
    let ops = history();
    push(&a, ops[..2].to_vec()).await;
    desk.hub.close().await;
    let folder = desk.ground.place.database_folder().unwrap().to_owned();
    let backup = std::fs::read(folder.join("hub.db")).unwrap();
    desk.hub = desk.again().await;
    let a = desk.hub.device(Id::new("a"));
    push(&a, ops[2..].to_vec()).await;
    let known = pull(&a, 0).await;
    desk.hub.close().await;
    for rest in ["hub.db-wal", "hub.db-shm"] {
        drop(std::fs::remove_file(folder.join(rest)));
    }
    std::fs::write(folder.join("hub.db"), backup).unwrap();
    desk.hub = desk.again().await;
    let a = desk.hub.device(Id::new("a"));
    let welcome = a.hello(hello(&desk, &known)).await.unwrap();
    assert_eq!((welcome.line, welcome.head), (LineState::Behind, 2));
    for page in pages(&known, 2) {
        a.resend(page).await.unwrap();
    }
    assert_eq!(pull(&a, 0).await.entries, known.entries);
}
