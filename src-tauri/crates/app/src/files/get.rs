//! One file with everything around it, now or as of a past moment.

use chrono::NaiveDate;
use songnuan_model::calendar::{Calendar, MISSING_TABLE_NOTE};
use songnuan_model::file_steps;
use songnuan_model::record::Id;
use songnuan_model::records::{FileStep, HardshipFile, IncomeLine, RigidLine};
use songnuan_model::roles::Act;
use songnuan_model::text::mask_card;
use songnuan_store::{Store, Timestamp};

use super::dossier::{Dossier, Member, Reader};
use super::{mandatory, people, verdicts, words};
use crate::app::App;
use crate::commands::files::{
    FileDetail, FileGet, IncomeView, MemberView, NextStep, RigidView, StepView,
};
use crate::error::{AppError, AppResult};
use crate::visits;

/// One file, by id or number.
pub async fn get(app: &App, request: FileGet) -> AppResult<FileDetail> {
    let store = app.store_for(Act::SeeCases).await?;
    let id = match (&request.id, &request.file_no) {
        (Some(id), _) => id.clone(),
        (None, Some(file_no)) => by_file_no(&store, file_no).await?.id,
        (None, None) => {
            return Err(AppError::invalid(
                "没有说明要看哪份档案。请从列表里选一份。",
            ));
        }
    };
    let as_of = match &request.as_of {
        Some(text) => Some(Timestamp::parse(text).map_err(|_| {
            AppError::invalid("时间写法不对，应为 2026-11-22T08:00:00Z 这样。请重新选择日期。")
        })?),
        None => None,
    };
    detail(app, &store, &id, as_of.as_ref()).await
}

/// The file with this number.
pub async fn by_file_no(store: &Store, file_no: &str) -> AppResult<HardshipFile> {
    let found = store
        .by_key::<HardshipFile>("file_no", file_no.trim())
        .await?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| AppError::not_found(&format!("编号为“{file_no}”的档案")))
}

/// What every command on a file answers with.
pub async fn now(app: &App, id: &Id) -> AppResult<FileDetail> {
    detail(app, &app.store_for(Act::SeeCases).await?, id, None).await
}

async fn detail(
    app: &App,
    store: &Store,
    id: &Id,
    as_of: Option<&Timestamp>,
) -> AppResult<FileDetail> {
    let reader = Reader { store, as_of };
    let dossier = Dossier::read(&reader, id).await?;
    let today = day_of(app, as_of);
    let verdict = match as_of {
        // Verdicts of the past are asked for with a date of their own.
        Some(_) => Err("这是过去的档案，认定结果请在“资格认定”里按当时的日期查看。".to_owned()),
        None => verdicts::of_file(app, id)
            .await
            .map_err(|error| error.message),
    };
    let (verdict, verdict_problem) = match verdict {
        Ok(verdict) => (verdict, None),
        Err(problem) => (None, Some(problem)),
    };
    let missing = mandatory::missing(&dossier.file, &dossier.applicant);
    let mut members = Vec::new();
    for row in dossier.members {
        members.push(member_view(store, row, &dossier.file, today).await?);
    }
    let visits = visits::rows_of_file(&reader, id).await?;
    let attachments = visits::attachments_of(app, &reader, id).await?;
    let elsewhere = people::elsewhere(store, &dossier.applicant.id, &dossier.file).await?;
    let next_steps = if as_of.is_some() {
        Vec::new()
    } else {
        next_steps(&dossier.file)
    };
    Ok(FileDetail {
        status_label: dossier.file.status.label().to_owned(),
        applicant: people::view(dossier.applicant, today, elsewhere),
        members,
        incomes: dossier.incomes.into_iter().map(income_view).collect(),
        rigids: dossier.rigids.into_iter().map(rigid_view).collect(),
        warnings: notice_warnings(&dossier.steps),
        steps: dossier.steps.into_iter().map(step_view).collect(),
        next_steps,
        aids: dossier.aids,
        visits,
        attachments,
        verdict,
        verdict_problem,
        missing_labels: mandatory::labels(&missing),
        as_of: as_of.map(ToString::to_string),
        file: masked(dossier.file),
    })
}

/// The day ages are counted on.
fn day_of(app: &App, as_of: Option<&Timestamp>) -> NaiveDate {
    let past = as_of.and_then(Timestamp::to_utc).map(|at| at.date_naive());
    past.unwrap_or_else(|| app.host().today())
}

fn masked(mut file: HardshipFile) -> HardshipFile {
    file.card_no = file.card_no.as_deref().map(mask_card);
    file
}

fn next_steps(file: &HardshipFile) -> Vec<NextStep> {
    let kinds = file_steps::allowed(file.status).into_iter();
    kinds
        .map(|kind| NextStep {
            kind,
            label: kind.label().to_owned(),
        })
        .collect()
}

/// A notice counted with weekends only, because a year has no holiday table.
fn notice_warnings(steps: &[FileStep]) -> Vec<String> {
    let Some(step) = steps
        .iter()
        .rev()
        .find(|step| step.notice_ends_on.is_some())
    else {
        return Vec::new();
    };
    let Some(ends_on) = step.notice_ends_on else {
        return Vec::new();
    };
    let years = step.on.iter_days().take_while(|day| *day <= ends_on);
    let mut missing: Vec<i32> = years
        .map(|day| chrono::Datelike::year(&day))
        .filter(|year| Calendar::built_in().year(*year).is_none())
        .collect();
    missing.dedup();
    let words = |year: &i32| {
        format!(
            "{MISSING_TABLE_NOTE}：没有 {year} 年的放假安排，公示截止日 {ends_on} 只按周末推算，请人工核对。"
        )
    };
    missing.iter().map(words).collect()
}

async fn member_view(
    store: &Store,
    row: Member,
    file: &HardshipFile,
    today: NaiveDate,
) -> AppResult<MemberView> {
    let elsewhere = people::elsewhere(store, &row.person.id, file).await?;
    Ok(shown(row, elsewhere, today))
}

/// A member in the words of a page; numbers masked.
pub(super) fn shown(row: Member, elsewhere: Vec<String>, today: NaiveDate) -> MemberView {
    MemberView {
        id: row.member.id,
        person: people::view(row.person, today, elsewhere),
        relation_label: words::code_label("relation", &row.member.relation),
        relation: row.member.relation,
        identity: row.member.identity,
        monthly_income: row.member.monthly_income,
        employer_or_school: row.member.employer_or_school,
        living_together: row.member.living_together,
        joined_on: row.member.joined_on,
        left_on: row.member.left_on,
    }
}

fn income_view(line: IncomeLine) -> IncomeView {
    IncomeView {
        id: line.id,
        earner: line.earner,
        kind: line.kind,
        kind_label: line.kind.label().to_owned(),
        from_month: line.from_month,
        to_month: line.to_month,
        months: line.months,
        year_amount: line.year_amount,
        note: line.note,
    }
}

fn rigid_view(line: RigidLine) -> RigidView {
    RigidView {
        id: line.id,
        spent_on: line.spent_on,
        kind: line.kind,
        kind_label: line.kind.label().to_owned(),
        period: line.period,
        amount: line.amount,
        receipts: line.receipts,
        note: line.note,
    }
}

fn step_view(step: FileStep) -> StepView {
    StepView {
        kind_label: step.kind.label().to_owned(),
        decision_label: step.decision.label().to_owned(),
        status_label: step.status_after.label().to_owned(),
        step,
    }
}
