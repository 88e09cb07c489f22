//! Key slots: one random data key, wrapped once per user under a password (`keys.json`).
//!
//! A password never touches the database: Argon2id turns it into a wrapping key, which opens the
//! user's slot, which holds the data key. So several users share one store, and changing a
//! password rewrites a slot of a hundred bytes. See docs/adr, "encryption and key slots".

use std::fs;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::{Result, StoreError};
use crate::files::write_atomic;

const KEY_FILE: &str = "keys.json";
/// A second copy, used when the first does not read: without the slots all data is lost.
const KEY_COPY: &str = "keys.copy.json";
const FORMAT: u32 = 1;

/// What one guess of a password costs (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    pub iterations: u32,
    pub lanes: u32,
}

impl Default for KdfCost {
    /// 64 MiB, 3 passes: a third of a second on an old laptop; above OWASP's minimum
    /// (19 MiB, 2 passes).
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            iterations: 3,
            lanes: 1,
        }
    }
}

impl KdfCost {
    /// As cheap as Argon2 allows. For tests and fictional demo data only.
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

impl DataKey {
    /// A fresh random key.
    pub(crate) fn random() -> Result<Self> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|_| StoreError::NoRandom)?;
        Ok(Self(key))
    }

    /// A key for one purpose; knowing it tells nothing about the others.
    pub(crate) fn derive(&self, purpose: Purpose) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(purpose.context(), &self.0))
    }
}

/// What a derived key is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Database,
    BlobName,
    BlobBody,
}

impl Purpose {
    /// Context strings of BLAKE3 `derive_key`: fixed forever, they are part of the file format.
    fn context(self) -> &'static str {
        match self {
            Self::Database => "songnuan store 2026-11 database page key",
            Self::BlobName => "songnuan store 2026-11 attachment name key",
            Self::BlobBody => "songnuan store 2026-11 attachment body key",
        }
    }
}

/// One user's slot.
#[derive(Clone, Serialize, Deserialize)]
struct Slot {
    id: u64,
    user: String,
    kdf: String,
    cost: KdfCost,
    salt: String,
    nonce: String,
    wrapped: String,
}

/// `keys.json`.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    format: u32,
    next_slot: u64,
    slots: Vec<Slot>,
}

impl KeyFile {
    /// No slots yet.
    pub(crate) fn empty() -> Self {
        Self {
            format: FORMAT,
            next_slot: 1,
            slots: Vec::new(),
        }
    }

    /// Is there a key file (or at least its copy)?
    pub(crate) fn exists(dir: &Path) -> bool {
        dir.join(KEY_FILE).exists() || dir.join(KEY_COPY).exists()
    }

    /// Reads `keys.json`, or its copy when the first is missing or damaged.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        if !Self::exists(dir) {
            return Err(StoreError::NotFound);
        }
        match read_one(&dir.join(KEY_FILE)) {
            Ok(keys) => Ok(keys),
            Err(e @ StoreError::NotWritable) => Err(e),
            Err(first) => read_one(&dir.join(KEY_COPY)).map_err(|_| first),
        }
    }

    /// Writes both copies; the first one decides.
    pub(crate) fn write(&self, dir: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(|_| StoreError::KeysDamaged {
            detail: "write".to_owned(),
        })?;
        write_atomic(&dir.join(KEY_FILE), &text, "key file")?;
        write_atomic(&dir.join(KEY_COPY), &text, "key file copy")
    }

    /// The users that have a slot, in the order they were added.
    pub(crate) fn users(&self) -> Vec<String> {
        self.slots.iter().map(|s| s.user.clone()).collect()
    }

    /// Opens the user's slot. Slow on purpose.
    pub(crate) fn open(&self, user: &str, password: &str) -> Result<DataKey> {
        let slot = self
            .slots
            .iter()
            .find(|s| s.user == user)
            .ok_or(StoreError::UnknownUser)?;
        slot.open(password)
    }

    /// Adds a slot for a user that has none.
    pub(crate) fn add(
        &mut self,
        user: &str,
        password: &str,
        cost: KdfCost,
        key: &DataKey,
    ) -> Result<()> {
        if self.slots.iter().any(|s| s.user == user) {
            return Err(StoreError::UserExists);
        }
        let slot = Slot::seal(self.next_slot, user, password, cost, key)?;
        self.next_slot += 1;
        self.slots.push(slot);
        Ok(())
    }

    /// Replaces a user's slot by one under a new password.
    pub(crate) fn replace(
        &mut self,
        user: &str,
        password: &str,
        cost: KdfCost,
        key: &DataKey,
    ) -> Result<()> {
        let place = self
            .slots
            .iter()
            .position(|s| s.user == user)
            .ok_or(StoreError::UnknownUser)?;
        let slot = Slot::seal(self.next_slot, user, password, cost, key)?;
        self.next_slot += 1;
        self.slots[place] = slot;
        Ok(())
    }

    /// Removes a user's slot, unless it is the last one.
    pub(crate) fn remove(&mut self, user: &str) -> Result<()> {
        if !self.slots.iter().any(|s| s.user == user) {
            return Err(StoreError::UnknownUser);
        }
        if self.slots.len() == 1 {
            return Err(StoreError::LastUser);
        }
        self.slots.retain(|s| s.user != user);
        Ok(())
    }
}

impl Slot {
    /// Wraps the data key under a password.
    fn seal(id: u64, user: &str, password: &str, cost: KdfCost, key: &DataKey) -> Result<Self> {
        let mut salt = [0; 16];
        let mut nonce = [0; 24];
        getrandom::fill(&mut salt).map_err(|_| StoreError::NoRandom)?;
        getrandom::fill(&mut nonce).map_err(|_| StoreError::NoRandom)?;
        let wrapping = stretch(password, &salt, cost)?;
        let aad = aad(id, user);
        let wrapped = XChaCha20Poly1305::new((&*wrapping).into())
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &key.0,
                    aad: &aad,
                },
            )
            .map_err(|_| StoreError::BadKdfCost)?;
        Ok(Self {
            id,
            user: user.to_owned(),
            kdf: "argon2id".to_owned(),
            cost,
            salt: STANDARD.encode(salt),
            nonce: STANDARD.encode(nonce),
            wrapped: STANDARD.encode(wrapped),
        })
    }

    /// Unwraps the data key, or says that the password is wrong.
    fn open(&self, password: &str) -> Result<DataKey> {
        let damaged = |detail: &str| StoreError::KeysDamaged {
            detail: detail.to_owned(),
        };
        if self.kdf != "argon2id" {
            return Err(damaged("kdf"));
        }
        let salt = STANDARD.decode(&self.salt).map_err(|_| damaged("salt"))?;
        let nonce: [u8; 24] = STANDARD
            .decode(&self.nonce)
            .ok()
            .and_then(|n| n.try_into().ok())
            .ok_or_else(|| damaged("nonce"))?;
        let wrapped = STANDARD
            .decode(&self.wrapped)
            .map_err(|_| damaged("wrapped key"))?;
        if wrapped.len() != 48 {
            return Err(damaged("wrapped key"));
        }
        let wrapping = stretch(password, &salt, self.cost)?;
        let aad = aad(self.id, &self.user);
        let key = XChaCha20Poly1305::new((&*wrapping).into())
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &wrapped,
                    aad: &aad,
                },
            )
            .map_err(|_| StoreError::WrongPassword)?;
        let key = Zeroizing::new(key);
        let bytes: [u8; 32] = key
            .as_slice()
            .try_into()
            .map_err(|_| damaged("wrapped key"))?;
        Ok(DataKey(bytes))
    }
}

/// Binds the wrapped key to its slot and user, so that slots cannot be exchanged in the file.
fn aad(id: u64, user: &str) -> Vec<u8> {
    format!("songnuan key slot\n{id}\n{user}").into_bytes()
}

/// Password to wrapping key.
fn stretch(password: &str, salt: &[u8], cost: KdfCost) -> Result<Zeroizing<[u8; 32]>> {
    // A damaged file must not make the program ask for a terabyte.
    if cost.memory_kib > 4 * 1024 * 1024 || cost.iterations > 1000 {
        return Err(StoreError::BadKdfCost);
    }
    let params = Params::new(cost.memory_kib, cost.iterations, cost.lanes, Some(32))
        .map_err(|_| StoreError::BadKdfCost)?;
    let mut out = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, out.as_mut())
        .map_err(|_| StoreError::BadKdfCost)?;
    Ok(out)
}

/// One file of slots.
fn read_one(path: &PathBuf) -> Result<KeyFile> {
    let bytes = fs::read(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => StoreError::KeysMissing,
        _ => StoreError::io("key file")(e),
    })?;
    let keys: KeyFile = serde_json::from_slice(&bytes).map_err(|e| StoreError::KeysDamaged {
        detail: format!("{:?} at {}:{}", e.classify(), e.line(), e.column()),
    })?;
    if keys.format > FORMAT {
        let (found, supported) = (i64::from(keys.format), i64::from(FORMAT));
        return Err(StoreError::DatabaseTooNew { found, supported });
    }
    if keys.slots.is_empty() {
        return Err(StoreError::KeysDamaged {
            detail: "no slots".to_owned(),
        });
    }
    Ok(keys)
}
