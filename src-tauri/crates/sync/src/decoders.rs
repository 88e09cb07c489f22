//! Everything that reads bytes or text from outside, as one list: for the tests that throw garbage
//! at it. Whatever the bytes are, each of these comes back.

use serde::Serialize;
use serde::de::DeserializeOwned;
use songnuan_model::record::Id;

use crate::bundle;
use crate::devices::{DeviceCard, InviteAsk, Invited, RevokeAsk};
use crate::digest::Digest;
use crate::enrol::{EnrolCode, EnrolRequest, Enrolled};
use crate::identity::{PublicKey, Signature};
use crate::messages::{
    DigestReply, FetchRequest, Hello, PullPage, PullRequest, PushPage, PushReply, Refusal,
    ResendPage, ScopePage, Welcome,
};
use crate::receipt::Receipt;
use crate::wire::{self, MESSAGE};

/// What a decoder made of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Not what it reads; said so.
    Fault,
    /// Read; and written again it reads as the same.
    Whole,
    /// Read; but what it wrote then does not read, or reads as something else.
    Changed,
}

impl Reading {
    /// Of something that came out of a decoder, and what comes out when it is written and read
    /// again.
    pub fn of<T: PartialEq>(first: Option<T>, again: impl Fn(&T) -> Option<T>) -> Self {
        match first {
            None => Self::Fault,
            Some(read) if again(&read).is_some_and(|again| again == read) => Self::Whole,
            Some(_) => Self::Changed,
        }
    }

    /// Did it read at all?
    pub fn reads(self) -> bool {
        self != Self::Fault
    }
}

/// One of them.
#[derive(Clone, Copy)]
pub struct Decoder {
    pub name: &'static str,
    pub read: fn(&[u8]) -> Reading,
}

/// All of this crate.
pub const DECODERS: &[Decoder] = &[
    decoder("hello", message::<Hello>),
    decoder("welcome", message::<Welcome>),
    decoder("push", message::<PushPage>),
    decoder("push reply", message::<PushReply>),
    decoder("pull", message::<PullRequest>),
    decoder("page", message::<PullPage>),
    decoder("scope", message::<Option<Id>>),
    decoder("scope page", message::<ScopePage>),
    decoder("fetch", message::<FetchRequest>),
    decoder("resend", message::<ResendPage>),
    decoder("digest", message::<Option<u8>>),
    decoder("digest reply", message::<DigestReply>),
    decoder("attachment names", message::<Vec<String>>),
    decoder("enrolment request", message::<EnrolRequest>),
    decoder("enrolled", message::<Enrolled>),
    decoder("devices", message::<Vec<DeviceCard>>),
    decoder("invitation asked", message::<InviteAsk>),
    decoder("invited", message::<Invited>),
    decoder("revocation", message::<RevokeAsk>),
    decoder("bundle outside", |bytes| {
        Reading::of(bundle::peek(bytes).ok(), json_again)
    }),
    decoder("bundle inside", bundle::read_inside),
    decoder("refusal", message::<Refusal>),
    decoder("refusal in clear", json::<Refusal>),
    decoder("receipt", json::<Receipt>),
    decoder("enrolment code", |bytes| {
        let code = text(bytes).and_then(|text| EnrolCode::parse(text).ok());
        Reading::of(code, |code| EnrolCode::parse(&code.to_text().ok()?).ok())
    }),
    decoder("public key", |bytes| {
        let key = text(bytes).and_then(|text| PublicKey::parse(text).ok());
        Reading::of(key, |key| PublicKey::parse(&key.to_string()).ok())
    }),
    decoder("signature", |bytes| {
        let signature = text(bytes).and_then(|text| Signature::parse(text).ok());
        Reading::of(signature, |it| Signature::parse(&it.to_string()).ok())
    }),
    decoder("digest text", |bytes| {
        let digest = text(bytes).and_then(Digest::from_text);
        Reading::of(digest, |digest| Digest::from_text(&digest.to_text()))
    }),
];

const fn decoder(name: &'static str, read: fn(&[u8]) -> Reading) -> Decoder {
    Decoder { name, read }
}

/// A message as it comes over the network.
fn message<T: Serialize + DeserializeOwned + PartialEq>(bytes: &[u8]) -> Reading {
    Reading::of(wire::decode::<T>(bytes, MESSAGE).ok(), json_again)
}

/// JSON without an envelope: what a program too old for the envelope must still read.
fn json<T: Serialize + DeserializeOwned + PartialEq>(bytes: &[u8]) -> Reading {
    Reading::of(serde_json::from_slice::<T>(bytes).ok(), json_again)
}

fn json_again<T: Serialize + DeserializeOwned>(read: &T) -> Option<T> {
    serde_json::from_slice(&serde_json::to_vec(read).ok()?).ok()
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
