//! Sources of money: what came in, what is promised, what is left. Amounts are fen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Fund, FundEntry};
use ts_rs::TS;

/// Filters of the fund list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct FundQuery {
    pub year: Option<i32>,
    /// Only funds a batch may draw on today.
    pub usable: bool,
}

/// A fund and its sums.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FundView {
    pub fund: Fund,
    pub level_label: String,
    /// Sum of its entries.
    pub received: Fen,
    /// Sum of the lines (with reversals) of batches that are not cancelled.
    pub committed: Fen,
    /// Of these, what has reached the recipients.
    pub paid: Fen,
    /// `received − committed`: what a further batch may take.
    pub left: Fen,
    pub batches_n: u32,
}

/// Adds or changes a fund; an empty id adds one. `opening` is entered as received.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FundSave {
    pub fund: Fund,
    pub opening: Option<Fen>,
}

/// Money comes into a fund.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FundEntryAdd {
    pub entry: FundEntry,
}

/// Asks for the detailed account (资金收支明细账).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FundLedgerQuery {
    pub fund_id: Id,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// The detailed account of a fund.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FundLedger {
    pub fund: FundView,
    /// What was left before `from`.
    pub opening: Fen,
    pub rows: Vec<FundLedgerRow>,
    pub income: Fen,
    pub outgo: Fen,
    pub closing: Fen,
}

/// One line of the account: an entry, a batch, or a reversal.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FundLedgerRow {
    pub on: NaiveDate,
    /// Batch or document number.
    pub no: String,
    pub summary: String,
    pub income: Fen,
    pub outgo: Fen,
    pub balance: Fen,
    pub batch_id: Option<Id>,
}
