//! The hub's data key: random, wrapped under the hub's password, kept in the database's `meta`.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::{HubFailure, Result};
use crate::host::HubHost;

/// What one guess of the password costs (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    pub iterations: u32,
    pub lanes: u32,
}

impl Default for KdfCost {
    /// 64 MiB, 3 passes, as on the laptops.
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            iterations: 3,
            lanes: 1,
        }
    }
}

impl KdfCost {
    /// As cheap as Argon2 allows. For tests and simulation only.
    pub fn test() -> Self {
        Self {
            memory_kib: 8,
            iterations: 1,
            lanes: 1,
        }
    }
}

/// The key everything else is derived from. Wiped from memory when dropped; never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct DataKey([u8; 32]);

/// What a derived key is for. The context strings are part of the format and never change.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// Columns of the database.
    Rows,
    /// Attachments.
    Blobs,
    /// Tags by which a name is found without being written down.
    Tags,
}

impl Purpose {
    fn context(self) -> &'static str {
        match self {
            Self::Rows => "songnuan hub 2026-11 row key",
            Self::Blobs => "songnuan hub 2026-11 attachment key",
            Self::Tags => "songnuan hub 2026-11 tag key",
        }
    }
}

/// The wrapped key, as JSON in `meta`.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeySlot {
    kdf: String,
    cost: KdfCost,
    salt: String,
    nonce: String,
    wrapped: String,
}

const AAD: &[u8] = b"songnuan hub key slot";

impl DataKey {
    pub(crate) fn random(host: &dyn HubHost) -> Result<Self> {
        let mut key = [0; 32];
        host.fill(&mut key)?;
        Ok(Self(key))
    }

    /// A key for one purpose; knowing it tells nothing about the others.
    pub(crate) fn derive(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(purpose.context(), &self.0))
    }
}

impl KeySlot {
    /// Wraps the key under a password.
    pub(crate) fn seal(
        key: &DataKey,
        password: &str,
        cost: KdfCost,
        host: &dyn HubHost,
    ) -> Result<Self> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        host.fill(&mut salt)?;
        host.fill(&mut nonce)?;
        let wrapping = stretch(password, &salt, cost)?;
        let payload = Payload {
            msg: &key.0,
            aad: AAD,
        };
        let wrapped = XChaCha20Poly1305::new((&*wrapping).into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| HubFailure::BadKdfCost)?;
        Ok(Self {
            kdf: "argon2id".to_owned(),
            cost,
            salt: STANDARD.encode(salt),
            nonce: STANDARD.encode(nonce),
            wrapped: STANDARD.encode(wrapped),
        })
    }

    /// Unwraps it, or says that the password is wrong. Slow on purpose.
    pub(crate) fn open(&self, password: &str) -> Result<DataKey> {
        let damaged = || HubFailure::Damaged { what: "key" };
        let (salt, nonce, wrapped) = self.parts()?;
        let wrapping = stretch(password, &salt, self.cost)?;
        let payload = Payload {
            msg: &wrapped,
            aad: AAD,
        };
        let key = XChaCha20Poly1305::new((&*wrapping).into())
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| HubFailure::WrongPassword)?;
        let key = Zeroizing::new(key);
        Ok(DataKey(key.as_slice().try_into().map_err(|_| damaged())?))
    }
}

impl KeySlot {
    /// Salt, nonce and wrapped key, if they are what they should be.
    pub(crate) fn parts(&self) -> Result<(Vec<u8>, [u8; 24], Vec<u8>)> {
        let damaged = || HubFailure::Damaged { what: "key" };
        let decode = |text: &str| STANDARD.decode(text).map_err(|_| damaged());
        let nonce: [u8; 24] = decode(&self.nonce)?.try_into().map_err(|_| damaged())?;
        let wrapped = decode(&self.wrapped)?;
        if self.kdf != "argon2id" || wrapped.len() != 48 {
            return Err(damaged());
        }
        Ok((decode(&self.salt)?, nonce, wrapped))
    }
}

/// Password to wrapping key.
fn stretch(password: &str, salt: &[u8], cost: KdfCost) -> Result<Zeroizing<[u8; 32]>> {
    // A damaged row must not make the program ask for a terabyte.
    if cost.memory_kib > 4 * 1024 * 1024 || cost.iterations > 1000 {
        return Err(HubFailure::BadKdfCost);
    }
    let params = Params::new(cost.memory_kib, cost.iterations, cost.lanes, Some(32))
        .map_err(|_| HubFailure::BadKdfCost)?;
    let mut out = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, out.as_mut())
        .map_err(|_| HubFailure::BadKdfCost)?;
    Ok(out)
}
