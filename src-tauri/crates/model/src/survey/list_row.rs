//! Reading one row of a list (花名册, 走访记录): cells by column, doubts as they are met.

use chrono::NaiveDate;

use super::cell::{Row, Value};
use super::fields::{self, Amount};
use super::finding::{Checked, Code, Finding, Note};
use super::layout::Layout;
use super::lines::checked_value;
use crate::dates::ParsedDate;
use crate::money::Fen;
use crate::text::{NameWarning, normalise_name};

/// The row being read, with what was doubted so far. Columns are indexes of the kind's list.
pub(crate) struct ListRow<'a> {
    pub layout: &'a Layout,
    pub row: Row<'a>,
    pub findings: Vec<Finding>,
    pub notes: Vec<Note>,
}

impl<'a> ListRow<'a> {
    pub fn new(layout: &'a Layout, row: Row<'a>) -> Self {
        Self {
            layout,
            row,
            findings: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The checked row.
    pub fn finish<T>(self, data: T) -> Checked<T> {
        Checked {
            row: self.row.number,
            findings: self.findings,
            notes: self.notes,
            data,
        }
    }

    /// Sheet column of a field; 0 when the sheet has none.
    pub fn at(&self, col: usize) -> u32 {
        self.layout.col(col)
    }

    fn id(&self, col: usize) -> &'static str {
        self.layout
            .kind
            .columns()
            .get(col)
            .map_or("", |spec| spec.id)
    }

    pub fn value(&mut self, col: usize) -> Value<'a> {
        let (at, id) = (self.at(col), self.id(col));
        checked_value(self.row, at, id, &mut self.findings)
    }

    pub fn text(&mut self, col: usize) -> Option<String> {
        fields::text(self.value(col))
    }

    /// A doubt about a cell, naming its field.
    pub fn warn(&mut self, code: Code, col: usize) {
        let finding = Finding::warn(code, self.at(col)).field(self.id(col));
        self.findings.push(finding);
    }

    /// A doubt that keeps the row out.
    pub fn reject(&mut self, code: Code, col: usize) {
        let finding = Finding::reject(code, self.at(col)).field(self.id(col));
        self.findings.push(finding);
    }

    /// A person's name, cleaned; what was cleaned becomes a note.
    pub fn name(&mut self, col: usize) -> Option<String> {
        let raw = fields::raw_text(self.value(col))?;
        let name = normalise_name(&raw);
        if name.changed {
            self.notes.push(Note::NameCleaned);
        }
        if name.warnings.contains(&NameWarning::PlaceholderChar) {
            let finding = Finding::warn(Code::NamePlaceholderChar, self.at(col));
            self.findings.push(finding);
        }
        Some(name.text).filter(|text| !text.is_empty())
    }

    /// A whole number of things; an empty cell is zero.
    pub fn count(&mut self, col: usize) -> u32 {
        let value = self.value(col);
        match fields::count(value) {
            Ok(count) => count.unwrap_or(0),
            Err(()) => {
                self.warn(Code::CountUnparseable, col);
                0
            }
        }
    }

    /// Money in fen, `None` for an empty cell. What is no exact amount, or below zero, keeps the
    /// row out: money is not guessed.
    pub fn money(&mut self, col: usize) -> Option<Fen> {
        let value = self.value(col);
        match fields::amount(value, self.layout.in_wan) {
            Amount::Missing => None,
            Amount::Exact(fen) if !fen.is_negative() => Some(fen),
            Amount::Exact(_) => {
                self.reject(Code::AmountNegative, col);
                None
            }
            Amount::Unparseable => {
                self.reject(Code::AmountUnparseable, col);
                None
            }
        }
    }

    /// A day the row cannot do without.
    pub fn day(&mut self, col: usize) -> Option<NaiveDate> {
        let value = self.value(col);
        match fields::date(value) {
            Some(ParsedDate::Day(day)) => return Some(day),
            Some(ParsedDate::Month { .. }) => self.reject(Code::DatePartial, col),
            Some(ParsedDate::Invalid) => self.reject(Code::DateUnparseable, col),
            None => self.reject(Code::MandatoryMissing, col),
        }
        None
    }
}

/// The number that ends right before a word: `共6户 35人`, 户 → 6.
pub(crate) fn number_before(text: &str, word: &str) -> Option<u32> {
    let head = text.get(..text.find(word)?)?.trim_end();
    let from = head.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| {
        at + head[at..].chars().next().map_or(1, char::len_utf8)
    });
    head.get(from..)?.parse().ok()
}

/// The number that follows a word: `(人数15)`, 人数 → 15.
pub(crate) fn number_after(text: &str, word: &str) -> Option<u32> {
    let at = text.find(word)? + word.len();
    let tail = text.get(at..)?.trim_start_matches([':', ' ']);
    let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beside_words() {
        assert_eq!(number_before("共6户 35人", "户"), Some(6));
        assert_eq!(number_before("共6户 35 人", "人"), Some(35));
        assert_eq!(number_before("442次", "次"), Some(442));
        assert_eq!(number_before("若干户", "户"), None);
        assert_eq!(number_after("本页小计(人数15)", "人数"), Some(15));
        assert_eq!(number_after("本页小计(人数  )", "人数"), None);
    }
}
