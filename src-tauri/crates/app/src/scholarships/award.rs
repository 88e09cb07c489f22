//! Deciding applications by the round's pack.

use songnuan_model::records::{
    AwardDecision, ScholarshipCase, ScholarshipStep, ScholarshipStepKind,
};
use songnuan_model::roles::Act;

use super::around::{self, Around, is_duplicate, judge};
use super::list::found;
use crate::app::App;
use crate::commands::scholarships::{ScholarshipAward, ScholarshipList, ScholarshipQuery};
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Decides the named applications, or every one of the round that is not yet public or paid.
pub async fn award(app: &App, request: ScholarshipAward) -> AppResult<ScholarshipList> {
    let store = app.store_for(Act::EditCases).await?;
    let round = around::round(&store, &request.round_id).await?;
    let pack = load_pack(&store, &round.pack).await?;
    let mut tx = app.begin(Op::AwardScholarship, "").await?;
    let cases = store.children::<ScholarshipCase>(&round.id).await?;
    let around = Around::read(&store, &cases).await?;
    for id in &request.case_ids {
        let Some(case) = cases.iter().find(|case| case.id == *id) else {
            return Err(AppError::not_found("这次助学活动里的这份申请"));
        };
        if let Some(why) = fixed(&around, case) {
            return Err(AppError::invalid(format!(
                "{}：{why}，结论不能再改。没有改动。",
                around.name(case)
            )));
        }
    }
    for case in &cases {
        let asked = request.case_ids.is_empty() || request.case_ids.contains(&case.id);
        if !asked || fixed(&around, case).is_some() {
            continue;
        }
        let judged = judge(&store, &pack, &round, case, is_duplicate(&cases, case)).await?;
        let mut decided = case.clone();
        decided.decision = judged.decision.decision;
        decided.award = judged.decision.award;
        decided.reasons = judged.decision.reasons;
        tx.put(&decided).await?;
    }
    tx.commit().await?;
    let query = ScholarshipQuery {
        round_id: Some(round.id),
        ..ScholarshipQuery::default()
    };
    found(&store, &query).await
}

/// Why the decision stands, when it does.
pub(super) fn fixed(around: &Around, case: &ScholarshipCase) -> Option<String> {
    if let Some(paid) = around.paid.get(&case.id) {
        return Some(format!("已列入发放批次 {}", paid.batch_no));
    }
    let public = |step: &&ScholarshipStep| {
        !matches!(
            step.kind,
            ScholarshipStepKind::Applied | ScholarshipStepKind::GrassReviewed
        )
    };
    let step = around.steps(&case.id).iter().find(public)?;
    let awarded =
        case.decision == AwardDecision::Award || step.kind == ScholarshipStepKind::Dropped;
    awarded.then(|| format!("已于 {} 登记“{}”", step.on, step.kind.label()))
}
