//! Every refusal has a sentence that says what is wrong, what was kept and what to do.

#![allow(clippy::unwrap_used)]

use songnuan_model::ledger::{BatchState, LineState, Refusal};
use songnuan_model::money::Fen;
use songnuan_model::records::{AidKind, BatchStepKind, LineEventKind, PayMethod};

#[allow(clippy::too_many_lines)] // one of each
fn every_refusal() -> Vec<Refusal> {
    let on = "2017-01-11".parse().unwrap();
    let (by, fund) = ("李干事".to_owned(), "工会经费".to_owned());
    let fen = Fen(100);
    let text = String::from;
    vec![
        Refusal::MakerMayNot {
            kind: BatchStepKind::Approved,
            maker: by.clone(),
        },
        Refusal::WrongState {
            kind: BatchStepKind::Closed,
            state: BatchState::Released,
        },
        Refusal::DoneAlready {
            kind: BatchStepKind::Paid,
            by: by.clone(),
            on,
        },
        Refusal::ClosedAlready { by: by.clone(), on },
        Refusal::CancelledAlready { by, on },
        Refusal::NoticeMissing,
        Refusal::NoticeRunning {
            ends_on: on,
            days_left: 2,
        },
        Refusal::ObjectionOpen {
            count: 1,
            since: on,
        },
        Refusal::NoSuchObjection,
        Refusal::NothingToPay,
        Refusal::LinesOpen {
            waiting: 1,
            exported: 2,
            bounced: 3,
            not_collected: 4,
        },
        Refusal::PaidCannotCancel {
            paid: 1,
            exported: 1,
        },
        Refusal::CashNotBalanced {
            taken: fen,
            signed: fen,
            returned: fen,
            out: Fen(-100),
        },
        Refusal::CashBeyond {
            kind: BatchStepKind::CashTaken,
            amount: fen,
            at_most: fen,
        },
        Refusal::CashBeyond {
            kind: BatchStepKind::CashReturned,
            amount: fen,
            at_most: fen,
        },
        Refusal::WrongMethod {
            what: "已签领",
            method: PayMethod::Bank,
        },
        Refusal::InFuture { on, today: on },
        Refusal::TooEarly {
            on,
            after: "放款",
            day: on,
        },
        Refusal::AmountMissing,
        Refusal::AmountZero,
        Refusal::AmountNegative { amount: fen },
        Refusal::AmountTooLarge {
            amount: fen,
            at_most: fen,
        },
        Refusal::GoodsByBank,
        Refusal::NoAccount,
        Refusal::NoSuchLine,
        Refusal::NotReleased {
            state: BatchState::Drafted,
        },
        Refusal::LinePaid,
        Refusal::LineReversed,
        Refusal::LineIsReversal,
        Refusal::WrongLineState {
            kind: LineEventKind::Paid,
            state: LineState::Waiting,
        },
        Refusal::AtBank,
        Refusal::ReversalOfReversal,
        Refusal::FundClosed { fund: fund.clone() },
        Refusal::FundOutOfPeriod {
            fund: fund.clone(),
            on,
            from: on,
            to: on,
        },
        Refusal::FundShort {
            fund,
            left: fen,
            asked: fen,
            short: fen,
        },
        Refusal::NeedsFile {
            kind: AidKind::LivingAid,
        },
        Refusal::InOtherBatch {
            batch_no: text("2017-001"),
        },
        Refusal::OverCap {
            text: text("生活救助每户每年不超过当地月低保标准的 12 倍。"),
            article: text("第四条"),
            limit: fen,
            used: fen,
            amount: fen,
            left: fen,
        },
    ]
}

#[test]
fn every_refusal_is_a_full_sentence_of_its_own() {
    let mut seen = std::collections::BTreeSet::new();
    for refusal in every_refusal() {
        let sentence = refusal.sentence();
        assert!(
            sentence.ends_with('。') && sentence.chars().count() > 15,
            "{sentence}"
        );
        // What was kept.
        let kept = ["没有改动", "没有登记", "没有重复", "没有再登记"];
        assert!(
            kept.iter().any(|words| sentence.contains(words)),
            "{sentence}"
        );
        assert!(
            !sentence.contains("现在不能办理"),
            "{refusal:?} has no sentence of its own"
        );
        assert!(
            !sentence.contains("。。") && !sentence.contains("。（"),
            "{sentence}"
        );
        assert!(seen.insert(sentence.clone()), "{sentence}");
        assert!(
            refusal
                .sentence_at("名单第 3 行")
                .starts_with("名单第 3 行：")
        );
    }
}

#[test]
fn a_step_at_the_wrong_time_says_where_it_belongs() {
    for kind in [
        BatchStepKind::Drafted,
        BatchStepKind::Reviewed,
        BatchStepKind::Approved,
        BatchStepKind::NoticePosted,
        BatchStepKind::ObjectionRaised,
        BatchStepKind::ObjectionResolved,
        BatchStepKind::Released,
        BatchStepKind::CashTaken,
        BatchStepKind::CashReturned,
        BatchStepKind::Paid,
        BatchStepKind::Closed,
        BatchStepKind::Cancelled,
    ] {
        let sentence = Refusal::WrongState {
            kind,
            state: BatchState::Paid,
        }
        .sentence();
        assert!(sentence.starts_with("批次现在是“发放完毕”，"), "{sentence}");
    }
}

#[test]
fn every_state_has_its_word() {
    let batches: std::collections::BTreeSet<_> =
        BatchState::ALL.into_iter().map(BatchState::label).collect();
    let lines: std::collections::BTreeSet<_> =
        LineState::ALL.into_iter().map(LineState::label).collect();
    assert_eq!((batches.len(), lines.len()), (8, 8));
}
