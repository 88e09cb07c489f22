//! What was known when; what does not fit; what only a newer program knows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};
use songnuan_model::record::{Id, Record};
use songnuan_store::{Store, StoreError};
use songnuan_sync::Replica;

use crate::support::line::{entry, page};
use crate::support::{Card, at, card, device, know, op, put_cards, reopen};
use crate::sync_apply::{body, clean, note};

#[tokio::test]
async fn the_past_is_what_was_known_then() {
    let (_dir, store) = device("device-1").await;
    put_cards(&store, 1, &[card("a", "张三")]).await;
    note(&store, 20, "a", "甲").await;
    // Done in minute 5 elsewhere, known here after minute 20.
    let late = page(vec![entry(2, "o", "b", None, body(&card("b", "李四")))]);
    store.apply(&late).await.unwrap();
    for (minute, known) in [(10, false), (30, true)] {
        let then: Option<Card> = store.get_as_of(&Id::new("b"), &at(minute)).await.unwrap();
        assert_eq!(then.is_some(), known);
    }
    // A clock in the future does not hide what is known now.
    store.note_time(&at(40));
    let mut skewed = page(vec![entry(3, "p", "c", None, body(&card("c", "王五")))]);
    skewed.ops[0].at = "2036-01-01T00:00:00.000Z".into();
    store.apply(&skewed).await.unwrap();
    let all = store.all_as_of::<Card>(Some(&at(41))).await.unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(
        store.all_as_of::<Card>(Some(&at(30))).await.unwrap().len(),
        2
    );
}

#[tokio::test]
async fn what_does_not_fit_is_refused_whole_and_what_is_not_held_is_skipped() {
    let (_dir, store) = device("device-1").await;
    let good = entry(1, "o", "a", None, body(&card("a", "张三")));
    let mut other_kind = entry(2, "o", "a", Some("note"), json!("x"));
    other_kind.kind = "test_line".into();
    let mut headless = page(vec![good.clone(), entry(2, "p", "b", None, json!({}))]);
    headless.ops.pop();
    for bad in [
        page(vec![good.clone(), entry(2, "o", "b", None, json!(7))]),
        page(vec![good.clone(), entry(2, "o", "a", Some(""), json!(7))]),
        page(vec![good.clone(), other_kind]),
        headless,
    ] {
        let refused = store.apply(&bad).await;
        assert!(matches!(refused, Err(StoreError::GarbledPage)));
        assert_eq!(store.cursor().await.unwrap().0, 0);
        assert_eq!(store.count::<Card>().await.unwrap(), 0);
    }
    let strange = page(vec![
        entry(5, "o", "z", Some("note"), json!("x")),
        entry(6, "p", "y", None, Value::Null),
    ]);
    store.apply(&strange).await.unwrap();
    assert_eq!(store.cursor().await.unwrap().0, 6);
    assert!(store.history(None, 5, None).await.unwrap().is_empty());
    let lacking = store.lacking(&[Id::new("z")]).await.unwrap();
    assert_eq!(lacking, [Id::new("z")]);
}

#[tokio::test]
async fn a_kind_of_a_newer_program_is_kept_until_it_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), &crate::support::new_store(), at(0))
        .await
        .unwrap();
    let unknown = page(vec![entry(1, "o", "a", None, body(&card("a", "张三")))]);
    store.apply(&unknown).await.unwrap();
    clean(&store).await;
    assert!(store.search("张三", 5).await.unwrap().is_empty());
    store.close().await;
    let store = reopen(&dir).await;
    know(&store);
    assert_eq!(store.derive_anew().await.unwrap(), 1);
    assert_eq!(store.search("张三", 5).await.unwrap().len(), 1);
    assert_eq!(store.derive_anew().await.unwrap(), 0);
    clean(&store).await;
}

/// A card as a newer program knows it: with one field more.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct NewerCard {
    id: Id,
    name: String,
    number: String,
    note: Option<String>,
    amount: i64,
    of_tomorrow: Option<String>,
}

impl Record for NewerCard {
    const KIND: &'static str = Card::KIND;

    fn id(&self) -> &Id {
        &self.id
    }
}

/// An older program changes what it knows, and leaves the rest as it is.
#[tokio::test]
async fn an_edit_leaves_what_it_does_not_know() {
    let (_dir, store) = device("device-1").await;
    let newer = NewerCard {
        id: Id::new("a"),
        name: "张三".into(),
        number: "n-a".into(),
        note: None,
        amount: 0,
        of_tomorrow: Some("明天".into()),
    };
    let write = async |n: u32, card: &NewerCard| {
        let mut tx = store.begin(op(n)).await.unwrap();
        tx.put(card).await.unwrap();
        tx.commit().await.unwrap();
    };
    write(1, &newer).await;
    put_cards(&store, 2, &[card("a", "张三丰")]).await;
    let kept: NewerCard = store.get(&Id::new("a")).await.unwrap().unwrap();
    assert_eq!(kept.of_tomorrow.as_deref(), Some("明天"));
    assert_eq!(kept.name, "张三丰");
    let history = store.history(None, 1, None).await.unwrap();
    assert_eq!(history[0].changes.len(), 1, "the name alone was changed");
    // The newer program may still empty it.
    let emptied = NewerCard {
        of_tomorrow: None,
        ..kept
    };
    write(3, &emptied).await;
    let kept: NewerCard = store.get(&Id::new("a")).await.unwrap().unwrap();
    assert_eq!(kept.of_tomorrow, None);
    clean(&store).await;
}
