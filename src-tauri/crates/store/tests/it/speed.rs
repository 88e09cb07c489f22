//! How fast it is, on demand:
//! `cargo test --release -p songnuan-store --test it speed -- --ignored --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use crate::support;

use std::time::Instant;

use songnuan_model::record::Id;
use songnuan_model::records::Person;
use support::{Card, at, card, fresh, op};

const SURNAMES: &[&str] = &["张", "王", "李", "赵", "陈", "刘", "杨", "黄", "周", "吴"];
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文辉力健世广志义兴良海山";

/// A fictional person; the same number gives the same one.
fn person(n: u64) -> Person {
    // A cheap scrambler: neighbours must not share their characters.
    let r = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let given: Vec<char> = GIVEN.chars().collect();
    let pick = |shift: u32| given[usize::try_from(r >> shift).unwrap() % given.len()];
    let mut name = SURNAMES[usize::try_from(r % 10).unwrap()].to_owned();
    name.push(pick(7));
    if !r.is_multiple_of(5) {
        name.push(pick(17));
    }
    Person {
        id: Id::new(format!("00000000-0000-7000-8000-{n:012}")),
        name,
        id_no: format!("9981011980{:08}", n % 100_000_000),
        mobile: Some(format!("199{:08}", r % 100_000_000)),
        home_address: Some(format!("示例县青石镇第{}村{}组", (r >> 24) % 30, n % 9)),
        ..Person::default()
    }
}

#[tokio::test]
#[ignore = "a measurement"]
async fn a_hundred_thousand_people() {
    let (dir, store) = fresh().await;
    let people: Vec<Person> = (0..100_000).map(person).collect();
    let start = Instant::now();
    let mut tx = store.begin(op(1)).await.unwrap();
    for person in &people {
        tx.put(person).await.unwrap();
    }
    tx.commit().await.unwrap();
    println!("100,000 people put in {:?}", start.elapsed());
    let cards: Vec<Card> = (0..100_000).map(|n| card(&format!("c{n}"), "")).collect();
    let start = Instant::now();
    let mut tx = store.begin(op(2)).await.unwrap();
    for card in &cards {
        tx.put(card).await.unwrap();
    }
    tx.commit().await.unwrap();
    println!("100,000 small records put in {:?}", start.elapsed());
    let size = std::fs::metadata(dir.path().join("songnuan.db"))
        .unwrap()
        .len();
    println!("database {} MB", size / 1_000_000);

    for (what, query) in [
        (
            "two characters",
            (|p: &Person| p.name.chars().take(2).collect()) as fn(&Person) -> String,
        ),
        ("full name", |p| p.name.clone()),
        ("one character", |p| p.name.chars().take(1).collect()),
        ("last four digits", |p| p.id_no[14..].to_owned()),
        ("last six of the phone", |p| {
            p.mobile.clone().unwrap()[5..].to_owned()
        }),
        ("place and surname", |p| {
            format!("第7村 {}", p.name.chars().next().unwrap())
        }),
    ] {
        let mut times = Vec::new();
        for n in 0..200 {
            let text = query(&people[n * 457]);
            let start = Instant::now();
            let hits = store.search(&text, 50).await.unwrap();
            times.push(start.elapsed());
            assert!(!hits.is_empty());
        }
        times.sort();
        println!("search {what}: p50 {:?} p99 {:?}", times[100], times[198]);
    }
    let start = Instant::now();
    assert_eq!(store.all::<Person>().await.unwrap().len(), 100_000);
    println!("all people read in {:?}", start.elapsed());
    let start = Instant::now();
    assert!(store.verify(|_| {}).await.unwrap().is_clean());
    println!("verified in {:?}", start.elapsed());
    let start = Instant::now();
    store.undo(&Id::new("op-1"), op(3)).await.unwrap();
    println!("100,000 people taken back in {:?}", start.elapsed());
    assert!(
        store
            .get_as_of::<Person>(&people[7].id, &at(2))
            .await
            .unwrap()
            .is_some()
    );
}

/// A debug build on a busy machine must still feel immediate: guards against a statement per field.
#[tokio::test]
async fn five_thousand_puts_are_one_quick_operation() {
    let (_dir, store) = fresh().await;
    let people: Vec<Person> = (0..5_000).map(person).collect();
    let start = Instant::now();
    let mut tx = store.begin(op(1)).await.unwrap();
    for person in &people {
        tx.put(person).await.unwrap();
    }
    tx.commit().await.unwrap();
    let took = start.elapsed();
    assert!(took.as_secs() < 30, "{took:?}");
}
