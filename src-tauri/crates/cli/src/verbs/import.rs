//! `import unions|hardship|campaign|visits|scholarships|model-workers`: dry run, marked workbook,
//! import in one operation.

use serde_json::Value;
use songnuan_app::App;
use songnuan_app::commands::import::{
    ImportApply, ImportKind, ImportOutcome, ImportPreview, ImportRef, PreviewQuery,
};
use songnuan_app::error::{AppError, AppResult, Code};
use songnuan_app::import;
use songnuan_app::model::record::Id;

use super::{decode, finish, write};
use crate::args::{Import, Workbook};
use crate::outcome::{Outcome, remark};

/// Rows asked for at a time when all of them are listed.
const PAGE: u32 = 1000;

/// Checks a workbook and, without `--dry-run`, imports what is acceptable.
pub async fn run(app: &App, args: Import) -> AppResult<Outcome> {
    let kind = match args.kind {
        Workbook::Unions => ImportKind::Unions,
        Workbook::Hardship => ImportKind::Hardship,
        Workbook::Campaign => ImportKind::Campaign,
        Workbook::Visits => ImportKind::Visits,
        Workbook::Scholarships => ImportKind::Scholarships,
        Workbook::ModelWorkers => ImportKind::ModelWorkers,
    };
    let (name, bytes) = import::read_path(&args.file)?;
    let started = import::start_bytes(app, kind, name, bytes).await?;
    let first = finish(app, started).await?;
    let id: Id = serde_json::from_value(first["import"].clone())
        .map_err(|error| AppError::with(Code::Internal, [("detail", error.to_string())]))?;
    if let Some(path) = &args.marked {
        let marked = import::marked(app, ImportRef { import: id.clone() }).await?;
        write(path, &decode(&marked.base64)?).await?;
        remark(&format!(
            "有疑问的单元格已涂色加批注，另存为 {}。",
            path.display()
        ));
    }
    if args.dry_run {
        dry_run(app, &id).await
    } else {
        apply(app, id, args.strict).await
    }
}

async fn page(app: &App, id: &Id, verdict: &str, offset: u32) -> AppResult<ImportPreview> {
    let query = PreviewQuery {
        import: id.clone(),
        sheet: None,
        verdict: Some(verdict.to_owned()),
        code: None,
        offset,
        limit: PAGE,
    };
    import::preview(app, query).await
}

/// One line per finding of the rows with this verdict.
async fn doubts(app: &App, id: &Id, verdict: &str) -> AppResult<Vec<String>> {
    let mut lines = Vec::new();
    let mut offset = 0;
    loop {
        let page = page(app, id, verdict, offset).await?;
        for row in &page.rows {
            lines.extend(row.findings.iter().map(|finding| {
                let column = finding.column.as_deref().unwrap_or_default();
                let (sheet, number) = (&row.sheet, row.row);
                format!(
                    "{sheet} {column}{number}:{} {}",
                    finding.message, finding.remedy
                )
            }));
        }
        offset += PAGE;
        if offset >= page.total {
            return Ok(lines);
        }
    }
}

async fn dry_run(app: &App, id: &Id) -> AppResult<Outcome> {
    let json = import::dry_run_json(app, id).await?;
    let summary = page(app, id, "reject", 0).await?;
    let mut lines = Vec::new();
    for (verdict, words) in [
        ("reject", "不能导入"),
        ("import_with_warning", "可导入，有疑问"),
    ] {
        let found = doubts(app, id, verdict).await?;
        if !found.is_empty() {
            lines.push(format!("【{words}】"));
            lines.extend(found);
        }
    }
    for sheet in summary.sheets.iter().filter(|sheet| sheet.recognised) {
        let (name, rows, ok) = (&sheet.name, sheet.rows, sheet.ok);
        let (warning, rejected) = (sheet.warning, sheet.rejected);
        lines.push(format!(
            "{name}：{rows} 行，可导入 {ok}，有疑问 {warning}，不能导入 {rejected}"
        ));
    }
    lines.push("这是核对，什么都没有导入。".to_owned());
    Outcome::new(json, lines.join("\n"))
}

async fn apply(app: &App, id: Id, strict: bool) -> AppResult<Outcome> {
    let refused = doubts(app, &id, "reject").await?;
    let request = ImportApply {
        import: id,
        decisions: Vec::new(),
        strict,
    };
    let answer = finish(app, import::apply_start(app, request).await?).await?;
    let outcome: ImportOutcome = serde_json::from_value(answer.clone())
        .map_err(|error| AppError::with(Code::Internal, [("detail", error.to_string())]))?;
    let mut lines = Vec::new();
    if !refused.is_empty() {
        lines.push("【没有导入的行】".to_owned());
        lines.extend(refused.clone());
    }
    lines.push(outcome.message);
    let mut json = answer;
    json["refused"] = Value::from(refused);
    Outcome::new(json, lines.join("\n"))
}
