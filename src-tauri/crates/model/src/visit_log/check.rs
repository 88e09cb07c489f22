//! The dry run of a visiting drive: every sheet with its headings, doubled visits over all of them.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::columns::VisitCol as Col;
use super::rows::{VisitRow, read};
use super::sums::{VisitTotals, compare};
use crate::records::VisitTarget;
use crate::roster::heading;
use crate::survey::layout::Layout;
use crate::survey::{
    Checked, Code, ColumnChoice, Finding, Part, Sheet, SheetKind, SheetProblem, SurveyError,
};

/// What the dry run needs besides the sheets.
pub struct VisitLogOptions {
    pub today: NaiveDate,
    pub choices: Vec<ColumnChoice>,
}

/// One sheet of visits.
pub struct VisitSheet {
    pub target: VisitTarget,
    pub part: Part<VisitRow>,
    /// The 合计 rows.
    pub totals: Vec<Checked<VisitTotals>>,
}

/// The outcome of a dry run over a visiting drive.
pub struct VisitLog {
    /// The campaign the visits belong to, e.g. `2016年走基层访万家大走访`.
    pub campaign: String,
    pub year: i32,
    pub sheets: Vec<VisitSheet>,
    pub problems: Vec<SheetProblem>,
}

/// Checks a workbook of visits.
pub fn check_visit_log(
    sheets: &[Sheet],
    options: &VisitLogOptions,
) -> Result<VisitLog, SurveyError> {
    let mut problems = Vec::new();
    let mut found: Vec<VisitSheet> = Vec::new();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.row_count() > 0) {
        let layout = Layout::detect(sheet, SheetKind::Visits, &options.choices);
        let Some(mut layout) = layout.filter(is_visit_sheet) else {
            problems.push(SheetProblem::SheetUnknown(sheet.name.clone()));
            continue;
        };
        problems.append(&mut layout.problems);
        let target = target(sheet, &layout);
        let mut rows: Vec<Checked<VisitRow>> = layout
            .data
            .iter()
            .filter_map(|number| sheet.row(*number))
            .map(|row| read(&layout, row, target, options.today))
            .collect();
        duplicates(&sheet.name, &layout, &mut rows, &mut seen);
        let totals = compare(sheet, &layout, &rows);
        let part = Part {
            tab: sheet.name.clone(),
            rows,
            layout: Some(layout),
        };
        found.push(VisitSheet {
            target,
            part,
            totals,
        });
    }
    let Some(first) = found.first() else {
        let sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        return Err(SurveyError::NoVisitSheet { sheets });
    };
    let preamble = first.part.layout.as_ref().map(|l| l.preamble.as_str());
    let (campaign, year) = campaign(preamble.unwrap_or_default(), &found, options.today);
    Ok(VisitLog {
        campaign,
        year,
        sheets: found,
        problems,
    })
}

fn is_visit_sheet(layout: &Layout) -> bool {
    let has = |col: Col| layout.col(col as usize) > 0;
    has(Col::Date) && has(Col::Target) && has(Col::Visitors)
}

/// Teams or workers: the tab says so, or the title.
fn target(sheet: &Sheet, layout: &Layout) -> VisitTarget {
    let title = layout.preamble.lines().next().unwrap_or_default();
    for text in [sheet.name.as_str(), title] {
        if text.contains("班组") || text.contains("站队") {
            return VisitTarget::Team;
        }
        if text.contains("职工") {
            return VisitTarget::Worker;
        }
    }
    VisitTarget::Worker
}

/// The drive by the name its title quotes; the year the title says, else that of most visits.
fn campaign(preamble: &str, sheets: &[VisitSheet], today: NaiveDate) -> (String, i32) {
    let title = preamble.lines().next().unwrap_or_default();
    let year = heading::year_in(title).map(|(year, _)| year);
    let year = year.or_else(|| most_common_year(sheets));
    let year = year.unwrap_or(today.year());
    let marks = [('“', '”'), ('「', '」'), ('《', '》'), ('"', '"')];
    let quoted = marks.iter().find_map(|(open, close)| {
        let tail = title.get(title.find(*open)? + open.len_utf8()..)?;
        tail.get(..tail.find(*close)?).map(str::trim)
    });
    let name = match quoted.filter(|name| !name.is_empty()) {
        Some(name) => format!("{year}年“{name}”大走访"),
        None => format!("{year}年大走访"),
    };
    (name, year)
}

fn most_common_year(sheets: &[VisitSheet]) -> Option<i32> {
    let mut years: HashMap<i32, u32> = HashMap::new();
    let rows = sheets.iter().flat_map(|sheet| &sheet.part.rows);
    for day in rows.filter_map(|row| row.data.visited_on) {
        *years.entry(day.year()).or_default() += 1;
    }
    years
        .into_iter()
        .max_by_key(|(year, count)| (*count, *year))
        .map(|(year, _)| year)
}

/// The same number, day, name and unit twice on a sheet is one visit.
fn duplicates(
    tab: &str,
    layout: &Layout,
    rows: &mut [Checked<VisitRow>],
    seen: &mut HashMap<String, u32>,
) {
    let at = layout.col(Col::Target as usize);
    for row in rows.iter_mut().filter(|row| row.accepted()) {
        match seen.get(&row.data.key(tab)) {
            Some(first) => {
                let finding = Finding::reject(Code::DuplicateVisit, at).row(*first);
                row.findings.push(finding);
            }
            None => {
                seen.insert(row.data.key(tab), row.row);
            }
        }
    }
}
