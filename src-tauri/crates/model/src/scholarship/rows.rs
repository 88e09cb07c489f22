//! One application on a list: reading the cells and the doubts that need no other row.

use chrono::NaiveDate;

use super::columns::ScholarshipCol as Col;
use super::decide::{Decision, FileStanding};
use super::other_aid::other_aid;
use crate::dates::age_completed;
use crate::money::Fen;
use crate::papers::Sex;
use crate::records::{Admission, FileStatus, SchoolLevel, StudentKind};
use crate::survey::fields;
use crate::survey::layout::Layout;
use crate::survey::list_row::ListRow;
use crate::survey::{Checked, Code, Finding, Row, file_status};
use crate::text::{half_width, normalise_name};

/// Children below this age (completed years) are in no school the scholarship knows.
pub const YOUNGEST_STUDENT: u32 = 6;

/// An application's row, normalised.
#[derive(Clone, Default)]
pub struct ApplicationRow {
    pub seq: Option<u32>,
    pub name: Option<String>,
    /// From the number when it is valid.
    pub sex: Option<Sex>,
    pub birth: Option<NaiveDate>,
    /// Only when valid.
    pub id_no: Option<String>,
    /// One key per person's paper.
    pub person_key: Option<String>,
    pub mobile: Option<String>,
    pub school: Option<String>,
    pub major: Option<String>,
    pub level: Option<SchoolLevel>,
    pub admission: Option<Admission>,
    /// An empty cell is an ordinary student; an unknown word is `None`.
    pub student_kind: Option<StudentKind>,
    pub entry_year: Option<i32>,
    pub length_years: Option<u32>,
    /// Fen per year.
    pub tuition: Option<Fen>,
    pub admission_no: Option<String>,
    pub applied_on: Option<NaiveDate>,
    pub parent_name: Option<String>,
    pub parent_employer: Option<String>,
    pub parent_state: Option<String>,
    pub parent_is_member: Option<bool>,
    pub file_no: Option<String>,
    /// 档案状态 as written.
    pub file_word: Option<String>,
    pub file_status: Option<FileStatus>,
    pub other_aid: Option<String>,
    /// Fen.
    pub other_aid_amount: Option<Fen>,
    pub card_holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
    pub note: Option<String>,
    /// Row on which the same student stands first.
    pub duplicate_of: Option<u32>,
    /// What the rules say; `None` for a refused row, or without a policy pack.
    pub decision: Option<Decision>,
}

impl ApplicationRow {
    /// Filed means a file number and 在档; every other file counts as not filed.
    pub fn standing(&self) -> FileStanding {
        match (&self.file_no, self.file_status) {
            (None, _) => FileStanding::None,
            (Some(_), Some(FileStatus::Active)) => FileStanding::Active,
            (Some(_), _) => FileStanding::NotActive,
        }
    }
}

/// Reads and checks one row by itself.
pub(super) fn read(
    layout: &Layout,
    row: Row<'_>,
    closes_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Checked<ApplicationRow> {
    let mut reading = ListRow::new(layout, row);
    let seq = reading.value(Col::Seq as usize);
    let mut data = ApplicationRow {
        seq: fields::seq(seq).ok().flatten(),
        name: reading.name(Col::Name as usize),
        ..ApplicationRow::default()
    };
    if data.name.is_none() {
        reading.reject(Code::MandatoryMissing, Col::Name as usize);
    }
    let paper = reading.paper(Col::IdNo as usize, Col::Sex as usize, today);
    reading.stated_birth(Col::Birth as usize, paper.birth);
    data.person_key = paper.number.as_deref().map(fields::resident_key);
    (data.id_no, data.birth, data.sex) = (paper.number, paper.birth, paper.sex);
    data.mobile = reading.mobile(Col::Mobile as usize);
    schooling(&mut reading, &mut data);
    parent(&mut reading, &mut data);
    data.other_aid = reading.text(Col::OtherAid as usize);
    data.other_aid_amount = data.other_aid.as_deref().and_then(|t| other_aid(t).amount);
    account(&mut reading, &mut data);
    data.note = reading.text(Col::Note as usize);
    when(&mut reading, &mut data, closes_on, today);
    reading.finish(data)
}

fn schooling(reading: &mut ListRow<'_>, data: &mut ApplicationRow) {
    data.school = reading.needed_text(Col::School as usize);
    data.major = reading.text(Col::Major as usize);
    data.level = reading.word(Col::Level as usize, level);
    data.admission = reading.word(Col::Admission as usize, admission);
    let kind = reading.text(Col::StudentKind as usize);
    data.student_kind = match kind.as_deref() {
        None => Some(StudentKind::Ordinary),
        Some(word) => student_kind(word),
    };
    if data.student_kind.is_none() {
        reading.warn(Code::CodeNotInList, Col::StudentKind as usize);
    }
    let year = reading.text(Col::EntryYear as usize);
    data.entry_year = year.and_then(|text| text.get(..4)?.parse().ok());
    let length = reading.text(Col::Length as usize);
    data.length_years = length.and_then(|text| text.trim_end_matches('年').parse().ok());
    data.admission_no = reading.text(Col::AdmissionNo as usize);
    data.tuition = reading.money_or_doubt(Col::Tuition as usize);
    if data.tuition == Some(Fen::ZERO) {
        reading.warn(Code::TuitionZero, Col::Tuition as usize);
    }
}

fn parent(reading: &mut ListRow<'_>, data: &mut ApplicationRow) {
    data.parent_name = reading.name(Col::ParentName as usize);
    if data.parent_name.is_none() {
        reading.warn(Code::MandatoryMissing, Col::ParentName as usize);
    }
    data.parent_employer = reading.text(Col::ParentEmployer as usize);
    data.parent_state = reading.text(Col::ParentState as usize);
    data.parent_is_member = reading.yes_no(Col::ParentMember as usize);
    data.file_no = reading.text(Col::FileNo as usize);
    data.file_word = reading.text(Col::FileStatus as usize);
    data.file_status = data.file_word.as_deref().and_then(file_status);
    if data.file_word.is_some() && data.file_status.is_none() {
        reading.warn(Code::CodeNotInList, Col::FileStatus as usize);
    }
}

/// The account is the student's own or the parent's.
fn account(reading: &mut ListRow<'_>, data: &mut ApplicationRow) {
    data.card_no = reading.card_no(Col::CardNo as usize);
    data.bank = reading.text(Col::Bank as usize);
    let holder = reading.text(Col::CardHolder as usize);
    data.card_holder = holder.map(|raw| normalise_name(&raw).text);
    let own = data.card_holder == data.name || data.card_holder == data.parent_name;
    if data.card_holder.is_some() && !own {
        reading.warn(Code::CardHolderDiffers, Col::CardHolder as usize);
    }
}

/// The day of application, and how old the student was then.
fn when(
    reading: &mut ListRow<'_>,
    data: &mut ApplicationRow,
    closes_on: Option<NaiveDate>,
    today: NaiveDate,
) {
    data.applied_on = reading.day_or_doubt(Col::AppliedOn as usize);
    match data.applied_on {
        Some(on) if on > today => reading.warn(Code::DateInFuture, Col::AppliedOn as usize),
        Some(on) if closes_on.is_some_and(|closes| on > closes) => {
            let at = reading.at(Col::AppliedOn as usize);
            let closes = closes_on.map(|day| day.to_string()).unwrap_or_default();
            let finding = Finding::warn(Code::AppliedAfterDeadline, at);
            reading.findings.push(finding.hint(closes));
        }
        _ => {}
    }
    let on = data.applied_on.or(closes_on).unwrap_or(today);
    let age = data
        .birth
        .map(|birth| age_completed(birth, on).unwrap_or(0));
    if age.is_some_and(|age| age < YOUNGEST_STUDENT) {
        let at = reading.at(Col::IdNo as usize);
        let finding = Finding::reject(Code::StudentTooYoung, at);
        reading.findings.push(finding);
    }
}

/// A word without blanks and without what stands in brackets.
pub(crate) fn bare_word(text: &str) -> String {
    let text = half_width(text);
    let text = text.split(['(', '[']).next().unwrap_or_default();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn level(word: &str) -> Option<SchoolLevel> {
    match bare_word(word).as_str() {
        "高中" | "普通高中" | "普高" => Some(SchoolLevel::SeniorHigh),
        "中职" | "中专" | "技校" | "职高" | "职业高中" | "中等职业" | "技工学校" => {
            Some(SchoolLevel::SecondaryVocational)
        }
        "专科" | "大专" | "高职" | "大学专科" | "高职专科" | "高职高专" => {
            Some(SchoolLevel::JuniorCollege)
        }
        "本科" | "大学本科" | "大学" | "普通本科" => Some(SchoolLevel::Undergraduate),
        "研究生" | "硕士" | "博士" | "硕士研究生" | "博士研究生" => {
            Some(SchoolLevel::Graduate)
        }
        _ => None,
    }
}

fn admission(word: &str) -> Option<Admission> {
    match bare_word(word).as_str() {
        "新录取" | "新生" | "录取" | "应届" => Some(Admission::New),
        "在读" | "在校" | "在校生" => Some(Admission::InSchool),
        "连续资助" | "连续" | "续助" => Some(Admission::Continuing),
        _ => None,
    }
}

fn student_kind(word: &str) -> Option<StudentKind> {
    match bare_word(word).as_str() {
        "普通" | "普通生" | "普通学生" => Some(StudentKind::Ordinary),
        "军事院校" | "军校" | "军队院校" | "军校生" => {
            Some(StudentKind::MilitaryAcademy)
        }
        "免费师范生" | "公费师范生" | "免费师范" | "公费师范" => {
            Some(StudentKind::FreeNormal)
        }
        "定向生" | "定向" | "定向培养" | "定向培养生" | "委培" => {
            Some(StudentKind::Directed)
        }
        _ => None,
    }
}
