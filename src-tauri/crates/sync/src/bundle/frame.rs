//! The layout of a bundle file, and its sealing.
//!
//! `SNBUNDLE` · format (1 byte) · length of the whole file (8, little-endian) · nonce (16) · length
//! of the header (4) · header (JSON) · sealed chunks of 1 MiB · BLAKE3 of all before (32) · Ed25519
//! signature over all before (64).
//!
//! Each chunk is sealed by XChaCha20-Poly1305 with its number in the nonce, and bound to the header
//! and to whether it is the last: chunks can be neither exchanged nor left out.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::{BundleFault, BundleKey, Header, LARGEST};

const MAGIC: &[u8; 8] = b"SNBUNDLE";
const FORMAT: u8 = 1;
/// Bytes before the header.
const START: usize = 8 + 1 + 8 + 16 + 4;
/// Bytes after the chunks: hash and signature.
const HASH: usize = 32;
const SIGNATURE: usize = 64;
const CHUNK: usize = 1 << 20;
const TAG: usize = 16;
const LONGEST_HEADER: usize = 64 << 10;

/// A file that is whole, taken apart.
pub(super) struct Frame<'a> {
    pub(super) header: Header,
    pub(super) under_signature: &'a [u8],
    pub(super) signature: &'a [u8; SIGNATURE],
    nonce: &'a [u8; 16],
    /// Everything before the chunks.
    outside: &'a [u8],
    chunks: &'a [u8],
}

/// Everything but the signature.
pub(super) fn seal(
    header: &Header,
    plain: &[u8],
    key: &BundleKey,
    nonce: [u8; 16],
) -> Result<Vec<u8>, BundleFault> {
    let header = serde_json::to_vec(header).map_err(|_| BundleFault::Damaged)?;
    let chunks = plain.len().div_ceil(CHUNK).max(1);
    let whole = START + header.len() + plain.len() + chunks * TAG + HASH + SIGNATURE;
    if whole > LARGEST || header.len() > LONGEST_HEADER {
        return Err(too_large());
    }
    let header_len = u32::try_from(header.len()).map_err(|_| too_large())?;
    let mut bytes = Vec::with_capacity(whole);
    bytes.extend(MAGIC);
    bytes.push(FORMAT);
    bytes.extend((whole as u64).to_le_bytes());
    bytes.extend(nonce);
    bytes.extend(header_len.to_le_bytes());
    bytes.extend(header);
    let outside = blake3::hash(&bytes);
    let cipher = XChaCha20Poly1305::new(&key.0.into());
    for n in 0..chunks {
        let part = plain.get(n * CHUNK..).unwrap_or_default();
        let part = &part[..part.len().min(CHUNK)];
        let bound = bound_to(&outside, n, n + 1 == chunks);
        let payload = Payload {
            msg: part,
            aad: &bound,
        };
        let sealed = cipher.encrypt(&nonce_of(&nonce, n), payload);
        bytes.extend(sealed.map_err(|_| BundleFault::Damaged)?);
    }
    let hash = blake3::hash(&bytes);
    bytes.extend(hash.as_bytes());
    Ok(bytes)
}

/// Takes a file apart, if it is whole and as it was written.
pub(super) fn open(bytes: &[u8]) -> Result<Frame<'_>, BundleFault> {
    let have = bytes.len() as u64;
    let known = bytes.len().min(MAGIC.len());
    if bytes[..known] != MAGIC[..known] {
        return Err(BundleFault::NotABundle);
    }
    // An empty file is what an interrupted copy leaves, too.
    let cut = BundleFault::Cut { have, want: 0 };
    let (_, rest) = bytes.split_first_chunk::<8>().ok_or(cut.clone())?;
    let (format, rest) = rest.split_first().ok_or(cut.clone())?;
    if *format != FORMAT {
        return Err(BundleFault::OtherVersion { version: *format });
    }
    let (whole, rest) = rest.split_first_chunk::<8>().ok_or(cut)?;
    let want = u64::from_le_bytes(*whole);
    if want > LARGEST as u64 {
        return Err(BundleFault::Damaged);
    }
    if have < want {
        return Err(BundleFault::Cut { have, want });
    }
    if have > want {
        return Err(BundleFault::Damaged);
    }
    whole_frame(bytes, rest).ok_or(BundleFault::Damaged)
}

/// `rest` begins after the length; `None`: something is not as it was written.
fn whole_frame<'a>(bytes: &'a [u8], rest: &'a [u8]) -> Option<Frame<'a>> {
    let (under_signature, signature) = bytes.split_last_chunk::<SIGNATURE>()?;
    let (hashed, hash) = under_signature.split_last_chunk::<HASH>()?;
    if blake3::hash(hashed).as_bytes() != hash {
        return None;
    }
    let (nonce, rest) = rest.split_first_chunk::<16>()?;
    let (header_len, _) = rest.split_first_chunk::<4>()?;
    let header_len = usize::try_from(u32::from_le_bytes(*header_len)).ok()?;
    if header_len > LONGEST_HEADER {
        return None;
    }
    let (outside, chunks) = hashed.split_at_checked(START + header_len)?;
    let header = serde_json::from_slice(&outside[START..]).ok()?;
    Some(Frame {
        header,
        under_signature,
        signature,
        nonce,
        outside,
        chunks,
    })
}

impl Frame<'_> {
    /// What is inside. Called after the signature was checked, so that what does not open was
    /// sealed with another key.
    pub(super) fn unseal(&self, key: &BundleKey) -> Result<Zeroizing<Vec<u8>>, BundleFault> {
        let outside = blake3::hash(self.outside);
        let cipher = XChaCha20Poly1305::new(&key.0.into());
        let count = self.chunks.len().div_ceil(CHUNK + TAG);
        let mut plain = Zeroizing::new(Vec::with_capacity(self.chunks.len()));
        for (n, chunk) in self.chunks.chunks(CHUNK + TAG).enumerate() {
            let bound = bound_to(&outside, n, n + 1 == count);
            let payload = Payload {
                msg: chunk,
                aad: &bound,
            };
            let opened = cipher.decrypt(&nonce_of(self.nonce, n), payload);
            let opened = Zeroizing::new(opened.map_err(|_| BundleFault::WrongKey)?);
            plain.extend_from_slice(&opened);
        }
        Ok(plain)
    }
}

fn nonce_of(nonce: &[u8; 16], n: usize) -> XNonce {
    let mut bytes = [0; 24];
    bytes[..16].copy_from_slice(nonce);
    bytes[16..].copy_from_slice(&(n as u64).to_le_bytes());
    bytes.into()
}

fn bound_to(outside: &blake3::Hash, n: usize, last: bool) -> [u8; 41] {
    let mut bound = [0; 41];
    bound[..32].copy_from_slice(outside.as_bytes());
    bound[32..40].copy_from_slice(&(n as u64).to_le_bytes());
    bound[40] = u8::from(last);
    bound
}

fn too_large() -> BundleFault {
    BundleFault::TooLarge {
        limit: LARGEST as u64,
    }
}
