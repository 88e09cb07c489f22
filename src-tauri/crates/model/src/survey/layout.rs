//! Where things stand on a sheet: title, unit line, one or two heading rows, data, totals, notes.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::cell::{Row, Sheet, Value};
use super::columns::{SheetKind, header_key};
use super::finding::SheetProblem;
use crate::text::half_width;

/// Why a row carries no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IgnoreReason {
    /// The heading of the sheet.
    Title,
    /// 填报单位 … 填报时间 … 单位:元
    UnitLine,
    /// Column headings, also repeated ones further down.
    Header,
    /// Nothing in the row.
    Blank,
    /// 本页小计
    Subtotal,
    /// 合计
    Total,
    /// 注:… and the signature line
    Note,
}

impl IgnoreReason {
    /// The word in machine-readable output.
    pub fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::UnitLine => "unit_line",
            Self::Header => "header",
            Self::Blank => "blank",
            Self::Subtotal => "subtotal",
            Self::Total => "total",
            Self::Note => "note",
        }
    }
}

/// A row that is not imported because it is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IgnoredRow {
    pub kind: SheetKind,
    pub row: u32,
    pub reason: IgnoreReason,
}

/// The user's word on an unknown column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Tab name of the sheet.
    pub sheet: String,
    /// 1-based column.
    pub col: u32,
    /// Field identifier, e.g. `mobile`; empty to leave the column out.
    pub field: String,
}

/// One month column of the income sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthColumn {
    pub col: u32,
    /// Year when the heading says it.
    pub year: Option<i32>,
    /// 1–12.
    pub month: u32,
}

/// Everything known about a sheet before its rows are read.
pub struct Layout {
    pub kind: SheetKind,
    /// Column of each field of [`SheetKind::columns`]; 0 when the sheet has none.
    pub columns: Vec<u32>,
    /// Heading text by column, for messages.
    pub headers: HashMap<u32, String>,
    pub months: Vec<MonthColumn>,
    pub ignored: Vec<IgnoredRow>,
    /// Row numbers with data.
    pub data: Vec<u32>,
    /// The texts above the headings, half-width.
    pub preamble: String,
    /// Amounts without a unit are in 万元.
    pub in_wan: bool,
    pub problems: Vec<SheetProblem>,
}

/// Headings are looked for in the first rows only.
const HEADER_SEARCH_ROWS: usize = 30;
/// Blank rows are listed one by one up to this number, so that a sheet with a stray cell in its
/// last row does not produce a million lines.
const MAX_BLANKS_LISTED: usize = 1000;

impl Layout {
    /// Finds the headings of `kind` on the sheet; `None` when the sheet has none of them.
    pub fn detect(sheet: &Sheet, kind: SheetKind, choices: &[ColumnChoice]) -> Option<Self> {
        let words = alias_table(kind);
        let header = find_header(sheet, &words)?;
        let mut layout = Self {
            kind,
            columns: vec![0; kind.columns().len()],
            headers: HashMap::new(),
            months: Vec::new(),
            ignored: Vec::new(),
            data: Vec::new(),
            preamble: String::new(),
            in_wan: false,
            problems: Vec::new(),
        };
        layout.map_columns(sheet, header, &words, choices);
        layout.sort_rows(sheet, header);
        let compact: String = layout
            .preamble
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        layout.in_wan = compact.contains("单位:万元");
        Some(layout)
    }

    /// Column of a field by its index in the kind's list.
    pub fn col(&self, field: usize) -> u32 {
        self.columns.get(field).copied().unwrap_or(0)
    }

    fn map_columns(
        &mut self,
        sheet: &Sheet,
        (first, last): (u32, u32),
        words: &HashMap<&'static str, usize>,
        choices: &[ColumnChoice],
    ) {
        let mut texts: Vec<(u32, Vec<String>)> = Vec::new();
        for number in (first..=last).rev() {
            for (col, value) in sheet.row(number).into_iter().flat_map(|row| row.cells()) {
                let text = heading_text(value);
                match texts.binary_search_by_key(&col, |(col, _)| *col) {
                    Ok(at) => {
                        if let Some((_, all)) = texts.get_mut(at) {
                            all.push(text);
                        }
                    }
                    Err(at) => texts.insert(at, (col, vec![text])),
                }
            }
        }
        for (col, candidates) in texts {
            let shown = candidates
                .first()
                .map(|text| text.replace(['\n', '\r'], ""));
            self.headers.insert(col, shown.unwrap_or_default());
            let chosen = choices
                .iter()
                .find(|c| c.col == col && c.sheet == sheet.name);
            self.place(col, &candidates, words, chosen);
        }
        for (spec, col) in self.kind.columns().iter().zip(&self.columns) {
            if *col == 0 && (spec.mandatory || spec.id == "seq") {
                self.problems.push(SheetProblem::ColumnMissing {
                    kind: self.kind,
                    label: spec.label,
                    mandatory: spec.mandatory,
                });
            }
        }
    }

    /// Decides what one column is; the lower heading counts before the group above it.
    fn place(
        &mut self,
        col: u32,
        candidates: &[String],
        words: &HashMap<&'static str, usize>,
        chosen: Option<&ColumnChoice>,
    ) {
        let field = match chosen {
            Some(choice) if choice.field.is_empty() => return,
            Some(choice) => self
                .kind
                .columns()
                .iter()
                .position(|spec| spec.id == choice.field),
            None => candidates
                .iter()
                .find_map(|text| words.get(header_key(text).as_str()).copied()),
        };
        let header = || candidates.first().cloned().unwrap_or_default();
        let kind = self.kind;
        match field {
            Some(field) => match self.columns.get_mut(field) {
                Some(slot) if *slot == 0 || chosen.is_some() => *slot = col,
                _ => {
                    let problem = SheetProblem::ColumnRepeated {
                        kind,
                        col,
                        header: header(),
                    };
                    self.problems.push(problem);
                }
            },
            None => {
                let month = candidates.iter().find_map(|text| month_heading(text));
                match (kind, month) {
                    (SheetKind::Income, Some((year, month))) => {
                        self.months.push(MonthColumn { col, year, month });
                    }
                    _ => {
                        let problem = SheetProblem::ColumnUnknown {
                            kind,
                            col,
                            header: header(),
                        };
                        self.problems.push(problem);
                    }
                }
            }
        }
    }

    fn sort_rows(&mut self, sheet: &Sheet, (first, last): (u32, u32)) {
        let mut before = 0_u32;
        let mut blanks = 0_usize;
        let mut titled = false;
        let kind = self.kind;
        for row in sheet.rows() {
            for blank in before + 1..row.number {
                blanks += 1;
                if blanks > MAX_BLANKS_LISTED {
                    break;
                }
                let reason = IgnoreReason::Blank;
                self.ignored.push(IgnoredRow {
                    kind,
                    row: blank,
                    reason,
                });
            }
            before = row.number;
            let reason = if row.number < first {
                let text = row_text(row);
                let unit = titled || is_unit_line(&text);
                titled |= !unit;
                self.preamble.push_str(&text);
                self.preamble.push('\n');
                Some(if unit {
                    IgnoreReason::UnitLine
                } else {
                    IgnoreReason::Title
                })
            } else if row.number <= last {
                Some(IgnoreReason::Header)
            } else {
                self.reason_below(row)
            };
            match reason {
                Some(reason) => self.ignored.push(IgnoredRow {
                    kind,
                    row: row.number,
                    reason,
                }),
                None => self.data.push(row.number),
            }
        }
    }

    /// Why a row below the headings is no data. Most rows are decided by their first cell alone.
    fn reason_below(&self, row: Row<'_>) -> Option<IgnoreReason> {
        let mut cells = row.cells();
        let (col, Value::Text(raw)) = cells.next()? else {
            return None;
        };
        let start: String = half_width(raw)
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(12)
            .collect();
        if ["合计", "总计", "共计"]
            .iter()
            .any(|word| start.starts_with(word))
        {
            return Some(IgnoreReason::Total);
        }
        let subtotals = ["小计", "本页小计", "本页合计"];
        if start.ends_with("小计") || subtotals.iter().any(|word| start.starts_with(word)) {
            return Some(IgnoreReason::Subtotal);
        }
        const NOTES: [&str; 11] = [
            "注:",
            "备注:",
            "说明:",
            "填表人",
            "填报人",
            "制表",
            "审核人:",
            "批准人:",
            "经办人",
            "负责人:",
            "填表说明",
        ];
        if NOTES.iter().any(|word| start.starts_with(word)) {
            return Some(IgnoreReason::Note);
        }
        let second = cells.next();
        if second.is_none() && col == 1 && !start.starts_with(|c: char| c.is_ascii_digit()) {
            return if matches!(start.as_str(), "同上" | "〃") {
                None
            } else {
                Some(IgnoreReason::Note)
            };
        }
        let repeats = |col: u32, value: Value<'_>| {
            let known = self.headers.get(&col);
            known.is_some_and(|known| header_key(known) == header_key(&heading_text(value)))
        };
        // Page breaks repeat the headings.
        let repeated = self
            .headers
            .get(&col)
            .is_some_and(|_| repeats(col, Value::Text(raw)))
            && second.is_some_and(|(col, value)| repeats(col, value));
        repeated.then_some(IgnoreReason::Header)
    }
}

fn alias_table(kind: SheetKind) -> HashMap<&'static str, usize> {
    let mut words = HashMap::new();
    for (index, spec) in kind.columns().iter().enumerate() {
        for word in spec.aliases.iter().chain([&spec.label]) {
            words.entry(*word).or_insert(index);
        }
    }
    words
}

/// How many different known headings a row has.
fn hits(row: Row<'_>, words: &HashMap<&'static str, usize>) -> usize {
    let mut found: Vec<usize> = row
        .cells()
        .filter_map(|(_, value)| match value {
            Value::Text(text) if text.len() < 120 => words.get(header_key(text).as_str()).copied(),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// First and last heading row.
fn find_header(sheet: &Sheet, words: &HashMap<&'static str, usize>) -> Option<(u32, u32)> {
    let mut best: Option<(usize, u32)> = None;
    for row in sheet.rows().take(HEADER_SEARCH_ROWS) {
        let count = hits(row, words);
        if count >= 3 && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, row.number));
        }
    }
    let (_, main) = best?;
    let only_words = |row: &Row<'_>| {
        row.cells()
            .all(|(_, value)| matches!(value, Value::Text(_)))
            && row.cells().nth(1).is_some()
    };
    let above = main.checked_sub(1).and_then(|number| sheet.row(number));
    let first = match above {
        Some(row) if only_words(&row) && !is_unit_line(&row_text(row)) => main - 1,
        _ => main,
    };
    let below = if first == main {
        sheet.row(main + 1)
    } else {
        None
    };
    let last = match below {
        Some(row) if only_words(&row) && hits(row, words) >= 2 => main + 1,
        _ => main,
    };
    Some((first, last))
}

/// The kind's headings found on the sheet, for telling renamed sheets apart.
pub fn heading_hits(sheet: &Sheet, kind: SheetKind) -> usize {
    let words = alias_table(kind);
    sheet
        .rows()
        .take(HEADER_SEARCH_ROWS)
        .map(|row| hits(row, &words))
        .max()
        .unwrap_or(0)
}

fn heading_text(value: Value<'_>) -> String {
    match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Date(date) => format!("{}年{}月", date.year(), date.month()),
        Value::Number(number) => format!("{number}"),
        _ => String::new(),
    }
}

fn row_text(row: Row<'_>) -> String {
    let mut text = String::new();
    for (_, value) in row.cells() {
        match value {
            Value::Text(part) => text.push_str(&half_width(part)),
            Value::Date(date) => text.push_str(&date.to_string()),
            _ => {}
        }
        text.push(' ');
    }
    text
}

fn is_unit_line(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    [
        "单位:",
        "填报单位",
        "填报时间",
        "填表日期",
        "统计期间",
        "统计时点",
        "单位(盖章)",
        "发放单位",
        "发放日期",
        "记录单位",
    ]
    .iter()
    .any(|word| compact.contains(word))
}

/// `2015年12月`, `2015.12`, `12月`, `201512`.
fn month_heading(text: &str) -> Option<(Option<i32>, u32)> {
    let key = header_key(text);
    let numbers: Vec<&str> = key
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .collect();
    let month = |digits: &str| digits.parse().ok().filter(|m| (1..=12).contains(m));
    match numbers.as_slice() {
        [year, m] if year.len() == 4 => Some((year.parse().ok(), month(m)?)),
        [m] if m.len() <= 2 && key.ends_with('月') => Some((None, month(m)?)),
        [both] if both.len() == 6 && both.len() == key.len() => {
            Some((both.get(..4)?.parse().ok(), month(both.get(4..)?)?))
        }
        _ => None,
    }
}

/// The first full date in a text such as `填报时间:2016年12月20日`.
pub fn date_in(text: &str) -> Option<NaiveDate> {
    let numbers = numbers_in(text);
    numbers.windows(3).find_map(|three| match three {
        [(year, 4, gap), (month, m, gap2), (day, d, _)] if *gap && *gap2 && *m <= 2 && *d <= 2 => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
        _ => None,
    })
}

/// First and last month of `统计期间:2015年12月至2016年11月`.
pub fn period_in(text: &str) -> Option<((i32, u32), (i32, u32))> {
    let numbers = numbers_in(text);
    let months: Vec<(i32, u32)> = numbers
        .windows(2)
        .filter_map(|two| match two {
            [(year, 4, true), (month @ 1..=12, 1..=2, _)] => {
                Some((i32::try_from(*year).ok()?, *month))
            }
            _ => None,
        })
        .collect();
    match months.as_slice() {
        [from, to] => Some((*from, *to)),
        _ => None,
    }
}

/// Runs of digits with their length and whether one separator of a date follows directly.
fn numbers_in(text: &str) -> Vec<(u32, usize, bool)> {
    let mut found: Vec<(u32, usize, bool)> = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            let joined = matches!(c, '年' | '月' | '.' | '-' | '/');
            found.push((run.parse().unwrap_or(u32::MAX), run.len(), joined));
            run.clear();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_periods_are_found_in_unit_lines() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(
            date_in("填报单位:镇总工会 填报时间:2016年12月20日 单位:元"),
            day(2016, 12, 20)
        );
        assert_eq!(date_in("2017年元旦春节 2016-12-20"), day(2016, 12, 20));
        assert_eq!(date_in("2017年元旦春节送温暖"), None);
        assert_eq!(
            period_in("统计期间:2015年12月至2016年11月 单位:元"),
            Some(((2015, 12), (2016, 11)))
        );
    }

    #[test]
    fn month_headings() {
        let cases = [
            ("2015年12月", Some((Some(2015), 12))),
            ("2016.1", Some((Some(2016), 1))),
            ("12月", Some((None, 12))),
            ("201611", Some((Some(2016), 11))),
            ("13月", None),
            ("合计", None),
        ];
        for (text, expected) in cases {
            assert_eq!(month_heading(text), expected, "{text}");
        }
    }
}
