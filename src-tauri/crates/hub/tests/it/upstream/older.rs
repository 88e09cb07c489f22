//! A database that an older program wrote is brought up to date, by one of the processes that open
//! it at once.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::json;
use songnuan_hub::{HubPlace, HubService};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};
use tempfile::TempDir;

use super::world::Office;
use crate::support::{Engine, PASSWORD, TestHost, answering, new_hub, op, take};

/// What schema 2 added, taken away again.
const BACK: [&str; 8] = [
    "DROP TABLE upstream",
    "DROP TABLE upstream_entry",
    "DROP TABLE upstream_refused",
    "DROP TABLE upstream_blob",
    "DROP INDEX record_by_creator",
    "ALTER TABLE device DROP COLUMN lower_hub",
    "UPDATE meta SET value = X'31' WHERE name = 'schema'",
    "PRAGMA wal_checkpoint(TRUNCATE)",
];

#[tokio::test]
async fn an_older_database_is_brought_up_to_date() {
    let folder = TempDir::new().unwrap();
    let place = HubPlace::folder(folder.path());
    let host = TestHost::numbered(9);
    let hub = HubService::create(place.clone(), new_hub(), host.clone())
        .await
        .unwrap();
    hub.close().await;
    let url = format!("sqlite://{}/hub.db", folder.path().display());
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    for sql in BACK {
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    connection.close().await.unwrap();
    let open = || HubService::open(place.clone(), PASSWORD, host.clone());
    let (one, other) = tokio::join!(open(), open());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.status().await.unwrap().schema, 2);
    // And a township's hub can join it.
    let town = Office::new(Engine::Embedded, "town", 2, 1).await.unwrap();
    let invitation = other.invite_lower_hub("镇").await.unwrap();
    let own = town.hub.hub_id().clone();
    let request = answering(&one, &invitation.secret, own.as_str());
    one.enrol(&request).await.unwrap();
    take(
        &one.device(own.clone()),
        op("town-0", "o1").create("person", "p", json!({"name": "张三"})),
    )
    .await;
    let devices = other.devices().await.unwrap();
    assert!(devices.iter().any(|it| it.id == own && it.lower_hub));
}
