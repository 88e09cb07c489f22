//! `stats` and `audit-pack`: figures that can be traced, and everything an auditor needs.

use serde_json::{Map, Value};
use songnuan_app::App;
use songnuan_app::commands::batches::{AuditFiles, AuditPack};
use songnuan_app::commands::figures::{
    FigureRecordsQuery, ReportKind, Stats, StatsCompare, StatsExport, StatsRequest,
};
use songnuan_app::error::{AppError, AppResult, Code};
use songnuan_app::{figures, paper};

use super::{decode, finish, named, write};
use crate::args::{AuditPackArgs, Report, StatsArgs};
use crate::outcome::Outcome;

/// A report, the records behind one of its figures, a comparison, or the report as a file.
pub async fn run(app: &App, args: StatsArgs) -> AppResult<Outcome> {
    let request = request(app, &args).await?;
    if let Some(key) = args.records {
        let found = figures::records(app, FigureRecordsQuery { request, key }).await?;
        let mut lines = vec![format!("{}：{}", found.label, found.text)];
        lines.extend(found.rows.iter().map(|row| {
            let amount = row.amount.map(|fen| fen.to_string()).unwrap_or_default();
            format!("  {}\t{}\t{amount}", row.title, row.subtitle)
        }));
        return Outcome::new(found, lines.join("\n"));
    }
    if let Some(moment) = args.against {
        let before = StatsRequest {
            as_of: Some(moment),
            ..request.clone()
        };
        let after = request;
        let diff = figures::compare(app, StatsCompare { before, after }).await?;
        let mut lines = Vec::new();
        for figure in &diff.figures {
            let (label, before, after) = (&figure.label, &figure.before, &figure.after);
            lines.push(format!("{label}：{before} → {after}"));
            lines.extend(figure.why.iter().map(|why| format!("  {why}")));
        }
        if lines.is_empty() {
            lines.push("数字没有变化。".to_owned());
        }
        return Outcome::new(diff, lines.join("\n"));
    }
    if let Some(path) = &args.output {
        let pdf = path.extension().is_some_and(|ending| ending == "pdf");
        let export = StatsExport {
            request: request.clone(),
            format: if pdf { "pdf" } else { "xlsx" }.to_owned(),
        };
        let file = figures::export(app, export).await?;
        write(path, &decode(&file.base64)?).await?;
    }
    if args.keep {
        figures::snapshot_save(app, request.clone()).await?;
    }
    let stats = figures::stats(app, request).await?;
    let text = readable(&stats);
    Outcome::new(whole(stats)?, text)
}

async fn request(app: &App, args: &StatsArgs) -> AppResult<StatsRequest> {
    let campaign_id = match &args.campaign {
        Some(name) => Some(named::campaign(app, name).await?.campaign.id),
        None => None,
    };
    let fund_id = match &args.fund {
        Some(name) => Some(named::fund(app, name).await?.fund.id),
        None => None,
    };
    Ok(StatsRequest {
        report: match args.report {
            Report::Campaign => ReportKind::Campaign,
            Report::Visits => ReportKind::Visits,
            Report::Funds => ReportKind::Funds,
            Report::Scholarships => ReportKind::Scholarships,
            Report::ModelWorkers => ReportKind::ModelWorkers,
        },
        campaign_id,
        fund_id,
        from: args.from,
        to: args.to,
        as_of: args.as_of.clone(),
    })
}

/// One object: `totals`, `by_month` … as the samples name them, and the figures with their keys.
fn whole(stats: Stats) -> AppResult<Value> {
    let internal =
        |error: serde_json::Error| AppError::with(Code::Internal, [("detail", error.to_string())]);
    let mut object = match stats.totals.clone() {
        Value::Object(object) => object,
        other => Map::from_iter([("totals".to_owned(), other)]),
    };
    let rest = serde_json::to_value(stats).map_err(internal)?;
    for (name, value) in rest.as_object().into_iter().flatten() {
        if name != "totals" {
            object.insert(name.clone(), value.clone());
        }
    }
    Ok(Value::Object(object))
}

fn readable(stats: &Stats) -> String {
    let mut lines = vec![format!("{}（截至 {}）", stats.title, stats.as_of)];
    for figure in &stats.figures {
        let wan = figure.wan.as_ref().map(|wan| format!("（{wan}）"));
        let wan = wan.unwrap_or_default();
        lines.push(format!("{}：{}{wan}", figure.label, figure.text));
    }
    for table in &stats.tables {
        lines.push(format!("【{}】", table.title));
        lines.extend(table.rows.iter().map(|row| {
            let cells: Vec<String> = row
                .figures
                .iter()
                .map(|figure| format!("{} {}", figure.label, figure.text))
                .collect();
            format!("  {}\t{}", row.label, cells.join("\t"))
        }));
    }
    lines.extend(stats.notes.iter().cloned());
    lines.join("\n")
}

/// Writes the audit pack of a batch into a folder of its own.
pub async fn audit_pack(app: &App, args: AuditPackArgs) -> AppResult<Outcome> {
    let batch_id = named::batch_row(app, &args.no).await?.batch.id;
    let started = paper::audit_pack_start(app, AuditPack { batch_id }).await?;
    let answer = finish(app, started).await?;
    let pack: AuditFiles = serde_json::from_value(answer)
        .map_err(|error| AppError::with(Code::Internal, [("detail", error.to_string())]))?;
    let folder = args.output.join(&pack.folder);
    tokio::fs::create_dir_all(&folder).await.map_err(|error| {
        let file = folder.display().to_string();
        AppError::with(
            Code::FileUnwritable,
            [("file", file), ("detail", error.to_string())],
        )
    })?;
    let mut written = Vec::new();
    for file in &pack.files {
        let path = folder.join(&file.file_name);
        write(&path, &decode(&file.base64)?).await?;
        written.push(path.display().to_string());
    }
    let text = format!(
        "审计资料已存到 {}，共 {} 个文件。",
        folder.display(),
        written.len()
    );
    let json = serde_json::json!({ "folder": folder.display().to_string(), "files": written });
    Outcome::new(json, text)
}
