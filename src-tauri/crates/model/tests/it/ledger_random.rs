//! Random sequences of drafts, approvals, payments, bounces and reversals by users of all roles:
//! after every one of them the sums are those of the ledger, nobody is paid twice for one line,
//! and nobody approves their own.
//!
//! The journal beside the world is kept by simple additions as things happen; the model computes
//! everything anew from the facts. The two must always say the same.

#![allow(clippy::unwrap_used)]

use crate::ledger_world;

use ledger_world::{Op, World};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use songnuan_model::records::{AidKind, BatchStepKind, LineEventKind, PayMethod};

const STEPS: [BatchStepKind; 11] = [
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
];

const EVENTS: [LineEventKind; 6] = [
    LineEventKind::Exported,
    LineEventKind::Paid,
    LineEventKind::Bounced,
    LineEventKind::Repaired,
    LineEventKind::Signed,
    LineEventKind::NotCollected,
];

fn line() -> impl Strategy<Value = (usize, AidKind, i64)> {
    let amount = prop_oneof![
        8 => 1_i64..200_000,
        6 => 200_000_i64..900_000,
        1 => -10_000_i64..=0,
    ];
    let any = prop::sample::select(AidKind::ALL.to_vec());
    let kinds = prop_oneof![2 => Just(AidKind::LivingAid), 3 => any];
    (0_usize..6, kinds, amount)
}

/// Mostly those who have something to do with money.
fn user() -> impl Strategy<Value = usize> {
    prop_oneof![9 => 0_usize..5, 1 => 5_usize..8]
}

fn draft() -> impl Strategy<Value = Op> {
    let lines = prop::collection::vec(line(), 1..4);
    let draft = (user(), 0_usize..2, any::<bool>(), 0_u8..4, lines);
    draft.prop_map(|(user, fund, cash, notice, lines)| Op::Draft {
        user,
        fund,
        method: if cash {
            PayMethod::Cash
        } else {
            PayMethod::Bank
        },
        notice: notice == 0,
        lines,
    })
}

fn op() -> impl Strategy<Value = Op> {
    let (batch, line) = (0_usize..8, 0_usize..8);
    let step = prop::sample::select(STEPS.to_vec());
    let event = prop::sample::select(EVENTS.to_vec());
    let next = (user(), batch.clone(), 0_usize..8);
    let any_step = (user(), batch.clone(), step, -100_i64..300_000);
    let natural = (user(), batch.clone(), line.clone(), 0_u8..4);
    let any_event = (user(), batch.clone(), line.clone(), event);
    let reverse = (user(), batch, line);
    prop_oneof![
        3 => draft(),
        // Somebody takes one of the steps the page would offer …
        12 => next.prop_map(|(user, batch, choice)| Op::Next { user, batch, choice }),
        // … or tries just anything.
        2 => any_step.prop_map(|(user, batch, kind, amount)| Op::Step { user, batch, kind, amount }),
        16 => natural.prop_map(|(user, batch, line, luck)| Op::Pay { user, batch, line, luck }),
        4 => any_event.prop_map(|(user, batch, line, kind)| Op::Event { user, batch, line, kind }),
        2 => reverse.prop_map(|(user, batch, line)| Op::Reverse { user, batch, line }),
        2 => prop_oneof![8 => 1_u64..12, 1 => 200_u64..300].prop_map(Op::Days),
    ]
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    prop::collection::vec(op(), 20..240)
}

proptest! {
    #![proptest_config(Config::with_cases(96))]

    #[test]
    fn sums_are_those_of_the_ledger(ops in ops()) {
        let mut world = World::new();
        for op in &ops {
            world.apply(op);
            world.check();
        }
    }
}

/// The property is worth something only if sequences get as far as the end.
#[test]
fn random_sequences_get_everywhere() {
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeMap::<&str, u32>::new();
    for _ in 0..150 {
        let mut world = World::new();
        for op in ops().new_tree(&mut runner).unwrap().current() {
            world.apply(&op);
        }
        for (what, count) in world.seen() {
            *seen.entry(what).or_default() += count;
        }
    }
    for what in [
        "paid",
        "bounced",
        "repaired",
        "reversed",
        "reversed paid",
        "closed",
        "cancelled",
        "refused maker",
        "refused cap",
        "refused fund",
        "refused notice",
        "refused role",
        "refused twice",
    ] {
        assert!(
            seen.get(what).copied().unwrap_or_default() > 0,
            "{what}: {seen:?}"
        );
    }
}
