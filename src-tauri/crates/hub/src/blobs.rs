//! Attachments: sealed, in a folder or an S3-compatible store, known to the database by name.

use std::collections::HashSet;
use std::sync::Arc;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use songnuan_model::record::Record;
use songnuan_model::records::Attachment;
use songnuan_model::roles::{Act, may};
use songnuan_sync::Refusal;

use crate::db::{query, select_in, text};
use crate::device::DeviceHub;
use crate::error::{HubFailure, Result};
use crate::limits;
use crate::place::BlobPlace;

/// Opens the attachment store; makes the folder when `create` says so.
pub(crate) fn open(place: &BlobPlace, create: bool) -> Result<Arc<dyn ObjectStore>> {
    match place {
        BlobPlace::Folder(folder) => {
            if create || !folder.exists() {
                std::fs::create_dir_all(folder).map_err(|e| match e.kind() {
                    std::io::ErrorKind::StorageFull => HubFailure::Full,
                    _ => HubFailure::BadPlace,
                })?;
            }
            let store = LocalFileSystem::new_with_prefix(folder);
            let store = store.map_err(|_| HubFailure::BadPlace)?;
            Ok(Arc::new(store.with_fsync(true)))
        }
        BlobPlace::Url { url, options } => open_s3(url, options),
    }
}

/// `s3://bucket/prefix`; keys from the options or, as usual, from `AWS_…` in the environment.
fn open_s3(url: &str, options: &[(String, String)]) -> Result<Arc<dyn ObjectStore>> {
    // The client speaks TLS through ring; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::from_env().with_url(url);
    for (name, value) in options {
        let key: AmazonS3ConfigKey = name.parse().map_err(|_| HubFailure::BadPlace)?;
        builder = builder.with_config(key, value);
    }
    let store = builder.build().map_err(|_| HubFailure::BadPlace)?;
    let rest = url.trim_start_matches("s3://");
    let prefix = rest.split_once('/').map_or("", |(_, prefix)| prefix);
    Ok(if prefix.trim_matches('/').is_empty() {
        Arc::new(store)
    } else {
        Arc::new(PrefixStore::new(store, prefix.trim_matches('/')))
    })
}

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
        let path = path_of(&name)?;
        if bytes.len() > limits::BLOB_BYTES {
            let limit = limits::BLOB_BYTES as u64;
            return Err(Refusal::TooLarge { limit }.into());
        }
        let mut connection = inner.pool.acquire().await?;
        let known = self.admitted(&mut connection).await?;
        let kind = Attachment::KIND.to_owned();
        if !(may(known.roles(), Act::RecordVisits) || may(known.roles(), Act::EditCases)) {
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
        let sealed = inner.sealer.seal_blob(&name, &bytes)?;
        // The bytes before the row: a crash leaves at most bytes nobody asks for.
        let put = inner.blobs.put(&path, PutPayload::from(sealed)).await;
        put.map_err(|error| failure(&error))?;
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let sql = "INSERT INTO blob (name, size) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        query(sql, [name.into(), size.into()])
            .execute(&inner.pool)
            .await?;
        Ok(())
    }

    /// A device that does not get everything only gets what an attachment in its scope names.
    pub(crate) async fn give_blob(&self, name: String) -> Result<Option<Vec<u8>>> {
        let inner = self.counted()?;
        let path = path_of(&name)?;
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
        let found = match inner.blobs.get(&path).await {
            Ok(found) => found.bytes().await,
            Err(error) => Err(error),
        };
        match found {
            Ok(sealed) => inner.sealer.open_blob(&name, &sealed).map(Some),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failure(&error)),
        }
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

/// The attachment store's no, without its words: they may carry addresses and keys.
fn failure(error: &object_store::Error) -> HubFailure {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<std::io::Error>()
            && io.kind() == std::io::ErrorKind::StorageFull
        {
            return HubFailure::Full;
        }
        source = inner.source();
    }
    let detail = match error {
        object_store::Error::NotFound { .. } => "not found",
        object_store::Error::PermissionDenied { .. }
        | object_store::Error::Unauthenticated { .. } => "not allowed",
        _ => "no answer",
    };
    HubFailure::Blobs {
        detail: detail.to_owned(),
    }
}
