//! `init`, `demo`, unlocking, `verify`.

use songnuan_app::App;
use songnuan_app::commands::session::{CreateDemo, CreateUnit, Unlock};
use songnuan_app::commands::shared::Nothing;
use songnuan_app::error::{AppError, AppResult, Code};
use songnuan_app::session;

use super::finish;
use crate::args::Init;
use crate::outcome::{Outcome, trouble};

/// User of a unit made on the command line when none is named.
const FIRST_USER: &str = "管理员";

fn password(prompt: &str) -> AppResult<String> {
    if let Ok(password) = std::env::var("SONGNUAN_PASSWORD") {
        return Ok(password);
    }
    rpassword::prompt_password(prompt).map_err(|_| {
        AppError::invalid("没有读到密码。请设置 SONGNUAN_PASSWORD,或在终端里运行。什么都没有做。")
    })
}

/// Makes a new unit.
pub async fn init(app: &App, user: Option<&str>, init: Init) -> AppResult<Outcome> {
    let request = CreateUnit {
        org_name: init.org,
        region: init.region,
        user: user.unwrap_or(FIRST_USER).to_owned(),
        password: password("给这个单位设一个密码:")?,
    };
    let state = session::create_unit(app, request).await?;
    let text = format!(
        "已新建“{}”，数据在 {}。",
        state.org_name.clone().unwrap_or_default(),
        state.data_dir
    );
    Outcome::new(state, text)
}

/// Makes the demo township.
pub async fn demo(app: &App, user: Option<&str>) -> AppResult<Outcome> {
    let request = CreateDemo {
        user: user.unwrap_or("演示").to_owned(),
        password: password("给演示数据设一个密码:")?,
    };
    let state = session::create_demo(app, request).await?;
    let text = format!(
        "已建立演示单位“{}”。本数据全部虚构，如有雷同，纯属巧合。",
        state.org_name.clone().unwrap_or_default()
    );
    Outcome::new(state, text)
}

/// Opens the data with the password from the environment or a prompt.
pub async fn unlock(app: &App, user: Option<&str>) -> AppResult<()> {
    let state = session::state(app, Nothing {}).await?;
    let user = match (user, state.users.as_slice()) {
        (Some(user), _) => user.to_owned(),
        (None, [only]) => only.clone(),
        (None, []) => return Err(AppError::new(Code::NoUnitYet)),
        (None, users) => {
            let names = users.join("、");
            return Err(AppError::invalid(format!(
                "有几个使用人({names}),请用 --user 指明是谁。"
            )));
        }
    };
    let password = password("密码:")?;
    session::unlock(app, Unlock { user, password }).await?;
    Ok(())
}

/// Checks database, history and attachments.
pub async fn verify(app: &App) -> AppResult<Outcome> {
    let started = session::verify_start(app, Nothing {}).await?;
    let report = finish(app, started).await?;
    let problems = report["problems"].as_array().map_or(0, Vec::len);
    let text = if problems == 0 {
        "数据库、历史和附件都完好。".to_owned()
    } else {
        for problem in report["problems"].as_array().into_iter().flatten() {
            trouble(problem.as_str().unwrap_or_default());
        }
        format!("发现 {problems} 处问题。程序没有删除任何东西。")
    };
    Ok(Outcome::new(report, text)?.refused_if(problems > 0))
}
