//! The first page: what must I do today?

use songnuan_model::records::{DifficultyState, FileStatus, FileStep, StepKind, Visit, VisitState};
use songnuan_model::roles::{Act, may};
use songnuan_store::Store;

use super::{home_money, settings};
use crate::app::App;
use crate::commands::files::{FileList, FileQuery};
use crate::commands::session::{DraftList, Home, HomeTask};
use crate::commands::shared::Nothing;
use crate::commands::visits::DifficultyQuery;
use crate::error::AppResult;
use crate::{files, model_workers, scholarships, visits};

/// Days a visit counts as recent.
const RECENT_DAYS: i64 = 30;

/// Tasks and counts of the first page.
pub async fn home(app: &App, _: Nothing) -> AppResult<Home> {
    let session = app.session().await?;
    let store = session.store.clone();
    let drafts = settings::draft_list(app, DraftList { form: None }).await?;
    if !may(&session.roles, Act::SeeCases) {
        // Somebody who only keeps users and settings has a first page too.
        return Ok(Home {
            drafts,
            ..Home::default()
        });
    }
    let all = files::list(app, FileQuery::default()).await?;
    let today = app.host().today();
    let visits = store.all::<Visit>().await?;
    let recent = visits.iter().filter(|visit| {
        visit.state == VisitState::Visited
            && visit
                .visited_on
                .is_some_and(|on| (today - on).num_days().abs() <= RECENT_DAYS)
    });
    let difficulties = visits::difficulty_list(app, DifficultyQuery::default()).await?;
    let open = difficulties.iter().filter(|view| {
        matches!(
            view.difficulty.state,
            DifficultyState::Open | DifficultyState::Escalated
        )
    });
    Ok(Home {
        tasks: [
            home_money::tasks(app, &session).await?,
            tasks(app, &store, &visits, &difficulties).await?,
            scholarships::waiting(app, &store).await?,
        ]
        .concat(),
        files_active: count(&all, FileStatus::Active),
        files_draft: count(&all, FileStatus::Draft),
        files_temporary: count(&all, FileStatus::Temporary),
        files_exited: count(&all, FileStatus::Exited),
        files_cancelled: count(&all, FileStatus::Cancelled),
        visits_recent: to_u32(recent.count()),
        difficulties_open: to_u32(open.count()),
        drafts,
    })
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn count(list: &FileList, status: FileStatus) -> u32 {
    list.by_status
        .iter()
        .find(|entry| entry.status == status)
        .map_or(0, |entry| entry.count)
}

async fn tasks(
    app: &App,
    store: &Store,
    visits: &[Visit],
    difficulties: &[crate::commands::visits::DifficultyView],
) -> AppResult<Vec<HomeTask>> {
    let today = app.host().today();
    let overdue = difficulties.iter().filter(|view| view.overdue).count();
    let planned = visits.iter().filter(|visit| {
        visit.state == VisitState::Planned && visit.planned_on.is_some_and(|on| on <= today)
    });
    let mut tasks = Vec::new();
    let mut add = |kind: &str, n: u32, text: String, urgent: bool, route: &str| {
        if n > 0 {
            let (kind, route) = (kind.to_owned(), route.to_owned());
            tasks.push(HomeTask {
                kind,
                text,
                count: n,
                urgent,
                route,
            });
        }
    };
    let n = to_u32(overdue);
    add(
        "difficulty_due",
        n,
        format!("{n} 件困难事项到期未解决"),
        true,
        "/difficulties?overdue=1",
    );
    let n = publicity_ended(app, store).await?;
    add(
        "publicity_ended",
        n,
        format!("{n} 户公示期已满，可以审核"),
        true,
        "/files?filter=publicity",
    );
    let n = to_u32(planned.count());
    add(
        "visit_planned",
        n,
        format!("{n} 次走访到了约定的日子"),
        true,
        "/visits?state=planned",
    );
    if let Some((n, text)) = model_workers::reminder_words(app, store).await? {
        add("model_worker_reminder", n, text, false, "/model-workers");
    }
    for (kind, words) in [
        ("incomplete", "户档案缺必填项，可补全"),
        ("untouched", "户在档困难职工超过一年没有更新"),
        ("never_aided", "户在档困难职工从未帮扶过"),
    ] {
        let n = filtered(app, kind).await?;
        let text = format!("{n} {words}");
        add(
            &format!("file_{kind}"),
            n,
            text,
            false,
            &format!("/files?filter={kind}"),
        );
    }
    Ok(tasks)
}

async fn filtered(app: &App, filter: &str) -> AppResult<u32> {
    let query = FileQuery {
        filter: Some(filter.to_owned()),
        limit: 1,
        ..FileQuery::default()
    };
    Ok(files::list(app, query).await?.total)
}

/// Files whose public notice ended and which still wait for the review.
async fn publicity_ended(app: &App, store: &Store) -> AppResult<u32> {
    let today = app.host().today();
    let query = FileQuery {
        status: Some(FileStatus::Publicity),
        ..FileQuery::default()
    };
    let mut ended = 0;
    for row in files::list(app, query).await?.rows {
        let steps = store.children::<FileStep>(&row.id).await?;
        let notice = steps
            .iter()
            .rev()
            .find(|step| step.kind == StepKind::PublicNotice);
        if notice
            .and_then(|step| step.notice_ends_on)
            .is_some_and(|end| end < today)
        {
            ended += 1;
        }
    }
    Ok(ended)
}
