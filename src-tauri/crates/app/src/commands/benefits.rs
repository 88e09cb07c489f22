//! What model workers get: asked by the rules, declared, recorded, put into a batch. Amounts are fen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::model_workers::BenefitResult;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Benefit, BenefitKind, PayMethod};
use ts_rs::TS;

use super::scholarships::LeftOut;

/// A declared benefit with where its money is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BenefitView {
    pub benefit: Benefit,
    pub name: String,
    pub kind_label: String,
    pub reasons: Vec<String>,
    pub batch_id: Option<Id>,
    pub batch_no: Option<String>,
    pub paid: bool,
    /// 已申报, where its batch stands, or 已发放.
    pub state_label: String,
}

/// What the rules ask beyond the registry.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct HardshipFacts {
    /// Own out-of-pocket medical cost of the rule's period, fen.
    pub own_medical: Option<Fen>,
    pub jobless: Option<bool>,
    pub relative_ill: Option<bool>,
}

/// Asks for benefits by the rules in force on a day.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct BenefitQuery {
    pub year: Option<i32>,
    /// `None` = today.
    pub on: Option<NaiveDate>,
    /// `None` = the unit's.
    pub pack: Option<String>,
    /// Empty = everybody.
    pub worker_ids: Vec<Id>,
    /// Empty = every kind of the pack.
    pub kinds: Vec<BenefitKind>,
    /// Holds for everybody asked about; meant for one.
    pub facts: HardshipFacts,
}

/// The benefits of everybody, with reasons and clauses.
#[derive(Clone, Serialize, TS)]
pub struct BenefitPreview {
    pub year: i32,
    pub on: NaiveDate,
    pub pack_name: String,
    pub rows: Vec<BenefitPreviewRow>,
    /// Of the living subsidy, fen per month.
    pub monthly: Fen,
    /// Of everything that is given, fen per year.
    pub yearly: Fen,
}

/// The benefits of one.
#[derive(Clone, Serialize, TS)]
pub struct BenefitPreviewRow {
    pub worker_id: Id,
    pub seq: u32,
    pub name: String,
    pub results: Vec<BenefitResultView>,
}

/// One benefit in words.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BenefitResultView {
    pub result: BenefitResult,
    pub kind_label: String,
    pub outcome_label: String,
    pub reasons: Vec<String>,
    /// Declared for the year already.
    pub declared: bool,
}

/// Declares benefits that the rules give.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BenefitDeclare {
    pub query: BenefitQuery,
    /// For rules that name no amount, fen per year.
    pub amount: Option<Fen>,
    pub note: Option<String>,
}

/// What was declared, and who was left out.
#[derive(Clone, Serialize, TS)]
pub struct BenefitDeclared {
    pub declared: Vec<BenefitView>,
    pub total: Fen,
    pub left_out: Vec<LeftOut>,
}

/// Records what no rule of the pack speaks of: a medical check, a stay, a hospital visit.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BenefitRecord {
    pub worker_ids: Vec<Id>,
    pub year: i32,
    pub kind: BenefitKind,
    /// `None` = today.
    pub on: Option<NaiveDate>,
    /// Fen; zero for a medical check or a stay that the union paid elsewhere.
    pub amount: Fen,
    /// On what ground, in words.
    pub basis: String,
}

/// Takes declarations back that are in no batch.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BenefitWithdraw {
    pub benefit_ids: Vec<Id>,
    pub why: String,
}

/// Declared benefits of a year.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BenefitYear {
    pub year: i32,
}

/// Drafts a batch for declared benefits that are in no batch.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BenefitBatch {
    pub year: i32,
    /// Empty = every kind that is paid in money.
    pub kinds: Vec<BenefitKind>,
    /// Empty = everybody's.
    pub benefit_ids: Vec<Id>,
    pub fund_id: Id,
    pub method: PayMethod,
    pub purpose: Option<String>,
    pub needs_notice: bool,
}
