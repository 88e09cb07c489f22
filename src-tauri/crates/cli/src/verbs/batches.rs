//! `batch`: drafting, the steps up to payment, cash, repairs and reversals.

use chrono::NaiveDate;
use songnuan_app::App;
use songnuan_app::batches;
use songnuan_app::commands::batches::{
    BatchDetail, BatchDraft, BatchQuery, BatchStepAdd, LineDraft, LineEventDraft, LineEventsAdd,
    LineReverse, LineRow,
};
use songnuan_app::error::AppResult;
use songnuan_app::model::ledger::LineState;
use songnuan_app::model::record::Id;
use songnuan_app::model::records::{BatchStepKind, CountUnit, LineEventKind, PayMethod};

use super::files::get as file;
use super::{named, yuan};
use crate::args::{
    BatchDraftArgs, BatchVerb, CashArgs, LineArgs, Method, PayArgs, RepairArgs, StepArgs,
};
use crate::outcome::Outcome;

/// Runs a verb of `batch`.
pub async fn run(app: &App, verb: BatchVerb) -> AppResult<Outcome> {
    let kind = match &verb {
        BatchVerb::Review(_) => BatchStepKind::Reviewed,
        BatchVerb::Approve(_) => BatchStepKind::Approved,
        BatchVerb::Objection(_) => BatchStepKind::ObjectionRaised,
        BatchVerb::Release(_) => BatchStepKind::Released,
        BatchVerb::Close(_) => BatchStepKind::Closed,
        _ => BatchStepKind::Cancelled,
    };
    match verb {
        BatchVerb::List { campaign } => list(app, campaign).await,
        BatchVerb::Show { no } => shown(named::batch(app, &no).await?),
        BatchVerb::Draft(args) => draft(app, args).await,
        BatchVerb::Review(args)
        | BatchVerb::Approve(args)
        | BatchVerb::Objection(args)
        | BatchVerb::Release(args)
        | BatchVerb::Close(args)
        | BatchVerb::Cancel(args) => step(app, of(kind, &args)).await,
        BatchVerb::Notice(args) => {
            let mut asked = of(BatchStepKind::NoticePosted, &args.step);
            asked.1.place = args.place;
            step(app, asked).await
        }
        BatchVerb::Resolve(args) => {
            let mut asked = of(BatchStepKind::ObjectionResolved, &args.step);
            let found = named::batch(app, &args.step.no).await?;
            let open = found.notice.map(|notice| notice.open_objections);
            let first = open.and_then(|open| open.into_iter().next());
            asked.1.objection_id = args.objection.map(Id::new).or(first.map(|step| step.id));
            step(app, asked).await
        }
        BatchVerb::CashOut(args) => cash(app, BatchStepKind::CashTaken, args).await,
        BatchVerb::CashIn(args) => cash(app, BatchStepKind::CashReturned, args).await,
        BatchVerb::Pay(args) => pay(app, args).await,
        BatchVerb::NotCollected(args) => not_collected(app, args).await,
        BatchVerb::Repair(args) => repair(app, args).await,
        BatchVerb::Reverse(args) => reverse(app, args).await,
    }
}

async fn list(app: &App, campaign: Option<String>) -> AppResult<Outcome> {
    let campaign_id = match campaign {
        Some(name) => Some(named::campaign(app, &name).await?.campaign.id),
        None => None,
    };
    let query = BatchQuery {
        campaign_id,
        ..BatchQuery::default()
    };
    let rows = batches::list(app, query).await?;
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let (no, purpose, state) = (&row.batch.no, &row.batch.purpose, &row.state_label);
            format!(
                "{no}\t{purpose}\t{state}\t{} 笔\t{} 元",
                row.lines_n, row.amount
            )
        })
        .collect();
    Outcome::new(rows, lines.join("\n"))
}

async fn draft(app: &App, args: BatchDraftArgs) -> AppResult<Outcome> {
    let fund_id = named::fund(app, &args.fund).await?.fund.id;
    let mut asked = BatchDraft {
        campaign_id: None,
        item_ids: Vec::new(),
        lines: Vec::new(),
        fund_id,
        method: match args.method {
            Method::Bank => PayMethod::Bank,
            Method::Cash => PayMethod::Cash,
        },
        purpose: args.purpose.unwrap_or_default(),
        needs_notice: args.notice,
        no: args.no,
        note: None,
    };
    if let Some(name) = &args.campaign {
        let campaign = named::campaign(app, name).await?.campaign;
        if !args.items.is_empty() {
            let rows = named::places(app, &campaign.id, &args.items).await?;
            asked.item_ids = rows.into_iter().map(|row| row.item.id).collect();
        }
        if asked.purpose.is_empty() {
            asked.purpose = campaign.name;
        }
        asked.campaign_id = Some(campaign.id);
    }
    if let (Some(no), Some(amount)) = (&args.file, &args.amount) {
        if asked.purpose.is_empty() {
            args.kind.label().clone_into(&mut asked.purpose);
        }
        asked.lines.push(LineDraft {
            file_id: Some(file(app, no, None).await?.file.id),
            person_id: None,
            aid_kind: args.kind,
            unit: CountUnit::Household,
            amount: yuan(amount, "--amount")?,
            cost: args.cost.map(|text| yuan(&text, "--cost")).transpose()?,
            temporary_reason: args.temporary_reason,
            award: None,
        });
    }
    shown(batches::draft(app, asked).await?)
}

/// A batch number and the step asked for; the id is filled in later.
type Asked = (String, BatchStepAdd);

fn of(kind: BatchStepKind, args: &StepArgs) -> Asked {
    let step = BatchStepAdd {
        batch_id: Id::new(""),
        kind,
        on: args.on,
        opinion: args.opinion.clone(),
        place: None,
        objection_id: None,
        amount: None,
    };
    (args.no.clone(), step)
}

async fn step(app: &App, (no, mut step): Asked) -> AppResult<Outcome> {
    step.batch_id = named::batch_row(app, &no).await?.batch.id;
    shown(batches::step(app, step).await?)
}

async fn cash(app: &App, kind: BatchStepKind, args: CashArgs) -> AppResult<Outcome> {
    let mut asked = of(kind, &args.step);
    asked.1.amount = Some(yuan(&args.amount, "--amount")?);
    step(app, asked).await
}

/// Signs what is still waiting of a cash batch; when nothing waits any more the batch is paid.
async fn pay(app: &App, args: PayArgs) -> AppResult<Outcome> {
    let batch = named::batch(app, &args.step.no).await?;
    let waiting = |row: &&LineRow| row.state == LineState::Waiting;
    let mut ids: Vec<Id> = Vec::new();
    for place in &args.lines {
        ids.push(named::line(&batch, *place)?);
    }
    if args.lines.is_empty() && batch.row.batch.method == PayMethod::Cash {
        ids.extend(
            batch
                .lines
                .iter()
                .filter(waiting)
                .map(|row| row.line.id.clone()),
        );
    }
    let mut after = batch;
    if !ids.is_empty() {
        let events = ids.into_iter().map(|id| LineEventDraft {
            proxy_name: args.proxy.clone(),
            proxy_relation: args.relation.clone(),
            proxy_id_no: args.proxy_id.clone(),
            ..event(id, LineEventKind::Signed, args.step.on)
        });
        after = add_events(app, &after, events.collect(), false).await?;
    }
    let open = |row: &LineRow| {
        !matches!(
            row.state,
            LineState::Paid | LineState::Reversed | LineState::Reversal
        )
    };
    if after.lines.iter().any(open) && !args.lines.is_empty() {
        return shown(after);
    }
    step(app, of(BatchStepKind::Paid, &args.step)).await
}

fn event(line: Id, kind: LineEventKind, on: Option<NaiveDate>) -> LineEventDraft {
    LineEventDraft {
        line_id: Some(line),
        kind: Some(kind),
        on,
        ..LineEventDraft::default()
    }
}

async fn add_events(
    app: &App,
    batch: &BatchDetail,
    events: Vec<LineEventDraft>,
    card_confirmed: bool,
) -> AppResult<BatchDetail> {
    let add = LineEventsAdd {
        batch_id: batch.row.batch.id.clone(),
        events,
        card_confirmed,
    };
    batches::events_add(app, add).await
}

async fn not_collected(app: &App, args: LineArgs) -> AppResult<Outcome> {
    let batch = named::batch(app, &args.no).await?;
    let line = named::line(&batch, args.line)?;
    let mut event = event(line, LineEventKind::NotCollected, None);
    event.reason = Some(args.reason);
    shown(add_events(app, &batch, vec![event], false).await?)
}

async fn repair(app: &App, args: RepairArgs) -> AppResult<Outcome> {
    let batch = named::batch(app, &args.line.no).await?;
    let line = named::line(&batch, args.line.line)?;
    let event = LineEventDraft {
        reason: Some(args.line.reason),
        card_no: Some(args.card.clone()),
        card_holder: args.holder,
        bank: args.bank,
        ..event(line, LineEventKind::Repaired, None)
    };
    let confirmed = args.card_again.as_deref() == Some(args.card.as_str());
    shown(add_events(app, &batch, vec![event], confirmed).await?)
}

async fn reverse(app: &App, args: LineArgs) -> AppResult<Outcome> {
    let batch = named::batch(app, &args.no).await?;
    let line_id = named::line(&batch, args.line)?;
    let reason = args.reason;
    shown(batches::reverse(app, LineReverse { line_id, reason }).await?)
}

pub(super) fn shown(batch: BatchDetail) -> AppResult<Outcome> {
    let row = &batch.row;
    let mut lines = vec![
        format!(
            "批次 {}\t{}\t{}\t{}",
            row.batch.no, row.batch.purpose, row.method_label, row.state_label
        ),
        format!(
            "{} 笔，{} 元（{}），已发 {} 元，资金：{}",
            row.lines_n, row.amount, batch.amount_uppercase, row.paid, row.fund_name
        ),
    ];
    lines.extend(batch.steps.iter().map(|step| {
        let (on, by) = (step.step.on, &step.step.by);
        let opinion = step.step.opinion.as_deref().unwrap_or_default();
        format!("  {on}\t{}\t{by}\t{opinion}", step.label)
    }));
    if let Some(notice) = &batch.notice {
        lines.push(format!(
            "公示 {} 至 {}，未办结异议 {} 件",
            notice.posted_on,
            notice.ends_on,
            notice.open_objections.len()
        ));
    }
    lines.extend(batch.lines.iter().map(|line| {
        let (seq, name, state) = (line.line.seq, &line.name, &line.state_label);
        format!("  {seq}\t{name}\t{}\t{state}", line.line.amount)
    }));
    Outcome::new(batch, lines.join("\n"))
}
