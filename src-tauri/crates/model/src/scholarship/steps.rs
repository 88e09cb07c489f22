//! The way of an application: applied, reviewed, in notice, approved, followed up until the end.

use chrono::NaiveDate;

use crate::calendar::publicity_end;
use crate::dates::add_months;
use crate::file_steps::MIN_NOTICE_DAYS;
use crate::records::{AwardDecision, ScholarshipStep, ScholarshipStepKind as K};

/// A step about to be taken.
#[derive(Clone, Copy)]
pub struct NewStep<'a> {
    pub kind: K,
    pub on: NaiveDate,
    pub by: &'a str,
    pub opinion: &'a str,
    /// Last day of the notice, inclusive, for `publicised`.
    pub notice_ends_on: Option<NaiveDate>,
}

/// What else is known of the case.
#[derive(Clone, Copy)]
pub struct CaseFacts {
    pub decision: AwardDecision,
    /// The ledger says the award was paid.
    pub paid: bool,
    pub today: NaiveDate,
}

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepRefusal {
    /// Not in the diagram; what is.
    NotNow { instead: Vec<K> },
    /// Nobody is named.
    NoActor,
    /// Dropping out needs its reason.
    NoOpinion,
    /// Dated after today.
    InFuture,
    /// Dated before the step before it.
    BeforePrevious { previous: K, on: NaiveDate },
    /// The rules refused the application, or it is not decided.
    NotAwarded { decision: AwardDecision },
    /// The notice would be shorter than five working days; the earliest last day.
    NoticeTooShort { earliest: NaiveDate },
    /// The notice runs until this day, inclusive.
    NoticeRunning { ends_on: NaiveDate },
    /// Follow-up before the money was paid.
    NotPaid,
}

impl StepRefusal {
    /// The reason as a Chinese sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotNow { instead } if instead.is_empty() => {
                "这份申请已经结束，没有后续步骤。".to_owned()
            }
            Self::NotNow { instead } => {
                let words: Vec<_> = instead.iter().map(|kind| kind.label()).collect();
                format!("现在可以办理：{}。", words.join("、"))
            }
            Self::NoActor => "请填写办理人。".to_owned(),
            Self::NoOpinion => "中止资助要写明理由(休学、退学、转学等)。".to_owned(),
            Self::InFuture => "日期还没有到，请填写实际办理的日期。".to_owned(),
            Self::BeforePrevious { previous, on } => {
                format!("日期早于上一步“{}”({on})，请核对日期。", previous.label())
            }
            Self::NotAwarded { decision } => format!(
                "这份申请的结论是“{}”，只有结论为“资助”的才能公示和批准。请先核对申请，或重新判定。",
                decision.label()
            ),
            Self::NoticeTooShort { earliest } => format!(
                "公示不得少于 {MIN_NOTICE_DAYS} 个工作日，最早到 {earliest} 结束，请改公示截止日。"
            ),
            Self::NoticeRunning { ends_on } => {
                format!("公示到 {ends_on} 才结束，要在公示期满后批准。")
            }
            Self::NotPaid => {
                "助学金还没有发放，发放以后才登记回访；不再资助的请登记“中止”。".to_owned()
            }
        }
    }
}

/// The last step taken; `None` before the application is registered.
pub fn state(past: &[ScholarshipStep]) -> Option<K> {
    past.last().map(|step| step.kind)
}

/// The case needs nothing more: the student has graduated or dropped out.
pub fn is_over(past: &[ScholarshipStep]) -> bool {
    past.iter()
        .any(|step| matches!(step.kind, K::Finished | K::Dropped))
}

/// The day the yearly follow-up falls due: a year after the approval, or after the last follow-up.
/// `None` before the approval and when the case is over.
pub fn follow_up_due(past: &[ScholarshipStep]) -> Option<NaiveDate> {
    if is_over(past) {
        return None;
    }
    let last = past
        .iter()
        .filter(|step| matches!(step.kind, K::Approved | K::FollowedUp))
        .map(|step| step.on)
        .max()?;
    add_months(last, 12)
}

/// The steps that may follow, in the order of the procedure.
pub fn allowed(past: &[ScholarshipStep]) -> Vec<K> {
    if is_over(past) {
        return Vec::new();
    }
    match state(past) {
        None => vec![K::Applied],
        Some(K::Applied) => vec![K::GrassReviewed, K::Dropped],
        Some(K::GrassReviewed) => vec![K::Publicised, K::Dropped],
        Some(K::Publicised) => vec![K::Approved, K::Dropped],
        Some(K::Approved | K::FollowedUp) => vec![K::FollowedUp, K::Finished, K::Dropped],
        Some(K::Finished | K::Dropped) => Vec::new(),
    }
}

/// Whether a step may be taken. `past` are the case's steps in order.
pub fn check_step(
    past: &[ScholarshipStep],
    step: &NewStep<'_>,
    facts: &CaseFacts,
) -> Result<(), StepRefusal> {
    let instead = allowed(past);
    if !instead.contains(&step.kind) {
        return Err(StepRefusal::NotNow { instead });
    }
    if step.by.trim().is_empty() {
        return Err(StepRefusal::NoActor);
    }
    if step.kind == K::Dropped && step.opinion.trim().is_empty() {
        return Err(StepRefusal::NoOpinion);
    }
    if step.on > facts.today {
        return Err(StepRefusal::InFuture);
    }
    // Dates are typed from paper: the latest date counts, not the last entry.
    if let Some(last) = past.iter().max_by_key(|past| past.on)
        && step.on < last.on
    {
        return Err(StepRefusal::BeforePrevious {
            previous: last.kind,
            on: last.on,
        });
    }
    let decision = facts.decision;
    if matches!(step.kind, K::Publicised | K::Approved) && decision != AwardDecision::Award {
        return Err(StepRefusal::NotAwarded { decision });
    }
    notice(past, step)?;
    if step.kind == K::FollowedUp && !facts.paid {
        return Err(StepRefusal::NotPaid);
    }
    Ok(())
}

fn notice(past: &[ScholarshipStep], step: &NewStep<'_>) -> Result<(), StepRefusal> {
    let running = past.iter().rev().find_map(|past| past.notice_ends_on);
    match step.kind {
        K::Publicised => {
            let earliest = earliest_notice_end(step.on);
            let long_enough = step.notice_ends_on.is_some_and(|ends| ends >= earliest);
            if long_enough {
                Ok(())
            } else {
                Err(StepRefusal::NoticeTooShort { earliest })
            }
        }
        K::Approved => match running.filter(|ends_on| step.on <= *ends_on) {
            Some(ends_on) => Err(StepRefusal::NoticeRunning { ends_on }),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Last day, inclusive, of the shortest notice posted on a day (five working days).
pub fn earliest_notice_end(posted_on: NaiveDate) -> NaiveDate {
    let days = u16::try_from(MIN_NOTICE_DAYS).unwrap_or(5);
    publicity_end(posted_on, days).date
}
