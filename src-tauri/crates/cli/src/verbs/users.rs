//! `user`: who may come in, with which roles, and who looked at which number.

use songnuan_app::App;
use songnuan_app::commands::shared::Nothing;
use songnuan_app::commands::users::{AccessQuery, UserSave, UserView};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::Role;
use songnuan_app::users;

use crate::args::UserVerb;
use crate::outcome::Outcome;

/// Runs a verb of `user`.
pub async fn run(app: &App, verb: UserVerb) -> AppResult<Outcome> {
    match verb {
        UserVerb::List => {
            let rows = users::list(app, Nothing {}).await?;
            let lines: Vec<String> = rows.iter().map(line).collect();
            Outcome::new(rows, lines.join("\n"))
        }
        UserVerb::Add { name, role } => add(app, name, role).await,
        UserVerb::Set {
            name,
            role,
            deactivate,
            activate,
            new_password,
        } => {
            let user = named(app, &name).await?.user;
            let save = UserSave {
                id: user.id,
                name: user.name,
                roles: if role.is_empty() { user.roles } else { role },
                active: (user.active || activate) && !deactivate,
                password: new_password.then(password).transpose()?,
                note: user.note,
            };
            saved(users::save(app, save).await?)
        }
        UserVerb::Log { from, to, who } => {
            let query = AccessQuery {
                from,
                to,
                who,
                limit: 0,
            };
            let rows = users::access_log(app, query).await?;
            let lines: Vec<String> = rows
                .iter()
                .map(|row| {
                    let (at, who) = (&row.at, &row.who);
                    let (subject, field, reason) = (&row.subject, &row.field_label, &row.reason);
                    format!("{at}\t{who}\t{subject}\t{field}\t{reason}")
                })
                .collect();
            Outcome::new(rows, lines.join("\n"))
        }
    }
}

async fn add(app: &App, name: String, roles: Vec<Role>) -> AppResult<Outcome> {
    let save = UserSave {
        id: Id::new(""),
        name,
        roles,
        active: true,
        password: Some(password()?),
        note: None,
    };
    saved(users::save(app, save).await?)
}

fn saved(view: UserView) -> AppResult<Outcome> {
    let text = format!("已保存：{}", line(&view));
    Outcome::new(view, text)
}

fn line(view: &UserView) -> String {
    let state = if view.user.active { "在用" } else { "停用" };
    format!("{}\t{}\t{state}", view.user.name, view.roles_label)
}

async fn named(app: &App, name: &str) -> AppResult<UserView> {
    let rows = users::list(app, Nothing {}).await?;
    rows.into_iter()
        .find(|view| view.user.name == name)
        .ok_or_else(|| AppError::not_found(&format!("名为“{name}”的使用人")))
}

fn password() -> AppResult<String> {
    if let Ok(password) = std::env::var("SONGNUAN_NEW_PASSWORD") {
        return Ok(password);
    }
    rpassword::prompt_password("给这个使用人设一个密码:").map_err(|_| {
        AppError::invalid(
            "没有读到新密码。请设置 SONGNUAN_NEW_PASSWORD,或在终端里运行。什么都没有做。",
        )
    })
}
