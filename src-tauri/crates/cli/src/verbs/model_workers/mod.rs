//! `model-worker`: the registry, honours and medals, incidents, benefits.

mod benefits;
mod honors;
mod incidents;
mod shown;

use songnuan_app::App;
use songnuan_app::commands::model_workers::{
    ModelWorkerQuery, ModelWorkerRow, ModelWorkerSave, ReminderView,
};
use songnuan_app::commands::scholarships::NomineeDraft;
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::records::ModelWorker;
use songnuan_app::model_workers;

use self::shown::{detail, shown};
use super::yuan;
use crate::args::{EditWorker, ListWorkers, ModelWorkerVerb, NominateWorker};
use crate::outcome::Outcome;

/// Runs a verb of `model-worker`.
pub async fn run(app: &App, verb: ModelWorkerVerb) -> AppResult<Outcome> {
    match verb {
        ModelWorkerVerb::List(args) => list(app, args).await,
        ModelWorkerVerb::Show { who } => {
            let id = worker_of(app, &who).await?.worker.id;
            detail(model_workers::get(app, RecordRef { id }).await?)
        }
        ModelWorkerVerb::Nominate(args) => nominate(app, args).await,
        ModelWorkerVerb::Edit(args) => edit(app, *args).await,
        ModelWorkerVerb::Honor(args) => honors::honor(app, args).await,
        list @ ModelWorkerVerb::Honors { .. } => honors::list(app, list).await,
        medal @ ModelWorkerVerb::Medal { .. } => honors::medal(app, medal).await,
        ModelWorkerVerb::Incident { verb } => incidents::run(app, verb).await,
        ModelWorkerVerb::Benefit(args) => benefits::benefit(app, args).await,
        batch @ ModelWorkerVerb::Batch { .. } => benefits::batch(app, batch).await,
        ModelWorkerVerb::Reminders => {
            let list = model_workers::list(app, ModelWorkerQuery::default()).await?;
            let line = |it: &ReminderView| format!("{}\t{}", it.label, it.text);
            let lines: Vec<String> = list.reminders.iter().map(line).collect();
            Outcome::new(list.reminders, lines.join("\n"))
        }
    }
}

async fn list(app: &App, args: ListWorkers) -> AppResult<Outcome> {
    let query = ModelWorkerQuery {
        level: args.level,
        kind: args.kind,
        state: args.state,
        filter: args.filter,
        honor: args.honor,
        text: args.text,
        on: args.on,
        pack: args.pack,
    };
    shown(model_workers::list(app, query).await?)
}

async fn nominate(app: &App, args: NominateWorker) -> AppResult<Outcome> {
    let income = args.income.map(|text| yuan(&text, "--income"));
    let worker = ModelWorker {
        level: args.level,
        kind: args.kind,
        employer_now: args.employer,
        monthly_income: income.transpose()?,
        ..ModelWorker::default()
    };
    let save = ModelWorkerSave {
        worker,
        person: Some(NomineeDraft {
            name: args.name,
            id_no: args.id,
            mobile: None,
        }),
        income_confirmed: args.income_confirmed,
        card_confirmed: false,
        pack: args.pack,
    };
    detail(model_workers::save(app, save).await?)
}

/// Changes what is named; everything else stays as it is.
async fn edit(app: &App, args: EditWorker) -> AppResult<Outcome> {
    let mut worker = worker_of(app, &args.who).await?.worker;
    if let Some(state) = args.state {
        // A new state begins on its own day.
        if state != worker.state {
            worker.state_on = None;
        }
        worker.state = state;
    }
    worker.state_on = args.state_on.or(worker.state_on);
    worker.kind = args.kind.unwrap_or(worker.kind);
    worker.retired_on = args.retired_on.or(worker.retired_on);
    if let Some(text) = args.income {
        worker.monthly_income = Some(yuan(&text, "--income")?);
    }
    worker.fixed_income = args.fixed_income.or(worker.fixed_income);
    worker.disabled = args.disabled.or(worker.disabled);
    worker.under_investigation = args.under_investigation.or(worker.under_investigation);
    // The list shows the number masked: nothing written keeps the one there is.
    worker.card_no = args.card;
    for (field, written) in [
        (&mut worker.employer_now, args.employer),
        (&mut worker.employer_then, args.employer_then),
        (&mut worker.housing, args.housing),
        (&mut worker.living_state, args.living_state),
        (&mut worker.deeds, args.deeds),
        (&mut worker.care_contact, args.care_contact),
        (&mut worker.card_holder, args.card_holder),
        (&mut worker.bank, args.bank),
        (&mut worker.note, args.note),
    ] {
        if written.is_some() {
            *field = written;
        }
    }
    let save = ModelWorkerSave {
        worker,
        person: None,
        income_confirmed: args.income_confirmed,
        card_confirmed: args.card_confirmed,
        pack: None,
    };
    detail(model_workers::save(app, save).await?)
}

/// A model worker by name, place or id.
pub(super) async fn worker_of(app: &App, text: &str) -> AppResult<ModelWorkerRow> {
    let list = model_workers::list(app, ModelWorkerQuery::default()).await?;
    let known = |row: &ModelWorkerRow| {
        row.name == text || row.worker.id.as_str() == text || row.worker.seq.to_string() == text
    };
    let mut found = list.rows.into_iter().filter(known);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(AppError::invalid(format!(
            "有几位劳模叫“{text}”，请写序号。什么都没有做。"
        ))),
        _ => Err(AppError::not_found(&format!("叫“{text}”的劳模"))),
    }
}
