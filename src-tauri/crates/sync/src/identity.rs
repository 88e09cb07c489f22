//! Who said it: every message of a device is signed with its own Ed25519 key, for one hub, one
//! method and one content; every bundle by whoever wrote it.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use songnuan_model::record::Id;
use zeroize::Zeroize;

/// What a signature is about. A signature for one never counts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// A request of a device.
    Request,
    /// An answer of a hub.
    Answer,
    /// A bundle file.
    Bundle,
}

/// What is signed.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    pub domain: Domain,
    /// The hub it is for, or from.
    pub hub: &'a Id,
    /// The device it is from, or for.
    pub device: &'a Id,
    /// What is asked for, e.g. `push`.
    pub method: &'a str,
    pub body: &'a [u8],
}

impl Signed<'_> {
    /// The bytes under the signature: each part with its length, the content by its hash.
    fn bytes(&self) -> Vec<u8> {
        let domain = match self.domain {
            Domain::Request => "songnuan sync 2026-11 request",
            Domain::Answer => "songnuan sync 2026-11 answer",
            Domain::Bundle => "songnuan sync 2026-11 bundle",
        };
        let mut bytes = Vec::new();
        let parts = [domain, self.hub.as_str(), self.device.as_str(), self.method];
        for part in parts {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part.as_bytes());
        }
        bytes.extend(blake3::hash(self.body).as_bytes());
        bytes
    }
}

/// A key to sign with. Made of 32 bytes of chance, wiped when dropped.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// From the 32 bytes it was made of.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// The 32 bytes, to be kept encrypted.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// What others know it by.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs.
    pub fn sign(&self, what: &Signed) -> Signature {
        let mut bytes = what.bytes();
        let signature = Signature(self.0.sign(&bytes).to_bytes());
        bytes.zeroize();
        signature
    }
}

/// A key to check signatures with; 64 hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Is this the signature of this key under exactly that?
    pub fn verifies(&self, what: &Signed, signature: &Signature) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(&self.0) else {
            return false;
        };
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        // Strict: no keys of small order, for which anything would be signed.
        key.verify_strict(&what.bytes(), &signature).is_ok()
    }

    /// From its text.
    pub fn parse(text: &str) -> Result<Self, NotHex> {
        from_hex(text).map(Self)
    }
}

/// A signature; 128 hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl Signature {
    /// From its text.
    pub fn parse(text: &str) -> Result<Self, NotHex> {
        from_hex(text).map(Self)
    }
}

/// A text that is not the hexadecimal digits expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHex;

impl std::fmt::Display for NotHex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not the hexadecimal digits expected")
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Exactly `N` bytes from hexadecimal digits.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], NotHex> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(NotHex);
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_| NotHex)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| NotHex)?;
    }
    Ok(bytes)
}

macro_rules! as_hex {
    ($type:ident) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&to_hex(&self.0))
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($type), to_hex(&self.0[..4]))
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&to_hex(&self.0))
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

as_hex!(PublicKey);
as_hex!(Signature);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretKey(of {:?})", self.public())
    }
}
