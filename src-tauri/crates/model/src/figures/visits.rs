//! The visit report: teams and workers apart, by month, by federation, by visitor (DOMAIN §S12).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value as Json, json};

use super::sum::{Cell, Line, Report, Source, Sum, Table, percent};
use crate::counts::{Matters, PersonTimes, Visits};
use crate::money::{Fen, uppercase};
use crate::record::Id;
use crate::records::{VisitMethod, VisitTarget};

/// One visit that took place.
#[derive(Clone)]
pub struct VisitFact {
    pub id: Id,
    pub target: VisitTarget,
    pub on: NaiveDate,
    pub method: VisitMethod,
    /// The federation above the organisation, or the township union.
    pub federation: String,
    pub visitors: Vec<String>,
    /// 件
    pub raised: u32,
    /// 件
    pub solved: u32,
    /// Fen.
    pub spend: Fen,
    /// 人次
    pub person_times: u32,
    /// Row of the list it was imported from.
    pub row: Option<u32>,
}

/// What is counted of a group of visits of one kind.
#[derive(Default)]
struct Group {
    visits: Sum<Visits>,
    raised: Sum<Matters>,
    solved: Sum<Matters>,
    spend: Sum<Fen>,
    rows: Option<(u32, u32)>,
}

impl Group {
    fn add(&mut self, source: usize, fact: &VisitFact) {
        self.visits.add(source, Visits(1));
        self.raised.add(source, Matters(fact.raised));
        self.solved.add(source, Matters(fact.solved));
        self.spend.add(source, fact.spend);
        if let Some(row) = fact.row {
            let (first, last) = self.rows.unwrap_or((row, row));
            self.rows = Some((first.min(row), last.max(row)));
        }
    }

    fn json(&self) -> Json {
        let mut json = json!({
            "visits": self.visits.value(),
            "difficulties_raised": self.raised.value(),
            "difficulties_solved": self.solved.value(),
            "spend_fen": self.spend.value(),
        });
        if let Some((first, last)) = self.rows {
            json["first_data_row"] = first.into();
            json["last_data_row"] = last.into();
        }
        json
    }
}

/// Teams and workers of a month or a federation.
#[derive(Default)]
struct Pair {
    team: Group,
    worker: Group,
    /// Households and units: counted apart, shown when there are any.
    other: Group,
    person_times: Sum<PersonTimes>,
}

impl Pair {
    fn add(&mut self, source: usize, fact: &VisitFact) {
        match fact.target {
            VisitTarget::Team => self.team.add(source, fact),
            VisitTarget::Worker => self.worker.add(source, fact),
            VisitTarget::Household | VisitTarget::Unit => self.other.add(source, fact),
        }
        self.person_times
            .add(source, PersonTimes(fact.person_times));
    }

    fn json(&self) -> Json {
        let mut json = json!({
            "team_visits": self.team.visits.value(),
            "team_solved": self.team.solved.value(),
            "team_fen": self.team.spend.value(),
            "worker_visits": self.worker.visits.value(),
            "worker_solved": self.worker.solved.value(),
            "worker_fen": self.worker.spend.value(),
            "person_times": self.person_times.value(),
        });
        if self.other.visits.value() > 0 {
            json["other_visits"] = self.other.visits.value().into();
            json["other_solved"] = self.other.solved.value().into();
            json["other_fen"] = self.other.spend.value().into();
        }
        json
    }

    fn cells(self) -> Vec<Cell> {
        let mut cells = vec![
            self.team.visits.cell("team_visits", "走访班组"),
            self.team.solved.cell("team_solved", "解决班组困难"),
            self.team.spend.cell("team_fen", "班组投入"),
            self.worker.visits.cell("worker_visits", "走访职工"),
            self.worker.solved.cell("worker_solved", "解决职工困难"),
            self.worker.spend.cell("worker_fen", "职工投入"),
            self.person_times.cell("person_times", "帮扶人次"),
        ];
        if self.other.visits.value() > 0 {
            cells.push(self.other.visits.cell("other_visits", "走访家庭和单位"));
            cells.push(self.other.spend.cell("other_fen", "家庭和单位投入"));
        }
        cells
    }
}

/// The report over these visits.
pub fn visit_report(facts: &[VisitFact]) -> Report {
    let mut all = Pair::default();
    let mut spend = Sum::default();
    let mut months: BTreeMap<String, Pair> = BTreeMap::new();
    let mut federations: BTreeMap<String, Pair> = BTreeMap::new();
    let mut visitors: BTreeMap<String, Sum<Visits>> = BTreeMap::new();
    let mut methods: BTreeMap<VisitMethodOrder, Sum<Visits>> = BTreeMap::new();
    let mut years: BTreeMap<i32, Pair> = BTreeMap::new();
    for (source, fact) in facts.iter().enumerate() {
        all.add(source, fact);
        spend.add(source, fact.spend);
        let month = format!("{}-{:02}", fact.on.year(), fact.on.month());
        months.entry(month).or_default().add(source, fact);
        let federation = federations.entry(fact.federation.clone());
        federation.or_default().add(source, fact);
        years.entry(fact.on.year()).or_default().add(source, fact);
        for visitor in &fact.visitors {
            let visits = visitors.entry(visitor.clone()).or_default();
            visits.add(source, Visits(1));
        }
        let method = methods.entry(VisitMethodOrder(fact.method as u8, fact.method.label()));
        method.or_default().add(source, Visits(1));
    }
    let machine = machine(&all, facts.len(), &months, &federations, &visitors);
    let tables = vec![
        pairs("by_month", "按月", "月份", "line", months),
        pairs("by_federation", "按联合会", "联合会", "bar", federations),
        counts("visits_by_visitor", "按走访人", "走访人", "bar", visitors),
        counts(
            "by_method",
            "按方式",
            "方式",
            "pie",
            methods.into_iter().map(|(m, sum)| (m.1.to_owned(), sum)),
        ),
        pairs(
            "by_year",
            "历年对比",
            "年份",
            "bar",
            years
                .into_iter()
                .map(|(year, pair)| (format!("{year}年"), pair)),
        ),
    ];
    let sources = facts
        .iter()
        .map(|fact| Source {
            kind: "visit",
            id: fact.id.clone(),
        })
        .collect();
    Report {
        sources,
        cells: cells(all, spend),
        tables,
        machine,
    }
}

/// Methods in the order of the form.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct VisitMethodOrder(u8, &'static str);

fn cells(all: Pair, spend: Sum<Fen>) -> Vec<Cell> {
    let Pair {
        team,
        worker,
        other,
        person_times,
    } = all;
    let mut cells = vec![
        team.visits.cell("team.visits", "走访班组"),
        team.raised.cell("team.difficulties_raised", "班组反映困难"),
        team.solved.cell("team.difficulties_solved", "解决班组困难"),
        team.spend.cell("team.spend_fen", "班组投入"),
        worker.visits.cell("worker.visits", "走访职工"),
        worker
            .raised
            .cell("worker.difficulties_raised", "职工反映困难"),
        worker
            .solved
            .cell("worker.difficulties_solved", "解决职工困难"),
        worker.spend.cell("worker.spend_fen", "职工投入"),
        person_times.cell("person_times", "帮扶人次"),
        spend.cell("total_spend_fen", "投入合计"),
    ];
    if other.visits.value() > 0 {
        cells.push(other.visits.cell("other.visits", "走访家庭和单位"));
        cells.push(other.spend.cell("other.spend_fen", "家庭和单位投入"));
    }
    cells
}

fn machine(
    all: &Pair,
    rows: usize,
    months: &BTreeMap<String, Pair>,
    federations: &BTreeMap<String, Pair>,
    visitors: &BTreeMap<String, Sum<Visits>>,
) -> Json {
    let pairs = |map: &BTreeMap<String, Pair>| -> Map<String, Json> {
        map.iter()
            .map(|(name, pair)| (name.clone(), pair.json()))
            .collect()
    };
    let by_visitor: Map<String, Json> = visitors
        .iter()
        .map(|(name, sum)| (name.clone(), sum.value().into()))
        .collect();
    let share = |group: &Group| percent(group.solved.value(), group.visits.value());
    let upper = |fen: i64| uppercase(Fen(fen));
    let spend = [&all.team, &all.worker, &all.other].map(|group| group.spend.value());
    let total = spend
        .iter()
        .fold(0_i64, |sum, fen| sum.saturating_add(*fen));
    let mut totals = json!({
        "team": all.team.json(),
        "worker": all.worker.json(),
        "person_times": all.person_times.value(),
        "total_rows": rows,
        "total_spend_fen": total,
        "total_spend_upper": upper(total),
        "team_spend_upper": upper(all.team.spend.value()),
        "worker_spend_upper": upper(all.worker.spend.value()),
        "team_solved_per_visit_percent": share(&all.team),
        "worker_solved_per_visit_percent": share(&all.worker),
    });
    if all.other.visits.value() > 0 {
        totals["other"] = all.other.json();
    }
    json!({
        "totals": totals,
        "by_month": pairs(months),
        "by_federation": pairs(federations),
        "visits_by_visitor": by_visitor,
    })
}

fn pairs(
    key: &'static str,
    title: &'static str,
    head: &'static str,
    chart: &'static str,
    map: impl IntoIterator<Item = (String, Pair)>,
) -> Table {
    let lines = map.into_iter().map(|(label, pair)| Line {
        label,
        cells: pair.cells(),
    });
    Table {
        key,
        title,
        head,
        chart,
        lines: lines.collect(),
    }
}

fn counts(
    key: &'static str,
    title: &'static str,
    head: &'static str,
    chart: &'static str,
    map: impl IntoIterator<Item = (String, Sum<Visits>)>,
) -> Table {
    let lines = map.into_iter().map(|(label, sum)| Line {
        label,
        cells: vec![sum.cell("visits", "走访次数")],
    });
    Table {
        key,
        title,
        head,
        chart,
        lines: lines.collect(),
    }
}
