//! The dry run of survey workbooks: what a clerk's sheets say, what is doubtful, and what follows.
//!
//! Nothing is silently corrected: every repair is a note, every doubt a [`Finding`] with its cell,
//! a Chinese sentence and a remedy. A row's verdict follows from its findings alone.

mod applicant;
mod cell;
mod check;
pub(crate) mod columns;
mod detail;
pub(crate) mod fields;
mod figures;
mod finding;
mod honor_words;
mod json;
mod judge;
mod labels;
pub(crate) mod layout;
pub(crate) mod lines;
mod link;
pub(crate) mod list_row;
mod list_words;
mod lists;
mod member;
mod messages;
mod summary;
mod union_json;
mod unions;

pub use applicant::{Applicant, village_of};
pub use cell::{Row, Sheet, Value, column_letter};
pub use check::{
    NoSuchSheet, Part, Survey, SurveyError, SurveyOptions, assign, check, stated_category,
};
pub use columns::{
    AidCol, ApplicantCol, ColumnSpec, IncomeCol, MemberCol, RigidCol, SheetKind, UnionCol,
};
pub use detail::{
    FindingDetail, ProblemDetail, part_details, problem_detail, row_details, survey_details,
};
pub use figures::Figures;
pub use finding::{Checked, Code, Finding, Note, SheetProblem, Subject, Verdict};
pub use json::dry_run_json;
pub use judge::{NamedPack, facts_of};
pub use layout::{ColumnChoice, IgnoreReason, IgnoredRow, Layout};
pub use lines::{Aid, Income, Rigid};
pub use link::Link;
pub use lists::file_status;
pub use member::Member;
pub use summary::summary_json;
pub use union_json::{union_dry_run_json, union_totals};
pub use unions::{UnionOptions, UnionRow, UnionSurvey, check_unions};
