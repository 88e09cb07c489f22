//! The people and honours behind the report on model workers.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use songnuan_model::dates::age_completed;
use songnuan_model::eligibility::Pack;
use songnuan_model::figures::{HonorFact, Report, WorkerFact, registry_report};
use songnuan_model::model_workers::{WorkerFacts, benefit, medal_state};
use songnuan_model::record::Id;
use songnuan_model::records::{
    BenefitKind, Honor, MedalEvent, MedalEventKind, ModelWorker, Person,
};

use super::ask::Ask;
use super::gather_scholarships::{number, people};
use crate::error::AppResult;
use crate::import::{list_day, list_row};

/// Title, report, and sentences to be read with it.
pub(super) async fn report(ask: &Ask<'_>) -> AppResult<(String, Report, Vec<String>)> {
    let mut workers: Vec<ModelWorker> = ask.all().await?;
    workers.sort_by_key(|worker| worker.seq);
    let registered = workers.len();
    // Two registrations that were joined are one person, with one subsidy.
    let mut met = HashSet::new();
    workers.retain(|worker| met.insert(worker.person_id.clone()));
    let day = day(ask, &workers);
    let settings = crate::session::settings_of(&ask.store).await?;
    let pack = crate::eligibility::load_pack(&ask.store, &settings.default_pack).await;
    let pack = pack.ok();
    let mut notes = vec![format!(
        "年龄和生活困难补助按 {day} 计算；要看别的日期，请填结束日期。"
    )];
    let rules = pack.as_ref().and_then(|pack| pack.version_on(day));
    let ruled = rules.is_some_and(|version| {
        let mut benefits = version.benefits.iter();
        benefits.any(|rule| rule.kind == BenefitKind::LivingSubsidy)
    });
    if !ruled && !workers.is_empty() {
        notes.push("单位的政策包里没有当时有效的生活困难补助规定，补助没有计算。".to_owned());
    }
    if registered > workers.len() {
        let more = registered - workers.len();
        notes.push(format!(
            "有 {more} 份劳模登记和别的登记是同一个人，只按一份统计；请到劳模名录里核对。"
        ));
    }
    let ids = workers.iter().map(|worker| worker.person_id.clone());
    let people = people(ask, ids.collect()).await?;
    let facts: Vec<WorkerFact> = workers
        .iter()
        .map(|worker| fact(worker, people.get(&worker.person_id), pack.as_ref(), day))
        .collect();
    let names: HashMap<&Id, &str> = workers
        .iter()
        .zip(&facts)
        .map(|(worker, fact)| (&worker.id, fact.name.as_str()))
        .collect();
    let honors = honors(ask, &names).await?;
    let title = format!("劳模统计 {day}");
    Ok((title, registry_report(&facts, &honors), notes))
}

/// The day ages and subsidies are told of: the one asked for; else, as long as everybody stands on
/// a list that names its day, the latest such day, because incomes are known as of then.
fn day(ask: &Ask<'_>, workers: &[ModelWorker]) -> NaiveDate {
    let listed = || {
        let days = workers.iter().map(|w| list_day(w.source_key.as_deref()));
        let days: Option<Vec<NaiveDate>> = days.collect();
        days?.into_iter().max()
    };
    let asked = ask.request.to.filter(|day| *day <= ask.day);
    asked.or_else(listed).unwrap_or(ask.day)
}

fn fact(
    worker: &ModelWorker,
    person: Option<&Person>,
    pack: Option<&Pack>,
    day: NaiveDate,
) -> WorkerFact {
    let birth = person.and_then(|person| person.birth);
    let facts = WorkerFacts {
        on: day,
        level: Some(worker.level),
        kind: Some(worker.kind),
        state: Some(worker.state),
        birth,
        sex: person.and_then(|person| person.sex),
        monthly_income: worker.monthly_income,
        fixed_income: worker.fixed_income,
        disabled: worker.disabled,
        under_investigation: worker.under_investigation,
        own_medical: None,
        jobless: None,
        relative_ill: None,
    };
    let rule =
        pack.and_then(|pack| pack.benefit_on(day, BenefitKind::LivingSubsidy, Some(worker.level)));
    let result = rule.map(|rule| benefit(rule, &facts));
    WorkerFact {
        id: worker.id.clone(),
        name: person.map(|person| person.name.clone()).unwrap_or_default(),
        id_no: person.and_then(number),
        level: worker.level,
        kind: worker.kind,
        state: worker.state,
        age: birth.and_then(|birth| age_completed(birth, day)),
        income: worker.monthly_income,
        monthly: result.as_ref().map(|r| r.monthly).unwrap_or_default(),
        yearly: result.as_ref().map(|r| r.yearly).unwrap_or_default(),
        reasons: result.map(|r| r.reasons).unwrap_or_default(),
        row: list_row(worker.source_key.as_deref()).unwrap_or(worker.seq),
    }
}

/// Honours of people in the registry, in the order they were entered.
async fn honors(ask: &Ask<'_>, names: &HashMap<&Id, &str>) -> AppResult<Vec<HonorFact>> {
    let mut events: HashMap<Id, Vec<MedalEvent>> = HashMap::new();
    for event in ask.all::<MedalEvent>().await? {
        events
            .entry(event.honor_id.clone())
            .or_default()
            .push(event);
    }
    let honors: Vec<Honor> = ask.all().await?;
    let facts = honors.into_iter().filter_map(|honor| {
        let name = names.get(honor.model_worker_id.as_ref()?)?;
        let events = events.remove(&honor.id).unwrap_or_default();
        let last = |kind| events.iter().rev().find(|event| event.kind == kind);
        let stolen = last(MedalEventKind::Stolen);
        let year = honor.awarded_on.as_deref().and_then(|on| on.get(..4));
        Some(HonorFact {
            name: (*name).to_owned(),
            level: honor.level,
            year: year.and_then(|year| year.parse().ok()),
            medal: honor.medal.then(|| medal_state(&events)),
            stolen: stolen.is_some(),
            stolen_on: stolen.and_then(|event| event.on),
            recovered_on: last(MedalEventKind::Recovered).and_then(|event| event.on),
            row: list_row(honor.source_key.as_deref()).unwrap_or(honor.seq),
            title: honor.title,
            id: honor.id,
        })
    });
    Ok(facts.collect())
}
