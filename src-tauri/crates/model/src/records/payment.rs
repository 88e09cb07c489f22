//! The payments ledger: batches, the steps they go through, their lines, and what became of each
//! line. Everything here is a fact: only ever added, corrected by a reversal (红字冲销).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::campaign::{AidKind, CountUnit};
use crate::money::Fen;
use crate::record::{Id, Record, SearchDoc};

/// How a batch is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PayMethod {
    /// 银行转账(打卡发放)
    Bank,
    /// 现金签领
    Cash,
}

impl PayMethod {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bank => "银行转账",
            Self::Cash => "现金签领",
        }
    }
}

/// The head of a batch of payments. Its state follows from its steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Batch {
    pub id: Id,
    /// 批次号, e.g. `2017-003`.
    pub no: String,
    pub campaign_id: Option<Id>,
    pub fund_id: Id,
    pub method: PayMethod,
    /// 事由, printed on rosters and receipts.
    pub purpose: String,
    pub needs_notice: bool,
    /// The user who drafted it; may not review or approve it.
    pub maker: String,
    pub made_on: NaiveDate,
    pub note: Option<String>,
}

impl Record for Batch {
    const KIND: &'static str = "payment_batch";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let mut keys = vec![
            ("batch_no", self.no.clone()),
            ("batch_fund", self.fund_id.0.clone()),
        ];
        keys.extend(
            self.campaign_id
                .iter()
                .map(|id| ("batch_campaign", id.0.clone())),
        );
        keys
    }

    fn search(&self) -> Option<SearchDoc> {
        Some(SearchDoc {
            title: format!("发放批次 {}", self.no),
            subtitle: self.purpose.clone(),
            terms: vec![self.no.clone()],
        })
    }
}

/// A step in the life of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BatchStepKind {
    /// 拟定
    Drafted,
    /// 审核
    Reviewed,
    /// 审批
    Approved,
    /// 张贴公示
    NoticePosted,
    /// 收到异议
    ObjectionRaised,
    /// 异议办结
    ObjectionResolved,
    /// 放款
    Released,
    /// 取出现金
    CashTaken,
    /// 交回现金
    CashReturned,
    /// 发放完毕
    Paid,
    /// 归档结清
    Closed,
    /// 作废
    Cancelled,
}

impl BatchStepKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Drafted => "拟定",
            Self::Reviewed => "审核",
            Self::Approved => "审批",
            Self::NoticePosted => "张贴公示",
            Self::ObjectionRaised => "收到异议",
            Self::ObjectionResolved => "异议办结",
            Self::Released => "放款",
            Self::CashTaken => "取出现金",
            Self::CashReturned => "交回现金",
            Self::Paid => "发放完毕",
            Self::Closed => "归档结清",
            Self::Cancelled => "作废",
        }
    }
}

/// A dated step of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BatchStep {
    pub id: Id,
    /// Batch id (the parent).
    pub batch_id: Id,
    pub kind: BatchStepKind,
    /// User who did it.
    pub by: String,
    pub on: NaiveDate,
    /// Opinion, objection or how it was settled.
    pub opinion: Option<String>,
    /// Where the notice hangs.
    pub place: Option<String>,
    /// Last day of the public notice, for `notice_posted`.
    pub notice_ends_on: Option<NaiveDate>,
    /// The objection that an `objection_resolved` settles.
    pub objection_id: Option<Id>,
    /// Cash taken out or brought back, fen.
    pub amount: Option<Fen>,
}

impl Record for BatchStep {
    const KIND: &'static str = "batch_step";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.batch_id)
    }
}

/// One payment to one recipient, or the reversal of one.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PaymentLine {
    pub id: Id,
    /// Batch id (the parent).
    pub batch_id: Id,
    pub campaign_id: Option<Id>,
    pub fund_id: Id,
    /// Place in the batch, from 1.
    pub seq: u32,
    /// The campaign item it pays.
    pub item_id: Option<Id>,
    pub person_id: Id,
    pub household_id: Option<Id>,
    pub file_id: Option<Id>,
    pub aid_kind: AidKind,
    pub unit: CountUnit,
    pub category: String,
    /// Fen; negative for a reversal only.
    pub amount: Fen,
    /// The day of drafting (or reversing): decides the year of caps and figures.
    pub on: NaiveDate,
    pub card_holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
    pub goods: Option<String>,
    /// Why it is paid without an active file.
    pub temporary_reason: Option<String>,
    /// The line this one takes back.
    pub reverses: Option<Id>,
    /// Why it was taken back.
    pub reason: Option<String>,
    pub by: String,
}

impl std::fmt::Debug for PaymentLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PaymentLine({} {})", self.id, self.amount)
    }
}

impl Record for PaymentLine {
    const KIND: &'static str = "payment_line";
    const APPEND_ONLY: bool = true;
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        vec![&mut self.person_id]
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.batch_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let links = [
            ("line_person", Some(&self.person_id)),
            ("line_household", self.household_id.as_ref()),
            ("line_fund", Some(&self.fund_id)),
            ("line_campaign", self.campaign_id.as_ref()),
            ("line_item", self.item_id.as_ref()),
            ("line_reverses", self.reverses.as_ref()),
        ];
        links
            .into_iter()
            .filter_map(|(name, id)| Some((name, id?.0.clone())))
            .collect()
    }
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineEventKind {
    /// 已送银行
    Exported,
    /// 银行到账
    Paid,
    /// 银行退回
    Bounced,
    /// 更正账户
    Repaired,
    /// 已签领
    Signed,
    /// 未领(现金交回)
    NotCollected,
}

impl LineEventKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exported => "已送银行",
            Self::Paid => "银行到账",
            Self::Bounced => "银行退回",
            Self::Repaired => "更正账户",
            Self::Signed => "已签领",
            Self::NotCollected => "未领",
        }
    }
}

/// A dated fact about a line.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LineEvent {
    pub id: Id,
    /// Batch id (the parent), so that one read brings a batch with everything.
    pub batch_id: Id,
    pub line_id: Id,
    pub kind: LineEventKind,
    pub by: String,
    pub on: NaiveDate,
    /// Why the bank sent it back, why it was not collected, why the account changed.
    pub reason: Option<String>,
    /// The account after `repaired`.
    pub card_holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
    /// 代领人, relation and paper, for `signed` by proxy.
    pub proxy_name: Option<String>,
    pub proxy_relation: Option<String>,
    pub proxy_id_no: Option<String>,
    /// The bank's reference or the name of the return file.
    pub reference: Option<String>,
}

impl std::fmt::Debug for LineEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LineEvent({} {:?})", self.line_id, self.kind)
    }
}

impl Record for LineEvent {
    const KIND: &'static str = "payment_event";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.batch_id)
    }
}
