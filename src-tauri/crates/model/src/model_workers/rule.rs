//! What a policy pack says about the benefits of model workers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::eligibility::{Basis, Op};
use crate::money::Fen;
use crate::records::{BenefitKind, HonorLevel, WorkerKind};

/// One `[[version.benefit]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BenefitRule {
    pub kind: BenefitKind,
    /// Levels it is for; empty = all.
    pub levels: Vec<HonorLevel>,
    pub pay: BenefitPay,
    /// The hardship that must be shown, where the rule asks for one.
    pub need: Option<HardshipNeed>,
    pub exclusions: Vec<StateExclusion>,
    pub basis: Basis,
}

/// How much is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BenefitPay {
    /// Each month the line less the own income, at most the cap, never below zero.
    UpToLine {
        lines: Vec<WorkerLine>,
        /// Fen per month.
        monthly_cap: Option<Fen>,
    },
    /// So many fen a year.
    Yearly { fen: Fen },
    /// The source names no amount: who approves decides.
    ByHand,
}

/// The line of one kind of worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkerLine {
    pub worker: WorkerKind,
    /// Fen per month.
    pub fen: Fen,
    /// Completed years from which it holds.
    pub men_from: Option<u32>,
    pub women_from: Option<u32>,
    /// Only without a fixed income.
    pub no_fixed_income: bool,
    /// The disabled need neither the age nor to be without a fixed income.
    pub or_disabled: bool,
    pub basis: Basis,
}

/// Any one of these is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HardshipNeed {
    pub medical: Option<MedicalNeed>,
    pub jobless: bool,
    pub relative_ill: bool,
    pub basis: Basis,
}

/// Own out-of-pocket medical cost of a period against an amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MedicalNeed {
    pub op: Op,
    /// Fen in the period.
    pub over: Fen,
    /// Both days inclusive.
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl MedicalNeed {
    /// What was spent in the period, of dated costs in fen.
    pub fn spent(&self, costs: impl IntoIterator<Item = (NaiveDate, Fen)>) -> Option<Fen> {
        let within = costs
            .into_iter()
            .filter(|(on, _)| self.from <= *on && *on <= self.to);
        Fen::sum(within.map(|(_, fen)| fen))
    }
}

/// What keeps somebody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExcludedWhen {
    /// 去世; always asked, whether a pack names it or not.
    Deceased,
    /// 荣誉撤销
    Revoked,
    /// 移居境外
    Emigrated,
    /// 下落不明
    Missing,
    /// 严重违纪违法或正在接受调查
    UnderInvestigation,
}

impl ExcludedWhen {
    /// The reason code.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Deceased => "deceased",
            Self::Revoked => "honor_revoked",
            Self::Emigrated => "emigrated",
            Self::Missing => "whereabouts_unknown",
            Self::UnderInvestigation => "under_investigation",
        }
    }
}

/// One `[[version.benefit.exclusion]]`; a switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StateExclusion {
    pub when: ExcludedWhen,
    pub enabled: bool,
    pub basis: Basis,
}
