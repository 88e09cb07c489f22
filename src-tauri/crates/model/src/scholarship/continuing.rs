//! Next year's application from last year's: offered with one click, everything to be confirmed.

use super::steps::is_over;
use crate::money::Fen;
use crate::record::Id;
use crate::records::{
    Admission, AwardDecision, ScholarshipCase, ScholarshipRound, ScholarshipStep,
};

/// Why a case is not continued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContinueRefusal {
    /// Last year's application was refused or never decided.
    NotAwarded { decision: AwardDecision },
    /// Graduated or dropped out.
    Over,
    /// The years of the course are over by the new round.
    Graduated { entry: i32, years: u32 },
    /// The new round is not a later year.
    NotLater { last: i32, new: i32 },
    /// The new round is closed.
    RoundClosed,
}

impl ContinueRefusal {
    /// The reason as a Chinese sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotAwarded { decision } => format!(
                "上一次申请的结论是“{}”，没有资助过，不能接续；请按新申请登记。",
                decision.label()
            ),
            Self::Over => "这名学生已登记毕业或中止，不能接续。".to_owned(),
            Self::Graduated { entry, years } => {
                format!(
                    "{entry} 年入学、学制 {years} 年，已到毕业年份，请先回访核实；升学的按新录取登记。"
                )
            }
            Self::NotLater { last, new } => {
                format!("接续要在以后的年度：上一次是 {last} 年，这一次是 {new} 年。")
            }
            Self::RoundClosed => "这次助学活动已经结束，不能再登记申请。".to_owned(),
        }
    }
}

/// Last year's case with the steps taken on it, and its round's year.
#[derive(Clone, Copy)]
pub struct LastYear<'a> {
    pub case: &'a ScholarshipCase,
    pub steps: &'a [ScholarshipStep],
    pub year: i32,
}

/// The proposal for a new round: who, where and which course are taken over; the day of
/// application, other aid, papers and the decision are asked afresh. `id` and `seq` are the new
/// case's own.
pub fn continuing(
    last: &LastYear<'_>,
    round: &ScholarshipRound,
    id: Id,
    seq: u32,
) -> Result<ScholarshipCase, ContinueRefusal> {
    let case = last.case;
    if round.closed {
        return Err(ContinueRefusal::RoundClosed);
    }
    if round.year <= last.year {
        return Err(ContinueRefusal::NotLater {
            last: last.year,
            new: round.year,
        });
    }
    if is_over(last.steps) {
        return Err(ContinueRefusal::Over);
    }
    if case.decision != AwardDecision::Award {
        return Err(ContinueRefusal::NotAwarded {
            decision: case.decision,
        });
    }
    // Who was newly admitted in last year's round began then.
    let newly = case.admission == Some(Admission::New);
    let entry = case.entry_year.or(newly.then_some(last.year));
    if let (Some(entry), Some(years)) = (entry, case.length_years)
        && i64::from(round.year) >= i64::from(entry) + i64::from(years)
    {
        return Err(ContinueRefusal::Graduated { entry, years });
    }
    Ok(ScholarshipCase {
        id,
        round_id: round.id.clone(),
        seq,
        admission: Some(Admission::Continuing),
        entry_year: entry,
        applied_on: None,
        other_aid: None,
        other_aid_amount: None,
        documents: Vec::new(),
        decision: AwardDecision::Pending,
        reasons: Vec::new(),
        award: Fen::ZERO,
        continues: Some(case.id.clone()),
        application_reason: None,
        source_key: None,
        note: None,
        ..case.clone()
    })
}
