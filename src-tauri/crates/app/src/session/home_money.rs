//! The first page's tasks of campaigns and payments: each user sees what waits for them.

use songnuan_model::records::{Campaign, CampaignItem, CampaignState, VisitState};
use songnuan_model::roles::{Act, may};

use crate::app::{App, Session};
use crate::batches;
use crate::commands::batches::{BatchQuery, BatchRow, BatchState};
use crate::commands::session::HomeTask;
use crate::error::AppResult;

/// What waits for this user: batches to review, to approve, to release, to mend; people to visit.
pub(super) async fn tasks(app: &App, session: &Session) -> AppResult<Vec<HomeTask>> {
    let mut tasks = Vec::new();
    if may(&session.roles, Act::SeeMoney) {
        let rows = batches::list(app, BatchQuery::default()).await?;
        tasks.extend(of_batches(session, &rows));
    }
    tasks.extend(visits(session).await?);
    Ok(tasks)
}

fn of_batches(session: &Session, rows: &[BatchRow]) -> Vec<HomeTask> {
    let may = |act| may(&session.roles, act);
    let others = |row: &&BatchRow| row.batch.maker != session.user;
    let mut tasks = Vec::new();
    let review = rows
        .iter()
        .filter(others)
        .filter(|row| row.state == BatchState::Drafted);
    let approve = rows
        .iter()
        .filter(others)
        .filter(|row| row.state == BatchState::Reviewed);
    let release = rows.iter().filter(|row| row.state == BatchState::Approved);
    let bounced = rows.iter().filter(|row| row.bounced_n > 0);
    if may(Act::ReviewBatches) {
        let n = review.count();
        tasks.extend(task("batch_review", n, "个发放批次等您审核", "drafted"));
    }
    if may(Act::ApproveBatches) {
        let n = approve.count();
        tasks.extend(task("batch_approve", n, "个发放批次等您审批", "reviewed"));
        let n = release.count();
        tasks.extend(task(
            "batch_release",
            n,
            "个批次已批准，等公示或放款",
            "approved",
        ));
    }
    if may(Act::PayBatches) {
        let n = bounced.count();
        tasks.extend(task(
            "bank_bounced",
            n,
            "个批次有银行退回，要更正账户",
            "released",
        ));
    }
    tasks
}

fn task(kind: &str, n: usize, words: &str, state: &str) -> Option<HomeTask> {
    let count = u32::try_from(n).unwrap_or(u32::MAX);
    (count > 0).then(|| HomeTask {
        kind: kind.to_owned(),
        text: format!("{count} {words}"),
        count,
        urgent: true,
        route: format!("/batches?state={state}"),
    })
}

/// People of running campaigns that this user was sent to and has not met yet.
async fn visits(session: &Session) -> AppResult<Option<HomeTask>> {
    if !may(&session.roles, Act::RecordVisits) {
        return Ok(None);
    }
    let store = &session.store;
    let mut waiting = 0;
    let mut first = None;
    for campaign in store.all::<Campaign>().await? {
        if campaign.state == CampaignState::Closed {
            continue;
        }
        let items = store.children::<CampaignItem>(&campaign.id).await?;
        let mine = items.iter().filter(|item| {
            item.assignee.as_deref() == Some(session.user.as_str())
                && item.removed_reason.is_none()
                && item.outcome == VisitState::Planned
        });
        let n = mine.count();
        if n > 0 {
            waiting += n;
            first.get_or_insert(campaign.id);
        }
    }
    let count = u32::try_from(waiting).unwrap_or(u32::MAX);
    Ok(first.map(|campaign| HomeTask {
        kind: "assigned_visits".to_owned(),
        text: format!("{count} 位慰问对象等您去走访"),
        count,
        urgent: false,
        route: format!("/campaigns/{campaign}?tab=visits"),
    }))
}
