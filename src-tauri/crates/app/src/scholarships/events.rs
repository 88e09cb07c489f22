//! Get-togethers: who was there, no amounts (DOMAIN T10.4).

use songnuan_model::records::{Person, ScholarshipEvent};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use crate::app::App;
use crate::commands::scholarships::{EventPerson, ScholarshipEventSave, ScholarshipEventView};
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult};
use crate::files::plausible_day;
use crate::op::Op;

/// Longest title and note, characters; most people of one event.
const TITLE: usize = 120;
const NOTE: usize = 2000;
const PEOPLE: usize = 2000;

/// Events, newest first.
pub async fn event_list(app: &App, _: Nothing) -> AppResult<Vec<ScholarshipEventView>> {
    let store = app.store_for(Act::SeeCases).await?;
    let mut events = store.all::<ScholarshipEvent>().await?;
    events.sort_by_key(|event| std::cmp::Reverse(event.on));
    let mut views = Vec::new();
    for event in events {
        views.push(view(&store, event).await?);
    }
    Ok(views)
}

async fn view(store: &Store, event: ScholarshipEvent) -> AppResult<ScholarshipEventView> {
    let people = store.get_many::<Person>(&event.participant_ids).await?;
    let people: Vec<EventPerson> = people
        .into_iter()
        .map(|person| EventPerson {
            id: person.id,
            name: person.name,
        })
        .collect();
    let mut names: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
    names.extend(event.other_names.iter().cloned());
    Ok(ScholarshipEventView {
        participants_n: u32::try_from(names.len()).unwrap_or(u32::MAX),
        names,
        people,
        event,
    })
}

/// Adds or changes an event.
pub async fn event_save(
    app: &App,
    request: ScholarshipEventSave,
) -> AppResult<ScholarshipEventView> {
    let store = app.store_for(Act::EditCases).await?;
    let mut event = request.event;
    event.title = event.title.trim().to_owned();
    let names = event.other_names.iter().map(|name| name.trim().to_owned());
    event.other_names = names.filter(|name| !name.is_empty()).collect();
    event.participant_ids.sort();
    event.participant_ids.dedup();
    check(&event)?;
    let known = store.get_many::<Person>(&event.participant_ids).await?;
    if known.len() != event.participant_ids.len() {
        return Err(AppError::not_found("参加人员中的一位"));
    }
    if event.id.0.is_empty() {
        event.id = app.host().new_id();
    } else if store.get::<ScholarshipEvent>(&event.id).await?.is_none() {
        return Err(AppError::not_found("这次活动"));
    }
    let mut tx = app.begin(Op::SaveScholarshipEvent, "").await?;
    tx.put(&event).await?;
    tx.commit().await?;
    view(&store, event).await
}

fn check(event: &ScholarshipEvent) -> AppResult<()> {
    let bad = |field: &str, reason: String| {
        Err(AppError::invalid(format!("{reason}没有保存。")).at(field))
    };
    let long = |text: &str, most: usize| text.chars().count() > most;
    if event.title.is_empty() {
        return bad(
            "title",
            "请填写活动名称，例如“阿勒泰学生座谈会”。".to_owned(),
        );
    }
    if long(&event.title, TITLE) || event.place.as_deref().is_some_and(|it| long(it, TITLE)) {
        return bad("title", format!("活动名称和地点最多 {TITLE} 个字。"));
    }
    if event.note.as_deref().is_some_and(|it| long(it, NOTE)) {
        return bad("note", format!("备注最多 {NOTE} 个字。"));
    }
    let people = event.participant_ids.len() + event.other_names.len();
    if people == 0 {
        return bad("people", "请填写参加的学生。".to_owned());
    }
    if people > PEOPLE || event.other_names.iter().any(|name| long(name, TITLE)) {
        return bad(
            "people",
            format!("参加人员最多 {PEOPLE} 人，每个姓名最多 {TITLE} 个字。"),
        );
    }
    plausible_day(event.on).or_else(|reason| bad("on", format!("活动日期：{reason}")))
}
