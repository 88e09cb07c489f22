//! Rows of 近12个月收入, 刚性支出 and 历年帮扶记录: amounts that belong to a household.

use std::collections::HashMap;

use super::applicant::Applicant;
use super::cell::{Row, Value};
use super::columns::{AidCol, IncomeCol, RigidCol};
use super::fields::{self, Amount};
use super::finding::{Checked, Code, Finding, Note};
use super::layout::Layout;
use super::link::{Link, LinkReader};
use crate::dates::ParsedDate;
use crate::money::Fen;
use crate::records::{IncomeKind, RigidKind};
use crate::text::normalise_name;

/// The cell under a field; error values and formulas leave a finding.
pub fn checked_value<'r>(
    row: Row<'r>,
    col: u32,
    field: &'static str,
    findings: &mut Vec<Finding>,
) -> Value<'r> {
    if col == 0 {
        return Value::Empty;
    }
    let value = row.get(col);
    if matches!(value, Value::Error(_)) {
        findings.push(Finding::warn(Code::CellError, col).field(field));
        return Value::Empty;
    }
    if row.is_formula(col) {
        findings.push(Finding::warn(Code::FormulaInsteadOfValue, col).field(field));
    }
    value
}

/// One line of income.
#[derive(Clone, Default)]
pub struct Income {
    pub link: Link,
    pub earner: Option<String>,
    /// The word on the sheet.
    pub kind_word: Option<String>,
    /// `None` when the word is in no list; counted as other income.
    pub kind: Option<IncomeKind>,
    /// One entry per month column.
    pub months: Vec<Option<Fen>>,
    /// The sum that counts; `None` when the row is refused for its amounts.
    pub year: Option<Fen>,
    pub note: Option<String>,
}

/// One line of rigid expenditure.
#[derive(Clone, Default)]
pub struct Rigid {
    pub link: Link,
    pub spent_on: Option<String>,
    pub kind_word: Option<String>,
    pub kind: Option<RigidKind>,
    pub period: Option<String>,
    pub amount: Option<Fen>,
    pub receipts: Option<u32>,
    pub note: Option<String>,
}

/// One past payment.
#[derive(Clone, Default)]
pub struct Aid {
    pub link: Link,
    pub name: Option<String>,
    pub campaign: Option<String>,
    pub item: Option<String>,
    pub amount: Option<Fen>,
    pub paid_on: Option<ParsedDate>,
    pub method: Option<String>,
    pub result: Option<String>,
    pub return_reason: Option<String>,
    pub proxy_receiver: Option<String>,
}

fn start<T>(row: Row<'_>, refused: Option<Finding>, data: T) -> Checked<T> {
    Checked {
        row: row.number,
        findings: refused.into_iter().collect(),
        notes: Vec::new(),
        data,
    }
}

fn name_of(value: Value<'_>) -> Option<String> {
    fields::text(value).map(|raw| normalise_name(&raw).text)
}

/// The twelve months of an income row.
struct Months {
    amounts: Vec<Option<Fen>>,
    /// `None` when there is no month at all, or the sum leaves the range of money.
    sum: Option<Fen>,
    given: bool,
    /// Column of the first negative month.
    negative: Option<u32>,
    /// A month or the sum is no exact amount; the findings are made.
    bad: bool,
}

fn months(layout: &Layout, row: Row<'_>, found: &mut Vec<Finding>) -> Months {
    let mut months = Months {
        amounts: Vec::with_capacity(layout.months.len()),
        sum: Some(Fen(0)),
        given: false,
        negative: None,
        bad: false,
    };
    for (index, month) in layout.months.iter().enumerate() {
        let number = u8::try_from(index + 1).unwrap_or(u8::MAX);
        let amount = fields::amount(checked_value(row, month.col, "month", found), layout.in_wan);
        if amount == Amount::Unparseable {
            found.push(Finding::reject(Code::AmountUnparseable, month.col).month(number));
            months.bad = true;
        }
        if let Some(fen) = amount.exact() {
            months.given = true;
            months.sum = months.sum.and_then(|sum| sum.checked_add(fen));
            if fen.is_negative() {
                months.negative = months.negative.or(Some(month.col));
            }
        }
        months.amounts.push(amount.exact());
    }
    months
}

/// Reads the next row of 近12个月收入.
pub fn read_income(layout: &Layout, links: &mut LinkReader<'_>, row: Row<'_>) -> Checked<Income> {
    let (link, refused) = links.next(row);
    let mut out = start(
        row,
        refused,
        Income {
            link,
            ..Income::default()
        },
    );
    let found = &mut out.findings;
    let col = |col: IncomeCol| layout.col(col as usize);
    let value = |c: IncomeCol, found: &mut Vec<Finding>| checked_value(row, col(c), c.id(), found);
    out.data.earner = name_of(value(IncomeCol::Earner, found));
    out.data.kind_word = fields::text(value(IncomeCol::Kind, found));
    out.data.note = fields::text(value(IncomeCol::Note, found));
    out.data.kind = out
        .data
        .kind_word
        .as_deref()
        .and_then(IncomeKind::from_label);
    if out.data.kind.is_none() {
        found.push(Finding::warn(Code::CodeNotInList, col(IncomeCol::Kind)).field("kind"));
    }
    let mut months = months(layout, row, found);
    let total = fields::amount(value(IncomeCol::Total, found), layout.in_wan);
    if total == Amount::Unparseable || months.sum.is_none() {
        let finding = Finding::reject(Code::AmountUnparseable, col(IncomeCol::Total));
        found.push(finding.field("total"));
        months.bad = true;
    }
    out.data.months = std::mem::take(&mut months.amounts);
    if !months.bad {
        sum_up(&mut out, &months, total, col(IncomeCol::Total));
    }
    out
}

/// Which sum counts: the months, else the stated total; and whether it may be negative.
fn sum_up(out: &mut Checked<Income>, months: &Months, total: Amount, total_col: u32) {
    let counted = if months.given {
        months.sum
    } else {
        total.exact()
    };
    let Some(counted) = counted else {
        out.findings
            .push(Finding::reject(Code::AmountMissing, total_col));
        return;
    };
    let mut negative = months.negative;
    if !months.given {
        out.notes.push(Note::AnnualLumpSum);
        out.data.months.clear();
        negative = counted.is_negative().then_some(total_col);
    } else if total.exact().is_some_and(|total| total != counted) {
        let finding = Finding::warn(Code::RowTotalMismatch, total_col);
        out.findings.push(finding.hint(counted.plain()));
    }
    match (out.data.kind, negative) {
        (Some(IncomeKind::Operating), _) if counted.is_negative() => {
            out.findings
                .push(Finding::warn(Code::OperatingLoss, total_col));
        }
        (Some(IncomeKind::Operating), _) | (_, None) => {}
        (_, Some(at)) => {
            out.findings.push(Finding::reject(Code::AmountNegative, at));
            return;
        }
    }
    out.data.year = Some(counted);
}

/// Reads the next row of 刚性支出.
pub fn read_rigid(layout: &Layout, links: &mut LinkReader<'_>, row: Row<'_>) -> Checked<Rigid> {
    let (link, refused) = links.next(row);
    let mut out = start(
        row,
        refused,
        Rigid {
            link,
            ..Rigid::default()
        },
    );
    let found = &mut out.findings;
    let col = |col: RigidCol| layout.col(col as usize);
    let value = |c: RigidCol, found: &mut Vec<Finding>| checked_value(row, col(c), c.id(), found);
    out.data.spent_on = name_of(value(RigidCol::SpentOn, found));
    out.data.kind_word = fields::text(value(RigidCol::Kind, found));
    out.data.kind = out
        .data
        .kind_word
        .as_deref()
        .and_then(RigidKind::from_label);
    if out.data.kind.is_none() {
        found.push(Finding::warn(Code::CodeNotInList, col(RigidCol::Kind)).field("kind"));
    }
    out.data.period = fields::text(value(RigidCol::Period, found));
    out.data.note = fields::text(value(RigidCol::Note, found));
    let receipts = fields::count(value(RigidCol::Receipts, found));
    out.data.receipts = receipts.unwrap_or_else(|()| {
        let finding = Finding::warn(Code::CountUnparseable, col(RigidCol::Receipts));
        found.push(finding.field("receipts"));
        None
    });
    let at = col(RigidCol::Amount);
    match fields::amount(value(RigidCol::Amount, found), layout.in_wan) {
        Amount::Missing => found.push(Finding::reject(Code::AmountMissing, at)),
        Amount::Unparseable => {
            found.push(Finding::reject(Code::AmountUnparseable, at).field("amount"));
        }
        Amount::Exact(fen) if fen.is_negative() => {
            found.push(Finding::reject(Code::AmountNegative, at));
        }
        Amount::Exact(fen) => out.data.amount = Some(fen),
    }
    out
}

/// Reads rows of 历年帮扶记录 from the top.
pub struct AidReader<'a> {
    layout: &'a Layout,
    links: LinkReader<'a>,
    applicants: &'a [Checked<Applicant>],
    /// First payment of a household in a campaign.
    paid: HashMap<(usize, String), u32>,
}

impl<'a> AidReader<'a> {
    /// A reader for one sheet.
    pub fn new(
        layout: &'a Layout,
        links: LinkReader<'a>,
        applicants: &'a [Checked<Applicant>],
    ) -> Self {
        Self {
            layout,
            links,
            applicants,
            paid: HashMap::new(),
        }
    }

    /// Reads the next row.
    pub fn read(&mut self, row: Row<'_>) -> Checked<Aid> {
        let (link, refused) = self.links.next(row);
        let mut out = start(
            row,
            refused,
            Aid {
                link,
                ..Aid::default()
            },
        );
        let found = &mut out.findings;
        let layout = self.layout;
        let col = |col: AidCol| layout.col(col as usize);
        let value = |c: AidCol, found: &mut Vec<Finding>| checked_value(row, col(c), c.id(), found);
        out.data.name = name_of(value(AidCol::Name, found));
        out.data.campaign = fields::text(value(AidCol::Campaign, found));
        out.data.item = fields::text(value(AidCol::Item, found));
        out.data.method = fields::text(value(AidCol::Method, found));
        out.data.result = fields::text(value(AidCol::Result, found));
        out.data.return_reason = fields::text(value(AidCol::ReturnReason, found));
        out.data.proxy_receiver = fields::text(value(AidCol::Proxy, found));
        let at = col(AidCol::Amount);
        match fields::amount(value(AidCol::Amount, found), layout.in_wan) {
            Amount::Missing => found.push(Finding::warn(Code::AmountMissing, at)),
            Amount::Unparseable => {
                found.push(Finding::warn(Code::AmountUnparseable, at).field("amount"));
            }
            Amount::Exact(fen) => {
                if fen.is_negative() {
                    found.push(Finding::warn(Code::AmountNegative, at).field("amount"));
                }
                out.data.amount = Some(fen);
            }
        }
        match fields::date(value(AidCol::PaidOn, found)) {
            None => {}
            Some(ParsedDate::Invalid) => {
                let finding = Finding::warn(Code::DateUnparseable, col(AidCol::PaidOn));
                found.push(finding.field("paid_on"));
            }
            other => out.data.paid_on = other,
        }
        self.cross(&mut out);
        out
    }

    fn cross(&mut self, out: &mut Checked<Aid>) {
        let Some(household) = out.data.link.household else {
            return;
        };
        if !out.accepted() || out.data.result.as_deref() == Some("银行退回") {
            return;
        }
        if let Some(campaign) = &out.data.campaign {
            let key = (household, campaign.clone());
            match self.paid.get(&key) {
                Some(row) => {
                    let at = self.layout.col(AidCol::Campaign as usize);
                    out.findings
                        .push(Finding::warn(Code::AidedTwice, at).row(*row));
                }
                None => {
                    self.paid.insert(key, out.row);
                }
            }
        }
        let died = self.applicants.get(household).and_then(|applicant| {
            let dead = applicant
                .data
                .cancel_reason
                .as_deref()
                .is_some_and(|r| r.contains("死亡"));
            applicant
                .data
                .cancelled_on
                .filter(|_| dead)
                .and_then(ParsedDate::day)
        });
        if let (Some(died), Some(ParsedDate::Day(paid))) = (died, out.data.paid_on)
            && paid > died
        {
            let at = self.layout.col(AidCol::PaidOn as usize);
            out.findings.push(Finding::warn(Code::PaidAfterDeath, at));
        }
    }
}
