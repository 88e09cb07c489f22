//! Where a record of a finding is to be seen: what tells it apart, and the page it is on.

use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, BatchStep, Campaign, Fund, HardshipFile, Household, ModelWorker, PaymentLine, Person,
    ScholarshipCase, ScholarshipRound, Visit,
};
use songnuan_store::Store;

use crate::commands::conflicts::FindingRecord;
use crate::error::AppResult;
use crate::files::kind_label;
use crate::session::person_place;

/// A record as a rule names it; [`fill`] says where it is.
pub(super) fn record(kind: &str, id: &Id, words: &str) -> FindingRecord {
    FindingRecord {
        id: id.clone(),
        kind: kind.to_owned(),
        label: format!("{} {words}", kind_label(kind))
            .trim_end()
            .to_owned(),
        about: String::new(),
        route: None,
    }
}

/// Adds what tells the record apart, and its page.
pub(super) async fn fill(store: &Store, record: &mut FindingRecord) -> AppResult<()> {
    let (about, route) = place(store, &record.kind, &record.id).await?;
    (record.about, record.route) = (about, route);
    Ok(())
}

type Place = (String, Option<String>);

async fn place(store: &Store, kind: &str, id: &Id) -> AppResult<Place> {
    let none = (String::new(), None);
    Ok(match kind {
        Person::KIND => {
            let (_, about, route) = person_place(store, id, String::new()).await?;
            (about, Some(route))
        }
        PaymentLine::KIND => match store.get::<PaymentLine>(id).await? {
            Some(line) => {
                let (_, about, _) = person_place(store, &line.person_id, String::new()).await?;
                (about, Some(format!("/batches/{}", line.batch_id)))
            }
            None => none,
        },
        BatchStep::KIND => match store.get::<BatchStep>(id).await? {
            Some(step) => (String::new(), Some(format!("/batches/{}", step.batch_id))),
            None => none,
        },
        Batch::KIND => (String::new(), Some(format!("/batches/{id}"))),
        Fund::KIND => (String::new(), Some(format!("/funds/{id}"))),
        _ if !is_here(store, id).await? => none,
        _ => match page(kind, id) {
            Some(route) => (String::new(), Some(route)),
            None => (String::new(), file_of(store, kind, id).await?),
        },
    })
}

async fn is_here(store: &Store, id: &Id) -> AppResult<bool> {
    Ok(store.last_body(id).await?.is_some_and(|it| !it.deleted))
}

/// The page of a record that has one of its own.
fn page(kind: &str, id: &Id) -> Option<String> {
    let under = match kind {
        HardshipFile::KIND => "files",
        Visit::KIND => "visits",
        Campaign::KIND => "campaigns",
        ModelWorker::KIND => "model-workers",
        ScholarshipRound::KIND => "scholarships/rounds",
        ScholarshipCase::KIND => "scholarships/cases",
        _ => return None,
    };
    Some(format!("/{under}/{id}"))
}

/// A record, deleted or not, as a person would call it: its number or day, and whose it is.
pub(super) async fn words_of(store: &Store, id: &Id) -> AppResult<String> {
    let Some(last) = store.last_body(id).await? else {
        return Ok(String::new());
    };
    let text = |name: &str| last.body.get(name).and_then(|it| it.as_str());
    let own = [
        "file_no",
        "name",
        "visited_on",
        "planned_on",
        "earner",
        "title",
    ];
    let own = own.into_iter().find_map(text).filter(|it| !it.is_empty());
    let mut words: Vec<String> = own.map(str::to_owned).into_iter().collect();
    let whose = text("applicant_id").or_else(|| text("person_id"));
    if let Some(person) = whose.or_else(|| text("head_id")) {
        words.extend(name_of(store, &Id::new(person)).await?);
    }
    Ok(words.join(" "))
}

/// A person's name, also of one who was deleted.
async fn name_of(store: &Store, person: &Id) -> AppResult<Option<String>> {
    let last = store.last_body(person).await?;
    let name = last.and_then(|it| Some(it.body.get("name")?.as_str()?.to_owned()));
    Ok(name)
}

/// What a household's records are shown under: the page of its file.
async fn file_of(store: &Store, kind: &str, id: &Id) -> AppResult<Option<String>> {
    let Some(last) = store.last_body(id).await? else {
        return Ok(None);
    };
    let household = match kind {
        Household::KIND => Some(id.as_str()),
        _ => last.body.get("household_id").and_then(|it| it.as_str()),
    };
    let Some(household) = household else {
        return Ok(None);
    };
    let files = store
        .by_key::<HardshipFile>("file_household", household)
        .await?;
    Ok(files.first().map(|file| format!("/files/{}", file.id)))
}
