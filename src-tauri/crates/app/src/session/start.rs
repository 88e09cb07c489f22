//! First start, unlock and lock.

use songnuan_model::roles::{Act, may};
use songnuan_store::{KdfCost, NewStore, Store};

use super::settings;
use crate::app::{App, Session};
use crate::commands::session::{AppState, CreateUnit, Stage, Unlock};
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult, Code};

/// Fewest characters of a password.
const MIN_PASSWORD: usize = 6;

/// What the window should show first.
pub async fn state(app: &App, _: Nothing) -> AppResult<AppState> {
    let dir = app.host().data_dir();
    let exists = Store::exists(&dir);
    let users = if exists {
        Store::users(&dir)?
    } else {
        Vec::new()
    };
    let mut state = AppState {
        stage: if exists {
            Stage::Locked
        } else {
            Stage::FirstStart
        },
        org_name: None,
        region: None,
        user: app.user().await,
        roles: Vec::new(),
        acts: Vec::new(),
        users,
        demo: false,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_dir: dir.display().to_string(),
        today: app.host().today(),
    };
    if let Ok(session) = app.session().await {
        let settings = settings::load(&session.store).await?;
        state.stage = Stage::Open;
        state.acts = Act::ALL.to_vec();
        state.acts.retain(|act| may(&session.roles, *act));
        state.roles = session.roles;
        state.org_name = Some(settings.org_name);
        state.region = Some(settings.region);
        state.demo = settings::is_demo(&session.store).await?;
    }
    Ok(state)
}

/// First start: a new unit with its first user, then open.
pub async fn create_unit(app: &App, request: CreateUnit) -> AppResult<AppState> {
    check(&request)?;
    let store = create_store(app, &request.user, &request.password).await?;
    let settings = settings::initial(request.org_name.trim(), request.region.trim());
    settings::save(&store, &settings).await?;
    open_session(app, store, request.user).await?;
    state(app, Nothing {}).await
}

/// Lets a user in, with the roles they have today.
pub(super) async fn open_session(app: &App, store: Store, user: String) -> AppResult<()> {
    let roles = match crate::users::roles_of(&store, &user).await {
        Ok(roles) => roles,
        Err(error) => {
            // Closed before the refusal is told: whoever hears it may end the process at once.
            store.close().await;
            return Err(error);
        }
    };
    app.set_session(Some(Session { store, user, roles })).await;
    Ok(())
}

/// Makes the encrypted store in the data folder.
pub(super) async fn create_store(app: &App, user: &str, password: &str) -> AppResult<Store> {
    check_password(password)?;
    let dir = app.host().data_dir();
    if Store::exists(&dir) {
        let place = dir.display().to_string();
        return Err(AppError::with(Code::AlreadyExists, [("where", place)]));
    }
    let new = NewStore {
        user: user.to_owned(),
        password: password.to_owned(),
        cost: kdf_cost(),
        device_id: app.host().new_id(),
    };
    Ok(Store::create(&dir, &new, app.now()?).await?)
}

/// Cost of deriving a key from a password; tests make it cheap through `SONGNUAN_TEST_KDF`.
pub(crate) fn kdf_cost() -> KdfCost {
    let cheap = cfg!(debug_assertions) && std::env::var_os("SONGNUAN_TEST_KDF").is_some();
    if cheap {
        KdfCost::test()
    } else {
        KdfCost::default()
    }
}

fn check(request: &CreateUnit) -> AppResult<()> {
    if request.org_name.trim().is_empty() {
        return Err(AppError::invalid(
            "请填写单位名称，例如“芦塘荡镇总工会”。什么都还没有建立。",
        ));
    }
    let region = request.region.trim();
    let digits = region.chars().all(|c| c.is_ascii_digit());
    if !digits || !matches!(region.len(), 6 | 9) {
        return Err(AppError::invalid(
            "行政区划代码应是 6 位(区县)或 9 位(乡镇)数字，例如 998101 或 998101105。什么都还没有建立。",
        ));
    }
    if request.user.trim().is_empty() {
        return Err(AppError::invalid("请填写使用人姓名。什么都还没有建立。"));
    }
    Ok(())
}

pub(crate) fn check_password(password: &str) -> AppResult<()> {
    if password.chars().count() < MIN_PASSWORD {
        return Err(AppError::with(
            Code::PasswordTooShort,
            [("min", MIN_PASSWORD.to_string())],
        ));
    }
    Ok(())
}

/// Opens the data with a user's password.
pub async fn unlock(app: &App, request: Unlock) -> AppResult<AppState> {
    let dir = app.host().data_dir();
    if !Store::exists(&dir) {
        return Err(AppError::new(Code::NoUnitYet));
    }
    let store = Store::open(&dir, &request.user, &request.password).await?;
    open_session(app, store, request.user).await?;
    state(app, Nothing {}).await
}

/// Forgets the key and everything read.
pub async fn lock(app: &App, _: Nothing) -> AppResult<AppState> {
    app.set_session(None).await;
    state(app, Nothing {}).await
}
