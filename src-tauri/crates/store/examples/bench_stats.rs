//! Statistics over 1,000,000 payment lines: the sums behind the fund report beside the bare SQL
//! aggregate over a plain table of the same lines, both encrypted, in one run. Prints the medians
//! and their ratio.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)] // a bench, not a product

use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{AidKind, CountUnit, PaymentLine};
use songnuan_store::{By, KdfCost, NewStore, OpHeader, Store, SumQuery, Timestamp};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};

const BATCHES: usize = 2_000;
const ROUNDS: usize = 5;

/// Lines; `SONGNUAN_BENCH_LINES` makes a shorter run.
fn lines() -> usize {
    let asked = std::env::var("SONGNUAN_BENCH_LINES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(1_000_000)
}

/// As long as the program's own ids.
fn id(kind: usize, n: usize) -> Id {
    Id::new(format!("00000000-0000-7{kind:03}-8000-{n:012}"))
}

fn line(n: usize) -> PaymentLine {
    let batch = n % BATCHES;
    let first = NaiveDate::from_ymd_opt(2017, 1, 3).unwrap();
    let kinds = AidKind::ALL;
    PaymentLine {
        id: id(1, n),
        batch_id: id(2, batch),
        campaign_id: Some(id(3, batch % 40)),
        fund_id: id(4, batch % 7),
        seq: u32::try_from(n / BATCHES + 1).unwrap(),
        item_id: Some(id(5, n)),
        person_id: id(6, n % 300_000),
        household_id: Some(id(7, n % 200_000)),
        file_id: Some(id(8, n % 200_000)),
        aid_kind: kinds[batch % kinds.len()],
        unit: CountUnit::Person,
        category: "临时性困难职工".to_owned(),
        amount: Fen(i64::try_from(n % 3_000).unwrap() * 100 + 50_000),
        on: first + Days::new(u64::try_from(batch).unwrap()),
        card_holder: Some("演示".to_owned()),
        card_no: Some(format!("629999{n:013}")),
        bank: Some("云澜农村商业银行(演示)".to_owned()),
        goods: None,
        temporary_reason: None,
        reverses: None,
        reason: None,
        by: "李干事".to_owned(),
    }
}

async fn store(dir: &std::path::Path) -> Store {
    let at = Timestamp::parse("2026-11-22T08:00:00Z").unwrap();
    let new = NewStore {
        user: "李干事".to_owned(),
        password: "song-nuan".to_owned(),
        cost: KdfCost::test(),
        device_id: Id::new("bench"),
    };
    let store = Store::create(dir, &new, at.clone()).await.unwrap();
    let header = OpHeader {
        id: Id::new("op"),
        kind: "batch_draft",
        who: "李干事".to_owned(),
        why: String::new(),
        at,
    };
    let mut tx = store.begin(header).await.unwrap();
    for n in 0..lines() {
        tx.put(&line(n)).await.unwrap();
    }
    tx.commit().await.unwrap();
    store
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
        .max_connections(1)
        .connect_with(options)
        .await
        .unwrap();
    sqlx::query(
        "CREATE TABLE line (id TEXT PRIMARY KEY, batch_id TEXT, fund_id TEXT, aid_kind TEXT,
         \"on\" TEXT, amount INTEGER, person_id TEXT, card_no TEXT)",
    )
    .execute(&pool)
    .await
    .unwrap();
    let mut tx = pool.begin().await.unwrap();
    for n in 0..lines() {
        let line = line(n);
        sqlx::query("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(line.id.0)
            .bind(line.batch_id.0)
            .bind(line.fund_id.0)
            .bind(line.aid_kind.id())
            .bind(line.on.to_string())
            .bind(line.amount.0)
            .bind(line.person_id.0)
            .bind(line.card_no)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    pool
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let store = store(&dir.path().join("store")).await;
    println!("{} lines stored in {:.1?}", lines(), begun.elapsed());
    let bare = bare(dir.path()).await;
    let by = ["batch_id", "fund_id", "aid_kind", "on"].map(By::Field);
    let query = SumQuery {
        kind: PaymentLine::KIND,
        by: &by,
        sum: "amount",
        ..SumQuery::default()
    };
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let sums = store.sums(&query).await.unwrap();
        ours.push(begun.elapsed());
        let begun = Instant::now();
        let rows: Vec<(String, String, String, String, i64, i64)> = sqlx::query_as(
            "SELECT batch_id, fund_id, aid_kind, \"on\", sum(amount), count(*) FROM line
             GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        )
        .fetch_all(&bare)
        .await
        .unwrap();
        plain.push(begun.elapsed());
        assert_eq!(sums.len(), rows.len());
        let total: i64 = rows.iter().map(|row| row.4).sum();
        assert_eq!(sums.iter().map(|row| row.sum).sum::<i64>(), total);
    }
    let (ours, plain) = (median(ours), median(plain));
    let ratio = ours.as_secs_f64() / plain.as_secs_f64();
    println!("sums of the ledger {ours:.1?}, bare SQL aggregate {plain:.1?}, ratio {ratio:.2}");
    store.close().await;
    bare.close().await;
}
