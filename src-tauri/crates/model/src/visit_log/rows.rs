//! One visit on the list: reading the cells and the doubts that need no other row.

use chrono::NaiveDate;

use super::columns::VisitCol as Col;
use crate::money::Fen;
use crate::records::{VisitMethod, VisitTarget};
use crate::survey::fields;
use crate::survey::layout::Layout;
use crate::survey::list_row::ListRow;
use crate::survey::{Checked, Code, Row};
use crate::text::normalise_name;

/// A visit's row, normalised. Empty counts and amounts are zero.
#[derive(Clone)]
pub struct VisitRow {
    pub seq: Option<u32>,
    pub target: VisitTarget,
    pub visited_on: Option<NaiveDate>,
    /// The team or worker as written.
    pub target_name: Option<String>,
    pub org_name: Option<String>,
    pub method: VisitMethod,
    /// Each name once, in the order written.
    pub visitors: Vec<String>,
    pub thought: Option<String>,
    pub performance: Option<String>,
    pub difficulty: Option<String>,
    /// 件
    pub raised: u32,
    /// 件
    pub solved: u32,
    /// Fen.
    pub spend: Fen,
    /// 人次
    pub person_times: u32,
    pub note: Option<String>,
}

impl VisitRow {
    /// What tells this visit from every other on the list, whatever row it stands in.
    pub fn key(&self, tab: &str) -> String {
        let seq = self.seq.map(|seq| seq.to_string()).unwrap_or_default();
        let on = self.visited_on.map(|on| on.to_string()).unwrap_or_default();
        let name = self.target_name.as_deref().unwrap_or_default();
        let org = self.org_name.as_deref().unwrap_or_default();
        format!("{tab}|{seq}|{on}|{name}|{org}")
    }
}

/// Reads and checks one row by itself.
pub(super) fn read(
    layout: &Layout,
    row: Row<'_>,
    target: VisitTarget,
    today: NaiveDate,
) -> Checked<VisitRow> {
    let mut reading = ListRow::new(layout, row);
    let seq = reading.value(Col::Seq as usize);
    let data = VisitRow {
        seq: fields::seq(seq).ok().flatten(),
        target,
        visited_on: reading.day(Col::Date as usize),
        target_name: target_name(&mut reading, target),
        org_name: reading.text(Col::Org as usize),
        method: method(&mut reading, target),
        visitors: visitors(&mut reading),
        thought: reading.text(Col::Thought as usize),
        performance: reading.text(Col::Performance as usize),
        difficulty: reading.text(Col::Difficulty as usize),
        raised: reading.count(Col::Raised as usize),
        solved: reading.count(Col::Solved as usize),
        spend: reading.money(Col::Spend as usize).unwrap_or_default(),
        person_times: reading.count(Col::PersonTimes as usize),
        note: reading.text(Col::Note as usize),
    };
    if data.visited_on.is_some_and(|on| on > today) {
        reading.warn(Code::DateInFuture, Col::Date as usize);
    }
    if data.solved > data.raised {
        reading.warn(Code::SolvedExceedsRaised, Col::Solved as usize);
    }
    reading.finish(data)
}

fn target_name(reading: &mut ListRow<'_>, target: VisitTarget) -> Option<String> {
    let name = match target {
        VisitTarget::Worker => reading.name(Col::Target as usize),
        _ => reading.text(Col::Target as usize),
    };
    if name.is_none() {
        reading.reject(Code::MandatoryMissing, Col::Target as usize);
    }
    name
}

/// 入户 / 病房 / 单位 / 电话; where nothing is written, a team is met at its workplace.
fn method(reading: &mut ListRow<'_>, target: VisitTarget) -> VisitMethod {
    let usual = match target {
        VisitTarget::Team | VisitTarget::Unit => VisitMethod::Workplace,
        VisitTarget::Worker | VisitTarget::Household => VisitMethod::Home,
    };
    let Some(word) = reading.text(Col::Method as usize) else {
        return usual;
    };
    match word.as_str() {
        "入户" | "家访" | "上门" => VisitMethod::Home,
        "病房" | "医院" => VisitMethod::Ward,
        "单位" | "现场" => VisitMethod::Workplace,
        "电话" => VisitMethod::Phone,
        _ => {
            reading.warn(Code::CodeNotInList, Col::Method as usize);
            usual
        }
    }
}

/// Names between 、 , ; / and line breaks.
fn visitors(reading: &mut ListRow<'_>) -> Vec<String> {
    let text = reading.text(Col::Visitors as usize).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for part in text.split(['、', ',', '，', ';', '；', '/', '\n']) {
        let name = normalise_name(part).text;
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        reading.warn(Code::MandatoryMissing, Col::Visitors as usize);
    }
    names
}
