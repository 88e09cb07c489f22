//! Joining a hub by its code: the certificate is pinned before the first word, the keys are made
//! here and kept in the encrypted store.

use songnuan_model::record::Id;
use songnuan_model::roles::Act;
use songnuan_store::Store;
use songnuan_sync::HubError;
use songnuan_sync::enrol::{CodeFault, EnrolCode, EnrolRequest, Enrolled};
use songnuan_sync::identity::SecretKey;

use super::kept::{self, Enrolment};
use super::network::{NetworkHub, ask_unsigned};
use super::status::status;
use super::words;
use crate::app::App;
use crate::commands::shared::Nothing;
use crate::commands::sync::{DeviceEnrol, SyncStatus};
use crate::error::{AppError, AppResult, Code};
use crate::session::settings_of;

/// Joins the hub of the code. A device that belonged to another hub is refused: its records would
/// run together with that hub's.
pub async fn enrol(app: &App, request: DeviceEnrol) -> AppResult<SyncStatus> {
    let session = app.require(Act::EditSettings).await?;
    let store = session.store;
    let code = EnrolCode::parse(&request.code).map_err(|fault| code_words(&fault))?;
    let known = kept::enrolment(&store).await?;
    if let Some(other) = known.filter(|known| known.hub != code.hub) {
        return Err(AppError::invalid(format!(
            "本机已经加入“{}”。一台电脑只能跟一个同步中心，什么都没有改动；确需更换，请换一个数据文件夹。",
            other.hub_name
        )));
    }
    let _place = app.syncing().take()?;
    // The same key again: a reply that was lost does not make two devices of one.
    let key = match kept::device_key(&store).await? {
        Some(key) => key,
        None => {
            let key = SecretKey::from_bytes(&app.host().secret_bytes()?);
            kept::keep_device_key(&store, &key).await?;
            key
        }
    };
    let name = settings_of(&store).await?.org_name;
    let device = store.device_id().clone();
    let (enrolled, addresses) = ask(&code, &device, name, &key).await?;
    if enrolled.roles.is_empty() {
        return Err(AppError::invalid(
            "这个加入码是给下级同步中心用的，不是给电脑的。本机没有改动，请重新要一个加入码。",
        )
        .at("code"));
    }
    let known = EnrolCode {
        addresses,
        ..code.clone()
    };
    kept::keep_enrolled_by(&store, &session.user).await?;
    keep_enrolled(&store, &key, &known, enrolled).await?;
    status(app, Nothing {}).await
}

/// Answers an invitation at the addresses of the code; what the hub handed out, and the addresses
/// with the one that answered first.
pub(super) async fn ask(
    code: &EnrolCode,
    device: &Id,
    name: String,
    key: &SecretKey,
) -> AppResult<(Enrolled, Vec<String>)> {
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let ask = EnrolRequest::new(code, device.clone(), name, program, key.public());
    let mut last = AppError::new(Code::BadEnrolCode);
    for address in &code.addresses {
        let hub = NetworkHub::new(
            address,
            code.fingerprint,
            code.hub.clone(),
            device.clone(),
            key.clone(),
        )
        .map_err(words::asked)?;
        match ask_unsigned::<_, Enrolled>(&hub, "/v1/enrol", &ask).await {
            Ok(enrolled) if enrolled.hub != code.hub => {
                return Err(AppError::with(
                    Code::HubStranger,
                    [("name", enrolled.hub_name)],
                ));
            }
            Ok(enrolled) => {
                let mut addresses = code.addresses.clone();
                addresses.retain(|known| known != address);
                addresses.insert(0, address.clone());
                return Ok((enrolled, addresses));
            }
            Err(error) => {
                let next = matches!(error, HubError::Unreachable(_) | HubError::Stranger);
                last = words::asked(error);
                if !next {
                    break;
                }
            }
        }
    }
    Err(last)
}

/// Keeps what a hub handed out to this device, which signs with `key`.
pub async fn keep_enrolled(
    store: &Store,
    key: &SecretKey,
    code: &EnrolCode,
    enrolled: Enrolled,
) -> AppResult<()> {
    kept::keep_device_key(store, key).await?;
    kept::keep_bundle_key(store, &enrolled.bundle_key).await?;
    let enrolment = Enrolment {
        hub: enrolled.hub,
        hub_name: enrolled.hub_name,
        addresses: code.addresses.clone(),
        certificate: code.fingerprint,
        hub_key: enrolled.hub_key,
        roles: enrolled.roles,
        everything: None,
    };
    kept::keep_enrolment(store, &enrolment).await
}

/// What is wrong with a code.
pub(super) fn code_words(fault: &CodeFault) -> AppError {
    let sentence = match fault {
        CodeFault::NotACode => {
            "这不是加入码。加入码以“SN1-”开头，请从同步中心的“设备”页重新复制。".to_owned()
        }
        CodeFault::OtherVersion => "这个加入码是新版本程序生成的，请先升级本机程序。".to_owned(),
        CodeFault::Typo { group: Some(group) } => {
            format!("加入码第 {group} 组写错了，请对照改正。什么都没有改动。")
        }
        CodeFault::Typo { group: None } => {
            "加入码不完整或有字写错，请从头核对一遍。什么都没有改动。".to_owned()
        }
        CodeFault::TooLong => "加入码太长，请重新复制。".to_owned(),
    };
    AppError::invalid(sentence).at("code")
}
