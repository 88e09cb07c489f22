//! Aid given in the past as the survey workbook states it; the payments ledger builds on this later.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::record::{Id, Record};

/// One payment recorded in 历年帮扶记录. A fact: only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AidRecord {
    pub id: Id,
    /// Hardship file id (the parent).
    pub file_id: Id,
    /// 活动名称, e.g. `2016年元旦春节送温暖`.
    pub campaign: String,
    /// 帮扶项目, e.g. `慰问金`.
    pub item: String,
    /// Fen.
    pub amount: Fen,
    pub paid_on: Option<NaiveDate>,
    /// 发放方式
    pub method: Option<String>,
    /// 发放结果: 银行成功 / 银行退回 / 已签领
    pub result: Option<String>,
    pub return_reason: Option<String>,
    pub proxy_receiver: Option<String>,
}

impl Record for AidRecord {
    const KIND: &'static str = "aid_record";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.file_id)
    }
}
