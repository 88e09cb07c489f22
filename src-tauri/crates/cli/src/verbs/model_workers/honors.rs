//! Honours and what happens to their medals.

use songnuan_app::App;
use songnuan_app::commands::model_workers::{
    HonorQuery, HonorRow, HonorSave, HonorView, MedalEventAdd, ModelWorkerRow,
};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::Honor;
use songnuan_app::model_workers;

use super::incidents::incident_of;
use super::shown::honor_line;
use super::worker_of;
use crate::args::{HonorArgs, ModelWorkerVerb};
use crate::outcome::Outcome;
use crate::verbs::named;

/// Records an honour of a model worker, of somebody of the base data, or of a unit; or puts one of
/// a model worker right.
pub(super) async fn honor(app: &App, args: HonorArgs) -> AppResult<Outcome> {
    let worker = match &args.who {
        Some(who) => Some(worker_of(app, who).await?),
        None => None,
    };
    let before = match (&args.replace, &worker) {
        (Some(title), Some(row)) => Some(titled(row, title)?.honor.clone()),
        _ => None,
    };
    let person_id = match &args.person {
        Some(text) => Some(named::person(app, text).await?),
        None => None,
    };
    let org_id = match &args.org {
        Some(text) => Some(named::org(app, text).await?),
        None => None,
    };
    let old = before.as_ref();
    let honor = Honor {
        id: old.map_or_else(|| Id::new(""), |honor| honor.id.clone()),
        model_worker_id: worker.map(|row| row.worker.id),
        person_id,
        org_id,
        title: args.title,
        level: args.level,
        issuer: args.issuer.or_else(|| old?.issuer.clone()),
        awarded_on: args.on.or_else(|| old?.awarded_on.clone()),
        cert_no: args.cert_no.or_else(|| old?.cert_no.clone()),
        medal: args.medal || old.is_some_and(|honor| honor.medal),
        seq: 0,
        source_key: None,
        note: args.note.or_else(|| old?.note.clone()),
    };
    let view = model_workers::honor_save(
        app,
        HonorSave {
            honor,
            person: None,
        },
    )
    .await?;
    let text = honor_line(&view);
    Outcome::new(view, text)
}

/// Every honour on record, with who holds it.
pub(super) async fn list(app: &App, verb: ModelWorkerVerb) -> AppResult<Outcome> {
    let ModelWorkerVerb::Honors {
        level,
        year,
        outside,
        text,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let query = HonorQuery {
        level,
        year,
        outside,
        text,
    };
    let list = model_workers::honor_list(app, query).await?;
    let line = |row: &HonorRow| {
        let (honor, on) = (&row.view.honor, row.view.honor.awarded_on.as_deref());
        let (level, on) = (&row.view.level_label, on.unwrap_or_default());
        format!(
            "{}\t{}\t{}\t{level}\t{on}",
            row.holder, row.holder_label, honor.title
        )
    };
    let mut lines: Vec<String> = list.rows.iter().map(line).collect();
    let n = list.rows.len();
    lines.push(format!(
        "共 {n} 项，{} 人，{} 个单位",
        list.persons, list.units
    ));
    Outcome::new(list, lines.join("\n"))
}

/// Records what happened to medals: all of them or none.
pub(super) async fn medal(app: &App, verb: ModelWorkerVerb) -> AppResult<Outcome> {
    let ModelWorkerVerb::Medal {
        who,
        kind,
        honors,
        on,
        incident,
        note,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let row = worker_of(app, &who).await?;
    let incident_id = match incident {
        Some(place) => Some(incident_of(app, &row.worker.id, Some(place)).await?),
        None => None,
    };
    let request = MedalEventAdd {
        honor_ids: medals(&row, &honors)?,
        kind,
        on,
        incident_id,
        note,
    };
    let views = model_workers::medal_event_add(app, request).await?;
    let lines: Vec<String> = views.iter().map(honor_line).collect();
    Outcome::new(views, lines.join("\n"))
}

/// Medals by the titles of their honours; every medal when none is named.
fn medals(row: &ModelWorkerRow, titles: &[String]) -> AppResult<Vec<Id>> {
    if titles.is_empty() {
        let with_medal = row.honors.iter().filter(|view| view.medal.is_some());
        return Ok(with_medal.map(|view| view.honor.id.clone()).collect());
    }
    let mut ids = Vec::new();
    for title in titles {
        ids.push(titled(row, title)?.honor.id.clone());
    }
    Ok(ids)
}

fn titled<'a>(row: &'a ModelWorkerRow, title: &str) -> AppResult<&'a HonorView> {
    let view = row.honors.iter().find(|view| view.honor.title == *title);
    view.ok_or_else(|| AppError::invalid(format!("没有叫“{title}”的荣誉。什么都没有做。")))
}
