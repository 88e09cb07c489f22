//! How a device comes to a hub: a code on paper or screen, a request that proves to know its
//! secret, and what the hub hands out.

mod code;

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::Role;

pub use code::{CodeFault, EnrolCode, Secret};

use crate::bundle::BundleKey;
use crate::identity::{PublicKey, from_hex, to_hex};

/// A device asks to be taken in. Goes over a connection whose certificate is the code's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// Which invitation it answers ([`Secret::invitation`]).
    pub invitation: String,
    pub device: Id,
    /// What the unit calls the device, e.g. 走访笔记本二号.
    pub name: String,
    /// Program version, for people.
    pub program: String,
    pub public_key: PublicKey,
    /// 64 hexadecimal digits; only who has the code can make them.
    pub proof: String,
}

/// The hub takes the device in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    pub hub: Id,
    pub hub_name: String,
    pub hub_key: PublicKey,
    /// Seals bundles between this device and the hub, both ways.
    pub bundle_key: BundleKey,
    /// The device gets everything, or what its list names.
    pub everything: bool,
    pub roles: Vec<Role>,
}

/// The hub above a hub, as the one below keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpperHub {
    pub hub: Id,
    pub name: String,
    /// `host:port`, the last that answered first.
    pub addresses: Vec<String>,
    /// SHA-256 of its certificate.
    pub certificate: [u8; 32],
}

impl EnrolRequest {
    /// A request with its proof.
    pub fn new(
        code: &EnrolCode,
        device: Id,
        name: String,
        program: String,
        public_key: PublicKey,
    ) -> Self {
        let mut request = Self {
            invitation: code.secret.invitation(),
            device,
            name,
            program,
            public_key,
            proof: String::new(),
        };
        request.proof = to_hex(request.proof_hash(&code.hub, &code.secret).as_bytes());
        request
    }

    /// Does the sender know the secret, and is nothing changed on the way? Whether the invitation
    /// was used or has run out is the hub's to know.
    pub fn proves(&self, hub: &Id, secret: &Secret) -> bool {
        let Ok(proof) = from_hex::<32>(&self.proof) else {
            return false;
        };
        // Comparing hashes takes the same time wherever they differ.
        self.invitation == secret.invitation()
            && self.proof_hash(hub, secret) == blake3::Hash::from_bytes(proof)
    }

    fn proof_hash(&self, hub: &Id, secret: &Secret) -> blake3::Hash {
        let key = blake3::derive_key("songnuan sync 2026-11 enrolment proof", &secret.0);
        let mut hasher = blake3::Hasher::new_keyed(&key);
        let (device, public) = (self.device.as_str(), self.public_key.to_string());
        for part in [hub.as_str(), device, &self.name, &self.program, &public] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize()
    }
}
