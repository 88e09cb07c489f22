//! What a page of a hub's line does to the records here, case by case.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines
)]

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_store::{Store, StoreError};
use songnuan_sync::{OutgoingChange, PushReply, Replica};

use crate::support::line::{entry, page};
use crate::support::{Card, Line, at, card, device, line, op, put_cards};

pub fn body(card: &Card) -> Value {
    serde_json::to_value(card).unwrap()
}

async fn shown(store: &Store, id: &str) -> Option<Card> {
    store.get(&Id::new(id)).await.unwrap()
}

pub async fn note(store: &Store, n: u32, id: &str, note: &str) {
    let mut card = shown(store, id).await.unwrap();
    card.note = Some(note.into());
    put_cards(store, n, &[card]).await;
}

/// Everything that waits, in order.
async fn waiting(store: &Store) -> Vec<OutgoingChange> {
    let page = store.outgoing_page(1_000).await.unwrap();
    page.ops.into_iter().flat_map(|op| op.changes).collect()
}

/// What the last waiting change was typed over.
async fn last_base(store: &Store) -> (i64, Option<String>) {
    let change = waiting(store).await.pop().unwrap();
    (change.base_version, change.base_op.map(|op| op.0))
}

/// The hub has everything that waits.
async fn acknowledge_all(store: &Store) {
    let page = store.outgoing_page(1_000).await.unwrap();
    let outcomes = page.ops.iter().map(|op| songnuan_sync::OpOutcome {
        op: op.id.clone(),
        up_to: op.last_change,
        accepted: 0,
        parked: 0,
        refused: None,
    });
    let reply = PushReply {
        outcomes: outcomes.collect(),
    };
    store.acknowledge(&reply).await.unwrap();
}

pub async fn clean(store: &Store) {
    let report = store.verify(|_| {}).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    let counted = Replica::digest(store, None).await.unwrap();
    let read = store.digest().await.unwrap();
    assert_eq!(counted.whole, read.to_text());
}

#[tokio::test]
async fn a_record_from_outside_is_there_in_every_way() {
    let (_dir, store) = device("device-1").await;
    let first = page(vec![entry(4, "o", "a", None, body(&card("a", "张三")))]);
    let applied = store.apply(&first).await.unwrap();
    assert_eq!((applied.ops, applied.records, applied.conflicts), (1, 1, 0));
    assert_eq!(shown(&store, "a").await, Some(card("a", "张三")));
    assert_eq!(store.search("张三", 5).await.unwrap().len(), 1);
    let keyed = store.by_key::<Card>("number", "n-a").await.unwrap();
    assert_eq!(keyed.len(), 1);
    assert_eq!(store.cursor().await.unwrap(), (4, "o".to_owned()));
    let history = store.history(None, 10, None).await.unwrap();
    assert_eq!((history.len(), history[0].who.as_str()), (1, "李干事"));
    assert_eq!(store.waiting().await.unwrap().ops, 0);

    let edit = page(vec![entry(5, "p", "a", Some("name"), json!("李四"))]);
    store.apply(&edit).await.unwrap();
    let change = &store.history(None, 1, None).await.unwrap()[0].changes[0];
    assert_eq!(
        (&change.before, &change.after),
        (&json!("张三"), &json!("李四"))
    );
    assert!(store.search("张三", 5).await.unwrap().is_empty());
    assert_eq!(store.search("李四", 5).await.unwrap().len(), 1);
    clean(&store).await;

    // Pages that come again change nothing, nor does the cursor go back.
    for again in [&first, &edit, &first] {
        let applied = store.apply(again).await.unwrap();
        assert_eq!((applied.ops, applied.records), (0, 0));
    }
    assert_eq!(store.cursor().await.unwrap().0, 5);
    assert_eq!(store.history(None, 10, None).await.unwrap().len(), 2);
    assert_eq!(store.last_undoable().await.unwrap().map(|o| o.id), None);
    clean(&store).await;

    // What is typed now is typed over these.
    note(&store, 1, "a", "甲").await;
    assert_eq!(last_base(&store).await, (4, None));
    put_cards(
        &store,
        2,
        &[Card {
            name: "王五".into(),
            ..shown(&store, "a").await.unwrap()
        }],
    )
    .await;
    assert_eq!(last_base(&store).await, (5, None));
    let mut tx = store.begin(op(3)).await.unwrap();
    tx.delete::<Card>(&Id::new("a")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(last_base(&store).await, (5, Some("op-2".into())));
    assert_eq!(store.last_undoable().await.unwrap().unwrap().id.0, "op-3");
}

#[tokio::test]
async fn own_work_that_comes_back_is_only_numbered() {
    let (_dir, store) = device("device-1").await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    assert_eq!(last_base(&store).await, (0, None));
    note(&store, 2, "a", "甲").await;
    assert_eq!(last_base(&store).await, (0, Some("op-1".into())));
    note(&store, 3, "a", "乙").await;
    assert_eq!(last_base(&store).await, (0, Some("op-2".into())));
    acknowledge_all(&store).await;
    assert_eq!(store.waiting().await.unwrap().ops, 0);

    let mut line = vec![
        entry(1, "op-1", "a", None, body(&card("a", "张三"))),
        entry(2, "op-2", "a", Some("note"), json!("甲")),
    ];
    store.apply(&page(line.clone())).await.unwrap();
    assert_eq!(
        shown(&store, "a").await.unwrap().note.as_deref(),
        Some("乙")
    );
    note(&store, 4, "a", "丙").await;
    assert_eq!(last_base(&store).await, (2, Some("op-3".into())));
    line.push(entry(3, "op-3", "a", Some("note"), json!("乙")));
    let applied = store.apply(&page(line)).await.unwrap();
    assert_eq!((applied.ops, applied.records), (0, 0));
    assert_eq!(
        shown(&store, "a").await.unwrap().note.as_deref(),
        Some("丙")
    );
    // The waiting edit keeps the base it was typed over.
    assert_eq!(last_base(&store).await, (2, Some("op-3".into())));
    assert_eq!(store.history(None, 10, None).await.unwrap().len(), 4);
    note(&store, 5, "a", "丁").await;
    assert_eq!(last_base(&store).await, (3, Some("op-4".into())));
    clean(&store).await;
}

#[tokio::test]
async fn the_hub_is_shown_and_the_waiting_edit_still_goes_out() {
    let (_dir, store) = device("device-1").await;
    let mut line = vec![entry(1, "o", "a", None, body(&card("a", "张三")))];
    store.apply(&page(line.clone())).await.unwrap();
    note(&store, 1, "a", "我的").await;
    line.push(entry(2, "p", "a", Some("note"), json!("他的")));
    line.push(entry(3, "p", "a", Some("amount"), json!(7)));
    store.apply(&page(line.clone())).await.unwrap();
    let now = shown(&store, "a").await.unwrap();
    assert_eq!((now.note.as_deref(), now.amount), (Some("他的"), 7));
    assert_eq!(last_base(&store).await, (1, None));
    // Somebody else on another field leaves mine alone.
    put_cards(
        &store,
        2,
        &[Card {
            name: "李四".into(),
            ..now
        }],
    )
    .await;
    line.push(entry(4, "q", "a", Some("amount"), json!(8)));
    store.apply(&page(line)).await.unwrap();
    let now = shown(&store, "a").await.unwrap();
    assert_eq!((now.name.as_str(), now.amount), ("李四", 8));
    assert_eq!(waiting(&store).await.len(), 2);
    // Typed after it was seen: over the hub's.
    note(&store, 3, "a", "两个").await;
    assert_eq!(last_base(&store).await, (2, None));
    // Undoing what somebody wrote over is refused; the rest can go.
    let refused = store.undo(&Id::new("op-1"), op(4)).await;
    assert!(matches!(refused, Err(StoreError::UndoConflict { .. })));
    store.undo(&Id::new("op-2"), op(5)).await.unwrap();
    assert_eq!(shown(&store, "a").await.unwrap().name, "张三");
    clean(&store).await;
}

#[tokio::test]
async fn the_same_value_from_both_is_one() {
    let (_dir, store) = device("device-1").await;
    let mut line = vec![entry(1, "o", "a", None, body(&card("a", "张三")))];
    store.apply(&page(line.clone())).await.unwrap();
    note(&store, 1, "a", "同").await;
    line.push(entry(2, "p", "a", Some("note"), json!("同")));
    store.apply(&page(line)).await.unwrap();
    note(&store, 2, "a", "后来").await;
    assert_eq!(last_base(&store).await, (2, None));
    clean(&store).await;
}

#[tokio::test]
async fn deletions_and_edits_meet() {
    let (_dir, store) = device("device-1").await;
    let cards = [card("a", "张三"), card("b", "李四")];
    let mut line_of = vec![
        entry(1, "o", "a", None, body(&cards[0])),
        entry(2, "o", "b", None, body(&cards[1])),
    ];
    store.apply(&page(line_of.clone())).await.unwrap();
    // Deleted here, edited there: it lives, and the deletion still goes out with what it saw.
    let mut tx = store.begin(op(1)).await.unwrap();
    tx.delete::<Card>(&Id::new("a")).await.unwrap();
    tx.commit().await.unwrap();
    line_of.push(entry(3, "p", "a", Some("note"), json!("他的")));
    store.apply(&page(line_of.clone())).await.unwrap();
    assert_eq!(
        shown(&store, "a").await.unwrap().note.as_deref(),
        Some("他的")
    );
    assert_eq!(last_base(&store).await, (1, None));
    assert_eq!(store.search("张三", 5).await.unwrap().len(), 1);

    // Edited and given a child here, deleted there: gone, and both still go out.
    note(&store, 2, "b", "我的").await;
    let mut tx = store.begin(op(3)).await.unwrap();
    tx.put(&line("l", "b", "一")).await.unwrap();
    tx.commit().await.unwrap();
    line_of.push(entry(4, "q", "b", None, Value::Null));
    store.apply(&page(line_of.clone())).await.unwrap();
    assert!(shown(&store, "b").await.is_none());
    assert!(store.search("李四", 5).await.unwrap().is_empty());
    assert_eq!(waiting(&store).await.len(), 3);
    clean(&store).await;
    // The hub lets the edit win: the record is back, whole, with its child.
    let mut back = cards[1].clone();
    back.note = Some("我的".into());
    line_of.push(entry(5, "op-2", "b", None, body(&back)));
    line_of.push(entry(
        6,
        "op-3",
        "l",
        None,
        serde_json::to_value(line("l", "b", "一")).unwrap(),
    ));
    line_of[5].kind = "test_line".into();
    store.apply(&page(line_of.clone())).await.unwrap();
    assert_eq!(shown(&store, "b").await, Some(back));
    let children: Vec<Line> = store.children(&Id::new("b")).await.unwrap();
    assert_eq!(children.len(), 1);
    note(&store, 4, "b", "再").await;
    assert_eq!(last_base(&store).await, (5, None));
    // Deleted by both is deleted.
    let mut tx = store.begin(op(5)).await.unwrap();
    tx.delete::<Card>(&Id::new("a")).await.unwrap();
    tx.commit().await.unwrap();
    line_of.push(entry(7, "r", "a", None, Value::Null));
    store.apply(&page(line_of)).await.unwrap();
    assert!(shown(&store, "a").await.is_none());
    clean(&store).await;
}

#[tokio::test]
async fn a_record_both_created_shows_the_hubs() {
    let (_dir, store) = device("device-1").await;
    put_cards(&store, 1, &[card("a", "我")]).await;
    let theirs = Card {
        amount: 5,
        ..card("a", "他")
    };
    store
        .apply(&page(vec![
            entry(1, "o", "a", None, body(&theirs)),
            entry(2, "op-1", "a", Some("note"), json!("合并")),
        ]))
        .await
        .unwrap();
    let merged = Card {
        note: Some("合并".into()),
        ..theirs
    };
    assert_eq!(shown(&store, "a").await, Some(merged));
    assert_eq!(waiting(&store).await.len(), 1);
    clean(&store).await;
}

#[tokio::test]
async fn a_laptop_from_an_old_backup_learns_its_own_work_again() {
    let (_dir, store) = device("device-1").await;
    let mut own = page(vec![
        entry(1, "op-7", "a", None, body(&card("a", "张三"))),
        entry(2, "op-8", "a", Some("note"), json!("记得")),
    ]);
    for head in &mut own.ops {
        head.device = Id::new("device-1");
    }
    store.apply(&own).await.unwrap();
    assert_eq!(store.waiting().await.unwrap().ops, 0);
    assert_eq!(store.last_undoable().await.unwrap().unwrap().id.0, "op-8");
    store.undo(&Id::new("op-8"), op(9)).await.unwrap();
    assert_eq!(shown(&store, "a").await.unwrap().note, None);
    assert_eq!(last_base(&store).await, (2, None));
    clean(&store).await;
}

#[tokio::test]
async fn undone_elsewhere_is_undone_here() {
    let (_dir, store) = device("device-1").await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    note(&store, 2, "a", "甲").await;
    let mut undo = page(vec![entry(3, "u", "a", Some("note"), Value::Null)]);
    undo.ops[0].undoes = Some(Id::new("op-2"));
    store.apply(&undo).await.unwrap();
    let undone = store.operation(&Id::new("op-2")).await.unwrap().unwrap();
    assert_eq!(undone.undone_by, Some(Id::new("u")));
    let again = store.undo(&Id::new("op-2"), op(3)).await;
    assert!(matches!(again, Err(StoreError::AlreadyUndone { .. })));
    // Redone there.
    let mut redo = page(vec![entry(4, "v", "a", Some("note"), json!("甲"))]);
    redo.ops[0].undoes = Some(Id::new("u"));
    store.apply(&redo).await.unwrap();
    let stands = store.operation(&Id::new("op-2")).await.unwrap().unwrap();
    assert_eq!(stands.undone_by, None);
    // An old operation that arrives after what took it back.
    let mut late = page(vec![entry(9, "w", "b", None, body(&card("b", "李四")))]);
    late.ops[0].undoes = Some(Id::new("x"));
    store.apply(&late).await.unwrap();
    let early = page(vec![entry(8, "x", "c", None, body(&card("c", "王五")))]);
    store.apply_fetched(&early).await.unwrap();
    let early = store.operation(&Id::new("x")).await.unwrap().unwrap();
    assert_eq!(early.undone_by, Some(Id::new("w")));
    assert_eq!(store.cursor().await.unwrap().0, 9);
}

#[tokio::test]
async fn a_long_operation_in_pieces_stands_in_the_way_of_undo() {
    let (_dir, store) = device("device-1").await;
    let first = page(vec![entry(1, "o", "a", None, body(&card("a", "张三")))]);
    store.apply(&first).await.unwrap();
    note(&store, 1, "a", "甲").await;
    // The rest of the first operation touches the same field later, though it is the older one.
    let rest = page(vec![entry(2, "o", "a", Some("note"), json!("乙"))]);
    store.apply(&rest).await.unwrap();
    let refused = store.undo(&Id::new("op-1"), op(2)).await;
    assert!(matches!(refused, Err(StoreError::UndoConflict { .. })));
    let then: Option<Card> = store.get_as_of(&Id::new("a"), &at(1)).await.unwrap();
    assert_eq!(then.unwrap().note.as_deref(), Some("乙"));
    clean(&store).await;
}
