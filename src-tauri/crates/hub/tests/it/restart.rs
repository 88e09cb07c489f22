//! The database server goes away in the middle of a push, as after a power cut, and comes back: the
//! hub says so, the device repeats, and both have everything once.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use songnuan_hub::{BlobPlace, HubPlace};
use songnuan_model::record::Id;
use songnuan_sync::wire::{self, MESSAGE};
use songnuan_sync::{Hub, HubError, PushPage, PushReply};
use sqlx::{AnyConnection, Connection, Executor, Row};
use tempfile::TempDir;

use crate::support::postgres::Server;
use crate::support::web::Web;
use crate::support::{Desk, Engine, Ground, desk, desk_on, key_of, op, pull, take};

/// A hub on a server that may be restarted; `None`: there is none to be had.
async fn own() -> Option<(Arc<Server>, Desk)> {
    let server = Server::start()?;
    let folder = TempDir::new().unwrap();
    let blobs = BlobPlace::Folder(folder.path().join("blobs"));
    let place = HubPlace::postgres(&server.url, blobs).unwrap();
    let desk = desk_on(Ground { folder, place }).await;
    Some((Arc::new(server), desk))
}

/// A page with so many new records.
fn page(n: usize, records: usize) -> PushPage {
    let mut page = op("a", &format!("o{n:04}"));
    for record in 0..records {
        let body = json!({"name": format!("张{n}"), "note": "家中老人需要照料".repeat(20)});
        page = page.create("person", &format!("p{n:04}-{record:04}"), body);
    }
    PushPage {
        ops: vec![page.message()],
    }
}

async fn number(connection: &mut AnyConnection, sql: &'static str) -> i64 {
    let row = connection.fetch_one(sql).await.unwrap();
    row.try_get(0).unwrap()
}

/// Somebody holds the line, so that the push is in the middle of its transaction for certain.
#[tokio::test(flavor = "multi_thread")]
async fn a_push_cut_in_its_transaction_is_answered_and_repeated() {
    let Some((server, desk)) = own().await else {
        return;
    };
    let device = desk.office("a").await;
    take(&device, op("a", "first").create("person", "p", json!({}))).await;
    let web = Arc::new(Web::start(&desk.hub).await);
    let body = wire::encode(&page(1, 500), MESSAGE).unwrap();
    let mut holder = AnyConnection::connect(&server.url).await.unwrap();
    holder.execute("BEGIN").await.unwrap();
    number(&mut holder, "SELECT head FROM line WHERE id = 1 FOR UPDATE").await;
    let pushing = {
        let (web, body) = (Arc::clone(&web), body.clone());
        tokio::spawn(async move { web.post("/v1/push", "a", &key_of("a"), body).await })
    };
    let mut watching = AnyConnection::connect(&server.url).await.unwrap();
    while number(
        &mut watching,
        "SELECT COUNT(*) FROM pg_locks WHERE NOT granted",
    )
    .await
        == 0
    {
        tokio::task::yield_now().await;
    }
    let restarted = Arc::clone(&server);
    let restarting = tokio::task::spawn_blocking(move || restarted.restart());
    restarting.await.unwrap();
    let answer = pushing.await.unwrap();
    assert_eq!(answer.status().as_u16(), 503);
    let said: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!(said, json!({ "trouble": "hub_database" }));
    // Nothing of it is there; the same again is taken, and a third time is known.
    assert_eq!(pull(&device, 0).await.entries.len(), 1);
    for _ in 0..2 {
        let answer = web.post("/v1/push", "a", &key_of("a"), body.clone()).await;
        let reply: PushReply = wire::decode(&answer.bytes().await.unwrap(), MESSAGE).unwrap();
        assert_eq!(
            (reply.outcomes[0].accepted, reply.outcomes[0].parked),
            (500, 0)
        );
    }
    assert_eq!(pull(&device, 0).await.entries.len(), 501);
}

/// Restarts wherever they fall while pages are pushed: the line ends up as that of a hub whose
/// server never went away.
#[tokio::test(flavor = "multi_thread")]
async fn restarts_among_pushes_leave_no_trace() {
    const PAGES: usize = 30;
    let Some((server, desk_here)) = own().await else {
        return;
    };
    let device = desk_here.office("a").await;
    let (done, going) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(1)));
    let restarting = {
        let (done, going) = (Arc::clone(&done), Arc::clone(&going));
        tokio::task::spawn_blocking(move || {
            while going.load(Ordering::SeqCst) == 1 && done.fetch_add(1, Ordering::SeqCst) < 5 {
                server.restart();
            }
            server
        })
    };
    let mut broken = 0;
    for n in 0..PAGES {
        loop {
            match device.push(page(n, 100)).await {
                Ok(reply) => {
                    assert_eq!(reply.outcomes[0].accepted, 100);
                    break;
                }
                Err(error) => {
                    assert_eq!(error, HubError::Unreachable("hub_database".into()));
                    broken += 1;
                }
            }
        }
    }
    going.store(0, Ordering::SeqCst);
    // Kept until here: with it goes the server.
    let _server = restarting.await.unwrap();
    assert!(broken > 0, "no push was ever cut");
    let quiet = desk(Engine::Embedded).await.unwrap();
    let other = quiet.office("a").await;
    for n in 0..PAGES {
        other.push(page(n, 100)).await.unwrap();
    }
    let names = |page: &songnuan_sync::PullPage| -> Vec<(i64, Id)> {
        let entries = page.entries.iter();
        entries
            .map(|entry| (entry.seq, entry.record_id.clone()))
            .collect()
    };
    assert_eq!(
        names(&pull(&device, 0).await),
        names(&pull(&other, 0).await)
    );
    let (here, there) = (device.digest(None).await, other.digest(None).await);
    assert_eq!(here.unwrap().whole, there.unwrap().whole);
}
