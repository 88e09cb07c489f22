//! Attachments on their way up and down.

use std::collections::HashSet;

use songnuan_model::record::Record as _;
use songnuan_model::records::Attachment;

use crate::db::{self, query, text};
use crate::error::Result;
use crate::service::Inner;

/// Attachments of living records: (here and not known to be above, not here).
pub(super) async fn compare(inner: &Inner) -> Result<(Vec<String>, Vec<String>)> {
    let mut connection = inner.pool.acquire().await?;
    let sql = "SELECT DISTINCT link.to_id FROM record JOIN link ON link.from_id = record.id
               WHERE record.kind = $1 AND record.deleted = 0 ORDER BY link.to_id";
    let named = query(sql, [Attachment::KIND.into()])
        .fetch_all(&mut *connection)
        .await?;
    let mut sets = Vec::new();
    for sql in ["SELECT name FROM blob", "SELECT name FROM upstream_blob"] {
        let rows = query(sql, []).fetch_all(&mut *connection).await?;
        let names = rows.iter().map(|row| text(row, 0));
        sets.push(names.collect::<Result<HashSet<String>>>()?);
    }
    let (mut held, mut lacking) = (Vec::new(), Vec::new());
    for row in &named {
        let name = text(row, 0)?;
        if !sets[0].contains(&name) {
            lacking.push(name);
        } else if !sets[1].contains(&name) {
            held.push(name);
        }
    }
    Ok((held, lacking))
}

/// Notes that the hub above holds these.
pub(super) async fn note(inner: &Inner, names: &[String]) -> Result<()> {
    let mut connection = inner.pool.acquire().await?;
    let rows = names.iter().map(|name| vec![name.as_str().into()]);
    let head = "INSERT INTO upstream_blob (name) VALUES ";
    let tail = " ON CONFLICT (name) DO NOTHING";
    db::insert(&mut connection, head, tail, rows.collect()).await
}
