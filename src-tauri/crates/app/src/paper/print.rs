//! The print job: collect the records, lay out the forms, one PDF.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::record::Id;
use songnuan_reports::{Document, MissingGlyph, PrintOptions, ReportError};

use super::forms::{self, Forms, title};
use super::gather::{Gather, act};
use crate::app::{App, Session};
use crate::commands::internal;
use crate::commands::paper::{PaperForm, PrintRequest};
use crate::commands::shared::{FileBytes, JobStarted};
use crate::error::{AppError, AppResult, Code};
use crate::files::day_unix;
use crate::jobs::Progress;

/// Blank copies at most.
const MOST_BLANK: u32 = 500;

/// Starts the job; its result is `FileBytes`.
pub async fn start(app: &App, request: PrintRequest) -> AppResult<JobStarted> {
    app.require(act(request.form)).await?;
    if request.blank > MOST_BLANK {
        return Err(AppError::invalid(format!(
            "空白表一次最多打印 {MOST_BLANK} 份。没有打印。"
        )));
    }
    if request.blank == 0 && !request.all && request.ids.is_empty() {
        return Err(AppError::invalid(
            "没有选择要打印的内容。请先在列表里勾选，或选择打印空白表。",
        ));
    }
    if let (Some(from), Some(to)) = (request.from, request.to)
        && to < from
    {
        return Err(AppError::invalid(format!(
            "截止日期 {to} 早于开始日期 {from}。没有打印，请重新选择。"
        )));
    }
    let worker = app.clone();
    Ok(app
        .jobs()
        .start(app.host().new_id(), |progress| async move {
            print(&worker, &request, &progress).await
        }))
}

async fn print(app: &App, request: &PrintRequest, progress: &Progress) -> AppResult<FileBytes> {
    let session = app.require(act(request.form)).await?;
    let settings = crate::session::settings_of(&session.store).await?;
    let today = app.host().today();
    let forms = if request.blank > 0 {
        forms::blank(request.form, request.blank as usize)?
    } else {
        let gather = Gather {
            app,
            session: &session,
            store: &session.store,
            settings: &settings,
            today,
            request,
            progress,
        };
        let forms = gather.forms().await?;
        log_numbers(app, &session, request.form, &forms).await?;
        forms
    };
    let options = PrintOptions {
        created_unix: day_unix(today),
        title: title(request.form).to_owned(),
        // Blank sheets carry no personal data and no trace; letters go to people's homes and
        // notices on the wall, where a clerk's name has no business.
        trace: match (request.blank, request.form) {
            (0, PaperForm::CondolenceLetter | PaperForm::PublicNotice) => String::new(),
            (0, PaperForm::RosterMasked | PaperForm::ScholarshipNotice) => String::new(),
            (0, _) => format!("{} {} 打印", session.user, today),
            _ => String::new(),
        },
        seals: true,
    };
    let fonts = app.fonts().await?.clone();
    let shown = progress.clone();
    let document = tokio::task::spawn_blocking(move || forms.lay_out(&fonts, &options, &shown))
        .await
        .map_err(internal)?
        .map_err(refused)?;
    let kind = if request.blank > 0 {
        "（空白）"
    } else {
        ""
    };
    let day = today.format("%Y%m%d");
    let unit = file_name_part(&settings.org_name);
    let name = title(request.form);
    Ok(pdf(format!("{unit}-{name}{kind}-{day}.pdf"), document))
}

/// A finished document on its way to the user.
pub fn pdf(file_name: String, document: Document) -> FileBytes {
    FileBytes {
        file_name,
        media_type: "application/pdf".to_owned(),
        warnings: warnings(&document),
        pages: u32::try_from(document.pages).unwrap_or(u32::MAX),
        base64: STANDARD.encode(document.bytes),
    }
}

/// Lists with full numbers are an access to those numbers, and are logged as one.
async fn log_numbers(
    app: &App,
    session: &Session,
    form: PaperForm,
    forms: &Forms,
) -> AppResult<()> {
    let field = match form {
        PaperForm::Roster | PaperForm::RosterBank => "roster",
        PaperForm::Receipt => "receipt",
        PaperForm::AidApplication => "aid_application",
        PaperForm::ScholarshipApplication => "scholarship_application",
        PaperForm::ScholarshipRoster => "scholarship_roster",
        PaperForm::ModelWorkerForm => "model_worker_form",
        PaperForm::ModelWorkerFunds => "model_worker_funds",
        _ => return Ok(()),
    };
    let reason = format!("打印{} {} 人", title(form), forms.count());
    log_access(app, session, field, reason).await
}

/// One entry of the access log that stands for many records.
pub async fn log_access(
    app: &App,
    session: &Session,
    field: &str,
    reason: String,
) -> AppResult<()> {
    let entry = songnuan_store::AccessEntry {
        at: app.now()?,
        who: session.user.clone(),
        record_id: Id::new("print"),
        field: field.to_owned(),
        reason,
    };
    Ok(session.store.log_access(&entry).await?)
}

/// A unit's name without what file systems refuse.
pub fn file_name_part(name: &str) -> String {
    let bad = |c: &char| c.is_control() || r#"\/:*?"<>|"#.contains(*c);
    name.chars().filter(|c| !bad(c)).collect()
}

/// The sentence of a document that was not made.
pub fn refused(error: ReportError) -> AppError {
    match error {
        ReportError::Cancelled => AppError::new(Code::Cancelled),
        ReportError::Font(name) => AppError::with(Code::FontMissing, [("detail", name)]),
        other => AppError::invalid(other.to_string()),
    }
}

/// What the user must read before signing: characters to be written by hand, pictures left out.
fn warnings(document: &Document) -> Vec<String> {
    let word = |glyph: &MissingGlyph| {
        let code = u32::from(glyph.ch);
        format!(
            "“{}”中的字“{}”(U+{code:04X})没有字体可印，已用〓代替，请手写补上。",
            glyph.at, glyph.ch
        )
    };
    document
        .missing
        .iter()
        .map(word)
        .chain(document.notices.iter().cloned())
        .collect()
}
