//! Before a line is drafted: amount, file, account, one batch per item, and what the fund has left.

#![allow(clippy::unwrap_used)]

use crate::ledger_common;

use ledger_common::{MAKER, batch, day, line, reverse, step};
use songnuan_model::ledger::{FundFacts, LineAsk, Refusal, check_line, fund_left, items_taken};
use songnuan_model::money::{Fen, MAX_FEN};
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, BatchStepKind as Step, FileStatus, Fund, FundEntry, FundEntryKind, FundLevel,
    PayMethod,
};

fn ask(kind: AidKind, amount: i64) -> LineAsk<'static> {
    LineAsk {
        kind,
        amount: Fen(amount),
        goods: false,
        method: PayMethod::Bank,
        account: true,
        file: Some(FileStatus::Active),
        temporary_reason: None,
    }
}

#[test]
fn what_a_line_needs() {
    let condolence = AidKind::CondolenceMoney;
    let refused = |ask: LineAsk| check_line(&ask).unwrap_err();
    assert_eq!(refused(ask(condolence, 0)), Refusal::AmountZero);
    assert_eq!(
        refused(ask(condolence, -1)),
        Refusal::AmountNegative { amount: Fen(-1) }
    );
    assert!(matches!(
        refused(ask(condolence, MAX_FEN)),
        Refusal::AmountTooLarge { .. }
    ));
    assert_eq!(
        refused(LineAsk {
            account: false,
            ..ask(condolence, 1)
        }),
        Refusal::NoAccount
    );
    let goods = LineAsk {
        goods: true,
        ..ask(AidKind::CondolenceGoods, 0)
    };
    assert_eq!(refused(goods), Refusal::GoodsByBank);
    let cash = LineAsk {
        method: PayMethod::Cash,
        account: false,
        ..goods
    };
    assert_eq!(check_line(&cash), Ok(()));
    for kind in AidKind::ALL {
        // 慰问, 临时救助 and what honours bring need no hardship file.
        let needs = !matches!(
            kind,
            AidKind::CondolenceMoney
                | AidKind::CondolenceGoods
                | AidKind::TemporaryAid
                | AidKind::LivingSubsidy
                | AidKind::SpecialHardshipFund
                | AidKind::FestivalMoney
                | AidKind::HonorAllowance
        );
        for file in [None, Some(FileStatus::Publicity)] {
            let without = LineAsk {
                file,
                ..ask(kind, 1)
            };
            assert_eq!(check_line(&without).is_err(), needs, "{kind:?}");
            let blank = LineAsk {
                temporary_reason: Some(" "),
                ..without
            };
            assert_eq!(check_line(&blank).is_err(), needs, "{kind:?}");
            let why = LineAsk {
                temporary_reason: Some("突发火灾"),
                ..without
            };
            assert_eq!(check_line(&why), Ok(()));
        }
        assert_eq!(check_line(&ask(kind, 1)), Ok(()));
    }
}

#[test]
fn an_item_stands_in_one_batch() {
    let mut first = batch(PayMethod::Bank, &[100, 200]);
    reverse(&mut first, "l2").unwrap();
    let mut cancelled = batch(PayMethod::Bank, &[100, 200, 300]);
    step(&mut cancelled, Step::Cancelled, MAKER, "2017-01-09").unwrap();
    let batches = [cancelled, first];
    let taken = items_taken(&batches);
    assert_eq!(taken.get(&Id::new("i1")), Some(&"2017-001"));
    assert_eq!(taken.len(), 1);
}

fn fund() -> Fund {
    Fund {
        id: Id::new("f1"),
        name: "2017年送温暖资金".to_owned(),
        level: FundLevel::UnionFunds,
        year: 2017,
        from: day("2017-01-01"),
        to: day("2017-12-31"),
        closed: false,
        note: None,
    }
}

fn entry(kind: FundEntryKind, amount: i64) -> FundEntry {
    FundEntry {
        id: Id::new("e"),
        fund_id: Id::new("f1"),
        kind,
        amount: Fen(amount),
        on: day("2017-01-01"),
        document: None,
        note: None,
    }
}

#[test]
fn a_fund_gives_no_more_than_it_has() {
    let entries = [
        entry(FundEntryKind::Received, 50_000),
        entry(FundEntryKind::CarriedOver, 10_000),
        entry(FundEntryKind::Adjustment, -5_000),
    ];
    let lines = [line(1, 20_000), line(2, 3_000), line(3, -3_000)];
    let more = [line(1, 30_000)];
    let batches = || [(false, &lines[..]), (true, &more[..])];
    let facts = FundFacts::new(fund(), &entries, batches());
    assert_eq!(
        (facts.received, facts.committed),
        (Fen(55_000), Fen(20_000))
    );
    assert_eq!(facts.left(), Fen(35_000));
    assert_eq!(fund_left(&entries, batches()), facts.left());
    let on = day("2017-06-30");
    assert_eq!(facts.check(on, Fen(35_000)), Ok(()));
    let short = facts.check(on, Fen(35_001)).unwrap_err();
    assert!(
        short
            .sentence()
            .contains("还剩 350.00 元，这一批要 350.01 元，差 0.01 元")
    );
    for outside in ["2016-12-31", "2018-01-01"] {
        assert!(matches!(
            facts.check(day(outside), Fen(1)),
            Err(Refusal::FundOutOfPeriod { .. })
        ));
    }
    for edge in ["2017-01-01", "2017-12-31"] {
        assert_eq!(facts.check(day(edge), Fen(1)), Ok(()));
    }
    let mut closed = facts.clone();
    closed.fund.closed = true;
    assert!(
        closed
            .check(on, Fen(1))
            .unwrap_err()
            .sentence()
            .contains("已经关闭")
    );
    // Sums at the end of the range stay in it.
    let huge = [
        entry(FundEntryKind::Received, MAX_FEN),
        entry(FundEntryKind::Received, MAX_FEN),
    ];
    assert_eq!(fund_left(&huge, []), Fen(MAX_FEN));
}
