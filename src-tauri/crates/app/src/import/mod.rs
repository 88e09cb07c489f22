//! Use cases: reading workbooks, the dry run, the user's decisions, and importing in one operation.

mod apply;
mod apply_file;
mod apply_lines;
mod apply_members;
mod apply_model_workers;
mod apply_people;
mod apply_roster;
mod apply_scholarships;
mod apply_unions;
mod apply_visits;
mod container;
mod decide;
mod dry_run;
mod figures;
mod gifts;
mod marked;
mod preview;
mod shape;
mod source;
mod workbook;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;
use songnuan_model::record::Id;
use songnuan_model::roles::Act;
use songnuan_model::survey::ColumnChoice;

use crate::app::App;
use crate::commands::import::{
    ImportApply, ImportKind, ImportMap, ImportOutcome, ImportPreview, ImportRef, ImportStart,
    PreviewQuery,
};
use crate::commands::internal;
use crate::commands::shared::{FileBytes, JobStarted};
use crate::error::{AppError, AppResult};
use crate::jobs::Progress;

pub use apply::apply_survey;
pub use apply_model_workers::apply_model_workers;
pub use apply_roster::apply_roster;
pub use apply_scholarships::apply_scholarships;
pub(crate) use apply_scholarships::split_note;
pub use apply_unions::apply_unions;
pub use apply_visits::apply_visits;
pub use decide::Decisions;
pub use dry_run::{Checks, Import, Surroundings, read_and_run};
pub(crate) use source::{list_day, list_row};
pub use workbook::{read_path, read_sheets};

/// Dry runs kept at a time; a large one holds the whole workbook.
const KEPT: usize = 4;
/// Rows of the first page a finished dry run shows.
const FIRST_PAGE: u32 = 50;

/// The dry runs of this run.
#[derive(Default)]
pub struct Imports {
    kept: Mutex<VecDeque<Arc<Import>>>,
}

impl Imports {
    /// Forgets all dry runs.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Arc<Import>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a dry run, in place of an earlier one of the same id.
    fn keep(&self, import: Arc<Import>) {
        let mut kept = self.lock();
        kept.retain(|other| other.id != import.id);
        kept.push_back(import);
        while kept.len() > KEPT {
            kept.pop_front();
        }
    }

    fn get(&self, id: &Id) -> AppResult<Arc<Import>> {
        let found = self.lock().iter().find(|import| import.id == *id).cloned();
        found.ok_or_else(|| AppError::not_found("这次核对的结果(请重新选择文件)"))
    }
}

/// Reads a workbook and checks it; nothing is written.
pub async fn start(app: &App, request: ImportStart) -> AppResult<JobStarted> {
    let bytes = STANDARD
        .decode(request.base64.as_bytes())
        .map_err(|_| AppError::invalid("文件内容没有传完整。什么都没有导入，请重新选择文件。"))?;
    start_bytes(app, request.kind, request.file_name, bytes).await
}

/// The same for a caller that has the bytes at hand.
pub async fn start_bytes(
    app: &App,
    kind: ImportKind,
    file_name: String,
    bytes: Vec<u8>,
) -> AppResult<JobStarted> {
    let app = app.clone();
    let id = app.host().new_id();
    Ok(app
        .clone()
        .jobs()
        .start(app.host().new_id(), move |progress| async move {
            let around = Surroundings::of_kind(&app, kind).await?;
            let work = move || -> AppResult<Import> {
                let (sheets, checks) = read_and_run(kind, &file_name, &bytes, &around, &progress)?;
                let (bytes, sheets) = (Arc::new(bytes), Arc::new(sheets));
                Ok(Import {
                    id,
                    kind,
                    file_name,
                    bytes,
                    sheets,
                    choices: Vec::new(),
                    checks,
                })
            };
            finish(
                &app,
                tokio::task::spawn_blocking(work)
                    .await
                    .map_err(internal)??,
            )
        }))
}

/// Keeps a dry run and shows its first page.
fn finish(app: &App, import: Import) -> AppResult<ImportPreview> {
    let import = Arc::new(import);
    app.imports().keep(Arc::clone(&import));
    let query = PreviewQuery {
        import: import.id.clone(),
        sheet: None,
        verdict: None,
        code: None,
        offset: 0,
        limit: FIRST_PAGE,
    };
    Ok(preview::page(&import, &query))
}

/// A page of a dry run.
pub async fn preview(app: &App, request: PreviewQuery) -> AppResult<ImportPreview> {
    let import = app.imports().get(&request.import)?;
    tokio::task::spawn_blocking(move || preview::page(&import, &request))
        .await
        .map_err(internal)
}

/// The whole dry run as one machine-readable object.
pub async fn dry_run_json(app: &App, import: &Id) -> AppResult<Json> {
    let import = app.imports().get(import)?;
    tokio::task::spawn_blocking(move || import.json())
        .await
        .map_err(internal)
}

/// Gives columns a meaning by hand and checks again.
pub async fn map(app: &App, request: ImportMap) -> AppResult<JobStarted> {
    let import = app.imports().get(&request.import)?;
    let mut choices = import.choices.clone();
    for column in request.columns {
        let col = shape::column_number(&column.column)
            .ok_or_else(|| AppError::invalid(format!("没有“{}”这一列。", column.column)))?;
        choices.retain(|choice| choice.sheet != column.sheet || choice.col != col);
        let field = column.field.unwrap_or_default();
        choices.push(ColumnChoice {
            sheet: column.sheet,
            col,
            field,
        });
    }
    let app = app.clone();
    Ok(app
        .clone()
        .jobs()
        .start(app.host().new_id(), move |progress| async move {
            let around = Surroundings::of_kind(&app, import.kind).await?;
            let work = move || -> AppResult<Import> {
                let (file, sheets) = (&import.file_name, &import.sheets);
                let checks = dry_run::run(import.kind, file, sheets, &choices, &around, &progress)?;
                Ok(Import {
                    id: import.id.clone(),
                    kind: import.kind,
                    file_name: import.file_name.clone(),
                    bytes: Arc::clone(&import.bytes),
                    sheets: Arc::clone(&import.sheets),
                    choices,
                    checks,
                })
            };
            finish(
                &app,
                tokio::task::spawn_blocking(work)
                    .await
                    .map_err(internal)??,
            )
        }))
}

/// Imports the accepted rows in one operation.
pub async fn apply_start(app: &App, request: ImportApply) -> AppResult<JobStarted> {
    let import = app.imports().get(&request.import)?;
    // Refused at once, not in the job.
    app.require(Act::Import).await?;
    let app = app.clone();
    Ok(app
        .clone()
        .jobs()
        .start(app.host().new_id(), move |progress| async move {
            let decisions = Decisions::new(&request.decisions);
            apply_import(&app, &import, &decisions, request.strict, &progress).await
        }))
}

/// Imports a dry run.
pub async fn apply_import(
    app: &App,
    import: &Import,
    decisions: &Decisions,
    strict: bool,
    progress: &Progress,
) -> AppResult<ImportOutcome> {
    let file = import.file_name.as_str();
    match &import.checks {
        Checks::Hardship(survey) => {
            apply_survey(app, file, survey, decisions, strict, progress).await
        }
        Checks::Unions(survey) => {
            apply_unions(app, file, survey, decisions, strict, progress).await
        }
        Checks::Campaign(roster) => {
            apply_roster(app, file, roster, decisions, strict, progress).await
        }
        Checks::Visits(log, _) => apply_visits(app, file, log, decisions, strict, progress).await,
        Checks::Scholarships(list, pack) => {
            let taken = (decisions, strict);
            apply_scholarships(app, file, list, pack.as_deref(), taken, progress).await
        }
        Checks::ModelWorkers(registry) => {
            apply_model_workers(app, file, registry, decisions, strict, progress).await
        }
    }
}

/// The workbook with doubtful cells coloured and commented.
pub async fn marked(app: &App, request: ImportRef) -> AppResult<FileBytes> {
    let import = app.imports().get(&request.import)?;
    let created = chrono::DateTime::parse_from_rfc3339(&app.host().now()).map_err(internal)?;
    let work = move || marked::workbook(&import, created.timestamp());
    let (file_name, bytes) = tokio::task::spawn_blocking(work)
        .await
        .map_err(internal)??;
    Ok(FileBytes {
        file_name,
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        base64: STANDARD.encode(bytes),
        warnings: Vec::new(),
        pages: 0,
    })
}
