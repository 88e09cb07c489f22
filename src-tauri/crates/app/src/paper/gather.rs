//! What every form is collected from: the store, the unit, the day, and who asks.

use chrono::NaiveDate;
use songnuan_model::ledger::BatchFacts;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{Batch, Campaign, CampaignItem};
use songnuan_model::roles::{Act, may};
use songnuan_store::Store;

use super::forms::Forms;
use crate::app::{App, Session};
use crate::batches::facts_of;
use crate::commands::paper::{PaperForm, PrintRequest};
use crate::commands::session::Settings;
use crate::error::{AppError, AppResult};
use crate::jobs::Progress;

/// Collects what the forms of one request need.
pub struct Gather<'a> {
    pub app: &'a App,
    pub session: &'a Session,
    pub store: &'a Store,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    pub request: &'a PrintRequest,
    pub progress: &'a Progress,
}

/// What a list is printed from.
pub enum Source {
    Batch(Box<BatchFacts>),
    /// Before a batch is drafted from it.
    Campaign(Box<Campaign>),
}

/// The right a form asks for; a batch asks for [`Act::SeeMoney`] besides.
pub fn act(form: PaperForm) -> Act {
    match form {
        PaperForm::HardshipFile
        | PaperForm::VisitRecord
        | PaperForm::VisitCard
        | PaperForm::AidApplication
        | PaperForm::VisitLedger => Act::SeeCases,
        PaperForm::Roster | PaperForm::RosterMasked | PaperForm::CondolenceLetter => {
            Act::SeeCampaigns
        }
        PaperForm::ScholarshipApplication
        | PaperForm::ScholarshipRoster
        | PaperForm::ScholarshipSummary
        | PaperForm::ScholarshipNotice
        | PaperForm::ModelWorkerForm
        | PaperForm::ModelWorkerFunds
        | PaperForm::HonorLedger
        | PaperForm::ModelWorkerVisits => Act::SeeCases,
        PaperForm::RosterBank
        | PaperForm::Receipt
        | PaperForm::PublicNotice
        | PaperForm::FundLedger => Act::SeeMoney,
        PaperForm::SyncReceipt => Act::Sync,
    }
}

impl Gather<'_> {
    /// The forms the request names.
    pub async fn forms(&self) -> AppResult<Forms> {
        match self.request.form {
            PaperForm::HardshipFile | PaperForm::VisitRecord | PaperForm::VisitCard => {
                self.cases().await
            }
            PaperForm::Roster | PaperForm::RosterBank | PaperForm::RosterMasked => {
                self.rosters().await
            }
            PaperForm::AidApplication => self.applications().await,
            PaperForm::Receipt => self.receipts().await,
            PaperForm::CondolenceLetter => self.letters().await,
            PaperForm::PublicNotice => self.notices().await,
            PaperForm::VisitLedger => self.visit_ledgers().await,
            PaperForm::FundLedger => self.fund_ledgers().await,
            PaperForm::ScholarshipApplication => self.scholarship_applications().await,
            PaperForm::ScholarshipRoster => self.scholarship_rosters().await,
            PaperForm::ScholarshipSummary => self.scholarship_summaries().await,
            PaperForm::ScholarshipNotice => self.scholarship_notices().await,
            PaperForm::ModelWorkerForm => self.model_worker_forms().await,
            PaperForm::ModelWorkerFunds => self.model_worker_funds().await,
            PaperForm::HonorLedger => self.honor_ledger().await,
            PaperForm::ModelWorkerVisits => self.model_worker_visits().await,
            PaperForm::SyncReceipt => self.sync_receipts().await,
        }
    }

    /// The selected ids, for forms that cannot be printed for everything at once.
    pub fn selected(&self) -> AppResult<&[Id]> {
        if self.request.ids.is_empty() {
            return Err(AppError::invalid(format!(
                "“{}”要先选择打印哪些。没有打印，请在列表里勾选。",
                super::forms::title(self.request.form)
            )));
        }
        Ok(&self.request.ids)
    }

    /// Whether the one who asks may see the ledger.
    pub fn sees_money(&self) -> bool {
        may(&self.session.roles, Act::SeeMoney)
    }

    /// A record of a kind, `None` when the id is another kind's.
    pub async fn try_get<R: Record>(&self, id: &Id) -> Option<R> {
        // An id of another kind is an error of the store, and simply not this kind here.
        self.store.get::<R>(id).await.ok().flatten()
    }

    /// The batch or campaign behind an id; a batch only for those who may see the ledger.
    pub async fn source(&self, id: &Id) -> AppResult<Source> {
        if let Some(batch) = self.try_get::<Batch>(id).await {
            self.app.require(Act::SeeMoney).await?;
            return Ok(Source::Batch(Box::new(facts_of(self.store, batch).await?)));
        }
        match self.try_get::<Campaign>(id).await {
            Some(campaign) => Ok(Source::Campaign(Box::new(campaign))),
            None => Err(AppError::not_found("所选的活动或发放批次")),
        }
    }

    /// The people on a campaign's list, in its order.
    pub async fn list_of(&self, campaign: &Id) -> AppResult<Vec<CampaignItem>> {
        let mut items = self.store.children::<CampaignItem>(campaign).await?;
        items.retain(|item| item.removed_reason.is_none());
        items.sort_by_key(|item| item.seq);
        if items.is_empty() {
            return Err(AppError::invalid(
                "这个活动的名单上还没有人。没有打印，请先把人员加进名单。",
            ));
        }
        Ok(items)
    }
}
