//! Subtotals and the total: what they state against what the rows above them add up to.

use super::columns::RosterCol as Col;
use super::rows::Recipient;
use crate::money::{Fen, uppercase};
use crate::records::CountUnit;
use crate::survey::fields;
use crate::survey::layout::{IgnoreReason, Layout};
use crate::survey::list_row::{number_after, number_before};
use crate::survey::{Checked, Code, Finding, Row, Sheet, Value};
use crate::text::half_width;

/// A row of 本页小计 or 合计.
#[derive(Clone, Debug)]
pub struct SumRow {
    pub reason: IgnoreReason,
    /// As written, fen.
    pub stated: Option<Fen>,
    /// Sum of the rows it speaks of, fen.
    pub computed: Fen,
}

/// What the rows so far add up to.
#[derive(Clone, Copy, Default)]
struct Running {
    fen: i64,
    rows: u32,
    households: u32,
    persons: u32,
}

impl Running {
    fn add(&mut self, row: &Recipient) {
        self.fen += row.amount.unwrap_or_default().0;
        self.rows += 1;
        match row.unit {
            CountUnit::Household => self.households += 1,
            CountUnit::Person => self.persons += 1,
        }
    }
}

/// Compares every subtotal with the rows since the last one, and every total with all rows so far.
pub(super) fn compare(
    sheet: &Sheet,
    layout: &Layout,
    rows: &[Checked<Recipient>],
) -> Vec<Checked<SumRow>> {
    let (mut page, mut all) = (Running::default(), Running::default());
    let mut rows = rows.iter().peekable();
    let sums = layout
        .ignored
        .iter()
        .filter(|row| matches!(row.reason, IgnoreReason::Subtotal | IgnoreReason::Total));
    let mut found = Vec::new();
    for ignored in sums {
        while let Some(row) = rows.next_if(|row| row.row < ignored.row) {
            page.add(&row.data);
            all.add(&row.data);
        }
        let is_page = ignored.reason == IgnoreReason::Subtotal;
        let running = if is_page { page } else { all };
        if is_page {
            page = Running::default();
        }
        if let Some(row) = sheet.row(ignored.row) {
            found.push(compare_row(layout, row, ignored.reason, running));
        }
    }
    found
}

fn compare_row(
    layout: &Layout,
    row: Row<'_>,
    reason: IgnoreReason,
    running: Running,
) -> Checked<SumRow> {
    let mut findings = Vec::new();
    let at = layout.col(Col::Amount as usize);
    let stated = fields::amount(row.get(at), layout.in_wan).exact();
    let computed = Fen(running.fen);
    if stated.is_some_and(|stated| stated != computed) {
        let code = match reason {
            IgnoreReason::Subtotal => Code::SubtotalMismatch,
            _ => Code::TotalMismatch,
        };
        let hint = match reason {
            IgnoreReason::Subtotal => computed.to_string(),
            _ => format!("{computed} 元"),
        };
        findings.push(Finding::warn(code, at).field(Col::Amount.id()).hint(hint));
    }
    let texts: Vec<(u32, String)> = row
        .cells()
        .filter_map(|(col, value)| match value {
            Value::Text(text) => Some((col, half_width(text))),
            _ => None,
        })
        .collect();
    for (col, text) in &texts {
        findings.extend(capitals(*col, text, computed));
        findings.extend(heads(*col, text, running));
    }
    Checked {
        row: row.number,
        findings,
        notes: Vec::new(),
        data: SumRow {
            reason,
            stated,
            computed,
        },
    }
}

/// `合计人民币(大写):伍万贰仟元整` against the sum.
fn capitals(col: u32, text: &str, computed: Fen) -> Option<Finding> {
    let tail = text.get(text.find("大写")? + "大写".len()..)?;
    let written: String = tail
        .trim_start_matches([')', ':', ' '])
        .chars()
        .take_while(|c| !c.is_whitespace() && *c != '¥' && *c != '￥')
        .collect();
    if written.is_empty() {
        return None;
    }
    let expected = uppercase(computed);
    let same = bare_capitals(&written) == bare_capitals(&expected);
    (!same).then(|| Finding::warn(Code::UppercaseMismatch, col).hint(expected))
}

/// Capitals without what may or may not be written: 人民币, 零, 整.
fn bare_capitals(text: &str) -> String {
    text.replace("人民币", "")
        .replace('圆', "元")
        .chars()
        .filter(|c| !matches!(c, '零' | '整' | '正'))
        .collect()
}

/// 人数15, 共6户 35人: the two units stand apart.
fn heads(col: u32, text: &str, running: Running) -> Option<Finding> {
    let (rows, households, persons) = (running.rows, running.households, running.persons);
    let differs = |stated: Option<u32>, counted: u32| stated.is_some_and(|n| n != counted);
    let hint = if differs(number_after(text, "人数"), rows) {
        format!("{rows} 行")
    } else if differs(number_before(text, "户"), households)
        || (!text.contains("人数") && differs(number_before(text, "人"), persons))
    {
        format!("{households} 户、{persons} 人")
    } else {
        return None;
    };
    Some(Finding::warn(Code::CountMismatch, col).hint(hint))
}
