//! One box over people, files, visits, unions, scholarships, campaigns and batches.

use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Batch, Campaign, HardshipFile, Honor, Household, HouseholdMember, ModelWorker, Person, Role,
    ScholarshipCase, UnionOrg, Visit,
};
use songnuan_model::roles::{Act, may};
use songnuan_model::text;
use songnuan_store::{SearchHit as StoreHit, Store};

use crate::app::App;
use crate::commands::session::{SearchHit, SearchRequest};
use crate::error::AppResult;

/// Most hits one question may ask for.
const MOST: u32 = 200;

/// Finds by part of a name, pinyin or initials, ID or phone tail, employer, village.
pub async fn search(app: &App, request: SearchRequest) -> AppResult<Vec<SearchHit>> {
    let wanted = request.text.trim();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let session = app.require(Act::SeeCases).await?;
    let store = session.store;
    let limit = request.limit.clamp(1, MOST);
    let mut hits = Vec::new();
    for hit in in_order(&store, &session.roles, wanted, limit).await? {
        let (title, subtitle, route) = if hit.kind == Person::KIND {
            person(&store, &hit.id, hit.title).await?
        } else if hit.kind == HardshipFile::KIND {
            file(&store, &hit.id, hit.title).await?
        } else if hit.kind == Visit::KIND {
            visit(&store, &hit.id, hit.title).await?
        } else if hit.kind == UnionOrg::KIND {
            (hit.title, hit.subtitle, format!("/unions?id={}", hit.id))
        } else if hit.kind == ScholarshipCase::KIND {
            scholarship(&store, &hit.id, hit.title).await?
        } else if hit.kind == ModelWorker::KIND {
            model_worker(&store, &hit.id, hit.title).await?
        } else if hit.kind == Honor::KIND {
            honor(&store, &hit.id, hit.title).await?
        } else if hit.kind == Campaign::KIND {
            (hit.title, hit.subtitle, format!("/campaigns/{}", hit.id))
        } else if hit.kind == Batch::KIND {
            (hit.title, hit.subtitle, format!("/batches/{}", hit.id))
        } else {
            (hit.title, hit.subtitle, String::from("/"))
        };
        hits.push(SearchHit {
            id: hit.id,
            kind: hit.kind,
            title,
            subtitle,
            route,
        });
    }
    Ok(hits)
}

/// People first, then files, visits, unions, scholarships, campaigns and batches; a quarter of the
/// room is kept for the latter.
async fn in_order(
    store: &Store,
    roles: &[Role],
    wanted: &str,
    limit: u32,
) -> AppResult<Vec<StoreHit>> {
    let mut kinds = vec![
        HardshipFile::KIND,
        Visit::KIND,
        UnionOrg::KIND,
        ScholarshipCase::KIND,
        ModelWorker::KIND,
        Honor::KIND,
    ];
    if may(roles, Act::SeeCampaigns) {
        kinds.push(Campaign::KIND);
    }
    if may(roles, Act::SeeMoney) {
        kinds.push(Batch::KIND);
    }
    let mut people = store.search_kinds(wanted, &[Person::KIND], limit).await?;
    let others = store.search_kinds(wanted, &kinds, limit).await?;
    let limit = limit as usize;
    let room = limit - others.len().min(limit / 4);
    people.truncate(room);
    let rest = limit - people.len();
    people.extend(others.into_iter().take(rest));
    Ok(people)
}

/// The file a person belongs to: their own, or that of a household they live in.
async fn file_of(store: &Store, person: &Id) -> AppResult<Option<(HardshipFile, bool)>> {
    if let Some(own) = store
        .by_key::<HardshipFile>("applicant", person.as_str())
        .await?
        .pop()
    {
        return Ok(Some((own, true)));
    }
    for membership in store
        .by_key::<HouseholdMember>("member", person.as_str())
        .await?
    {
        let household = membership.household_id.as_str();
        let found = store
            .by_key::<HardshipFile>("file_household", household)
            .await?
            .pop();
        if let Some(file) = found {
            return Ok(Some((file, false)));
        }
    }
    Ok(None)
}

type Words = (String, String, String);

/// Title, what tells the person apart (file number, masked paper number, village), and the page.
pub async fn person(store: &Store, id: &Id, title: String) -> AppResult<Words> {
    let Some(person) = store.get::<Person>(id).await? else {
        return Ok((title, String::new(), "/".to_owned()));
    };
    let masked = text::mask_id(&person.id_no);
    let village = person.village.clone().unwrap_or_default();
    match file_of(store, id).await? {
        Some((file, true)) => {
            let employer = file.employer.clone().unwrap_or_default();
            let words = [file.file_no.as_str(), &masked, &employer, &village];
            Ok((title, join(&words), format!("/files/{}", file.id)))
        }
        Some((file, false)) => {
            let head = head_name(store, &file.household_id).await?;
            let role = format!("{head} 户家庭成员");
            Ok((
                title,
                join(&[&role, &masked, &village]),
                format!("/files/{}", file.id),
            ))
        }
        None => match worker_of(store, id).await? {
            Some(worker) => {
                let role = format!("{}劳模", worker.level.label());
                let route = format!("/model-workers/{}", worker.id);
                Ok((title, join(&[&role, &masked, &village]), route))
            }
            None => match application_of(store, id).await? {
                Some(case) => {
                    let route = format!("/scholarships/cases/{}", case.id);
                    Ok((title, join(&["助学学生", &masked, &case.school]), route))
                }
                None => Ok((title, join(&[&masked, &village]), "/files".to_owned())),
            },
        },
    }
}

async fn head_name(store: &Store, household: &Id) -> AppResult<String> {
    let Some(household) = store.get::<Household>(household).await? else {
        return Ok(String::new());
    };
    let head = store.get::<Person>(&household.head_id).await?;
    Ok(head.map(|person| person.name).unwrap_or_default())
}

async fn file(store: &Store, id: &Id, title: String) -> AppResult<Words> {
    let route = format!("/files/{id}");
    let Some(file) = store.get::<HardshipFile>(id).await? else {
        return Ok((title, String::new(), route));
    };
    let applicant = store.get::<Person>(&file.applicant_id).await?;
    let name = applicant.map(|person| person.name).unwrap_or_default();
    let employer = file.employer.unwrap_or_default();
    Ok((name, join(&[&file.file_no, &employer]), route))
}

async fn visit(store: &Store, id: &Id, title: String) -> AppResult<Words> {
    let route = format!("/visits/{id}");
    let Some(visit) = store.get::<Visit>(id).await? else {
        return Ok((title, String::new(), route));
    };
    let person = match &visit.person_id {
        Some(person) => store.get::<Person>(person).await?,
        None => None,
    };
    let name = person.map(|person| person.name).unwrap_or_default();
    Ok((
        join(&[&name, &title]),
        visit.place.unwrap_or_default(),
        route,
    ))
}

/// The latest application of a student.
async fn application_of(store: &Store, person: &Id) -> AppResult<Option<ScholarshipCase>> {
    let cases = store
        .by_key::<ScholarshipCase>("student", person.as_str())
        .await?;
    Ok(cases.into_iter().max_by(|one, other| one.id.cmp(&other.id)))
}

async fn worker_of(store: &Store, person: &Id) -> AppResult<Option<ModelWorker>> {
    let found = store
        .by_key::<ModelWorker>("model_worker_person", person.as_str())
        .await?;
    Ok(found.into_iter().next())
}

async fn model_worker(store: &Store, id: &Id, title: String) -> AppResult<Words> {
    let route = format!("/model-workers/{id}");
    let Some(worker) = store.get::<ModelWorker>(id).await? else {
        return Ok((title, String::new(), route));
    };
    let person = store.get::<Person>(&worker.person_id).await?;
    let name = person.map(|person| person.name).unwrap_or_default();
    let employer = worker.employer_now.or(worker.employer_then);
    Ok((join(&[&name, &title]), employer.unwrap_or_default(), route))
}

async fn honor(store: &Store, id: &Id, title: String) -> AppResult<Words> {
    let Some(honor) = store.get::<Honor>(id).await? else {
        return Ok((title, String::new(), "/honors".to_owned()));
    };
    let holder = match &honor.person_id {
        Some(id) => store.get::<Person>(id).await?.map(|person| person.name),
        None => None,
    };
    let route = match &honor.model_worker_id {
        Some(id) => format!("/model-workers/{id}"),
        None => "/honors".to_owned(),
    };
    let (issuer, on) = (honor.issuer.unwrap_or_default(), honor.awarded_on);
    let words = join(&[&issuer, &on.unwrap_or_default()]);
    Ok((join(&[&holder.unwrap_or_default(), &title]), words, route))
}

async fn scholarship(store: &Store, id: &Id, title: String) -> AppResult<Words> {
    let route = format!("/scholarships/cases/{id}");
    let Some(case) = store.get::<ScholarshipCase>(id).await? else {
        return Ok((title, String::new(), route));
    };
    let student = store.get::<Person>(&case.person_id).await?;
    let name = student.map(|person| person.name).unwrap_or_default();
    let parent = format!("家长 {}", case.parent_name);
    Ok((join(&[&name, &title]), parent, route))
}

fn join(words: &[&str]) -> String {
    words
        .iter()
        .filter(|word| !word.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" · ")
}
