//! Attachments: sealed, in a folder or an S3-compatible store, known to the database by name.

mod shelf;

use std::collections::HashSet;

use object_store::{ObjectStoreExt, PutPayload};
use songnuan_model::record::Record;
use songnuan_model::records::Attachment;
use songnuan_model::roles::{Act, may};
use songnuan_sync::Refusal;

pub(crate) use shelf::{open, try_out};

use crate::db::{query, select_in, text};
use crate::device::DeviceHub;
use crate::error::Result;
use crate::limits;
use crate::service::Inner;

impl DeviceHub {
    pub(crate) async fn lacking_blobs(&self, names: Vec<String>) -> Result<Vec<String>> {
        let inner = self.counted()?;
        if names.len() > limits::BLOB_NAMES {
            let limit = limits::BLOB_NAMES as u64;
            return Err(Refusal::TooLarge { limit }.into());
        }
        let mut connection = inner.pool.acquire().await?;
        self.admitted(&mut connection).await?;
        let sql = "SELECT name FROM blob WHERE name IN ({ids})";
        let rows = select_in(&mut connection, sql, &[], names.iter().map(String::as_str)).await?;
        let there: HashSet<String> = rows.iter().map(|row| text(row, 0)).collect::<Result<_>>()?;
        let lacking = names.into_iter().filter(|name| !there.contains(name));
        Ok(lacking.collect())
    }

    /// The first one to bring a name keeps it: names come from the content.
    pub(crate) async fn keep_blob(&self, name: String, bytes: Vec<u8>) -> Result<()> {
        let inner = self.counted()?;
        path_of(&name)?;
        if bytes.len() > limits::BLOB_BYTES {
            let limit = limits::BLOB_BYTES as u64;
            return Err(Refusal::TooLarge { limit }.into());
        }
        let mut connection = inner.pool.acquire().await?;
        let known = self.admitted(&mut connection).await?;
        let kind = Attachment::KIND.to_owned();
        let roles = known.roles();
        if !(known.lower_hub || may(roles, Act::RecordVisits) || may(roles, Act::EditCases)) {
            return Err(Refusal::NotAllowed { kind }.into());
        }
        let there = query(
            "SELECT name FROM blob WHERE name = $1",
            [name.as_str().into()],
        );
        if there.fetch_optional(&mut *connection).await?.is_some() {
            return Ok(());
        }
        drop(connection);
        inner.keep_attachment(&name, &bytes).await
    }

    /// A device that does not get everything only gets what an attachment in its scope names.
    pub(crate) async fn give_blob(&self, name: String) -> Result<Option<Vec<u8>>> {
        let inner = self.counted()?;
        path_of(&name)?;
        let mut connection = inner.pool.acquire().await?;
        let known = self.admitted(&mut connection).await?;
        if let Some(scope) = inner.scope_of(&mut connection, &known).await? {
            let rows = query(
                "SELECT from_id FROM link WHERE to_id = $1",
                [name.as_str().into()],
            )
            .fetch_all(&mut *connection)
            .await?;
            let mut named = false;
            for row in &rows {
                named |= scope.has(&text(row, 0)?);
            }
            if !named {
                return Err(Refusal::OutOfScope.into());
            }
        }
        drop(connection);
        inner.attachment(&name).await
    }
}

impl Inner {
    /// Seals an attachment and puts it into the store.
    pub(crate) async fn keep_attachment(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = path_of(name)?;
        let sealed = self.sealer.seal_blob(name, bytes)?;
        // The bytes before the row: a crash leaves at most bytes nobody asks for.
        let put = self.blobs.put(&path, PutPayload::from(sealed)).await;
        put.map_err(|error| shelf::failure(&error))?;
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let sql = "INSERT INTO blob (name, size) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        query(sql, [name.into(), size.into()])
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// An attachment out of the store; `None`: it is not there.
    pub(crate) async fn attachment(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = path_of(name)?;
        let sealed = shelf::read(&*self.blobs, &path).await?;
        let opened = sealed.map(|sealed| self.sealer.open_blob(name, &sealed));
        opened.transpose()
    }
}

/// `ab/ab12…`. Nothing but a name that a store gives becomes a path.
fn path_of(name: &str) -> Result<object_store::path::Path> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if name.len() != 64 || !name.bytes().all(hex) {
        return Err(Refusal::Garbled.into());
    }
    let shelf = name.get(..2).unwrap_or_default();
    Ok(object_store::path::Path::from_iter([shelf, name]))
}
