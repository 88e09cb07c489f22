//! One file per verb of the command line; each calls the same use cases as the window.

mod bank;
mod batches;
mod campaigns;
mod eligibility;
mod files;
mod funds;
mod history;
mod import;
mod model_workers;
mod named;
mod paper;
mod scholarships;
mod stats;
mod sync;
mod unit;
mod users;
mod visits;

use songnuan_app::App;
use songnuan_app::commands::shared::{JobRef, JobStarted, JobState, JobStatus};
use songnuan_app::error::{AppError, AppResult, Code};
use songnuan_app::jobs;

use crate::args::{Args, Verb};
use crate::outcome::{Outcome, remark};
use crate::serve;

/// Runs the verb.
pub async fn run(app: &App, args: Args) -> AppResult<Outcome> {
    let user = args.user.as_deref();
    match args.verb {
        Verb::Init(init) => return unit::init(app, user, init).await,
        Verb::Demo => return unit::demo(app, user).await,
        // The page asks for the password itself.
        Verb::Serve { port, ui } => return serve::serve(app, port, ui).await,
        // A hub has its own password, and no data of this folder.
        Verb::Hub { verb } => return sync::hub(verb).await,
        Verb::Device { verb } if !sync::needs_data(&verb) => {
            return sync::devices(app, verb).await;
        }
        Verb::Bundle { verb } if !sync::bundle_needs_data(&verb) => {
            return sync::bundles(app, verb).await;
        }
        _ => unit::unlock(app, user).await?,
    }
    match args.verb {
        Verb::Import(import) => import::run(app, import).await,
        Verb::File { verb } => files::run(app, verb).await,
        Verb::Eligibility(query) => eligibility::run(app, query).await,
        Verb::Visit { verb } => visits::run(app, verb).await,
        Verb::Campaign { verb } => campaigns::run(app, *verb).await,
        Verb::Fund { verb } => funds::run(app, verb).await,
        Verb::Batch { verb } => batches::run(app, *verb).await,
        Verb::Bank { verb } => bank::run(app, verb).await,
        Verb::Scholarship { verb } => scholarships::run(app, *verb).await,
        Verb::ModelWorker { verb } => model_workers::run(app, *verb).await,
        Verb::Stats(args) => stats::run(app, args).await,
        Verb::AuditPack(args) => stats::audit_pack(app, args).await,
        Verb::User { verb } => users::run(app, verb).await,
        Verb::Search { text, limit } => files::search(app, text, limit).await,
        Verb::Print(print) => paper::run(app, print).await,
        Verb::History { file, limit } => history::run(app, file, limit).await,
        Verb::Undo { op } => history::undo(app, op).await,
        Verb::Export(export) => paper::export(app, export).await,
        Verb::Sync(args) => sync::run(app, args).await,
        Verb::Device { verb } => sync::devices(app, verb).await,
        Verb::Bundle { verb } => sync::bundles(app, verb).await,
        Verb::Conflict { verb } => sync::conflicts(app, verb).await,
        Verb::Digest => sync::digest(app).await,
        Verb::Verify => unit::verify(app).await,
        Verb::Init(_) | Verb::Demo | Verb::Serve { .. } | Verb::Hub { .. } => {
            Err(AppError::new(Code::Internal))
        }
    }
}

/// Waits for a job and gives its answer; counts go to standard error when a person watches.
pub async fn finish(app: &App, started: JobStarted) -> AppResult<serde_json::Value> {
    use std::io::IsTerminal as _;
    let watched = std::io::stderr().is_terminal();
    let mut told = String::new();
    if !watched {
        return app.jobs().wait(&started).await;
    }
    loop {
        let status = jobs::status(
            app,
            JobRef {
                job: started.job.clone(),
            },
        )
        .await?;
        match status.state {
            JobState::Running => told = tell(&status, told),
            JobState::Done => return Ok(status.result.unwrap_or_default()),
            JobState::Failed | JobState::Cancelled => {
                return Err(status
                    .error
                    .unwrap_or_else(|| AppError::new(Code::Cancelled)));
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

fn tell(status: &JobStatus, told: String) -> String {
    let now = match status.total {
        0 => status.stage.clone(),
        total => format!("{} {}/{total}", status.stage, status.done),
    };
    if now != told {
        remark(&now);
    }
    now
}

/// Parses yuan typed on the command line into exact fen.
pub fn yuan(text: &str, arg: &str) -> AppResult<songnuan_app::model::money::Fen> {
    songnuan_app::model::money::parse_yuan(text).map_err(|_| {
        AppError::invalid(format!(
            "参数 {arg} 的金额“{text}”不对，应是元，最多两位小数。什么都没有做。"
        ))
    })
}

/// Writes bytes to a file the user named.
pub async fn write(path: &std::path::Path, bytes: &[u8]) -> AppResult<()> {
    tokio::fs::write(path, bytes).await.map_err(|error| {
        let file = path.display().to_string();
        AppError::with(
            Code::FileUnwritable,
            [("file", file), ("detail", error.to_string())],
        )
    })
}

/// Reads a file the user named.
pub async fn read(path: &std::path::Path) -> AppResult<Vec<u8>> {
    tokio::fs::read(path).await.map_err(|error| {
        let file = path.display().to_string();
        AppError::with(
            Code::FileUnreadable,
            [("file", file), ("detail", error.to_string())],
        )
    })
}

/// Decodes the base64 of a `FileBytes`.
pub fn decode(base64: &str) -> AppResult<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(base64)
        .map_err(|error| AppError::with(Code::Internal, [("detail", error.to_string())]))
}
