//! History: what changed, records as they were, taking operations back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use crate::support;

use serde_json::{Value, json};
use songnuan_model::record::Id;
use songnuan_store::{Store, StoreError};
use support::{Card, Line, at, card, fresh, line, op, put_cards};

async fn get(store: &Store, id: &str) -> Option<Card> {
    store.get(&Id::new(id)).await.unwrap()
}

fn noted(id: &str, note: &str) -> Card {
    Card {
        note: Some(note.into()),
        ..card(id, "张三")
    }
}

#[tokio::test]
async fn every_change_is_kept_with_who_why_and_both_values() {
    let (_dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    put_cards(&store, 2, &[noted("a", "甲")]).await;
    put_cards(&store, 3, &[card("b", "李四")]).await;
    put_cards(
        &store,
        4,
        &[Card {
            amount: 5,
            ..card("a", "张三")
        }],
    )
    .await;

    let all = store.history(None, 10, None).await.unwrap();
    assert_eq!(
        all.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(),
        ["op-4", "op-3", "op-2", "op-1"]
    );
    let own = store.history(Some(&Id::new("a")), 10, None).await.unwrap();
    assert_eq!(
        own.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(),
        ["op-4", "op-2", "op-1"]
    );

    let last = &own[0];
    assert_eq!(
        (last.who.as_str(), last.why.as_str()),
        (support::USER, "reason 4")
    );
    assert_eq!(
        (&last.at, last.kind.as_str(), last.device.as_str()),
        (&at(4), "test_edit", "device-1")
    );
    let changes: Vec<_> = last
        .changes
        .iter()
        .map(|c| (c.field.as_deref().unwrap(), &c.before, &c.after))
        .collect();
    assert_eq!(
        changes,
        [
            ("note", &json!("甲"), &Value::Null),
            ("amount", &json!(0), &json!(5))
        ]
    );

    let created = &own[2].changes[0];
    assert_eq!((&created.field, &created.before), (&None, &Value::Null));
    assert_eq!(created.after["name"], "张三");

    // Pages.
    let page = store.history(None, 2, None).await.unwrap();
    let next = store.history(None, 2, Some(page[1].seq)).await.unwrap();
    assert_eq!(
        next.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(),
        ["op-2", "op-1"]
    );
}

#[tokio::test]
async fn a_parent_shows_the_history_of_its_children() {
    let (_dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三"), card("b", "李四")]).await;
    let mut tx = store.begin(op(2)).await.unwrap();
    tx.put(&line("l", "a", "一")).await.unwrap();
    tx.put(&line("m", "b", "二")).await.unwrap();
    tx.commit().await.unwrap();
    let own = store.history_of(&[Id::new("a")], 10, None).await.unwrap();
    assert_eq!(own.len(), 2);
    assert_eq!(
        own[0].changes.len(),
        1,
        "the other card's line is not listed"
    );
    assert_eq!(own[0].changes[0].record_id.as_str(), "l");
}

#[tokio::test]
async fn records_are_shown_as_they_were() {
    let (_dir, store) = fresh().await;
    let a = Id::new("a");
    put_cards(&store, 10, &[card("a", "张三")]).await;
    let mut tx = store.begin(op(20)).await.unwrap();
    tx.put(&noted("a", "甲")).await.unwrap();
    tx.put(&line("l", "a", "一")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin(op(30)).await.unwrap();
    tx.delete::<Line>(&Id::new("l")).await.unwrap();
    tx.delete::<Card>(&a).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(store.get_as_of::<Card>(&a, &at(9)).await.unwrap(), None);
    assert_eq!(get(&store, "a").await, None);
    assert_eq!(
        store.get_as_of(&a, &at(10)).await.unwrap(),
        Some(card("a", "张三"))
    );
    assert_eq!(
        store.get_as_of(&a, &at(29)).await.unwrap(),
        Some(noted("a", "甲"))
    );
    assert_eq!(store.get_as_of::<Card>(&a, &at(30)).await.unwrap(), None);
    for (n, expected) in [(10, vec![]), (20, vec![line("l", "a", "一")]), (30, vec![])] {
        assert_eq!(
            store.children_as_of::<Line>(&a, &at(n)).await.unwrap(),
            expected
        );
    }
}

#[tokio::test]
async fn a_child_is_found_at_the_parent_it_had_then() {
    let (_dir, store) = fresh().await;
    for (n, parent) in [(1, "a"), (2, "b")] {
        let mut tx = store.begin(op(n)).await.unwrap();
        tx.put(&line("l", parent, "一")).await.unwrap();
        tx.commit().await.unwrap();
    }
    let of = |parent: &'static str, n| {
        let store = &store;
        async move {
            store
                .children_as_of::<Line>(&Id::new(parent), &at(n))
                .await
                .unwrap()
                .len()
        }
    };
    assert_eq!((of("a", 1).await, of("b", 1).await), (1, 0));
    assert_eq!((of("a", 2).await, of("b", 2).await), (0, 1));
    assert_eq!(
        store.children::<Line>(&Id::new("b")).await.unwrap().len(),
        1
    );
}

#[tokio::test]
async fn an_edit_is_taken_back_and_done_again() {
    let (_dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    put_cards(
        &store,
        2,
        &[Card {
            name: "李四".into(),
            number: "9".into(),
            ..card("a", "")
        }],
    )
    .await;
    assert_eq!(
        store.last_undoable().await.unwrap().unwrap().id.as_str(),
        "op-2"
    );

    let out = store.undo(&Id::new("op-2"), op(3)).await.unwrap();
    assert_eq!(out.changed, [(Id::new("a"), "test_card".to_owned())]);
    assert_eq!(get(&store, "a").await, Some(card("a", "张三")));
    assert_eq!(
        store.by_key::<Card>("number", "n-a").await.unwrap().len(),
        1
    );
    assert_eq!(store.search("张三", 5).await.unwrap().len(), 1);
    assert!(store.search("李四", 5).await.unwrap().is_empty());
    assert_eq!(
        store.last_undoable().await.unwrap().unwrap().id.as_str(),
        "op-1"
    );
    let again = store.undo(&Id::new("op-2"), op(4)).await;
    assert!(matches!(again, Err(StoreError::AlreadyUndone { .. })));

    // Taking the undo back is doing it again; then the first operation can be undone once more.
    store.undo(&Id::new("op-3"), op(5)).await.unwrap();
    assert_eq!(get(&store, "a").await.unwrap().name, "李四");
    store.undo(&Id::new("op-2"), op(6)).await.unwrap();
    assert_eq!(get(&store, "a").await.unwrap().name, "张三");
    assert!(store.verify(|_| {}).await.unwrap().is_clean());
}

#[tokio::test]
async fn creations_and_deletions_are_taken_back() {
    let (_dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三"), card("b", "李四")]).await;
    let mut tx = store.begin(op(2)).await.unwrap();
    tx.delete::<Card>(&Id::new("a")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(store.search("张三", 5).await.unwrap().is_empty());
    store.undo(&Id::new("op-2"), op(3)).await.unwrap();
    assert_eq!(get(&store, "a").await, Some(card("a", "张三")));
    assert_eq!(store.search("张三", 5).await.unwrap().len(), 1);
    // The delete and its undo cancel out: the creation can go as well.
    store.undo(&Id::new("op-1"), op(4)).await.unwrap();
    assert_eq!(store.count::<Card>().await.unwrap(), 0);
    store.undo(&Id::new("op-4"), op(5)).await.unwrap();
    assert_eq!(store.count::<Card>().await.unwrap(), 2);
    assert!(store.verify(|_| {}).await.unwrap().is_clean());
}

#[tokio::test]
async fn what_others_built_on_is_not_taken_back() {
    let (_dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    put_cards(&store, 2, &[noted("a", "甲")]).await;
    put_cards(
        &store,
        3,
        &[Card {
            amount: 5,
            ..noted("a", "甲")
        }],
    )
    .await;
    // Another field: fine to take back the earlier edit.
    store.undo(&Id::new("op-2"), op(4)).await.unwrap();
    assert_eq!(
        get(&store, "a").await,
        Some(Card {
            amount: 5,
            ..card("a", "张三")
        })
    );
    // The creation: somebody edited the record since.
    let Err(StoreError::UndoConflict { fields, .. }) = store.undo(&Id::new("op-1"), op(5)).await
    else {
        panic!("the edit was lost")
    };
    assert_eq!(fields.len(), 1);
    assert_eq!(fields[0].later_op.as_str(), "op-3");
    assert_eq!(fields[0].field.as_deref(), Some("amount"));

    // A child that came later keeps its parent.
    put_cards(&store, 6, &[card("p", "王五")]).await;
    let mut tx = store.begin(op(7)).await.unwrap();
    tx.put(&line("l", "p", "一")).await.unwrap();
    tx.commit().await.unwrap();
    let refused = store.undo(&Id::new("op-6"), op(8)).await;
    assert!(matches!(refused, Err(StoreError::UndoConflict { .. })));
    assert!(get(&store, "p").await.is_some());
    let unknown = store.undo(&Id::new("op-99"), op(9)).await;
    assert!(matches!(unknown, Err(StoreError::UnknownOp { .. })));
}

#[tokio::test]
async fn the_outgoing_order_carries_every_change_once() {
    let (_dir, store) = fresh().await;
    let cards: Vec<Card> = (0..5).map(|n| card(&format!("c{n}"), "张三")).collect();
    put_cards(&store, 1, &cards).await;
    put_cards(&store, 2, &[noted("c0", "甲")]).await;
    let page = store.outgoing(0, 0, 3).await.unwrap().unwrap();
    assert!(page.changes.len() == 3 && !page.is_complete());
    let rest = store
        .outgoing(0, page.changes[2].seq, 3)
        .await
        .unwrap()
        .unwrap();
    assert!(rest.changes.len() == 2 && rest.is_complete());
    let next = store
        .outgoing(page.outgoing_seq, 0, 3)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(next.id.as_str(), "op-2");
    assert_eq!(
        (
            next.changes[0].base_version,
            next.changes[0].field.as_deref()
        ),
        (0, Some("note"))
    );
    assert!(
        store
            .outgoing(next.outgoing_seq, 0, 3)
            .await
            .unwrap()
            .is_none()
    );
    let bases = store.field_bases(&Id::new("c0")).await.unwrap();
    assert_eq!(
        (bases.len(), bases[0].field.as_str(), bases[0].local_seq),
        (1, "note", 2)
    );

    // Equal contents, equal digest, whatever the way there.
    let (_other_dir, other) = fresh().await;
    let mut reversed = cards.clone();
    reversed.reverse();
    reversed[4].note = Some("甲".into());
    put_cards(&other, 1, &reversed).await;
    assert_eq!(store.digest().await.unwrap(), other.digest().await.unwrap());
    store.undo(&Id::new("op-2"), op(3)).await.unwrap();
    assert_ne!(store.digest().await.unwrap(), other.digest().await.unwrap());
}
