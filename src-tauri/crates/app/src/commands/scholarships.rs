//! 金秋助学: rounds, applications, decisions, follow-up, events. Amounts are fen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::eligibility::Clause;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AwardDecision, PayMethod, ScholarshipCase, ScholarshipEvent, ScholarshipRound, ScholarshipStep,
    ScholarshipStepKind, SchoolLevel,
};
use ts_rs::TS;

use super::shared::PersonBrief;

/// Adds a round (empty id) or changes one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RoundSave {
    pub round: ScholarshipRound,
}

/// A round with its totals.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RoundRow {
    pub round: ScholarshipRound,
    pub pack_name: String,
    /// The paper the pack comes from.
    pub pack_source: String,
    /// Applications count today.
    pub open: bool,
    pub totals: ScholarshipTotals,
}

/// Students (人) and fen; never added to one another.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct ScholarshipTotals {
    pub applications: u32,
    pub pending: u32,
    pub awarded: u32,
    pub refused: u32,
    pub award_total: Fen,
    /// 人民币大写 of the awards.
    pub award_uppercase: String,
    /// Awards that stand in a batch.
    pub drafted: Fen,
    pub paid: Fen,
    pub by_level: Vec<LevelTotal>,
    /// 建档 and 未建档, both always.
    pub by_filing: Vec<FilingTotal>,
}

/// Applications resting on an active hardship file, or on none.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FilingTotal {
    pub filed: bool,
    pub label: String,
    pub applications: u32,
    pub awarded: u32,
    pub amount: Fen,
}

/// One level of school.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LevelTotal {
    pub level: Option<SchoolLevel>,
    pub label: String,
    pub applications: u32,
    pub awarded: u32,
    pub amount: Fen,
}

/// Filters of the list of applications.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ScholarshipQuery {
    /// `None` = every round.
    pub round_id: Option<Id>,
    pub decision: Option<AwardDecision>,
    pub level: Option<SchoolLevel>,
    /// The last step taken.
    pub step: Option<ScholarshipStepKind>,
    /// 建档: the parent's hardship file is active.
    pub filed: Option<bool>,
    /// 对口援助
    pub counterpart: Option<bool>,
    /// Name, parent, school.
    pub text: String,
    pub offset: u32,
    /// 0 = everything.
    pub limit: u32,
}

/// A page of applications; the totals are of everything that matches.
#[derive(Clone, Serialize, TS)]
pub struct ScholarshipList {
    pub rows: Vec<ScholarshipRow>,
    /// Applications that match, 份.
    pub total: u32,
    pub totals: ScholarshipTotals,
}

/// One application. `case.card_no` is empty here.
#[derive(Clone, Serialize, TS)]
pub struct ScholarshipRow {
    pub case: ScholarshipCase,
    pub name: String,
    pub id_masked: String,
    pub card_masked: Option<String>,
    pub level_label: String,
    /// The parent's hardship file is active.
    pub filed: bool,
    /// The parent's file in words: `在档 998101-2015-001`, `脱困退出 …`, `未建档`.
    pub file_label: String,
    pub decision_label: String,
    /// Reasons of the decision in words.
    pub reasons: Vec<String>,
    pub step: Option<ScholarshipStepKind>,
    pub step_label: String,
    pub batch_no: Option<String>,
    pub paid: bool,
}

/// An application with everything around it.
#[derive(Clone, Serialize, TS)]
pub struct ScholarshipDetail {
    pub row: ScholarshipRow,
    pub round: ScholarshipRound,
    pub student: PersonBrief,
    pub parent: Option<PersonBrief>,
    pub parent_file_no: Option<String>,
    pub parent_file_status: Option<String>,
    /// What the rules say today, clause by clause; the recorded decision is in `row.case`.
    pub clauses: Vec<Clause>,
    /// The cap per student and what is left of it, as a sentence.
    pub room: Option<String>,
    pub steps: Vec<ScholarshipStepView>,
    /// Steps that may come next.
    pub next: Vec<ScholarshipNext>,
    /// Every round of this student, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// Sentences to be read after what was just saved.
    pub warnings: Vec<String>,
}

/// A step with its word.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ScholarshipStepView {
    pub step: ScholarshipStep,
    pub label: String,
}

/// A step that could come next.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ScholarshipNext {
    pub kind: ScholarshipStepKind,
    pub label: String,
}

/// A year of a student.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TimelineEntry {
    pub case_id: Id,
    pub year: i32,
    pub round_name: String,
    pub school: String,
    pub level_label: String,
    pub decision_label: String,
    pub award: Fen,
    pub paid: bool,
    pub steps: Vec<ScholarshipStepView>,
}

/// Who is nominated, by paper; the person of the base data is found by the number.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct NomineeDraft {
    pub name: String,
    /// Resident ID.
    pub id_no: String,
    pub mobile: Option<String>,
}

/// Adds an application (empty id) or changes one. Decision, reasons, award and place are the
/// program's own and kept as they are.
#[derive(Clone, Deserialize, TS)]
pub struct ScholarshipSave {
    /// `card_no` `None` = as it was, an empty text = taken away.
    pub case: ScholarshipCase,
    /// The student by paper, when `case.person_id` is empty.
    pub student: Option<NomineeDraft>,
    /// The parent's number: finds the person and the file.
    pub parent_id_no: Option<String>,
    /// The card of another family's student was looked at again.
    pub card_confirmed: bool,
}

/// Decides by the round's pack: one application, or every one of a round that is not yet public.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ScholarshipAward {
    pub round_id: Id,
    /// Empty = the whole round.
    pub case_ids: Vec<Id>,
}

/// Takes a step on applications, all or none.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ScholarshipStepAdd {
    pub case_ids: Vec<Id>,
    pub kind: ScholarshipStepKind,
    /// `None` = today.
    pub on: Option<NaiveDate>,
    pub opinion: Option<String>,
    /// Last day of the notice; `None` = the earliest that is allowed.
    pub notice_ends_on: Option<NaiveDate>,
}

/// What was found a year later.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FollowUp {
    pub case_id: Id,
    /// `followed_up`, `finished` or `dropped`.
    pub kind: ScholarshipStepKind,
    pub on: Option<NaiveDate>,
    pub opinion: String,
}

/// Last year's awarded applications become this round's.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ScholarshipContinue {
    /// The new round.
    pub round_id: Id,
    /// The round before; `None` = the latest earlier one.
    pub from_round_id: Option<Id>,
}

/// Who would be continued, and why the others would not; nothing is written.
#[derive(Clone, Serialize, TS)]
pub struct ContinueOffer {
    /// The round that is continued; `None` = there is no earlier one.
    pub from: Option<ScholarshipRound>,
    pub offered: Vec<Offered>,
    pub left_out: Vec<LeftOut>,
}

/// Somebody who would be continued, as last year's application knows them.
#[derive(Clone, Serialize, TS)]
pub struct Offered {
    /// Last year's application.
    pub case_id: Id,
    pub name: String,
    pub school: String,
    pub level_label: String,
    pub entry_year: Option<i32>,
    pub length_years: Option<u32>,
    /// What last year's round gave, fen.
    pub award: Fen,
}

/// What became of them.
#[derive(Clone, Serialize, TS)]
pub struct Continued {
    pub list: ScholarshipList,
    pub continued: u32,
    /// Who was not, each with the reason.
    pub left_out: Vec<LeftOut>,
}

/// Somebody who was left out, and why.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeftOut {
    pub name: String,
    pub reason: String,
}

/// Adds an event (empty id) or changes one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ScholarshipEventSave {
    pub event: ScholarshipEvent,
}

/// An event with the names of who was there; events have no amounts.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ScholarshipEventView {
    pub event: ScholarshipEvent,
    pub participants_n: u32,
    pub names: Vec<String>,
    /// Those of the base data.
    pub people: Vec<EventPerson>,
}

/// Somebody of the base data who took part.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EventPerson {
    pub id: Id,
    pub name: String,
}

/// Asks for the standard of a pack on a day.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StandardAsk {
    pub pack: String,
    /// One standard holds for a whole round: the one in force on its last day.
    pub on: NaiveDate,
}

/// What a pack says of scholarships, each line with its article.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StandardView {
    pub pack_name: String,
    pub region: String,
    /// The paper, and where it can be read.
    pub source: String,
    pub address: Option<String>,
    /// The version in force; `None` with `problem` when there is none on that day.
    pub effective_from: Option<NaiveDate>,
    pub effective_to: Option<NaiveDate>,
    pub deadline: Option<NaiveDate>,
    pub amounts: Vec<StandardLine>,
    pub exclusions: Vec<StandardLine>,
    /// Ceilings per student and year.
    pub caps: Vec<StandardLine>,
    /// Parent and student must be in the base data already.
    pub gate: Option<StandardLine>,
    /// The standard gives to those without a hardship file, too.
    pub unfiled: bool,
    pub notes: Vec<String>,
    pub problem: Option<String>,
}

/// One line of a standard.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StandardLine {
    pub label: String,
    /// Fen per student and year.
    pub amount: Option<Fen>,
    pub text: String,
    pub article: String,
}

/// Drafts a batch for the awards of a round that are in no batch.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ScholarshipBatch {
    pub round_id: Id,
    /// Empty = every awarded and approved application in no batch.
    pub case_ids: Vec<Id>,
    pub fund_id: Id,
    pub method: PayMethod,
    /// `None` = the round's name.
    pub purpose: Option<String>,
    pub needs_notice: bool,
}

/// The applications of a round as a workbook which the import reads back unchanged.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExportScholarships {
    pub round_id: Id,
}
