//! `scholarship`: rounds, applications, decisions, follow-up.

use chrono::Datelike as _;
use serde_json::json;
use songnuan_app::App;
use songnuan_app::commands::scholarships::{
    FollowUp, NomineeDraft, RoundRow, RoundSave, ScholarshipAward, ScholarshipBatch,
    ScholarshipContinue, ScholarshipDetail, ScholarshipList, ScholarshipQuery, ScholarshipRow,
    ScholarshipSave, ScholarshipStepAdd,
};
use songnuan_app::commands::shared::{Nothing, RecordRef};
use songnuan_app::error::{AppError, AppResult};
use songnuan_app::model::record::Id;
use songnuan_app::model::records::{AwardDecision, PayMethod, ScholarshipCase, ScholarshipRound};
use songnuan_app::model::scholarship::{CaseFigures, case_json, scholarship_totals};
use songnuan_app::{scholarships, session};

use super::{named, yuan};
use crate::args::{CaseArgs, Method, NominateStudent, RoundArgs, ScholarshipVerb};
use crate::outcome::{Outcome, remark};

/// Runs a verb of `scholarship`.
pub async fn run(app: &App, verb: ScholarshipVerb) -> AppResult<Outcome> {
    match verb {
        ScholarshipVerb::Round(args) => rounds(app, args).await,
        ScholarshipVerb::List {
            round,
            decision,
            text,
        } => {
            let round_id = match round {
                Some(name) => Some(round_of(app, &name).await?.id),
                None => None,
            };
            let query = ScholarshipQuery {
                round_id,
                decision,
                text,
                ..ScholarshipQuery::default()
            };
            shown(scholarships::list(app, query).await?)
        }
        ScholarshipVerb::Show(args) => {
            let id = case_of(app, &args).await?;
            detail(scholarships::get(app, RecordRef { id }).await?)
        }
        ScholarshipVerb::Nominate(args) => nominate(app, *args).await,
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
        ScholarshipVerb::Batch {
            round,
            fund,
            method,
            notice,
        } => {
            let drafted = ScholarshipBatch {
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
            super::batches::shown(scholarships::batch(app, drafted).await?)
        }
    }
}

async fn rounds(app: &App, args: RoundArgs) -> AppResult<Outcome> {
    let line = |row: &RoundRow| {
        let (round, totals) = (&row.round, &row.totals);
        format!(
            "{}\t{} 至 {}\t{}\t申请 {} 人\t资助 {} 人\t{} 元",
            round.name,
            round.opens_on,
            round.closes_on,
            row.pack_name,
            totals.applications,
            totals.awarded,
            totals.award_total
        )
    };
    let (Some(opens_on), Some(closes_on)) = (args.opens, args.closes) else {
        let rows = scholarships::round_list(app, Nothing {}).await?;
        let lines: Vec<String> = rows.iter().map(line).collect();
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
    };
    let row = scholarships::round_save(app, RoundSave { round }).await?;
    let text = line(&row);
    Outcome::new(row, text)
}

async fn nominate(app: &App, args: NominateStudent) -> AppResult<Outcome> {
    let round = round_of(app, &args.round).await?;
    let case = ScholarshipCase {
        round_id: round.id,
        school: args.school,
        level: Some(args.level),
        parent_name: args.parent,
        parent_state: args.parent_state,
        parent_is_member: args.member.then_some(true),
        student_kind: args.student_kind,
        admission: args.admission,
        tuition: args
            .tuition
            .map(|text| yuan(&text, "--tuition"))
            .transpose()?,
        applied_on: Some(args.applied_on.unwrap_or_else(|| app.host().today())),
        other_aid: args.other_aid,
        card_no: args.card,
        ..ScholarshipCase::default()
    };
    let save = ScholarshipSave {
        case,
        student: Some(NomineeDraft {
            name: args.name,
            id_no: args.id,
            mobile: None,
        }),
        parent_id_no: args.parent_id,
        card_confirmed: false,
    };
    detail(scholarships::save(app, save).await?)
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
async fn round_of(app: &App, text: &str) -> AppResult<ScholarshipRound> {
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
async fn cases_of(
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

fn figures(row: &ScholarshipRow) -> CaseFigures<'_> {
    let case = &row.case;
    CaseFigures {
        name: &row.name,
        id_no: Some(&row.id_masked),
        level: case.level,
        admission: case.admission,
        applied_on: case.applied_on,
        decision: case.decision,
        award: case.award,
        reasons: &case.reasons,
    }
}

/// The list with the names of the expected answers; numbers masked.
fn shown(list: ScholarshipList) -> AppResult<Outcome> {
    let cases: Vec<CaseFigures<'_>> = list.rows.iter().map(figures).collect();
    let rows: Vec<_> = list
        .rows
        .iter()
        .zip(&cases)
        .map(|(row, case)| case_json(row.case.seq, case))
        .collect();
    let mut lines: Vec<String> = list.rows.iter().map(line).collect();
    let totals = &list.totals;
    lines.push(format!(
        "共 {} 人，资助 {} 人，不予资助 {} 人，待审 {} 人，{} 元（{}）",
        totals.applications,
        totals.awarded,
        totals.refused,
        totals.pending,
        totals.award_total,
        totals.award_uppercase
    ));
    let json = json!({ "totals": scholarship_totals(&cases), "cases": rows });
    Outcome::new(json, lines.join("\n"))
}

fn line(row: &ScholarshipRow) -> String {
    format!(
        "{}\t{}\t{}\t{}\t{}\t{} 元\t{}\t{}",
        row.case.seq,
        row.name,
        row.level_label,
        row.case.school,
        row.decision_label,
        row.case.award,
        row.step_label,
        row.reasons.join("、")
    )
}

fn detail(detail: ScholarshipDetail) -> AppResult<Outcome> {
    detail.warnings.iter().for_each(|warning| remark(warning));
    let mut lines = vec![line(&detail.row)];
    lines.extend(detail.clauses.iter().map(|clause| {
        let mark = match clause.passed {
            Some(true) => "√",
            Some(false) => "×",
            None => "?",
        };
        format!(
            "  {mark} {}（{}）{}",
            clause.text, clause.article, clause.numbers
        )
    }));
    lines.extend(detail.room.iter().map(|room| format!("  {room}")));
    lines.extend(
        detail
            .steps
            .iter()
            .map(|view| format!("  {} {} {}", view.step.on, view.label, view.step.by)),
    );
    lines.extend(detail.timeline.iter().map(|entry| {
        let (year, school, decision) = (entry.year, &entry.school, &entry.decision_label);
        format!("  {year} 年\t{school}\t{decision}\t{} 元", entry.award)
    }));
    Outcome::new(detail, lines.join("\n"))
}
