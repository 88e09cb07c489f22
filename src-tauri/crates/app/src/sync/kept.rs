//! What this device knows of its hub: kept in the encrypted store beside the records, never synced.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_store::Store;
use songnuan_sync::bundle::BundleKey;
use songnuan_sync::identity::{PublicKey, SecretKey};

use crate::commands::internal;
use crate::commands::sync::SyncReceipt;
use crate::error::{AppError, AppResult, Code};

const HUB: &str = "hub";
const ENROLLED_BY: &str = "enrolled_by";
const DEVICE_KEY: &str = "device_key";
const BUNDLE_KEY: &str = "bundle_key";
const RECEIPTS: &str = "receipts";
/// Receipts kept; the oldest go.
const RECEIPTS_KEPT: usize = 200;

/// The hub this device belongs to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Enrolment {
    pub hub: Id,
    pub hub_name: String,
    /// `host:port`, the last that answered first.
    pub addresses: Vec<String>,
    /// SHA-256 of the hub's certificate.
    pub certificate: [u8; 32],
    /// What the hub signs bundles with.
    pub hub_key: PublicKey,
    pub roles: Vec<Role>,
    /// As the last completed sync was; `None` before the first.
    pub everything: Option<bool>,
}

/// The hub, if there is one.
pub(super) async fn enrolment(store: &Store) -> AppResult<Option<Enrolment>> {
    let text = store.sync_state(HUB).await?;
    text.map(|text| serde_json::from_str(&text).map_err(internal))
        .transpose()
}

/// The hub, or the sentence that there is none.
pub(super) async fn enrolled(store: &Store) -> AppResult<Enrolment> {
    enrolment(store)
        .await?
        .ok_or_else(|| AppError::new(Code::NotEnrolled))
}

pub(super) async fn keep_enrolment(store: &Store, enrolment: &Enrolment) -> AppResult<()> {
    let text = serde_json::to_string(enrolment).map_err(internal)?;
    Ok(store.set_sync_state(HUB, Some(&text)).await?)
}

/// Who joined this device to its hub.
pub async fn enrolled_by(store: &Store) -> AppResult<Option<String>> {
    Ok(store.sync_state(ENROLLED_BY).await?)
}

pub(super) async fn keep_enrolled_by(store: &Store, user: &str) -> AppResult<()> {
    Ok(store.set_sync_state(ENROLLED_BY, Some(user)).await?)
}

/// The seed this device signs with.
pub(super) async fn device_key(store: &Store) -> AppResult<Option<SecretKey>> {
    let key = key(store, DEVICE_KEY).await?;
    Ok(key.map(|key| SecretKey::from_bytes(&key)))
}

pub(super) async fn keep_device_key(store: &Store, value: &SecretKey) -> AppResult<()> {
    keep_key(store, DEVICE_KEY, &value.to_bytes()).await
}

/// The key of the bundles between this device and the hub.
pub(super) async fn bundle_key(store: &Store) -> AppResult<Option<BundleKey>> {
    Ok(key(store, BUNDLE_KEY).await?.map(BundleKey))
}

pub(super) async fn keep_bundle_key(store: &Store, value: &BundleKey) -> AppResult<()> {
    keep_key(store, BUNDLE_KEY, &value.0).await
}

async fn key(store: &Store, name: &str) -> AppResult<Option<[u8; 32]>> {
    let Some(text) = store.sync_state(name).await? else {
        return Ok(None);
    };
    let bytes = STANDARD.decode(text).map_err(internal)?;
    let bytes = bytes.try_into();
    bytes.map(Some).map_err(|_| internal("device key"))
}

async fn keep_key(store: &Store, name: &str, value: &[u8; 32]) -> AppResult<()> {
    let text = STANDARD.encode(value);
    Ok(store.set_sync_state(name, Some(&text)).await?)
}

/// Kept receipts, the newest first.
pub(super) async fn receipts(store: &Store) -> AppResult<Vec<SyncReceipt>> {
    let text = store.sync_state(RECEIPTS).await?;
    // Receipts of another version of the program are no reason not to sync.
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

pub(super) async fn keep_receipt(store: &Store, receipt: &SyncReceipt) -> AppResult<()> {
    let mut kept = receipts(store).await?;
    kept.insert(0, receipt.clone());
    kept.truncate(RECEIPTS_KEPT);
    let text = serde_json::to_string(&kept).map_err(internal)?;
    Ok(store.set_sync_state(RECEIPTS, Some(&text)).await?)
}
