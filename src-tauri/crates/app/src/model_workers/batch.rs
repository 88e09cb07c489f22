//! Declared benefits on their way into the ledger.

use songnuan_model::record::Id;
use songnuan_model::records::{AidKind, Benefit, BenefitKind, CountUnit, ModelWorker, WorkerState};
use songnuan_model::roles::Act;

use super::around::Around;
use crate::app::App;
use crate::batches;
use crate::commands::batches::{AwardLine, BatchDetail, BatchDraft, LineDraft};
use crate::commands::model_workers::BenefitBatch;
use crate::error::{AppError, AppResult};
use crate::scholarships::paid;

/// Drafts a batch for declared benefits that are in no batch. The draft checks everything again
/// inside its operation; that a benefit is paid once, too.
pub async fn benefit_batch(app: &App, request: BenefitBatch) -> AppResult<BatchDetail> {
    let store = app.store_for(Act::DraftBatches).await?;
    let mut benefits = store
        .by_key::<Benefit>("benefit_year", &request.year.to_string())
        .await?;
    let named = &request.benefit_ids;
    benefits.retain(|benefit| {
        (named.is_empty() || named.contains(&benefit.id))
            && (request.kinds.is_empty() || request.kinds.contains(&benefit.kind))
    });
    let ids: Vec<Id> = benefits.iter().map(|benefit| benefit.id.clone()).collect();
    let paid = paid(&store, &ids).await?;
    benefits.retain(|benefit| !paid.contains_key(&benefit.id));
    let mut workers: Vec<Id> = benefits
        .iter()
        .map(|benefit| benefit.model_worker_id.clone())
        .collect();
    workers.sort();
    workers.dedup();
    let mut workers = store.get_many::<ModelWorker>(&workers).await?;
    workers.sort_by_key(|worker| worker.seq);
    let around = Around::read(&store, &workers).await?;
    let mut lines = Vec::new();
    for worker in &workers {
        let own = benefits.iter().filter(|it| it.model_worker_id == worker.id);
        for benefit in own {
            let Some(aid_kind) = aid_kind(benefit.kind) else {
                continue;
            };
            if worker.state == WorkerState::Deceased {
                return Err(AppError::invalid(format!(
                    "{}已登记去世，不能再发{}。没有拟定批次，请把这一笔去掉。",
                    around.name(worker),
                    benefit.kind.label()
                )));
            }
            lines.push(line(worker, benefit, aid_kind));
        }
    }
    if lines.is_empty() {
        return Err(AppError::invalid(format!(
            "{} 年没有已申报、还没有列入批次、用现金或转账发放的待遇。没有拟定批次。",
            request.year
        )));
    }
    let draft = BatchDraft {
        campaign_id: None,
        item_ids: Vec::new(),
        lines,
        fund_id: request.fund_id,
        method: request.method,
        purpose: request
            .purpose
            .unwrap_or_else(|| format!("{}年劳模待遇", request.year)),
        needs_notice: request.needs_notice,
        no: None,
        note: None,
    };
    batches::draft(app, draft).await
}

/// Paid in money, so that the ledger pays it.
pub(super) fn is_money(kind: BenefitKind) -> bool {
    aid_kind(kind).is_some()
}

/// The kind in the ledger; `None` where the benefit is no money in the hand.
fn aid_kind(kind: BenefitKind) -> Option<AidKind> {
    match kind {
        BenefitKind::LivingSubsidy => Some(AidKind::LivingSubsidy),
        BenefitKind::SpecialHardshipFund => Some(AidKind::SpecialHardshipFund),
        BenefitKind::FestivalMoney => Some(AidKind::FestivalMoney),
        BenefitKind::HonorAllowance => Some(AidKind::HonorAllowance),
        BenefitKind::HospitalVisit => Some(AidKind::CondolenceMoney),
        BenefitKind::MedicalCheck | BenefitKind::Recuperation => None,
    }
}

fn line(worker: &ModelWorker, benefit: &Benefit, aid_kind: AidKind) -> LineDraft {
    LineDraft {
        file_id: worker.file_id.clone(),
        person_id: Some(worker.person_id.clone()),
        aid_kind,
        unit: CountUnit::Person,
        amount: benefit.amount,
        cost: None,
        temporary_reason: None,
        award: Some(AwardLine {
            id: benefit.id.clone(),
            holder: worker.card_holder.clone(),
            card_no: worker.card_no.clone(),
            bank: worker.bank.clone(),
        }),
    }
}
