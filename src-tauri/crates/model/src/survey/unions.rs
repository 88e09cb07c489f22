//! Rows of 工会组织: organisations and employers with their checks.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::cell::{Row, Sheet, Value};
use super::check::{Part, SurveyError, assign};
use super::columns::{SheetKind, UnionCol as Col};
use super::fields;
use super::finding::{Checked, Code, Finding, SheetProblem};
use super::layout::{ColumnChoice, Layout, date_in};
use super::lines::checked_value;
use crate::dates::ParsedDate;
use crate::papers::{UsccFinding, check_uscc};
use crate::records::{UnionForm, UnionLevel};
use crate::text::normalise_name;

/// One organisation or employer, normalised.
#[derive(Clone, Default)]
pub struct UnionRow {
    pub name: Option<String>,
    pub level: Option<UnionLevel>,
    pub form: Option<UnionForm>,
    /// 上级组织 as written.
    pub parent: Option<String>,
    /// 业务指导 as written.
    pub guidance_parent: Option<String>,
    /// Only when format and check digit are right.
    pub employer_uscc: Option<String>,
    /// Only when format and check digit are right.
    pub union_uscc: Option<String>,
    /// 行业 as written, e.g. `C 制造业`.
    pub industry: Option<String>,
    /// Persons.
    pub employees: Option<u32>,
    /// Persons.
    pub members: Option<u32>,
    /// Persons.
    pub female: Option<u32>,
    /// Persons.
    pub migrant: Option<u32>,
    pub chair: Option<String>,
    pub established_on: Option<NaiveDate>,
    pub term_end: Option<NaiveDate>,
}

impl UnionRow {
    /// An employer, with or without a union (not a federation).
    pub fn is_enterprise(&self) -> bool {
        matches!(
            self.level,
            Some(UnionLevel::Grassroots | UnionLevel::NoUnion)
        )
    }
}

/// The outcome of a dry run over the organisations.
pub struct UnionSurvey {
    /// 统计时点 of the unit line.
    pub as_of: NaiveDate,
    pub part: Part<UnionRow>,
    pub problems: Vec<SheetProblem>,
}

/// What the dry run needs besides the sheets.
pub struct UnionOptions<'a> {
    /// The day the table speaks of, when the user says so.
    pub as_of: Option<NaiveDate>,
    /// Used when neither the user nor the unit line gives a date.
    pub today: NaiveDate,
    pub choices: Vec<ColumnChoice>,
    /// Names of organisations already stored: they may be parents.
    pub known: &'a HashSet<String>,
}

const LEVELS: [UnionLevel; 4] = [
    UnionLevel::TownshipUnion,
    UnionLevel::Federation,
    UnionLevel::Grassroots,
    UnionLevel::NoUnion,
];

const FORMS: [UnionForm; 5] = [
    UnionForm::Regional,
    UnionForm::Industry,
    UnionForm::Independent,
    UnionForm::Covered,
    UnionForm::None,
];

/// Checks a workbook of union organisations.
pub fn check_unions(
    sheets: &[Sheet],
    options: &UnionOptions<'_>,
) -> Result<UnionSurvey, SurveyError> {
    let refuse = || SurveyError::NoUnionSheet {
        sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    };
    let assigned = assign(sheets, &[SheetKind::Unions]);
    let (_, sheet) = *assigned.first().ok_or_else(refuse)?;
    let mut layout =
        Layout::detect(sheet, SheetKind::Unions, &options.choices).ok_or_else(refuse)?;
    let mut problems = std::mem::take(&mut layout.problems);
    for other in sheets.iter().filter(|other| !std::ptr::eq(*other, sheet)) {
        if other.row_count() > 0 {
            problems.push(SheetProblem::SheetUnknown(other.name.clone()));
        }
    }
    let as_of = options
        .as_of
        .or_else(|| date_in(&layout.preamble))
        .unwrap_or(options.today);
    let mut rows: Vec<Checked<UnionRow>> = layout
        .data
        .iter()
        .filter_map(|number| sheet.row(*number))
        .map(|row| Reading::new(&layout, row).finish())
        .collect();
    duplicates(&layout, &mut rows);
    parents(&layout, &mut rows, options.known);
    let part = Part {
        tab: sheet.name.clone(),
        rows,
        layout: Some(layout),
    };
    Ok(UnionSurvey {
        as_of,
        part,
        problems,
    })
}

/// The row being read.
struct Reading<'a> {
    layout: &'a Layout,
    row: Row<'a>,
    out: Checked<UnionRow>,
}

impl<'a> Reading<'a> {
    fn new(layout: &'a Layout, row: Row<'a>) -> Self {
        let out = Checked {
            row: row.number,
            findings: Vec::new(),
            notes: Vec::new(),
            data: UnionRow::default(),
        };
        Self { layout, row, out }
    }

    fn value(&mut self, col: Col) -> Value<'a> {
        let at = self.layout.col(col as usize);
        checked_value(self.row, at, col.id(), &mut self.out.findings)
    }

    fn text(&mut self, col: Col) -> Option<String> {
        fields::text(self.value(col))
    }

    fn warn(&mut self, code: Code, col: Col) {
        let at = self.layout.col(col as usize);
        self.out
            .findings
            .push(Finding::warn(code, at).field(col.id()));
    }

    fn finish(mut self) -> Checked<UnionRow> {
        self.identity();
        self.codes();
        self.counts();
        self.out.data.chair = self.text(Col::Chair).map(|raw| normalise_name(&raw).text);
        self.out.data.established_on = self.date(Col::Established);
        self.out.data.term_end = self.date(Col::TermEnd);
        if let (Some(from), Some(to)) = (self.out.data.established_on, self.out.data.term_end)
            && to < from
        {
            let at = self.layout.col(Col::TermEnd as usize);
            self.out
                .findings
                .push(Finding::warn(Code::DatesReversed, at));
        }
        self.out
    }

    fn identity(&mut self) {
        self.out.data.name = self.text(Col::Name);
        if self.out.data.name.is_none() {
            let at = self.layout.col(Col::Name as usize);
            let finding = Finding::reject(Code::MandatoryMissing, at).field(Col::Name.id());
            self.out.findings.push(finding);
        }
        let level = self.text(Col::Level);
        let find = |word: &str| LEVELS.into_iter().find(|level| level.label() == word);
        self.out.data.level = level.as_deref().and_then(find);
        if self.out.data.level.is_none() {
            let at = self.layout.col(Col::Level as usize);
            self.out
                .findings
                .push(Finding::reject(Code::LevelUnknown, at));
        }
        if let Some(word) = self.text(Col::Form) {
            self.out.data.form = FORMS.into_iter().find(|form| form.label() == word);
            if self.out.data.form.is_none() {
                let at = self.layout.col(Col::Form as usize);
                self.out.findings.push(Finding::warn(Code::FormUnknown, at));
            }
        }
        self.out.data.parent = self.text(Col::Parent);
        self.out.data.guidance_parent = self.text(Col::Guidance);
        self.out.data.industry = self.text(Col::Industry);
    }

    fn codes(&mut self) {
        self.out.data.employer_uscc = self.uscc(Col::EmployerUscc);
        self.out.data.union_uscc = self.uscc(Col::UnionUscc);
    }

    /// A credit code; a wrong one is left out until somebody looks at the certificate.
    fn uscc(&mut self, col: Col) -> Option<String> {
        let raw = fields::raw_text(self.value(col))?;
        let check = check_uscc(&raw);
        if check.has(UsccFinding::Format) {
            self.warn(Code::UsccFormatInvalid, col);
            return None;
        }
        if check.has(UsccFinding::Checksum) {
            self.warn(Code::UsccChecksumInvalid, col);
            return None;
        }
        if check.has(UsccFinding::OrgChecksum) {
            self.warn(Code::UsccOrgChecksum, col);
        }
        if check.has(UsccFinding::UnknownKind) {
            self.warn(Code::UsccUnknownKind, col);
        }
        Some(check.code)
    }

    fn counts(&mut self) {
        let employees = self.count(Col::Employees);
        let members = self.count(Col::Members);
        let female = self.count(Col::Female);
        let migrant = self.count(Col::Migrant);
        if let Some(all) = employees {
            if members.is_some_and(|part| part > all) {
                let at = self.layout.col(Col::Members as usize);
                self.out
                    .findings
                    .push(Finding::warn(Code::MembersExceedEmployees, at));
            }
            for (part, col) in [(female, Col::Female), (migrant, Col::Migrant)] {
                if part.is_some_and(|part| part > all) {
                    self.warn(Code::PartExceedsEmployees, col);
                }
            }
        }
        let data = &mut self.out.data;
        (data.employees, data.members) = (employees, members);
        (data.female, data.migrant) = (female, migrant);
    }

    fn count(&mut self, col: Col) -> Option<u32> {
        let value = self.value(col);
        fields::count(value).unwrap_or_else(|()| {
            self.warn(Code::CountUnparseable, col);
            None
        })
    }

    fn date(&mut self, col: Col) -> Option<NaiveDate> {
        let value = self.value(col);
        match fields::date(value)? {
            ParsedDate::Day(day) => Some(day),
            ParsedDate::Month { .. } => {
                self.warn(Code::DatePartial, col);
                None
            }
            ParsedDate::Invalid => {
                self.warn(Code::DateUnparseable, col);
                None
            }
        }
    }
}

/// The same name twice is refused; the same code twice is a doubt and kept with the first.
fn duplicates(layout: &Layout, rows: &mut [Checked<UnionRow>]) {
    let mut names: HashMap<String, u32> = HashMap::with_capacity(rows.len());
    let mut codes: HashMap<String, u32> = HashMap::with_capacity(rows.len());
    for row in rows {
        if let Some(name) = &row.data.name {
            if let Some(first) = names.get(name) {
                let at = layout.col(Col::Name as usize);
                row.findings
                    .push(Finding::reject(Code::DuplicateName, at).row(*first));
                continue;
            }
            names.insert(name.clone(), row.row);
        }
        let data = &mut row.data;
        let both = [
            (&mut data.employer_uscc, Col::EmployerUscc),
            (&mut data.union_uscc, Col::UnionUscc),
        ];
        for (slot, col) in both {
            let Some(code) = slot.clone() else { continue };
            match codes.get(&code) {
                Some(first) => {
                    let at = layout.col(col as usize);
                    row.findings
                        .push(Finding::warn(Code::DuplicateCode, at).row(*first));
                    *slot = None;
                }
                None => {
                    codes.insert(code, row.row);
                }
            }
        }
    }
}

/// Parents must exist, in the table or in the store, and must not run in a circle.
fn parents(layout: &Layout, rows: &mut [Checked<UnionRow>], known: &HashSet<String>) {
    let by_name: HashMap<String, usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.accepted())
        .filter_map(|(index, row)| Some((row.data.name.clone()?, index)))
        .collect();
    let up: Vec<Option<usize>> = rows
        .iter()
        .map(|row| {
            row.data
                .parent
                .as_ref()
                .and_then(|name| by_name.get(name).copied())
        })
        .collect();
    let circular = circles(&up);
    for (row, in_circle) in rows.iter_mut().zip(circular) {
        let exists = |name: &String| by_name.contains_key(name) || known.contains(name);
        if row.data.parent.as_ref().is_some_and(|name| !exists(name)) {
            let at = layout.col(Col::Parent as usize);
            row.findings
                .push(Finding::warn(Code::ParentUnknown, at).field(Col::Parent.id()));
        }
        if row
            .data
            .guidance_parent
            .as_ref()
            .is_some_and(|name| !exists(name))
        {
            let at = layout.col(Col::Guidance as usize);
            row.findings
                .push(Finding::warn(Code::ParentUnknown, at).field(Col::Guidance.id()));
        }
        if in_circle {
            let at = layout.col(Col::Parent as usize);
            row.findings.push(Finding::reject(Code::ParentCycle, at));
        }
    }
}

/// Which nodes stand on a circle of parents.
fn circles(up: &[Option<usize>]) -> Vec<bool> {
    // 0 not seen, otherwise the walk that saw the node.
    let mut seen = vec![0_usize; up.len()];
    let mut circular = vec![false; up.len()];
    for start in 0..up.len() {
        let walk = start + 1;
        let mut at = Some(start);
        while let Some(node) = at {
            match seen.get(node).copied() {
                Some(0) => {
                    if let Some(mark) = seen.get_mut(node) {
                        *mark = walk;
                    }
                    at = up.get(node).copied().flatten();
                }
                Some(mark) if mark == walk => {
                    let mut on = node;
                    loop {
                        if let Some(flag) = circular.get_mut(on) {
                            *flag = true;
                        }
                        match up.get(on).copied().flatten() {
                            Some(next) if next != node => on = next,
                            _ => break,
                        }
                    }
                    break;
                }
                _ => break,
            }
        }
    }
    circular
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_chains_are_not() {
        let cases: [(&[Option<usize>], &[bool]); 4] = [
            (&[None, Some(0), Some(1)], &[false, false, false]),
            (&[Some(0)], &[true]),
            (
                &[Some(1), Some(2), Some(0), Some(0)],
                &[true, true, true, false],
            ),
            (&[None, Some(2), Some(1)], &[false, true, true]),
        ];
        for (up, expected) in cases {
            assert_eq!(circles(up), expected, "{up:?}");
        }
    }
}
