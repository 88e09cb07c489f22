//! Reading one row of a list (花名册, 走访记录): cells by column, doubts as they are met.

use chrono::NaiveDate;

use super::cell::{Row, Value};
use super::fields::{self, APPLICANT_ID, Amount, ResidentNumber};
use super::finding::{Checked, Code, Finding, Note};
use super::layout::Layout;
use super::lines::checked_value;
use super::lists::yes_no as yes_no_word;
use crate::dates::ParsedDate;
use crate::money::Fen;
use crate::text::{CardFinding, NameWarning, check_bank_card, normalise_mobile, normalise_name};

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

    /// Money that decides nothing by itself: what is no exact amount is left out with a doubt.
    pub fn money_or_doubt(&mut self, col: usize) -> Option<Fen> {
        let value = self.value(col);
        match fields::amount(value, self.layout.in_wan) {
            Amount::Missing => None,
            Amount::Exact(fen) if !fen.is_negative() => Some(fen),
            Amount::Exact(_) => {
                self.warn(Code::AmountNegative, col);
                None
            }
            Amount::Unparseable => {
                self.warn(Code::AmountUnparseable, col);
                None
            }
        }
    }

    /// A text the row should have; without it there is a doubt.
    pub fn needed_text(&mut self, col: usize) -> Option<String> {
        let text = self.text(col);
        if text.is_none() {
            self.warn(Code::MandatoryMissing, col);
        }
        text
    }

    /// A word out of a list; an empty cell of a mandatory column and an unknown word are doubts.
    pub fn word<T>(&mut self, col: usize, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let spec = self.layout.kind.columns().get(col);
        let Some(word) = self.text(col) else {
            if spec.is_some_and(|spec| spec.mandatory) {
                self.warn(Code::MandatoryMissing, col);
            }
            return None;
        };
        let known = read(&word);
        if known.is_none() {
            self.warn(Code::CodeNotInList, col);
        }
        known
    }

    /// 是/否 or 有/无; anything else is a doubt.
    pub fn yes_no(&mut self, col: usize) -> Option<bool> {
        self.word(col, yes_no_word)
    }

    /// A mobile number; what is none is left out with a doubt.
    pub fn mobile(&mut self, col: usize) -> Option<String> {
        let raw = fields::raw_text(self.value(col))?;
        let mobile = normalise_mobile(&raw);
        if mobile.is_none() {
            self.warn(Code::PhoneInvalid, col);
        }
        mobile
    }

    /// A bank card; a number that cannot be one is left out with a doubt.
    pub fn card_no(&mut self, col: usize) -> Option<String> {
        let value = self.value(col);
        if matches!(value, Value::Number(n) if n.abs() >= fields::DAMAGED_FROM) {
            self.warn(Code::CardDamaged, col);
            return None;
        }
        let check = check_bank_card(&fields::raw_text(value)?);
        let code = check.finding.map(|finding| match finding {
            CardFinding::NotDigits | CardFinding::Length => Code::CardLength,
            CardFinding::Luhn => Code::CardLuhn,
            CardFinding::DamagedBySpreadsheet => Code::CardDamaged,
        });
        if let Some(code) = code {
            self.warn(code, col);
        }
        check.digits
    }

    /// The resident number decides who the person is: without a valid one the row is refused. The
    /// sex is the number's, else as stated.
    pub fn paper(&mut self, id_col: usize, sex_col: usize, today: NaiveDate) -> ResidentNumber {
        let at = self.at(id_col);
        let value = self.value(id_col);
        let stated = fields::sex(self.value(sex_col));
        if matches!(value, Value::Empty) {
            self.reject(Code::MandatoryMissing, id_col);
            return ResidentNumber {
                sex: stated,
                ..ResidentNumber::default()
            };
        }
        let (findings, notes) = (&mut self.findings, &mut self.notes);
        let mut read = fields::resident_number(value, at, &APPLICANT_ID, today, findings, notes);
        if let (Some(number), Some(stated)) = (read.sex, stated)
            && number != stated
        {
            let finding = Finding::warn(Code::IdSexMismatch, self.at(sex_col));
            self.findings.push(finding);
        }
        read.sex = read.sex.or(stated);
        read
    }

    /// Compares 出生日期 (or 出生年月) with the number's.
    pub fn stated_birth(&mut self, col: usize, birth: Option<NaiveDate>) {
        let value = self.value(col);
        let (Some(stated), Some(birth)) = (fields::date(value), birth) else {
            return;
        };
        // 2005.02 says less than 2005-02-01 and is compared as far as it goes.
        let iso = birth.to_string();
        match stated.iso() {
            Some(stated) if iso.starts_with(&stated) => {}
            Some(_) => {
                let finding = Finding::warn(Code::IdBirthMismatch, self.at(col));
                self.findings.push(finding);
            }
            None => self.warn(Code::DateUnparseable, col),
        }
    }

    /// A day that should be there; what is no full date is left out with a doubt.
    pub fn day_or_doubt(&mut self, col: usize) -> Option<NaiveDate> {
        let value = self.value(col);
        match fields::date(value) {
            Some(ParsedDate::Day(day)) => return Some(day),
            Some(ParsedDate::Month { .. }) => self.warn(Code::DatePartial, col),
            Some(ParsedDate::Invalid) => self.warn(Code::DateUnparseable, col),
            None => {
                let spec = self.layout.kind.columns().get(col);
                if spec.is_some_and(|spec| spec.mandatory) {
                    self.warn(Code::MandatoryMissing, col);
                }
            }
        }
        None
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
