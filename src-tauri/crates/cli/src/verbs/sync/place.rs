//! Opening a hub on this machine, and its failures as sentences.

use songnuan_app::error::{AppError, AppResult};
use songnuan_hub::{HubFailure, HubPlace, HubService, KdfCost, SystemHubHost};

/// The hub's password, from the environment or a prompt.
pub(super) fn password(prompt: &str) -> AppResult<String> {
    if let Ok(password) = std::env::var("SONGNUAN_HUB_PASSWORD") {
        return Ok(password);
    }
    rpassword::prompt_password(prompt).map_err(|_| {
        AppError::invalid(
            "没有读到同步中心的密码。请设置 SONGNUAN_HUB_PASSWORD，或在终端里运行。什么都没有做。",
        )
    })
}

/// Where it is.
pub(super) fn place(hub: &str, blobs: Option<&str>) -> AppResult<HubPlace> {
    // Named once for all commands: one that forgot it would look for attachments elsewhere.
    let named = std::env::var("SONGNUAN_HUB_BLOBS").ok();
    let named = named.as_deref().filter(|named| !named.is_empty());
    HubPlace::parse(hub, blobs.or(named)).map_err(|failure| failed(&failure))
}

/// The hub of this place.
pub(super) async fn open(hub: &str, blobs: Option<&str>) -> AppResult<HubService> {
    let place = place(hub, blobs)?;
    HubService::open(place, &password("同步中心的密码:")?, SystemHubHost)
        .await
        .map_err(|failure| failed(&failure))
}

/// As in the window; tests make it cheap through `SONGNUAN_TEST_KDF`.
pub(super) fn kdf_cost() -> KdfCost {
    if cfg!(debug_assertions) && std::env::var_os("SONGNUAN_TEST_KDF").is_some() {
        KdfCost::test()
    } else {
        KdfCost::default()
    }
}

/// The sentence of a failure of the hub itself.
pub(super) fn failed(failure: &HubFailure) -> AppError {
    let sentence = match failure {
        HubFailure::NotFound => "这里还没有同步中心。请先用 hub init 新建，或核对地址。".to_owned(),
        HubFailure::AlreadyThere => {
            "这里已经有同步中心了，没有改动。请直接用 hub serve 开启。".to_owned()
        }
        HubFailure::WrongPassword => "同步中心的密码不对。什么都没有改动。".to_owned(),
        HubFailure::TooNew { .. } => {
            "同步中心是新版本程序建的，本程序不能打开。没有改动，请升级程序。".to_owned()
        }
        HubFailure::BadPlace => {
            "同步中心的地址写得不对：应是文件夹，或 postgres://… 加上 --blobs。什么都没有做。"
                .to_owned()
        }
        HubFailure::Damaged { what } => format!(
            "同步中心的数据有损坏（{what}）。程序没有删除任何东西，请先整个复制一份，再从备份恢复。"
        ),
        HubFailure::Full => {
            "同步中心的磁盘满了，这次没有保存；以前的都在。请清理后再试。".to_owned()
        }
        HubFailure::Database { detail } => {
            format!("同步中心的数据库连不上或出错（{detail}）。没有改动，请检查数据库。")
        }
        HubFailure::Blobs { .. } => failure.sentence(),
        HubFailure::UnknownDevice => "没有这台设备。请用 device list 核对编号。".to_owned(),
        HubFailure::BadValue { field } => {
            format!("{}不能为空，也不能太长。什么都没有做。", field_word(field))
        }
        HubFailure::Refused(_) | HubFailure::BadKdfCost | HubFailure::NoRandom => {
            format!("同步中心没有办成（{}）。什么都没有改动。", failure.code())
        }
    };
    AppError::invalid(sentence)
}

fn field_word(field: &str) -> &'static str {
    match field {
        "name" => "名称",
        "unit" => "单位",
        "password" => "密码",
        "users" => "使用人",
        "roles" => "角色",
        "reason" => "原因",
        "upstream" => "上级同步中心",
        _ => "内容",
    }
}
