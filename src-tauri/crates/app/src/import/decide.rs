//! Which rows are taken: the verdicts first, then the user's word per row or per finding.

use std::collections::{HashMap, HashSet};

use songnuan_model::survey::{Checked, Part};

use crate::commands::import::ImportDecision;

/// The user's decisions, looked up per row.
#[derive(Default)]
pub struct Decisions {
    rows: HashMap<(String, u32), bool>,
    left_out_codes: HashSet<String>,
}

impl Decisions {
    /// Indexes what the user said.
    pub fn new(list: &[ImportDecision]) -> Self {
        let mut decisions = Self::default();
        for decision in list {
            match (&decision.sheet, decision.row, &decision.code) {
                (Some(sheet), Some(row), _) => {
                    decisions.rows.insert((sheet.clone(), row), decision.take);
                }
                (_, _, Some(code)) if !decision.take => {
                    decisions.left_out_codes.insert(code.clone());
                }
                _ => {}
            }
        }
        decisions
    }

    /// Whether a row goes in. A refused row never does; a word on the row itself counts before one
    /// on its findings.
    pub fn takes<T>(&self, tab: &str, row: &Checked<T>) -> bool {
        if !row.accepted() {
            return false;
        }
        if !self.rows.is_empty()
            && let Some(take) = self.rows.get(&(tab.to_owned(), row.row))
        {
            return *take;
        }
        if self.left_out_codes.is_empty() {
            return true;
        }
        !row.findings.iter().any(|finding| {
            self.left_out_codes.contains(finding.code.id())
                || self.left_out_codes.contains(&finding.text())
        })
    }

    /// Rows of a sheet that go in.
    pub fn taken<'a, T>(&'a self, part: &'a Part<T>) -> impl Iterator<Item = &'a Checked<T>> {
        part.rows.iter().filter(|row| self.takes(&part.tab, row))
    }
}
