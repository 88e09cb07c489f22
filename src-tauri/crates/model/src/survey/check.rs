//! The dry run: from plain sheets to checked rows, households and their figures.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::applicant::{Applicant, ApplicantReader, village_of};
use super::cell::Sheet;
use super::columns::{ApplicantCol, IncomeCol, MemberCol, RigidCol, SheetKind};
use super::figures::{Figures, figures};
use super::finding::{Checked, Code, Finding, SheetProblem};
use super::judge::NamedPack;
use super::layout::{ColumnChoice, IgnoredRow, Layout, date_in, heading_hits, period_in};
use super::lines::{Aid, AidReader, Income, Rigid, read_income, read_rigid};
use super::link::{Households, LinkReader};
use super::member::{Member, MemberReader};
use crate::dates::ParsedDate;
use crate::records::HardshipCategory;

/// What the dry run needs besides the sheets.
pub struct SurveyOptions {
    /// The day the survey was filled in, when the user says so.
    pub survey_date: Option<NaiveDate>,
    /// Used when neither the user nor the unit line gives a date.
    pub today: NaiveDate,
    /// The user's words on unknown columns.
    pub choices: Vec<ColumnChoice>,
    /// Stated categories are compared with the first; all appear in the summary.
    pub packs: Vec<NamedPack>,
}

/// Why a workbook is no survey at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyError {
    /// No sheet carries the headings of 困难职工档案.
    NoApplicantSheet { sheets: Vec<String> },
    /// No sheet carries the headings of 工会组织.
    NoUnionSheet { sheets: Vec<String> },
    /// No sheet carries the headings of 送温暖花名册.
    NoRosterSheet { sheets: Vec<String> },
    /// No sheet carries the headings of 走访记录.
    NoVisitSheet { sheets: Vec<String> },
}

/// A workbook without the sheet that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchSheet {
    pub kind: SheetKind,
    /// Tab names of the workbook.
    pub sheets: Vec<String>,
}

impl NoSuchSheet {
    pub(crate) fn new(kind: SheetKind, sheets: &[Sheet]) -> Self {
        let sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        Self { kind, sheets }
    }

    /// What was looked for, with the columns that give it away.
    pub fn wanted(&self) -> String {
        let mandatory = self.kind.columns().iter().filter(|spec| spec.mandatory);
        let labels: Vec<&str> = mandatory.map(|spec| spec.label).collect();
        format!("{}(有{})", self.kind.label(), labels.join("、"))
    }
}

/// A checked sheet: its layout and rows.
pub struct Part<T> {
    /// `None` when the workbook has no such sheet.
    pub layout: Option<Layout>,
    /// Tab name.
    pub tab: String,
    pub rows: Vec<Checked<T>>,
}

impl<T> Part<T> {
    fn absent() -> Self {
        Self {
            layout: None,
            tab: String::new(),
            rows: Vec::new(),
        }
    }
}

/// The outcome of a dry run.
pub struct Survey {
    pub survey_date: NaiveDate,
    /// First and last month of the income sheet, `YYYY-MM`.
    pub income_period: Option<(String, String)>,
    pub applicants: Part<Applicant>,
    pub members: Part<Member>,
    pub income: Part<Income>,
    pub rigid: Part<Rigid>,
    pub aid: Part<Aid>,
    /// Figures by index of the row on the first sheet; `None` for refused rows.
    pub figures: Vec<Option<Figures>>,
    /// Packs to judge by; the first is the one stated categories are compared with.
    pub packs: Vec<NamedPack>,
    /// Problems of whole sheets and columns.
    pub problems: Vec<SheetProblem>,
}

impl Survey {
    /// Rows that carry no data, sheet by sheet.
    pub fn ignored(&self) -> impl Iterator<Item = &IgnoredRow> {
        self.layouts().flat_map(|layout| layout.ignored.iter())
    }

    /// Layouts of the sheets found.
    pub fn layouts(&self) -> impl Iterator<Item = &Layout> {
        let all = [
            &self.applicants.layout,
            &self.members.layout,
            &self.income.layout,
            &self.rigid.layout,
            &self.aid.layout,
        ];
        all.into_iter().flatten()
    }
}

/// A sheet and where things stand on it.
type Laid<'s> = Option<(&'s Sheet, Layout)>;

/// Finds the five sheets of the survey and their headings.
fn lay_out<'s>(
    sheets: &'s [Sheet],
    choices: &[ColumnChoice],
    problems: &mut Vec<SheetProblem>,
) -> [Laid<'s>; 5] {
    let assigned = assign(sheets, &SheetKind::SURVEY);
    let laid = SheetKind::SURVEY.map(|kind| {
        let found = assigned
            .iter()
            .find(|(k, _)| *k == kind)
            .map(|(_, sheet)| *sheet);
        let layout = found.and_then(|sheet| Layout::detect(sheet, kind, choices));
        match (found, layout) {
            (Some(sheet), Some(mut layout)) => {
                problems.append(&mut layout.problems);
                Some((sheet, layout))
            }
            _ => {
                problems.push(SheetProblem::SheetMissing(kind));
                None
            }
        }
    });
    let is_known = |sheet: &Sheet| {
        assigned
            .iter()
            .any(|(_, other)| std::ptr::eq(*other, sheet))
    };
    for sheet in sheets
        .iter()
        .filter(|sheet| !is_known(sheet) && sheet.row_count() > 0)
    {
        problems.push(SheetProblem::SheetUnknown(sheet.name.clone()));
    }
    laid
}

/// Checks a survey workbook.
pub fn check(sheets: &[Sheet], options: &SurveyOptions) -> Result<Survey, SurveyError> {
    let mut problems = Vec::new();
    let [applicants, members, income, rigid, aid] =
        lay_out(sheets, &options.choices, &mut problems);
    let Some((sheet, layout)) = applicants else {
        let sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        return Err(SurveyError::NoApplicantSheet { sheets });
    };
    let survey_date = survey_date(options, &layout, members.as_ref().map(|(_, l)| l));
    let mut applicants = read_applicants(sheet, layout, survey_date);
    let households = Households::index(&applicants.rows);
    let mut survey = Survey {
        survey_date,
        income_period: None,
        members: Part::absent(),
        income: Part::absent(),
        rigid: Part::absent(),
        aid: Part::absent(),
        figures: Vec::new(),
        packs: options.packs.clone(),
        problems,
        applicants: Part::absent(),
    };
    if let Some((sheet, layout)) = members {
        survey.members = read_members(sheet, layout, survey_date, &households, &mut applicants);
    }
    if let Some((sheet, layout)) = income {
        survey.income_period = income_period(&layout);
        survey.income = read_lines(
            sheet,
            layout,
            &households,
            IncomeCol::Seq as usize,
            read_income,
        );
    }
    if let Some((sheet, layout)) = rigid {
        survey.rigid = read_lines(
            sheet,
            layout,
            &households,
            RigidCol::Seq as usize,
            read_rigid,
        );
    }
    if let Some((sheet, layout)) = aid {
        survey.aid = read_aid(sheet, layout, &households, &applicants.rows);
    }
    survey.applicants = applicants;
    survey.figures = figures(&survey);
    compare_with_figures(&mut survey);
    Ok(survey)
}

/// Which sheet is which: the official tab name first, then the headings.
pub fn assign<'s>(sheets: &'s [Sheet], kinds: &[SheetKind]) -> Vec<(SheetKind, &'s Sheet)> {
    let mut scored: Vec<(u8, usize, SheetKind, usize)> = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        for kind in kinds {
            let hits = heading_hits(sheet, *kind);
            let fit = kind.name_fit(&sheet.name);
            let needed = if fit > 0 {
                3
            } else {
                kind.columns().len().div_ceil(2)
            };
            if hits >= needed {
                scored.push((fit, hits, *kind, index));
            }
        }
    }
    scored.sort_by_key(|(fit, hits, kind, index)| {
        (
            std::cmp::Reverse(*fit),
            std::cmp::Reverse(*hits),
            *kind,
            *index,
        )
    });
    let mut taken: Vec<(SheetKind, usize)> = Vec::new();
    for (_, _, kind, index) in scored {
        if !taken.iter().any(|(k, i)| *k == kind || *i == index) {
            taken.push((kind, index));
        }
    }
    taken
        .into_iter()
        .filter_map(|(kind, index)| Some((kind, sheets.get(index)?)))
        .collect()
}

fn survey_date(options: &SurveyOptions, first: &Layout, second: Option<&Layout>) -> NaiveDate {
    options
        .survey_date
        .or_else(|| date_in(&first.preamble))
        .or_else(|| second.and_then(|layout| date_in(&layout.preamble)))
        .unwrap_or(options.today)
}

fn read_applicants(sheet: &Sheet, layout: Layout, survey_date: NaiveDate) -> Part<Applicant> {
    let reader = ApplicantReader {
        layout: &layout,
        survey_date,
    };
    let mut rows: Vec<Checked<Applicant>> = layout
        .data
        .iter()
        .filter_map(|number| sheet.row(*number))
        .map(|row| reader.read(row))
        .collect();
    let id_col = layout.col(ApplicantCol::IdNo as usize);
    let name_col = layout.col(ApplicantCol::Name as usize);
    let seq_col = layout.col(ApplicantCol::Seq as usize);
    let mut by_key: HashMap<String, u32> = HashMap::with_capacity(rows.len());
    let mut by_look: HashMap<(String, String, i32), u32> = HashMap::new();
    let mut by_seq: HashMap<u32, u32> = HashMap::with_capacity(rows.len());
    for row in &mut rows {
        if let Some(seq) = row.data.seq {
            match by_seq.get(&seq) {
                Some(first) => {
                    row.findings
                        .push(Finding::warn(Code::SeqDuplicate, seq_col).row(*first));
                }
                None => {
                    by_seq.insert(seq, row.row);
                }
            }
        }
        let Some(key) = row.data.person_key.clone() else {
            continue;
        };
        if let Some(first) = by_key.get(&key) {
            row.findings
                .push(Finding::reject(Code::DuplicateOfRow, id_col).row(*first));
            continue;
        }
        if !row.accepted() {
            continue;
        }
        by_key.insert(key, row.row);
        if let Some(look) = look_of(&row.data) {
            match by_look.get(&look) {
                Some(first) => {
                    row.findings
                        .push(Finding::warn(Code::SimilarPerson, name_col).row(*first));
                }
                None => {
                    by_look.insert(look, row.row);
                }
            }
        }
    }
    Part {
        tab: sheet.name.clone(),
        rows,
        layout: Some(layout),
    }
}

/// Name, village and birth year: who could be taken for one another.
fn look_of(data: &Applicant) -> Option<(String, String, i32)> {
    use chrono::Datelike;
    let Some(ParsedDate::Day(birth)) = data.birth else {
        return None;
    };
    let village = village_of(data.home_address.as_deref()?)?;
    Some((data.name.clone()?, village.to_owned(), birth.year()))
}

fn read_members(
    sheet: &Sheet,
    layout: Layout,
    survey_date: NaiveDate,
    households: &Households,
    applicants: &mut Part<Applicant>,
) -> Part<Member> {
    let accepted: HashMap<&str, usize> = applicants
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.accepted())
        .filter_map(|(index, row)| Some((row.data.person_key.as_deref()?, index)))
        .collect();
    let links = LinkReader::new(households, layout.col(MemberCol::Seq as usize));
    let mut reader = MemberReader::new(&layout, survey_date, links, &applicants.rows, &accepted);
    let rows: Vec<Checked<Member>> = layout
        .data
        .iter()
        .filter_map(|number| sheet.row(*number))
        .map(|row| reader.read(row))
        .collect();
    let seen = reader.into_seen();
    let elsewhere: Vec<(usize, u32)> = accepted
        .iter()
        .filter_map(|(key, index)| {
            let rows = seen.get(*key)?;
            let (row, _) = rows.iter().find(|(_, household)| household != index)?;
            Some((*index, *row))
        })
        .collect();
    let at = applicants
        .layout
        .as_ref()
        .map_or(0, |l| l.col(ApplicantCol::IdNo as usize));
    for (index, row) in elsewhere {
        if let Some(applicant) = applicants.rows.get_mut(index) {
            let finding = Finding::warn(Code::ApplicantInOtherHousehold, at).row(row);
            applicant.findings.push(finding);
        }
    }
    Part {
        tab: sheet.name.clone(),
        rows,
        layout: Some(layout),
    }
}

fn read_lines<T>(
    sheet: &Sheet,
    layout: Layout,
    households: &Households,
    seq: usize,
    read: impl Fn(&Layout, &mut LinkReader<'_>, super::cell::Row<'_>) -> Checked<T>,
) -> Part<T> {
    let mut links = LinkReader::new(households, layout.col(seq));
    let rows = layout
        .data
        .iter()
        .filter_map(|number| sheet.row(*number))
        .map(|row| read(&layout, &mut links, row))
        .collect();
    Part {
        tab: sheet.name.clone(),
        rows,
        layout: Some(layout),
    }
}

fn read_aid(
    sheet: &Sheet,
    layout: Layout,
    households: &Households,
    applicants: &[Checked<Applicant>],
) -> Part<Aid> {
    let links = LinkReader::new(households, layout.col(super::columns::AidCol::Seq as usize));
    let mut reader = AidReader::new(&layout, links, applicants);
    let rows = layout
        .data
        .iter()
        .filter_map(|number| sheet.row(*number))
        .map(|row| reader.read(row))
        .collect();
    Part {
        tab: sheet.name.clone(),
        rows,
        layout: Some(layout),
    }
}

/// From the month headings, else from the line above them.
fn income_period(layout: &Layout) -> Option<(String, String)> {
    let month = |(year, month): (i32, u32)| format!("{year:04}-{month:02}");
    let headed = layout
        .months
        .first()
        .zip(layout.months.last())
        .and_then(|(first, last)| Some(((first.year?, first.month), (last.year?, last.month))));
    let (from, to) = headed.or_else(|| period_in(&layout.preamble))?;
    Some((month(from), month(to)))
}

/// Doubts that need the other sheets: stated income, size and category against the computed ones.
fn compare_with_figures(survey: &mut Survey) {
    let with_income = survey.income.layout.is_some();
    let with_members = survey.members.layout.is_some();
    let (Some(layout), figures) = (&survey.applicants.layout, &survey.figures) else {
        return;
    };
    let col = |col: ApplicantCol| layout.col(col as usize);
    for (row, figures) in survey.applicants.rows.iter_mut().zip(figures) {
        let Some(figures) = figures else { continue };
        if let Some(stated) = row.data.family_annual_income
            && with_income
            && (i128::from(stated.0) - figures.income_fen()).abs() >= 100
        {
            let finding =
                Finding::warn(Code::AnnualIncomeMismatch, col(ApplicantCol::FamilyIncome));
            row.findings.push(finding.hint(figures.income_yuan()));
        }
        if let Some(stated) = row.data.family_size
            && with_members
            && stated != figures.members_n
        {
            let finding = Finding::warn(Code::FamilySizeMismatch, col(ApplicantCol::FamilySize));
            row.findings
                .push(finding.hint(figures.members_n.to_string()));
        }
        let stated = row.data.category.as_deref().and_then(stated_category);
        // Judging costs more than all other checks of a row together: only where it is compared.
        if row.data.is_active()
            && with_income
            && let (Some(stated), Some(pack)) = (stated, survey.packs.first())
            && let Some(computed) = pack.category(&row.data, figures, survey.survey_date)
            && computed != stated
        {
            let finding = Finding::warn(Code::CategoryDiffers, col(ApplicantCol::Category));
            row.findings.push(finding.hint(computed.label()));
        }
    }
}

/// The new category a stated word means. Words of the old system (低保户 …) say nothing about the
/// computed test and are not compared.
pub fn stated_category(word: &str) -> Option<HardshipCategory> {
    match word {
        "深度困难" => Some(HardshipCategory::Deep),
        "相对困难" => Some(HardshipCategory::Relative),
        "意外致困" | "意外致困户" => Some(HardshipCategory::Accidental),
        _ => None,
    }
}
