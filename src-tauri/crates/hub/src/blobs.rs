//! Attachments: sealed, in a folder or an S3-compatible store, known to the database by name.

use std::sync::Arc;

use object_store::ObjectStore;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;

use crate::error::{HubFailure, Result};
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
