//! One model worker with everything.

use songnuan_model::record::Id;
use songnuan_model::records::{Benefit, HardshipFile, ModelWorker};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, Around};
use super::benefits::results;
use super::declare::benefit_views;
use super::states::states;
use super::{incidents, reminders};
use crate::app::App;
use crate::commands::model_workers::{HardshipFacts, ModelWorkerDetail};
use crate::commands::shared::RecordRef;
use crate::commands::visits::AttachmentView;
use crate::error::{AppError, AppResult};
use crate::files::{Reader, brief, family_of, person_view};
use crate::visits::{attachments_of, rows_of_person};

/// One model worker.
pub async fn get(app: &App, request: RecordRef) -> AppResult<ModelWorkerDetail> {
    let store = app.store_for(Act::SeeCases).await?;
    detail(app, &store, &request.id).await
}

pub(super) async fn detail(app: &App, store: &Store, id: &Id) -> AppResult<ModelWorkerDetail> {
    let today = app.host().today();
    let workers: Vec<ModelWorker> = vec![around::worker(store, id).await?];
    let around = Around::read(store, &workers).await?;
    let pack = around::pack(store, None).await?;
    let Some(worker) = workers.first() else {
        return Err(AppError::not_found("这位劳模"));
    };
    let person = around.people.get(&worker.person_id);
    let person = person.ok_or_else(|| AppError::not_found("这个人员"))?;
    let file = match &worker.file_id {
        Some(id) => store.get::<HardshipFile>(id).await?,
        None => None,
    };
    let mut benefits = store.children::<Benefit>(&worker.id).await?;
    benefits.sort_by_key(|benefit| (std::cmp::Reverse(benefit.year), benefit.kind));
    let facts = around.facts(worker, today, &HardshipFacts::default());
    let year = chrono::Datelike::year(&today);
    let declared: Vec<_> = benefits
        .iter()
        .filter(|benefit| benefit.year == year)
        .map(|benefit| benefit.kind)
        .collect();
    let mut open = around.incidents.get(id).cloned().unwrap_or_default();
    open.sort_by_key(|incident| std::cmp::Reverse(incident.on));
    let name = person.name.clone();
    Ok(ModelWorkerDetail {
        row: around.row(worker, &pack, today),
        person: brief(person, today),
        profile: person_view(person.clone(), today, Vec::new()),
        family: family_of(app, store, &worker.person_id).await?,
        file_no: file.map(|file| file.file_no),
        states: states(store, id).await?,
        incidents: incidents::views(store, open).await?,
        benefits: benefit_views(store, benefits, |_| name.clone()).await?,
        visits: rows_of_person(store, &worker.person_id).await?,
        reminders: reminders::of(app, store, &workers, &around).await?,
        preview: results(&pack, &[], &facts, &declared),
        attachments: pictures(app, store, id, &around).await?,
    })
}

/// The pictures of the model worker, then those of the medals, then those of incidents.
async fn pictures(
    app: &App,
    store: &Store,
    id: &Id,
    around: &Around,
) -> AppResult<Vec<AttachmentView>> {
    let reader = Reader { store, as_of: None };
    let mut pictures = attachments_of(app, &reader, id).await?;
    for view in around.honors(id) {
        pictures.extend(attachments_of(app, &reader, &view.honor.id).await?);
    }
    for incident in around.incidents.get(id).into_iter().flatten() {
        pictures.extend(attachments_of(app, &reader, &incident.id).await?);
    }
    Ok(pictures)
}
