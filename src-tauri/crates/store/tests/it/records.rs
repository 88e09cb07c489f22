//! Writing and reading records: what a unit of work stores, hides, refuses and rolls back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use crate::support;

use songnuan_model::record::Id;
use songnuan_store::{Changed, StoreError};
use support::{Card, Fact, Line, at, card, fresh, line, op, put_cards, reopen};

#[tokio::test]
async fn a_record_is_written_changed_and_found_again() {
    let (dir, store) = fresh().await;
    let out = put_cards(&store, 1, &[card("a", "张三"), card("b", "李四")]).await;
    assert_eq!(out.seq, Some(1));
    assert_eq!(out.changed.len(), 2);

    let mut a: Card = store.get(&Id::new("a")).await.unwrap().unwrap();
    a.note = Some("新".into());
    a.number = "77".into();
    put_cards(&store, 2, &[a.clone()]).await;
    store.close().await;

    let store = reopen(&dir).await;
    assert_eq!(
        store.get::<Card>(&Id::new("a")).await.unwrap(),
        Some(a.clone())
    );
    assert_eq!(
        store.by_key::<Card>("number", "77").await.unwrap(),
        [a.clone()]
    );
    assert!(
        store
            .by_key::<Card>("number", "n-a")
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(store.all::<Card>().await.unwrap().len(), 2);
    assert_eq!(store.count::<Card>().await.unwrap(), 2);
    let ids = [Id::new("b"), Id::new("zz"), Id::new("a")];
    let many = store.get_many::<Card>(&ids).await.unwrap();
    assert_eq!(
        many.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(),
        ["b", "a"]
    );
    assert_eq!(store.seq().await.unwrap(), 2);
}

#[tokio::test]
async fn a_put_that_changes_nothing_leaves_nothing() {
    let (_dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    let mut tx = store.begin(op(2)).await.unwrap();
    assert_eq!(
        tx.put(&card("a", "张三")).await.unwrap(),
        Changed::Unchanged
    );
    let out = tx.commit().await.unwrap();
    assert_eq!(out.seq, None);
    assert!(out.changed.is_empty());
    assert_eq!(store.history(None, 10, None).await.unwrap().len(), 1);
    // The number of the operation that left nothing is not lost either.
    assert_eq!(
        put_cards(&store, 3, &[card("b", "李四")]).await.seq,
        Some(2)
    );
}

#[tokio::test]
async fn an_operation_sees_its_own_writes() {
    let (_dir, store) = fresh().await;
    let mut tx = store.begin(op(1)).await.unwrap();
    assert_eq!(tx.put(&card("a", "张三")).await.unwrap(), Changed::Created);
    assert_eq!(
        tx.get::<Card>(&Id::new("a")).await.unwrap().unwrap().name,
        "张三"
    );
    assert_eq!(tx.by_key::<Card>("number", "n-a").await.unwrap().len(), 1);
    assert_eq!(
        tx.put(&card("a", "张三丰")).await.unwrap(),
        Changed::Updated
    );
    assert_eq!(
        tx.put(&card("a", "张三丰")).await.unwrap(),
        Changed::Unchanged
    );
    assert_eq!(tx.by_key::<Card>("number", "n-a").await.unwrap().len(), 1);
    tx.put(&line("l", "a", "行")).await.unwrap();
    assert_eq!(tx.children::<Line>(&Id::new("a")).await.unwrap().len(), 1);
    tx.delete::<Line>(&Id::new("l")).await.unwrap();
    assert!(tx.children::<Line>(&Id::new("a")).await.unwrap().is_empty());
    assert_eq!(tx.changed_count(), 2);
    // Nobody else sees any of it yet.
    assert_eq!(store.count::<Card>().await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert_eq!(
        store
            .get::<Card>(&Id::new("a"))
            .await
            .unwrap()
            .unwrap()
            .name,
        "张三丰"
    );
}

#[tokio::test]
async fn a_dropped_operation_leaves_nothing() {
    let (dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    let mut tx = store.begin(op(2)).await.unwrap();
    for n in 0..2_000 {
        tx.put(&card(&format!("x{n}"), "临时")).await.unwrap();
    }
    tx.put(&card("a", "李四")).await.unwrap();
    drop(tx);
    assert_eq!(
        put_cards(&store, 3, &[card("b", "王五")]).await.seq,
        Some(2)
    );
    store.close().await;
    let store = reopen(&dir).await;
    assert_eq!(store.count::<Card>().await.unwrap(), 2);
    assert_eq!(
        store
            .get::<Card>(&Id::new("a"))
            .await
            .unwrap()
            .unwrap()
            .name,
        "张三"
    );
    assert!(store.search("临时", 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn facts_are_only_added() {
    let (_dir, store) = fresh().await;
    let fact = Fact {
        id: Id::new("f"),
        card: Id::new("a"),
        amount: 100,
    };
    let mut tx = store.begin(op(1)).await.unwrap();
    tx.put(&fact).await.unwrap();
    // The same fact again is no change; another amount is.
    assert_eq!(tx.put(&fact).await.unwrap(), Changed::Unchanged);
    let other = Fact {
        amount: 200,
        ..fact.clone()
    };
    let refused = tx.put(&other).await;
    assert!(matches!(refused, Err(StoreError::AppendOnly { .. })));
    let refused = tx.delete::<Fact>(&fact.id).await;
    assert!(matches!(refused, Err(StoreError::AppendOnly { .. })));
    tx.commit().await.unwrap();
    assert_eq!(store.get::<Fact>(&fact.id).await.unwrap(), Some(fact));
}

#[tokio::test]
async fn an_id_never_changes_its_kind() {
    let (_dir, store) = fresh().await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    let mut tx = store.begin(op(2)).await.unwrap();
    let refused = tx.put(&line("a", "a", "行")).await;
    assert!(matches!(refused, Err(StoreError::WrongKind { .. })));
    let refused = tx.put(&card("", "无号")).await;
    assert!(matches!(refused, Err(StoreError::EmptyId)));
    let refused = tx.delete::<Card>(&Id::new("nobody")).await;
    assert!(matches!(refused, Err(StoreError::NoRecord { .. })));
}

#[tokio::test]
async fn the_store_works_from_any_task() {
    // axum and tauri move these futures between threads.
    fn send<T: Send>(value: T) -> T {
        value
    }
    let (_dir, store) = fresh().await;
    let clone = store.clone();
    tokio::spawn(send(async move {
        let mut tx = clone.begin(op(1)).await.unwrap();
        tx.put(&card("a", "张三")).await.unwrap();
        tx.commit().await.unwrap();
        clone.undo(&Id::new("op-1"), op(2)).await.unwrap();
        clone
            .get_as_of::<Card>(&Id::new("a"), &at(1))
            .await
            .unwrap()
    }))
    .await
    .unwrap()
    .unwrap();
}
