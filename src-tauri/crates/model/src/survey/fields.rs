//! Reading one cell as a text, a date, an amount, a count or an identity number, with its doubts.

use chrono::NaiveDate;

use super::cell::Value;
use super::finding::{Code, Finding, Note};
use crate::dates::{ParsedDate, date_from_excel_number, parse_date};
use crate::money::{Fen, from_excel_number, parse_yuan};
use crate::papers::{IdFinding, ResidentIdCheck, Sex, check_resident_id, likely_check_digit};
use crate::text::{half_width, normalise_text};

/// Numbers from here on have lost digits in a spreadsheet (15 significant digits).
pub const DAMAGED_FROM: f64 = 1e15;

/// A number cell as the text a person would have typed.
pub fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < DAMAGED_FROM {
        format!("{number:.0}")
    } else {
        format!("{number}")
    }
}

/// The cell as normalised text; `None` when empty or an error value.
pub fn text(value: Value<'_>) -> Option<String> {
    let text = match value {
        Value::Empty | Value::Error(_) => return None,
        Value::Text(text) => normalise_text(text),
        Value::Number(number) => number_text(number),
        Value::Date(date) => date.to_string(),
        Value::Bool(flag) => if flag { "是" } else { "否" }.to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

/// The cell as a raw text for papers and cards, which have cleaning rules of their own.
pub fn raw_text(value: Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.to_owned()),
        other => text(other),
    }
}

/// A date in whatever spelling; `None` when the cell is empty.
pub fn date(value: Value<'_>) -> Option<ParsedDate> {
    match value {
        Value::Empty => None,
        Value::Date(date) => Some(ParsedDate::Day(date)),
        Value::Number(number) => Some(match early_serial(number) {
            Some(day) => ParsedDate::Day(day),
            None => date_from_excel_number(number),
        }),
        Value::Text(text) if text.trim().is_empty() => None,
        Value::Text(text) => Some(parse_date(text)),
        Value::Bool(_) | Value::Error(_) => Some(ParsedDate::Invalid),
    }
}

/// A number cell with a four-digit serial: people born before 1927-05-18. Numbers that look like a
/// year of this or the last century are left alone.
fn early_serial(number: f64) -> Option<NaiveDate> {
    let plausible = (1000.0..10_000.0).contains(&number) && !(1900.0..2100.0).contains(&number);
    let day = if plausible {
        number.trunc() as u64
    } else {
        return None;
    };
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(day))
}

/// What an amount cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Nothing there.
    Missing,
    /// An exact amount, perhaps negative.
    Exact(Fen),
    /// 约2千, 面议, 1234.567, a range.
    Unparseable,
}

impl Amount {
    /// The amount when it is exact.
    pub fn exact(self) -> Option<Fen> {
        match self {
            Self::Exact(fen) => Some(fen),
            _ => None,
        }
    }
}

/// An amount in yuan, or in 万元 when the unit line says so and the cell names no unit itself.
pub fn amount(value: Value<'_>, in_wan: bool) -> Amount {
    let parsed = match value {
        Value::Empty => return Amount::Missing,
        Value::Number(number) => from_excel_number(if in_wan { number * 1e4 } else { number }).ok(),
        Value::Text(text) if text.trim().is_empty() => return Amount::Missing,
        Value::Text(text) if in_wan && !text.contains(['元', '万', '亿']) => {
            parse_yuan(&format!("{}万", text.trim())).ok()
        }
        Value::Text(text) => parse_yuan(text).ok(),
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => None,
    };
    parsed.map_or(Amount::Unparseable, Amount::Exact)
}

/// A count such as `3`, `３人`, `4户`; `Err` when the cell holds something else.
pub fn count(value: Value<'_>) -> Result<Option<u32>, ()> {
    let text = match value {
        Value::Empty => return Ok(None),
        Value::Number(number) => number_text(number),
        Value::Text(text) => {
            let text: String = half_width(text)
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            text.trim_end_matches(['人', '户', '个', '口', '张', '名', '位', '家'])
                .replace(',', "")
        }
        _ => return Err(()),
    };
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(());
    }
    text.parse().map(Some).map_err(|_| ())
}

/// A 户序号: a whole number, as a number or as text; `Err` for anything else.
pub fn seq(value: Value<'_>) -> Result<Option<u32>, ()> {
    match value {
        Value::Text(text) => {
            let bare = normalise_text(text);
            let bare = bare.trim_start_matches('\'').trim_end_matches('号');
            if bare.is_empty() {
                Ok(None)
            } else {
                bare.parse().map(Some).map_err(|_| ())
            }
        }
        other => count(other),
    }
}

/// Sex as stated.
pub fn sex(value: Value<'_>) -> Option<Sex> {
    match value {
        Value::Text(text) => match text {
            "男" => Some(Sex::Male),
            "女" => Some(Sex::Female),
            other => Sex::from_label(&normalise_text(other)),
        },
        _ => None,
    }
}

/// The codes for doubts about a resident number: applicants' refuse, members' only warn.
pub struct IdCodes {
    pub checksum: Code,
    pub date: Code,
    pub future: Code,
    pub format: Code,
    pub damaged: Code,
    pub upgraded: Code,
    pub division: Code,
    /// Refusing doubts reject the row.
    pub reject: bool,
}

/// Applicants: a wrong number is refused.
pub const APPLICANT_ID: IdCodes = IdCodes {
    checksum: Code::IdChecksumInvalid,
    date: Code::IdDateInvalid,
    future: Code::IdBirthInFuture,
    format: Code::IdFormatInvalid,
    damaged: Code::IdDamaged,
    upgraded: Code::IdUpgraded,
    division: Code::IdUnknownDivision,
    reject: true,
};

/// Members: a wrong number is a warning, the member still counts.
pub const MEMBER_ID: IdCodes = IdCodes {
    checksum: Code::MemberIdChecksumInvalid,
    date: Code::MemberIdDateInvalid,
    future: Code::MemberIdDateInvalid,
    format: Code::MemberIdFormatInvalid,
    damaged: Code::MemberIdDamaged,
    upgraded: Code::MemberIdUpgraded,
    division: Code::MemberIdUnknownDivision,
    reject: false,
};

/// The person key of a number that passed its check, the same as
/// [`crate::papers::same_person_key`] gives after checking it once more.
pub fn resident_key(number: &str) -> String {
    format!("rid:{number}")
}

/// What a resident number cell says.
#[derive(Default)]
pub struct ResidentNumber {
    /// 18 characters, only when valid.
    pub number: Option<String>,
    pub birth: Option<NaiveDate>,
    pub sex: Option<Sex>,
}

/// Checks a cell that is not empty as a resident number.
pub fn resident_number(
    value: Value<'_>,
    col: u32,
    codes: &IdCodes,
    survey_date: NaiveDate,
    findings: &mut Vec<Finding>,
    notes: &mut Vec<Note>,
) -> ResidentNumber {
    let refuse = |code| Finding {
        reject: codes.reject,
        ..Finding::warn(code, col)
    };
    let raw = match value {
        Value::Number(number) if number.abs() >= DAMAGED_FROM => {
            findings.push(refuse(codes.damaged));
            return ResidentNumber::default();
        }
        other => raw_text(other).unwrap_or_default(),
    };
    let check = check_resident_id(&raw);
    if check.has(IdFinding::Cleaned) {
        notes.push(Note::IdCleaned);
    }
    if check.has(IdFinding::LowerX) {
        notes.push(Note::IdLowerX);
    }
    if matches!(value, Value::Number(_)) {
        notes.push(Note::IdStoredAsNumber);
    }
    if check.has(IdFinding::Upgraded15) {
        findings.push(Finding::warn(codes.upgraded, col));
    }
    if let Some(finding) = refusal(&check, codes, survey_date, &refuse) {
        findings.push(finding);
        return ResidentNumber::default();
    }
    if check.has(IdFinding::UnknownDivision) {
        findings.push(Finding::warn(codes.division, col));
    }
    ResidentNumber {
        birth: check.birth,
        sex: check.sex,
        number: Some(check.number),
    }
}

fn refusal(
    check: &ResidentIdCheck,
    codes: &IdCodes,
    survey_date: NaiveDate,
    refuse: &impl Fn(Code) -> Finding,
) -> Option<Finding> {
    if check.has(IdFinding::DamagedBySpreadsheet) {
        return Some(refuse(codes.damaged));
    }
    if check.has(IdFinding::Checksum) {
        let likely = check.number.get(..17).and_then(likely_check_digit);
        let finding = refuse(codes.checksum);
        return Some(match likely {
            Some(digit) => finding.hint(digit.to_string()),
            None => finding,
        });
    }
    if check.has(IdFinding::DateInvalid) {
        return Some(refuse(codes.date));
    }
    if !check.is_valid() {
        return Some(refuse(codes.format));
    }
    check
        .birth_in_future(survey_date)
        .then(|| refuse(codes.future))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_key_is_the_key() {
        use crate::papers::{IdType, same_person_key};
        let number = "99810119680612886X";
        let key = same_person_key(IdType::ResidentId, number);
        assert_eq!(key.as_deref(), Some(resident_key(number).as_str()));
    }

    #[test]
    fn counts_take_units_and_widths() {
        let cases = [
            (Value::Text("3人"), Ok(Some(3))),
            (Value::Text("４"), Ok(Some(4))),
            (Value::Number(2.0), Ok(Some(2))),
            (Value::Number(2.5), Err(())),
            (Value::Number(-1.0), Err(())),
            (Value::Text("两人"), Err(())),
            (Value::Empty, Ok(None)),
        ];
        for (value, expected) in cases {
            assert_eq!(count(value), expected, "{value:?}");
        }
    }

    #[test]
    fn serials_before_1927_are_dates_and_years_are_not() {
        let cases = [
            (8145.0, Some("1922-04-19")),
            (25972.0, Some("1971-02-08")),
            (20_190_401.0, Some("2019-04-01")),
            (1986.0, None),
            (12.0, None),
            (-5.0, None),
        ];
        for (number, expected) in cases {
            let parsed = date(Value::Number(number)).and_then(ParsedDate::iso);
            assert_eq!(parsed.as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn amounts_follow_the_unit_line() {
        let fen = |n| Amount::Exact(Fen(n));
        let cases = [
            (Value::Number(0.3), true, fen(300_000)),
            (Value::Text("0.3"), true, fen(300_000)),
            (Value::Text("3000元"), true, fen(300_000)),
            (Value::Text("0.3万"), false, fen(300_000)),
            (Value::Text("约2千"), false, Amount::Unparseable),
            (Value::Number(1234.567), false, Amount::Unparseable),
            (Value::Number(29674.989999999998), false, fen(2_967_499)),
            (Value::Empty, false, Amount::Missing),
        ];
        for (value, in_wan, expected) in cases {
            assert_eq!(amount(value, in_wan), expected, "{value:?}");
        }
    }
}
