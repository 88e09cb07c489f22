//! Sums by unit, and reports made of them.

use std::collections::HashSet;
use std::marker::PhantomData;

use serde_json::Value as Json;

use crate::counts::{Households, Matters, PersonTimes, Persons, Visits};
use crate::money::Fen;
use crate::record::Id;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// 户
    Household,
    /// 人
    Person,
    /// 人次
    PersonTimes,
    /// 件
    Matter,
    /// 次
    Visit,
    /// 批
    Batch,
    /// Fen
    Money,
}

impl Measure {
    /// A number as it is shown: `35 人`, `52,000.00 元`.
    pub fn text(self, value: i64) -> String {
        match self {
            Self::Household => format!("{value} 户"),
            Self::Person => format!("{value} 人"),
            Self::PersonTimes => format!("{value} 人次"),
            Self::Matter => format!("{value} 件"),
            Self::Visit => format!("{value} 次"),
            Self::Batch => format!("{value} 批"),
            Self::Money => format!("{} 元", Fen(value)),
        }
    }
}

/// A quantity with its unit.
pub trait Counted: Copy {
    /// The unit.
    const MEASURE: Measure;
    /// The bare number.
    fn quantity(self) -> i64;
}

macro_rules! counted {
    ($($name:ident = $measure:ident,)*) => {$(
        impl Counted for $name {
            const MEASURE: Measure = Measure::$measure;

            fn quantity(self) -> i64 {
                i64::from(self.0)
            }
        }
    )*};
}

/// 批: batches of payments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Batches(pub u32);

counted! {
    Households = Household,
    Persons = Person,
    PersonTimes = PersonTimes,
    Matters = Matter,
    Visits = Visit,
    Batches = Batch,
}

impl Counted for Fen {
    const MEASURE: Measure = Measure::Money;

    fn quantity(self) -> i64 {
        self.0
    }
}

/// What one record adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Index into [`Report::sources`].
    pub source: u32,
    pub counts: i64,
}

/// A sum of one unit, with its parts.
#[derive(Clone, Debug)]
pub struct Sum<U> {
    parts: Vec<Part>,
    unit: PhantomData<U>,
}

impl<U> Default for Sum<U> {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            unit: PhantomData,
        }
    }
}

impl<U: Counted> Sum<U> {
    /// Adds what one record counts; nothing when that is zero.
    pub fn add(&mut self, source: usize, counts: U) {
        let counts = counts.quantity();
        if counts != 0 {
            let source = u32::try_from(source).unwrap_or(u32::MAX);
            self.parts.push(Part { source, counts });
        }
    }

    /// The number.
    pub fn value(&self) -> i64 {
        self.parts
            .iter()
            .fold(0, |sum: i64, part| sum.saturating_add(part.counts))
    }

    /// The number under a name.
    pub fn cell(self, key: &str, label: &str) -> Cell {
        Cell {
            key: key.to_owned(),
            label: label.to_owned(),
            measure: U::MEASURE,
            value: self.value(),
            parts: self.parts,
        }
    }
}

/// A sum of heads (户, 人): who is met again, under another record, counts no more.
pub struct Heads<'a, U> {
    sum: Sum<U>,
    met: HashSet<&'a Id>,
}

impl<U> Default for Heads<'_, U> {
    fn default() -> Self {
        Self {
            sum: Sum::default(),
            met: HashSet::new(),
        }
    }
}

impl<'a, U: Counted> Heads<'a, U> {
    /// Adds a head that counts and was not met yet.
    pub fn add(&mut self, source: usize, head: &'a Id, counts: U) {
        if counts.quantity() != 0 && self.met.insert(head) {
            self.sum.add(source, counts);
        }
    }

    /// The number under a name.
    pub fn cell(self, key: &str, label: &str) -> Cell {
        self.sum.cell(key, label)
    }
}

/// A number of a report with what it is made of.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Stable name, e.g. `households`.
    pub key: String,
    pub label: String,
    pub measure: Measure,
    pub value: i64,
    pub parts: Vec<Part>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Line {
    pub label: String,
    pub cells: Vec<Cell>,
}

/// A table of a report.
#[derive(Clone, Debug)]
pub struct Table {
    pub key: &'static str,
    pub title: &'static str,
    /// Over the first column.
    pub head: &'static str,
    /// `bar`, `line`, `pie`, or empty.
    pub chart: &'static str,
    pub lines: Vec<Line>,
}

/// The record behind a part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    pub kind: &'static str,
    pub id: Id,
}

/// A report.
#[derive(Clone, Debug)]
pub struct Report {
    pub sources: Vec<Source>,
    pub cells: Vec<Cell>,
    pub tables: Vec<Table>,
    /// The same with the names of DOMAIN §7.
    pub machine: Json,
}

impl Report {
    /// A number by its key: `households`, or `by_category/重困职工/count` in a table. Labels may
    /// hold a slash themselves, keys do not.
    pub fn cell(&self, key: &str) -> Option<&Cell> {
        let Some((table, rest)) = key.split_once('/') else {
            return self.cells.iter().find(|cell| cell.key == key);
        };
        let (label, column) = rest.rsplit_once('/')?;
        let table = self.tables.iter().find(|found| found.key == table)?;
        let line = table.lines.iter().find(|line| line.label == label)?;
        line.cells.iter().find(|cell| cell.key == column)
    }
}

/// A share in percent, rounded half up to two decimals: `51.13`. Nothing of nothing is `0.00`.
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "0.00".to_owned();
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let hundredths = (part * 20_000 + whole).div_euclid(2 * whole);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_round_half_up() {
        let cases = [
            (226, 442, "51.13"),
            (564, 4786, "11.78"),
            (1, 3, "33.33"),
            (2, 3, "66.67"),
            (1, 800, "0.13"),
            (0, 0, "0.00"),
        ];
        for (part, whole, text) in cases {
            assert_eq!(percent(part, whole), text, "{part}/{whole}");
        }
    }

    #[test]
    fn a_sum_keeps_its_parts_and_its_unit() {
        let mut sum: Sum<Households> = Sum::default();
        sum.add(0, Households(1));
        sum.add(1, Households(0));
        sum.add(2, Households(1));
        let cell = sum.cell("households", "户数");
        assert_eq!((cell.value, cell.parts.len()), (2, 2));
        assert_eq!(cell.measure.text(cell.value), "2 户");
    }
}
