//! How a row of a linked sheet finds its household: 户序号, or "as above".

use std::collections::HashMap;

use super::applicant::Applicant;
use super::cell::{Row, Value};
use super::fields;
use super::finding::{Checked, Code, Finding};

/// 户序号 → index of the household's row on the first sheet.
pub struct Households {
    by_seq: HashMap<u32, usize>,
    rejected: Vec<bool>,
}

impl Households {
    /// Indexes the first sheet. A 户序号 used twice means its first row.
    pub fn index(applicants: &[Checked<Applicant>]) -> Self {
        let mut by_seq = HashMap::with_capacity(applicants.len());
        for (at, applicant) in applicants.iter().enumerate() {
            if let Some(seq) = applicant.data.seq {
                by_seq.entry(seq).or_insert(at);
            }
        }
        let rejected = applicants
            .iter()
            .map(|applicant| !applicant.accepted())
            .collect();
        Self { by_seq, rejected }
    }
}

/// The household a linked row belongs to.
#[derive(Clone, Copy, Default)]
pub struct Link {
    /// 户序号 as stated or taken from above.
    pub seq: Option<u32>,
    /// Index of the row on the first sheet.
    pub household: Option<usize>,
}

/// Walks down a linked sheet and remembers the household above.
pub struct LinkReader<'a> {
    households: &'a Households,
    col: u32,
    above: Link,
}

impl<'a> LinkReader<'a> {
    /// Starts at the top of a sheet whose 户序号 stands in `col`.
    pub fn new(households: &'a Households, col: u32) -> Self {
        Self {
            households,
            col,
            above: Link::default(),
        }
    }

    /// The household of the next row, with the finding that refuses the row when there is none.
    pub fn next(&mut self, row: Row<'_>) -> (Link, Option<Finding>) {
        let value = if self.col == 0 {
            Value::Empty
        } else {
            row.get(self.col)
        };
        let as_above = match value {
            Value::Empty => true,
            Value::Text(text) => {
                matches!(text.trim(), "同上" | "〃" | "\u{2033}" | "\"" | "”")
            }
            _ => false,
        };
        if !as_above {
            let seq = fields::seq(value).ok().flatten();
            let household = seq.and_then(|seq| self.households.by_seq.get(&seq).copied());
            self.above = Link { seq, household };
        }
        let finding = match self.above.household {
            None => Some(Finding::reject(Code::HouseholdNotFound, self.col)),
            Some(at) if self.households.rejected.get(at).copied().unwrap_or(true) => {
                Some(Finding::reject(Code::HouseholdRowRejected, self.col))
            }
            Some(_) => None,
        };
        (self.above, finding)
    }
}
