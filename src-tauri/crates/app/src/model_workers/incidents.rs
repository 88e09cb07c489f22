//! Incidents: recorded, acted upon, resolved.

use std::collections::HashMap;

use songnuan_model::model_workers::{check_action, check_resolve, is_open};
use songnuan_model::record::Id;
use songnuan_model::records::{Honor, Incident, IncidentAction, MedalEvent};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around;
use super::honors::{Happened, put_events};
use crate::app::App;
use crate::commands::model_workers::{
    IncidentActionAdd, IncidentResolve, IncidentSave, IncidentView,
};
use crate::error::{AppError, AppResult};
use crate::files::plausible_day;
use crate::op::Op;

/// Longest narrative, action and result, characters.
const TEXT: usize = 5000;

/// Adds an incident (empty id) or changes one that is open.
pub async fn incident_save(app: &App, request: IncidentSave) -> AppResult<IncidentView> {
    let store = app.store_for(Act::EditCases).await?;
    let mut incident = request.incident;
    around::worker(&store, &incident.model_worker_id).await?;
    incident.narrative = short(&incident.narrative)?;
    if incident.narrative.is_empty() {
        return Err(bad("请写明发生了什么。").at("narrative"));
    }
    plausible_day(incident.on).map_err(|reason| bad(&format!("事发日期：{reason}")).at("on"))?;
    if incident.on > app.host().today() {
        return Err(bad("事发日期还没有到，请填写实际日期。").at("on"));
    }
    if incident.id.0.is_empty() {
        incident.id = app.host().new_id();
    } else {
        if request.medals.is_some() {
            return Err(bad(
                "奖章的情况只能和新的事件一起登记，已有的事件请在奖章上登记。",
            ));
        }
        let before = known(&store, &incident.id).await?;
        if let Some(on) = before.resolved_on {
            return Err(bad(&format!("这件事已于 {on} 办结，不能再改。")));
        }
        if before.model_worker_id != incident.model_worker_id {
            return Err(bad("这件事不能换到另一位劳模名下。"));
        }
        let actions = store.children::<IncidentAction>(&incident.id).await?;
        if actions.iter().any(|action| action.on < incident.on) {
            return Err(bad("事发日期晚于已登记的办理日期，请核对。").at("on"));
        }
    }
    // Closing has its own verb, which asks for actions and a result.
    incident.resolved_on = None;
    incident.result = None;
    let mut tx = app.begin(Op::SaveIncident, "").await?;
    tx.put(&incident).await?;
    if let Some(medals) = request.medals {
        let happened = Happened {
            kind: medals.kind,
            on: Some(incident.on),
            incident_id: Some(incident.id.clone()),
            note: None,
        };
        put_events(app, &store, &mut tx, medals.honor_ids, &happened).await?;
    }
    tx.commit().await?;
    one(&store, incident).await
}

/// Records what was done.
pub async fn incident_action_add(app: &App, request: IncidentActionAdd) -> AppResult<IncidentView> {
    let session = app.require(Act::EditCases).await?;
    let today = app.host().today();
    let mut tx = app.begin(Op::AddIncidentAction, "").await?;
    let incident = known(&session.store, &request.incident_id).await?;
    let by = request.by.as_deref().map(str::trim);
    let by = by.filter(|by| !by.is_empty()).unwrap_or(&session.user);
    let action = IncidentAction {
        id: app.host().new_id(),
        incident_id: incident.id.clone(),
        on: request.on.unwrap_or(today),
        by: short(by)?,
        action: short(&request.action)?,
    };
    check_action(&incident, action.on, &action.by, &action.action, today)
        .map_err(|refusal| bad(&refusal.sentence()))?;
    tx.put(&action).await?;
    tx.commit().await?;
    one(&session.store, incident).await
}

/// Closes an incident.
pub async fn incident_resolve(app: &App, request: IncidentResolve) -> AppResult<IncidentView> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let on = request.on.unwrap_or(today);
    let result = short(&request.result)?;
    let mut tx = app.begin(Op::ResolveIncident, "").await?;
    let mut incident = known(&store, &request.incident_id).await?;
    let actions = store.children::<IncidentAction>(&incident.id).await?;
    check_resolve(&incident, &actions, on, &result, today)
        .map_err(|refusal| bad(&refusal.sentence()))?;
    incident.resolved_on = Some(on);
    incident.result = Some(result);
    tx.put(&incident).await?;
    tx.commit().await?;
    one(&store, incident).await
}

fn bad(reason: &str) -> AppError {
    AppError::invalid(format!("{reason}没有保存，填写的内容都还在。"))
}

fn short(text: &str) -> AppResult<String> {
    let text = text.trim();
    let n = text.chars().count();
    if n > TEXT {
        return Err(bad(&format!("有 {n} 个字，最多 {TEXT} 个字。")));
    }
    Ok(text.to_owned())
}

async fn known(store: &Store, id: &Id) -> AppResult<Incident> {
    let incident = store.get::<Incident>(id).await?;
    incident.ok_or_else(|| AppError::not_found("这件事"))
}

async fn one(store: &Store, incident: Incident) -> AppResult<IncidentView> {
    let views = views(store, vec![incident]).await?;
    let first = views.into_iter().next();
    first.ok_or_else(|| AppError::not_found("这件事"))
}

/// Incidents with what was done and the medals they touched.
pub(super) async fn views(store: &Store, incidents: Vec<Incident>) -> AppResult<Vec<IncidentView>> {
    let ids: Vec<Id> = incidents.iter().map(|it| it.id.clone()).collect();
    let workers: Vec<Id> = incidents
        .iter()
        .map(|it| it.model_worker_id.clone())
        .collect();
    let mut actions: HashMap<Id, Vec<IncidentAction>> = HashMap::new();
    for action in store.children_of_all::<IncidentAction>(&ids).await? {
        let incident = action.incident_id.clone();
        actions.entry(incident).or_default().push(action);
    }
    let honors = store.children_of_all::<Honor>(&workers).await?;
    let honor_ids: Vec<Id> = honors.iter().map(|honor| honor.id.clone()).collect();
    let events = store.children_of_all::<MedalEvent>(&honor_ids).await?;
    let view = |incident: Incident| {
        let touched = |honor: &&Honor| {
            events.iter().any(|event| {
                event.honor_id == honor.id && event.incident_id.as_ref() == Some(&incident.id)
            })
        };
        let medals = honors.iter().filter(touched);
        IncidentView {
            kind_label: incident.kind.label().to_owned(),
            open: is_open(&incident),
            actions: actions.remove(&incident.id).unwrap_or_default(),
            medals: medals.map(|honor| honor.title.clone()).collect(),
            incident,
        }
    };
    Ok(incidents.into_iter().map(view).collect())
}
