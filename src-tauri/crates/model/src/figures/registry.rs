//! The report on model workers: people, living subsidy, honours and medals (DOMAIN §S11).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::sum::{Cell, Line, Report, Source, Sum, Table};
use crate::counts::{Matters, Persons};
use crate::model_workers::{HonorFigures, WorkerFigures, honor_json, person_json, registry_totals};
use crate::money::Fen;
use crate::record::{Id, Record};
use crate::records::{Honor, HonorLevel, MedalEventKind, ModelWorker, WorkerKind, WorkerState};

/// One model worker on a day.
#[derive(Clone)]
pub struct WorkerFact {
    pub id: Id,
    pub name: String,
    pub id_no: Option<String>,
    pub level: HonorLevel,
    pub kind: WorkerKind,
    pub state: WorkerState,
    /// Completed years.
    pub age: Option<u32>,
    /// Fen per month.
    pub income: Option<Fen>,
    /// Living subsidy, fen per month and per year.
    pub monthly: Fen,
    pub yearly: Fen,
    /// Reason codes of the subsidy.
    pub reasons: Vec<String>,
    /// Row of the list, or the place in the registry.
    pub row: u32,
}

/// One honour with the state of its medal.
#[derive(Clone)]
pub struct HonorFact {
    pub id: Id,
    pub name: String,
    pub title: String,
    pub level: HonorLevel,
    pub year: Option<i32>,
    /// `None`: there is no medal.
    pub medal: Option<MedalEventKind>,
    /// It was stolen once; the day where it is known.
    pub stolen: bool,
    pub stolen_on: Option<NaiveDate>,
    pub recovered_on: Option<NaiveDate>,
    /// Row of the list, or the place among the honours.
    pub row: u32,
}

impl WorkerFact {
    fn figures(&self) -> WorkerFigures<'_> {
        WorkerFigures {
            name: &self.name,
            id_no: self.id_no.as_deref(),
            level: Some(self.level),
            kind: Some(self.kind),
            state: Some(self.state),
            age: self.age,
            income: self.income,
            monthly: self.monthly,
            yearly: self.yearly,
            reasons: &self.reasons,
        }
    }
}

impl HonorFact {
    fn figures(&self) -> HonorFigures<'_> {
        HonorFigures {
            name: &self.name,
            title: &self.title,
            level: Some(self.level),
            year: self.year,
            medal: self.medal,
            stolen: self.stolen,
            stolen_on: self.stolen_on,
            recovered_on: self.recovered_on,
        }
    }
}

/// What is counted of a group of people.
#[derive(Default)]
struct Group {
    workers: Sum<Persons>,
    living: Sum<Persons>,
    dead: Sum<Persons>,
    aided: Sum<Persons>,
    monthly: Sum<Fen>,
    yearly: Sum<Fen>,
}

impl Group {
    fn add(&mut self, source: usize, fact: &WorkerFact) {
        self.workers.add(source, Persons(1));
        if fact.state == WorkerState::Deceased {
            self.dead.add(source, Persons(1));
        } else {
            self.living.add(source, Persons(1));
        }
        if fact.yearly > Fen::ZERO {
            self.aided.add(source, Persons(1));
        }
        self.monthly.add(source, fact.monthly);
        self.yearly.add(source, fact.yearly);
    }

    fn cells(self) -> Vec<Cell> {
        vec![
            self.workers.cell("model_workers", "劳模"),
            self.living.cell("living", "未去世"),
            self.dead.cell("dead", "已去世"),
            self.aided.cell("aided", "享受生活困难补助"),
            self.monthly.cell("monthly_aid_total_fen", "每月补助合计"),
            self.yearly.cell("annual_aid_total_fen", "全年补助合计"),
        ]
    }
}

/// The report over the registry; `persons`, `honors` and `totals` by the names of DOMAIN §7.
pub fn registry_report(workers: &[WorkerFact], honors: &[HonorFact]) -> Report {
    let mut all = Group::default();
    for (source, fact) in workers.iter().enumerate() {
        all.add(source, fact);
    }
    let (mut titles, mut medals) = <(Sum<Matters>, Sum<Matters>)>::default();
    let (mut stolen, mut recovered) = <(Sum<Matters>, Sum<Matters>)>::default();
    // The honours stand behind the people among the sources.
    let honors: Vec<(usize, &HonorFact)> = (workers.len()..).zip(honors).collect();
    for (source, fact) in &honors {
        titles.add(*source, Matters(1));
        medals.add(*source, Matters(u32::from(fact.medal.is_some())));
        stolen.add(*source, Matters(u32::from(fact.stolen)));
        let back = fact.stolen && fact.medal == Some(MedalEventKind::Recovered);
        recovered.add(*source, Matters(u32::from(back)));
    }
    let mut cells = all.cells();
    cells.extend([
        titles.cell("honors", "荣誉"),
        medals.cell("medals", "奖章"),
        stolen.cell("stolen", "曾被盗奖章"),
        recovered.cell("recovered_of_stolen", "其中已找回"),
    ]);
    let mut tables = worker_tables(workers);
    tables.extend(honor_tables(&honors));
    let of_worker = workers.iter().map(|fact| (ModelWorker::KIND, &fact.id));
    let of_honor = honors.iter().map(|(_, fact)| (Honor::KIND, &fact.id));
    let sources = of_worker.chain(of_honor).map(|(kind, id)| Source {
        kind,
        id: id.clone(),
    });
    Report {
        sources: sources.collect(),
        cells,
        tables,
        machine: machine(workers, &honors),
    }
}

fn machine(workers: &[WorkerFact], honors: &[(usize, &HonorFact)]) -> Json {
    let people: Vec<WorkerFigures<'_>> = workers.iter().map(WorkerFact::figures).collect();
    let titles: Vec<HonorFigures<'_>> = honors.iter().map(|(_, h)| h.figures()).collect();
    let persons = workers.iter().zip(&people);
    let persons: Vec<Json> = persons.map(|(w, f)| person_json(w.row, f)).collect();
    let rows = honors.iter().zip(&titles);
    let rows: Vec<Json> = rows.map(|((_, h), f)| honor_json(h.row, f)).collect();
    json!({
        "totals": registry_totals(people.iter(), titles.iter()),
        "persons": persons,
        "honors": rows,
    })
}

fn worker_tables(workers: &[WorkerFact]) -> Vec<Table> {
    type Key = fn(&WorkerFact) -> (u8, &'static str);
    let by: [(&str, &str, &str, &str, Key); 3] = [
        ("by_level", "按荣誉级别", "级别", "bar", |w| {
            (w.level as u8, w.level.label())
        }),
        ("by_kind", "按人员类别", "类别", "pie", |w| {
            (w.kind as u8, w.kind.label())
        }),
        ("by_state", "按状态", "状态", "pie", |w| {
            (w.state as u8, w.state.label())
        }),
    ];
    let tables = by.into_iter().map(|(key, title, head, chart, of)| {
        let mut groups: BTreeMap<(u8, &str), Group> = BTreeMap::new();
        for (source, fact) in workers.iter().enumerate() {
            groups.entry(of(fact)).or_default().add(source, fact);
        }
        let lines = groups.into_iter().map(|((_, label), group)| Line {
            label: label.to_owned(),
            cells: group.cells(),
        });
        Table {
            key,
            title,
            head,
            chart,
            lines: lines.collect(),
        }
    });
    tables.collect()
}

fn honor_tables(honors: &[(usize, &HonorFact)]) -> Vec<Table> {
    let count = |key: &dyn Fn(&HonorFact) -> Option<(i32, String)>| {
        let mut sums: BTreeMap<(i32, String), Sum<Matters>> = BTreeMap::new();
        for (source, fact) in honors {
            if let Some(key) = key(fact) {
                sums.entry(key).or_default().add(*source, Matters(1));
            }
        }
        let lines = sums.into_iter().map(|((_, label), sum)| Line {
            label,
            cells: vec![sum.cell("count", "件数")],
        });
        lines.collect::<Vec<Line>>()
    };
    let table = |key, title, head, chart, lines| Table {
        key,
        title,
        head,
        chart,
        lines,
    };
    let level = count(&|h| Some((h.level as i32, h.level.label().to_owned())));
    let year = count(&|h| {
        Some(match h.year {
            Some(year) => (year, format!("{year}年")),
            None => (i32::MAX, "未填".to_owned()),
        })
    });
    let medal = count(&|h| h.medal.map(|m| (m as i32, m.label().to_owned())));
    vec![
        table("honors_by_level", "荣誉按级别", "级别", "bar", level),
        table("honors_by_year", "荣誉按授予年份", "年份", "bar", year),
        table("medals_by_state", "奖章现状", "现状", "pie", medal),
    ]
}
