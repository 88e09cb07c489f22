//! The applications behind the scholarship report.

use std::collections::HashMap;

use songnuan_model::figures::{CaseFact, Report, scholarship_report};
use songnuan_model::record::Id;
use songnuan_model::records::{Person, ScholarshipCase, ScholarshipRound};

use super::ask::Ask;
use crate::error::AppResult;
use crate::import::list_row;

/// Title and report. A period takes the applications made in it; one without a day counts on the
/// last day of its round.
pub(super) async fn report(ask: &Ask<'_>) -> AppResult<(String, Report)> {
    let rounds: Vec<ScholarshipRound> = ask.all().await?;
    let rounds: HashMap<Id, ScholarshipRound> = rounds
        .into_iter()
        .map(|round| (round.id.clone(), round))
        .collect();
    let cases: Vec<ScholarshipCase> = ask.all().await?;
    let mut asked: Vec<(&ScholarshipRound, ScholarshipCase)> = cases
        .into_iter()
        .filter_map(|case| Some((rounds.get(&case.round_id)?, case)))
        .filter(|(round, case)| ask.covers(case.applied_on.unwrap_or(round.closes_on)))
        .collect();
    asked.sort_by_key(|(round, case)| (round.year, case.seq));
    let ids = asked.iter().map(|(_, case)| case.person_id.clone());
    let people = people(ask, ids.collect()).await?;
    let facts: Vec<CaseFact> = asked
        .into_iter()
        .map(|(round, case)| fact(round, case, &people))
        .collect();
    let title = format!("金秋助学统计 {}", ask.period());
    Ok((title.trim_end().to_owned(), scholarship_report(&facts)))
}

fn fact(round: &ScholarshipRound, case: ScholarshipCase, people: &HashMap<Id, Person>) -> CaseFact {
    let person = people.get(&case.person_id);
    CaseFact {
        row: list_row(case.source_key.as_deref()).unwrap_or(case.seq),
        name: person.map(|person| person.name.clone()).unwrap_or_default(),
        id_no: person.and_then(number),
        year: round.year,
        id: case.id,
        student: case.person_id,
        level: case.level,
        admission: case.admission,
        applied_on: case.applied_on,
        decision: case.decision,
        award: case.award,
        reasons: case.reasons,
    }
}

/// The number, when it is known.
pub(super) fn number(person: &Person) -> Option<String> {
    Some(person.id_no.clone()).filter(|number| !number.is_empty())
}

/// People by id, as they were at the moment asked for.
pub(super) async fn people(ask: &Ask<'_>, mut ids: Vec<Id>) -> AppResult<HashMap<Id, Person>> {
    ids.sort();
    ids.dedup();
    let mut people: Vec<Person> = match &ask.at {
        None => ask.store.get_many(&ids).await?,
        Some(_) => ask.all().await?,
    };
    people.retain(|person| ids.binary_search(&person.id).is_ok());
    Ok(people.into_iter().map(|p| (p.id.clone(), p)).collect())
}
