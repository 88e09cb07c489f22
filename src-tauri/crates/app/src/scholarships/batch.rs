//! The awards of a round on their way into the ledger.

use songnuan_model::records::{
    AidKind, AwardDecision, CountUnit, FileStatus, HardshipFile, ScholarshipCase,
    ScholarshipStepKind,
};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::is_over;

use super::around::{self, Around};
use crate::app::App;
use crate::batches;
use crate::commands::batches::{AwardLine, BatchDetail, BatchDraft, LineDraft};
use crate::commands::scholarships::ScholarshipBatch;
use crate::error::{AppError, AppResult};

/// Drafts a batch for awarded and approved applications that are in no batch. The draft checks
/// everything again inside its operation; that an award is paid once, too.
pub async fn batch(app: &App, request: ScholarshipBatch) -> AppResult<BatchDetail> {
    let store = app.store_for(Act::DraftBatches).await?;
    let round = around::round(&store, &request.round_id).await?;
    let mut cases = store.children::<ScholarshipCase>(&round.id).await?;
    let around = Around::read(&store, &cases).await?;
    let named = !request.case_ids.is_empty();
    cases.retain(|case| !named || request.case_ids.contains(&case.id));
    cases.sort_by_key(|case| case.seq);
    let (mut lines, mut waiting) = (Vec::new(), Vec::new());
    for case in &cases {
        let name = around.name(case);
        let free = case.decision == AwardDecision::Award && !around.paid.contains_key(&case.id);
        let steps = around.steps(&case.id);
        let approved = steps
            .iter()
            .any(|step| step.kind == ScholarshipStepKind::Approved);
        if !free || is_over(steps) {
            if named {
                return Err(AppError::invalid(format!(
                    "{name}不能列入发放：{}没有拟定批次。",
                    why_not(&around, case)
                )));
            }
        } else if approved {
            let file = match &case.parent_file_id {
                Some(id) => store.get::<HardshipFile>(id).await?,
                None => None,
            };
            lines.push(line(case, file.as_ref()));
        } else {
            waiting.push(name.to_owned());
        }
    }
    if lines.is_empty() {
        let why = if waiting.is_empty() {
            "没有结论为“资助”、还没有列入批次的申请。".to_owned()
        } else {
            format!(
                "{}等 {} 人的申请还没有批准，请先登记公示和批准。",
                waiting.first().map_or("", String::as_str),
                waiting.len()
            )
        };
        return Err(AppError::invalid(format!("{why}没有拟定批次。")));
    }
    let draft = BatchDraft {
        campaign_id: None,
        item_ids: Vec::new(),
        lines,
        fund_id: request.fund_id,
        method: request.method,
        purpose: request.purpose.unwrap_or(round.name),
        needs_notice: request.needs_notice,
        no: None,
        note: None,
    };
    let mut drafted = batches::draft(app, draft).await?;
    if !waiting.is_empty() {
        drafted.warnings.push(format!(
            "{} 人的申请还没有批准，没有列入：{}。",
            waiting.len(),
            waiting.join("、")
        ));
    }
    Ok(drafted)
}

fn why_not(around: &Around, case: &ScholarshipCase) -> String {
    match around.paid.get(&case.id) {
        Some(paid) => format!("已列入批次 {}。", paid.batch_no),
        None if case.decision == AwardDecision::Award => "申请已经毕业或中止。".to_owned(),
        None => format!("申请的结论是“{}”。", case.decision.label()),
    }
}

fn line(case: &ScholarshipCase, file: Option<&HardshipFile>) -> LineDraft {
    let active = file.is_some_and(|file| file.status == FileStatus::Active);
    // A file's own card belongs to the parent.
    let holder = case
        .card_holder
        .clone()
        .or_else(|| case.card_no.is_none().then(|| case.parent_name.clone()));
    LineDraft {
        file_id: file.map(|file| file.id.clone()),
        person_id: Some(case.person_id.clone()),
        aid_kind: AidKind::SchoolAid,
        unit: CountUnit::Person,
        amount: case.award,
        cost: None,
        temporary_reason: (!active).then(|| unfiled(case)),
        award: Some(AwardLine {
            id: case.id.clone(),
            holder,
            card_no: case.card_no.clone(),
            bank: case.bank.clone(),
        }),
    }
}

/// Why aid is given without an active file.
fn unfiled(case: &ScholarshipCase) -> String {
    let why = case.unfiled_reason.as_deref();
    let why = why.map(|why| format!("（{why}）")).unwrap_or_default();
    format!("金秋助学：家长没有在档的困难职工档案{why}，按未建档标准资助")
}
