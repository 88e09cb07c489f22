//! Applications, model workers and honours behind a number, in words.

use songnuan_model::record::{Id, Record};
use songnuan_model::records::{Honor, ModelWorker, Person, ScholarshipCase, ScholarshipRound};
use songnuan_store::{Store, Timestamp};

use super::records::{Spoken, distinct, fetch, names};
use crate::error::AppResult;

/// The words of these records; `ids` gives those of a kind.
pub(super) async fn spoken(
    store: &Store,
    at: Option<&Timestamp>,
    ids: &impl Fn(&str) -> Vec<Id>,
) -> AppResult<Vec<(Id, Spoken)>> {
    let cases: Vec<ScholarshipCase> = fetch(store, at, &ids(ScholarshipCase::KIND)).await?;
    let honors: Vec<Honor> = fetch(store, at, &ids(Honor::KIND)).await?;
    let workers: Vec<ModelWorker> = fetch(store, at, &ids(ModelWorker::KIND)).await?;
    let rounds = cases.iter().map(|case| case.round_id.clone()).collect();
    let rounds: Vec<ScholarshipRound> = fetch(store, at, &distinct(rounds)).await?;
    let rounds = names(rounds, |round| (round.id, round.name));
    let people = cases.iter().map(|case| case.person_id.clone());
    let people = people.chain(workers.iter().map(|worker| worker.person_id.clone()));
    let people = people.chain(honors.iter().filter_map(|honor| honor.person_id.clone()));
    let people: Vec<Person> = fetch(store, at, &distinct(people.collect())).await?;
    let people = names(people, |person| (person.id, person.name));
    let name = |id: &Id| people.get(id).cloned().unwrap_or_default();
    let mut all = Vec::with_capacity(cases.len() + workers.len() + honors.len());
    for case in cases {
        let round = rounds.get(&case.round_id).cloned().unwrap_or_default();
        let (school, decision) = (&case.school, case.decision.label());
        let subtitle = format!("{round} {school} {decision}");
        let route = format!("/scholarships/cases/{}", case.id);
        let title = name(&case.person_id);
        all.push((case.id, (title, subtitle, Some(case.award), route)));
    }
    for worker in workers {
        let employer = worker.employer_now.or(worker.employer_then);
        let (level, state) = (worker.level.label(), worker.state.label());
        let subtitle = format!("{level} {state} {}", employer.unwrap_or_default());
        let route = worker_route(&worker.id);
        let title = name(&worker.person_id);
        all.push((worker.id, (title, subtitle, None, route)));
    }
    for honor in honors {
        let holder = honor.person_id.as_ref().map(name).unwrap_or_default();
        let on = honor.awarded_on.unwrap_or_default();
        let title = format!("{holder} {}", honor.title);
        let subtitle = format!("{} {on}", honor.level.label());
        let worker = honor.model_worker_id.as_ref();
        let route = worker.map_or_else(|| "/honors".to_owned(), worker_route);
        all.push((honor.id, (title.trim().to_owned(), subtitle, None, route)));
    }
    Ok(all)
}

/// The page of a model worker, which shows the honours too.
fn worker_route(id: &Id) -> String {
    format!("/model-workers/{id}")
}
