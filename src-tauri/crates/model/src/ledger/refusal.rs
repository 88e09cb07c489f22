//! Why a fact may not be added: every case with its numbers, and the sentence for the user.

use chrono::NaiveDate;

use super::sentences::sentence;
use super::state::{BatchState, LineState};
use crate::money::Fen;
use crate::records::{AidKind, BatchStepKind, LineEventKind, PayMethod};

/// Why a step, an event, a reversal or a line is refused. Nothing is written then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The maker reviews or approves.
    MakerMayNot { kind: BatchStepKind, maker: String },
    /// The batch does not stand where the step could follow.
    WrongState {
        kind: BatchStepKind,
        state: BatchState,
    },
    /// Somebody took the step already.
    DoneAlready {
        kind: BatchStepKind,
        by: String,
        on: NaiveDate,
    },
    /// Somebody closed the batch already; nothing can be added to it.
    ClosedAlready { by: String, on: NaiveDate },
    /// The batch was cancelled.
    CancelledAlready { by: String, on: NaiveDate },
    /// A notice is required and none was posted.
    NoticeMissing,
    /// The notice hangs until this day.
    NoticeRunning { ends_on: NaiveDate, days_left: u32 },
    /// So many objections are not settled.
    ObjectionOpen { count: usize, since: NaiveDate },
    /// The objection to settle is not named, unknown or settled.
    NoSuchObjection,
    /// No line is left to pay.
    NothingToPay,
    /// Lines that are neither paid nor taken back.
    LinesOpen {
        waiting: usize,
        exported: usize,
        bounced: usize,
        not_collected: usize,
    },
    /// Something was paid or is with the bank: the batch cannot be cancelled.
    PaidCannotCancel { paid: usize, exported: usize },
    /// Cash taken out, signed for and brought back do not come to zero.
    CashNotBalanced {
        taken: Fen,
        signed: Fen,
        returned: Fen,
        out: Fen,
    },
    /// More cash than the batch needs, or more brought back than is out.
    CashBeyond {
        kind: BatchStepKind,
        amount: Fen,
        at_most: Fen,
    },
    /// The step or event belongs to the other way of paying.
    WrongMethod {
        what: &'static str,
        method: PayMethod,
    },
    /// A day after today.
    InFuture { on: NaiveDate, today: NaiveDate },
    /// A day before what it follows.
    TooEarly {
        on: NaiveDate,
        after: &'static str,
        day: NaiveDate,
    },
    /// No amount, where one is needed.
    AmountMissing,
    /// Zero.
    AmountZero,
    /// Below zero.
    AmountNegative { amount: Fen },
    /// Above what one line may hold.
    AmountTooLarge { amount: Fen, at_most: Fen },
    /// Goods without money in a batch that goes by bank.
    GoodsByBank,
    /// No account in a batch that goes by bank.
    NoAccount,
    /// The batch has no such line.
    NoSuchLine,
    /// Money is not moving yet: the batch is not released, or no longer.
    NotReleased { state: BatchState },
    /// The line was paid.
    LinePaid,
    /// The line was taken back.
    LineReversed,
    /// A reversal is no payment.
    LineIsReversal,
    /// The event does not follow from where the line stands.
    WrongLineState {
        kind: LineEventKind,
        state: LineState,
    },
    /// The bank has the line and has not answered.
    AtBank,
    /// A reversal cannot be reversed.
    ReversalOfReversal,
    /// The fund takes no further batch.
    FundClosed { fund: String },
    /// The day lies outside the fund's period.
    FundOutOfPeriod {
        fund: String,
        on: NaiveDate,
        from: NaiveDate,
        to: NaiveDate,
    },
    /// The fund has less than asked for.
    FundShort {
        fund: String,
        left: Fen,
        asked: Fen,
        short: Fen,
    },
    /// The kind of aid needs an active file.
    NeedsFile { kind: AidKind },
    /// The item is in another batch that stands.
    InOtherBatch { batch_no: String },
    /// Over a cap of the policy pack.
    OverCap {
        text: String,
        article: String,
        limit: Fen,
        used: Fen,
        amount: Fen,
        left: Fen,
    },
}

impl Refusal {
    /// The full sentence for the user: what is wrong, what was kept, what to do.
    pub fn sentence(&self) -> String {
        sentence(self)
    }

    /// The sentence with its place in front, e.g. `名单第 3 行`.
    pub fn sentence_at(&self, place: &str) -> String {
        format!("{place}：{}", sentence(self))
    }
}
