//! The registry as the terminal and machines read it: the names of the expected answers.

use chrono::NaiveDate;
use serde_json::json;
use songnuan_app::commands::model_workers::{
    HonorView, ModelWorkerDetail, ModelWorkerList, ModelWorkerRow,
};
use songnuan_app::error::AppResult;
use songnuan_app::model::model_workers::{
    HonorFigures, WorkerFigures, honor_json, person_json, registry_totals,
};
use songnuan_app::model::records::MedalEventKind as K;

use crate::outcome::Outcome;

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
pub(super) fn shown(list: ModelWorkerList) -> AppResult<Outcome> {
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
        "reminders": list.reminders,
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

pub(super) fn honor_line(view: &HonorView) -> String {
    let medal = view.medal_label.as_deref().unwrap_or("无奖章");
    format!("  {}\t{}\t{medal}", view.honor.title, view.level_label)
}

pub(super) fn detail(detail: ModelWorkerDetail) -> AppResult<Outcome> {
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
