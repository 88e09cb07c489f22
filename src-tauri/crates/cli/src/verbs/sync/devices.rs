//! `device`: inviting, joining, listing, taking back — at the hub itself, or from a device.

use songnuan_app::App;
use songnuan_app::commands::shared::Nothing;
use songnuan_app::commands::sync::{DeviceEnrol, DeviceInvite, DeviceRevoke, DeviceView};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::Role;
use songnuan_app::sync;
use songnuan_hub::{DeviceInfo, HubService, NewDevice, http};

use super::place::{failed, open};
use crate::args::{DeviceInviteArgs, DeviceVerb, MaybeHub};
use crate::outcome::Outcome;

/// Whether the verb works on this machine's data, or on a hub alone.
pub fn needs_data(verb: &DeviceVerb) -> bool {
    let place = match verb {
        DeviceVerb::Invite(args) => &args.place,
        DeviceVerb::List { place } | DeviceVerb::Revoke { place, .. } => place,
        DeviceVerb::Enrol { .. } => return true,
    };
    place.hub.is_none()
}

/// Runs a verb of `device`.
pub async fn run(app: &App, verb: DeviceVerb) -> AppResult<Outcome> {
    match verb {
        DeviceVerb::Enrol { code } => {
            let status = sync::enrol(app, DeviceEnrol { code }).await?;
            let name = status.hub_name.clone().unwrap_or_default();
            let text = format!("已加入“{name}”。下一步：sync。");
            Outcome::new(status, text)
        }
        DeviceVerb::Invite(args) => invite(app, args).await,
        DeviceVerb::List { place } => match opened(&place).await? {
            Some(hub) => {
                let devices = hub.devices().await.map_err(|failure| failed(&failure))?;
                hub.close().await;
                let lines: Vec<String> = devices.iter().map(line_at_hub).collect();
                Outcome::new(devices, lines.join("\n"))
            }
            None => listed(sync::device_list(app, Nothing {}).await?),
        },
        DeviceVerb::Revoke { id, reason, place } => match opened(&place).await? {
            Some(hub) => {
                let done = hub.revoke(&Id::new(id), &reason).await;
                done.map_err(|failure| failed(&failure))?;
                let devices = hub.devices().await.map_err(|failure| failed(&failure))?;
                hub.close().await;
                Outcome::new(devices, "已收回。那台电脑以后不能再收发。")
            }
            None => {
                let request = DeviceRevoke {
                    id: Id::new(id),
                    reason,
                };
                listed(sync::device_revoke(app, request).await?)
            }
        },
    }
}

async fn opened(place: &MaybeHub) -> AppResult<Option<HubService>> {
    match &place.hub {
        Some(hub) => open(hub, place.blobs.as_deref()).await.map(Some),
        None => Ok(None),
    }
}

async fn invite(app: &App, args: DeviceInviteArgs) -> AppResult<Outcome> {
    let Some(hub) = opened(&args.place).await? else {
        let request = DeviceInvite {
            name: args.name,
            users: args.users,
            roles: args.role,
            everything: args.everything,
            addresses: args.addresses,
        };
        let code = sync::device_invite(app, request).await?;
        let text = format!("{}\n{} 前有效，只能用一次。", code.code, code.expires);
        return Outcome::new(code, text);
    };
    if args.addresses.is_empty() {
        return Err(AppError::invalid(
            "请用 --address 写明到哪里找同步中心，例如 192.168.1.10:7443。什么都没有做。",
        ));
    }
    if args.lower_hub {
        let made = http::invite_lower_hub(&hub, &args.name, args.addresses).await;
        hub.close().await;
        return code(made.map_err(|failure| failed(&failure))?);
    }
    if !args.everything && args.users.is_empty() {
        return Err(AppError::invalid(
            "请用 --for 写明只带哪几位使用人负责的档案，或用 --everything 带全部。什么都没有做。",
        ));
    }
    let device = NewDevice {
        name: args.name,
        users: args.users,
        roles: args.role,
        everything: args.everything,
    };
    let made = http::invite(&hub, device, args.addresses).await;
    hub.close().await;
    code(made.map_err(|failure| failed(&failure))?)
}

fn code((text, expires): (String, String)) -> AppResult<Outcome> {
    let words = format!("{text}\n{expires} 前有效，只能用一次。");
    Outcome::new(
        serde_json::json!({ "code": text, "expires": expires }),
        words,
    )
}

fn listed(devices: Vec<DeviceView>) -> AppResult<Outcome> {
    let lines: Vec<String> = devices
        .iter()
        .map(|device| {
            let state = match &device.revoked_reason {
                Some(reason) => format!("已收回（{reason}）"),
                None => "在用".to_owned(),
            };
            let seen = device.last_seen.as_deref().unwrap_or("还没有同步过");
            let (id, name, roles) = (&device.id, &device.name, &device.roles_label);
            format!(
                "{id}\t{name}\t{roles}\t{} 条\t{seen}\t{state}",
                device.holds
            )
        })
        .collect();
    Outcome::new(devices, lines.join("\n"))
}

fn line_at_hub(device: &DeviceInfo) -> String {
    let roles: Vec<&str> = device
        .roles
        .iter()
        .map(|role: &Role| role.label())
        .collect();
    let state = match &device.revoked {
        Some(revoked) => format!("已收回（{}）", revoked.reason),
        None => "在用".to_owned(),
    };
    let seen = if device.last_seen.is_empty() {
        "还没有同步过"
    } else {
        &device.last_seen
    };
    let roles = match device.lower_hub {
        true => "下级同步中心".to_owned(),
        false => roles.join("、"),
    };
    let (id, name) = (&device.id, &device.name);
    format!(
        "{id}\t{name}\t{roles}\t{} 条\t{seen}\t{state}",
        device.holds
    )
}
