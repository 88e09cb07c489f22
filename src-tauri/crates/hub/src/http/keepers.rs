//! What a keeper of devices may ask from their own machine: the list, an invitation, taking a
//! device back. The hub asks for the right, whatever the program on the other side believes.

use axum::extract::State;
use axum::response::Response;
use songnuan_model::roles::{Act, may};
use songnuan_sync::Refusal;
use songnuan_sync::devices::{DeviceCard, InviteAsk, Invited, RevokeAsk};

use super::Door;
use super::auth::Signed;
use super::reply::{answer, failed, refused};
use super::tls;
use crate::enrol::{DeviceInfo, NewDevice};

/// Every device that was ever enrolled.
pub(super) async fn devices(State(door): State<Door>, signed: Signed) -> Response {
    match allowed(&door, &signed).await {
        Ok(known) => answer(Ok(known.into_iter().map(card).collect::<Vec<_>>())),
        Err(response) => response,
    }
}

/// Allows one enrolment.
pub(super) async fn invite(State(door): State<Door>, signed: Signed) -> Response {
    if let Err(response) = allowed(&door, &signed).await {
        return response;
    }
    let ask: InviteAsk = match signed.message() {
        Ok(ask) => ask,
        Err(refusal) => return refused(&refusal),
    };
    let device = NewDevice {
        name: ask.name,
        users: ask.users,
        roles: ask.roles,
        everything: ask.everything,
    };
    let made = async {
        let certificate = tls::certificate(&door.hub).await?;
        let invitation = door.hub.invite(device).await?;
        Ok::<_, crate::error::HubFailure>(Invited {
            secret: invitation.secret.0,
            expires: invitation.expires,
            certificate: certificate.fingerprint(),
        })
    };
    match made.await {
        Ok(invited) => answer(Ok(invited)),
        Err(failure) => failed(failure),
    }
}

/// Takes a device back, with the reason it will be told.
pub(super) async fn revoke(State(door): State<Door>, signed: Signed) -> Response {
    if let Err(response) = allowed(&door, &signed).await {
        return response;
    }
    let ask: RevokeAsk = match signed.message() {
        Ok(ask) => ask,
        Err(refusal) => return refused(&refusal),
    };
    match door.hub.revoke(&ask.device, &ask.reason).await {
        Ok(()) => answer(Ok(())),
        Err(failure) => failed(failure),
    }
}

/// The list of devices, for one that may keep them.
async fn allowed(door: &Door, signed: &Signed) -> Result<Vec<DeviceInfo>, Response> {
    let known = door.hub.devices().await.map_err(failed)?;
    let asking = known.iter().find(|known| known.id == signed.device);
    let asking = asking.ok_or_else(|| refused(&Refusal::UnknownDevice))?;
    if let Some(revoked) = &asking.revoked {
        let reason = revoked.reason.clone();
        return Err(refused(&Refusal::Revoked { reason }));
    }
    if !may(&asking.roles, Act::KeepDevices) {
        let kind = "device".to_owned();
        return Err(refused(&Refusal::NotAllowed { kind }));
    }
    Ok(known)
}

fn card(info: DeviceInfo) -> DeviceCard {
    DeviceCard {
        id: info.id,
        name: info.name,
        users: info.users,
        roles: info.roles,
        everything: info.everything,
        enrolled_at: info.enrolled_at,
        last_seen: info.last_seen,
        holds: info.holds,
        revoked_at: info.revoked.as_ref().map(|it| it.at.clone()),
        revoked_reason: info.revoked.map(|it| it.reason),
    }
}
