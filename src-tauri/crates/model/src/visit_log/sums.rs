//! The 合计 row of a sheet against the visits above it. Visits, matters, person-times and money are
//! compared each with its own.

use super::columns::VisitCol as Col;
use super::rows::VisitRow;
use crate::money::Fen;
use crate::survey::fields::{self, text};
use crate::survey::layout::{IgnoreReason, Layout};
use crate::survey::list_row::number_before;
use crate::survey::{Checked, Code, Finding, Row, Sheet};

/// What a sheet adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisitTotals {
    /// 次
    pub visits: u32,
    /// 件
    pub raised: u32,
    /// 件
    pub solved: u32,
    /// Fen.
    pub spend: Fen,
    /// 人次
    pub person_times: u32,
}

impl VisitTotals {
    fn add(&mut self, row: &VisitRow) {
        self.visits += 1;
        self.raised = self.raised.saturating_add(row.raised);
        self.solved = self.solved.saturating_add(row.solved);
        self.spend = self.spend.checked_add(row.spend).unwrap_or(self.spend);
        self.person_times = self.person_times.saturating_add(row.person_times);
    }
}

/// Every 合计 with what differs.
pub(super) fn compare(
    sheet: &Sheet,
    layout: &Layout,
    rows: &[Checked<VisitRow>],
) -> Vec<Checked<VisitTotals>> {
    let mut all = VisitTotals::default();
    let mut rows = rows.iter().peekable();
    let totals = layout
        .ignored
        .iter()
        .filter(|row| row.reason == IgnoreReason::Total);
    let mut found = Vec::new();
    for ignored in totals {
        while let Some(row) = rows.next_if(|row| row.row < ignored.row) {
            all.add(&row.data);
        }
        if let Some(row) = sheet.row(ignored.row) {
            found.push(Checked {
                row: ignored.row,
                findings: differences(layout, row, all),
                notes: Vec::new(),
                data: all,
            });
        }
    }
    found
}

fn differences(layout: &Layout, row: Row<'_>, all: VisitTotals) -> Vec<Finding> {
    let at = |col: Col| layout.col(col as usize);
    let mut found = Vec::new();
    let mut counted = |col: Col, stated: Option<u32>, counted: u32, unit: &str| {
        if stated.is_some_and(|stated| stated != counted) {
            let finding = Finding::warn(Code::TotalMismatch, at(col)).field(col.id());
            found.push(finding.hint(format!("{counted} {unit}")));
        }
    };
    let visits = text(row.get(at(Col::Target))).and_then(|text| number_before(&text, "次"));
    counted(Col::Target, visits, all.visits, "次");
    let number = |col: Col| fields::count(row.get(at(col))).ok().flatten();
    counted(Col::Raised, number(Col::Raised), all.raised, "件");
    counted(Col::Solved, number(Col::Solved), all.solved, "件");
    let times = number(Col::PersonTimes);
    counted(Col::PersonTimes, times, all.person_times, "人次");
    let spend = fields::amount(row.get(at(Col::Spend)), layout.in_wan).exact();
    if spend.is_some_and(|stated| stated != all.spend) {
        let finding = Finding::warn(Code::TotalMismatch, at(Col::Spend)).field(Col::Spend.id());
        found.push(finding.hint(format!("{} 元", all.spend)));
    }
    found
}
