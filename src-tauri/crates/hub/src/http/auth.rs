//! Who asks: the device names itself in a header and signs what it asks for.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use songnuan_model::record::Id;
use songnuan_sync::identity::{Domain, PublicKey, Signature, Signed as Said};
use songnuan_sync::{Refusal, wire};

use super::Door;
use super::reply::{failed, refused};
use crate::device::DeviceHub;
use crate::error::HubFailure;

/// The header with the device's id.
pub(super) const DEVICE: &str = "songnuan-device";
/// The header with the signature of method, path and body, hexadecimal.
const SIGNATURE: &str = "songnuan-signature";
/// Ids are UUIDs; nothing longer is looked up.
const ID_BYTES: usize = 64;

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
        let header = |name: &str| {
            let value = parts.headers.get(name);
            value
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let device = header(DEVICE).filter(|id| !id.is_empty() && id.len() <= ID_BYTES);
        let device = Id::new(device.ok_or_else(|| refused(&Refusal::UnknownDevice))?);
        let signature = header(SIGNATURE).and_then(|text| Signature::parse(&text).ok());
        let signature = signature.ok_or_else(|| refused(&Refusal::BadSignature))?;
        let asked = format!("{} {}", parts.method, parts.uri.path());
        // Before the body is read: strangers get no memory of ours.
        let key = match door.hub.public_key_of(&device).await {
            Ok(key) => key,
            Err(HubFailure::UnknownDevice) => return Err(refused(&Refusal::UnknownDevice)),
            Err(failure) => return Err(failed(failure)),
        };
        let limit = u64::try_from(super::BODY_BYTES).unwrap_or(u64::MAX);
        let body = Bytes::from_request(Request::from_parts(parts, body), door)
            .await
            .map_err(|_| refused(&Refusal::TooLarge { limit }))?;
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

impl Signed {
    /// The message in the body.
    pub(super) fn message<T: serde::de::DeserializeOwned>(&self) -> Result<T, Refusal> {
        wire::decode(&self.body, wire::MESSAGE).map_err(|_| Refusal::Garbled)
    }
}
