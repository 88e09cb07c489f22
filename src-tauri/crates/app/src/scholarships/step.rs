//! Steps of applications, and what is found a year later.

use chrono::NaiveDate;
use songnuan_model::records::{ScholarshipStep, ScholarshipStepKind as K};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::{CaseFacts, NewStep, check_step, earliest_notice_end};
use songnuan_store::Tx;

use super::around::{self, Around};
use super::get::detail;
use super::list::found;
use crate::app::App;
use crate::commands::scholarships::{
    FollowUp, ScholarshipDetail, ScholarshipList, ScholarshipQuery, ScholarshipStepAdd,
};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Longest opinion, characters.
const OPINION: usize = 2000;

/// Takes a step on applications, all or none; answers with their round.
pub async fn step(app: &App, request: ScholarshipStepAdd) -> AppResult<ScholarshipList> {
    let session = app.require(Act::EditCases).await?;
    let store = &session.store;
    let Some(first) = request.case_ids.first() else {
        return Err(AppError::invalid("没有选择申请。什么都没有改动。"));
    };
    let round_id = around::case(store, first).await?.round_id;
    take(app, &request).await?;
    let query = ScholarshipQuery {
        round_id: Some(round_id),
        ..ScholarshipQuery::default()
    };
    found(store, &query).await
}

/// Records what was found a year later: still studying, graduated, dropped out.
pub async fn follow_up(app: &App, request: FollowUp) -> AppResult<ScholarshipDetail> {
    let store = app.store_for(Act::EditCases).await?;
    if !matches!(request.kind, K::FollowedUp | K::Finished | K::Dropped) {
        return Err(AppError::invalid(
            "回访只能登记：次年回访、毕业、中止。什么都没有改动。",
        ));
    }
    let add = ScholarshipStepAdd {
        case_ids: vec![request.case_id.clone()],
        kind: request.kind,
        on: request.on,
        opinion: Some(request.opinion),
        notice_ends_on: None,
    };
    take(app, &add).await?;
    let case = around::case(&store, &request.case_id).await?;
    detail(app, &store, case).await
}

async fn take(app: &App, request: &ScholarshipStepAdd) -> AppResult<()> {
    let session = app.require(Act::EditCases).await?;
    let store = &session.store;
    let today = app.host().today();
    let on = request.on.unwrap_or(today);
    let opinion = request.opinion.as_deref().unwrap_or_default().trim();
    if opinion.chars().count() > OPINION {
        return Err(
            AppError::invalid(format!("意见最多 {OPINION} 个字。没有保存。")).at("opinion"),
        );
    }
    let ends_on = match request.kind {
        K::Publicised => Some(
            request
                .notice_ends_on
                .unwrap_or_else(|| earliest_notice_end(on)),
        ),
        _ => None,
    };
    let mut ids = request.case_ids.clone();
    ids.sort();
    ids.dedup();
    let mut tx = app.begin(Op::ScholarshipStep, "").await?;
    let cases = store.get_many(&ids).await?;
    if cases.len() != ids.len() {
        return Err(AppError::not_found("选中的一份申请"));
    }
    let around = Around::read(store, &cases).await?;
    for case in &cases {
        let mut past = around.steps(&case.id).to_vec();
        if past.is_empty()
            && let Some(applied) = case.applied_on.filter(|_| request.kind != K::Applied)
        {
            // An imported application was handed in on the day that stands on it.
            let step = new_step(app, case, K::Applied, applied, &session.user);
            tx.put(&step).await?;
            past.push(step);
        }
        let new = NewStep {
            kind: request.kind,
            on,
            by: &session.user,
            opinion,
            notice_ends_on: ends_on,
        };
        let facts = CaseFacts {
            decision: case.decision,
            paid: around.is_paid(&case.id),
            today,
        };
        check_step(&past, &new, &facts).map_err(|refusal| {
            AppError::invalid(format!(
                "{}不能登记“{}”：{}什么都没有改动。",
                around.name(case),
                request.kind.label(),
                refusal.sentence()
            ))
        })?;
        let step = ScholarshipStep {
            opinion: (!opinion.is_empty()).then(|| opinion.to_owned()),
            notice_ends_on: ends_on,
            ..new_step(app, case, request.kind, on, &session.user)
        };
        put(&mut tx, &step).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn put(tx: &mut Tx, step: &ScholarshipStep) -> AppResult<()> {
    tx.put(step).await?;
    Ok(())
}

pub(super) fn new_step(
    app: &App,
    case: &songnuan_model::records::ScholarshipCase,
    kind: K,
    on: NaiveDate,
    by: &str,
) -> ScholarshipStep {
    ScholarshipStep {
        id: app.host().new_id(),
        case_id: case.id.clone(),
        kind,
        on,
        by: by.to_owned(),
        opinion: None,
        notice_ends_on: None,
    }
}
