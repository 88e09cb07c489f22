//! Seals what is personal before it reaches the database or the attachment store.
//!
//! Every sealed value is bound to the place it belongs to (table, ids, number), so that somebody
//! with the database but without the key can neither read nor exchange rows.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::error::{HubFailure, Result};
use crate::host::HubHost;
use crate::key::{DataKey, Purpose};

const NONCE: usize = 24;

/// Opens and seals under the hub's key.
#[derive(Clone)]
pub(crate) struct Sealer {
    rows: XChaCha20Poly1305,
    blobs: XChaCha20Poly1305,
    tags: Zeroizing<[u8; 32]>,
    host: Arc<dyn HubHost>,
}

impl Sealer {
    pub(crate) fn new(key: &DataKey, host: Arc<dyn HubHost>) -> Self {
        let cipher = |purpose| XChaCha20Poly1305::new((&*key.derive(purpose)).into());
        Self {
            rows: cipher(Purpose::Rows),
            blobs: cipher(Purpose::Blobs),
            tags: key.derive(Purpose::Tags),
            host,
        }
    }

    /// Seals a column of the row at this place.
    pub(crate) fn seal(&self, place: &[&str], plain: &[u8]) -> Result<Vec<u8>> {
        self.seal_with(&self.rows, place, plain)
    }

    /// Opens a column of the row at this place. `what` names the table when it does not open.
    pub(crate) fn open(
        &self,
        what: &'static str,
        place: &[&str],
        sealed: &[u8],
    ) -> Result<Vec<u8>> {
        open_with(&self.rows, what, place, sealed)
    }

    /// Seals a value as JSON.
    pub(crate) fn seal_json<T: Serialize>(&self, place: &[&str], value: &T) -> Result<Vec<u8>> {
        let plain = serde_json::to_vec(value).map_err(|_| HubFailure::Damaged { what: "value" })?;
        self.seal(place, &plain)
    }

    /// Opens what `seal_json` sealed.
    pub(crate) fn open_json<T: DeserializeOwned>(
        &self,
        what: &'static str,
        place: &[&str],
        sealed: &[u8],
    ) -> Result<T> {
        let plain = self.open(what, place, sealed)?;
        serde_json::from_slice(&plain).map_err(|_| HubFailure::Damaged { what })
    }

    /// Seals an attachment under its name.
    pub(crate) fn seal_blob(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        self.seal_with(&self.blobs, &[name], bytes)
    }

    /// Opens an attachment.
    pub(crate) fn open_blob(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        open_with(&self.blobs, "attachment", &[name], sealed)
    }

    /// A tag for a name: equal names have equal tags, and without the key a tag tells nothing.
    pub(crate) fn tag(&self, name: &str) -> String {
        blake3::keyed_hash(&self.tags, name.as_bytes())
            .to_hex()
            .to_string()
    }

    fn seal_with(
        &self,
        cipher: &XChaCha20Poly1305,
        place: &[&str],
        plain: &[u8],
    ) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        self.host.fill(&mut nonce)?;
        let aad = aad(place);
        let payload = Payload {
            msg: plain,
            aad: &aad,
        };
        let body = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| HubFailure::Damaged { what: "value" })?;
        let mut sealed = Vec::with_capacity(NONCE + body.len());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }
}

fn open_with(
    cipher: &XChaCha20Poly1305,
    what: &'static str,
    place: &[&str],
    sealed: &[u8],
) -> Result<Vec<u8>> {
    let damaged = || HubFailure::Damaged { what };
    let (nonce, body) = sealed.split_at_checked(NONCE).ok_or_else(damaged)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| damaged())?;
    let aad = aad(place);
    let payload = Payload {
        msg: body,
        aad: &aad,
    };
    cipher
        .decrypt(&XNonce::from(nonce), payload)
        .map_err(|_| damaged())
}

/// Length before each part: no two places run together to the same bytes.
fn aad(place: &[&str]) -> Vec<u8> {
    let mut aad = Vec::with_capacity(96);
    for part in place {
        aad.extend_from_slice(&(part.len() as u64).to_le_bytes());
        aad.extend_from_slice(part.as_bytes());
    }
    aad
}
