//! The life of a hardship file: which step may follow which status (DOMAIN §S8), on what day
//! (§2.3), and the words for status, step and decision.
//!
//! Pure: the caller brings today's date and the end of publicity, counted with the calendar.

use chrono::NaiveDate;

use crate::records::{FileStatus, FileStep, StepDecision, StepKind};

use FileStatus as S;
use StepDecision::{Agree, Disagree, Return};
use StepKind as K;

/// Shortest publicity in working days (DOMAIN §2.3, step 6).
pub const MIN_NOTICE_DAYS: u32 = 5;

/// (status before, step, decision, status after): the whole diagram of DOMAIN §S8.
/// An optional appraisal may be skipped; a rejected or withdrawn file may apply again, because a
/// household never gets a second file.
pub const TABLE: &[(S, K, StepDecision, S)] = &[
    (S::Draft, K::Apply, Agree, S::Submitted),
    (S::Draft, K::TemporaryAid, Agree, S::Temporary),
    (S::Draft, K::Withdraw, Agree, S::Withdrawn),
    (S::Submitted, K::FirstReview, Agree, S::FirstReviewed),
    (S::Submitted, K::FirstReview, Return, S::Draft),
    (S::Submitted, K::FirstReview, Disagree, S::Rejected),
    (S::Submitted, K::Withdraw, Agree, S::Withdrawn),
    (S::FirstReviewed, K::HomeSurvey, Agree, S::Investigated),
    (S::FirstReviewed, K::HomeSurvey, Return, S::Draft),
    (S::FirstReviewed, K::HomeSurvey, Disagree, S::Rejected),
    (S::FirstReviewed, K::Withdraw, Agree, S::Withdrawn),
    (S::Investigated, K::IncomeCheckSent, Agree, S::Checking),
    (S::Investigated, K::Withdraw, Agree, S::Withdrawn),
    (S::Checking, K::IncomeCheckResult, Agree, S::CheckedOk),
    (S::Checking, K::IncomeCheckResult, Return, S::Investigated),
    (S::Checking, K::IncomeCheckResult, Disagree, S::Rejected),
    (S::CheckedOk, K::PeerAppraisal, Agree, S::Appraised),
    (S::CheckedOk, K::PeerAppraisal, Return, S::Investigated),
    (S::CheckedOk, K::PeerAppraisal, Disagree, S::Rejected),
    (S::CheckedOk, K::PublicNotice, Agree, S::Publicity),
    (S::Appraised, K::PublicNotice, Agree, S::Publicity),
    (S::Publicity, K::Objection, Agree, S::ObjectionVerifying),
    (S::Publicity, K::Review, Agree, S::TownshipReviewed),
    (S::Publicity, K::Review, Return, S::Investigated),
    (S::Publicity, K::Review, Disagree, S::Rejected),
    (
        S::ObjectionVerifying,
        K::ObjectionResult,
        Agree,
        S::Publicity,
    ),
    (
        S::ObjectionVerifying,
        K::ObjectionResult,
        Disagree,
        S::Rejected,
    ),
    (S::TownshipReviewed, K::Approval, Agree, S::Active),
    (S::TownshipReviewed, K::Approval, Return, S::Investigated),
    (S::TownshipReviewed, K::Approval, Disagree, S::Rejected),
    (S::Active, K::Recheck, Agree, S::Active),
    (S::Active, K::Exit, Agree, S::Exited),
    (S::Active, K::Cancel, Agree, S::Cancelled),
    (S::Exited, K::Relapse, Agree, S::Active),
    (S::Exited, K::Cancel, Agree, S::Cancelled),
    (S::Temporary, K::Convert, Agree, S::FirstReviewed),
    (S::Temporary, K::Cancel, Agree, S::Cancelled),
    (S::Rejected, K::Apply, Agree, S::Submitted),
    (S::Withdrawn, K::Apply, Agree, S::Submitted),
];

/// The steps that may be taken now, in the order of the procedure.
pub fn allowed(status: FileStatus) -> Vec<StepKind> {
    let mut kinds = Vec::new();
    for (from, kind, _, _) in TABLE {
        if *from == status && !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds
}

/// The decisions a step knows in this status; empty when the step is not allowed.
pub fn decisions(status: FileStatus, kind: StepKind) -> Vec<StepDecision> {
    let rules = TABLE
        .iter()
        .filter(|(from, step, ..)| *from == status && *step == kind);
    rules.map(|(_, _, decision, _)| *decision).collect()
}

/// A step that starts the days of publicity (afresh, after an objection was answered).
pub fn starts_notice(kind: StepKind, decision: StepDecision) -> bool {
    matches!(kind, K::PublicNotice | K::ObjectionResult) && decision == Agree
}

/// A step about to be taken.
#[derive(Clone, Copy)]
pub struct NewStep<'a> {
    pub kind: StepKind,
    pub decision: StepDecision,
    pub on: NaiveDate,
    pub actor: &'a str,
    pub opinion: &'a str,
    /// Working days of publicity asked for, when the step starts a notice.
    pub notice_days: u32,
}

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepRefusal {
    /// Not in the diagram; the kinds that are.
    NotNow { instead: Vec<StepKind> },
    /// The step exists, this decision does not.
    NoSuchDecision { instead: Vec<StepDecision> },
    /// Dated before the step before it.
    BeforePrevious { previous: StepKind, on: NaiveDate },
    /// Dated after today.
    InFuture,
    /// The notice runs until this day, inclusive.
    NoticeRunning { ends_on: NaiveDate },
    /// Fewer than [`MIN_NOTICE_DAYS`].
    NoticeTooShort { days: u32 },
    /// Nobody is named.
    NoActor,
    /// A refusal, return, objection, exit or cancellation needs its reason in writing.
    NoOpinion,
}

impl StepRefusal {
    /// The reason as a Chinese sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotNow { instead } if instead.is_empty() => "这个状态下没有后续步骤。".to_owned(),
            Self::NotNow { instead } => {
                let words: Vec<_> = instead.iter().map(|kind| kind.label()).collect();
                format!("现在可以办理：{}。", words.join("、"))
            }
            Self::NoSuchDecision { instead } => {
                let words: Vec<_> = instead.iter().map(|decision| decision.label()).collect();
                format!("这一步的结论只能是：{}。", words.join("、"))
            }
            Self::BeforePrevious { previous, on } => {
                format!("日期早于上一步“{}”({on}),请核对日期。", previous.label())
            }
            Self::InFuture => "日期还没有到，请填写实际办理的日期。".to_owned(),
            Self::NoticeRunning { ends_on } => {
                format!("公示到 {ends_on} 才结束，要在公示期满后办理；如有异议请先登记“异议”。")
            }
            Self::NoticeTooShort { days } => {
                format!("公示不得少于 {MIN_NOTICE_DAYS} 个工作日，现在填的是 {days} 个。")
            }
            Self::NoActor => "请填写办理人。".to_owned(),
            Self::NoOpinion => {
                "请写明理由(意见),退回、不同意、异议、脱困、注销都要有书面理由。".to_owned()
            }
        }
    }
}

/// The status after a step, or why it is refused. `past` are the file's steps in order.
pub fn take(
    status: FileStatus,
    past: &[FileStep],
    step: &NewStep<'_>,
    today: NaiveDate,
) -> Result<FileStatus, StepRefusal> {
    let choices = decisions(status, step.kind);
    if choices.is_empty() {
        return Err(StepRefusal::NotNow {
            instead: allowed(status),
        });
    }
    let rule = TABLE.iter().find(|(from, kind, decision, _)| {
        *from == status && *kind == step.kind && *decision == step.decision
    });
    let Some((.., after)) = rule else {
        return Err(StepRefusal::NoSuchDecision { instead: choices });
    };
    if step.actor.trim().is_empty() {
        return Err(StepRefusal::NoActor);
    }
    if needs_reason(step) && step.opinion.trim().is_empty() {
        return Err(StepRefusal::NoOpinion);
    }
    if step.on > today {
        return Err(StepRefusal::InFuture);
    }
    // Steps are facts with dates typed from paper; the latest date counts, not the last entry.
    if let Some(last) = past.iter().max_by_key(|past| past.on)
        && step.on < last.on
    {
        return Err(StepRefusal::BeforePrevious {
            previous: last.kind,
            on: last.on,
        });
    }
    if starts_notice(step.kind, step.decision) && step.notice_days < MIN_NOTICE_DAYS {
        return Err(StepRefusal::NoticeTooShort {
            days: step.notice_days,
        });
    }
    let approves = matches!(step.kind, K::Review | K::Approval) && step.decision == Agree;
    if let Some(ends_on) = notice_end(past).filter(|ends_on| approves && step.on <= *ends_on) {
        return Err(StepRefusal::NoticeRunning { ends_on });
    }
    Ok(*after)
}

/// Last day of the latest publicity, inclusive.
pub fn notice_end(past: &[FileStep]) -> Option<NaiveDate> {
    past.iter().rev().find_map(|step| step.notice_ends_on)
}

fn needs_reason(step: &NewStep<'_>) -> bool {
    step.decision != Agree || matches!(step.kind, K::Objection | K::Exit | K::Cancel)
}

impl FileStatus {
    /// Every status, in the order of the procedure.
    pub const ALL: [Self; 16] = [
        Self::Draft,
        Self::Submitted,
        Self::FirstReviewed,
        Self::Investigated,
        Self::Checking,
        Self::CheckedOk,
        Self::Appraised,
        Self::Publicity,
        Self::ObjectionVerifying,
        Self::TownshipReviewed,
        Self::Active,
        Self::Temporary,
        Self::Exited,
        Self::Cancelled,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "已申请",
            Self::FirstReviewed => "已初审",
            Self::Investigated => "已入户调查",
            Self::Checking => "核对中",
            Self::CheckedOk => "核对通过",
            Self::Appraised => "已评议",
            Self::Publicity => "公示中",
            Self::ObjectionVerifying => "异议核查",
            Self::TownshipReviewed => "已审核",
            Self::Active => "在档",
            Self::Exited => "脱困",
            Self::Cancelled => "注销",
            Self::Temporary => "临时救助",
            Self::Rejected => "未通过",
            Self::Withdrawn => "已撤回",
        }
    }

    /// The household holds a living file: nobody of it may open another one.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Cancelled)
    }
}

impl StepKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Apply => "申请",
            Self::Withdraw => "撤回",
            Self::FirstReview => "初审",
            Self::HomeSurvey => "入户调查",
            Self::IncomeCheckSent => "送民政核对",
            Self::IncomeCheckResult => "核对结果",
            Self::PeerAppraisal => "评议",
            Self::PublicNotice => "公示",
            Self::Objection => "异议",
            Self::ObjectionResult => "异议核查结果",
            Self::Review => "审核",
            Self::Approval => "审批",
            Self::Recheck => "复查",
            Self::Exit => "脱困",
            Self::Cancel => "注销",
            Self::Relapse => "返困",
            Self::TemporaryAid => "临时救助建档",
            Self::Convert => "临时档案转正",
            Self::CarriedOver => "迁入",
        }
    }
}

impl StepDecision {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agree => "同意",
            Self::Disagree => "不同意",
            Self::Return => "退回",
        }
    }
}

#[cfg(test)]
#[path = "file_steps_tests.rs"]
mod tests;
