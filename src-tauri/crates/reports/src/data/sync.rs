//! What the receipt of a sync shows: counts of changes, never a word of anybody's data.

use serde::{Deserialize, Serialize};

silent_debug!(SyncReceiptForm, SyncKindRow);

/// 同步回执. Words come spelled for paper; an empty one is an empty cell.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SyncReceiptForm {
    pub unit: String,
    /// 回执编号.
    pub no: String,
    /// 同步时间, e.g. `2026年11月22日 16:00`.
    pub at: String,
    /// Whose hands did it.
    pub who: String,
    /// 网络 or 优盘.
    pub way: String,
    pub hub: String,
    /// Which machine, and what of the records it holds.
    pub device: String,
    pub scope: String,
    /// Both clocks at the beginning, and what they say together.
    pub our_clock: String,
    pub hub_clock: String,
    pub clock: String,
    /// 完成, or why not, as a sentence.
    pub result: String,
    /// Whether both sides hold the same, and where not.
    pub agreement: String,
    /// Changes by kind of record; empty where they were not counted by kind.
    pub kinds: Vec<SyncKindRow>,
    /// 处修改 sent in so many 笔操作: those that stand, those parked, 笔 refused.
    pub sent_changes: u32,
    pub sent_ops: u32,
    pub accepted: u32,
    pub parked: u32,
    pub refused: u32,
    /// 处修改 of others, 条记录 they touched, conflicts among them.
    pub received: u32,
    pub received_records: u32,
    pub conflicts: u32,
    /// 条记录 that came into this machine's part, and that it handed back.
    pub fetched: u32,
    pub handed_back: u32,
    pub attachments_sent: u32,
    pub attachments_received: u32,
    pub attachments_missing: u32,
    /// What waits afterwards: 笔操作 not sent, 处 to be decided.
    pub waiting_ops: u32,
    pub undecided: u32,
    /// The hub's number of the last entry taken.
    pub cursor: u32,
}

/// Changes of one kind of record.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SyncKindRow {
    pub kind: String,
    pub sent: u32,
    pub received: u32,
}
