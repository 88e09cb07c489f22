//! Visits and difficulties as lists.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_model::records::{Attachment, Difficulty, HardshipFile, Person, Visit};
use songnuan_model::roles::Act;
use songnuan_model::text::half_width;
use songnuan_store::Store;

use crate::app::App;
use crate::commands::visits::{DifficultyQuery, DifficultyView, VisitList, VisitQuery, VisitRow};
use crate::error::{AppError, AppResult};
use crate::files::Reader;

/// Longest summary in a row, characters.
const SUMMARY: usize = 60;

/// Names and numbers around visits, each read once.
pub(super) struct Around {
    people: HashMap<Id, String>,
    /// File id → (number, applicant).
    files: HashMap<Id, (String, Id)>,
}

impl Around {
    pub(super) async fn read(store: &Store, visits: &[Visit]) -> AppResult<Self> {
        let mut file_ids: Vec<Id> = visits.iter().filter_map(|v| v.file_id.clone()).collect();
        file_ids.sort();
        file_ids.dedup();
        let files = store.get_many::<HardshipFile>(&file_ids).await?;
        let mut ids: Vec<Id> = visits.iter().filter_map(|v| v.person_id.clone()).collect();
        ids.extend(files.iter().map(|file| file.applicant_id.clone()));
        ids.sort();
        ids.dedup();
        let people = store.get_many::<Person>(&ids).await?;
        Ok(Self {
            people: people
                .into_iter()
                .map(|person| (person.id, person.name))
                .collect(),
            files: files
                .into_iter()
                .map(|f| (f.id, (f.file_no, f.applicant_id)))
                .collect(),
        })
    }

    /// Who was visited; as written when it is a team or nobody of the base data.
    pub(super) fn name(&self, visit: &Visit) -> String {
        let applicant = self
            .file(visit.file_id.as_ref())
            .map(|(_, applicant)| applicant);
        let person = visit.person_id.as_ref().or(applicant);
        person
            .and_then(|id| self.people.get(id))
            .cloned()
            .or_else(|| visit.target_name.clone())
            .unwrap_or_default()
    }

    pub(super) fn file_no(&self, file: Option<&Id>) -> Option<String> {
        self.file(file).map(|(no, _)| no.clone())
    }

    fn file(&self, id: Option<&Id>) -> Option<&(String, Id)> {
        id.and_then(|id| self.files.get(id))
    }
}

/// Visits, newest first.
pub async fn list(app: &App, request: VisitQuery) -> AppResult<VisitList> {
    let store = app.store_for(Act::SeeCases).await?;
    let mut visits = match &request.file_id {
        Some(file) => store.children::<Visit>(file).await?,
        None => store.all::<Visit>().await?,
    };
    visits.retain(|visit| {
        let day = visit.visited_on.or(visit.planned_on);
        request.state.is_none_or(|state| state == visit.state)
            && request
                .from
                .is_none_or(|from| day.is_some_and(|day| day >= from))
            && request.to.is_none_or(|to| day.is_some_and(|day| day <= to))
    });
    let around = Around::read(&store, &visits).await?;
    let needle = half_width(request.text.trim()).to_lowercase();
    if !needle.is_empty() {
        visits.retain(|visit| text_of(visit, &around).contains(&needle));
    }
    visits.sort_by(|a, b| {
        let day = |visit: &Visit| visit.visited_on.or(visit.planned_on);
        day(b).cmp(&day(a)).then_with(|| b.id.cmp(&a.id))
    });
    let total = u32::try_from(visits.len()).unwrap_or(u32::MAX);
    let limit = if request.limit == 0 {
        usize::MAX
    } else {
        request.limit as usize
    };
    let page: Vec<Visit> = visits
        .into_iter()
        .skip(request.offset as usize)
        .take(limit)
        .collect();
    let counts = Counts::read(&store, &page).await?;
    let rows = page
        .iter()
        .map(|visit| row(visit, &around, &counts))
        .collect();
    Ok(VisitList { rows, total })
}

/// The visits of a file for its detail page, newest first.
pub async fn rows_of_file(reader: &Reader<'_>, file: &Id) -> AppResult<Vec<VisitRow>> {
    let mut visits = reader.children::<Visit>(file).await?;
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.visited_on.or(visit.planned_on)));
    let around = Around::read(reader.store, &visits).await?;
    let counts = Counts::read(reader.store, &visits).await?;
    Ok(visits
        .iter()
        .map(|visit| row(visit, &around, &counts))
        .collect())
}

/// The visits to a person, with or without a file, newest first.
pub async fn rows_of_person(store: &Store, person: &Id) -> AppResult<Vec<VisitRow>> {
    let mut visits = store
        .by_key::<Visit>("visited_person", person.as_str())
        .await?;
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.visited_on.or(visit.planned_on)));
    let around = Around::read(store, &visits).await?;
    let counts = Counts::read(store, &visits).await?;
    Ok(visits
        .iter()
        .map(|visit| row(visit, &around, &counts))
        .collect())
}

/// Everything of a visit that the text filter looks at.
fn text_of(visit: &Visit, around: &Around) -> String {
    let name = around.name(visit);
    let mut texts = songnuan_model::names::search_keys(&name);
    texts.push(name);
    texts.extend(around.file_no(visit.file_id.as_ref()));
    texts.extend(visit.visitors.iter().cloned());
    let optional = [
        &visit.place,
        &visit.reason,
        &visit.clear_difficulty,
        &visit.problems,
    ];
    texts.extend(optional.into_iter().flatten().cloned());
    texts.join("\n").to_lowercase()
}

/// Photographs and open difficulties per visit.
struct Counts {
    photos: HashMap<Id, u32>,
    open: HashMap<Id, u32>,
}

/// Beyond this, reading all children at once is cheaper than asking visit by visit.
const FEW: usize = 50;

impl Counts {
    async fn read(store: &Store, visits: &[Visit]) -> AppResult<Self> {
        let (mut photos, mut open) = (HashMap::new(), HashMap::new());
        let (attachments, difficulties) = if visits.len() > FEW {
            (
                store.all::<Attachment>().await?,
                store.all::<Difficulty>().await?,
            )
        } else {
            let (mut attachments, mut difficulties) = (Vec::new(), Vec::new());
            for visit in visits {
                attachments.extend(store.children::<Attachment>(&visit.id).await?);
                difficulties.extend(store.children::<Difficulty>(&visit.id).await?);
            }
            (attachments, difficulties)
        };
        for attachment in attachments {
            *photos.entry(attachment.owner_id).or_default() += 1;
        }
        for difficulty in difficulties.into_iter().filter(|item| item.state.is_open()) {
            *open.entry(difficulty.visit_id).or_default() += 1;
        }
        Ok(Self { photos, open })
    }
}

fn row(visit: &Visit, around: &Around, counts: &Counts) -> VisitRow {
    let texts = [
        &visit.clear_difficulty,
        &visit.problems,
        &visit.talk_warmth,
        &visit.into_file_care,
        &visit.note,
    ];
    let summary = texts
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    VisitRow {
        id: visit.id.clone(),
        file_id: visit.file_id.clone(),
        file_no: around.file_no(visit.file_id.as_ref()),
        name: around.name(visit),
        state: visit.state,
        state_label: visit.state.label().to_owned(),
        on: visit.visited_on.or(visit.planned_on),
        place: visit.place.clone(),
        method_label: visit.method.label().to_owned(),
        visitors: visit.visitors.clone(),
        summary: summary
            .map(|text| text.chars().take(SUMMARY).collect())
            .unwrap_or_default(),
        photos_n: counts.photos.get(&visit.id).copied().unwrap_or(0),
        difficulties_open: counts.open.get(&visit.id).copied().unwrap_or(0),
    }
}

/// Difficulties, open ones first, the most urgent at the top.
pub async fn difficulty_list(
    app: &App,
    request: DifficultyQuery,
) -> AppResult<Vec<DifficultyView>> {
    let store = app.store_for(Act::SeeCases).await?;
    let today = app.host().today();
    let mut found = match &request.file_id {
        Some(file) => {
            store
                .by_key::<Difficulty>("difficulty_file", file.as_str())
                .await?
        }
        None => store.all::<Difficulty>().await?,
    };
    found.retain(|item| {
        request.state.is_none_or(|state| state == item.state)
            && (!request.overdue || is_due(item, today))
    });
    found.sort_by_key(|item| {
        (
            !item.state.is_open(),
            item.due_on.is_none(),
            item.due_on,
            item.id.clone(),
        )
    });
    views(&store, found, today).await
}

/// Due by today and not solved.
fn is_due(item: &Difficulty, today: chrono::NaiveDate) -> bool {
    item.state.is_open() && item.due_on.is_some_and(|due| due <= today)
}

/// Difficulties with the words around them.
pub(super) async fn views(
    store: &Store,
    items: Vec<Difficulty>,
    today: chrono::NaiveDate,
) -> AppResult<Vec<DifficultyView>> {
    let mut ids: Vec<Id> = items.iter().map(|item| item.visit_id.clone()).collect();
    ids.sort();
    ids.dedup();
    let visits = store.get_many::<Visit>(&ids).await?;
    let around = Around::read(store, &visits).await?;
    let by_id: HashMap<&Id, &Visit> = visits.iter().map(|visit| (&visit.id, visit)).collect();
    let view = |item: Difficulty| {
        let visit = by_id.get(&item.visit_id);
        let file = item
            .file_id
            .as_ref()
            .or(visit.and_then(|visit| visit.file_id.as_ref()));
        DifficultyView {
            name: visit.map(|visit| around.name(visit)).unwrap_or_default(),
            file_no: around.file_no(file),
            state_label: item.state.label().to_owned(),
            overdue: is_due(&item, today) && item.due_on != Some(today),
            difficulty: item,
        }
    };
    Ok(items.into_iter().map(view).collect())
}

/// One visit.
pub(super) async fn visit(store: &Store, id: &Id) -> AppResult<Visit> {
    store
        .get(id)
        .await?
        .ok_or_else(|| AppError::not_found("这次走访"))
}
