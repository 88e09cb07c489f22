//! The cursor and the data are one; a full disk leaves both; an old database joins in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::time::Instant;

use serde_json::json;
use songnuan_model::record::Id;
use songnuan_model::records::Person;
use songnuan_store::{Store, StoreError, StoreOptions};
use songnuan_sync::{Agreement, PullPage, Replica};

use crate::support::line::{LineHub, entry, page};
use crate::support::{Card, PASSWORD, USER, card, device, know, op, put_cards, reopen};
use crate::sync_meeting::sync;

/// A page that creates so many records.
fn long_page(first: i64, n: i64, note: usize) -> PullPage {
    let entries = (first..first + n).map(|seq| {
        let mut card = card(&format!("c{seq}"), "张三");
        card.note = Some("长".repeat(note));
        let after = serde_json::to_value(card).unwrap();
        entry(seq, "o", &format!("c{seq}"), None, after)
    });
    page(entries.collect())
}

#[tokio::test]
async fn a_page_that_breaks_off_leaves_the_cursor_with_the_data() {
    let (dir, store) = device("device-1").await;
    store.apply(&long_page(1, 3, 1)).await.unwrap();
    // The call is dropped wherever it happens to be.
    for polls in 0..60 {
        let store = store.clone();
        let page = long_page(4, 200, 10);
        let mut applying = Box::pin(async move { store.apply(&page).await });
        for _ in 0..polls {
            let once = std::future::poll_fn(|context| {
                std::task::Poll::Ready(applying.as_mut().poll(context).is_ready())
            });
            if once.await {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(applying);
    }
    let check = async |store: &Store| {
        let cursor = store.cursor().await.unwrap().0;
        let count = store.count::<Card>().await.unwrap();
        assert_eq!(cursor, i64::try_from(count).unwrap());
        assert!(store.verify(|_| {}).await.unwrap().is_clean());
    };
    check(&store).await;
    store.close().await;
    let store = reopen(&dir).await;
    know(&store);
    check(&store).await;
    store.apply(&long_page(4, 200, 10)).await.unwrap();
    assert_eq!(store.cursor().await.unwrap().0, 203);
    check(&store).await;
}

#[tokio::test]
async fn a_full_disk_takes_nothing_of_a_page() {
    let (dir, store) = device("device-1").await;
    put_cards(&store, 1, &[card("mine", "王五")]).await;
    store.apply(&long_page(1, 3, 1)).await.unwrap();
    store.close().await;
    let size = std::fs::metadata(dir.path().join("songnuan.db"))
        .unwrap()
        .len();
    let options = StoreOptions {
        max_pages: Some(u32::try_from(size / 4096).unwrap() + 40),
        ..StoreOptions::default()
    };
    let store = Store::open_with(dir.path(), USER, PASSWORD, &options)
        .await
        .unwrap();
    know(&store);
    let full = store.apply(&long_page(4, 2_000, 200)).await;
    assert!(matches!(full, Err(StoreError::DiskFull)));
    assert_eq!(store.cursor().await.unwrap().0, 3);
    assert_eq!(store.count::<Card>().await.unwrap(), 4);
    assert_eq!(store.waiting().await.unwrap().changes, 1);
    // A smaller page still fits.
    store.apply(&long_page(4, 2, 1)).await.unwrap();
    assert_eq!(store.cursor().await.unwrap().0, 5);
    assert!(store.verify(|_| {}).await.unwrap().is_clean());
}

#[tokio::test]
async fn a_database_of_schema_two_joins_in() {
    let dir = crate::schemas::copy_of(2);
    let store = Store::open(dir.path(), crate::schemas::USER, crate::schemas::PASSWORD)
        .await
        .unwrap();
    assert_eq!(store.waiting().await.unwrap().ops, 3);
    let waiting = store.outgoing_page(100).await.unwrap();
    let edit = &waiting.ops[1].changes[0];
    assert_eq!(edit.base_op, Some(Id::new("op-1")));
    let hub = LineHub::default();
    let receipt = sync(&store, &hub).await;
    assert_eq!((receipt.sent.ops, receipt.sent.parked), (3, 0));
    let records = store.digest().await.unwrap().count();
    assert_eq!(receipt.agreement, Agreement::Same { records });
    let (_dir, other) = device("device-2").await;
    let receipt = sync(&other, &hub).await;
    assert_eq!(receipt.agreement, Agreement::Same { records });
    assert_eq!(other.all::<Person>().await.unwrap()[0].name, "䶮𠮷");
    assert_eq!(receipt.attachments.missing, 0);
    assert!(other.verify(|_| {}).await.unwrap().is_clean());
}

#[tokio::test]
async fn an_import_goes_out_and_comes_in_by_pages() {
    let (_one_dir, one) = device("device-1").await;
    let (_two_dir, two) = device("device-2").await;
    let hub = LineHub::default();
    let cards: Vec<Card> = (0..2_500).map(|n| card(&format!("c{n}"), "张三")).collect();
    put_cards(&one, 1, &cards).await;
    let first = one.outgoing_page(1_000).await.unwrap();
    assert_eq!(first.ops[0].changes.len(), 1_000);
    assert!(!first.ops[0].is_complete());
    for store in [&one, &two] {
        let receipt = sync(store, &hub).await;
        assert_eq!(receipt.agreement, Agreement::Same { records: 2_500 });
        assert!(store.verify(|_| {}).await.unwrap().is_clean());
    }
    assert_eq!(two.history(None, 9, None).await.unwrap().len(), 1);
}

/// `cargo test --release -p songnuan-store --test it sync_line -- --ignored --nocapture`
#[tokio::test]
#[ignore = "a measurement"]
async fn a_first_sync_against_putting_the_same() {
    let (_dir, put) = device("device-1").await;
    let cards: Vec<Card> = (1..=60_000)
        .map(|n| card(&format!("c{n}"), "张三"))
        .collect();
    let start = Instant::now();
    let mut tx = put.begin(op(1)).await.unwrap();
    for card in &cards {
        tx.put(card).await.unwrap();
    }
    tx.commit().await.unwrap();
    println!("60,000 records put in {:?}", start.elapsed());
    let pages: Vec<PullPage> = (0..12)
        .map(|n| long_page(n * 5_000 + 1, 5_000, 0))
        .collect();
    let (_dir, store) = device("device-2").await;
    let start = Instant::now();
    for page in &pages {
        store.apply(page).await.unwrap();
    }
    println!("applied in {:?}", start.elapsed());
    for what in ["first", "next"] {
        let start = Instant::now();
        Replica::digest(&store, None).await.unwrap();
        println!("{what} digest in {:?}", start.elapsed());
    }
    let edits = (1..=1_000).map(|n| {
        let field = Some("note");
        entry(60_000 + n, "p", &format!("c{}", n * 50), field, json!("改"))
    });
    let edits = page(edits.collect());
    let start = Instant::now();
    store.apply(&edits).await.unwrap();
    println!("1,000 edits applied in {:?}", start.elapsed());
}
