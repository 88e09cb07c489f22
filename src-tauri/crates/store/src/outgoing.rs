//! What sync will carry: local operations in their outgoing order, and the digest of the contents.

use songnuan_model::record::Id;
use songnuan_sync::{Digest, FieldBase, OpMessage, OutgoingChange};
use sqlx::Row;

use crate::error::Result;
use crate::read::parse_body;
use crate::store::Store;

impl Store {
    /// The first operation after `after_seq` in outgoing order, with at most `limit` changes that
    /// come after `after_change` (0 = from its beginning). `None`: nothing waits.
    pub async fn outgoing(
        &self,
        after_seq: i64,
        after_change: i64,
        limit: u32,
    ) -> Result<Option<OpMessage>> {
        let row = sqlx::query(
            "SELECT out.seq, out.last_change, o.seq, o.id, o.kind, o.at, o.who, o.why, o.device,
                    o.undoes
             FROM outgoing out JOIN op o ON o.seq = out.op_seq
             WHERE out.seq > ? ORDER BY out.seq LIMIT 1",
        )
        .bind(after_seq)
        .fetch_optional(&self.inner.reader)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(OpMessage {
            outgoing_seq: row.try_get(0)?,
            last_change: row.try_get(1)?,
            id: Id(row.try_get(3)?),
            kind: row.try_get(4)?,
            at: row.try_get(5)?,
            who: row.try_get(6)?,
            why: row.try_get(7)?,
            device: Id(row.try_get(8)?),
            undoes: row.try_get::<Option<String>, _>(9)?.map(Id),
            changes: self
                .outgoing_changes(row.try_get(2)?, after_change, limit)
                .await?,
        }))
    }

    async fn outgoing_changes(
        &self,
        op_seq: i64,
        after_change: i64,
        limit: u32,
    ) -> Result<Vec<OutgoingChange>> {
        let rows = sqlx::query(
            "SELECT r.id, r.kind, c.field, c.before, c.after, c.seq, coalesce(v.base_version, 0)
             FROM change c JOIN record r ON r.rid = c.rid
             LEFT JOIN field_version v ON v.rid = c.rid AND v.field = coalesce(c.field, '')
             WHERE c.op_seq = ? AND c.seq > ? ORDER BY c.seq LIMIT ?",
        )
        .bind(op_seq)
        .bind(after_change)
        .bind(limit)
        .fetch_all(&self.inner.reader)
        .await?;
        rows.iter()
            .map(|row| {
                let change = crate::history::change_of(row, 0)?;
                Ok(OutgoingChange {
                    seq: row.try_get(5)?,
                    record_id: change.record_id,
                    kind: change.kind,
                    field: change.field,
                    before: change.before,
                    after: change.after,
                    base_version: row.try_get(6)?,
                    base_op: None,
                })
            })
            .collect()
    }

    /// The merge bases of a record's fields that were ever edited or seen by a hub.
    pub async fn field_bases(&self, id: &Id) -> Result<Vec<FieldBase>> {
        let rows = sqlx::query(
            "SELECT v.field, v.base_version, v.local_seq FROM field_version v
             JOIN record r ON r.rid = v.rid WHERE r.id = ? ORDER BY v.field",
        )
        .bind(id.as_str())
        .fetch_all(&self.inner.reader)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(FieldBase {
                    record_id: id.clone(),
                    field: row.try_get(0)?,
                    base_version: row.try_get(1)?,
                    local_seq: row.try_get(2)?,
                })
            })
            .collect()
    }

    /// Digest of all living records: equal on two devices that hold the same contents.
    pub async fn digest(&self) -> Result<Digest> {
        let mut digest = Digest::default();
        let mut last = 0_i64;
        loop {
            let rows = sqlx::query(
                "SELECT rid, kind, id, body FROM record
                 WHERE rid > ? AND deleted = 0 ORDER BY rid LIMIT 2000",
            )
            .bind(last)
            .fetch_all(&self.inner.reader)
            .await?;
            for row in &rows {
                last = row.try_get(0)?;
                let (kind, id): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
                digest.add(kind, id, &parse_body(kind, id, row.try_get(3)?)?);
            }
            if rows.is_empty() {
                return Ok(digest);
            }
        }
    }
}
