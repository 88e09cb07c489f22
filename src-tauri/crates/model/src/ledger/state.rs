//! Where a batch and a line can stand. Never stored: always derived from facts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a batch stands; follows from its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// 待审核
    Drafted,
    /// 待审批
    Reviewed,
    /// 待公示 or 待放款
    Approved,
    /// 公示中
    InNotice,
    /// 已放款
    Released,
    /// 发放完毕
    Paid,
    /// 已结清
    Closed,
    /// 已作废
    Cancelled,
}

impl BatchState {
    /// Every state, in the order of a batch's life.
    pub const ALL: [Self; 8] = [
        Self::Drafted,
        Self::Reviewed,
        Self::Approved,
        Self::InNotice,
        Self::Released,
        Self::Paid,
        Self::Closed,
        Self::Cancelled,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Drafted => "待审核",
            Self::Reviewed => "待审批",
            Self::Approved => "已审批",
            Self::InNotice => "公示中",
            Self::Released => "已放款",
            Self::Paid => "发放完毕",
            Self::Closed => "已结清",
            Self::Cancelled => "已作废",
        }
    }
}

/// Where a line stands; follows from its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// 未发放
    Waiting,
    /// 已送银行
    Exported,
    /// 已到账 / 已签领
    Paid,
    /// 银行退回
    Bounced,
    /// 未领
    NotCollected,
    /// 已冲销
    Reversed,
    /// 红字
    Reversal,
    /// 随批次作废
    Cancelled,
}

impl LineState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Exported,
        Self::Paid,
        Self::Bounced,
        Self::NotCollected,
        Self::Reversed,
        Self::Reversal,
        Self::Cancelled,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "未发放",
            Self::Exported => "已送银行",
            Self::Paid => "已发放",
            Self::Bounced => "银行退回",
            Self::NotCollected => "未领",
            Self::Reversed => "已冲销",
            Self::Reversal => "红字冲销",
            Self::Cancelled => "已作废",
        }
    }

    /// Whether the line still stands: neither taken back nor a taking back nor cancelled.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Reversed | Self::Reversal | Self::Cancelled)
    }
}
