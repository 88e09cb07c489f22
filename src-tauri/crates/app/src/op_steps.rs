//! The steps of a batch as operations: whose right each needs, its stored name, its title.

use songnuan_model::records::BatchStepKind;
use songnuan_model::roles::Act;

/// Who takes which step: the list's keeper drafts and posts, others review and approve, finance
/// pays. Maker and checker are told apart by the rules of the ledger, beside the roles.
pub(crate) fn act_of_step(kind: BatchStepKind) -> Act {
    match kind {
        BatchStepKind::Drafted
        | BatchStepKind::NoticePosted
        | BatchStepKind::ObjectionRaised
        | BatchStepKind::ObjectionResolved => Act::DraftBatches,
        BatchStepKind::Reviewed => Act::ReviewBatches,
        BatchStepKind::Approved | BatchStepKind::Released | BatchStepKind::Cancelled => {
            Act::ApproveBatches
        }
        BatchStepKind::CashTaken
        | BatchStepKind::CashReturned
        | BatchStepKind::Paid
        | BatchStepKind::Closed => Act::PayBatches,
    }
}

pub(crate) fn step_kind(kind: BatchStepKind) -> &'static str {
    match kind {
        BatchStepKind::Drafted => "batch_drafted",
        BatchStepKind::Reviewed => "batch_review",
        BatchStepKind::Approved => "batch_approve",
        BatchStepKind::NoticePosted => "batch_notice",
        BatchStepKind::ObjectionRaised => "batch_objection",
        BatchStepKind::ObjectionResolved => "batch_objection_resolve",
        BatchStepKind::Released => "batch_release",
        BatchStepKind::CashTaken => "batch_cash_taken",
        BatchStepKind::CashReturned => "batch_cash_returned",
        BatchStepKind::Paid => "batch_paid",
        BatchStepKind::Closed => "batch_close",
        BatchStepKind::Cancelled => "batch_cancel",
    }
}

pub(crate) fn step_title(kind: BatchStepKind) -> &'static str {
    match kind {
        BatchStepKind::Drafted => "拟定批次",
        BatchStepKind::Reviewed => "审核批次",
        BatchStepKind::Approved => "审批批次",
        BatchStepKind::NoticePosted => "张贴批次公示",
        BatchStepKind::ObjectionRaised => "登记公示异议",
        BatchStepKind::ObjectionResolved => "办结公示异议",
        BatchStepKind::Released => "批次放款",
        BatchStepKind::CashTaken => "取出现金",
        BatchStepKind::CashReturned => "交回现金",
        BatchStepKind::Paid => "批次发放完毕",
        BatchStepKind::Closed => "批次归档结清",
        BatchStepKind::Cancelled => "作废批次",
    }
}
