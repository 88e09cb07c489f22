//! The hub's devices as somebody sees them who may keep them: the list, a code for a new one, and
//! taking one back. The hub asks for the right once more.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use songnuan_model::records::Role;
use songnuan_model::roles::Act;
use songnuan_store::Store;
use songnuan_sync::devices::{DeviceCard, InviteAsk, Invited, RevokeAsk};
use songnuan_sync::enrol::{EnrolCode, Secret};
use songnuan_sync::identity::SecretKey;

use super::kept::{self, Enrolment};
use super::network::NetworkHub;
use super::words;
use crate::app::App;
use crate::commands::internal;
use crate::commands::shared::Nothing;
use crate::commands::sync::{DeviceCode, DeviceInvite, DeviceRevoke, DeviceView};
use crate::error::{AppError, AppResult, Code};

/// Side of the drawn code, pixels.
const QR_SIDE: u32 = 240;

/// Every device that was ever enrolled.
pub async fn device_list(app: &App, _: Nothing) -> AppResult<Vec<DeviceView>> {
    let store = app.store_for(Act::KeepDevices).await?;
    let (hub, _) = reached(&store).await?;
    list(&hub, &store).await
}

async fn list(hub: &NetworkHub, store: &Store) -> AppResult<Vec<DeviceView>> {
    let cards: Vec<DeviceCard> = hub.ask("/v1/devices", &()).await.map_err(words::asked)?;
    Ok(cards
        .into_iter()
        .map(|card| DeviceView {
            this: card.id == *store.device_id(),
            roles_label: role_words(&card.roles),
            holds: u32::try_from(card.holds).unwrap_or(u32::MAX),
            last_seen: (!card.last_seen.is_empty()).then_some(card.last_seen),
            id: card.id,
            name: card.name,
            users: card.users,
            roles: card.roles,
            everything: card.everything,
            enrolled_at: card.enrolled_at,
            revoked_at: card.revoked_at,
            revoked_reason: card.revoked_reason,
        })
        .collect())
}

/// A code for one more device.
pub async fn device_invite(app: &App, request: DeviceInvite) -> AppResult<DeviceCode> {
    let store = app.store_for(Act::KeepDevices).await?;
    let name = request.name.trim().to_owned();
    if name.is_empty() {
        return Err(AppError::invalid("请给这台电脑起个名字，例如“走访笔记本二号”。").at("name"));
    }
    if request.roles.is_empty() {
        return Err(AppError::invalid("请选择这台电脑上的人是什么角色。").at("roles"));
    }
    if !request.everything && request.users.is_empty() {
        return Err(AppError::invalid(
            "只带自己负责的档案，要写明是哪几位使用人，否则什么也带不走。",
        )
        .at("users"));
    }
    let (hub, enrolment) = reached(&store).await?;
    let ask = InviteAsk {
        name: name.clone(),
        users: request.users,
        roles: request.roles,
        everything: request.everything,
    };
    let invited: Invited = hub
        .ask("/v1/devices/invite", &ask)
        .await
        .map_err(words::asked)?;
    let code = EnrolCode {
        hub: enrolment.hub,
        fingerprint: invited.certificate,
        addresses: match request.addresses {
            addresses if addresses.is_empty() => enrolment.addresses,
            addresses => addresses,
        },
        secret: Secret(invited.secret),
    };
    let text = code.to_text().map_err(|_| {
        AppError::invalid("同步中心的地址太多或太长，请只写一两个。").at("addresses")
    })?;
    Ok(DeviceCode {
        qr_svg: drawn(&text)?,
        code: text,
        name,
        expires: invited.expires,
    })
}

/// Takes a device back.
pub async fn device_revoke(app: &App, request: DeviceRevoke) -> AppResult<Vec<DeviceView>> {
    let store = app.store_for(Act::KeepDevices).await?;
    let reason = request.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(AppError::invalid(
            "请写明收回的原因，例如“丢失”。那台电脑下次同步时会看到它。",
        )
        .at("reason"));
    }
    if request.id == *store.device_id() {
        return Err(AppError::invalid(
            "这是本机。没有收回，请在另一台电脑上办理。",
        ));
    }
    let (hub, _) = reached(&store).await?;
    let ask = RevokeAsk {
        device: request.id,
        reason,
    };
    hub.ask::<_, ()>("/v1/devices/revoke", &ask)
        .await
        .map_err(words::asked)?;
    list(&hub, &store).await
}

/// The hub at the address that answered last.
async fn reached(store: &Store) -> AppResult<(NetworkHub, Enrolment)> {
    let enrolment = kept::enrolled(store).await?;
    let key: Option<SecretKey> = kept::device_key(store).await?;
    let none = || AppError::new(Code::NotEnrolled);
    let key = key.ok_or_else(none)?;
    let address = enrolment.addresses.first().ok_or_else(none)?;
    let hub = NetworkHub::new(
        address,
        enrolment.certificate,
        enrolment.hub.clone(),
        store.device_id().clone(),
        key,
    )
    .map_err(words::asked)?;
    Ok((hub, enrolment))
}

/// A device without a role is a hub of a unit below: its own hub holds its people to theirs.
fn role_words(roles: &[Role]) -> String {
    if roles.is_empty() {
        return "下级同步中心".to_owned();
    }
    let words: Vec<&str> = roles.iter().map(|role| role.label()).collect();
    words.join("、")
}

/// The code as a picture to be scanned.
fn drawn(text: &str) -> AppResult<String> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::L);
    let code = code.map_err(internal)?;
    Ok(code
        .render::<svg::Color>()
        .min_dimensions(QR_SIDE, QR_SIDE)
        .build())
}
