//! Household size, income and rigid expenditure from the accepted rows, as exact numbers.

use std::collections::BTreeMap;

use super::check::Survey;
use crate::money::Fen;
use crate::records::{IncomeKind, RigidKind};

/// What the linked sheets say about one accepted household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// 1 + accepted members living together, persons.
    pub members_n: u32,
    /// Income of twelve months by kind, fen.
    pub incomes: BTreeMap<IncomeKind, Fen>,
    /// Rigid expenditure of twelve months by kind, fen.
    pub rigid: BTreeMap<RigidKind, Fen>,
}

impl Figures {
    /// Income of twelve months, fen.
    pub fn income_fen(&self) -> i128 {
        self.incomes.values().map(|fen| i128::from(fen.0)).sum()
    }

    /// Rigid expenditure of twelve months, fen.
    pub fn rigid_fen(&self) -> i128 {
        self.rigid.values().map(|fen| i128::from(fen.0)).sum()
    }

    /// Income in yuan with two decimals, for messages.
    pub fn income_yuan(&self) -> String {
        i64::try_from(self.income_fen()).map_or_else(|_| "…".to_owned(), |fen| Fen(fen).plain())
    }

    /// (income − rigid) ÷ (12 × persons) in fen, lowest terms, denominator positive.
    pub fn per_capita_month(&self) -> (i128, i128) {
        let net = self.income_fen() - self.rigid_fen();
        let over = 12 * i128::from(self.members_n.max(1));
        let common = greatest_common_divisor(net.unsigned_abs(), over.unsigned_abs());
        let common = i128::try_from(common).unwrap_or(1).max(1);
        (net / common, over / common)
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Adds up the accepted rows of the linked sheets for every accepted household.
pub(super) fn figures(survey: &Survey) -> Vec<Option<Figures>> {
    let mut all: Vec<Option<Figures>> = survey
        .applicants
        .rows
        .iter()
        .map(|row| {
            row.accepted().then(|| Figures {
                members_n: 1,
                ..Figures::default()
            })
        })
        .collect();
    let mut at = |household: Option<usize>, add: &mut dyn FnMut(&mut Figures)| {
        if let Some(Some(figures)) = household.and_then(|index| all.get_mut(index)) {
            add(figures);
        }
    };
    for row in survey
        .members
        .rows
        .iter()
        .filter(|row| row.data.counted && row.accepted())
    {
        at(row.data.link.household, &mut |figures| {
            figures.members_n += 1
        });
    }
    for row in survey.income.rows.iter().filter(|row| row.accepted()) {
        let Some(year) = row.data.year else { continue };
        let kind = row.data.kind.unwrap_or(IncomeKind::Other);
        at(row.data.link.household, &mut |figures| {
            add(figures.incomes.entry(kind).or_default(), year)
        });
    }
    for row in survey.rigid.rows.iter().filter(|row| row.accepted()) {
        let Some(amount) = row.data.amount else {
            continue;
        };
        let kind = row.data.kind.unwrap_or(RigidKind::Other);
        at(row.data.link.household, &mut |figures| {
            add(figures.rigid.entry(kind).or_default(), amount)
        });
    }
    all
}

/// Sums of accepted amounts; beyond the range of money the sum stays where it was.
fn add(sum: &mut Fen, amount: Fen) {
    if let Some(next) = sum.checked_add(amount) {
        *sum = next;
    }
}
