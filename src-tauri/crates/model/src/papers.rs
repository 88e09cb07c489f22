//! Identity papers: resident ID (GB 11643), other papers, unified social credit code (GB 32100).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::papers_division::known_division;
pub use crate::papers_uscc::{UsccCheck, UsccFinding, check_uscc};
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

/// Kind of identity paper.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum IdType {
    /// 居民身份证
    #[default]
    ResidentId,
    /// 港澳居民来往内地通行证
    HkMacaoPermit,
    /// 台湾居民来往大陆通行证
    TaiwanPermit,
    /// 港澳台居民居住证
    HmtResidencePermit,
    /// 护照
    Passport,
    /// 外国人永久居留身份证
    ForeignerPermanent,
    /// 军官证
    Officer,
    /// 其他
    Other,
}

impl IdType {
    pub const ALL: [IdType; 8] = [
        IdType::ResidentId,
        IdType::HkMacaoPermit,
        IdType::TaiwanPermit,
        IdType::HmtResidencePermit,
        IdType::Passport,
        IdType::ForeignerPermanent,
        IdType::Officer,
        IdType::Other,
    ];

    /// The stored identifier (same as in JSON).
    pub fn id(self) -> &'static str {
        match self {
            IdType::ResidentId => "resident_id",
            IdType::HkMacaoPermit => "hk_macao_permit",
            IdType::TaiwanPermit => "taiwan_permit",
            IdType::HmtResidencePermit => "hmt_residence_permit",
            IdType::Passport => "passport",
            IdType::ForeignerPermanent => "foreigner_permanent",
            IdType::Officer => "officer",
            IdType::Other => "other",
        }
    }

    pub fn from_id(id: &str) -> Option<IdType> {
        IdType::ALL.into_iter().find(|t| t.id() == id)
    }

    /// The Chinese name on the form.
    pub fn label(self) -> &'static str {
        match self {
            IdType::ResidentId => "居民身份证",
            IdType::HkMacaoPermit => "港澳居民来往内地通行证",
            IdType::TaiwanPermit => "台湾居民来往大陆通行证",
            IdType::HmtResidencePermit => "港澳台居民居住证",
            IdType::Passport => "护照",
            IdType::ForeignerPermanent => "外国人永久居留身份证",
            IdType::Officer => "军官证",
            IdType::Other => "其他",
        }
    }

    /// The official name or one of the short names clerks use.
    pub fn from_label(label: &str) -> Option<IdType> {
        let label = half_width(label);
        Some(match label.trim() {
            "居民身份证" | "身份证" | "二代身份证" | "二代证" => IdType::ResidentId,
            "港澳居民来往内地通行证" | "港澳通行证" | "回乡证" => {
                IdType::HkMacaoPermit
            }
            "台湾居民来往大陆通行证" | "台湾通行证" | "台胞证" => {
                IdType::TaiwanPermit
            }
            "港澳台居民居住证" | "港澳居民居住证" | "台湾居民居住证" => {
                IdType::HmtResidencePermit
            }
            "护照" | "中国护照" | "外国护照" => IdType::Passport,
            "外国人永久居留身份证" | "外国人永久居留证" | "永久居留身份证" => {
                IdType::ForeignerPermanent
            }
            "军官证" | "警官证" | "士兵证" | "军人证" => IdType::Officer,
            "其他" | "其它" | "其他证件" | "其它证件" => IdType::Other,
            _ => return None,
        })
    }

    /// Numbers of this kind follow GB 11643 and carry birth date and sex.
    pub fn is_resident_number(self) -> bool {
        matches!(self, IdType::ResidentId | IdType::HmtResidencePermit)
    }
}

/// Outcome of [`check_paper`].
#[derive(Clone, PartialEq, Eq)]
pub struct PaperCheck {
    /// Normalised number; what was left after cleaning when it is not valid.
    pub number: String,
    pub valid: bool,
    /// Present for numbers that follow GB 11643.
    pub resident: Option<ResidentIdCheck>,
}

impl fmt::Debug for PaperCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaperCheck")
            .field("valid", &self.valid)
            .field("resident", &self.resident)
            .finish_non_exhaustive()
    }
}

/// Checks a number by the rules of its kind of paper (DOMAIN §4.1).
pub fn check_paper(id_type: IdType, raw: &str) -> PaperCheck {
    if id_type.is_resident_number() {
        let resident = check_resident_id(raw);
        let place_fits = id_type != IdType::HmtResidencePermit
            || ["81", "82", "83"]
                .iter()
                .any(|p| resident.number.starts_with(p));
        return PaperCheck {
            number: resident.number.clone(),
            valid: resident.is_valid() && place_fits,
            resident: Some(resident),
        };
    }
    let text: String = half_width(raw)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let number = text
        .trim_start_matches(crate::text::is_apostrophe)
        .to_ascii_uppercase();
    let bytes = number.as_bytes();
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let valid = match id_type {
        IdType::HkMacaoPermit => {
            matches!(bytes.len(), 9 | 11) && matches!(bytes[0], b'H' | b'M') && digits(&bytes[1..])
        }
        IdType::TaiwanPermit => bytes.len() == 8 && digits(bytes),
        IdType::Passport => {
            (5..=17).contains(&bytes.len())
                && bytes
                    .iter()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }
        IdType::ForeignerPermanent => foreigner_number_ok(&number),
        _ => !number.is_empty(),
    };
    PaperCheck {
        number,
        valid,
        resident: None,
    }
}

/// Old: three letters and twelve digits; since 2023: 18 characters from 9, same check digit.
fn foreigner_number_ok(number: &str) -> bool {
    let bytes = number.as_bytes();
    match bytes.len() {
        15 => {
            bytes[..3].iter().all(u8::is_ascii_uppercase)
                && bytes[3..].iter().all(u8::is_ascii_digit)
        }
        18 => {
            number.is_ascii()
                && number.starts_with('9')
                && likely_check_digit(&number[..17]) == number.chars().last()
        }
        _ => false,
    }
}

/// One key for one person's paper: the 15- and 18-digit resident numbers give the same key, and a
/// renewed Hong Kong/Macao permit (last two digits count the issues) keeps its key.
/// `None` when the number is not valid, so that damaged numbers never match each other.
pub fn same_person_key(id_type: IdType, number: &str) -> Option<String> {
    let check = check_paper(id_type, number);
    if !check.valid {
        return None;
    }
    Some(match id_type {
        // Residence permits share the number space of the resident ID.
        IdType::ResidentId | IdType::HmtResidencePermit => format!("rid:{}", check.number),
        IdType::HkMacaoPermit => format!("{}:{}", id_type.id(), &check.number[..9]),
        _ => format!("{}:{}", id_type.id(), check.number),
    })
}
