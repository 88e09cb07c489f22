//! The print job: collect the records, lay out the forms, one PDF.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use songnuan_model::record::Id;
use songnuan_model::records::{Attachment, FileStatus, HardshipFile, Person, Visit, VisitState};
use songnuan_model::roles::Act;
use songnuan_reports::data::{HardshipFileForm, Photo, VisitCardForm, VisitRecordForm};
use songnuan_reports::{Document, Fonts, MissingGlyph, PrintOptions, ReportError};
use songnuan_store::Store;

use super::hardship;
use super::visit::{self, Sheet};
use crate::app::App;
use crate::commands::internal;
use crate::commands::paper::{PaperForm, PrintRequest};
use crate::commands::session::Settings;
use crate::commands::shared::{FileBytes, JobStarted};
use crate::error::{AppError, AppResult, Code};
use crate::files::{Dossier, Reader, day_unix, verdict_of};
use crate::jobs::Progress;
use crate::visits::as_jpeg;

/// Blank copies at most.
const MOST_BLANK: u32 = 500;

/// Forms ready to be laid out.
enum Forms {
    Files(Vec<HardshipFileForm>),
    Records(Vec<VisitRecordForm>),
    Cards(Vec<VisitCardForm>),
}

/// Starts the job; its result is `FileBytes`.
pub async fn start(app: &App, request: PrintRequest) -> AppResult<JobStarted> {
    app.require(Act::SeeCases).await?;
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
    let worker = app.clone();
    Ok(app
        .jobs()
        .start(app.host().new_id(), |progress| async move {
            print(&worker, &request, &progress).await
        }))
}

async fn print(app: &App, request: &PrintRequest, progress: &Progress) -> AppResult<FileBytes> {
    let session = app.session().await?;
    let settings = crate::session::settings_of(&session.store).await?;
    let today = app.host().today();
    let forms = if request.blank > 0 {
        blank(request)
    } else {
        Gather {
            app,
            store: &session.store,
            settings: &settings,
            today,
            request,
            progress,
        }
        .forms()
        .await?
    };
    let fonts = app.fonts().await?.clone();
    let options = PrintOptions {
        created_unix: day_unix(today),
        title: title(request.form).to_owned(),
        // Blank sheets carry no personal data and no trace.
        trace: match request.blank {
            0 => format!("{} {} 打印", session.user, today),
            _ => String::new(),
        },
        seals: true,
    };
    let shown = progress.clone();
    let document = tokio::task::spawn_blocking(move || lay_out(&fonts, &forms, &options, &shown))
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
    Ok(FileBytes {
        file_name: format!("{unit}-{}{kind}-{day}.pdf", title(request.form)),
        media_type: "application/pdf".to_owned(),
        warnings: warnings(&document),
        pages: u32::try_from(document.pages).unwrap_or(u32::MAX),
        base64: STANDARD.encode(document.bytes),
    })
}

fn title(form: PaperForm) -> &'static str {
    match form {
        PaperForm::HardshipFile => "困难职工档案表",
        PaperForm::VisitRecord => "入户调查表",
        PaperForm::VisitCard => "走访卡",
        _ => "",
    }
}

/// A unit's name without what file systems refuse.
fn file_name_part(name: &str) -> String {
    let bad = |c: &char| c.is_control() || r#"\/:*?"<>|"#.contains(*c);
    name.chars().filter(|c| !bad(c)).collect()
}

fn blank(request: &PrintRequest) -> Forms {
    let copies = request.blank as usize;
    match request.form {
        PaperForm::HardshipFile => Forms::Files(vec![HardshipFileForm::default(); copies]),
        PaperForm::VisitRecord => Forms::Records(vec![VisitRecordForm::default(); copies]),
        PaperForm::VisitCard => Forms::Cards(vec![VisitCardForm::default(); copies]),
        _ => Forms::Cards(Vec::new()),
    }
}

fn lay_out(
    fonts: &Fonts,
    forms: &Forms,
    options: &PrintOptions,
    progress: &Progress,
) -> Result<Document, ReportError> {
    let total = match forms {
        Forms::Files(items) => items.len(),
        Forms::Records(items) => items.len(),
        Forms::Cards(items) => items.len(),
    };
    progress.stage("排版", total);
    let mut count = |done: usize, _: usize| progress.done(done).is_ok();
    match forms {
        Forms::Files(items) => songnuan_reports::hardship_files(fonts, items, options, &mut count),
        Forms::Records(items) => songnuan_reports::visit_records(fonts, items, options, &mut count),
        Forms::Cards(items) => songnuan_reports::visit_cards(fonts, items, options, &mut count),
    }
}

fn refused(error: ReportError) -> AppError {
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

/// Collects what the forms need.
struct Gather<'a> {
    app: &'a App,
    store: &'a Store,
    settings: &'a Settings,
    today: NaiveDate,
    request: &'a PrintRequest,
    progress: &'a Progress,
}

impl Gather<'_> {
    async fn forms(&self) -> AppResult<Forms> {
        let ids = if self.request.all {
            self.all().await?
        } else {
            self.request.ids.clone()
        };
        if ids.is_empty() {
            return Err(AppError::invalid(
                "没有可以打印的内容:没有在档的档案或已登记的走访。",
            ));
        }
        self.progress.stage("收集资料", ids.len());
        let (mut files, mut records, mut cards) = (Vec::new(), Vec::new(), Vec::new());
        for (done, id) in ids.iter().enumerate() {
            match self.request.form {
                PaperForm::HardshipFile => files.push(self.file(id).await?),
                PaperForm::VisitRecord => records.push(visit::record(self.sheet(id).await?)),
                PaperForm::VisitCard => cards.push(visit::card(&self.sheet(id).await?)),
                _ => {}
            }
            self.progress.done(done + 1)?;
        }
        Ok(match self.request.form {
            PaperForm::HardshipFile => Forms::Files(files),
            PaperForm::VisitRecord => Forms::Records(records),
            _ => Forms::Cards(cards),
        })
    }

    /// All files on record in the order of their numbers, or all recorded visits by date.
    async fn all(&self) -> AppResult<Vec<Id>> {
        if self.request.form == PaperForm::HardshipFile {
            let mut files = self.store.all::<HardshipFile>().await?;
            files.retain(|f| matches!(f.status, FileStatus::Active | FileStatus::Temporary));
            files.sort_by(|a, b| a.file_no.cmp(&b.file_no));
            return Ok(files.into_iter().map(|file| file.id).collect());
        }
        let mut visits = self.store.all::<Visit>().await?;
        visits.retain(|visit| visit.state == VisitState::Visited);
        visits.sort_by(|a, b| (a.visited_on, &a.id).cmp(&(b.visited_on, &b.id)));
        Ok(visits.into_iter().map(|visit| visit.id).collect())
    }

    async fn dossier(&self, id: &Id) -> AppResult<Dossier> {
        Dossier::read(
            &Reader {
                store: self.store,
                as_of: None,
            },
            id,
        )
        .await
    }

    async fn file(&self, id: &Id) -> AppResult<HardshipFileForm> {
        let dossier = self.dossier(id).await?;
        let attachments = self.store.children::<Attachment>(id).await?;
        Ok(hardship::form(
            &dossier,
            &attachments,
            &self.settings.org_name,
            self.today,
        ))
    }

    /// The sheet of a visit, or one pre-filled from a file.
    async fn sheet(&self, id: &Id) -> AppResult<Sheet> {
        let visit = self.store.get::<Visit>(id).await.ok().flatten();
        let file_id = match &visit {
            Some(visit) => visit.file_id.clone(),
            None => Some(id.clone()),
        };
        let dossier = match &file_id {
            Some(file_id) => Some(self.dossier(file_id).await?),
            None => None,
        };
        let person_id = visit.as_ref().and_then(|visit| visit.person_id.clone());
        let person = match (person_id, &dossier) {
            (Some(person), _) => self.store.get::<Person>(&person).await?,
            (None, Some(dossier)) => Some(dossier.applicant.clone()),
            (None, None) => None,
        };
        let verdict = match &file_id {
            // Without a verdict the cell stays empty for the pen.
            Some(file_id) => verdict_of(self.app, file_id).await.ok().flatten(),
            None => None,
        };
        let photos = match &visit {
            Some(visit) if self.request.with_photos => self.photos(&visit.id).await?,
            _ => Vec::new(),
        };
        Ok(Sheet {
            person: person.ok_or_else(|| AppError::not_found("走访对象"))?,
            visit,
            dossier,
            verdict,
            photos,
            union: self.settings.org_name.clone(),
            region: self.settings.region.clone(),
            on: self.today,
        })
    }

    async fn photos(&self, visit: &Id) -> AppResult<Vec<Photo>> {
        let mut photos = Vec::new();
        for attachment in self.store.children::<Attachment>(visit).await? {
            let bytes = self.store.get_blob(&attachment.blob).await?;
            let caption = match &attachment.taken_at {
                Some(at) => format!("{}　{at}", attachment.kind),
                None => attachment.kind.clone(),
            };
            let jpeg = tokio::task::spawn_blocking(move || as_jpeg(bytes)).await;
            photos.extend(jpeg.map_err(internal)?.map(|jpeg| Photo { jpeg, caption }));
        }
        Ok(photos)
    }
}
