//! What a policy pack says about scholarships: amounts, exclusions, caps per student.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::eligibility::Fraction;
use crate::eligibility::{Basis, LineChoice, Pack};
use crate::money::{Fen, MAX_FEN};
use crate::records::SchoolLevel;

/// The two tiers every known standard has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SchoolTier {
    /// 专科/高职, 本科, 研究生
    University,
    /// 高中, 中职/中专/技校
    SeniorSecondary,
}

impl SchoolTier {
    /// The tier of a level.
    pub fn of(level: SchoolLevel) -> Self {
        if level.is_university() {
            Self::University
        } else {
            Self::SeniorSecondary
        }
    }

    /// The word in sentences.
    pub fn label(self) -> &'static str {
        match self {
            Self::University => "大学",
            Self::SeniorSecondary => "高中(中职)",
        }
    }

    /// The reason code.
    pub fn reason(self) -> &'static str {
        match self {
            Self::University => "university_tier",
            Self::SeniorSecondary => "senior_secondary_tier",
        }
    }
}

/// `[version.scholarship]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScholarshipStandard {
    /// Last day of application, where the source names one; a round's own window comes first.
    pub deadline: Option<NaiveDate>,
    /// Empty where a source only sets caps: then the amount is decided by hand.
    pub amounts: Vec<StandardAmount>,
    pub exclusions: Vec<ScholarshipExclusion>,
    pub caps: Vec<StudentCap>,
    /// What is doubtful.
    pub note: Option<String>,
}

/// One amount of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StandardAmount {
    /// The parent has an active hardship file.
    pub filed: bool,
    pub tier: SchoolTier,
    /// Fen per student and year.
    pub fen: Fen,
    pub basis: Basis,
}

/// What keeps a student out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ExcludedStudent {
    /// 军事院校
    MilitaryAcademy,
    /// 免费(公费)师范生
    FreeNormal,
    /// 定向生
    TargetedTraining,
    /// 已获其他资助; a student loan is not aid.
    AidedElsewhere,
    /// 逾期申请
    AfterDeadline,
    /// 家长不在职; `states` are the words of those who are.
    ParentNotInService { states: Vec<String> },
    /// 家长不是会员
    ParentNotUnionMember,
    /// The same student again in one year.
    Duplicate,
}

impl ExcludedStudent {
    /// The name in policy packs.
    pub fn id(&self) -> &'static str {
        match self {
            Self::MilitaryAcademy => "military_academy",
            Self::FreeNormal => "free_normal",
            Self::TargetedTraining => "targeted_training",
            Self::AidedElsewhere => "aided_elsewhere",
            Self::AfterDeadline => "after_deadline",
            Self::ParentNotInService { .. } => "parent_not_in_service",
            Self::ParentNotUnionMember => "parent_not_union_member",
            Self::Duplicate => "duplicate",
        }
    }
}

/// One `[[version.scholarship.exclusion]]`; a switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScholarshipExclusion {
    pub when: ExcludedStudent,
    pub enabled: bool,
    pub basis: Basis,
}

/// A ceiling per student and year of one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StudentCap {
    pub tier: SchoolTier,
    pub limit: StudentLimit,
    pub basis: Basis,
}

/// How a cap per student is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StudentLimit {
    /// So many fen.
    Fixed { fen: Fen },
    /// So many times the monthly dibao line.
    Line { times: Fraction, line: LineChoice },
}

/// The room a student has under the tightest cap of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StudentRoom {
    /// Fen per year.
    pub limit: Fen,
    /// Given this year, all schooling aid together.
    pub given: Fen,
    /// `limit − given`, never below zero.
    pub left: Fen,
    pub text: String,
    pub article: String,
}

/// The room of one student under the caps of the version in force on a day. Caps count per student:
/// two children of one family have a room each. `None` where no cap is known, or the dibao line is
/// not filled in (see [`missing_line`]).
pub fn student_room(
    pack: &Pack,
    on: NaiveDate,
    level: SchoolLevel,
    given: Fen,
) -> Option<StudentRoom> {
    let rooms = caps(pack, on, level).filter_map(|cap| {
        let limit = limit(pack, on, &cap.limit)?;
        Some(StudentRoom {
            limit,
            given,
            left: Fen((limit.0 - given.0).max(0)),
            text: cap.basis.text.clone(),
            article: cap.basis.article.clone(),
        })
    });
    rooms.min_by_key(|room| room.left)
}

/// A cap that cannot be told because the dibao line of the day is missing, as a sentence.
pub fn missing_line(pack: &Pack, on: NaiveDate, level: SchoolLevel) -> Option<String> {
    let cap = caps(pack, on, level).find(|cap| limit(pack, on, &cap.limit).is_none())?;
    Some(format!(
        "政策包“{}”没有 {on} 适用的低保标准，算不出上限“{}”，请在政策包里补上低保标准。",
        pack.name, cap.basis.text
    ))
}

fn caps(pack: &Pack, on: NaiveDate, level: SchoolLevel) -> impl Iterator<Item = &StudentCap> {
    let standard = pack.version_on(on).and_then(|v| v.scholarship.as_ref());
    let caps = standard.into_iter().flat_map(|standard| &standard.caps);
    caps.filter(move |cap| cap.tier == SchoolTier::of(level))
}

/// Rounded down to the fen.
fn limit(pack: &Pack, on: NaiveDate, limit: &StudentLimit) -> Option<Fen> {
    match limit {
        StudentLimit::Fixed { fen } => Some(*fen),
        StudentLimit::Line { times, line } => {
            let line = match line {
                LineChoice::Current => pack.line_on(on),
                LineChoice::PreviousYear => pack.line_of_previous_year(on),
            }?;
            let exact = times.value() * i128::from(line.fen.0);
            let fen = exact.floor().to_integer().min(i128::from(MAX_FEN));
            Some(Fen(i64::try_from(fen).unwrap_or(MAX_FEN)))
        }
    }
}
