//! Checks the integrity of database, history and attachments.

use songnuan_model::roles::Act;
use songnuan_store::{VerifyProgress, VerifyStep};

use crate::app::App;
use crate::commands::session::VerifyOutcome;
use crate::commands::shared::{JobStarted, Nothing};
use crate::error::AppResult;
use crate::jobs::Progress;

/// Starts the check as a job; its answer is a `VerifyOutcome`.
pub async fn verify_start(app: &App, _: Nothing) -> AppResult<JobStarted> {
    let store = app.store_for(Act::SeeCases).await?;
    Ok(app
        .jobs()
        .start(app.host().new_id(), move |progress: Progress| async move {
            let mut told = None;
            let watch = move |now: VerifyProgress| {
                if told != Some(now.step) {
                    told = Some(now.step);
                    progress.stage(
                        label(now.step),
                        usize::try_from(now.total).unwrap_or(usize::MAX),
                    );
                }
                // A check writes nothing and so cannot be cut short to any harm; it just runs on.
                let _ = progress.done(usize::try_from(now.done).unwrap_or(usize::MAX));
            };
            let report = store.verify(watch).await?;
            let problems = report
                .findings
                .iter()
                .map(|finding| finding.message.clone())
                .collect();
            Ok(VerifyOutcome {
                records: report.records,
                changes: report.changes,
                operations: report.operations,
                attachments: report.blobs,
                problems,
                more_problems: report.more_findings,
            })
        }))
}

fn label(step: VerifyStep) -> &'static str {
    match step {
        VerifyStep::Pages => "核对数据页",
        VerifyStep::Records => "核对记录与历史",
        VerifyStep::Blobs => "核对附件",
    }
}
