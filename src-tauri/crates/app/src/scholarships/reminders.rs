//! What scholarships wait for, on the first page: the window, decisions, payment, follow-up
//! (DOMAIN §5.1).

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use songnuan_model::record::Id;
use songnuan_model::records::{
    AwardDecision, ScholarshipCase, ScholarshipRound, ScholarshipStepKind,
};
use songnuan_model::scholarship::{follow_up_due, is_over};
use songnuan_store::Store;

use super::around::Around;
use crate::app::App;
use crate::commands::session::HomeTask;
use crate::error::AppResult;

/// A window that ends within so many days is urgent.
const CLOSING_DAYS: i64 = 7;

/// Months in which a year's round is opened: surveyed from July, paid in September.
const SEASON: std::ops::RangeInclusive<u32> = 7..=9;

/// What waits today; a unit that never had a round is not reminded of one.
pub async fn waiting(app: &App, store: &Store) -> AppResult<Vec<HomeTask>> {
    let today = app.host().today();
    let rounds = store.all::<ScholarshipRound>().await?;
    if rounds.is_empty() {
        return Ok(Vec::new());
    }
    let cases = store.all::<ScholarshipCase>().await?;
    let around = Around::read(store, &cases).await?;
    let mut tasks = Vec::new();
    let this_year = rounds.iter().any(|round| round.year == today.year());
    if !this_year && SEASON.contains(&today.month()) {
        let text = format!("{} 年的金秋助学还没有建立活动", today.year());
        tasks.push(task("scholarship_round", 1, text, false));
    }
    for round in rounds.iter().filter(|round| !round.closed) {
        let own: Vec<&ScholarshipCase> =
            cases.iter().filter(|it| it.round_id == round.id).collect();
        tasks.extend(of_round(round, &own, &around, today));
    }
    let due = follow_ups(&cases, &around, today);
    if due > 0 {
        let text = format!("{due} 名受助学生满一年没有回访");
        tasks.push(task("scholarship_follow_up", due, text, false));
    }
    Ok(tasks)
}

/// The window while it is open; what is left to do when it has closed.
fn of_round(
    round: &ScholarshipRound,
    cases: &[&ScholarshipCase],
    around: &Around,
    today: NaiveDate,
) -> Vec<HomeTask> {
    let (name, closes) = (&round.name, round.closes_on);
    if (round.opens_on..=closes).contains(&today) {
        let n = cases.len();
        let text = format!("“{name}”正在申请，{closes} 截止，已登记 {n} 人");
        let urgent = (closes - today).num_days() <= CLOSING_DAYS;
        return vec![task("scholarship_window", 1, text, urgent)];
    }
    let undecided = cases
        .iter()
        .filter(|case| case.decision == AwardDecision::Pending);
    let unpaid = cases.iter().filter(|case| {
        let steps = around.steps(&case.id);
        let approved = steps
            .iter()
            .any(|step| step.kind == ScholarshipStepKind::Approved);
        let awarded = case.decision == AwardDecision::Award;
        awarded && approved && !is_over(steps) && !around.paid.contains_key(&case.id)
    });
    let mut tasks = Vec::new();
    let n = undecided.count();
    if n > 0 && today > closes {
        let text = format!("“{name}”已截止，{n} 份申请待审");
        tasks.push(task("scholarship_pending", n, text, true));
    }
    let n = unpaid.count();
    if n > 0 {
        let text = format!("“{name}”有 {n} 人已批准，还没有列入发放批次");
        tasks.push(task("scholarship_unpaid", n, text, true));
    }
    tasks
}

/// Students whose award was paid and who were not asked after for a year. Who went on into a later
/// round is asked after there.
fn follow_ups(cases: &[ScholarshipCase], around: &Around, today: NaiveDate) -> usize {
    let went_on: HashSet<&Id> = cases
        .iter()
        .filter_map(|it| it.continues.as_ref())
        .collect();
    let due = cases.iter().filter(|case| {
        let day = follow_up_due(around.steps(&case.id));
        around.is_paid(&case.id)
            && !went_on.contains(&case.id)
            && day.is_some_and(|day| day <= today)
    });
    due.count()
}

fn task(kind: &str, n: usize, text: String, urgent: bool) -> HomeTask {
    HomeTask {
        kind: kind.to_owned(),
        text,
        count: u32::try_from(n).unwrap_or(u32::MAX),
        urgent,
        route: "/scholarships".to_owned(),
    }
}
