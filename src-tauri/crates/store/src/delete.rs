//! Taking records away inside an operation, one or very many.

use songnuan_model::record::Id;

use crate::bases;
use crate::body::text_of;
use crate::error::Result;
use crate::tx::{Stored, Tx};

impl Tx {
    /// Takes a living record away.
    pub(crate) async fn delete_stored(
        &mut self,
        id: &Id,
        kind: &'static str,
        stored: &Stored,
    ) -> Result<()> {
        self.touch(id, kind).await?;
        self.land(id, stored.rid).await?;
        let base = bases::newest(&mut self.sql, stored.rid, stored.whole).await?;
        self.change(stored.rid, None, Some(text_of(&stored.body)), None, base);
        self.drop_derived(stored.rid).await?;
        sqlx::query("UPDATE record SET deleted = 1, updated_op = ?1, pending = ?1 WHERE rid = ?2")
            .bind(self.op_seq)
            .bind(stored.rid)
            .execute(&mut *self.sql)
            .await?;
        Ok(())
    }

    /// Takes away, in few statements, the living records that an operation
    /// created: an import may have created 100,000.
    pub(crate) async fn delete_many(&mut self, rids: &[(i64, Id, String)]) -> Result<()> {
        for chunk in rids.chunks(5_000) {
            for (_, id, kind) in chunk {
                self.touch(id, kind).await?;
            }
            self.flush().await?;
            let list: Vec<i64> = chunk.iter().map(|(rid, _, _)| *rid).collect();
            let list = serde_json::to_string(&list).unwrap_or_default();
            // Numbered statements: every one has the list, the operation and the next change.
            for sql in [
                "INSERT INTO change (seq, op_seq, rid, field, before, after, base_version, base_op)
                 SELECT ?3 + row_number() OVER (ORDER BY rid DESC) - 1, ?2, rid, NULL, body, NULL,
                        max(version, coalesce((SELECT max(v.base_version) FROM field_version v
                                               WHERE v.rid = record.rid), 0)),
                        nullif(max(coalesce(pending, 0),
                                   coalesce((SELECT max(v.pending) FROM field_version v
                                             WHERE v.rid = record.rid), 0)), 0)
                 FROM record WHERE rid IN (SELECT value FROM json_each(?1))",
                "DELETE FROM record_key
                 WHERE rid IN (SELECT value FROM json_each(?1)) AND ?2 AND ?3",
                "DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(?1)) AND ?2 AND ?3",
                "DELETE FROM search_row
                 WHERE rid IN (SELECT value FROM json_each(?1)) AND ?2 AND ?3",
                "DELETE FROM search_terms
                 WHERE rid IN (SELECT value FROM json_each(?1)) AND ?2 AND ?3",
                "UPDATE record SET deleted = 1, updated_op = ?2, pending = ?2
                 WHERE rid IN (SELECT value FROM json_each(?1)) AND ?3",
            ] {
                sqlx::query(sql)
                    .bind(&list)
                    .bind(self.op_seq)
                    .bind(self.next_change)
                    .execute(&mut *self.sql)
                    .await?;
            }
            self.next_change += i64::try_from(chunk.len()).unwrap_or_default();
        }
        Ok(())
    }
}
