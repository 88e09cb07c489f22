//! The area of a lower hub: what it brought, what hangs on that, and what everybody needs but the
//! users, who are each unit's own matter. Nothing that another lower hub brought.
//!
//! The area only grows: what a unit was given once is on its laptops and stays there.

use std::collections::HashSet;

use songnuan_model::record::Id;
use songnuan_model::record::Record as _;
use songnuan_model::records::User;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{BELOW, NAMING, Walk, held};
use crate::db::{query, select_in, text};
use crate::error::Result;
use crate::kinds::{KINDS, Way};

/// What is not the hub's own, but belongs to something of its own, names it, is named by it, or has
/// it below.
const HANGING: [&str; 4] = [
    "SELECT other.id, other.kind, other.created_by FROM record AS own
     JOIN record AS other ON other.parent = own.id
     WHERE own.created_by = $1 AND other.created_by <> $1",
    "SELECT other.id, other.kind, other.created_by FROM record AS own
     JOIN link ON link.to_id = own.id JOIN record AS other ON other.id = link.from_id
     WHERE own.created_by = $1 AND other.created_by <> $1",
    "SELECT other.id, other.kind, other.created_by FROM record AS own
     JOIN link ON link.from_id = own.id JOIN record AS other ON other.id = link.to_id
     WHERE own.created_by = $1 AND other.created_by <> $1",
    "SELECT other.id, other.kind, other.created_by FROM record AS own
     JOIN record AS other ON other.id = own.parent
     WHERE own.created_by = $1 AND other.created_by <> $1",
];

/// Every record of the area.
pub(super) async fn of(connection: &mut AnyConnection, hub: &Id) -> Result<HashSet<String>> {
    let mut walk = Walk {
        foreign: others(connection, hub).await?,
        ..Walk::default()
    };
    let kinds = KINDS
        .iter()
        .filter(|kind| matches!(kind.way, Way::Everybody) && kind.name != User::KIND);
    let sql = "SELECT id, kind, created_by FROM record WHERE kind IN ({ids})";
    let rows = select_in(connection, sql, &[], kinds.map(|kind| kind.name)).await?;
    walk.take(&rows)?;
    let mut hanging = Vec::new();
    for (n, sql) in HANGING.iter().enumerate() {
        let rows = of_hub(connection, sql, hub).await?;
        // The first two hang on what is the hub's own, and so does what hangs on them.
        if n < 2 {
            hanging.extend(fresh(&walk, &rows)?);
        }
        walk.take(&rows)?;
    }
    while !hanging.is_empty() {
        let mut further = Vec::new();
        for sql in [BELOW, NAMING] {
            let ids = hanging.iter().map(String::as_str);
            let rows = select_in(connection, sql, &[], ids).await?;
            further.extend(fresh(&walk, &rows)?);
            walk.take(&rows)?;
        }
        hanging = further;
    }
    // What others made leads on as it does for everybody.
    while let Some((kind, ids)) = walk.next() {
        walk.step(connection, kind, &ids).await?;
    }
    let sql = "SELECT id FROM record WHERE created_by = $1";
    for row in of_hub(connection, sql, hub).await? {
        walk.found.insert(text(&row, 0)?);
    }
    walk.found.extend(held(connection, hub).await?);
    Ok(walk.found)
}

/// The other units below.
async fn others(connection: &mut AnyConnection, hub: &Id) -> Result<HashSet<String>> {
    let sql = "SELECT id FROM device WHERE lower_hub = 1 AND id <> $1";
    let rows = of_hub(connection, sql, hub).await?;
    rows.iter().map(|row| text(row, 0)).collect()
}

async fn of_hub(connection: &mut AnyConnection, sql: &str, hub: &Id) -> Result<Vec<AnyRow>> {
    let rows = query(sql, [hub.as_str().into()]);
    Ok(rows.fetch_all(connection).await?)
}

/// The ids of those rows that the walk has not found and may find.
fn fresh(walk: &Walk, rows: &[AnyRow]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for row in rows {
        let id = text(row, 0)?;
        if !walk.found.contains(&id) && !walk.foreign.contains(&text(row, 2)?) {
            ids.push(id);
        }
    }
    Ok(ids)
}
