//! What a device needs to come in over the network: the code that carries the certificate's
//! fingerprint and the secret. And the hub's own signing key, by which devices know its bundles.

use songnuan_sync::enrol::EnrolCode;
use songnuan_sync::identity::SecretKey;

use super::tls::certificate;
use crate::enrol::{Invitation, NewDevice};
use crate::error::{HubFailure, Result};
use crate::service::HubService;

const SIGNING: &str = "signing key";

/// The key the hub signs with; made when there is none yet, the same for all its processes.
pub async fn signing_key(hub: &HubService) -> Result<SecretKey> {
    let kept = match hub.secret(SIGNING).await? {
        Some(kept) => kept,
        None => {
            let mut fresh = [0; 32];
            hub.inner.host.fill(&mut fresh)?;
            hub.secret_once(SIGNING, &fresh).await?
        }
    };
    let damaged = |_| HubFailure::Damaged { what: "key" };
    let kept: [u8; 32] = kept.try_into().map_err(damaged)?;
    Ok(SecretKey::from_bytes(&kept))
}

impl HubService {
    /// Now, by the hub's clock.
    pub(super) fn now(&self) -> String {
        self.inner.host.now()
    }
}

/// An enrolment code made at the hub itself: its text, and until when it can be used.
pub async fn invite(
    hub: &HubService,
    device: NewDevice,
    addresses: Vec<String>,
) -> Result<(String, String)> {
    let invitation = hub.invite(device).await?;
    code_of(hub, invitation, addresses).await
}

/// The same for the hub of a unit below.
pub async fn invite_lower_hub(
    hub: &HubService,
    name: &str,
    addresses: Vec<String>,
) -> Result<(String, String)> {
    let invitation = hub.invite_lower_hub(name).await?;
    code_of(hub, invitation, addresses).await
}

async fn code_of(
    hub: &HubService,
    invitation: Invitation,
    addresses: Vec<String>,
) -> Result<(String, String)> {
    let fingerprint = certificate(hub).await?.fingerprint();
    let code = EnrolCode {
        hub: hub.hub_id().clone(),
        fingerprint,
        addresses,
        secret: invitation.secret,
    };
    let bad = |_| HubFailure::BadValue { field: "addresses" };
    Ok((code.to_text().map_err(bad)?, invitation.expires))
}
