//! `model-worker`: the registry, benefits, medals.

use chrono::NaiveDate;
use serde_json::json;
use songnuan_app::App;
use songnuan_app::commands::model_workers::{
    BenefitDeclare, BenefitQuery, HardshipFacts, HonorView, MedalEventAdd, ModelWorkerDetail,
    ModelWorkerList, ModelWorkerQuery, ModelWorkerRow, ModelWorkerSave,
};
use songnuan_app::commands::scholarships::NomineeDraft;
use songnuan_app::commands::shared::RecordRef;
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::model_workers::{
    HonorFigures, WorkerFigures, honor_json, person_json, registry_totals,
};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::{MedalEventKind as K, ModelWorker};
use songnuan_app::model_workers;

use super::yuan;
use crate::args::{BenefitArgs, ModelWorkerVerb, NominateWorker};
use crate::outcome::Outcome;

/// Runs a verb of `model-worker`.
pub async fn run(app: &App, verb: ModelWorkerVerb) -> AppResult<Outcome> {
    match verb {
        ModelWorkerVerb::List { on, pack, text } => {
            let query = ModelWorkerQuery {
                on,
                pack,
                text,
                ..ModelWorkerQuery::default()
            };
            shown(model_workers::list(app, query).await?)
        }
        ModelWorkerVerb::Show { who } => {
            let id = worker_of(app, &who).await?.worker.id;
            detail(model_workers::get(app, RecordRef { id }).await?)
        }
        ModelWorkerVerb::Nominate(args) => nominate(app, args).await,
        ModelWorkerVerb::Benefit(args) => benefit(app, args).await,
        ModelWorkerVerb::Medal {
            who,
            kind,
            honors,
            on,
            note,
        } => {
            let row = worker_of(app, &who).await?;
            let request = MedalEventAdd {
                honor_ids: medals(&row, &honors)?,
                kind,
                on,
                incident_id: None,
                note,
            };
            let views = model_workers::medal_event_add(app, request).await?;
            let lines: Vec<String> = views.iter().map(honor_line).collect();
            Outcome::new(views, lines.join("\n"))
        }
    }
}

/// Medals by the titles of their honours; every medal when none is named.
fn medals(row: &ModelWorkerRow, titles: &[String]) -> AppResult<Vec<Id>> {
    if titles.is_empty() {
        let with_medal = row.honors.iter().filter(|view| view.medal.is_some());
        return Ok(with_medal.map(|view| view.honor.id.clone()).collect());
    }
    let mut ids = Vec::new();
    for title in titles {
        let view = row.honors.iter().find(|view| view.honor.title == *title);
        let view = view
            .ok_or_else(|| AppError::invalid(format!("没有叫“{title}”的荣誉。什么都没有做。")))?;
        ids.push(view.honor.id.clone());
    }
    Ok(ids)
}

async fn nominate(app: &App, args: NominateWorker) -> AppResult<Outcome> {
    let worker = ModelWorker {
        level: args.level,
        kind: args.kind,
        employer_now: args.employer,
        monthly_income: args
            .income
            .map(|text| yuan(&text, "--income"))
            .transpose()?,
        ..ModelWorker::default()
    };
    let save = ModelWorkerSave {
        worker,
        person: Some(NomineeDraft {
            name: args.name,
            id_no: args.id,
            mobile: None,
        }),
        income_confirmed: false,
        pack: None,
    };
    detail(model_workers::save(app, save).await?)
}

async fn benefit(app: &App, args: BenefitArgs) -> AppResult<Outcome> {
    let mut worker_ids = Vec::new();
    for who in &args.who {
        worker_ids.push(worker_of(app, who).await?.worker.id);
    }
    let own_medical = args.own_medical.map(|text| yuan(&text, "--own-medical"));
    let query = BenefitQuery {
        year: args.year,
        on: args.on,
        pack: args.pack,
        worker_ids,
        kinds: args.kinds,
        facts: HardshipFacts {
            own_medical: own_medical.transpose()?,
            ..HardshipFacts::default()
        },
    };
    if args.declare {
        let amount = args
            .amount
            .map(|text| yuan(&text, "--amount"))
            .transpose()?;
        let request = BenefitDeclare {
            query,
            amount,
            note: None,
        };
        let done = model_workers::benefit_declare(app, request).await?;
        let line = |view: &songnuan_app::commands::model_workers::BenefitView| {
            let (name, kind, amount) = (&view.name, &view.kind_label, view.benefit.amount);
            format!("{name}\t{kind}\t{amount} 元")
        };
        let mut lines: Vec<String> = done.declared.iter().map(line).collect();
        let left = done.left_out.iter();
        lines.extend(left.map(|it| format!("未申报 {}：{}", it.name, it.reason)));
        return Outcome::new(done, lines.join("\n"));
    }
    let preview = model_workers::benefit_preview(app, query).await?;
    let mut lines = Vec::new();
    for row in &preview.rows {
        lines.extend(row.results.iter().map(|view| {
            format!(
                "{}\t{}\t{}\t{} 元/月\t{} 元/年\t{}",
                row.name,
                view.kind_label,
                view.outcome_label,
                view.result.monthly,
                view.result.yearly,
                view.reasons.join("、")
            )
        }));
    }
    lines.push(format!(
        "{} 每月 {} 元，全年 {} 元",
        preview.pack_name, preview.monthly, preview.yearly
    ));
    Outcome::new(preview, lines.join("\n"))
}

/// A model worker by name, place or id.
async fn worker_of(app: &App, text: &str) -> AppResult<ModelWorkerRow> {
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

fn worker_figures(row: &ModelWorkerRow) -> WorkerFigures<'_> {
    WorkerFigures {
        name: &row.name,
        id_no: Some(&row.id_masked),
        level: Some(row.worker.level),
        kind: Some(row.worker.kind),
        state: Some(row.worker.state),
        age: row.age,
        income: row.worker.monthly_income,
        monthly: row.monthly,
        yearly: row.yearly,
        reasons: &row.reason_codes,
    }
}

fn honor_figures<'a>(name: &'a str, view: &'a HonorView) -> HonorFigures<'a> {
    let events = || view.events.iter().map(|it| &it.event);
    let day = |kind: K| -> Option<NaiveDate> {
        events().filter(|it| it.kind == kind).find_map(|it| it.on)
    };
    let year = view.honor.awarded_on.as_deref();
    HonorFigures {
        name,
        title: &view.honor.title,
        level: Some(view.honor.level),
        year: year.and_then(|day| day.get(..4)?.parse().ok()),
        medal: view.medal,
        stolen: events().any(|it| it.kind == K::Stolen),
        stolen_on: day(K::Stolen),
        recovered_on: day(K::Recovered),
    }
}

/// The registry with the names of the expected answers; numbers masked.
fn shown(list: ModelWorkerList) -> AppResult<Outcome> {
    let workers: Vec<WorkerFigures<'_>> = list.rows.iter().map(worker_figures).collect();
    let of = |row| {
        let row: &ModelWorkerRow = row;
        row.honors.iter().map(|view| honor_figures(&row.name, view))
    };
    let honors: Vec<HonorFigures<'_>> = list.rows.iter().flat_map(of).collect();
    let places = list.rows.iter().flat_map(|row| &row.honors);
    let places: Vec<u32> = places.map(|view| view.honor.seq).collect();
    let mut titles: Vec<_> = places.iter().zip(&honors).collect();
    titles.sort_by_key(|(seq, _)| **seq);
    let persons = list.rows.iter().zip(&workers);
    let persons: Vec<_> = persons
        .map(|(row, worker)| person_json(row.worker.seq, worker))
        .collect();
    let titles: Vec<_> = titles
        .into_iter()
        .map(|(seq, honor)| honor_json(*seq, honor))
        .collect();
    let mut lines: Vec<String> = list.rows.iter().map(line).collect();
    lines.push(format!(
        "共 {} 人，荣誉 {} 项，奖章缺失 {} 枚，每月补助 {} 元，全年 {} 元",
        list.rows.len(),
        list.honors_n,
        list.medals_missing,
        list.monthly,
        list.yearly
    ));
    let json = json!({
        "as_of": list.on,
        "totals": registry_totals(workers.iter(), honors.iter()),
        "persons": persons,
        "honors": titles,
    });
    Outcome::new(json, lines.join("\n"))
}

fn line(row: &ModelWorkerRow) -> String {
    format!(
        "{}\t{}\t{}\t{}\t{}\t荣誉 {} 项\t{} 元/月",
        row.worker.seq,
        row.name,
        row.level_label,
        row.kind_label,
        row.state_label,
        row.honors.len(),
        row.monthly
    )
}

fn honor_line(view: &HonorView) -> String {
    let medal = view.medal_label.as_deref().unwrap_or("无奖章");
    format!("  {}\t{}\t{medal}", view.honor.title, view.level_label)
}

fn detail(detail: ModelWorkerDetail) -> AppResult<Outcome> {
    let mut lines = vec![line(&detail.row)];
    lines.extend(detail.row.honors.iter().map(honor_line));
    lines.extend(detail.incidents.iter().map(|view| {
        let open = if view.open { "未办结" } else { "已办结" };
        format!("  {} {}\t{open}", view.incident.on, view.kind_label)
    }));
    lines.extend(detail.benefits.iter().map(|view| {
        let (year, amount) = (view.benefit.year, view.benefit.amount);
        format!("  {year} 年{}\t{amount} 元", view.kind_label)
    }));
    lines.extend(detail.reminders.iter().map(|it| format!("  {}", it.text)));
    Outcome::new(detail, lines.join("\n"))
}
