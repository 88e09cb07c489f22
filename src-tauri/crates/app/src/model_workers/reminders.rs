//! What model workers should be remembered for in the days ahead.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use songnuan_model::model_workers::{Reminder, ReminderKind, WorkerDates, reminders};
use songnuan_model::record::Id;
use songnuan_model::records::{Benefit, BenefitKind, ModelWorker, Visit, VisitState};
use songnuan_store::Store;

use super::around::Around;
use crate::app::App;
use crate::commands::model_workers::ReminderView;
use crate::error::AppResult;

/// Calendar days looked ahead.
const AHEAD: u32 = 14;

/// The reminders of these model workers, as sentences.
pub(super) async fn of(
    app: &App,
    store: &Store,
    workers: &[ModelWorker],
    around: &Around,
) -> AppResult<Vec<ReminderView>> {
    let today = app.host().today();
    let people: Vec<&str> = workers.iter().map(|it| it.person_id.as_str()).collect();
    let mut seen: HashMap<Id, NaiveDate> = HashMap::new();
    for visit in store.by_keys::<Visit>("visited_person", &people).await? {
        if let (Some(person), Some(on), VisitState::Visited) =
            (visit.person_id, visit.visited_on, visit.state)
        {
            let last = seen.entry(person).or_insert(on);
            *last = on.max(*last);
        }
    }
    let ids: Vec<Id> = workers.iter().map(|worker| worker.id.clone()).collect();
    let mut medical: HashMap<Id, NaiveDate> = HashMap::new();
    for benefit in store.children_of_all::<Benefit>(&ids).await? {
        if let (BenefitKind::MedicalCheck, Some(on)) = (benefit.kind, benefit.declared_on) {
            let last = medical.entry(benefit.model_worker_id).or_insert(on);
            *last = on.max(*last);
        }
    }
    let dates: Vec<WorkerDates> = workers
        .iter()
        .map(|worker| WorkerDates {
            id: worker.id.clone(),
            state: worker.state,
            birth: around.people.get(&worker.person_id).and_then(|it| it.birth),
            checked_on: seen.get(&worker.person_id).copied(),
            medical_on: medical.get(&worker.id).copied(),
        })
        .collect();
    let names: HashMap<&Id, &str> = workers
        .iter()
        .map(|worker| (&worker.id, around.name(worker)))
        .collect();
    let found = reminders(&dates, today, AHEAD);
    Ok(found
        .into_iter()
        .map(|reminder| view(reminder, &names, today))
        .collect())
}

fn view(reminder: Reminder, names: &HashMap<&Id, &str>, today: NaiveDate) -> ReminderView {
    let name = reminder.model_worker_id.as_ref();
    let name = name
        .and_then(|id| names.get(id))
        .map(|name| (*name).to_owned());
    let label = reminder.kind.label().to_owned();
    let who = name.clone().unwrap_or_else(|| "全体劳模".to_owned());
    let age = reminder.age.map(|age| format!("（{age} 岁）"));
    let text = format!("{} {who} {label}{}", reminder.on, age.unwrap_or_default());
    ReminderView {
        overdue: reminder.on < today,
        label,
        name,
        text,
        reminder,
    }
}

/// How many things there are to remember, and what they are; for the first page.
pub async fn reminder_words(app: &App, store: &Store) -> AppResult<Option<(u32, String)>> {
    let workers = store.all::<ModelWorker>().await?;
    if workers.is_empty() {
        return Ok(None);
    }
    let around = Around::read(store, &workers).await?;
    let found = of(app, store, &workers, &around).await?;
    let mut counts: BTreeMap<ReminderKind, u32> = BTreeMap::new();
    for view in &found {
        *counts.entry(view.reminder.kind).or_default() += 1;
    }
    let words: Vec<String> = counts
        .iter()
        .map(|(kind, n)| match kind {
            ReminderKind::MayDay | ReminderKind::SpringFestival => kind.label().to_owned(),
            _ => format!("{} {n} 人", kind.label()),
        })
        .collect();
    let n = u32::try_from(found.len()).unwrap_or(u32::MAX);
    Ok((n > 0).then(|| (n, format!("劳模：{}", words.join("，")))))
}
