//! Property: whatever is put, edited, deleted and taken back, the history tells the same story.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use crate::support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use songnuan_model::record::Id;
use songnuan_store::{Store, StoreError};
use support::{Card, at, fresh, op};

/// One step of a random day; several writes are one operation.
#[derive(Clone, Debug)]
enum Step {
    Write(Vec<Write>),
    Undo(usize),
    /// Started, then dropped.
    Crash(Vec<Write>),
}

#[derive(Clone, Debug)]
enum Write {
    Put {
        id: u8,
        name: u8,
        note: Option<u8>,
        amount: i64,
    },
    Delete(u8),
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![
        4 => (0..6u8, 0..4u8, proptest::option::of(0..3u8), 0..3i64)
            .prop_map(|(id, name, note, amount)| Write::Put { id, name, note, amount }),
        1 => (0..6u8).prop_map(Write::Delete),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let writes = || proptest::collection::vec(write(), 1..5);
    prop_oneof![
        6 => writes().prop_map(Step::Write),
        3 => (0..8usize).prop_map(Step::Undo),
        1 => writes().prop_map(Step::Crash),
    ]
}

type State = BTreeMap<String, Card>;

async fn state(store: &Store) -> State {
    store
        .all::<Card>()
        .await
        .unwrap()
        .into_iter()
        .map(|c| (c.id.0.clone(), c))
        .collect()
}

async fn run(store: &Store, n: u32, writes: &[Write], commit: bool) {
    let mut tx = store.begin(op(n)).await.unwrap();
    for write in writes {
        match write {
            Write::Put {
                id,
                name,
                note,
                amount,
            } => {
                let card = Card {
                    id: Id::new(format!("c{id}")),
                    name: format!("张{name}"),
                    number: format!("{name}"),
                    note: note.map(|n| format!("注{n}")),
                    amount: *amount,
                };
                tx.put(&card).await.unwrap();
            }
            Write::Delete(id) => match tx.delete::<Card>(&Id::new(format!("c{id}"))).await {
                Ok(()) | Err(StoreError::NoRecord { .. }) => {}
                Err(other) => panic!("{other}"),
            },
        }
    }
    if commit {
        tx.commit().await.unwrap();
    }
}

async fn day(steps: Vec<Step>) {
    let (_dir, store) = fresh().await;
    let mut snapshots: Vec<(u32, State)> = Vec::new();
    for (n, step) in (1..).zip(&steps) {
        let before = state(&store).await;
        match step {
            Step::Write(writes) => run(&store, n, writes, true).await,
            Step::Crash(writes) => {
                run(&store, n, writes, false).await;
                assert_eq!(
                    state(&store).await,
                    before,
                    "a dropped operation left something"
                );
            }
            Step::Undo(back) => {
                let history = store.history(None, 50, None).await.unwrap();
                if let Some(target) = history.get(*back) {
                    match store.undo(&target.id, op(n)).await {
                        Ok(_) if *back == 0 => {
                            // The newest operation undone: exactly the state before it.
                            let was = snapshots.iter().rev().find(|(at, _)| {
                                format!("op-{at}") != target.id.0 && support::at(*at) < target.at
                            });
                            let was = was.map(|(_, s)| s.clone()).unwrap_or_default();
                            assert_eq!(state(&store).await, was);
                        }
                        Ok(_) => {}
                        Err(StoreError::AlreadyUndone { .. } | StoreError::UndoConflict { .. }) => {
                            assert_eq!(state(&store).await, before, "a refused undo wrote");
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
            }
        }
        snapshots.push((n, state(&store).await));
    }
    let report = store.verify(|_| {}).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    for (n, then) in &snapshots {
        for id in 0..6 {
            let id = format!("c{id}");
            let was: Option<Card> = store.get_as_of(&Id::new(&*id), &at(*n)).await.unwrap();
            assert_eq!(was.as_ref(), then.get(&id), "{id} as of {n}");
        }
    }
    // Keys and search follow the records.
    let now = state(&store).await;
    for name in 0..4 {
        let with = |c: &&Card| c.number == format!("{name}");
        let keyed = store
            .by_key::<Card>("number", &format!("{name}"))
            .await
            .unwrap();
        assert_eq!(keyed.len(), now.values().filter(with).count());
        let found = store.search(&format!("张{name}"), 50).await.unwrap();
        assert_eq!(found.len(), now.values().filter(with).count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn history_tells_what_is(steps in proptest::collection::vec(step(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(day(steps));
    }
}
