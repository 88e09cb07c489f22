//! The campaign report: who is on the list, what for, what has reached them, who went there.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::list::{ListEntry, category_name, list_totals};
use super::sum::{Cell, Heads, Line, Measure, Report, Source, Sum, Table};
use crate::counts::{Households, Persons, Visits};
use crate::money::{Fen, uppercase};
use crate::record::Id;
use crate::records::{CountUnit, VisitState};

/// One recipient of the list, with what the ledger and the visits say.
#[derive(Clone)]
pub struct ItemFact {
    pub id: Id,
    /// Who is counted: the person, or the household; the item itself where no household is known.
    pub head: Id,
    pub unit: CountUnit,
    /// 困难类别/慰问类别 as shown; may be empty.
    pub category: String,
    /// Fen.
    pub amount: Fen,
    /// Worth of the goods, fen.
    pub goods_value: Fen,
    /// In a batch that is not cancelled, fen.
    pub in_batch: Fen,
    /// Has reached them, fen.
    pub paid: Fen,
    pub village: Option<String>,
    /// Completed years on the day of the report.
    pub age: Option<u32>,
    /// 致困原因 in words.
    pub cause: Option<String>,
    /// Who goes there.
    pub visitor: Option<String>,
    pub outcome: VisitState,
}

/// What the report is made from.
#[derive(Clone, Default)]
pub struct CampaignFacts {
    /// The list, in its order.
    pub items: Vec<ItemFact>,
    /// Items of the campaigns of the same season in other years.
    pub other_years: Vec<(i32, Vec<ItemFact>)>,
    /// The year of the list itself.
    pub year: Option<i32>,
}

/// Recipients of a group: 户 and 人 apart, money together.
#[derive(Default)]
struct Group<'a> {
    households: Heads<'a, Households>,
    persons: Heads<'a, Persons>,
    fen: Sum<Fen>,
}

impl<'a> Group<'a> {
    fn add(&mut self, source: usize, fact: &'a ItemFact) {
        let head = &fact.head;
        match fact.unit {
            CountUnit::Household => self.households.add(source, head, Households(1)),
            CountUnit::Person => self.persons.add(source, head, Persons(1)),
        }
        self.fen.add(source, fact.amount);
    }

    fn cells(self) -> Vec<Cell> {
        vec![
            self.households.cell("households", "户数"),
            self.persons.cell("persons", "人数"),
            self.fen.cell("total_fen", "金额"),
        ]
    }
}

/// The report over a list.
pub fn campaign_report(facts: &CampaignFacts) -> Report {
    let items = &facts.items;
    let mut sources: Vec<Source> = items.iter().map(source).collect();
    let mut tables = vec![
        by_category(items),
        grouped(
            items,
            "by_village",
            "按村(社区)",
            "村(社区)",
            "bar",
            |fact| fact.village.clone().unwrap_or_else(|| "未登记".to_owned()),
        ),
        grouped(items, "by_age", "按年龄", "年龄", "bar", |fact| {
            age_band(fact.age).to_owned()
        }),
        grouped(
            items,
            "by_cause",
            "按致困原因",
            "致困原因",
            "pie",
            |fact| fact.cause.clone().unwrap_or_else(|| "未建档".to_owned()),
        ),
        progress(items),
    ];
    if let Some(table) = by_year(facts, &mut sources) {
        tables.push(table);
    }
    Report {
        cells: cells(items),
        machine: machine(items),
        sources,
        tables,
    }
}

fn source(fact: &ItemFact) -> Source {
    Source {
        kind: "aid_item",
        id: fact.id.clone(),
    }
}

fn cells(items: &[ItemFact]) -> Vec<Cell> {
    let (mut households, mut persons) = (Heads::default(), Heads::default());
    let (mut households_fen, mut persons_fen) = (Sum::default(), Sum::default());
    let (mut total, mut goods) = (Sum::default(), Sum::default());
    let (mut in_batch, mut paid) = (Sum::default(), Sum::default());
    let (mut paid_households, mut paid_persons) = (Heads::default(), Heads::default());
    let (mut visited_households, mut visited_persons) = (Heads::default(), Heads::default());
    for (source, fact) in items.iter().enumerate() {
        let was_paid = fact.paid > Fen::ZERO;
        let was_visited = fact.outcome == VisitState::Visited;
        let head = &fact.head;
        match fact.unit {
            CountUnit::Household => {
                households.add(source, head, Households(1));
                households_fen.add(source, fact.amount);
                paid_households.add(source, head, Households(u32::from(was_paid)));
                visited_households.add(source, head, Households(u32::from(was_visited)));
            }
            CountUnit::Person => {
                persons.add(source, head, Persons(1));
                persons_fen.add(source, fact.amount);
                paid_persons.add(source, head, Persons(u32::from(was_paid)));
                visited_persons.add(source, head, Persons(u32::from(was_visited)));
            }
        }
        total.add(source, fact.amount);
        goods.add(source, fact.goods_value);
        in_batch.add(source, fact.in_batch);
        paid.add(source, fact.paid);
    }
    vec![
        households.cell("households", "慰问户数"),
        households_fen.cell("households_fen", "按户金额"),
        persons.cell("persons", "慰问人数"),
        persons_fen.cell("persons_fen", "按人金额"),
        total.cell("grand_total_fen", "合计金额"),
        goods.cell("goods_fen", "慰问品折款"),
        in_batch.cell("in_batch_fen", "已列入批次"),
        paid.cell("paid_fen", "已发放"),
        paid_households.cell("paid_households", "已发放户数"),
        paid_persons.cell("paid_persons", "已发放人数"),
        visited_households.cell("visited_households", "已走访户数"),
        visited_persons.cell("visited_persons", "已走访人数"),
    ]
}

/// One line per category and unit, in the order of the list.
fn by_category(items: &[ItemFact]) -> Table {
    struct Entry<'a> {
        category: String,
        unit: CountUnit,
        households: Heads<'a, Households>,
        persons: Heads<'a, Persons>,
        fen: Sum<Fen>,
    }
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (source, fact) in items.iter().enumerate() {
        let place = entries
            .iter()
            .position(|e| e.category == fact.category && e.unit == fact.unit);
        let place = place.unwrap_or_else(|| {
            entries.push(Entry {
                category: fact.category.clone(),
                unit: fact.unit,
                households: Heads::default(),
                persons: Heads::default(),
                fen: Sum::default(),
            });
            entries.len() - 1
        });
        if let Some(entry) = entries.get_mut(place) {
            let head = &fact.head;
            match fact.unit {
                CountUnit::Household => entry.households.add(source, head, Households(1)),
                CountUnit::Person => entry.persons.add(source, head, Persons(1)),
            }
            entry.fen.add(source, fact.amount);
        }
    }
    let doubled: Vec<bool> = entries
        .iter()
        .map(|e| entries.iter().filter(|o| o.category == e.category).count() > 1)
        .collect();
    let lines = entries.into_iter().zip(doubled).map(|(entry, in_both)| {
        let count = match entry.unit {
            CountUnit::Household => entry.households.cell("count", "数量"),
            CountUnit::Person => entry.persons.cell("count", "数量"),
        };
        Line {
            label: category_name(&entry.category, entry.unit, in_both),
            cells: vec![count, entry.fen.cell("total_fen", "金额")],
        }
    });
    Table {
        key: "by_category",
        title: "按类别",
        head: "类别",
        chart: "pie",
        lines: lines.collect(),
    }
}

fn grouped(
    items: &[ItemFact],
    key: &'static str,
    title: &'static str,
    head: &'static str,
    chart: &'static str,
    label: impl Fn(&ItemFact) -> String,
) -> Table {
    let mut groups: BTreeMap<String, Group<'_>> = BTreeMap::new();
    for (source, fact) in items.iter().enumerate() {
        groups.entry(label(fact)).or_default().add(source, fact);
    }
    let lines = groups.into_iter().map(|(label, group)| Line {
        label,
        cells: group.cells(),
    });
    Table {
        key,
        title,
        head,
        chart,
        lines: lines.collect(),
    }
}

/// Completed years in the bands of the county's tables.
fn age_band(age: Option<u32>) -> &'static str {
    match age {
        None => "未登记",
        Some(0..=29) => "30岁以下",
        Some(30..=39) => "30–39岁",
        Some(40..=49) => "40–49岁",
        Some(50..=59) => "50–59岁",
        Some(_) => "60岁及以上",
    }
}

/// How far each visitor is.
fn progress(items: &[ItemFact]) -> Table {
    #[derive(Default)]
    struct Visitor {
        assigned: Sum<Visits>,
        visited: Sum<Visits>,
        not_home: Sum<Visits>,
        refused: Sum<Visits>,
        unreachable: Sum<Visits>,
    }
    let mut visitors: BTreeMap<String, Visitor> = BTreeMap::new();
    for (source, fact) in items.iter().enumerate() {
        let name = fact.visitor.clone().filter(|name| !name.is_empty());
        let visitor = visitors.entry(name.unwrap_or_else(|| "未安排".to_owned()));
        let visitor = visitor.or_default();
        visitor.assigned.add(source, Visits(1));
        match fact.outcome {
            VisitState::Planned => {}
            VisitState::Visited => visitor.visited.add(source, Visits(1)),
            VisitState::NotHome => visitor.not_home.add(source, Visits(1)),
            VisitState::Refused => visitor.refused.add(source, Visits(1)),
            VisitState::Unreachable => visitor.unreachable.add(source, Visits(1)),
        }
    }
    let lines = visitors.into_iter().map(|(label, visitor)| Line {
        label,
        cells: vec![
            visitor.assigned.cell("assigned", "应走访"),
            visitor.visited.cell("visited", "已走访"),
            visitor.not_home.cell("not_home", "未遇"),
            visitor.refused.cell("refused", "谢绝"),
            visitor.unreachable.cell("unreachable", "联系不上"),
        ],
    });
    Table {
        key: "progress",
        title: "走访进度",
        head: "走访人",
        chart: "bar",
        lines: lines.collect(),
    }
}

/// The same season through the years; nothing when there is only one.
fn by_year(facts: &CampaignFacts, sources: &mut Vec<Source>) -> Option<Table> {
    let own = facts.year?;
    if facts.other_years.is_empty() {
        return None;
    }
    let mut years: BTreeMap<i32, Group<'_>> = BTreeMap::new();
    let group = years.entry(own).or_default();
    for (source, fact) in facts.items.iter().enumerate() {
        group.add(source, fact);
    }
    for (year, items) in &facts.other_years {
        let group = years.entry(*year).or_default();
        for fact in items {
            group.add(sources.len(), fact);
            sources.push(source(fact));
        }
    }
    let lines = years.into_iter().map(|(year, group)| Line {
        label: format!("{year}年"),
        cells: group.cells(),
    });
    Some(Table {
        key: "by_year",
        title: "历年对比",
        head: "年份",
        chart: "bar",
        lines: lines.collect(),
    })
}

/// The totals of the list under `totals`; what is paid and visited stands beside them.
fn machine(items: &[ItemFact]) -> Json {
    let entries: Vec<ListEntry<'_>> = items
        .iter()
        .map(|fact| ListEntry {
            head: Some(&fact.head),
            unit: fact.unit,
            category: &fact.category,
            amount: fact.amount,
        })
        .collect();
    let mut beside: Map<String, Json> = Map::new();
    for cell in cells(items) {
        if matches!(cell.key.as_str(), "households" | "persons") {
            continue;
        }
        if cell.measure == Measure::Money && cell.key == "paid_fen" {
            beside.insert("paid_upper".to_owned(), uppercase(Fen(cell.value)).into());
        }
        let is_total = matches!(
            cell.key.as_str(),
            "households_fen" | "persons_fen" | "grand_total_fen"
        );
        if !is_total {
            beside.insert(cell.key, cell.value.into());
        }
    }
    json!({"totals": list_totals(&entries), "progress": beside})
}
