//! The dry run of a list of applications: rows, the same student or card twice, the decisions.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::columns::ScholarshipCol as Col;
use super::decide::{Application, Duplicate, decide};
use super::rows::{ApplicationRow, read};
use crate::eligibility::Pack;
use crate::roster::heading::year_in;
use crate::survey::layout::{IgnoreReason, Layout, date_in};
use crate::survey::list_row::number_before;
use crate::survey::{
    Checked, Code, ColumnChoice, Finding, NoSuchSheet, Part, Sheet, SheetKind, SheetProblem, fields,
};
use crate::text::half_width;

/// What the dry run needs besides the sheets.
pub struct ScholarshipOptions<'a> {
    pub today: NaiveDate,
    pub choices: Vec<ColumnChoice>,
    /// The pack whose standard decides; without one no decision is made.
    pub pack: Option<&'a Pack>,
    /// The round's window; where it says nothing, 申请截止 above the columns holds.
    pub opens_on: Option<NaiveDate>,
    pub closes_on: Option<NaiveDate>,
}

/// What stands above the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundHeading {
    /// The title as written.
    pub title: String,
    /// E.g. `2024年金秋助学`.
    pub name: String,
    pub year: i32,
    /// 申请截止
    pub closes_on: Option<NaiveDate>,
}

/// The outcome of a dry run over a list of applications.
pub struct ScholarshipList {
    pub heading: RoundHeading,
    /// One per sheet with the headings of the list.
    pub parts: Vec<Part<ApplicationRow>>,
    /// The 合计 rows of each sheet, with the number of students above them.
    pub sums: Vec<Vec<Checked<u32>>>,
    pub problems: Vec<SheetProblem>,
}

impl ScholarshipList {
    /// Every row that will be imported, in the order of the workbook.
    pub fn accepted(&self) -> impl Iterator<Item = &Checked<ApplicationRow>> {
        let rows = self.parts.iter().flat_map(|part| &part.rows);
        rows.filter(|row| row.accepted())
    }
}

/// Checks a workbook of applications.
pub fn check_applications(
    sheets: &[Sheet],
    options: &ScholarshipOptions<'_>,
) -> Result<ScholarshipList, NoSuchSheet> {
    let mut problems = Vec::new();
    let mut laid: Vec<(&Sheet, Layout)> = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.row_count() > 0) {
        let layout = Layout::detect(sheet, SheetKind::Scholarships, &options.choices);
        let Some(mut layout) = layout.filter(is_list) else {
            problems.push(SheetProblem::SheetUnknown(sheet.name.clone()));
            continue;
        };
        problems.append(&mut layout.problems);
        laid.push((sheet, layout));
    }
    let Some((_, first)) = laid.first() else {
        return Err(NoSuchSheet::new(SheetKind::Scholarships, sheets));
    };
    let heading = heading(&first.preamble, options);
    let mut seen = Seen::default();
    let (mut parts, mut sums) = (Vec::new(), Vec::new());
    for (sheet, layout) in laid {
        let rows = layout.data.iter().filter_map(|number| sheet.row(*number));
        let mut rows: Vec<Checked<ApplicationRow>> = rows
            .map(|row| read(&layout, row, heading.closes_on, options.today))
            .collect();
        for row in &mut rows {
            seen.compare(&layout, row);
        }
        sums.push(totals(sheet, &layout, rows.len()));
        parts.push(Part {
            tab: sheet.name.clone(),
            rows,
            layout: Some(layout),
        });
    }
    let rows = parts
        .iter_mut()
        .flat_map(|part: &mut Part<ApplicationRow>| &mut part.rows);
    for row in rows.filter(|row| row.accepted()) {
        judge(row, &heading, options);
    }
    Ok(ScholarshipList {
        heading,
        parts,
        sums,
        problems,
    })
}

/// A list names students by number and says where they study.
fn is_list(layout: &Layout) -> bool {
    let has = |col: Col| layout.col(col as usize) > 0;
    has(Col::Name) && has(Col::IdNo) && has(Col::School) && has(Col::Level)
}

fn heading(preamble: &str, options: &ScholarshipOptions<'_>) -> RoundHeading {
    let text = half_width(preamble);
    let title = text.lines().map(str::trim).find(|line| !line.is_empty());
    let title = title.unwrap_or_default().to_owned();
    let stated = text.find("截止").and_then(|at| date_in(text.get(at..)?));
    let closes_on = options.closes_on.or(stated);
    let year = year_in(&title).map(|(year, _)| year);
    let year = year.or(closes_on.map(|day| day.year()));
    let year = year.unwrap_or(options.today.year());
    RoundHeading {
        title,
        name: format!("{year}年金秋助学"),
        year,
        closes_on,
    }
}

/// Students and cards met so far.
#[derive(Default)]
struct Seen {
    students: HashMap<String, (u32, Option<String>)>,
    cards: HashMap<String, (u32, Option<String>)>,
}

impl Seen {
    /// The second row of a student is kept as an application that is refused, so that it is seen.
    fn compare(&mut self, layout: &Layout, row: &mut Checked<ApplicationRow>) {
        if !row.accepted() {
            return;
        }
        let data = &mut row.data;
        let Some(key) = data.person_key.clone() else {
            return;
        };
        let at = |col: Col| layout.col(col as usize);
        match self.students.get(&key) {
            Some((first, parent)) => {
                data.duplicate_of = Some(*first);
                let (code, col) = if *parent == data.parent_name {
                    (Code::StudentTwice, Col::IdNo)
                } else {
                    (Code::StudentTwoParents, Col::ParentName)
                };
                row.findings.push(Finding::warn(code, at(col)).row(*first));
            }
            None => {
                let known = (row.row, data.parent_name.clone());
                self.students.insert(key.clone(), known);
            }
        }
        let Some(card) = data.card_no.clone() else {
            return;
        };
        match self.cards.get(&card) {
            Some((first, student)) if student.as_ref() != Some(&key) => {
                let finding = Finding::warn(Code::CardOfTwoStudents, at(Col::CardNo));
                row.findings.push(finding.row(*first));
            }
            Some(_) => {}
            None => {
                self.cards.insert(card, (row.row, Some(key)));
            }
        }
    }
}

fn judge(
    row: &mut Checked<ApplicationRow>,
    heading: &RoundHeading,
    options: &ScholarshipOptions<'_>,
) {
    let data = &row.data;
    // One standard for the whole round, whatever day stands on an application.
    let autumn = NaiveDate::from_ymd_opt(heading.year, 9, 1);
    let on = heading.closes_on.or(autumn);
    let version = options
        .pack
        .zip(on)
        .and_then(|(pack, on)| pack.version_on(on));
    let decision = version.map(|version| {
        let facts = Application {
            level: data.level,
            student_kind: data.student_kind,
            file: data.standing(),
            applied_on: data.applied_on,
            opens_on: options.opens_on,
            closes_on: heading.closes_on,
            parent_state: data.parent_state.as_deref(),
            parent_is_member: data.parent_is_member,
            other_aid: data.other_aid.as_deref(),
            duplicate: data.duplicate_of.map(Duplicate::Row),
            in_base_data: None,
            room: None,
        };
        decide(version, &facts)
    });
    row.data.decision = decision;
}

/// 合计 states how many students there are.
fn totals(sheet: &Sheet, layout: &Layout, students: usize) -> Vec<Checked<u32>> {
    let students = u32::try_from(students).unwrap_or(u32::MAX);
    let at = layout.col(Col::Name as usize);
    let rows = layout
        .ignored
        .iter()
        .filter(|row| row.reason == IgnoreReason::Total);
    let found = rows.filter_map(|ignored| {
        let row = sheet.row(ignored.row)?;
        let stated = fields::text(row.get(at)).and_then(|text| number_before(&text, "人"));
        let differs = stated.is_some_and(|stated| stated != students);
        let finding = Finding::warn(Code::CountMismatch, at).hint(format!("{students} 人"));
        Some(Checked {
            row: ignored.row,
            findings: differs.then_some(finding).into_iter().collect(),
            notes: Vec::new(),
            data: students,
        })
    });
    found.collect()
}
