//! Use cases: users, roles, the access log.

mod access;
mod list;
mod save;

pub use access::access_log;
pub use list::list;
pub use save::save;

use songnuan_model::records::{Role, User};
use songnuan_store::Store;

use crate::error::{AppError, AppResult};
use crate::sync::enrolled_by;

/// What the first user of a unit is.
pub const FOUNDER: [Role; 2] = [Role::Administrator, Role::Clerk];

/// The roles of a user who comes in. A unit that has named nobody yet has one user, who may do
/// everything the office does and name others. Somebody deactivated is refused; the one who joined
/// this device to its hub and is on nobody's list may do what visitors may, so also sync.
pub async fn roles_of(store: &Store, user: &str) -> AppResult<Vec<Role>> {
    let users = store.all::<User>().await?;
    if users.is_empty() {
        return Ok(FOUNDER.to_vec());
    }
    let found = users.into_iter().find(|known| known.name == user);
    let known = found.is_some();
    match found.filter(|known| known.active) {
        Some(known) => Ok(known.roles),
        // Whoever brought this laptop to its hub, and was forgotten in the unit's list: shut out,
        // what they typed before could never be sent.
        None if !known && enrolled_by(store).await?.as_deref() == Some(user) => {
            Ok(vec![Role::Visitor])
        }
        None => Err(AppError::invalid(format!(
            "“{user}”已停用，不能再进入。数据没有改动，需要时请找管理员恢复。"
        ))),
    }
}

/// The roles somebody's record gives them today: none when deactivated, `None` without a record.
pub(crate) async fn roles_in_record(store: &Store, user: &str) -> AppResult<Option<Vec<Role>>> {
    let found = store.by_key::<User>("user_name", user).await?;
    let found = found.into_iter().next();
    Ok(found.map(|user| if user.active { user.roles } else { Vec::new() }))
}
