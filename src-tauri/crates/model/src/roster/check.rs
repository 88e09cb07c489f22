//! The dry run of a list: every sheet with its headings, duplicates over all of them.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::columns::RosterCol as Col;
use super::heading::{Heading, heading};
use super::rows::{Recipient, read};
use super::sums::{SumRow, compare};
use crate::survey::layout::Layout;
use crate::survey::{
    Checked, Code, ColumnChoice, Finding, Part, Sheet, SheetKind, SheetProblem, SurveyError,
};

/// What the dry run needs besides the sheets.
pub struct RosterOptions<'a> {
    pub today: NaiveDate,
    pub choices: Vec<ColumnChoice>,
    /// Names of people already stored, by the key of their paper.
    pub known: &'a HashMap<String, String>,
}

/// The outcome of a dry run over a list.
pub struct Roster {
    pub heading: Heading,
    /// One per sheet with the headings of a list.
    pub parts: Vec<Part<Recipient>>,
    /// Subtotals and totals, per sheet in the same order.
    pub sums: Vec<Vec<Checked<SumRow>>>,
    pub problems: Vec<SheetProblem>,
}

/// Checks a workbook of recipients.
pub fn check_roster(sheets: &[Sheet], options: &RosterOptions<'_>) -> Result<Roster, SurveyError> {
    let mut problems = Vec::new();
    let mut parts = Vec::new();
    let mut sums = Vec::new();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.row_count() > 0) {
        let layout = Layout::detect(sheet, SheetKind::Roster, &options.choices);
        let Some(mut layout) = layout.filter(is_list) else {
            problems.push(SheetProblem::SheetUnknown(sheet.name.clone()));
            continue;
        };
        problems.append(&mut layout.problems);
        let mut rows: Vec<Checked<Recipient>> = layout
            .data
            .iter()
            .filter_map(|number| sheet.row(*number))
            .map(|row| read(&layout, row, options.today))
            .collect();
        duplicates(&layout, &mut rows, &mut seen);
        names(&layout, &mut rows, options.known);
        sums.push(compare(sheet, &layout, &rows));
        parts.push(Part {
            tab: sheet.name.clone(),
            rows,
            layout: Some(layout),
        });
    }
    let first = parts.iter().find_map(|part| part.layout.as_ref());
    let Some(first) = first else {
        let sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        return Err(SurveyError::NoRosterSheet { sheets });
    };
    Ok(Roster {
        heading: heading(&first.preamble, options.today),
        parts,
        sums,
        problems,
    })
}

/// A list names people by number and says what they get; anything less is another sheet.
fn is_list(layout: &Layout) -> bool {
    let has = |col: Col| layout.col(col as usize) > 0;
    has(Col::Name) && has(Col::IdNo) && (has(Col::Amount) || has(Col::Goods))
}

/// The same person twice on one list would be paid twice: the second row is refused.
fn duplicates(layout: &Layout, rows: &mut [Checked<Recipient>], seen: &mut HashMap<String, u32>) {
    let at = layout.col(Col::IdNo as usize);
    for row in rows {
        let Some(key) = row.data.person_key.clone() else {
            continue;
        };
        match seen.get(&key) {
            Some(first) => {
                let finding = Finding::reject(Code::DuplicateOfRow, at).row(*first);
                row.findings.push(finding);
            }
            None => {
                seen.insert(key, row.row);
            }
        }
    }
}

/// One number with two names: one of them is copied from the wrong card.
fn names(layout: &Layout, rows: &mut [Checked<Recipient>], known: &HashMap<String, String>) {
    let at = layout.col(Col::Name as usize);
    for row in rows {
        let stored = row.data.person_key.as_ref().and_then(|key| known.get(key));
        if let (Some(stored), Some(name)) = (stored, &row.data.name)
            && stored != name
        {
            row.findings.push(Finding::warn(Code::NameDiffers, at));
        }
    }
}
