//! The one line of entries: its end, and the digest of what stands.

use songnuan_sync::{BUCKETS, Digest};
use sqlx::AnyConnection;

use crate::db::{self, Cell, bytes, int, query};
use crate::error::{HubFailure, Result};
use crate::seal::Sealer;

/// The row `line`, taken for the length of a transaction.
pub(crate) struct Line {
    /// The newest entry; 0 = none.
    pub head: i64,
    /// Living records by bucket.
    pub buckets: Vec<Digest>,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            head: 0,
            buckets: vec![Digest::default(); BUCKETS],
        }
    }
}

impl Line {
    /// Writes the row of a new hub.
    pub(crate) async fn create(
        &self,
        connection: &mut AnyConnection,
        sealer: &Sealer,
    ) -> Result<()> {
        let row = vec![1.into(), 0.into(), 0.into(), self.seal(sealer)?.into()];
        let head = "INSERT INTO line (id, head, records, sealed) VALUES ";
        db::insert(connection, head, "", vec![row]).await
    }

    /// Takes the row. Must be the first statement of the transaction: whoever comes next waits
    /// until it is committed, in this process or another one, and then sees what it wrote.
    pub(crate) async fn take(connection: &mut AnyConnection, sealer: &Sealer) -> Result<Self> {
        let sql = "UPDATE line SET head = head WHERE id = 1 RETURNING head, sealed";
        let row = query(sql, []).fetch_one(connection).await?;
        Self::open(sealer, int(&row, 0)?, &bytes(&row, 1)?)
    }

    /// Reads it without holding anybody up.
    pub(crate) async fn read(connection: &mut AnyConnection, sealer: &Sealer) -> Result<Self> {
        let sql = "SELECT head, sealed FROM line WHERE id = 1";
        let row = query(sql, []).fetch_one(connection).await?;
        Self::open(sealer, int(&row, 0)?, &bytes(&row, 1)?)
    }

    /// Writes it back before the transaction is committed.
    pub(crate) async fn put(&self, connection: &mut AnyConnection, sealer: &Sealer) -> Result<()> {
        let records = self.whole().count();
        let cells: [Cell; 3] = [
            self.head.into(),
            records.cast_signed().into(),
            self.seal(sealer)?.into(),
        ];
        query(
            "UPDATE line SET head = $1, records = $2, sealed = $3 WHERE id = 1",
            cells,
        )
        .execute(connection)
        .await?;
        Ok(())
    }

    /// The digest of everything.
    pub(crate) fn whole(&self) -> Digest {
        let mut whole = Digest::default();
        for bucket in &self.buckets {
            whole.join(bucket);
        }
        whole
    }

    fn seal(&self, sealer: &Sealer) -> Result<Vec<u8>> {
        // Not bound to the head: a half-restored database shows when entries do not fit.
        sealer.seal(&["line"], text(&self.buckets).as_bytes())
    }

    fn open(sealer: &Sealer, head: i64, sealed: &[u8]) -> Result<Self> {
        let buckets = buckets(sealer.open("line", &["line"], sealed)?)?;
        Ok(Self { head, buckets })
    }
}

/// The digests of the buckets as text, a line each.
pub(crate) fn text(buckets: &[Digest]) -> String {
    let texts: Vec<String> = buckets.iter().map(Digest::to_text).collect();
    texts.join("\n")
}

/// From [`text`].
pub(crate) fn buckets(text: Vec<u8>) -> Result<Vec<Digest>> {
    let damaged = || HubFailure::Damaged { what: "line" };
    let text = String::from_utf8(text).map_err(|_| damaged())?;
    let buckets: Option<Vec<Digest>> = text.lines().map(Digest::from_text).collect();
    buckets
        .filter(|all| all.len() == BUCKETS)
        .ok_or_else(damaged)
}
