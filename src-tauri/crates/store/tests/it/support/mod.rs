//! Fictional records and a throw-away store for the tests of this crate.
#![allow(dead_code, clippy::unwrap_used)]

pub mod line;

use serde::{Deserialize, Serialize};
use songnuan_model::record::{Id, Record, SearchDoc};
use songnuan_store::{KdfCost, NewStore, OpHeader, Store, Timestamp};
use tempfile::TempDir;

/// A file on somebody: may be edited, has a key and is searched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub id: Id,
    pub name: String,
    pub number: String,
    pub note: Option<String>,
    pub amount: i64,
}

impl Record for Card {
    const KIND: &'static str = "test_card";

    fn id(&self) -> &Id {
        &self.id
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("number", self.number.clone())]
    }

    fn search(&self) -> Option<SearchDoc> {
        let terms = vec![self.number.clone()];
        Some(SearchDoc {
            title: self.name.clone(),
            subtitle: String::new(),
            terms,
        })
    }
}

/// A line that belongs to a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub id: Id,
    pub card: Id,
    pub text: String,
}

impl Record for Line {
    const KIND: &'static str = "test_line";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.card)
    }
}

/// A fact that is only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    pub id: Id,
    pub card: Id,
    pub amount: i64,
}

impl Record for Fact {
    const KIND: &'static str = "test_fact";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.card)
    }
}

pub const USER: &str = "王干事";
pub const PASSWORD: &str = "送暖-测试-口令";

pub fn card(id: &str, name: &str) -> Card {
    Card {
        id: Id::new(id),
        name: name.into(),
        number: format!("n-{id}"),
        note: None,
        amount: 0,
    }
}

pub fn line(id: &str, card: &str, text: &str) -> Line {
    Line {
        id: Id::new(id),
        card: Id::new(card),
        text: text.into(),
    }
}

/// Minute `n` of a fictional day.
pub fn at(n: u32) -> Timestamp {
    Timestamp::parse(&format!("2026-03-02T{:02}:{:02}:00Z", n / 60, n % 60)).unwrap()
}

pub fn op(n: u32) -> OpHeader {
    OpHeader {
        id: Id::new(format!("op-{n}")),
        kind: "test_edit",
        who: USER.into(),
        why: format!("reason {n}"),
        at: at(n),
    }
}

pub fn new_store() -> NewStore {
    NewStore {
        user: USER.into(),
        password: PASSWORD.into(),
        cost: KdfCost::test(),
        device_id: Id::new("device-1"),
    }
}

/// A fresh store of another device, which knows the test kinds.
pub async fn device(name: &str) -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewStore {
        device_id: Id::new(name),
        ..new_store()
    };
    let store = Store::create(dir.path(), &new, at(0)).await.unwrap();
    know(&store);
    (dir, store)
}

/// Tells a store the test kinds, as the model's are known from the start.
pub fn know(store: &Store) {
    store.register::<Card>();
    store.register::<Line>();
    store.register::<Fact>();
}

/// A fresh store in a directory that vanishes with the first value.
pub async fn fresh() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), &new_store(), at(0))
        .await
        .unwrap();
    (dir, store)
}

pub async fn reopen(dir: &TempDir) -> Store {
    Store::open(dir.path(), USER, PASSWORD).await.unwrap()
}

/// One operation that puts these cards.
pub async fn put_cards(store: &Store, n: u32, cards: &[Card]) -> songnuan_store::OpOutput {
    let mut tx = store.begin(op(n)).await.unwrap();
    for card in cards {
        tx.put(card).await.unwrap();
    }
    tx.commit().await.unwrap()
}
