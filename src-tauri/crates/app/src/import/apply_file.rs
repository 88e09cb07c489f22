//! What a survey row says about the hardship file: fields, number, and the status it arrives with.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use songnuan_model::codes::{self, CodeList};
use songnuan_model::dates::ParsedDate;
use songnuan_model::records::{FileStatus, FileStep, HardshipFile, StepDecision, StepKind};
use songnuan_model::survey::{Applicant, Survey, file_status};

use super::apply::Desk;
use super::apply_people::{Fill, code};
use crate::app::App;
use crate::error::AppResult;

/// Puts a row into its file.
pub(super) fn file_from(file: &mut HardshipFile, data: &Applicant, survey: NaiveDate, fill: Fill) {
    let updated = data.updated_on.and_then(ParsedDate::day);
    category(file, data, updated.unwrap_or(survey), fill);
    let status = data.status.as_deref().and_then(file_status);
    if let Some(status) = status
        && (fill == Fill::Overwrite || file.status == FileStatus::Draft)
    {
        file.status = status;
    }
    fill.put(&mut file.grade, code("grade", data.grade.as_ref()));
    fill.put(
        &mut file.work_state,
        code("work_state", data.work_state.as_ref()),
    );
    let model_worker = code("model_worker_kind", data.model_worker_kind.as_ref());
    fill.put(&mut file.model_worker_kind, model_worker);
    fill.put(
        &mut file.housing_kind,
        code("housing_kind", data.housing_kind.as_ref()),
    );
    fill.put(&mut file.floor_area, data.floor_area.clone());
    fill.put(
        &mut file.work_start,
        data.work_start.and_then(ParsedDate::iso),
    );
    fill.put(&mut file.industry, code("industry", data.industry.as_ref()));
    fill.put(&mut file.employer, data.employer.clone());
    let nature = code("employer_nature", data.employer_nature.as_ref());
    fill.put(&mut file.employer_nature, nature);
    fill.put(
        &mut file.employer_state,
        code("employer_state", data.employer_state.as_ref()),
    );
    let signed = data.contract_signed_on.and_then(ParsedDate::day);
    fill.put(&mut file.contract_signed_on, signed);
    fill.put(
        &mut file.contract_end,
        data.contract_end.and_then(ParsedDate::day),
    );
    fill.put(&mut file.single_parent, data.single_parent);
    fill.put(&mut file.own_monthly_income, data.own_monthly_income);
    fill.put(
        &mut file.family_other_annual_income,
        data.family_other_annual_income,
    );
    fill.put(&mut file.family_annual_income, data.family_annual_income);
    fill.put(&mut file.family_size, data.family_size);
    cause_and_bank(file, data, fill);
    fill.put(&mut file.updated_on, updated);
}

/// Why the household is in hardship, where money goes, and how the file ended.
fn cause_and_bank(file: &mut HardshipFile, data: &Applicant, fill: Fill) {
    fill.put(
        &mut file.cause_primary,
        code("cause", data.cause_primary.as_ref()),
    );
    if let Some(words) = &data.cause_secondary
        && (fill == Fill::Overwrite || file.cause_secondary.is_empty())
    {
        file.cause_secondary = secondary_causes(words);
    }
    fill.put(&mut file.event, data.event.clone());
    fill.put(&mut file.event_on, data.event_on.and_then(ParsedDate::day));
    fill.put(&mut file.bank, data.bank.clone());
    fill.put(&mut file.bank_branch, data.bank_branch.clone());
    fill.put(&mut file.card_no, data.card_no.clone());
    fill.put(&mut file.card_holder, data.card_holder.clone());
    fill.put(
        &mut file.cancel_reason,
        code("cancel_reason", data.cancel_reason.as_ref()),
    );
    fill.put(
        &mut file.cancelled_on,
        data.cancelled_on.and_then(ParsedDate::day),
    );
    fill.put(&mut file.note, data.note.clone());
}

/// New and old words stand side by side, each with its date; neither overwrites the other.
fn category(file: &mut HardshipFile, data: &Applicant, on: NaiveDate, fill: Fill) {
    let Some(word) = &data.category else { return };
    let known = codes::table("category").by_label(word);
    let is_new = known.is_some_and(|code| code.list == CodeList::New);
    let value = code("category", Some(word));
    let (slot, date) = if is_new {
        (&mut file.category, &mut file.category_on)
    } else {
        (&mut file.old_category, &mut file.old_category_on)
    };
    let before = slot.clone();
    fill.put(slot, value);
    // The date says since when the category stands, so the same word again keeps its date.
    if *slot != before || date.is_none() {
        *date = Some(on);
    }
}

/// `子女上学、残疾` → at most three codes.
fn secondary_causes(words: &str) -> Vec<String> {
    words
        .split(['、', ',', ';', '/', ' ', '，', '；'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .take(3)
        .filter_map(|word| code("cause", Some(&word.to_owned())))
        .collect()
}

/// The file number: 原档案号 when it is free, else division-year-number.
pub(super) async fn number_for(
    desk: &mut Desk<'_>,
    survey: &Survey,
    data: &Applicant,
    numbers: &mut HashSet<String>,
) -> AppResult<String> {
    if numbers.is_empty() {
        let stated = survey
            .applicants
            .rows
            .iter()
            .filter_map(|row| row.data.file_no.clone());
        // Numbers of the sheet are taken from the start, so that a new number never meets them.
        numbers.extend(stated.map(|no| format!("sheet:{no}")));
        numbers.insert(String::new());
    }
    if let Some(stated) = &data.file_no
        && numbers.insert(stated.clone())
        && is_free(desk, stated).await?
    {
        return Ok(stated.clone());
    }
    let division: String = data
        .hukou_division
        .as_deref()
        .or(data.id_no.as_deref())
        .unwrap_or("000000")
        .chars()
        .take(6)
        .collect();
    let year = survey.survey_date.year();
    let mut next = data.seq.unwrap_or(1).max(1);
    loop {
        let number = format!("{division}-{year}-{next:03}");
        let in_sheet = numbers.contains(&format!("sheet:{number}"));
        if !in_sheet && numbers.insert(number.clone()) && is_free(desk, &number).await? {
            return Ok(number);
        }
        next = next.saturating_add(1);
    }
}

async fn is_free(desk: &mut Desk<'_>, number: &str) -> AppResult<bool> {
    if desk.empty {
        return Ok(true);
    }
    Ok(desk
        .tx
        .by_key::<HardshipFile>("file_no", number)
        .await?
        .is_empty())
}

/// The step that says with which status the file came in; drafts have none.
pub(super) async fn carried_over(
    app: &App,
    file: &HardshipFile,
    data: &Applicant,
    survey: &Survey,
) -> Option<FileStep> {
    let status = data.status.as_deref()?;
    file_status(status)?;
    let cancelled = data.cancelled_on.and_then(ParsedDate::day);
    let updated = data.updated_on.and_then(ParsedDate::day);
    Some(FileStep {
        id: app.host().new_id(),
        file_id: file.id.clone(),
        kind: StepKind::CarriedOver,
        on: cancelled.or(updated).unwrap_or(survey.survey_date),
        actor: app.user().await.unwrap_or_default(),
        decision: StepDecision::Agree,
        opinion: format!("由摸底表导入，原状态“{status}”。"),
        status_after: file.status,
        notice_ends_on: None,
    })
}
