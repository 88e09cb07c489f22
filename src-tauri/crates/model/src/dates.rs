//! Dates as clerks spell them, completed and nominal ages, the lunar calendar.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use tyme4rs::tyme::Culture;
use tyme4rs::tyme::solar::SolarDay;

use crate::text::{half_width, is_dash, is_invisible};

/// What a date cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParsedDate {
    Day(NaiveDate),
    /// Year and month only (`1982年1月`); the day is not made up.
    Month {
        year: i32,
        month: u32,
    },
    Invalid,
}

impl ParsedDate {
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            ParsedDate::Day(day) => Some(day),
            _ => None,
        }
    }

    /// `YYYY-MM-DD`, `YYYY-MM`, or nothing for an invalid date.
    pub fn iso(self) -> Option<String> {
        match self {
            ParsedDate::Day(day) => Some(day.format("%Y-%m-%d").to_string()),
            ParsedDate::Month { year, month } => Some(format!("{year:04}-{month:02}")),
            ParsedDate::Invalid => None,
        }
    }
}

impl fmt::Display for ParsedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso().unwrap_or_default())
    }
}

/// Years a written date may have; anything else is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2199;

/// Reads `1968.6.12`, `1968-6-12`, `1968/6/12`, `1986年6月12日`, `19650820`, `1982年1月`, `1982.01`,
/// `198201`, a five-digit serial of the 1900 system, each also full-width or with a time behind.
pub fn parse_date(raw: &str) -> ParsedDate {
    let text = half_width(raw);
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\'' || is_invisible(c));
    let text = without_time(text);
    let mut numbers: Vec<&str> = Vec::new();
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let body = compact.strip_suffix(['日', '号', '月']).unwrap_or(&compact);
    let separator =
        |c: char| matches!(c, '.' | '/' | '年' | '月' | '。' | '、' | '\\') || is_dash(c);
    for part in body.split(separator) {
        if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
            return ParsedDate::Invalid;
        }
        numbers.push(part);
    }
    match numbers.as_slice() {
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => day_of(y, m, d),
        [y, m] if y.len() == 4 && m.len() <= 2 => month_of(y, m),
        [one] if compact == *one => compact_date(one),
        _ => ParsedDate::Invalid,
    }
}

/// A date from a number cell: `yyyymmdd`, or a serial of the 1900 system with or without a time.
pub fn date_from_excel_number(value: f64) -> ParsedDate {
    if !value.is_finite() || !(1.0..1e8).contains(&value) {
        return ParsedDate::Invalid;
    }
    let whole = value.trunc();
    if whole >= 1e5 && whole != value {
        return ParsedDate::Invalid;
    }
    compact_date(&format!("{whole:.0}"))
}

/// Cuts `00:00:00` and `T00:00:00` off.
fn without_time(text: &str) -> &str {
    for mark in ['T', ' '] {
        if let Some((date, time)) = text.split_once(mark)
            && time.contains(':')
            && time
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | ' '))
        {
            return date.trim_end();
        }
    }
    text
}

/// Digits without separators.
fn compact_date(digits: &str) -> ParsedDate {
    match digits.len() {
        8 => day_of(&digits[..4], &digits[4..6], &digits[6..]),
        6 => month_of(&digits[..4], &digits[4..]),
        5 => digits.parse().map_or(ParsedDate::Invalid, from_serial),
        _ => ParsedDate::Invalid,
    }
}

/// Serial day of the 1900 system. Five digits start in 1927, far behind the day 1900-02-29 that
/// spreadsheets invented, so one base date fits all.
fn from_serial(serial: u64) -> ParsedDate {
    NaiveDate::from_ymd_opt(1899, 12, 30)
        .and_then(|base| base.checked_add_days(Days::new(serial)))
        .map_or(ParsedDate::Invalid, ParsedDate::Day)
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    digits.parse().ok()
}

fn day_of(y: &str, m: &str, d: &str) -> ParsedDate {
    let date = number(y)
        .filter(|year| YEARS.contains(year))
        .zip(number(m).zip(number(d)))
        .and_then(|(y, (m, d))| NaiveDate::from_ymd_opt(y, m, d));
    date.map_or(ParsedDate::Invalid, ParsedDate::Day)
}

fn month_of(y: &str, m: &str) -> ParsedDate {
    match (number::<i32>(y), number::<u32>(m)) {
        (Some(year), Some(month)) if YEARS.contains(&year) && (1..=12).contains(&month) => {
            ParsedDate::Month { year, month }
        }
        _ => ParsedDate::Invalid,
    }
}

/// Age in completed years (周岁): the birthday itself counts; 29 February comes of age on 1 March in
/// common years. `None` before birth.
pub fn age_completed(birth: NaiveDate, on: NaiveDate) -> Option<u32> {
    on.years_since(birth)
}

/// Nominal age (虚岁): difference of lunar years plus one. `None` before birth or outside 1800–2199.
pub fn age_nominal(birth: NaiveDate, on: NaiveDate) -> Option<u32> {
    if on < birth {
        return None;
    }
    let years = lunar(on)?.year - lunar(birth)?.year;
    u32::try_from(years + 1).ok()
}

/// A day of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LunarDate {
    /// Number of the year that begins at 正月初一, as in the solar year of that day.
    pub year: i32,
    /// 1–12.
    pub month: u32,
    pub leap: bool,
    /// 1–30.
    pub day: u32,
}

/// The lunar day of a solar date; `None` outside 1800–2199.
pub fn lunar(date: NaiveDate) -> Option<LunarDate> {
    let day = lunar_day(date)?;
    let month = day.get_lunar_month();
    Some(LunarDate {
        year: i32::try_from(month.get_lunar_year().get_year()).ok()?,
        month: u32::try_from(month.get_month()).ok()?,
        leap: month.is_leap(),
        day: u32::try_from(day.get_day()).ok()?,
    })
}

fn lunar_day(date: NaiveDate) -> Option<tyme4rs::tyme::lunar::LunarDay> {
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let year = isize::try_from(date.year()).ok()?;
    let solar = SolarDay::new(year, date.month() as usize, date.day() as usize).ok()?;
    Some(solar.get_lunar_day())
}

/// `腊月十九`, `正月初一`, `闰六月廿三`; `None` outside 1800–2199.
pub fn lunar_label(date: NaiveDate) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月",
        "腊月",
    ];
    let lunar = lunar(date)?;
    let month = MONTHS.get(lunar.month.checked_sub(1)? as usize)?;
    let leap = if lunar.leap { "闰" } else { "" };
    Some(format!("{leap}{month}{}", lunar_day(date)?.get_name()))
}

/// The same day `months` later (or earlier), clamped to the end of a shorter month.
pub fn add_months(date: NaiveDate, months: i32) -> Option<NaiveDate> {
    let step = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(step)
    } else {
        date.checked_add_months(step)
    }
}

/// `2017年1月11日`: no leading zeros, as official papers write it.
pub fn chinese_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}
