//! The resident ID number (GB 11643): 18 characters, or 15 digits of before 1999.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::papers_division::known_division;
use crate::text::{bare_number, half_width, is_scientific};

/// Sex as coded in GB/T 2261.1 (1 男, 2 女).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Male,
    Female,
}

impl Sex {
    /// The word on the form.
    pub fn label(self) -> &'static str {
        match self {
            Sex::Male => "男",
            Sex::Female => "女",
        }
    }

    pub fn from_label(label: &str) -> Option<Sex> {
        match label.trim() {
            "男" | "男性" => Some(Sex::Male),
            "女" | "女性" => Some(Sex::Female),
            _ => None,
        }
    }
}

/// One separate observation about a resident ID number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IdFinding {
    /// Neither 15 digits nor 17 digits and a digit or X after cleaning. Refuses.
    Format,
    /// Check digit wrong. Refuses; nothing is derived from such a number.
    Checksum,
    /// The birth date in the number does not exist. Refuses.
    DateInvalid,
    /// The spreadsheet has lost the last digits (scientific notation, or 18 digits that end in
    /// 000 with a wrong check digit). Refuses; reported instead of `Format` and `Checksum`.
    DamagedBySpreadsheet,
    /// An old number with sequence 996–999 (centenarians of 1984): no rule upgrades it. Refuses.
    NotUpgradable,
    /// 15 digits became 18. Warning.
    Upgraded15,
    /// The first six digits are not in the division table. Warning, never a refusal.
    UnknownDivision,
    /// x became X. Harmless.
    LowerX,
    /// Blanks, hyphens, an apostrophe or full-width forms were removed. Harmless.
    Cleaned,
}

impl IdFinding {
    /// True when the number cannot be used as it is.
    pub fn refuses(self) -> bool {
        matches!(
            self,
            IdFinding::Format
                | IdFinding::Checksum
                | IdFinding::DateInvalid
                | IdFinding::DamagedBySpreadsheet
                | IdFinding::NotUpgradable
        )
    }
}

/// Outcome of [`check_resident_id`]. Birth, sex and division are filled only for a valid number.
#[derive(Clone, PartialEq, Eq)]
pub struct ResidentIdCheck {
    /// The cleaned number: 18 characters when it could be read, else what was left after cleaning.
    pub number: String,
    pub findings: Vec<IdFinding>,
    pub birth: Option<NaiveDate>,
    pub sex: Option<Sex>,
    /// First six digits (GB/T 2260).
    pub division: Option<String>,
}

impl fmt::Debug for ResidentIdCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResidentIdCheck")
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

impl ResidentIdCheck {
    pub fn has(&self, finding: IdFinding) -> bool {
        self.findings.contains(&finding)
    }

    /// No finding refuses the number.
    pub fn is_valid(&self) -> bool {
        !self.findings.iter().any(|f| f.refuses())
    }

    /// The birth date in the number is after `on` (the date of the survey or of entry).
    pub fn birth_in_future(&self, on: NaiveDate) -> bool {
        self.birth.is_some_and(|birth| birth > on)
    }
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// The check character that would fit these 17 digits. To be offered to a person who looks at the
/// card again; a wrong check digit is never replaced silently.
pub fn likely_check_digit(no17: &str) -> Option<char> {
    if no17.len() != 17 || !no17.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sum: u32 = no17
        .bytes()
        .zip(WEIGHTS)
        .map(|(b, w)| u32::from(b - b'0') * w)
        .sum();
    CHECK_CHARS.get((sum % 11) as usize).copied()
}

/// Checks a resident ID as it was typed; every observation is separate.
pub fn check_resident_id(raw: &str) -> ResidentIdCheck {
    let bare = bare_number(raw);
    let mut check = ResidentIdCheck {
        number: bare.to_ascii_uppercase(),
        findings: Vec::new(),
        birth: None,
        sex: None,
        division: None,
    };
    if bare != raw {
        check.findings.push(IdFinding::Cleaned);
    }
    if is_scientific(&half_width(raw)) {
        check.findings.push(IdFinding::DamagedBySpreadsheet);
        return check;
    }
    if bare.ends_with('x') {
        check.findings.push(IdFinding::LowerX);
    }
    match shape_of(&check.number) {
        Shape::Old => upgrade(&mut check),
        Shape::New => {}
        Shape::Neither => check.findings.push(IdFinding::Format),
    }
    if check.is_valid() {
        read_number(&mut check);
    }
    check
}

enum Shape {
    Old,
    New,
    Neither,
}

fn shape_of(number: &str) -> Shape {
    let bytes = number.as_bytes();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match bytes.len() {
        15 if digits(bytes) => Shape::Old,
        18 if digits(&bytes[..17]) && (bytes[17].is_ascii_digit() || bytes[17] == b'X') => {
            Shape::New
        }
        _ => Shape::Neither,
    }
}

/// 15 → 18: `19` after the division, check character at the end.
fn upgrade(check: &mut ResidentIdCheck) {
    let old = &check.number;
    if matches!(&old[12..], "996" | "997" | "998" | "999") {
        check.findings.push(IdFinding::NotUpgradable);
        return;
    }
    let mut number = format!("{}19{}", &old[..6], &old[6..]);
    if let Some(c) = likely_check_digit(&number) {
        number.push(c);
    }
    check.number = number;
    check.findings.push(IdFinding::Upgraded15);
}

/// Checksum, date and the derived fields of an 18-character number.
fn read_number(check: &mut ResidentIdCheck) {
    let number = check.number.clone();
    if likely_check_digit(&number[..17]) != number.chars().last() {
        check.findings.push(if number.ends_with("000") {
            IdFinding::DamagedBySpreadsheet
        } else {
            IdFinding::Checksum
        });
        return;
    }
    let part = |range: std::ops::Range<usize>| number[range].parse::<u32>().unwrap_or(0);
    let year = part(6..10);
    let birth = i32::try_from(year)
        .ok()
        .filter(|y| *y >= 1800)
        .and_then(|y| NaiveDate::from_ymd_opt(y, part(10..12), part(12..14)));
    let Some(birth) = birth else {
        check.findings.push(IdFinding::DateInvalid);
        return;
    };
    let division = &number[..6];
    if known_division(division).is_none() {
        check.findings.push(IdFinding::UnknownDivision);
    }
    check.birth = Some(birth);
    check.sex = Some(if part(16..17) % 2 == 1 {
        Sex::Male
    } else {
        Sex::Female
    });
    check.division = Some(division.to_owned());
}
