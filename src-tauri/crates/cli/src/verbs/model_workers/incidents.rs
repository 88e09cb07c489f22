//! Incidents: recorded, acted upon, resolved.

use songnuan_app::App;
use songnuan_app::commands::model_workers::{
    IncidentActionAdd, IncidentResolve, IncidentSave, IncidentView,
};
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::Incident;
use songnuan_app::model_workers;

use super::worker_of;
use crate::args::{IncidentArgs, IncidentVerb};
use crate::outcome::Outcome;

/// Runs a verb of `model-worker incident`.
pub(super) async fn run(app: &App, verb: IncidentVerb) -> AppResult<Outcome> {
    match verb {
        IncidentVerb::List { who } => {
            let worker = worker_of(app, &who).await?.worker.id;
            let views = in_order(app, &worker).await?;
            let numbered = (1..).zip(&views);
            let lines: Vec<String> = numbered.map(|(n, view)| told(n, view)).collect();
            Outcome::new(views, lines.join("\n"))
        }
        IncidentVerb::Record {
            who,
            kind,
            on,
            narrative,
            owner,
        } => {
            let incident = Incident {
                id: Id::new(""),
                model_worker_id: worker_of(app, &who).await?.worker.id,
                kind,
                on: on.unwrap_or_else(|| app.host().today()),
                narrative,
                owner,
                resolved_on: None,
                result: None,
            };
            let save = IncidentSave {
                incident,
                medals: None,
            };
            answer(app, model_workers::incident_save(app, save).await?).await
        }
        IncidentVerb::Action {
            incident,
            on,
            by,
            action,
        } => {
            let add = IncidentActionAdd {
                incident_id: named(app, &incident).await?,
                on,
                by,
                action,
            };
            answer(app, model_workers::incident_action_add(app, add).await?).await
        }
        IncidentVerb::Resolve {
            incident,
            on,
            result,
        } => {
            let close = IncidentResolve {
                incident_id: named(app, &incident).await?,
                on,
                result,
            };
            answer(app, model_workers::incident_resolve(app, close).await?).await
        }
    }
}

async fn named(app: &App, args: &IncidentArgs) -> AppResult<Id> {
    let worker = worker_of(app, &args.who).await?.worker.id;
    incident_of(app, &worker, args.incident).await
}

/// An incident by its place in the list, from 1; the only open one when no place is written.
pub(super) async fn incident_of(app: &App, worker: &Id, place: Option<usize>) -> AppResult<Id> {
    let views = in_order(app, worker).await?;
    if let Some(place) = place {
        let view = place.checked_sub(1).and_then(|at| views.get(at));
        let missing = || AppError::invalid(format!("没有编号是 {place} 的事件。什么都没有做。"));
        return Ok(view.ok_or_else(missing)?.incident.id.clone());
    }
    let mut open = views.iter().filter(|view| view.open);
    match (open.next(), open.next()) {
        (Some(only), None) => Ok(only.incident.id.clone()),
        (Some(_), Some(_)) => Err(AppError::invalid(
            "有几件事没有办结，请加 --incident 写编号(见 incident list)。什么都没有做。",
        )),
        _ => Err(AppError::invalid("没有未办结的事件。什么都没有做。")),
    }
}

/// Oldest first, so that a place stays with its incident when others are added.
async fn in_order(app: &App, worker: &Id) -> AppResult<Vec<IncidentView>> {
    let id = worker.clone();
    let mut views = model_workers::get(app, RecordRef { id }).await?.incidents;
    views.sort_by(|a, b| (a.incident.on, &a.incident.id).cmp(&(b.incident.on, &b.incident.id)));
    Ok(views)
}

/// An incident with the place it has in the list.
async fn answer(app: &App, view: IncidentView) -> AppResult<Outcome> {
    let views = in_order(app, &view.incident.model_worker_id).await?;
    let at = views
        .iter()
        .position(|it| it.incident.id == view.incident.id);
    let text = told(at.map_or(0, |at| at + 1), &view);
    Outcome::new(view, text)
}

fn told(place: usize, view: &IncidentView) -> String {
    let incident = &view.incident;
    let state = match incident.resolved_on {
        Some(on) => format!("{on} 办结"),
        None => "未办结".to_owned(),
    };
    let (on, kind, text) = (incident.on, &view.kind_label, &incident.narrative);
    let mut lines = vec![format!("{place}\t{on}\t{kind}\t{state}\t{text}")];
    if !view.medals.is_empty() {
        lines.push(format!("  奖章：{}", view.medals.join("、")));
    }
    let actions = view.actions.iter();
    lines.extend(actions.map(|it| format!("  {} {} {}", it.on, it.by, it.action)));
    lines.extend(incident.result.iter().map(|it| format!("  结果：{it}")));
    lines.join("\n")
}
