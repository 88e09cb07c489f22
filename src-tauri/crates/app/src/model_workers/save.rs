//! Adds or changes a model worker: the base-data gate, the income of a month, the state.

use chrono::NaiveDate;
use songnuan_model::eligibility::Nominee;
use songnuan_model::model_workers::IMPLAUSIBLE_MONTHLY;
use songnuan_model::money::Fen;
use songnuan_model::records::{Honor, ModelWorker, WorkerState};
use songnuan_model::roles::Act;
use songnuan_model::text::{CardFinding, check_bank_card};
use songnuan_store::Store;

use super::around;
use super::get::detail;
use crate::app::App;
use crate::commands::model_workers::{ModelWorkerDetail, ModelWorkerSave};
use crate::conflicts::person_meant;
use crate::error::{AppError, AppResult};
use crate::files::{Found, gate, no_paper, nominee, open_file_of, plausible_day};
use crate::op::Op;

/// Longest line and longest text of the form, characters.
const LINE: usize = 120;
const TEXT: usize = 2000;

/// Adds a model worker (empty id) or changes one.
pub async fn save(app: &App, request: ModelWorkerSave) -> AppResult<ModelWorkerDetail> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let mut worker = request.worker;
    let before = match worker.id.0.is_empty() {
        true => None,
        false => Some(around::worker(&store, &worker.id).await?),
    };
    let mut found = person(app, &store, &worker, &request.person).await?;
    let new = before
        .as_ref()
        .is_none_or(|it| it.person_id != found.person.id);
    worker.person_id = found.person.id.clone();
    if new {
        let pack = around::pack(&store, request.pack.as_deref()).await?;
        gate(&pack, today, Nominee::ModelWorker, &found, "劳模人选")?;
    }
    keep_card(&mut worker, before.as_ref());
    check(&mut worker, request.income_confirmed)?;
    card(&mut worker, request.card_confirmed)?;
    days(&worker, today)?;
    if worker.file_id.is_none() {
        let file = open_file_of(&store, &worker.person_id, today, None).await?;
        worker.file_id = file.map(|(file, _)| file.id);
    }
    let mut tx = app.begin(Op::SaveModelWorker, "").await?;
    let others = store.all::<ModelWorker>().await?;
    let same = |other: &&ModelWorker| other.id != worker.id && other.person_id == worker.person_id;
    if let Some(other) = others.iter().find(same) {
        return Err(bad(&format!(
            "“{}”已在劳模名册里（第 {} 号），请打开那一条修改。",
            found.person.name, other.seq
        ))
        .at("person_id"));
    }
    match &before {
        Some(before) => {
            worker.seq = before.seq;
            worker.source_key.clone_from(&before.source_key);
            let honors = store.children::<Honor>(&worker.id).await?;
            // The highest honour decides the level.
            if let Some(level) = honors.iter().map(|honor| honor.level).min() {
                worker.level = level;
            }
        }
        None => {
            worker.id = app.host().new_id();
            worker.source_key = None;
            worker.seq = others.iter().map(|it| it.seq).max().unwrap_or(0) + 1;
        }
    }
    // A death is a fact of the person: no other list may go on paying.
    let died = worker
        .state_on
        .filter(|_| worker.state == WorkerState::Deceased);
    if died.is_some() && found.person.died_on.is_none() {
        found.person.died_on = died;
        tx.put(&found.person).await?;
    } else if !found.known {
        tx.put(&found.person).await?;
    }
    tx.put(&worker).await?;
    tx.commit().await?;
    detail(app, &store, &worker.id).await
}

fn bad(reason: &str) -> AppError {
    AppError::invalid(format!("{reason}没有保存，填写的内容都还在。"))
}

async fn person(
    app: &App,
    store: &Store,
    worker: &ModelWorker,
    draft: &Option<crate::commands::scholarships::NomineeDraft>,
) -> AppResult<Found> {
    if worker.person_id.0.is_empty() {
        let Some(draft) = draft else {
            return Err(bad("请选择人员，或填写姓名和身份证号。").at("person_id"));
        };
        return nominee(app, store, draft, "劳模人选").await;
    }
    let person = person_meant(store, &worker.person_id).await?;
    let person = person.ok_or_else(|| AppError::not_found("这个人员"))?;
    if person.id_no.is_empty() {
        return Err(no_paper("劳模人选", &person.name));
    }
    Ok(Found {
        person,
        known: true,
    })
}

fn check(worker: &mut ModelWorker, confirmed: bool) -> AppResult<()> {
    for (text, field) in [
        (&mut worker.employer_then, "employer_then"),
        (&mut worker.employer_now, "employer_now"),
        (&mut worker.native_place, "native_place"),
        (&mut worker.work_start, "work_start"),
        (&mut worker.care_contact, "care_contact"),
        (&mut worker.card_holder, "card_holder"),
        (&mut worker.card_no, "card_no"),
        (&mut worker.bank, "bank"),
    ] {
        tidy(text, LINE, field)?;
    }
    for (text, field) in [
        (&mut worker.housing, "housing"),
        (&mut worker.living_state, "living_state"),
        (&mut worker.deeds, "deeds"),
        (&mut worker.note, "note"),
    ] {
        tidy(text, TEXT, field)?;
    }
    match worker.monthly_income {
        Some(fen) if fen.is_negative() => Err(bad("月收入不能是负数。").at("monthly_income")),
        Some(fen) if fen >= IMPLAUSIBLE_MONTHLY && !confirmed => {
            let month = Fen(fen.0 / 12);
            Err(bad(&format!(
                "月收入填的是 {fen} 元，像是全年收入。这里要填每个月的工资或养老金（全年 {fen} 元合每月约 {month} 元）；确实是月收入的，确认后再保存。"
            ))
            .at("monthly_income"))
        }
        _ => Ok(()),
    }
}

/// Days that can be; a state is not foretold.
fn days(worker: &ModelWorker, today: NaiveDate) -> AppResult<()> {
    let days = [
        (worker.state_on, "state_on"),
        (worker.retired_on, "retired_on"),
    ];
    for (day, field) in days {
        if let Some(day) = day {
            plausible_day(day).map_err(|reason| bad(&format!("日期：{reason}")).at(field))?;
        }
    }
    match worker.state_on {
        Some(on) if on > today => Err(bad("状态的日期还没有到，请填写实际日期。").at("state_on")),
        _ => Ok(()),
    }
}

/// A card that comes masked, or not at all, stays as it was; an empty text takes it away.
fn keep_card(worker: &mut ModelWorker, before: Option<&ModelWorker>) {
    let masked = |card: &str| card.contains('*');
    if let Some(before) = before
        && worker.card_no.as_deref().is_none_or(masked)
    {
        worker.card_no.clone_from(&before.card_no);
    }
}

/// A card is kept as bare digits; one with a wrong check digit only when it was looked at again.
fn card(worker: &mut ModelWorker, confirmed: bool) -> AppResult<()> {
    let Some(typed) = &worker.card_no else {
        return Ok(());
    };
    let card = check_bank_card(typed);
    let wrong = card.finding == Some(CardFinding::Luhn);
    let Some(digits) = card.digits else {
        return Err(bad("银行卡号应是 12 到 19 位数字，请对照银行卡核对。").at("card_no"));
    };
    if wrong && !confirmed {
        return Err(bad(
            "银行卡号的校验位不对，可能抄错了一位，请对照银行卡核对；确实无误的，确认后再保存。",
        )
        .at("card_no"));
    }
    worker.card_no = Some(digits);
    Ok(())
}

fn tidy(text: &mut Option<String>, most: usize, field: &str) -> AppResult<()> {
    let trimmed = text.take().map(|text| text.trim().to_owned());
    *text = trimmed.filter(|text| !text.is_empty());
    match text.as_ref().map(|text| text.chars().count()) {
        Some(n) if n > most => {
            Err(bad(&format!("这一项有 {n} 个字，最多 {most} 个字。")).at(field))
        }
        _ => Ok(()),
    }
}
