//! Attachments: encrypted files named by a keyed hash of their content.
//!
//! The same picture is kept once; the name tells nothing without the data key. A file is written
//! before the record that mentions it, so a crash leaves at most a file nobody mentions.
//!
//! An attachment that came from another device keeps the name its record mentions. That name was
//! made with the other device's key and cannot be computed here; such files say so (format 2), and
//! their content is bound to the name by the encryption alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::error::{Result, StoreError};
use crate::files::write_atomic;
use crate::keys::{DataKey, Purpose};
use crate::store::{Store, blocking};

/// First bytes of an attachment file: format 1, named by the hash of its content.
const MAGIC: &[u8; 8] = b"snblob1\n";
/// Format 2: named by another device.
const MAGIC_FOREIGN: &[u8; 8] = b"snblob2\n";
const NONCE: usize = 24;

impl Store {
    /// Keeps an attachment; returns its hash (64 hexadecimal digits).
    pub async fn put_blob(&self, bytes: Vec<u8>) -> Result<String> {
        let inner = Arc::clone(&self.inner);
        blocking(move || {
            let hash = name_of(&inner.key, &bytes);
            let path = blob_path(&inner.dir, &hash);
            if path.exists() && read_blob(&inner.dir, &inner.key, &hash).is_ok() {
                return Ok(hash);
            }
            write_atomic(
                &path,
                &seal(&inner.key, MAGIC, &hash, &bytes)?,
                "attachment",
            )?;
            Ok(hash)
        })
        .await
    }

    /// An attachment's bytes, checked against its hash.
    pub async fn get_blob(&self, hash: &str) -> Result<Vec<u8>> {
        let (inner, hash) = (Arc::clone(&self.inner), hash.to_owned());
        blocking(move || read_blob(&inner.dir, &inner.key, &hash)).await
    }
}

/// Reads, decrypts and checks one attachment.
pub(crate) fn read_blob(dir: &Path, key: &DataKey, hash: &str) -> Result<Vec<u8>> {
    let missing = || StoreError::BlobMissing {
        hash: hash.to_owned(),
    };
    // Hashes come from records; nothing else may become a path.
    if !is_name(hash) {
        return Err(missing());
    }
    let sealed = std::fs::read(blob_path(dir, hash)).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => missing(),
        _ => StoreError::io("attachment")(e),
    })?;
    let damaged = || StoreError::BlobDamaged {
        hash: hash.to_owned(),
    };
    let (rest, foreign) = match sealed.strip_prefix(MAGIC) {
        Some(rest) => (rest, false),
        None => (
            sealed.strip_prefix(MAGIC_FOREIGN).ok_or_else(damaged)?,
            true,
        ),
    };
    let (nonce, body) = rest.split_at_checked(NONCE).ok_or_else(damaged)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| damaged())?;
    let bytes = cipher(key)
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: body,
                aad: aad(foreign, hash).as_bytes(),
            },
        )
        .map_err(|_| damaged())?;
    if foreign || name_of(key, &bytes) == hash {
        Ok(bytes)
    } else {
        Err(damaged())
    }
}

/// Can this be the name of an attachment? Nothing else may become a path.
pub(crate) fn is_name(name: &str) -> bool {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    name.len() == 64 && name.bytes().all(hex)
}

/// Keeps an attachment under a name that is given; one that is here and reads stays as it is.
pub(crate) fn keep_foreign(dir: &Path, key: &DataKey, name: &str, bytes: &[u8]) -> Result<()> {
    if !is_name(name) {
        return Err(StoreError::BlobMissing {
            hash: name.to_owned(),
        });
    }
    if read_blob(dir, key, name).is_ok() {
        return Ok(());
    }
    let own = name_of(key, bytes) == name;
    let magic = if own { MAGIC } else { MAGIC_FOREIGN };
    let sealed = seal(key, magic, name, bytes)?;
    write_atomic(&blob_path(dir, name), &sealed, "attachment")
}

/// What the encryption binds the content to: the name, and in format 2 the format.
fn aad(foreign: bool, name: &str) -> String {
    if foreign {
        format!("foreign:{name}")
    } else {
        name.to_owned()
    }
}

/// `blobs/ab/ab12…`.
pub(crate) fn blob_path(dir: &Path, hash: &str) -> PathBuf {
    let shelf = hash.get(..2).unwrap_or("xx");
    dir.join("blobs").join(shelf).join(hash)
}

fn name_of(key: &DataKey, bytes: &[u8]) -> String {
    blake3::keyed_hash(&key.derive(Purpose::BlobName), bytes)
        .to_hex()
        .to_string()
}

fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    let key = key.derive(Purpose::BlobBody);
    XChaCha20Poly1305::new((&*key).into())
}

fn seal(key: &DataKey, magic: &[u8; 8], hash: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| StoreError::NoRandom)?;
    let body = cipher(key)
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: bytes,
                aad: aad(magic == MAGIC_FOREIGN, hash).as_bytes(),
            },
        )
        .map_err(|_| StoreError::Io {
            what: "attachment",
            kind: std::io::ErrorKind::FileTooLarge,
        })?;
    let mut sealed = Vec::with_capacity(MAGIC.len() + NONCE + body.len());
    sealed.extend_from_slice(magic);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}
