//! Forms filled and ready: their names, their blanks, and the call that lays them out.

use songnuan_reports::data::{
    AidApplicationForm, FundLedgerForm, HardshipFileForm, HonorLedgerForm, LetterForm,
    ModelWorkerForm, ModelWorkerFundsForm, ModelWorkerVisitsForm, NoticeForm, ReceiptForm,
    RosterForm, RosterVariant, ScholarshipApplicationForm, ScholarshipRosterForm,
    ScholarshipSummaryForm, SyncReceiptForm, VisitCardForm, VisitLedgerForm, VisitRecordForm,
};
use songnuan_reports::{Document, Fonts, PrintOptions, ReportError};

use crate::commands::paper::PaperForm;
use crate::error::{AppError, AppResult};
use crate::jobs::Progress;

/// Forms of one kind.
pub enum Forms {
    Files(Vec<HardshipFileForm>),
    Records(Vec<VisitRecordForm>),
    Cards(Vec<VisitCardForm>),
    Rosters(Vec<RosterForm>),
    Applications(Vec<AidApplicationForm>),
    Receipts(Vec<ReceiptForm>),
    Letters(Vec<LetterForm>),
    Notices(Vec<NoticeForm>),
    VisitLedgers(Vec<VisitLedgerForm>),
    FundLedgers(Vec<FundLedgerForm>),
    ScholarshipApplications(Vec<ScholarshipApplicationForm>),
    ScholarshipRosters(Vec<ScholarshipRosterForm>),
    ScholarshipSummaries(Vec<ScholarshipSummaryForm>),
    ModelWorkers(Vec<ModelWorkerForm>),
    ModelWorkerFunds(Vec<ModelWorkerFundsForm>),
    HonorLedgers(Vec<HonorLedgerForm>),
    ModelWorkerVisits(Vec<ModelWorkerVisitsForm>),
    SyncReceipts(Vec<SyncReceiptForm>),
}

/// The name of a form: in file names and in the document's properties.
pub fn title(form: PaperForm) -> &'static str {
    match form {
        PaperForm::HardshipFile => "困难职工档案表",
        PaperForm::VisitRecord => "入户调查表",
        PaperForm::VisitCard => "走访卡",
        PaperForm::Roster => "慰问金发放花名册",
        PaperForm::RosterBank => "慰问金发放花名册(银行)",
        PaperForm::RosterMasked => "慰问金发放花名册(张贴)",
        PaperForm::AidApplication => "困难职工补助(救助)申请审批表",
        PaperForm::Receipt => "领款单",
        PaperForm::CondolenceLetter => "慰问信",
        PaperForm::PublicNotice => "公示",
        PaperForm::VisitLedger => "走访台账",
        PaperForm::FundLedger => "资金收支明细账",
        PaperForm::ScholarshipApplication => "金秋助学申请审批表",
        PaperForm::ScholarshipRoster => "金秋助学名册",
        PaperForm::ScholarshipSummary => "金秋助学汇总表",
        PaperForm::ScholarshipNotice => "金秋助学公示",
        PaperForm::ModelWorkerForm => "劳动模范登记表",
        PaperForm::ModelWorkerFunds => "劳模三金申报表",
        PaperForm::HonorLedger => "荣誉台账",
        PaperForm::ModelWorkerVisits => "劳模慰问登记",
        PaperForm::SyncReceipt => "同步回执",
    }
}

/// Which roster a form is.
pub fn variant(form: PaperForm) -> RosterVariant {
    match form {
        PaperForm::RosterBank => RosterVariant::Bank,
        PaperForm::RosterMasked => RosterVariant::Masked,
        _ => RosterVariant::Cash,
    }
}

/// Blank copies to be filled by hand; letters, notices, ledgers and what the program itself vouches
/// for have no blank form.
pub fn blank(form: PaperForm, copies: usize) -> AppResult<Forms> {
    fn of<T: Default + Clone>(copies: usize) -> Vec<T> {
        vec![T::default(); copies]
    }
    Ok(match form {
        PaperForm::HardshipFile => Forms::Files(of(copies)),
        PaperForm::VisitRecord => Forms::Records(of(copies)),
        PaperForm::VisitCard => Forms::Cards(of(copies)),
        PaperForm::AidApplication => Forms::Applications(of(copies)),
        PaperForm::Receipt => Forms::Receipts(of(copies)),
        PaperForm::ScholarshipApplication => Forms::ScholarshipApplications(of(copies)),
        PaperForm::ModelWorkerForm => Forms::ModelWorkers(of(copies)),
        PaperForm::ModelWorkerVisits => Forms::ModelWorkerVisits(of(copies)),
        PaperForm::Roster | PaperForm::RosterBank => {
            let roster = RosterForm {
                variant: variant(form),
                ..RosterForm::default()
            };
            Forms::Rosters(vec![roster; copies])
        }
        _ => {
            return Err(AppError::invalid(format!(
                "“{}”没有空白表。没有打印，请在列表里选择后打印。",
                title(form)
            )));
        }
    })
}

impl Forms {
    /// What is counted while laying out: rows of lists, forms otherwise.
    pub fn count(&self) -> usize {
        match self {
            Forms::Files(items) => items.len(),
            Forms::Records(items) => items.len(),
            Forms::Cards(items) => items.len(),
            Forms::Rosters(items) => items.iter().map(|item| item.rows.len().max(1)).sum(),
            Forms::Applications(items) => items.len(),
            Forms::Receipts(items) => items.len(),
            Forms::Letters(items) => items.len(),
            Forms::Notices(items) => items.iter().map(|item| item.rows.len()).sum(),
            Forms::VisitLedgers(items) => items.iter().map(|item| item.rows.len()).sum(),
            Forms::FundLedgers(items) => items.iter().map(|item| item.rows.len() + 1).sum(),
            Forms::ScholarshipApplications(items) => items.len(),
            Forms::ScholarshipRosters(items) => items.iter().map(|item| item.rows.len()).sum(),
            Forms::ScholarshipSummaries(items) => items.len(),
            Forms::ModelWorkers(items) => items.len(),
            Forms::ModelWorkerFunds(items) => items.iter().map(|item| item.rows.len()).sum(),
            Forms::HonorLedgers(items) => items.iter().map(|item| item.rows.len()).sum(),
            Forms::ModelWorkerVisits(items) => {
                items.iter().map(|item| item.rows.len().max(1)).sum()
            }
            Forms::SyncReceipts(items) => items.len(),
        }
    }

    /// The document.
    pub fn lay_out(
        &self,
        fonts: &Fonts,
        options: &PrintOptions,
        progress: &Progress,
    ) -> Result<Document, ReportError> {
        progress.stage("排版", self.count());
        let count = &mut |done: usize, _: usize| progress.done(done).is_ok();
        match self {
            Forms::Files(items) => songnuan_reports::hardship_files(fonts, items, options, count),
            Forms::Records(items) => songnuan_reports::visit_records(fonts, items, options, count),
            Forms::Cards(items) => songnuan_reports::visit_cards(fonts, items, options, count),
            Forms::Rosters(items) => songnuan_reports::rosters(fonts, items, options, count),
            Forms::Applications(items) => {
                songnuan_reports::aid_applications(fonts, items, options, count)
            }
            Forms::Receipts(items) => songnuan_reports::receipts(fonts, items, options, count),
            Forms::Letters(items) => songnuan_reports::letters(fonts, items, options, count),
            Forms::Notices(items) => songnuan_reports::notices(fonts, items, options, count),
            Forms::VisitLedgers(items) => {
                songnuan_reports::visit_ledgers(fonts, items, options, count)
            }
            Forms::FundLedgers(items) => {
                songnuan_reports::fund_ledgers(fonts, items, options, count)
            }
            Forms::ScholarshipApplications(items) => {
                songnuan_reports::scholarship_applications(fonts, items, options, count)
            }
            Forms::ScholarshipRosters(items) => {
                songnuan_reports::scholarship_rosters(fonts, items, options, count)
            }
            Forms::ScholarshipSummaries(items) => {
                songnuan_reports::scholarship_summaries(fonts, items, options, count)
            }
            Forms::ModelWorkers(items) => {
                songnuan_reports::model_workers(fonts, items, options, count)
            }
            Forms::ModelWorkerFunds(items) => {
                songnuan_reports::model_worker_funds(fonts, items, options, count)
            }
            Forms::HonorLedgers(items) => {
                songnuan_reports::honor_ledgers(fonts, items, options, count)
            }
            Forms::ModelWorkerVisits(items) => {
                songnuan_reports::model_worker_visits(fonts, items, options, count)
            }
            Forms::SyncReceipts(items) => {
                songnuan_reports::sync_receipts(fonts, items, options, count)
            }
        }
    }
}
