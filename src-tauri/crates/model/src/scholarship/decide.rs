//! The decision on one application: every clause asked, the amount of the standard, reason codes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::other_aid::{OtherAid, other_aid};
use super::standard::{ExcludedStudent, ScholarshipStandard, SchoolTier, StandardAmount};
use crate::eligibility::{Basis, Clause, NOT_IN_BASE_DATA, Nominee, Version};
use crate::money::Fen;
use crate::records::{AwardDecision, SchoolLevel, StudentKind};

/// What is known of the parent's hardship file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileStanding {
    /// 在档
    Active,
    /// There is one, exited or cancelled: counts as not filed, and is said.
    NotActive,
    /// None.
    #[default]
    None,
}

/// Where the same student was met before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplicate {
    /// Row of the list.
    Row(u32),
    /// Another application of the round.
    Case,
}

/// The facts of one application.
#[derive(Clone, Copy, Default)]
pub struct Application<'a> {
    pub level: Option<SchoolLevel>,
    pub student_kind: Option<StudentKind>,
    pub file: FileStanding,
    pub applied_on: Option<NaiveDate>,
    /// The round's window, both days inclusive; the pack's deadline holds where it says nothing.
    pub opens_on: Option<NaiveDate>,
    pub closes_on: Option<NaiveDate>,
    /// 家长状态 as written.
    pub parent_state: Option<&'a str>,
    pub parent_is_member: Option<bool>,
    /// 已获其他资助 as written.
    pub other_aid: Option<&'a str>,
    pub duplicate: Option<Duplicate>,
    /// Whether parent and student were known before; `None` = not asked (importing a list is how
    /// people get into the base data).
    pub in_base_data: Option<bool>,
    /// What is left under the caps per student, see [`super::student_room`].
    pub room: Option<Fen>,
}

/// What follows from the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// `pending` while a fact is missing, or the pack names no amount.
    pub decision: AwardDecision,
    /// Fen.
    pub award: Fen,
    /// Reason codes; see [`super::reason_label`] for the words.
    pub reasons: Vec<String>,
    pub clauses: Vec<Clause>,
}

/// Answer of one clause.
enum Answer {
    Clear,
    Out(String),
    Missing(&'static str),
}

/// Decides by the version in force. Refused beats missing beats awarded.
pub fn decide(version: &Version, facts: &Application<'_>) -> Decision {
    let aid = other_aid(facts.other_aid.unwrap_or_default());
    let mut asked = Asked::default();
    let standard = version.scholarship.as_ref();
    if let Some(standard) = standard {
        asked.exclusions(standard, facts, &aid);
        asked.window(standard, facts);
        asked.duplicate(standard, facts);
    }
    asked.base_data(version, facts);
    if !asked.refusals.is_empty() {
        return asked.close(AwardDecision::Refused, Fen::ZERO, None);
    }
    let amount = standard.and_then(|standard| asked.amount(standard, facts));
    if !asked.missing.is_empty() {
        return asked.close(AwardDecision::Pending, Fen::ZERO, None);
    }
    let Some(amount) = amount else {
        return asked.close(AwardDecision::Pending, Fen::ZERO, Some("no_standard"));
    };
    let fen = facts.room.map_or(amount.fen, |room| room.min(amount.fen));
    if fen <= Fen::ZERO {
        return asked.close(
            AwardDecision::Refused,
            Fen::ZERO,
            Some("student_cap_used_up"),
        );
    }
    asked.why(amount, facts, &aid);
    let capped = (fen < amount.fen).then_some("capped_per_student");
    asked.close(AwardDecision::Award, fen, capped)
}

/// What was asked so far.
#[derive(Default)]
struct Asked {
    clauses: Vec<Clause>,
    refusals: Vec<String>,
    missing: Vec<String>,
    reasons: Vec<String>,
}

impl Asked {
    fn answer(&mut self, id: &str, basis: &Basis, numbers: String, answer: Answer) {
        let passed = match &answer {
            Answer::Clear => Some(true),
            Answer::Out(_) => Some(false),
            Answer::Missing(_) => None,
        };
        self.clauses.push(Clause {
            id: id.to_owned(),
            text: basis.text.clone(),
            article: basis.article.clone(),
            passed,
            numbers,
            gap: None,
        });
        match answer {
            Answer::Clear => {}
            Answer::Out(code) => self.refusals.push(code),
            Answer::Missing(field) => self.missing.push(format!("missing:{field}")),
        }
    }

    fn exclusions(
        &mut self,
        standard: &ScholarshipStandard,
        facts: &Application<'_>,
        aid: &OtherAid,
    ) {
        for exclusion in standard.exclusions.iter().filter(|e| e.enabled) {
            let (numbers, answer) = match &exclusion.when {
                ExcludedStudent::MilitaryAcademy => kind(facts, StudentKind::MilitaryAcademy),
                ExcludedStudent::FreeNormal => kind(facts, StudentKind::FreeNormal),
                ExcludedStudent::TargetedTraining => kind(facts, StudentKind::Directed),
                ExcludedStudent::AidedElsewhere => aided(facts, aid),
                ExcludedStudent::ParentNotInService { states } => in_service(facts, states),
                ExcludedStudent::ParentNotUnionMember => member(facts),
                // Asked of every application, whether the pack names them or not.
                ExcludedStudent::AfterDeadline | ExcludedStudent::Duplicate => continue,
            };
            self.answer(exclusion.when.id(), &exclusion.basis, numbers, answer);
        }
    }

    fn window(&mut self, standard: &ScholarshipStandard, facts: &Application<'_>) {
        let closes = facts.closes_on.or(standard.deadline);
        if closes.is_none() && facts.opens_on.is_none() {
            return;
        }
        let Some(basis) = named(
            standard,
            &ExcludedStudent::AfterDeadline,
            "在规定的时间内申请。",
        ) else {
            return;
        };
        let (numbers, answer) = match facts.applied_on {
            None => (String::new(), Answer::Missing("applied_on")),
            Some(on) => {
                let late = closes.is_some_and(|closes| on > closes);
                let early = facts.opens_on.is_some_and(|opens| on < opens);
                let closes = closes
                    .map(|day| format!("，截止 {day}"))
                    .unwrap_or_default();
                let answer = match (late, early) {
                    (true, _) => Answer::Out("after_deadline".to_owned()),
                    (_, true) => Answer::Out("before_window".to_owned()),
                    _ => Answer::Clear,
                };
                (format!("申请日期 {on}{closes}"), answer)
            }
        };
        self.answer("after_deadline", &basis, numbers, answer);
    }

    fn duplicate(&mut self, standard: &ScholarshipStandard, facts: &Application<'_>) {
        let words = "同一名学生一年只资助一次。";
        let Some(basis) = named(standard, &ExcludedStudent::Duplicate, words) else {
            return;
        };
        let (numbers, answer) = match facts.duplicate {
            None => (String::new(), Answer::Clear),
            Some(Duplicate::Row(row)) => (
                format!("与第 {row} 行是同一名学生"),
                Answer::Out(format!("duplicate_of_row:{row}")),
            ),
            Some(Duplicate::Case) => (
                "本次助学已有这名学生的申请".to_owned(),
                Answer::Out("duplicate_in_round".to_owned()),
            ),
        };
        self.answer("duplicate", &basis, numbers, answer);
    }

    fn base_data(&mut self, version: &Version, facts: &Application<'_>) {
        let gate = version.base_data_gate(Nominee::Scholarship);
        if let (Some(gate), Some(known)) = (gate, facts.in_base_data) {
            let answer = if known {
                Answer::Clear
            } else {
                Answer::Out(NOT_IN_BASE_DATA.to_owned())
            };
            self.answer(NOT_IN_BASE_DATA, &gate.basis, String::new(), answer);
        }
    }

    fn amount<'s>(
        &mut self,
        standard: &'s ScholarshipStandard,
        facts: &Application<'_>,
    ) -> Option<&'s StandardAmount> {
        let Some(level) = facts.level else {
            self.missing.push("missing:level".to_owned());
            return None;
        };
        let filed = facts.file == FileStanding::Active;
        let tier = SchoolTier::of(level);
        let fits = |amount: &&StandardAmount| amount.filed == filed && amount.tier == tier;
        let amount = standard.amounts.iter().find(fits)?;
        let file = if filed { "在档" } else { "未建档" };
        let numbers = format!("{file}，{}，{} 元", level.label(), amount.fen);
        self.answer("standard", &amount.basis, numbers, Answer::Clear);
        Some(amount)
    }

    fn why(&mut self, amount: &StandardAmount, facts: &Application<'_>, aid: &OtherAid) {
        let filed = if amount.filed { "filed" } else { "not_filed" };
        let codes = [
            (true, filed),
            (true, amount.tier.reason()),
            (
                facts.level == Some(SchoolLevel::Graduate),
                "graduate_as_university",
            ),
            (facts.file == FileStanding::NotActive, "file_not_active"),
            (aid.loan, "student_loan_is_not_aid"),
        ];
        let holds = codes.into_iter().filter(|(holds, _)| *holds);
        self.reasons.extend(holds.map(|(_, code)| code.to_owned()));
    }

    fn close(self, decision: AwardDecision, award: Fen, last: Option<&str>) -> Decision {
        let mut reasons = match decision {
            AwardDecision::Refused => self.refusals,
            AwardDecision::Pending => self.missing,
            AwardDecision::Award => self.reasons,
        };
        reasons.extend(last.map(str::to_owned));
        Decision {
            decision,
            award,
            reasons,
            clauses: self.clauses,
        }
    }
}

fn kind(facts: &Application<'_>, out: StudentKind) -> (String, Answer) {
    match facts.student_kind {
        None => (String::new(), Answer::Missing("student_kind")),
        Some(kind) if kind == out => {
            let code = match kind {
                StudentKind::MilitaryAcademy => "excluded_military_academy",
                StudentKind::FreeNormal => "excluded_free_normal",
                _ => "excluded_targeted_training",
            };
            (kind.label().to_owned(), Answer::Out(code.to_owned()))
        }
        Some(kind) => (kind.label().to_owned(), Answer::Clear),
    }
}

fn aided(facts: &Application<'_>, aid: &OtherAid) -> (String, Answer) {
    let written = facts.other_aid.unwrap_or_default().trim().to_owned();
    if aid.aided {
        (written, Answer::Out("aided_elsewhere".to_owned()))
    } else {
        (written, Answer::Clear)
    }
}

fn in_service(facts: &Application<'_>, states: &[String]) -> (String, Answer) {
    let Some(state) = facts.parent_state.map(str::trim).filter(|s| !s.is_empty()) else {
        return (String::new(), Answer::Missing("parent_state"));
    };
    let answer = if states.iter().any(|known| known == state) {
        Answer::Clear
    } else {
        Answer::Out("parent_not_in_service".to_owned())
    };
    (format!("家长{state}"), answer)
}

fn member(facts: &Application<'_>) -> (String, Answer) {
    match facts.parent_is_member {
        None => (String::new(), Answer::Missing("parent_is_member")),
        Some(true) => ("家长是会员".to_owned(), Answer::Clear),
        Some(false) => (
            "家长不是会员".to_owned(),
            Answer::Out("parent_not_union_member".to_owned()),
        ),
    }
}

/// The pack's own words for a clause that is always asked; `None` when the pack switches it off.
fn named(standard: &ScholarshipStandard, when: &ExcludedStudent, words: &str) -> Option<Basis> {
    let own = standard
        .exclusions
        .iter()
        .find(|e| e.when.id() == when.id());
    match own {
        Some(own) => own.enabled.then(|| own.basis.clone()),
        None => Some(Basis {
            text: words.to_owned(),
            article: "本次助学活动的安排".to_owned(),
            note: None,
        }),
    }
}
