//! The audit pack of a batch (a job): one PDF and the folder beside it, the same bytes for the same
//! facts. What it says is in `audit_sections.rs` and `audit_results.rs`, the files beside the PDF in
//! `audit_files.rs`.

use songnuan_model::ledger::BatchFacts;
use songnuan_model::records::{Campaign, Fund};
use songnuan_model::roles::Act;
use songnuan_reports::PrintOptions;
use songnuan_reports::data::{AuditPackForm, RosterVariant};

use super::audit_files as files;
use super::audit_results as results;
use super::audit_sections as sections;
use super::gather::Gather;
use super::people::People;
use super::print::{file_name_part, log_access, pdf, refused};
use crate::app::App;
use crate::batches::facts;
use crate::commands::batches::{AuditFiles, AuditPack};
use crate::commands::eligibility::{EligibilityQuery, FileVerdict};
use crate::commands::internal;
use crate::commands::paper::{PaperForm, PrintRequest};
use crate::commands::shared::JobStarted;
use crate::eligibility;
use crate::error::AppResult;
use crate::files::day_unix;
use crate::jobs::Progress;

/// Operations of a batch's history at most; a batch has a few dozen.
const MOST_HISTORY: u32 = 10_000;

/// Starts the job; its result is `AuditFiles`.
pub async fn audit_pack_start(app: &App, request: AuditPack) -> AppResult<JobStarted> {
    app.require(Act::SeeMoney).await?;
    app.require(Act::Export).await?;
    let worker = app.clone();
    Ok(app
        .jobs()
        .start(app.host().new_id(), |progress| async move {
            pack(&worker, &request, &progress).await
        }))
}

/// Everything the pack is written from.
pub struct Case {
    pub facts: BatchFacts,
    pub people: People,
    pub campaign: Option<Campaign>,
    pub fund: Option<Fund>,
    /// Policy pack the verdicts are made with.
    pub pack: String,
    /// What that pack is called.
    pub pack_name: String,
    /// The verdict on every file of the batch, as of the day it was drafted.
    pub verdicts: Vec<FileVerdict>,
    /// Oldest first.
    pub history: Vec<songnuan_store::OpEntry>,
    pub today: chrono::NaiveDate,
}

async fn pack(app: &App, request: &AuditPack, progress: &Progress) -> AppResult<AuditFiles> {
    let session = app.require(Act::SeeMoney).await?;
    app.require(Act::Export).await?;
    let settings = crate::session::settings_of(&session.store).await?;
    let today = app.host().today();
    let print = PrintRequest {
        form: PaperForm::Roster,
        ids: vec![request.batch_id.clone()],
        all: false,
        blank: 0,
        with_photos: false,
        from: None,
        to: None,
        year: None,
    };
    let gather = Gather {
        app,
        session: &session,
        store: &session.store,
        settings: &settings,
        today,
        request: &print,
        progress,
    };
    let case = gather.case(&request.batch_id).await?;
    let form = gather.pack_form(&case).await?;
    let no = file_name_part(&case.facts.batch.no);
    let name = format!("批次{no}审计资料");
    let options = PrintOptions {
        created_unix: day_unix(today),
        title: name.clone(),
        trace: format!("{} {} 导出", session.user, today),
        seals: false,
    };
    let roster = form.roster.clone();
    let fonts = app.fonts().await?.clone();
    progress.stage("排版", roster.rows.len());
    let shown = progress.clone();
    let document = tokio::task::spawn_blocking(move || {
        let count = &mut |done: usize, _: usize| shown.done(done).is_ok();
        songnuan_reports::audit_pack(&fonts, &form, &options, count)
    })
    .await
    .map_err(internal)?
    .map_err(refused)?;
    let mut out = vec![pdf(format!("{name}.pdf"), document)];
    out.extend(files::of(&gather, &case, &roster).await?);
    let lines = case.facts.lines.len();
    let reason = format!("导出批次 {} 的审计资料 {lines} 笔", case.facts.batch.no);
    log_access(app, &session, "audit_pack", reason).await?;
    Ok(AuditFiles {
        folder: format!("{}-{name}", file_name_part(&settings.org_name)),
        files: out,
    })
}

impl Gather<'_> {
    async fn case(&self, batch: &songnuan_model::record::Id) -> AppResult<Case> {
        let facts = facts(self.store, batch).await?;
        let campaign = match &facts.batch.campaign_id {
            Some(id) => self.store.get::<Campaign>(id).await?,
            None => None,
        };
        let pack = match campaign.as_ref().and_then(|it| it.pack.clone()) {
            Some(pack) => pack,
            None => self.settings.default_pack.clone(),
        };
        let mut history = self
            .store
            .history_of(std::slice::from_ref(batch), MOST_HISTORY, None)
            .await?;
        history.reverse();
        Ok(Case {
            people: People::of_lines(self.store, &facts.lines).await?,
            fund: self.store.get::<Fund>(&facts.batch.fund_id).await?,
            verdicts: self.verdicts(&facts, &pack).await?,
            today: self.today,
            pack_name: eligibility::load_pack(self.store, &pack).await?.name,
            campaign,
            pack,
            history,
            facts,
        })
    }

    /// The verdict on each file, by the version of the pack in force when the batch was drafted. A
    /// file no verdict can be made on is told of in the section.
    async fn verdicts(&self, facts: &BatchFacts, pack: &str) -> AppResult<Vec<FileVerdict>> {
        let mut ids: Vec<_> = facts
            .lines
            .iter()
            .filter(|line| line.reverses.is_none())
            .filter_map(|line| line.file_id.clone())
            .collect();
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        self.progress.stage("认定核对", ids.len());
        let mut verdicts = Vec::with_capacity(ids.len());
        for (done, id) in ids.into_iter().enumerate() {
            let query = EligibilityQuery {
                file_id: Some(id),
                file_no: None,
                id_no: None,
                pack: pack.to_owned(),
                on: Some(facts.batch.made_on),
                dibao_line: None,
            };
            if let Ok(found) = eligibility::assess(self.app, query).await {
                verdicts.extend(found);
            }
            self.progress.done(done + 1)?;
        }
        Ok(verdicts)
    }

    async fn pack_form(&self, case: &Case) -> AppResult<AuditPackForm> {
        let mut parts = vec![sections::basis(case), sections::verdicts(case)];
        // A batch with nothing left to pay has no notice to show.
        let notice = self.notice(&case.facts).await.ok();
        parts.push(sections::notice(case, notice.as_ref()));
        parts.push(sections::approvals(case));
        let before_roster = parts.len();
        parts.push(results::payments(case));
        parts.push(results::history(case));
        Ok(AuditPackForm {
            title: "发放批次审计资料".to_owned(),
            no: case.facts.batch.no.clone(),
            unit: self.settings.org_name.clone(),
            made_on: songnuan_model::dates::chinese_date(self.today),
            facts: sections::cover(case),
            sections: parts,
            roster: self.batch_roster(&case.facts, RosterVariant::Cash).await?,
            before_roster,
        })
    }
}
