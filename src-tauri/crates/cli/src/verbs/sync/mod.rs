//! `hub`, `device`, `sync`, `conflict`, `digest`: exchange between machines.

mod bundles;
mod conflicts;
mod devices;
mod hub;
mod place;
mod upper;

pub use bundles::{needs_data as bundle_needs_data, run as bundles};
pub use conflicts::run as conflicts;
pub use devices::{needs_data, run as devices};
pub use hub::run as hub;

use songnuan_app::App;
use songnuan_app::commands::shared::Nothing;
use songnuan_app::commands::sync::{SyncReceipt, SyncStart, SyncStatus};
use songnuan_app::error::{AppError, AppResult, Code};
use songnuan_app::sync;

use super::finish;
use crate::args::SyncArgs;
use crate::outcome::{Outcome, remark};

/// `sync`.
pub async fn run(app: &App, args: SyncArgs) -> AppResult<Outcome> {
    if args.status {
        let status = sync::status(app, Nothing {}).await?;
        let text = status_text(&status);
        return Outcome::new(status, text);
    }
    let start = SyncStart {
        address: args.hub,
        resend: args.resend,
        retry_refused: args.retry_refused,
    };
    let started = sync::start(app, start).await?;
    let receipt = finish(app, started).await?;
    let read: SyncReceipt = serde_json::from_value(receipt.clone())
        .map_err(|error| AppError::with(Code::Internal, [("detail", error.to_string())]))?;
    let status = sync::status(app, Nothing {}).await?;
    if let Some(clock) = &status.clock {
        remark(clock);
    }
    Outcome::new(receipt, read.sentence)
}

fn status_text(status: &SyncStatus) -> String {
    let mut lines = vec![status.sentence.clone()];
    lines.extend(
        status
            .hub_name
            .iter()
            .map(|name| format!("同步中心：{name}")),
    );
    if let Some(last) = &status.last {
        lines.push(format!("上次同步：{} {}", last.at, last.sentence));
    }
    lines.extend(status.clock.clone());
    for refused in &status.refused {
        lines.push(format!(
            "被退回\t{}\t{}\t{}\t{}",
            refused.at, refused.who, refused.title, refused.reason
        ));
    }
    lines.join("\n")
}

/// `digest`.
pub async fn digest(app: &App) -> AppResult<Outcome> {
    let digest = sync::digest(app, Nothing {}).await?;
    let text = digest.digest.clone();
    Outcome::new(digest, text)
}
