//! Adding users, giving them roles, letting them in and out.
//!
//! A user is two things: a record (who they are, with history) and a key slot of this device (their
//! password). The record is written in an operation; the slot follows it in an order that leaves,
//! whatever fails in between, at worst somebody who must be given a password again.

use songnuan_model::record::Id;
use songnuan_model::records::{Role, User};
use songnuan_model::roles::Act;
use songnuan_model::text::half_width;
use songnuan_store::Store;

use super::list::{founder, view};
use crate::app::App;
use crate::commands::users::{UserSave, UserView};
use crate::error::{AppError, AppResult};
use crate::op::Op;
use crate::session::{check_password, kdf_cost};

/// Longest name, characters.
const NAME: usize = 50;
/// Longest note, characters.
const NOTE: usize = 500;

/// Adds a user, or changes roles, password, access.
pub async fn save(app: &App, request: UserSave) -> AppResult<UserView> {
    let session = app.require(Act::KeepUsers).await?;
    let store = &session.store;
    if let Some(password) = &request.password {
        check_password(password)?;
    }
    // Everything below is read inside the operation: nobody changes users in between.
    let mut tx = app.begin(Op::SaveUser, "").await?;
    let mut users = store.all::<User>().await?;
    if users.is_empty() {
        let first = founder(app.host().new_id(), &session.user);
        tx.put(&first).await?;
        users.push(first);
    }
    let user = wanted(app, &request, &users, &session.user)?;
    let slots = Store::users(store.dir())?;
    let has_slot = slots.contains(&user.name);
    let is_new = !users.iter().any(|known| known.id == user.id);
    if user.active && !has_slot && request.password.is_none() {
        return Err(AppError::invalid(format!(
            "“{}”在这台电脑上还没有密码。没有保存，请给{}设一个初始密码。",
            user.name, user.name
        )));
    }
    if is_new && has_slot {
        return Err(AppError::invalid(format!(
            "已经有叫“{}”的使用人。没有保存，请换一个名字，例如加上部门。",
            user.name
        )));
    }
    let mut after: Vec<User> = users.clone();
    after.retain(|known| known.id != user.id);
    after.push(user.clone());
    keeps_administrator(&after, &slots, &request)?;
    tx.put(&user).await?;
    let opens = user.active.then_some(request.password.as_deref()).flatten();
    if let Some(password) = opens {
        // Before the commit: a record without a key would be somebody who cannot come in.
        store.set_password(&user.name, password, kdf_cost()).await?;
    }
    if let Err(error) = tx.commit().await {
        if opens.is_some() && !has_slot {
            // Best effort: a key without a record opens nothing, `roles_of` refuses it.
            let _ = store.remove_user(&user.name).await;
        }
        return Err(error.into());
    }
    if !user.active && has_slot {
        // After the commit: should it fail, the record alone keeps them out.
        store.remove_user(&user.name).await?;
    }
    if user.name == session.user {
        app.refresh_roles().await?;
    }
    let slots = Store::users(store.dir())?;
    Ok(view(user, &slots, &session.user))
}

/// The user as they shall be; refused with a sentence.
fn wanted(app: &App, request: &UserSave, users: &[User], me: &str) -> AppResult<User> {
    let name = checked_name(&request.name)?;
    let mut roles = request.roles.clone();
    roles.sort();
    roles.dedup();
    if roles.is_empty() && request.active {
        return Err(AppError::invalid(format!(
            "没有给“{name}”选角色。没有保存，请至少选一个。"
        )));
    }
    let note = request.note.as_deref().map(str::trim).unwrap_or_default();
    if note.chars().count() > NOTE {
        return Err(AppError::invalid(format!(
            "备注超过 {NOTE} 个字。没有保存，请写得短一些。"
        )));
    }
    let id = known_id(app, request, users, &name, me)?;
    if name == me && !request.active {
        return Err(AppError::invalid(
            "不能停用自己。没有保存，请由另一位管理员办理。",
        ));
    }
    Ok(User {
        id,
        name,
        roles,
        active: request.active,
        note: (!note.is_empty()).then(|| note.to_owned()),
    })
}

/// The id of who is meant: a known user under their own name, or a new one under a free name.
fn known_id(app: &App, request: &UserSave, users: &[User], name: &str, me: &str) -> AppResult<Id> {
    let fold = |name: &str| half_width(name).to_lowercase();
    let same_name = users.iter().find(|user| fold(&user.name) == fold(name));
    if request.id.0.is_empty() {
        return match same_name {
            None => Ok(app.host().new_id()),
            // The founder is shown without an id until this very operation records them.
            Some(first) if users.len() == 1 && first.name == me && name == me => {
                Ok(first.id.clone())
            }
            Some(other) => Err(AppError::invalid(format!(
                "已经有叫“{}”的使用人。没有保存，请换一个名字，例如加上部门。",
                other.name
            ))),
        };
    }
    let known = users.iter().find(|user| user.id == request.id);
    let known = known.ok_or_else(|| AppError::not_found("这位使用人"))?;
    if known.name != name {
        return Err(AppError::invalid(format!(
            "使用人的名字不能改（原为“{}”）：它签在每一步操作上。没有保存；换了人请新增一位，并停用原来的。",
            known.name
        )));
    }
    Ok(known.id.clone())
}

fn checked_name(raw: &str) -> AppResult<String> {
    let name = raw.trim();
    if name.is_empty() {
        return Err(AppError::invalid("请填写使用人姓名。没有保存。"));
    }
    if name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(AppError::invalid(format!(
            "使用人姓名最多 {NAME} 个字，不能有换行。没有保存。"
        )));
    }
    Ok(name.to_owned())
}

/// Somebody who can come in and name others must remain.
fn keeps_administrator(after: &[User], slots: &[String], request: &UserSave) -> AppResult<()> {
    let remains = after.iter().any(|user| {
        let comes_in = slots.contains(&user.name)
            || (user.name == request.name.trim() && request.password.is_some());
        user.active && comes_in && user.roles.contains(&Role::Administrator)
    });
    if remains {
        return Ok(());
    }
    Err(AppError::invalid(
        "这样就没有管理员了，以后谁也不能增减使用人。没有保存，请先让另一位在用的使用人担任管理员。",
    ))
}
