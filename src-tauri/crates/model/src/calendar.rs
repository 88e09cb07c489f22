//! Working days of the calendar with 调休: holidays by year, deadlines, the publicity period.
//!
//! Day counts here are working days. The day of receipt is not counted (民法典 201, 203).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

/// What callers show when a year has no holiday table.
pub const MISSING_TABLE_NOTE: &str = "节假日表缺失";

const TABLES: [&str; 11] = [
    include_str!("../../../../assets/calendar/2016.toml"),
    include_str!("../../../../assets/calendar/2017.toml"),
    include_str!("../../../../assets/calendar/2018.toml"),
    include_str!("../../../../assets/calendar/2019.toml"),
    include_str!("../../../../assets/calendar/2020.toml"),
    include_str!("../../../../assets/calendar/2021.toml"),
    include_str!("../../../../assets/calendar/2022.toml"),
    include_str!("../../../../assets/calendar/2023.toml"),
    include_str!("../../../../assets/calendar/2024.toml"),
    include_str!("../../../../assets/calendar/2025.toml"),
    include_str!("../../../../assets/calendar/2026.toml"),
];

/// The holiday table of one year as published, read from TOML.
#[derive(Debug, Clone, Deserialize)]
struct YearFile {
    year: i32,
    version: u32,
    source: String,
    #[serde(default)]
    swapped_workdays: Vec<NaiveDate>,
    #[serde(default)]
    holiday: Vec<HolidayRange>,
}

#[derive(Debug, Clone, Deserialize)]
struct HolidayRange {
    name: String,
    from: NaiveDate,
    to: NaiveDate,
}

/// The table of one year, ready for questions.
#[derive(Debug, Clone)]
pub struct YearTable {
    pub year: i32,
    /// Counts the notices: a re-arranged year has a higher version.
    pub version: u32,
    /// Title of the notice.
    pub source: String,
    off: BTreeMap<NaiveDate, String>,
    swapped: BTreeSet<NaiveDate>,
}

/// Why a year table cannot be used; the text is shown to the administrator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("节假日表读不懂：{0}")]
    Unreadable(String),
    #[error("节假日表为 {year} 年，却写了 {date}")]
    OutsideYear { year: i32, date: NaiveDate },
    #[error("{0} 既写成放假又写成上班")]
    Contradiction(NaiveDate),
    #[error("{name}的结束日早于开始日")]
    EndsBeforeStart { name: String },
}

impl YearTable {
    /// Reads one `<year>.toml`.
    pub fn from_toml(text: &str) -> Result<YearTable, CalendarError> {
        let file: YearFile = toml::from_str(text)
            .map_err(|error| CalendarError::Unreadable(error.message().to_owned()))?;
        let mut off = BTreeMap::new();
        for range in &file.holiday {
            if range.to < range.from {
                return Err(CalendarError::EndsBeforeStart {
                    name: range.name.clone(),
                });
            }
            // Both ends first, so that a slip in the year cannot make a range of centuries.
            if let Some(date) = [range.from, range.to]
                .into_iter()
                .find(|d| d.year() != file.year)
            {
                return Err(CalendarError::OutsideYear {
                    year: file.year,
                    date,
                });
            }
            for date in range.from.iter_days().take_while(|d| *d <= range.to) {
                off.insert(date, range.name.clone());
            }
        }
        let swapped: BTreeSet<NaiveDate> = file.swapped_workdays.into_iter().collect();
        for date in &swapped {
            if date.year() != file.year {
                return Err(CalendarError::OutsideYear {
                    year: file.year,
                    date: *date,
                });
            }
            if off.contains_key(date) {
                return Err(CalendarError::Contradiction(*date));
            }
        }
        Ok(YearTable {
            year: file.year,
            version: file.version,
            source: file.source,
            off,
            swapped,
        })
    }
}

/// What a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayKind {
    Workday,
    /// A weekend day worked in exchange for a holiday (调休上班).
    SwappedWorkday,
    Weekend,
    /// Day off by the notice, with the name of the holiday.
    Holiday(String),
}

/// A day that was counted out, and the years for which only weekends were known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    pub date: NaiveDate,
    /// Not empty: say [`MISSING_TABLE_NOTE`] beside the date.
    pub missing_years: Vec<i32>,
}

/// Holiday tables by year.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i32, YearTable>,
}

impl Calendar {
    /// The tables that come with the program, 2016–2026.
    pub fn built_in() -> &'static Calendar {
        static CELL: OnceLock<Calendar> = OnceLock::new();
        CELL.get_or_init(|| {
            let mut calendar = Calendar::default();
            // The files are part of the program; a test proves that every one is good.
            for table in TABLES
                .iter()
                .filter_map(|text| YearTable::from_toml(text).ok())
            {
                calendar.put(table);
            }
            calendar
        })
    }

    /// Adds a year; a table with a higher (or the same) version replaces the older one.
    pub fn put(&mut self, table: YearTable) {
        match self.years.get(&table.year) {
            Some(known) if known.version > table.version => {}
            _ => {
                self.years.insert(table.year, table);
            }
        }
    }

    pub fn year(&self, year: i32) -> Option<&YearTable> {
        self.years.get(&year)
    }

    pub fn years(&self) -> impl Iterator<Item = &YearTable> {
        self.years.values()
    }

    pub fn day_kind(&self, date: NaiveDate) -> DayKind {
        if let Some(table) = self.years.get(&date.year()) {
            if let Some(name) = table.off.get(&date) {
                return DayKind::Holiday(name.clone());
            }
            if table.swapped.contains(&date) {
                return DayKind::SwappedWorkday;
            }
        }
        match date.weekday() {
            Weekday::Sat | Weekday::Sun => DayKind::Weekend,
            _ => DayKind::Workday,
        }
    }

    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        matches!(
            self.day_kind(date),
            DayKind::Workday | DayKind::SwappedWorkday
        )
    }

    /// The `n`-th working day after `start`; `start` itself (day of receipt) is not counted.
    pub fn add_working_days(&self, start: NaiveDate, n: u16) -> CountedDay {
        self.count_out(start, n, false)
    }

    /// Last day, inclusive, of a notice that hangs for `days` working days. The day of posting
    /// counts when it is a working day: posted 2017-01-11 for 5 days, it hangs through 2017-01-17.
    pub fn publicity_end(&self, posted_on: NaiveDate, days: u16) -> CountedDay {
        self.count_out(posted_on, days, true)
    }

    /// Working days after `from` up to and including `to`; negative when `to` is earlier.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i32 {
        let (early, late, sign) = if to < from {
            (to, from, -1)
        } else {
            (from, to, 1)
        };
        let days = early.iter_days().skip(1).take_while(|d| *d <= late);
        let count = days.filter(|d| self.is_working_day(*d)).count();
        sign * i32::try_from(count).unwrap_or(i32::MAX)
    }

    /// Working days of a whole year.
    pub fn working_days_in(&self, year: i32) -> u32 {
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let days = first.into_iter().flat_map(|d| d.iter_days());
        let days = days
            .take_while(|d| d.year() == year)
            .filter(|d| self.is_working_day(*d));
        u32::try_from(days.count()).unwrap_or(0)
    }

    fn count_out(&self, start: NaiveDate, n: u16, from_start: bool) -> CountedDay {
        let mut missing = BTreeSet::new();
        let mut left = n;
        let mut last = start;
        for date in start.iter_days().skip(usize::from(!from_start)) {
            if left == 0 {
                break;
            }
            if !self.years.contains_key(&date.year()) {
                missing.insert(date.year());
            }
            last = date;
            left -= u16::from(self.is_working_day(date));
        }
        CountedDay {
            date: last,
            missing_years: missing.into_iter().collect(),
        }
    }
}

/// By the built-in tables: see [`Calendar::is_working_day`].
pub fn is_working_day(date: NaiveDate) -> bool {
    Calendar::built_in().is_working_day(date)
}

/// By the built-in tables: see [`Calendar::add_working_days`].
pub fn add_working_days(start: NaiveDate, n: u16) -> CountedDay {
    Calendar::built_in().add_working_days(start, n)
}

/// By the built-in tables: see [`Calendar::publicity_end`].
pub fn publicity_end(posted_on: NaiveDate, days: u16) -> CountedDay {
    Calendar::built_in().publicity_end(posted_on, days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_table_is_good() {
        for text in TABLES {
            let table = YearTable::from_toml(text).unwrap();
            assert!(!table.source.is_empty() && table.version > 0);
        }
        assert_eq!(Calendar::built_in().years().count(), TABLES.len());
    }
}
