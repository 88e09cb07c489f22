//! The scholarship report: applications and awards by level, by year, by amount, and why some were
//! refused (DOMAIN §S10).

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::sum::{Cell, Line, Report, Source, Sum, Table};
use crate::counts::{Matters, PersonTimes, Persons};
use crate::money::Fen;
use crate::record::{Id, Record};
use crate::records::{Admission, AwardDecision, ScholarshipCase, SchoolLevel};
use crate::scholarship::{CaseFigures, case_json, reason_label, scholarship_totals};

/// One application.
#[derive(Clone)]
pub struct CaseFact {
    pub id: Id,
    /// The student's person id.
    pub student: Id,
    pub name: String,
    pub id_no: Option<String>,
    /// Year of the round.
    pub year: i32,
    pub level: Option<SchoolLevel>,
    pub admission: Option<Admission>,
    pub applied_on: Option<NaiveDate>,
    pub decision: AwardDecision,
    /// Fen.
    pub award: Fen,
    /// Reason codes.
    pub reasons: Vec<String>,
    /// Row of the list it was imported from, or its place in the round.
    pub row: u32,
}

impl CaseFact {
    fn figures(&self) -> CaseFigures<'_> {
        CaseFigures {
            name: &self.name,
            id_no: self.id_no.as_deref(),
            level: self.level,
            admission: self.admission,
            applied_on: self.applied_on,
            decision: self.decision,
            award: self.award,
            reasons: &self.reasons,
        }
    }
}

/// What is counted of a group of applications.
#[derive(Default)]
struct Group {
    applications: Sum<Matters>,
    awarded: Sum<PersonTimes>,
    refused: Sum<Matters>,
    pending: Sum<Matters>,
    award: Sum<Fen>,
}

impl Group {
    fn add(&mut self, source: usize, fact: &CaseFact) {
        self.applications.add(source, Matters(1));
        match fact.decision {
            AwardDecision::Award => {
                self.awarded.add(source, PersonTimes(1));
                self.award.add(source, fact.award);
            }
            AwardDecision::Refused => self.refused.add(source, Matters(1)),
            AwardDecision::Pending => self.pending.add(source, Matters(1)),
        }
    }

    fn cells(self, total: &str) -> Vec<Cell> {
        vec![
            self.applications.cell("applications", "申请"),
            self.awarded.cell("awarded", "资助"),
            self.refused.cell("refused", "不予资助"),
            self.pending.cell("pending", "待审"),
            self.award.cell(total, "资助金额"),
        ]
    }
}

/// The report over these applications; `cases` and `totals` by the names of DOMAIN §7.
pub fn scholarship_report(facts: &[CaseFact]) -> Report {
    let mut all = Group::default();
    let (mut students, mut aided) = <(Sum<Persons>, Sum<Persons>)>::default();
    let (mut new, mut again) = <(Sum<Matters>, Sum<Matters>)>::default();
    let (mut met, mut given) = <(HashSet<&Id>, HashSet<&Id>)>::default();
    for (source, fact) in facts.iter().enumerate() {
        all.add(source, fact);
        if met.insert(&fact.student) {
            students.add(source, Persons(1));
        }
        if fact.decision == AwardDecision::Award && given.insert(&fact.student) {
            aided.add(source, Persons(1));
        }
        match fact.admission {
            Some(Admission::New) => new.add(source, Matters(1)),
            Some(Admission::InSchool | Admission::Continuing) => again.add(source, Matters(1)),
            None => {}
        }
    }
    let mut cells = all.cells("award_total_fen");
    cells.extend([
        students.cell("students", "申请学生"),
        aided.cell("students_awarded", "资助学生"),
        new.cell("new_admissions", "新录取"),
        again.cell("continuing", "在读和连续资助"),
    ]);
    let figures: Vec<CaseFigures<'_>> = facts.iter().map(CaseFact::figures).collect();
    let cases: Vec<Json> = facts
        .iter()
        .map(|fact| case_json(fact.row, &fact.figures()))
        .collect();
    Report {
        sources: facts.iter().map(source).collect(),
        cells,
        tables: tables(facts),
        machine: json!({"totals": scholarship_totals(&figures), "cases": cases}),
    }
}

fn source(fact: &CaseFact) -> Source {
    Source {
        kind: ScholarshipCase::KIND,
        id: fact.id.clone(),
    }
}

fn tables(facts: &[CaseFact]) -> Vec<Table> {
    let level = |fact: &CaseFact| match fact.level {
        Some(level) => (level as u8, level.label().to_owned()),
        None => (u8::MAX, "未填".to_owned()),
    };
    let awarded = |fact: &&(usize, &CaseFact)| fact.1.decision == AwardDecision::Award;
    let refused = |fact: &&(usize, &CaseFact)| fact.1.decision == AwardDecision::Refused;
    let facts: Vec<(usize, &CaseFact)> = facts.iter().enumerate().collect();
    let mut amounts: BTreeMap<Fen, Group> = BTreeMap::new();
    for (source, fact) in facts.iter().filter(awarded) {
        amounts.entry(fact.award).or_default().add(*source, fact);
    }
    let amounts = amounts.into_iter().rev().map(|(fen, group)| Line {
        label: format!("{fen} 元"),
        cells: vec![
            group.awarded.cell("awarded", "资助"),
            group.award.cell("award_fen", "资助金额"),
        ],
    });
    let mut reasons: BTreeMap<String, Sum<Matters>> = BTreeMap::new();
    for (source, fact) in facts.iter().filter(refused) {
        for code in &fact.reasons {
            let sum = reasons.entry(reason_word(code)).or_default();
            sum.add(*source, Matters(1));
        }
    }
    let reasons = reasons.into_iter().map(|(label, sum)| Line {
        label,
        cells: vec![sum.cell("refused", "不予资助")],
    });
    let year = |fact: &CaseFact| (fact.year, format!("{}年", fact.year));
    vec![
        grouped(("by_level", "按学历层次", "学历层次"), &facts, level),
        grouped(("by_year", "历年对比", "年度"), &facts, year),
        table(("by_amount", "按资助标准", "标准"), amounts.collect()),
        table(("by_reason", "不予资助的原因", "原因"), reasons.collect()),
    ]
}

/// Applications on one line however many rows they repeat.
fn reason_word(code: &str) -> String {
    if code.starts_with("duplicate") {
        "重复申请".to_owned()
    } else {
        reason_label(code)
    }
}

fn grouped<K: Ord + Labelled>(
    names: (&'static str, &'static str, &'static str),
    facts: &[(usize, &CaseFact)],
    key: impl Fn(&CaseFact) -> K,
) -> Table {
    let mut groups: BTreeMap<K, Group> = BTreeMap::new();
    for (source, fact) in facts {
        groups.entry(key(fact)).or_default().add(*source, fact);
    }
    let lines = groups.into_iter().map(|(key, group)| Line {
        label: key.label(),
        cells: group.cells("award_fen"),
    });
    table(names, lines.collect())
}

/// A key of a group with the word of its line: the order comes first.
trait Labelled {
    fn label(self) -> String;
}

impl<O> Labelled for (O, String) {
    fn label(self) -> String {
        self.1
    }
}

fn table(names: (&'static str, &'static str, &'static str), lines: Vec<Line>) -> Table {
    let (key, title, head) = names;
    Table {
        key,
        title,
        head,
        chart: "bar",
        lines,
    }
}
