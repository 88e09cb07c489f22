//! Taking a step of the procedure (初审, 公示, 审批, 脱困 …): the model decides, this writes.

use chrono::NaiveDate;
use songnuan_model::calendar;
use songnuan_model::file_steps::{self, NewStep, StepRefusal};
use songnuan_model::records::{FileStatus, FileStep, HardshipFile, StepKind};
use songnuan_model::roles::Act;

use super::{get, people};
use crate::app::App;
use crate::commands::files::{FileDetail, StepAdd};
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

/// Longest publicity that makes sense, working days.
const MAX_NOTICE_DAYS: u32 = 60;
/// Longest opinion, characters.
const MAX_OPINION: usize = 2000;

/// Adds a step; refused when the procedure, the dates or the notice forbid it.
pub async fn step(app: &App, request: StepAdd) -> AppResult<FileDetail> {
    if request.opinion.chars().count() > MAX_OPINION {
        return Err(AppError::invalid(
            "意见超过 2000 个字。没有保存，请写得短一些。",
        ));
    }
    let today = app.host().today();
    let notice_days = request.notice_days.unwrap_or(file_steps::MIN_NOTICE_DAYS);
    // Read inside the operation: nobody takes another step in between.
    let mut tx = app.begin(Op::AddStep, request.opinion.trim()).await?;
    let file = tx.get::<HardshipFile>(&request.file_id).await?;
    let mut file = file.ok_or_else(|| AppError::not_found("这份档案"))?;
    let past = tx.children::<FileStep>(&file.id).await?;
    let new = NewStep {
        kind: request.kind,
        decision: request.decision,
        on: request.on,
        actor: &request.actor,
        opinion: &request.opinion,
        notice_days,
    };
    let after = file_steps::take(file.status, &past, &new, today)
        .map_err(|refusal| refused(file.status, request.kind, &refusal))?;
    let notice = file_steps::starts_notice(request.kind, request.decision);
    let notice_ends_on = if notice {
        Some(notice_end(request.on, notice_days)?)
    } else {
        None
    };
    if matches!(
        request.kind,
        StepKind::Relapse | StepKind::Convert | StepKind::Apply
    ) {
        refuse_second_file(app, &file, today).await?;
    }
    let step = FileStep {
        id: app.host().new_id(),
        file_id: file.id.clone(),
        kind: request.kind,
        on: request.on,
        actor: request.actor.trim().to_owned(),
        decision: request.decision,
        opinion: request.opinion.trim().to_owned(),
        status_after: after,
        notice_ends_on,
    };
    settle(&mut file, &step);
    tx.put(&file).await?;
    tx.put(&step).await?;
    tx.commit().await?;
    get::now(app, &file.id).await
}

fn refused(status: FileStatus, kind: StepKind, refusal: &StepRefusal) -> AppError {
    let values = [
        ("status", status.label().to_owned()),
        ("step", kind.label().to_owned()),
        ("reason", refusal.sentence()),
    ];
    AppError::with(Code::StepNotAllowed, values)
}

/// Last day of the notice, by the holiday tables.
fn notice_end(posted_on: NaiveDate, days: u32) -> AppResult<NaiveDate> {
    if days > MAX_NOTICE_DAYS {
        return Err(AppError::invalid(format!(
            "公示 {days} 个工作日太长(最多 {MAX_NOTICE_DAYS} 个)。没有保存，请核对。"
        )));
    }
    let days = u16::try_from(days).unwrap_or(u16::MAX);
    Ok(calendar::publicity_end(posted_on, days).date)
}

/// While this file rested, the applicant may have come into another household's file.
async fn refuse_second_file(app: &App, file: &HardshipFile, today: NaiveDate) -> AppResult<()> {
    let store = app.store_for(Act::EditCases).await?;
    let other = people::open_file_of(&store, &file.applicant_id, today, Some(&file.id)).await?;
    match other {
        Some((other, how)) => Err(AppError::invalid(format!(
            "申请人{how}：{}({})。一户只能有一份档案，没有办理。",
            other.file_no,
            other.status.label()
        ))),
        None => Ok(()),
    }
}

/// What a step changes in the file itself.
fn settle(file: &mut HardshipFile, step: &FileStep) {
    file.status = step.status_after;
    match step.kind {
        StepKind::Recheck | StepKind::HomeSurvey | StepKind::Relapse | StepKind::Approval => {
            // These confirm the facts; an older date never overwrites a newer one.
            file.updated_on = file.updated_on.max(Some(step.on));
        }
        StepKind::Cancel => {
            file.cancelled_on = Some(step.on);
            file.cancel_reason = Some(step.opinion.clone());
        }
        _ => {}
    }
}
