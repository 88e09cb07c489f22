//! Who asks: the device names itself in a header and signs what it asks for.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::response::Response;
use songnuan_model::record::Id;
use songnuan_sync::identity::{Domain, PublicKey, Signature, Signed as Said};
use songnuan_sync::wire::{self, WireFault};
use songnuan_sync::{PROTOCOL, Refusal};

use super::Door;
use super::body::{Longest, whole};
use super::reply::{failed, refused};
use crate::device::DeviceHub;
use crate::error::HubFailure;
use crate::limits;

/// The header with the device's id.
pub(super) const DEVICE: &str = "songnuan-device";
/// The header with the signature of method, path and body, hexadecimal.
const SIGNATURE: &str = "songnuan-signature";

/// A request whose signature fits an enrolled device, revoked or not: the hub says no itself, with
/// the reason.
pub(super) struct Signed {
    pub device: Id,
    pub hub: DeviceHub,
    pub body: Bytes,
}

impl FromRequest<Door> for Signed {
    type Rejection = Response;

    async fn from_request(request: Request, door: &Door) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let (device, signature) = named(&parts.headers).map_err(|refusal| refused(&refusal))?;
        let asked = format!("{} {}", parts.method, parts.uri.path());
        // Before the body is read: strangers get no memory of ours.
        let key = match door.hub.public_key_of(&device).await {
            Ok(key) => key,
            Err(HubFailure::UnknownDevice) => return Err(refused(&Refusal::UnknownDevice)),
            Err(failure) => return Err(failed(failure)),
        };
        let longest = parts.extensions.get::<Longest>().copied();
        let body = whole(body, longest.unwrap_or_default()).await;
        let body = body.map_err(|refusal| refused(&refusal))?;
        let said = Said {
            domain: Domain::Request,
            hub: door.hub.hub_id(),
            device: &device,
            method: &asked,
            body: &body,
        };
        if !PublicKey(key).verifies(&said, &signature) {
            return Err(refused(&Refusal::BadSignature));
        }
        Ok(Self {
            hub: door.hub.device(device.clone()),
            device,
            body,
        })
    }
}

/// The device and the signature that the headers name.
pub(crate) fn named(headers: &HeaderMap) -> Result<(Id, Signature), Refusal> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let device = header(DEVICE).filter(|id| !id.is_empty() && id.len() <= limits::ID_BYTES);
    let device = Id::new(device.ok_or(Refusal::UnknownDevice)?);
    let signature = header(SIGNATURE).and_then(|text| Signature::parse(text).ok());
    Ok((device, signature.ok_or(Refusal::BadSignature)?))
}

impl Signed {
    /// The message in the body.
    pub(super) fn message<T: serde::de::DeserializeOwned>(&self) -> Result<T, Refusal> {
        wire::decode(&self.body, wire::MESSAGE).map_err(unread)
    }
}

/// Why a message does not read, for its sender.
pub(super) fn unread(fault: WireFault) -> Refusal {
    match fault {
        WireFault::TooLarge { limit } => Refusal::TooLarge {
            limit: u64::try_from(limit).unwrap_or(u64::MAX),
        },
        WireFault::OtherFormat { .. } => Refusal::HubTooOld { newest: PROTOCOL },
        WireFault::Foreign | WireFault::TooDeep | WireFault::Damaged | WireFault::Unexpected => {
            Refusal::Garbled
        }
    }
}
