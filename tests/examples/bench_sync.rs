//! Sync over loopback with a real hub behind TLS and real stores: the first sync of 10,000 cases
//! with 50,000 visits beside inserting the same rows bare into an encrypted SQLite; 1,000 changed
//! records sent and received; nothing to do; bytes on the wire; a hub on PostgreSQL with 200
//! laptops. Prints medians and ratios of one run. `SONGNUAN_BENCH_CASES` and
//! `SONGNUAN_BENCH_LAPTOPS` make a shorter one, `SONGNUAN_BENCH_ROUNDS` another number of rounds.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)] // a bench, not a product

#[path = "sync/bare.rs"]
mod bare;
#[path = "sync/county.rs"]
mod county;
#[path = "sync/office.rs"]
mod office;
#[path = "sync/township.rs"]
mod township;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use office::{Doors, Laptop, Office, Stopwatch, Taken, counting_door};
use songnuan_hub::{BlobPlace, HubPlace};
use songnuan_model::records::Visit;
use township::Size;

const CHANGED: usize = 1_000;
const OF_EACH: usize = 50;

fn number(name: &str, usual: usize) -> usize {
    let asked = std::env::var(name).ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Medians of wall and of processor time.
fn medians(taken: &[Taken]) -> Taken {
    Taken {
        wall: median(taken.iter().map(|taken| taken.wall).collect()),
        cpu: median(taken.iter().map(|taken| taken.cpu).collect()),
    }
}

fn told(what: &str, taken: Taken) {
    println!("  {what:<44} {:>9.1?}  CPU {:>9.1?}", taken.wall, taken.cpu);
}

/// What the hub says of its doors.
fn told_doors(doors: &Doors) {
    for (door, [requests, bytes_in, bytes_out, micros]) in doors {
        let (bytes_in, bytes_out) = (bytes_in / 1024, bytes_out / 1024);
        println!(
            "    hub {door:<16} {requests:>5} requests  {bytes_in:>6} KB in  {bytes_out:>6} KB out  {:>6} ms",
            micros / 1000
        );
    }
}

/// The first sync of an empty laptop, beside the bare rows; returns two laptops that hold it all.
async fn first(dir: &Path, office: &Office, size: Size, rounds: usize) -> (Laptop, Laptop) {
    println!(
        "first sync: {} cases, {} visits = {} records",
        size.cases,
        size.visits,
        size.records()
    );
    let author = office.laptop(dir, 0).await;
    let written = Stopwatch::start();
    let mut tx = author.begin("import_hardship").await;
    township::put(&mut tx, size).await;
    tx.commit().await.unwrap();
    told("written on the first laptop, with history", written.stop());
    let (receipt, pushed) = author.sync().await;
    assert_eq!(receipt.sent.changes, size.records() as u64);
    told("sent by it, and its numbers taken back", pushed);
    told_doors(&office.doors());
    let rows = township::rows(size);
    let bytes: usize = rows.iter().map(|row| row.body.len()).sum();
    println!("  bodies of {} MB in all", bytes >> 20);
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    let mut last = None;
    for round in 0..rounds {
        let file = dir.join(format!("bare-{round}.db"));
        let mut connection = bare::open(&file).await;
        let watch = Stopwatch::start();
        bare::insert(&mut connection, &rows).await;
        floor.push(watch.stop());
        drop(connection);
        let laptop = office.laptop(dir, round + 1).await;
        office.doors();
        let (receipt, taken) = laptop.sync().await;
        assert_eq!(receipt.received.records, size.records() as u64);
        ours.push(taken);
        last = Some(laptop);
    }
    let (ours, floor) = (medians(&ours), medians(&floor));
    told("first sync of an empty laptop", ours);
    told_doors(&office.doors());
    told("the same rows bare into encrypted SQLite", floor);
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!(
        "  ratio {:.2} (aim 3), of CPU time {:.2}",
        ratio(ours.wall, floor.wall),
        ratio(ours.cpu, floor.cpu)
    );
    (author, last.unwrap())
}

/// Edits one field of so many visits, each an operation of its own.
async fn edit(laptop: &Laptop, count: usize, size: Size, word: &str) {
    for n in 0..count.min(size.visits) {
        let visit = Visit {
            solution: Some(format!("{word}：第{n}件，已联系村委")),
            ..township::visit(n, size.cases)
        };
        let mut tx = laptop.begin("visit_edit").await;
        tx.put(&visit).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Changed records one way and the other, and nothing at all.
async fn everyday(one: &Laptop, other: &Laptop, office: &Office, size: Size, rounds: usize) {
    let (mut sent, mut got, mut idle) = (Vec::new(), Vec::new(), Vec::new());
    office.doors();
    let mut doors = Doors::new();
    for round in 0..rounds {
        edit(one, CHANGED, size, &format!("第{round}轮")).await;
        sent.push(one.sync().await.1);
        got.push(other.sync().await.1);
        doors = office.doors();
    }
    for _ in 0..4 * rounds + 1 {
        idle.push(one.sync().await.1);
    }
    println!("every day, with {} records on both sides", size.records());
    told("1,000 changed records sent (aim 0.3 s)", medians(&sent));
    told("1,000 changed records received (aim 0.3 s)", medians(&got));
    told_doors(&doors);
    told("nothing to do (aim 30 ms)", medians(&idle));
    told_doors(&office.doors());
}

/// Bytes that pass a door before the hub, per changed field.
async fn wire(one: &mut Laptop, other: &mut Laptop, office: &Office, size: Size) {
    let (door, counts) = counting_door(office.address.clone()).await;
    let past = std::mem::replace(&mut one.address, door.clone());
    other.address = door;
    let seen = || [0, 1].map(|side| counts[side].swap(0, Ordering::Relaxed));
    println!("bytes on the wire, TLS and HTTP included (from the laptop, from the hub)");
    one.sync().await;
    let [up, down] = seen();
    println!("  nothing to do                                {up:>8} {down:>8}");
    for count in [1, 50, CHANGED] {
        edit(one, count, size, &format!("{count}处")).await;
        one.sync().await;
        let sent = seen();
        other.sync().await;
        let got = seen();
        for (what, [from_laptop, from_hub]) in [("sent", sent), ("received", got)] {
            let beyond = (from_laptop + from_hub).saturating_sub(up + down) / count as u64;
            println!(
                "  {count:>5} changed fields {what:<10}              {from_laptop:>8} {from_hub:>8}   {beyond} a field beyond the idle sync"
            );
        }
    }
    one.address = past.clone();
    other.address = past;
}

/// A hub on PostgreSQL, and laptops that all come at once.
async fn county(dir: &Path, laptops: usize) {
    let Some(server) = county::start() else {
        println!("no PostgreSQL server is installed (initdb): its part was not measured");
        return;
    };
    let blobs = BlobPlace::Folder(dir.join("blobs"));
    let office = Office::open(HubPlace::postgres(&server.url, blobs).unwrap()).await;
    let mut all = Vec::with_capacity(laptops);
    for number in 0..laptops {
        let laptop = office.laptop(dir, 1_000 + number).await;
        for n in 0..OF_EACH {
            let mut tx = laptop.begin("visit_save").await;
            let visit = township::visit(number * OF_EACH + n, laptops * 10);
            tx.put(&visit).await.unwrap();
            tx.commit().await.unwrap();
        }
        all.push(Arc::new(laptop));
    }
    office.doors();
    let watch = Stopwatch::start();
    let mut coming = tokio::task::JoinSet::new();
    for laptop in &all {
        let laptop = Arc::clone(laptop);
        coming.spawn(async move {
            let watch = Stopwatch::start();
            let receipt = laptop.exchange().await;
            assert_eq!(receipt.sent.accepted, OF_EACH as u64);
            watch.stop().wall
        });
    }
    let mut each = coming.join_all().await;
    let taken = watch.stop();
    each.sort();
    println!("hub on PostgreSQL: {laptops} laptops at once, {OF_EACH} changes each");
    told("until the last one is done", taken);
    println!(
        "  a laptop's sync                              median {:.1?}, slowest {:.1?}",
        each[each.len() / 2],
        each[each.len() - 1]
    );
    told_doors(&office.doors());
    let head = office.hub.status().await.unwrap().head;
    assert_eq!(head, i64::try_from(laptops * OF_EACH).unwrap());
    office.hub.close().await;
}

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let size = Size::asked();
    let rounds = number("SONGNUAN_BENCH_ROUNDS", 3);
    let office = Office::open(HubPlace::folder(dir.path().join("hub"))).await;
    let (mut one, mut other) = first(dir.path(), &office, size, rounds).await;
    everyday(&one, &other, &office, size, rounds).await;
    wire(&mut one, &mut other, &office, size).await;
    county(dir.path(), number("SONGNUAN_BENCH_LAPTOPS", 200)).await;
}
