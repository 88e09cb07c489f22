//! Findings as the window shows them: where, what is doubted, and what to do about it.

use serde::Serialize;
use ts_rs::TS;

use super::cell::column_letter;
use super::check::{Part, Survey};
use super::columns::SheetKind;
use super::finding::{Checked, Finding, SheetProblem, Subject};
use super::layout::Layout;
use super::messages;

/// One doubt with everything a person needs to find and settle it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindingDetail {
    /// Tab name in the workbook.
    pub sheet: String,
    /// 1-based row as Excel shows it.
    pub row: u32,
    /// Column letter; empty when the doubt is about the whole row.
    pub column: String,
    /// Heading of the column.
    pub header: String,
    /// Code with its subject, e.g. `duplicate_of_row:12`.
    pub code: String,
    /// `reject` or `warning`.
    pub severity: String,
    /// What is doubted.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A problem of a whole sheet or column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProblemDetail {
    /// `sheet_missing`, `sheet_unknown`, `column_unknown`, `column_missing`, `column_repeated`.
    pub code: String,
    /// Official sheet name or tab name.
    pub sheet: String,
    /// Column letter, when the problem is one column's.
    pub column: String,
    /// Heading, when the problem is one column's.
    pub header: String,
    pub message: String,
    pub remedy: String,
}

/// Details of one row's findings.
pub fn row_details<T>(tab: &str, layout: Option<&Layout>, row: &Checked<T>) -> Vec<FindingDetail> {
    row.findings
        .iter()
        .map(|finding| detail(tab, layout, row.row, finding))
        .collect()
}

fn detail(tab: &str, layout: Option<&Layout>, row: u32, finding: &Finding) -> FindingDetail {
    let header = layout
        .and_then(|layout| layout.headers.get(&finding.col))
        .cloned();
    let header = header.unwrap_or_default();
    let label = match finding.subject {
        Subject::Field(field) => layout
            .and_then(|layout| layout.kind.columns().iter().find(|spec| spec.id == field))
            .map_or(header.as_str(), |spec| spec.label),
        _ => header.as_str(),
    };
    let (message, remedy) = messages::sentence(finding, label);
    FindingDetail {
        sheet: tab.to_owned(),
        row,
        column: column_letter(finding.col),
        header,
        code: finding.text(),
        severity: if finding.reject { "reject" } else { "warning" }.to_owned(),
        message,
        remedy,
    }
}

/// Details of every finding of one sheet.
pub fn part_details<T>(part: &Part<T>) -> Vec<FindingDetail> {
    let rows = part.rows.iter();
    rows.flat_map(|row| row_details(&part.tab, part.layout.as_ref(), row))
        .collect()
}

/// Details of every finding of a survey, in the order of the workbook.
pub fn survey_details(survey: &Survey) -> Vec<FindingDetail> {
    let mut all = part_details(&survey.applicants);
    all.extend(part_details(&survey.members));
    all.extend(part_details(&survey.income));
    all.extend(part_details(&survey.rigid));
    all.extend(part_details(&survey.aid));
    all
}

/// The sentence for a problem of a whole sheet or column.
pub fn problem_detail(problem: &SheetProblem) -> ProblemDetail {
    let (code, sheet, col, header) = match problem {
        SheetProblem::SheetMissing(kind) => ("sheet_missing", kind.label(), 0, ""),
        SheetProblem::SheetUnknown(tab) => ("sheet_unknown", tab.as_str(), 0, ""),
        SheetProblem::ColumnUnknown { kind, col, header } => {
            ("column_unknown", kind.label(), *col, header.as_str())
        }
        SheetProblem::ColumnMissing { kind, label, .. } => {
            ("column_missing", kind.label(), 0, *label)
        }
        SheetProblem::ColumnRepeated { kind, col, header } => {
            ("column_repeated", kind.label(), *col, header.as_str())
        }
    };
    let (message, remedy) = messages::problem(problem);
    ProblemDetail {
        code: code.to_owned(),
        sheet: sheet.to_owned(),
        column: column_letter(col),
        header: header.replace(['\n', '\r'], ""),
        message,
        remedy,
    }
}

impl SheetKind {
    /// The identifier of the sheet in machine-readable output.
    pub fn id(self) -> &'static str {
        match self {
            Self::Applicants => "applicants",
            Self::Members => "members",
            Self::Income => "income",
            Self::Rigid => "rigid",
            Self::Aid => "aid",
            Self::Unions => "unions",
            Self::Roster => "roster",
            Self::Visits => "visits",
            Self::Scholarships => "scholarships",
            Self::ModelWorkers => "model_workers",
            Self::Honors => "honors",
        }
    }
}
