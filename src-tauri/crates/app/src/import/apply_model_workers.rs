//! Imports the accepted rows of a model-worker registry in one operation that can be undone.
//!
//! The same registry twice changes nothing: people are matched by paper, honours by person, title
//! and date. What is there stays; a registry of a later day brings income and whereabouts up to
//! date. A cell that is missing where the record needs a word is filled sensibly, and says so.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::model_workers::{HonorRow, Registry, WorkerRow};
use songnuan_model::papers::Sex;
use songnuan_model::record::Id;
use songnuan_model::records::{
    HardshipFile, Honor, HonorLevel, MedalEvent, ModelWorker, Person, WorkerKind, WorkerState,
};
use songnuan_model::roles::Act;
use songnuan_model::survey::Checked;
use songnuan_store::Changed;

use super::apply::{Counter, Desk};
use super::apply_people::Fill;
use super::decide::Decisions;
use super::source;
use crate::app::App;
use crate::commands::import::ImportOutcome;
use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;
use crate::op::Op;

/// Imports a registry. Dropping out anywhere before the end leaves nothing behind.
pub async fn apply_model_workers(
    app: &App,
    file_name: &str,
    registry: &Registry,
    decisions: &Decisions,
    strict: bool,
    progress: &Progress,
) -> AppResult<ImportOutcome> {
    let workers = || registry.workers.iter().flat_map(|part| &part.rows);
    let honors = || registry.honors.iter().flat_map(|part| &part.rows);
    let total = workers().count() + honors().count();
    let accepted = registry.accepted_workers().count() + registry.accepted_honors().count();
    let rejected = total - accepted;
    if strict && rejected > 0 {
        let params = [("rejected", rejected.to_string())];
        return Err(AppError::with(Code::ImportRefused, params));
    }
    progress.stage("写入劳模名册", total);
    let tx = app
        .begin(Op::ImportModelWorkers, &format!("导入“{file_name}”"))
        .await?;
    let desk = Desk {
        app,
        tx,
        empty: false,
        people: HashMap::new(),
        people_new: 0,
    };
    // A list that names no day is taken to be of today, which says nothing about its age.
    let day = Some(registry.as_of).filter(|day| *day != app.host().today());
    let mut book = Book {
        desk,
        registry,
        day,
        workers: HashMap::new(),
        honors: HashMap::new(),
        last_seq: app
            .store_for(Act::Import)
            .await?
            .all::<ModelWorker>()
            .await?
            .len(),
        outcome: ImportOutcome::default(),
    };
    let mut counter = Counter::new(progress);
    for part in &registry.workers {
        for row in decisions.taken(part) {
            counter.step()?;
            book.worker(&part.tab, row).await?;
        }
    }
    for part in &registry.honors {
        for row in decisions.taken(part) {
            counter.step()?;
            book.honor(&part.tab, row).await?;
        }
    }
    progress.done(total)?;
    let Book {
        desk, mut outcome, ..
    } = book;
    outcome.people_new = desk.people_new;
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    outcome.rows_left_out = total.saturating_sub(outcome.rows_taken);
    let done = desk.tx.commit().await?;
    outcome.op_id = done.seq.map(|_| done.op_id);
    outcome.message = message(&outcome);
    Ok(outcome)
}

struct Book<'a> {
    desk: Desk<'a>,
    registry: &'a Registry,
    /// The day the list speaks of, when it says one.
    day: Option<NaiveDate>,
    /// Model worker and person by paper key.
    workers: HashMap<String, (Id, Id)>,
    /// Honours that were there before, by model worker; each is matched once.
    honors: HashMap<Id, Vec<Honor>>,
    last_seq: usize,
    outcome: ImportOutcome,
}

impl Book<'_> {
    async fn worker(&mut self, tab: &str, row: &Checked<WorkerRow>) -> AppResult<()> {
        self.outcome.rows_taken += 1;
        let data = &row.data;
        let key = data.person_key.clone().unwrap_or_default();
        let person = self.person(&key, data).await?;
        let stored: Vec<ModelWorker> = self
            .desk
            .tx
            .by_key("model_worker_person", person.as_str())
            .await?;
        let stored = stored.into_iter().next();
        let source = source::key(tab, self.day, row.row);
        let mut worker = match stored {
            Some(mut worker) => {
                let known = source::list_day(worker.source_key.as_deref());
                let later = self.day.zip(known).is_some_and(|(new, old)| new > old);
                let fill = if later { Fill::Overwrite } else { Fill::Gaps };
                fill_in(&mut worker, data, fill);
                if later {
                    worker.source_key = Some(source);
                }
                worker
            }
            None => {
                self.last_seq += 1;
                let mut worker = ModelWorker {
                    id: self.desk.app.host().new_id(),
                    person_id: person.clone(),
                    seq: u32::try_from(self.last_seq).unwrap_or(u32::MAX),
                    source_key: Some(source),
                    ..ModelWorker::default()
                };
                let highest = self.highest_honor(&key);
                first_entry(&mut worker, data, highest, self.registry.as_of);
                worker
            }
        };
        let files: Vec<HardshipFile> = self.desk.tx.by_key("applicant", person.as_str()).await?;
        let file = files.into_iter().next().map(|file| file.id);
        Fill::Gaps.put(&mut worker.file_id, file);
        match self.desk.tx.put(&worker).await? {
            Changed::Created => self.outcome.workers_new += 1,
            Changed::Updated => self.outcome.workers_changed += 1,
            Changed::Unchanged => {}
        }
        self.workers.insert(key, (worker.id, person));
        Ok(())
    }

    async fn person(&mut self, key: &str, data: &WorkerRow) -> AppResult<Id> {
        let stored = self.desk.person(key).await?;
        let mut person = stored.unwrap_or_else(|| Person {
            id: self.desk.app.host().new_id(),
            name: data.name.clone().unwrap_or_default(),
            id_no: data.id_no.clone().unwrap_or_default(),
            ..Person::default()
        });
        let fill = Fill::Gaps;
        fill.put(&mut person.sex, data.sex);
        fill.put(&mut person.birth, data.birth);
        fill.put(&mut person.mobile, data.mobile.clone());
        fill.put(&mut person.home_address, data.home_address.clone());
        let id = person.id.clone();
        self.desk.keep(Some(key), person).await?;
        Ok(id)
    }

    /// The highest level among the honours the list gives somebody.
    fn highest_honor(&self, key: &str) -> Option<HonorLevel> {
        let honors = self.registry.accepted_honors();
        let own = honors.filter(|row| row.data.person_key.as_deref() == Some(key));
        own.filter_map(|row| row.data.level).min()
    }

    /// The model worker an honour belongs to: of this list, else stored (the row was left out).
    async fn holder(&mut self, data: &HonorRow) -> AppResult<Option<(Id, Id)>> {
        let Some(key) = data.person_key.as_deref() else {
            return Ok(None);
        };
        if let Some(found) = self.workers.get(key) {
            return Ok(Some(found.clone()));
        }
        let Some(person) = self.desk.person(key).await? else {
            return Ok(None);
        };
        let stored: Vec<ModelWorker> = self
            .desk
            .tx
            .by_key("model_worker_person", person.id.as_str())
            .await?;
        Ok(stored.into_iter().next().map(|w| (w.id, person.id)))
    }

    async fn honor(&mut self, tab: &str, row: &Checked<HonorRow>) -> AppResult<()> {
        let data = &row.data;
        let Some((worker, person)) = self.holder(data).await? else {
            return Ok(());
        };
        self.outcome.rows_taken += 1;
        let stored = self.take_stored(&worker, data).await?;
        let mut honor = stored.unwrap_or_else(|| Honor {
            id: self.desk.app.host().new_id(),
            model_worker_id: Some(worker.clone()),
            person_id: Some(person),
            org_id: None,
            title: data.title.clone().unwrap_or_default(),
            level: data.level.unwrap_or(HonorLevel::Other),
            issuer: None,
            awarded_on: None,
            cert_no: None,
            medal: false,
            seq: data.seq.unwrap_or(row.row),
            source_key: Some(source::key(tab, self.day, row.row)),
            note: data.note.clone().or_else(|| {
                let guessed = "名册没有填级别，暂记为“其他”，请核实".to_owned();
                data.level.is_none().then_some(guessed)
            }),
        });
        let fill = Fill::Gaps;
        fill.put(&mut honor.issuer, data.issuer.clone());
        fill.put(&mut honor.awarded_on, data.awarded_on.clone());
        fill.put(&mut honor.cert_no, data.cert_no.clone());
        let events: Vec<MedalEvent> = self.desk.tx.children(&honor.id).await?;
        let first = events.is_empty() && data.medal.is_some();
        honor.medal |= first;
        match self.desk.tx.put(&honor).await? {
            Changed::Created => self.outcome.honors_new += 1,
            Changed::Updated => self.outcome.honors_changed += 1,
            Changed::Unchanged => {}
        }
        // The life of a medal is written once; what was recorded since is better known.
        for (kind, on) in data.events.iter().filter(|_| first) {
            let event = MedalEvent {
                id: self.desk.app.host().new_id(),
                honor_id: honor.id.clone(),
                kind: *kind,
                on: *on,
                incident_id: None,
                note: None,
            };
            self.desk.tx.put(&event).await?;
        }
        Ok(())
    }

    /// The stored honour a row speaks of: same title, and no other date.
    async fn take_stored(&mut self, worker: &Id, data: &HonorRow) -> AppResult<Option<Honor>> {
        if !self.honors.contains_key(worker) {
            let stored = self.desk.tx.children::<Honor>(worker).await?;
            self.honors.insert(worker.clone(), stored);
        }
        let Some(stored) = self.honors.get_mut(worker) else {
            return Ok(None);
        };
        let same_title = |honor: &Honor| Some(&honor.title) == data.title.as_ref();
        let exact = |honor: &Honor| same_title(honor) && honor.awarded_on == data.awarded_on;
        let undated = |honor: &Honor| {
            let either = honor.awarded_on.is_none() || data.awarded_on.is_none();
            same_title(honor) && either
        };
        let at = stored.iter().position(exact);
        let at = at.or_else(|| stored.iter().position(undated));
        Ok(at.map(|at| stored.remove(at)))
    }
}

/// What a list may add to somebody who is in the registry already. Nobody is revived by a list.
fn fill_in(worker: &mut ModelWorker, data: &WorkerRow, fill: Fill) {
    Fill::Gaps.put(&mut worker.employer_then, data.employer_then.clone());
    fill.put(&mut worker.employer_now, data.employer_now.clone());
    fill.put(&mut worker.monthly_income, data.monthly_income);
    fill.put(&mut worker.fixed_income, data.fixed_income);
    fill.put(&mut worker.disabled, data.disabled);
    fill.put(&mut worker.under_investigation, data.under_investigation);
    Fill::Gaps.put(&mut worker.note, data.note.clone());
    if fill == Fill::Overwrite {
        worker.kind = data.kind.unwrap_or(worker.kind);
        if worker.state == WorkerState::Living {
            worker.state = data.state.unwrap_or(worker.state);
        }
        worker.level = data.level.map_or(worker.level, |l| l.min(worker.level));
    }
}

/// Somebody new. What the list leaves out is set sensibly and said in the note.
fn first_entry(
    worker: &mut ModelWorker,
    data: &WorkerRow,
    highest: Option<HonorLevel>,
    as_of: NaiveDate,
) {
    let mut doubts: Vec<String> = Vec::new();
    let mut guess = |what: &str, word: &str| {
        doubts.push(format!("名册没有填{what}，暂按“{word}”登记，请核实"));
    };
    worker.level = data.level.or(highest).unwrap_or(HonorLevel::Other);
    if data.level.is_none() {
        guess("级别", worker.level.label());
    }
    worker.kind = data.kind.unwrap_or_else(|| {
        let from = if data.sex == Some(Sex::Female) {
            55
        } else {
            60
        };
        let retired = data.age(as_of).is_some_and(|age| age >= from);
        if retired {
            WorkerKind::Retired
        } else {
            WorkerKind::InService
        }
    });
    if data.kind.is_none() {
        guess("人员类别", worker.kind.label());
    }
    worker.state = data.state.unwrap_or(WorkerState::Living);
    if data.state.is_none() {
        guess("状态", worker.state.label());
    }
    fill_in(worker, data, Fill::Gaps);
    let parts: Vec<String> = worker.note.take().into_iter().chain(doubts).collect();
    worker.note = (!parts.is_empty()).then(|| parts.join("；"));
}

fn message(outcome: &ImportOutcome) -> String {
    let left_out = outcome.rows_left_out;
    if outcome.op_id.is_none() {
        return format!("这份名册里的内容都已在库中，没有任何改动。{left_out} 行未导入。");
    }
    format!(
        "已导入：新登记劳模 {} 人，更新 {} 人；新登记荣誉 {} 项，补充 {} 项；{left_out} 行未导入。可在“撤销”中一次撤回。",
        outcome.workers_new, outcome.workers_changed, outcome.honors_new, outcome.honors_changed
    )
}
