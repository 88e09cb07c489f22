//! The users of the unit as the settings page shows them.

use songnuan_model::record::Id;
use songnuan_model::records::{Role, User};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::FOUNDER;
use crate::app::{App, Session};
use crate::commands::shared::Nothing;
use crate::commands::users::UserView;
use crate::error::AppResult;

/// The users, in the order they were added.
pub async fn list(app: &App, _: Nothing) -> AppResult<Vec<UserView>> {
    let session = app.require(Act::KeepUsers).await?;
    let users = known(&session).await?;
    let keys = Store::users(session.store.dir())?;
    Ok(users
        .into_iter()
        .map(|user| view(user, &keys, &session.user))
        .collect())
}

/// The recorded users; a unit that has named nobody yet has its founder, without a record.
pub(super) async fn known(session: &Session) -> AppResult<Vec<User>> {
    let users = session.store.all::<User>().await?;
    if users.is_empty() {
        return Ok(vec![founder(Id::new(""), &session.user)]);
    }
    Ok(users)
}

/// Who opened the unit first.
pub(super) fn founder(id: Id, name: &str) -> User {
    User {
        id,
        name: name.to_owned(),
        roles: FOUNDER.to_vec(),
        active: true,
        note: None,
    }
}

/// A user with the words of the page.
pub(super) fn view(user: User, keys: &[String], me: &str) -> UserView {
    let labels: Vec<&str> = user.roles.iter().copied().map(Role::label).collect();
    UserView {
        roles_label: labels.join("、"),
        has_password: keys.contains(&user.name),
        me: user.name == me,
        user,
    }
}
