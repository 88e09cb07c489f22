//! Use cases: users, roles, the access log.

use songnuan_model::records::{Role, User};
use songnuan_store::Store;

use crate::app::App;
use crate::error::{AppError, AppResult, Code};

pub async fn list(
    _app: &App,
    _request: crate::commands::shared::Nothing,
) -> AppResult<Vec<crate::commands::users::UserView>> {
    Err(AppError::new(Code::Internal))
}

pub async fn save(
    _app: &App,
    _request: crate::commands::users::UserSave,
) -> AppResult<crate::commands::users::UserView> {
    Err(AppError::new(Code::Internal))
}

pub async fn access_log(
    _app: &App,
    _request: crate::commands::users::AccessQuery,
) -> AppResult<Vec<crate::commands::users::AccessRow>> {
    Err(AppError::new(Code::Internal))
}

/// The roles of a user. A unit that has named nobody yet has one user, who may do everything the
/// office does and name others.
pub async fn roles_of(store: &Store, user: &str) -> AppResult<Vec<Role>> {
    let users = store.all::<User>().await?;
    if users.is_empty() {
        return Ok(FOUNDER.to_vec());
    }
    let found = users
        .into_iter()
        .find(|known| known.name == user && known.active);
    Ok(found.map(|known| known.roles).unwrap_or_default())
}

/// What the first user of a unit is.
pub const FOUNDER: [Role; 2] = [Role::Administrator, Role::Clerk];
