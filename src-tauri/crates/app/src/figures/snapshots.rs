//! Reports that are kept: the question with its moment. The same question gives the same numbers.

use songnuan_model::records::ReportSnapshot;
use songnuan_model::roles::Act;

use super::ask::Ask;
use super::stats::{compute, view};
use crate::app::App;
use crate::commands::figures::{ReportKind, SnapshotView, StatsRequest};
use crate::commands::internal;
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult};
use crate::op::Op;

fn kind_id(report: ReportKind) -> &'static str {
    match report {
        ReportKind::Campaign => "campaign",
        ReportKind::Visits => "visits",
        ReportKind::Funds => "funds",
        ReportKind::Scholarships => "scholarships",
        ReportKind::ModelWorkers => "model_workers",
    }
}

/// Keeps a report as it is now (or as of its moment).
pub async fn snapshot_save(app: &App, request: StatsRequest) -> AppResult<SnapshotView> {
    let session = app.require(Op::SaveSnapshot.act()).await?;
    let ask = Ask::new(app, &request).await?;
    let stats = view(compute(&ask).await?);
    let question = StatsRequest {
        as_of: Some(stats.as_of.clone()),
        ..request.clone()
    };
    let snapshot = ReportSnapshot {
        id: app.host().new_id(),
        report: kind_id(request.report).to_owned(),
        title: stats.title.clone(),
        question: serde_json::to_string(&question).map_err(internal)?,
        as_of: stats.as_of.clone(),
        totals: stats.totals.to_string(),
        by: session.user,
    };
    let mut tx = app.begin(Op::SaveSnapshot, &stats.title).await?;
    tx.put(&snapshot).await?;
    tx.commit().await?;
    shown(snapshot)
}

/// Kept reports, newest first.
pub async fn snapshot_list(app: &App, _request: Nothing) -> AppResult<Vec<SnapshotView>> {
    let store = app.store_for(Act::SeeMoney).await?;
    let mut all = store.all::<ReportSnapshot>().await?;
    all.reverse();
    all.into_iter().map(shown).collect()
}

fn shown(snapshot: ReportSnapshot) -> AppResult<SnapshotView> {
    let request: StatsRequest = serde_json::from_str(&snapshot.question).map_err(|_| {
        AppError::invalid(format!(
            "存档的报表“{}”的统计条件读不出来(可能由更新版本的程序保存)。其他存档不受影响。",
            snapshot.title
        ))
    })?;
    Ok(SnapshotView {
        id: snapshot.id,
        report: request.report,
        title: snapshot.title,
        as_of: snapshot.as_of,
        by: snapshot.by,
        request,
    })
}
