//! `scholarship`: rounds, applications, decisions, follow-up, payment, events.

mod change;
mod events;
mod shown;

use chrono::Datelike as _;
use songnuan_app::App;
use songnuan_app::commands::scholarships::{
    FollowUp, RoundRow, RoundSave, ScholarshipAward, ScholarshipBatch, ScholarshipContinue,
    ScholarshipQuery, ScholarshipRow, ScholarshipStepAdd,
};
use songnuan_app::commands::shared::{Nothing, RecordRef};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::{
    AwardDecision, PayMethod, ScholarshipRound, ScholarshipStepKind,
};
use songnuan_app::{scholarships, session};

use self::shown::{detail, shown};
use super::named;
use crate::args::{CaseArgs, Method, RoundArgs, ScholarshipVerb};
use crate::outcome::Outcome;

/// Runs a verb of `scholarship`.
pub async fn run(app: &App, verb: ScholarshipVerb) -> AppResult<Outcome> {
    match verb {
        ScholarshipVerb::Round(args) => rounds(app, args).await,
        ScholarshipVerb::Close { round, reopen } => close(app, &round, !reopen).await,
        list @ ScholarshipVerb::List { .. } => listed(app, list).await,
        ScholarshipVerb::Show(args) => {
            let id = case_of(app, &args).await?;
            detail(scholarships::get(app, RecordRef { id }).await?)
        }
        ScholarshipVerb::Nominate(args) => change::nominate(app, *args).await,
        ScholarshipVerb::Edit(args) => change::edit(app, *args).await,
        ScholarshipVerb::Award { round, seq } => {
            let round_id = round_of(app, &round).await?.id;
            let case_ids = cases_of(app, &round_id, &seq, |_| false).await?;
            let award = ScholarshipAward { round_id, case_ids };
            shown(scholarships::award(app, award).await?)
        }
        step @ ScholarshipVerb::Step { .. } => take(app, step).await,
        ScholarshipVerb::FollowUp {
            case,
            kind,
            on,
            opinion,
        } => {
            let case_id = case_of(app, &case).await?;
            let found = FollowUp {
                case_id,
                kind,
                on,
                opinion,
            };
            detail(scholarships::follow_up(app, found).await?)
        }
        ScholarshipVerb::Continue { round, from } => go_on(app, &round, from).await,
        batch @ ScholarshipVerb::Batch { .. } => drafted(app, batch).await,
        ScholarshipVerb::Event(args) => events::run(app, args).await,
    }
}

async fn listed(app: &App, verb: ScholarshipVerb) -> AppResult<Outcome> {
    let ScholarshipVerb::List {
        round,
        decision,
        level,
        step,
        text,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let round_id = match round {
        Some(name) => Some(round_of(app, &name).await?.id),
        None => None,
    };
    let query = ScholarshipQuery {
        round_id,
        decision,
        level,
        step,
        text,
        ..ScholarshipQuery::default()
    };
    shown(scholarships::list(app, query).await?)
}

async fn drafted(app: &App, verb: ScholarshipVerb) -> AppResult<Outcome> {
    let ScholarshipVerb::Batch {
        round,
        fund,
        method,
        notice,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    let batch = ScholarshipBatch {
        round_id: round_of(app, &round).await?.id,
        case_ids: Vec::new(),
        fund_id: named::fund(app, &fund).await?.fund.id,
        method: match method {
            Method::Bank => PayMethod::Bank,
            Method::Cash => PayMethod::Cash,
        },
        purpose: None,
        needs_notice: notice,
    };
    super::batches::shown(scholarships::batch(app, batch).await?)
}

fn round_line(row: &RoundRow) -> String {
    let (round, totals) = (&row.round, &row.totals);
    let closed = if round.closed { "\t已结束" } else { "" };
    format!(
        "{}\t{} 至 {}\t{}\t申请 {} 人\t资助 {} 人\t{} 元{closed}",
        round.name,
        round.opens_on,
        round.closes_on,
        row.pack_name,
        totals.applications,
        totals.awarded,
        totals.award_total
    )
}

/// Closes a round, or opens it again.
async fn close(app: &App, round: &str, closed: bool) -> AppResult<Outcome> {
    let round = ScholarshipRound {
        closed,
        ..round_of(app, round).await?
    };
    let row = scholarships::round_save(app, RoundSave { round }).await?;
    let text = round_line(&row);
    Outcome::new(row, text)
}

async fn rounds(app: &App, args: RoundArgs) -> AppResult<Outcome> {
    let (Some(opens_on), Some(closes_on)) = (args.opens, args.closes) else {
        let rows = scholarships::round_list(app, Nothing {}).await?;
        let lines: Vec<String> = rows.iter().map(round_line).collect();
        return Outcome::new(rows, lines.join("\n"));
    };
    let pack = match args.pack {
        Some(pack) => pack,
        None => session::settings_get(app, Nothing {}).await?.default_pack,
    };
    let round = ScholarshipRound {
        id: Id::new(""),
        name: args.name.unwrap_or_default(),
        year: opens_on.year(),
        pack,
        opens_on,
        closes_on,
        closed: false,
        basis: args.basis,
        note: None,
        counterpart: false,
        sending_union: None,
        receiving_union: None,
    };
    let row = scholarships::round_save(app, RoundSave { round }).await?;
    let text = round_line(&row);
    Outcome::new(row, text)
}

async fn take(app: &App, verb: ScholarshipVerb) -> AppResult<Outcome> {
    let ScholarshipVerb::Step {
        round,
        kind,
        seq,
        on,
        until,
        opinion,
    } = verb
    else {
        return Err(AppError::not_found("这个动词"));
    };
    if kind == ScholarshipStepKind::Dropped && seq.is_empty() {
        return Err(AppError::invalid(
            "中止资助要写明是哪一份申请，请加 --seq。什么都没有做。",
        ));
    }
    let round_id = round_of(app, &round).await?.id;
    let awarded = |row: &ScholarshipRow| row.case.decision == AwardDecision::Award;
    let step = ScholarshipStepAdd {
        case_ids: cases_of(app, &round_id, &seq, awarded).await?,
        kind,
        on,
        opinion,
        notice_ends_on: until,
    };
    shown(scholarships::step(app, step).await?)
}

async fn go_on(app: &App, round: &str, from: Option<String>) -> AppResult<Outcome> {
    let from_round_id = match from {
        Some(name) => Some(round_of(app, &name).await?.id),
        None => None,
    };
    let request = ScholarshipContinue {
        round_id: round_of(app, round).await?.id,
        from_round_id,
    };
    let done = scholarships::continue_round(app, request).await?;
    let mut lines = vec![format!("接续 {} 人", done.continued)];
    let left = done.left_out.iter();
    lines.extend(left.map(|it| format!("  {}：{}", it.name, it.reason)));
    Outcome::new(done, lines.join("\n"))
}

/// A round by its name, year or id.
pub(super) async fn round_of(app: &App, text: &str) -> AppResult<ScholarshipRound> {
    let rows = scholarships::round_list(app, Nothing {}).await?;
    let mut rounds = rows.into_iter().map(|row| row.round);
    let known = |round: &ScholarshipRound| {
        round.name == text || round.id.as_str() == text || round.year.to_string() == text
    };
    rounds
        .find(known)
        .ok_or_else(|| AppError::not_found(&format!("名为“{text}”的助学活动")))
}

async fn all(app: &App, round: &Id) -> AppResult<Vec<ScholarshipRow>> {
    let query = ScholarshipQuery {
        round_id: Some(round.clone()),
        ..ScholarshipQuery::default()
    };
    Ok(scholarships::list(app, query).await?.rows)
}

/// Applications by their places; those that fit when none is named.
pub(super) async fn cases_of(
    app: &App,
    round: &Id,
    places: &[u32],
    fits: fn(&ScholarshipRow) -> bool,
) -> AppResult<Vec<Id>> {
    let rows = all(app, round).await?;
    if places.is_empty() {
        let rows = rows.into_iter().filter(fits);
        return Ok(rows.map(|row| row.case.id).collect());
    }
    let mut ids = Vec::new();
    for place in places {
        let row = rows.iter().find(|row| row.case.seq == *place);
        let row = row.ok_or_else(|| {
            AppError::invalid(format!("这次活动里没有序号 {place}。什么都没有做。"))
        })?;
        ids.push(row.case.id.clone());
    }
    Ok(ids)
}

async fn case_of(app: &App, args: &CaseArgs) -> AppResult<Id> {
    let round = round_of(app, &args.round).await?.id;
    let mut ids = cases_of(app, &round, &[args.seq], |_| false).await?;
    ids.pop().ok_or_else(|| AppError::not_found("这份申请"))
}
