//! The fund report: what came in, what is committed, what is paid, what is left.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value as Json, json};

use super::sum::{Batches, Cell, Line, Report, Source, Sum, Table};
use crate::money::{Fen, uppercase};
use crate::record::Id;

/// Money of one fund on one day: an entry that came in, or what a batch took.
#[derive(Clone)]
pub struct MoneyFact {
    /// `fund_entry` or `payment_batch`.
    pub kind: &'static str,
    pub id: Id,
    /// The fund's name.
    pub fund: String,
    pub on: NaiveDate,
    /// 帮扶项目 in words; empty for what came in.
    pub aid_kind: String,
    /// Fen that came in.
    pub received: Fen,
    /// Fen in batches that are not cancelled, reversals taken off.
    pub committed: Fen,
    /// Fen that reached somebody, reversals taken off.
    pub paid: Fen,
}

#[derive(Default)]
struct Group {
    received: Sum<Fen>,
    committed: Sum<Fen>,
    paid: Sum<Fen>,
    left: Sum<Fen>,
}

impl Group {
    fn add(&mut self, source: usize, fact: &MoneyFact) {
        self.received.add(source, fact.received);
        self.committed.add(source, fact.committed);
        self.paid.add(source, fact.paid);
        let left = fact.received.0.saturating_sub(fact.committed.0);
        self.left.add(source, Fen(left));
    }

    fn json(&self) -> Json {
        json!({
            "received_fen": self.received.value(),
            "committed_fen": self.committed.value(),
            "paid_fen": self.paid.value(),
            "left_fen": self.left.value(),
        })
    }

    fn cells(self) -> Vec<Cell> {
        vec![
            self.received.cell("received_fen", "收入"),
            self.committed.cell("committed_fen", "已列支"),
            self.paid.cell("paid_fen", "已发放"),
            self.left.cell("left_fen", "结余"),
        ]
    }

    /// What goes out only: what came in has no aid kind.
    fn outgoing(self) -> Vec<Cell> {
        vec![
            self.committed.cell("committed_fen", "已列支"),
            self.paid.cell("paid_fen", "已发放"),
        ]
    }
}

/// The report over these funds.
pub fn fund_report(facts: &[MoneyFact]) -> Report {
    let mut index: BTreeMap<(&'static str, &Id), usize> = BTreeMap::new();
    let mut sources: Vec<Source> = Vec::new();
    let mut all = Group::default();
    let mut batches = Sum::default();
    let mut funds: BTreeMap<String, Group> = BTreeMap::new();
    let mut months: BTreeMap<String, Group> = BTreeMap::new();
    let mut kinds: BTreeMap<String, Group> = BTreeMap::new();
    let mut years: BTreeMap<i32, Group> = BTreeMap::new();
    for fact in facts {
        let known = index.get(&(fact.kind, &fact.id)).copied();
        let source = known.unwrap_or_else(|| {
            sources.push(Source {
                kind: fact.kind,
                id: fact.id.clone(),
            });
            index.insert((fact.kind, &fact.id), sources.len() - 1);
            sources.len() - 1
        });
        let is_batch = fact.kind == "payment_batch";
        if known.is_none() && is_batch {
            batches.add(source, Batches(1));
        }
        all.add(source, fact);
        funds
            .entry(fact.fund.clone())
            .or_default()
            .add(source, fact);
        let month = format!("{}-{:02}", fact.on.year(), fact.on.month());
        months.entry(month).or_default().add(source, fact);
        years.entry(fact.on.year()).or_default().add(source, fact);
        if is_batch {
            let kind = kinds.entry(fact.aid_kind.clone()).or_default();
            kind.add(source, fact);
        }
    }
    let machine = machine(&all, batches.value(), &funds);
    let mut cells = all.cells();
    cells.push(batches.cell("batches", "批次"));
    let tables = vec![
        table("by_fund", "按资金", "资金", "bar", funds, Group::cells),
        table("by_month", "按月", "月份", "line", months, Group::cells),
        table(
            "by_aid_kind",
            "按项目",
            "帮扶项目",
            "pie",
            kinds,
            Group::outgoing,
        ),
        table(
            "by_year",
            "历年对比",
            "年份",
            "bar",
            years
                .into_iter()
                .map(|(year, group)| (format!("{year}年"), group)),
            Group::cells,
        ),
    ];
    Report {
        sources,
        cells,
        tables,
        machine,
    }
}

fn machine(all: &Group, batches: i64, funds: &BTreeMap<String, Group>) -> Json {
    let mut totals = all.json();
    totals["batches"] = batches.into();
    totals["paid_upper"] = uppercase(Fen(all.paid.value())).into();
    totals["left_upper"] = uppercase(Fen(all.left.value())).into();
    let by_fund: Map<String, Json> = funds
        .iter()
        .map(|(name, group)| (name.clone(), group.json()))
        .collect();
    json!({"totals": totals, "by_fund": by_fund})
}

fn table(
    key: &'static str,
    title: &'static str,
    head: &'static str,
    chart: &'static str,
    map: impl IntoIterator<Item = (String, Group)>,
    cells: fn(Group) -> Vec<Cell>,
) -> Table {
    let lines = map.into_iter().map(|(label, group)| Line {
        label,
        cells: cells(group),
    });
    Table {
        key,
        title,
        head,
        chart,
        lines: lines.collect(),
    }
}
