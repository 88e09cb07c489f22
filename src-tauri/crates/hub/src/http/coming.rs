//! How a device comes in over the network: the code's secret, the proof of it, and what the hub
//! hands out. And the hub's own signing key, by which devices know its bundles.

use songnuan_sync::Refusal;
use songnuan_sync::bundle::BundleKey;
use songnuan_sync::enrol::{EnrolCode, EnrolRequest, Enrolled, Secret};
use songnuan_sync::identity::SecretKey;

use super::tls::certificate;
use crate::enrol::{Invitation, NewDevice};
use crate::error::{HubFailure, Result};
use crate::service::HubService;

const SIGNING: &str = "signing key";

/// The secret as the enrolment code carries it: the code has room for sixteen bytes.
pub fn code_secret(invitation: &Invitation) -> Secret {
    shortened(&invitation.secret)
}

fn shortened(secret: &[u8; 20]) -> Secret {
    let mut short = [0; 16];
    short.copy_from_slice(secret.split_at(16).0);
    Secret(short)
}

/// The key the hub signs with; made when there is none yet, shared by all its processes.
pub async fn signing_key(hub: &HubService) -> Result<SecretKey> {
    if let Some(known) = hub.secret(SIGNING).await? {
        let damaged = |_| HubFailure::Damaged { what: "key" };
        let known: [u8; 32] = known.try_into().map_err(damaged)?;
        return Ok(SecretKey::from_bytes(&known));
    }
    let mut fresh = [0; 32];
    hub.inner.host.fill(&mut fresh)?;
    hub.keep_secret(SIGNING, &fresh).await?;
    Ok(SecretKey::from_bytes(&fresh))
}

impl HubService {
    /// Now, by the hub's clock.
    pub(super) fn now(&self) -> String {
        self.inner.host.now()
    }

    /// Takes a device in that proves the secret of its code.
    pub(super) async fn enrol_proven(&self, request: &EnrolRequest) -> Result<Enrolled> {
        let device = request.device.clone();
        if device.as_str().len() > 64 {
            return Err(Refusal::Garbled.into());
        }
        let proves = |secret: &[u8; 20]| request.proves(self.hub_id(), &shortened(secret));
        let taken = self
            .take_offer(device, request.public_key.0, proves)
            .await?;
        Ok(Enrolled {
            hub: taken.hub,
            hub_name: taken.hub_name,
            hub_key: signing_key(self).await?.public(),
            bundle_key: BundleKey(taken.bundle_key),
            everything: taken.everything,
            roles: taken.roles,
        })
    }
}

/// An enrolment code made at the hub itself: its text, and until when it can be used.
pub async fn invite(
    hub: &HubService,
    device: NewDevice,
    addresses: Vec<String>,
) -> Result<(String, String)> {
    let fingerprint = certificate(hub).await?.fingerprint();
    let invitation = hub.invite(device).await?;
    let code = EnrolCode {
        hub: hub.hub_id().clone(),
        fingerprint,
        addresses,
        secret: code_secret(&invitation),
    };
    let bad = |_| HubFailure::BadValue { field: "addresses" };
    Ok((code.to_text().map_err(bad)?, invitation.expires))
}
