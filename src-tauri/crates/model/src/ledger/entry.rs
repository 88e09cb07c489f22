//! What must hold before a line is drafted: amount, file, account, not in another batch.

use std::collections::HashMap;

use super::facts::BatchFacts;
use super::refusal::Refusal;
use crate::money::Fen;
use crate::record::Id;
use crate::records::{AidKind, FileStatus, PayMethod};

/// The largest amount of one line (10 亿元): more is a slip of the keyboard.
pub const MAX_LINE: Fen = Fen(100_000_000_000);

/// A line about to be drafted.
#[derive(Clone, Copy, Debug)]
pub struct LineAsk<'a> {
    pub kind: AidKind,
    pub amount: Fen,
    /// Whether goods come with it.
    pub goods: bool,
    pub method: PayMethod,
    /// Whether a card number and a holder are known.
    pub account: bool,
    /// State of the recipient's file; `None` = no file.
    pub file: Option<FileStatus>,
    /// Why it is paid without an active file.
    pub temporary_reason: Option<&'a str>,
}

/// Whether a kind of aid follows an active file (先建档、后帮扶): 救助 does, 慰问 and what model workers are given
/// may reach people without one, and 临时救助 is the explicit exception.
pub fn kind_needs_file(kind: AidKind) -> bool {
    match kind {
        AidKind::LivingAid
        | AidKind::MedicalAid
        | AidKind::SchoolAid
        | AidKind::AccidentalAid
        | AidKind::TrainingAid => true,
        AidKind::CondolenceMoney
        | AidKind::CondolenceGoods
        | AidKind::TemporaryAid
        | AidKind::LivingSubsidy
        | AidKind::SpecialHardshipFund
        | AidKind::FestivalMoney
        | AidKind::HonorAllowance => false,
    }
}

/// Whether a line may be drafted.
pub fn check_line(ask: &LineAsk) -> Result<(), Refusal> {
    let amount = ask.amount;
    if amount.is_negative() {
        return Err(Refusal::AmountNegative { amount });
    }
    if amount > MAX_LINE {
        return Err(Refusal::AmountTooLarge {
            amount,
            at_most: MAX_LINE,
        });
    }
    if amount == Fen::ZERO {
        if !ask.goods {
            return Err(Refusal::AmountZero);
        }
        if ask.method == PayMethod::Bank {
            return Err(Refusal::GoodsByBank);
        }
    }
    if ask.method == PayMethod::Bank && !ask.account {
        return Err(Refusal::NoAccount);
    }
    let reason = ask
        .temporary_reason
        .is_some_and(|why| !why.trim().is_empty());
    if kind_needs_file(ask.kind) && ask.file != Some(FileStatus::Active) && !reason {
        return Err(Refusal::NeedsFile { kind: ask.kind });
    }
    Ok(())
}

/// The campaign items that stand in a batch, each with the batch's number. An item whose line was
/// taken back, or whose batch was cancelled, is free again.
pub fn items_taken<'a>(
    batches: impl IntoIterator<Item = &'a BatchFacts>,
) -> HashMap<&'a Id, &'a str> {
    let mut taken = HashMap::new();
    for facts in batches {
        for (line, state) in facts.lines.iter().zip(facts.line_states()) {
            if let Some(item) = line.item_id.as_ref().filter(|_| state.is_live()) {
                taken.insert(item, facts.batch.no.as_str());
            }
        }
    }
    taken
}
