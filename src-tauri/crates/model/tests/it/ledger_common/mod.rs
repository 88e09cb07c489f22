//! Batches of the tests: a batch with lines, and the shortest way to take it further.

#![allow(dead_code, clippy::unwrap_used)] // each test binary uses its part

use chrono::NaiveDate;
use songnuan_model::ledger::{BatchFacts, Refusal};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    AidKind, Batch, BatchStepKind, CountUnit, LineEvent, LineEventKind, PayMethod, PaymentLine,
};

pub const MAKER: &str = "王干事";
pub const CLERK: &str = "李干事";
pub const LEADER: &str = "赵主席";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A batch of lines with these amounts in fen, drafted 2017-01-09 (a Monday).
pub fn batch(method: PayMethod, amounts: &[i64]) -> BatchFacts {
    let id = Id::new("b1");
    let mut facts = BatchFacts::new(Batch {
        id: id.clone(),
        no: "2017-001".to_owned(),
        campaign_id: None,
        fund_id: Id::new("f1"),
        method,
        purpose: "慰问金".to_owned(),
        needs_notice: false,
        maker: MAKER.to_owned(),
        made_on: day("2017-01-09"),
        note: None,
    });
    for (at, amount) in amounts.iter().enumerate() {
        facts.lines.push(line(at + 1, *amount));
    }
    facts
}

pub fn line(seq: usize, amount: i64) -> PaymentLine {
    PaymentLine {
        id: Id::new(format!("l{seq}")),
        batch_id: Id::new("b1"),
        campaign_id: None,
        fund_id: Id::new("f1"),
        seq: u32::try_from(seq).unwrap(),
        item_id: Some(Id::new(format!("i{seq}"))),
        person_id: Id::new(format!("p{seq}")),
        household_id: None,
        file_id: None,
        aid_kind: AidKind::CondolenceMoney,
        unit: CountUnit::Person,
        category: String::new(),
        amount: Fen(amount),
        on: day("2017-01-09"),
        card_holder: Some("甲".to_owned()),
        card_no: Some("6228480030000000015".to_owned()),
        bank: None,
        goods: None,
        temporary_reason: None,
        reverses: None,
        reason: None,
        by: MAKER.to_owned(),
    }
}

/// Takes a step on a day that is also today, or says why not.
pub fn step(
    facts: &mut BatchFacts,
    kind: BatchStepKind,
    by: &str,
    on: &str,
) -> Result<(), Refusal> {
    step_with(facts, kind, by, on, None, None)
}

pub fn step_with(
    facts: &mut BatchFacts,
    kind: BatchStepKind,
    by: &str,
    on: &str,
    amount: Option<i64>,
    objection: Option<&str>,
) -> Result<(), Refusal> {
    let on = day(on);
    let objection = objection.map(Id::new);
    let plan = facts.check_step(kind, by, on, on, amount.map(Fen), objection.as_ref())?;
    for planned in plan.steps {
        let id = Id::new(format!("s{}", facts.steps.len() + 1));
        let batch_id = facts.batch.id.clone();
        facts
            .steps
            .push(planned.record(id, batch_id, by, None, None));
    }
    Ok(())
}

/// Records what became of a line, or says why not.
pub fn event(
    facts: &mut BatchFacts,
    line: &str,
    kind: LineEventKind,
    on: &str,
) -> Result<(), Refusal> {
    let on = day(on);
    facts.check_event(&Id::new(line), kind, on, on)?;
    let event = event_of(facts, line, kind, on);
    facts.events.push(event);
    Ok(())
}

pub fn event_of(facts: &BatchFacts, line: &str, kind: LineEventKind, on: NaiveDate) -> LineEvent {
    LineEvent {
        id: Id::new(format!("e{}", facts.events.len() + 1)),
        batch_id: facts.batch.id.clone(),
        line_id: Id::new(line),
        kind,
        by: CLERK.to_owned(),
        on,
        reason: None,
        card_holder: None,
        card_no: None,
        bank: None,
        proxy_name: None,
        proxy_relation: None,
        proxy_id_no: None,
        reference: None,
    }
}

/// Takes a line back, or says why not.
pub fn reverse(facts: &mut BatchFacts, of: &str) -> Result<(), Refusal> {
    let amount = facts.check_reversal(&Id::new(of))?;
    let mut taken_back = line(facts.lines.len() + 1, amount.0);
    taken_back.reverses = Some(Id::new(of));
    facts.lines.push(taken_back);
    Ok(())
}

/// Approved on 01-10 and released on 01-11, without a notice.
pub fn released(method: PayMethod, amounts: &[i64]) -> BatchFacts {
    let mut facts = batch(method, amounts);
    step(&mut facts, BatchStepKind::Approved, LEADER, "2017-01-10").unwrap();
    step(&mut facts, BatchStepKind::Released, CLERK, "2017-01-11").unwrap();
    facts
}
