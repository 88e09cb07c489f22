//! Search over 100,000 people: the box of the program beside a bare FTS5 query on the same grams,
//! both encrypted, in one run. Prints p50/p99 and their ratio.
//!
//! The bare side has the same connection settings and fetches the same columns of as many rows,
//! but does not rank them and does not check that the grams stand side by side.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)] // a bench, not a product

use std::time::{Duration, Instant};

use songnuan_model::papers::IdType;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::Person;
use songnuan_store::{KdfCost, NewStore, OpHeader, Store, Timestamp};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};

const PEOPLE: usize = 100_000;
const ROUNDS: usize = 400;
const SURNAMES: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗陆沈顾金俞唐夏潘盛姚查曾单";
const GIVEN: &str = "建国强秀英桂兰伟芳静丽浩欣怡子涵明华平志文军红梅海峰小宝根生春燕永福德";

fn pick(text: &str, n: usize) -> char {
    let chars: Vec<char> = text.chars().collect();
    chars[n % chars.len()]
}

fn person(n: usize) -> Person {
    let name: String = [
        pick(SURNAMES, n * 7),
        pick(GIVEN, n / 3),
        pick(GIVEN, n / 41 + n),
    ]
    .iter()
    .collect();
    Person {
        // As long as the program's own ids, which are stored with every row.
        id: Id::new(format!("00000000-0000-7000-8000-{n:012}")),
        name,
        id_type: IdType::ResidentId,
        id_no: format!(
            "998101{:04}{:02}{:02}{:04}",
            1940 + n % 65,
            n % 12 + 1,
            n % 28 + 1,
            n % 10_000
        ),
        mobile: Some(format!("1380000{:04}", n % 10_000)),
        home_address: Some(format!("芦塘荡镇金禾村{}组{n}号", n % 12 + 1)),
        ..Person::default()
    }
}

/// Pairs of characters, triples of ASCII, as hexadecimal words: what the program indexes, naively.
fn grams(text: &str) -> String {
    let chars: Vec<char> = text
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let width = if chars.iter().all(char::is_ascii) {
        3
    } else {
        2
    };
    let word = |gram: &[char]| {
        gram.iter()
            .map(|c| format!("{:x}z", *c as u32))
            .collect::<String>()
    };
    chars
        .windows(width.min(chars.len().max(1)))
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The same for a query; what is shorter than a gram is the beginning of one.
fn bare_query(text: &str) -> String {
    let width = if text.is_ascii() { 3 } else { 2 };
    let short = text.chars().count() < width;
    format!("{}{}", grams(text), if short { "*" } else { "" })
}

async fn bare(dir: &std::path::Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(dir.join("bare.db"))
        .create_if_missing(true)
        .pragma("key", format!("\"x'{}'\"", "5a".repeat(32)))
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-16000")
        .journal_mode(SqliteJournalMode::Wal)
        .disable_statement_logging();
    let pool = SqlitePoolOptions::new()
        .max_connections(3)
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .unwrap();
    for sql in [
        "CREATE TABLE person(rid INTEGER PRIMARY KEY, id TEXT, kind TEXT, title TEXT, subtitle TEXT)",
        "CREATE VIRTUAL TABLE grams USING fts5(body, content='', detail=none)",
    ] {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    let mut tx = pool.begin().await.unwrap();
    for n in 0..PEOPLE {
        let doc = person(n).search().unwrap();
        let texts = std::iter::once(&doc.title).chain(&doc.terms);
        let text = texts.map(|text| grams(text)).collect::<Vec<_>>().join(" ");
        let row = i64::try_from(n).unwrap();
        sqlx::query("INSERT INTO person VALUES(?, ?, 'person', ?, ?)")
            .bind(row)
            .bind(person(n).id.as_str())
            .bind(&doc.title)
            .bind(&doc.subtitle)
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query("INSERT INTO grams(rowid, body) VALUES(?, ?)")
            .bind(row)
            .bind(text)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    pool
}

async fn ours(dir: &std::path::Path) -> Store {
    let new = NewStore {
        user: "u".into(),
        password: "password".into(),
        cost: KdfCost::test(),
        device_id: Id::new("d"),
    };
    let at = Timestamp::parse("2026-11-22T08:00:00.000Z").unwrap();
    let store = Store::create(dir, &new, at.clone()).await.unwrap();
    let header = OpHeader {
        id: Id::new("op"),
        kind: "import_hardship",
        who: "u".into(),
        why: String::new(),
        at,
    };
    let mut tx = store.begin(header).await.unwrap();
    let start = Instant::now();
    for n in 0..PEOPLE {
        tx.put(&person(n)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let rate = PEOPLE as f64 / start.elapsed().as_secs_f64();
    println!("written with history and index: {PEOPLE} people, {rate:.0} a second");
    store
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort();
    times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3
}

const QUERIES: [&str; 7] = [
    "whole name",
    "two characters",
    "pinyin initials",
    "six ID digits",
    "surname alone",
    "two letters",
    "village",
];

fn query(kind: usize, n: usize) -> String {
    let who = person(n * 37 % PEOPLE);
    let chars: Vec<char> = who.name.chars().collect();
    let initials = || {
        let keys = songnuan_model::names::search_keys(&who.name);
        keys.last().cloned().unwrap_or_default()
    };
    match kind {
        0 => who.name,
        1 => chars[1..].iter().collect(),
        2 => initials(),
        3 => who.id_no[12..].to_owned(),
        4 => chars[..1].iter().collect(),
        5 => initials().chars().take(2).collect(),
        _ => ["芦塘荡", "金禾村", "荡镇金禾"][n % 3].to_owned(),
    }
}

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let pool = bare(dir.path()).await;
    let store = ours(&dir.path().join("ours")).await;
    for (kind, label) in QUERIES.iter().enumerate() {
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for n in 0..ROUNDS {
            let text = query(kind, n);
            let start = Instant::now();
            store.search(&text, 50).await.unwrap();
            ours.push(start.elapsed());
            let start = Instant::now();
            sqlx::query(
                "SELECT p.id, p.kind, p.title, p.subtitle
                 FROM grams g JOIN person p ON p.rid = g.rowid WHERE grams MATCH ? LIMIT 50",
            )
            .bind(bare_query(&text))
            .fetch_all(&pool)
            .await
            .unwrap();
            bare.push(start.elapsed());
        }
        let [a50, a99] = [50, 99].map(|p| percentile(&mut ours, p));
        let [b50, b99] = [50, 99].map(|p| percentile(&mut bare, p));
        println!(
            "{label}: p50 {a50:.2} ms against {b50:.2} (ratio {:.2}), p99 {a99:.2} against {b99:.2} (ratio {:.2})",
            a50 / b50,
            a99 / b99
        );
    }
}
