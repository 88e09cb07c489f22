//! Settings of the unit, the own password, and drafts of half-written forms.

use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::start::{check_password, kdf_cost};
use crate::app::App;
use crate::commands::session::{ChangePassword, Draft, DraftKey, DraftList, DraftSave, Settings};
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult};

const KEY: &str = "settings";
const DEMO: &str = "demo";
/// Largest draft kept, bytes; a form never comes near.
const DRAFT_LIMIT: usize = 4 << 20;

/// Settings a new unit starts with.
pub(super) fn initial(org_name: &str, region: &str) -> Settings {
    let demo_county = region.starts_with("998101");
    Settings {
        org_name: org_name.to_owned(),
        region: region.to_owned(),
        default_pack: if demo_county {
            "demo-a"
        } else {
            "national-2016"
        }
        .to_owned(),
        text_size: "normal".to_owned(),
        look: "light".to_owned(),
        auto_lock_minutes: 15,
        contact_phone: None,
    }
}

/// The unit's settings.
pub async fn load(store: &Store) -> AppResult<Settings> {
    let stored = store.setting(KEY).await?;
    let parsed = stored
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok());
    Ok(parsed.unwrap_or_else(|| initial("", "")))
}

/// Id of the pack used for lists and new verdicts.
pub async fn default_pack(store: &Store) -> AppResult<String> {
    Ok(load(store).await?.default_pack)
}

pub(super) async fn save(store: &Store, settings: &Settings) -> AppResult<()> {
    let text = serde_json::to_string(settings).map_err(crate::commands::internal)?;
    Ok(store.set_setting(KEY, Some(&text)).await?)
}

pub(super) async fn is_demo(store: &Store) -> AppResult<bool> {
    Ok(store.setting(DEMO).await?.is_some())
}

pub(super) async fn mark_demo(store: &Store) -> AppResult<()> {
    Ok(store.set_setting(DEMO, Some("1")).await?)
}

/// Reads the settings.
pub async fn settings_get(app: &App, _: Nothing) -> AppResult<Settings> {
    load(&app.store().await?).await
}

/// Saves the settings.
pub async fn settings_put(app: &App, request: Settings) -> AppResult<Settings> {
    if request.org_name.trim().is_empty() {
        return Err(AppError::invalid("单位名称不能为空。设置没有保存。"));
    }
    let store = app.store().await?;
    let before = load(&store).await?;
    // How it looks is everybody's own affair; what the unit is and does is not.
    let unit = |settings: &Settings| {
        let Settings {
            org_name,
            region,
            default_pack,
            auto_lock_minutes,
            contact_phone,
            ..
        } = settings.clone();
        (
            org_name,
            region,
            default_pack,
            auto_lock_minutes,
            contact_phone,
        )
    };
    if unit(&before) != unit(&request) {
        app.require(Act::EditSettings).await?;
    }
    save(&store, &request).await?;
    load(&store).await
}

/// Changes the own password; the data is not re-encrypted, only the key slot.
pub async fn change_password(app: &App, request: ChangePassword) -> AppResult<Nothing> {
    check_password(&request.new_password)?;
    let session = app.session().await?;
    let (old, new) = (&request.old_password, &request.new_password);
    session
        .store
        .change_password(&session.user, old, new, kdf_cost())
        .await?;
    Ok(Nothing {})
}

/// Saves a half-written form.
pub async fn draft_save(app: &App, request: DraftSave) -> AppResult<Nothing> {
    if request.body.len() > DRAFT_LIMIT {
        return Err(AppError::invalid(
            "草稿太长，没有自动保存。请先把这张表保存一次。",
        ));
    }
    let at = app.now()?;
    app.store()
        .await?
        .save_draft(&request.form, &request.key, &request.body, &at)
        .await?;
    Ok(Nothing {})
}

/// Lists drafts, newest first.
pub async fn draft_list(app: &App, request: DraftList) -> AppResult<Vec<Draft>> {
    let drafts = app.store().await?.drafts(request.form.as_deref()).await?;
    Ok(drafts
        .into_iter()
        .map(|draft| Draft {
            form: draft.form,
            key: draft.key,
            body: draft.body,
            saved_at: draft.at.to_string(),
        })
        .collect())
}

/// Drops a draft.
pub async fn draft_drop(app: &App, request: DraftKey) -> AppResult<Nothing> {
    app.store()
        .await?
        .drop_draft(&request.form, &request.key)
        .await?;
    Ok(Nothing {})
}
