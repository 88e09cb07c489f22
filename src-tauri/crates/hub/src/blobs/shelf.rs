//! The attachment store itself: a folder, or an S3-compatible service through `object_store`.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{
    BackoffConfig, ClientConfigKey, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
};

use crate::error::{BlobTrouble, HubFailure, Result};
use crate::place::BlobPlace;

/// Times that a request to the service is repeated, and for how long, seconds: a device waits
/// meanwhile, and its request is given up after [`crate::http::patience`].
const RETRIES: usize = 3;
const RETRY_SECONDS: u64 = 20;
/// The longest pause between two tries, seconds.
const PAUSE_SECONDS: u64 = 2;
/// What is written and read to see whether a store can be used.
const PROBE: &str = "probe";
const PROBED: &[u8] = b"songnuan";

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

/// `s3://bucket/prefix`. Key, address and region come from the options or, as is usual for such
/// services, from the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_ENDPOINT`,
/// `AWS_REGION`, `AWS_ALLOW_HTTP`.
fn open_s3(url: &str, options: &[(String, String)]) -> Result<Arc<dyn ObjectStore>> {
    let unreadable = || no(BlobTrouble::Setting);
    // The client speaks TLS through ring; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::from_env().with_url(url);
    for (name, value) in options {
        let key: AmazonS3ConfigKey = name.parse().map_err(|_| unreadable())?;
        builder = builder.with_config(key, value);
    }
    let said = |key| {
        let value = builder.get_config_value(&key);
        value.filter(|value| !value.is_empty())
    };
    // Without a key it would ask the machine's own network for one, and wait for long.
    let keys = [
        AmazonS3ConfigKey::AccessKeyId,
        AmazonS3ConfigKey::SecretAccessKey,
    ];
    if keys.map(said).iter().any(Option::is_none) {
        return Err(no(BlobTrouble::NoKey));
    }
    let allowed = said(AmazonS3ConfigKey::Client(ClientConfigKey::AllowHttp));
    let allowed = allowed.is_some_and(|said| said == "true" || said == "1");
    let addresses = [AmazonS3ConfigKey::Endpoint, AmazonS3ConfigKey::S3Endpoint];
    let mut addresses = addresses.map(said).into_iter().flatten();
    if addresses.any(|address| in_clear(&address) && !(allowed && is_here(&address))) {
        return Err(no(BlobTrouble::PlainHttp));
    }
    let retry = RetryConfig {
        backoff: BackoffConfig {
            max_backoff: Duration::from_secs(PAUSE_SECONDS),
            ..BackoffConfig::default()
        },
        max_retries: RETRIES,
        retry_timeout: Duration::from_secs(RETRY_SECONDS),
    };
    let store = builder.with_retry(retry).build();
    let store = store.map_err(|_| unreadable())?;
    let rest = url.trim_start_matches("s3://");
    let prefix = rest.split_once('/').map_or("", |(_, prefix)| prefix);
    // As it is typed, also in Chinese; made from text it would be written with percent signs.
    let prefix = Path::parse(prefix).map_err(|_| unreadable())?;
    Ok(if prefix.as_ref().is_empty() {
        Arc::new(store)
    } else {
        Arc::new(PrefixStore::new(store, prefix))
    })
}

/// `http://…`.
fn in_clear(address: &str) -> bool {
    let scheme = address.get(..7).unwrap_or_default();
    scheme.eq_ignore_ascii_case("http://")
}

/// Is this address this very machine's?
fn is_here(address: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(address) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let ip = bare.parse::<std::net::IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

/// Can attachments be put there and got back? Writes a few bytes and reads them.
pub(crate) async fn try_out(store: &dyn ObjectStore) -> Result<()> {
    let path = Path::from(PROBE);
    let put = store.put(&path, PutPayload::from_static(PROBED)).await;
    put.map_err(|error| failure(&error))?;
    let got = read(store, &path).await?;
    match got.as_deref() {
        Some(PROBED) => Ok(()),
        _ => Err(no(BlobTrouble::NoAnswer)),
    }
}

/// The bytes at a path; `None`: nothing was ever put there.
pub(crate) async fn read(store: &dyn ObjectStore, path: &Path) -> Result<Option<Vec<u8>>> {
    let found = match store.get(path).await {
        Ok(found) => found.bytes().await,
        Err(error) => Err(error),
    };
    match found {
        Ok(bytes) => Ok(Some(bytes.to_vec())),
        Err(object_store::Error::NotFound { source, .. }) if !no_bucket(&*source) => Ok(None),
        Err(error) => Err(failure(&error)),
    }
}

/// Is it the whole bucket that is not there?
fn no_bucket(error: &(dyn std::error::Error + Send + Sync)) -> bool {
    // The service's own word for it, in its answer.
    error.to_string().contains("NoSuchBucket")
}

/// The store's no, without its words: they may carry addresses and keys.
pub(crate) fn failure(error: &object_store::Error) -> HubFailure {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<std::io::Error>()
            && io.kind() == std::io::ErrorKind::StorageFull
        {
            return HubFailure::Full;
        }
        source = inner.source();
    }
    no(match error {
        object_store::Error::NotFound { .. } => BlobTrouble::NoBucket,
        object_store::Error::PermissionDenied { .. }
        | object_store::Error::Unauthenticated { .. } => BlobTrouble::NotAllowed,
        _ => BlobTrouble::NoAnswer,
    })
}

fn no(trouble: BlobTrouble) -> HubFailure {
    HubFailure::Blobs { trouble }
}
