//! The forms of one household: 困难职工档案表, 入户调查表, the visit card.

use songnuan_model::record::Id;
use songnuan_model::records::{Attachment, FileStatus, HardshipFile, Person, Visit, VisitState};
use songnuan_reports::data::{HardshipFileForm, Photo};

use super::forms::Forms;
use super::gather::Gather;
use super::hardship;
use super::visit::{self, Sheet};
use crate::commands::internal;
use crate::commands::paper::PaperForm;
use crate::error::{AppError, AppResult};
use crate::files::{Dossier, Reader, verdict_of};
use crate::visits::as_jpeg;

impl Gather<'_> {
    /// The selected files or visits, or all of them, as forms.
    pub async fn cases(&self) -> AppResult<Forms> {
        let ids = if self.request.all {
            self.all_cases().await?
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
                PaperForm::VisitRecord => records.push(visit::record(self.sheet(id).await?)),
                PaperForm::VisitCard => cards.push(visit::card(&self.sheet(id).await?)),
                _ => files.push(self.file(id).await?),
            }
            self.progress.done(done + 1)?;
        }
        Ok(match self.request.form {
            PaperForm::VisitRecord => Forms::Records(records),
            PaperForm::VisitCard => Forms::Cards(cards),
            _ => Forms::Files(files),
        })
    }

    /// All files on record in the order of their numbers, or all recorded visits by date.
    async fn all_cases(&self) -> AppResult<Vec<Id>> {
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

    pub async fn dossier(&self, id: &Id) -> AppResult<Dossier> {
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
