//! What stands around model workers, read in few reads: people, honours, medals, incidents.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use songnuan_model::dates::age_completed;
use songnuan_model::eligibility::Pack;
use songnuan_model::model_workers::{
    BenefitResult, WorkerFacts, benefit, medal_allowed, medal_state,
};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    BenefitKind, HardshipFile, Honor, Incident, MedalEvent, ModelWorker, Person, WorkerState,
};
use songnuan_model::text::{mask_card, mask_id};
use songnuan_store::Store;

use crate::commands::model_workers::{
    HardshipFacts, HonorView, MedalEventView, MedalNext, ModelWorkerRow,
};
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult};
use crate::session::default_pack;

/// A model worker, or the sentence that the record is gone.
pub(super) async fn worker(store: &Store, id: &Id) -> AppResult<ModelWorker> {
    let worker = store.get::<ModelWorker>(id).await?;
    worker.ok_or_else(|| AppError::not_found("这位劳模"))
}

/// The named pack, or the unit's.
pub(super) async fn pack(store: &Store, id: Option<&str>) -> AppResult<Pack> {
    match id {
        Some(id) => load_pack(store, id).await,
        None => load_pack(store, &default_pack(store).await?).await,
    }
}

/// Model workers with what is known around them.
pub(super) struct Around {
    pub people: HashMap<Id, Person>,
    honors: HashMap<Id, Vec<HonorView>>,
    pub incidents: HashMap<Id, Vec<Incident>>,
    /// Hardship files of these people that are open.
    open_files: HashSet<Id>,
}

impl Around {
    pub(super) async fn read(store: &Store, workers: &[ModelWorker]) -> AppResult<Self> {
        let ids: Vec<Id> = workers.iter().map(|worker| worker.id.clone()).collect();
        let people: Vec<Id> = workers.iter().map(|it| it.person_id.clone()).collect();
        let people = store.get_many::<Person>(&people).await?;
        let mut honors: HashMap<Id, Vec<HonorView>> = HashMap::new();
        for view in views(store, store.children_of_all::<Honor>(&ids).await?).await? {
            if let Some(worker) = view.honor.model_worker_id.clone() {
                honors.entry(worker).or_default().push(view);
            }
        }
        let mut incidents: HashMap<Id, Vec<Incident>> = HashMap::new();
        for incident in store.children_of_all::<Incident>(&ids).await? {
            let worker = incident.model_worker_id.clone();
            incidents.entry(worker).or_default().push(incident);
        }
        let files: Vec<Id> = workers.iter().filter_map(|it| it.file_id.clone()).collect();
        let files = store.get_many::<HardshipFile>(&files).await?;
        let open = files.into_iter().filter(|file| file.status.is_open());
        Ok(Self {
            people: people.into_iter().map(|it| (it.id.clone(), it)).collect(),
            honors,
            incidents,
            open_files: open.map(|file| file.id).collect(),
        })
    }

    pub(super) fn name(&self, worker: &ModelWorker) -> &str {
        let person = self.people.get(&worker.person_id);
        person.map_or("", |person| person.name.as_str())
    }

    pub(super) fn honors(&self, worker: &Id) -> &[HonorView] {
        self.honors.get(worker).map_or(&[], Vec::as_slice)
    }

    pub(super) fn row(&self, worker: &ModelWorker, pack: &Pack, on: NaiveDate) -> ModelWorkerRow {
        let person = self.people.get(&worker.person_id);
        let facts = self.facts(worker, on, &HardshipFacts::default());
        let subsidy = by_rule(pack, BenefitKind::LivingSubsidy, &facts);
        let incidents = self.incidents.get(&worker.id).map_or(0, |all| {
            all.iter().filter(|it| it.resolved_on.is_none()).count()
        });
        let died = person.and_then(|person| person.died_on);
        let age_on = died.map_or(on, |died| died.min(on));
        let filed = worker.file_id.as_ref();
        let filed = filed.is_some_and(|file| self.open_files.contains(file));
        let aided = subsidy.as_ref().is_some_and(|it| it.monthly > Fen::ZERO);
        let mut shown = worker.clone();
        shown.card_no = shown.card_no.as_deref().map(mask_card);
        ModelWorkerRow {
            name: self.name(worker).to_owned(),
            id_masked: person.map(|it| mask_id(&it.id_no)).unwrap_or_default(),
            sex: person
                .and_then(|it| it.sex)
                .map(|sex| sex.label().to_owned()),
            age: person
                .and_then(|it| it.birth)
                .and_then(|birth| age_completed(birth, age_on)),
            level_label: worker.level.label().to_owned(),
            kind_label: worker.kind.label().to_owned(),
            state_label: worker.state.label().to_owned(),
            honors: self.honors(&worker.id).to_vec(),
            incidents_open: u32::try_from(incidents).unwrap_or(u32::MAX),
            in_difficulty: filed || aided,
            monthly: subsidy.as_ref().map_or(Fen::ZERO, |it| it.monthly),
            yearly: subsidy.as_ref().map_or(Fen::ZERO, |it| it.yearly),
            reason_codes: subsidy.map(|it| it.reasons).unwrap_or_default(),
            worker: shown,
        }
    }

    /// What the rules ask; somebody whose death is on record is deceased, whatever the list says.
    pub(super) fn facts(
        &self,
        worker: &ModelWorker,
        on: NaiveDate,
        more: &HardshipFacts,
    ) -> WorkerFacts {
        let person = self.people.get(&worker.person_id);
        let died = person.and_then(|person| person.died_on);
        let state = match died {
            Some(died) if died <= on => WorkerState::Deceased,
            _ => worker.state,
        };
        WorkerFacts {
            on,
            level: Some(worker.level),
            kind: Some(worker.kind),
            state: Some(state),
            birth: person.and_then(|person| person.birth),
            sex: person.and_then(|person| person.sex),
            monthly_income: worker.monthly_income,
            fixed_income: worker.fixed_income,
            disabled: worker.disabled,
            under_investigation: worker.under_investigation,
            own_medical: more.own_medical,
            jobless: more.jobless,
            relative_ill: more.relative_ill,
        }
    }
}

/// A benefit by the rule in force; `None` where the pack has none of the kind.
pub(super) fn by_rule(
    pack: &Pack,
    kind: BenefitKind,
    facts: &WorkerFacts,
) -> Option<BenefitResult> {
    let rule = pack.benefit_on(facts.on, kind, facts.level)?;
    Some(benefit(rule, facts))
}

/// The honours of a model worker, the highest first.
pub(crate) async fn honors_of(store: &Store, worker: &Id) -> AppResult<Vec<HonorView>> {
    views(store, store.children::<Honor>(worker).await?).await
}

/// Honours with the lives of their medals.
pub(super) async fn views(store: &Store, honors: Vec<Honor>) -> AppResult<Vec<HonorView>> {
    let ids: Vec<Id> = honors.iter().map(|honor| honor.id.clone()).collect();
    let mut events: HashMap<Id, Vec<MedalEvent>> = HashMap::new();
    for event in store.children_of_all::<MedalEvent>(&ids).await? {
        events
            .entry(event.honor_id.clone())
            .or_default()
            .push(event);
    }
    let view = |honor: Honor| {
        let events = events.remove(&honor.id).unwrap_or_default();
        let medal = (honor.medal || !events.is_empty()).then(|| medal_state(&events));
        let next = match medal {
            Some(_) => medal_allowed(&events),
            None => Vec::new(),
        };
        HonorView {
            level_label: honor.level.label().to_owned(),
            medal,
            medal_label: medal.map(|state| state.label().to_owned()),
            next: next
                .into_iter()
                .map(|kind| MedalNext {
                    kind,
                    label: kind.label().to_owned(),
                })
                .collect(),
            events: events
                .into_iter()
                .map(|event| MedalEventView {
                    label: event.kind.label().to_owned(),
                    event,
                })
                .collect(),
            honor,
        }
    };
    let mut views: Vec<HonorView> = honors.into_iter().map(view).collect();
    views.sort_by_key(|view| (view.honor.level, view.honor.seq));
    Ok(views)
}
