//! Sources of money (资金来源) and what came into them. What goes out is in the payments ledger.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::record::{Id, Record};

/// Where the money comes from (DOMAIN §S9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FundLevel {
    /// 中央财政专项帮扶资金
    CentralAidFund,
    /// 省级财政
    ProvincialTreasury,
    /// 市县财政
    LocalTreasury,
    /// 工会经费
    UnionFunds,
    /// 社会捐赠
    Donation,
    /// 行政拨款
    AdministrativeGrant,
    /// 其他
    Other,
}

impl FundLevel {
    /// Every source, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::CentralAidFund,
        Self::ProvincialTreasury,
        Self::LocalTreasury,
        Self::UnionFunds,
        Self::Donation,
        Self::AdministrativeGrant,
        Self::Other,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::CentralAidFund => "中央财政",
            Self::ProvincialTreasury => "省级财政",
            Self::LocalTreasury => "市县财政",
            Self::UnionFunds => "工会经费",
            Self::Donation => "社会捐赠",
            Self::AdministrativeGrant => "行政拨款",
            Self::Other => "其他",
        }
    }
}

/// A source of money for a period. What it holds is the sum of its entries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Fund {
    pub id: Id,
    /// E.g. `2017年送温暖资金`.
    pub name: String,
    pub level: FundLevel,
    pub year: i32,
    /// First and last day on which a batch may draw on it.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Closed funds take no further batch.
    pub closed: bool,
    pub note: Option<String>,
}

impl Record for Fund {
    const KIND: &'static str = "fund_source";

    fn id(&self) -> &Id {
        &self.id
    }
}

/// Why an amount came into a fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FundEntryKind {
    /// 拨入
    Received,
    /// 上年结转
    CarriedOver,
    /// 调整 (may be negative, needs a note)
    Adjustment,
}

impl FundEntryKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "拨入",
            Self::CarriedOver => "上年结转",
            Self::Adjustment => "调整",
        }
    }
}

/// Money that came into a fund. A fact: only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FundEntry {
    pub id: Id,
    /// Fund id (the parent).
    pub fund_id: Id,
    pub kind: FundEntryKind,
    /// Fen; negative only for an adjustment.
    pub amount: Fen,
    pub on: NaiveDate,
    /// Document or voucher number.
    pub document: Option<String>,
    pub note: Option<String>,
}

impl Record for FundEntry {
    const KIND: &'static str = "fund_entry";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.fund_id)
    }
}
