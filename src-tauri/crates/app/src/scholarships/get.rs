//! One application with its decision clause by clause and every year of the student.

use songnuan_model::records::{
    HardshipFile, Person, ScholarshipCase, ScholarshipRound, ScholarshipStep,
};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::{StudentRoom, allowed};
use songnuan_store::Store;

use super::around::{self, Around, is_duplicate, judge, level_label};
use crate::app::App;
use crate::commands::scholarships::{
    ScholarshipDetail, ScholarshipNext, ScholarshipStepView, TimelineEntry,
};
use crate::commands::shared::RecordRef;
use crate::eligibility::load_pack;
use crate::error::{AppError, AppResult};
use crate::files::brief;

/// One application.
pub async fn get(app: &App, request: RecordRef) -> AppResult<ScholarshipDetail> {
    let store = app.store_for(Act::SeeCases).await?;
    let case = around::case(&store, &request.id).await?;
    detail(app, &store, case).await
}

pub(super) async fn detail(
    app: &App,
    store: &Store,
    case: ScholarshipCase,
) -> AppResult<ScholarshipDetail> {
    let today = app.host().today();
    let round = around::round(store, &case.round_id).await?;
    let years = store
        .by_key::<ScholarshipCase>("student", case.person_id.as_str())
        .await?;
    let around = Around::read(store, &years).await?;
    let student = around.people.get(&case.person_id);
    let student = student.ok_or_else(|| AppError::not_found("这名学生"))?;
    let parent = match &case.parent_person_id {
        Some(id) => store.get::<Person>(id).await?,
        None => None,
    };
    let file = match &case.parent_file_id {
        Some(id) => store.get::<HardshipFile>(id).await?,
        None => None,
    };
    let (clauses, room) = said(store, &round, &case).await?;
    Ok(ScholarshipDetail {
        row: around.row(&case),
        student: brief(student, today),
        parent: parent.map(|parent| brief(&parent, today)),
        parent_file_no: file.as_ref().map(|file| file.file_no.clone()),
        parent_file_status: file.map(|file| file.status.label().to_owned()),
        clauses,
        room,
        steps: views(around.steps(&case.id)),
        next: allowed(around.steps(&case.id))
            .into_iter()
            .map(|kind| ScholarshipNext {
                kind,
                label: kind.label().to_owned(),
            })
            .collect(),
        timeline: timeline(store, &around, years).await?,
        warnings: Vec::new(),
        round,
    })
}

/// Clauses and room as of now; none where the pack says nothing for the round's day.
async fn said(
    store: &Store,
    round: &ScholarshipRound,
    case: &ScholarshipCase,
) -> AppResult<(Vec<songnuan_model::eligibility::Clause>, Option<String>)> {
    let Ok(pack) = load_pack(store, &round.pack).await else {
        return Ok((Vec::new(), None));
    };
    if pack.version_on(round.closes_on).is_none() {
        return Ok((Vec::new(), None));
    }
    let cases = store.children::<ScholarshipCase>(&round.id).await?;
    let judged = judge(store, &pack, round, case, is_duplicate(&cases, case)).await?;
    Ok((judged.decision.clauses, judged.room.as_ref().map(words)))
}

fn words(room: &StudentRoom) -> String {
    format!(
        "每生每年最多 {} 元，本年已列支 {} 元，还可资助 {} 元（{}）。",
        room.limit, room.given, room.left, room.article
    )
}

fn views(steps: &[ScholarshipStep]) -> Vec<ScholarshipStepView> {
    let view = |step: &ScholarshipStep| ScholarshipStepView {
        step: step.clone(),
        label: step.kind.label().to_owned(),
    };
    steps.iter().map(view).collect()
}

async fn timeline(
    store: &Store,
    around: &Around,
    cases: Vec<ScholarshipCase>,
) -> AppResult<Vec<TimelineEntry>> {
    let mut ids: Vec<_> = cases.iter().map(|case| case.round_id.clone()).collect();
    ids.sort();
    ids.dedup();
    let rounds = store.get_many::<ScholarshipRound>(&ids).await?;
    let entry = |case: ScholarshipCase| {
        let round = rounds.iter().find(|round| round.id == case.round_id)?;
        Some(TimelineEntry {
            year: round.year,
            round_name: round.name.clone(),
            level_label: level_label(case.level),
            decision_label: case.decision.label().to_owned(),
            award: case.award,
            paid: around.is_paid(&case.id),
            steps: views(around.steps(&case.id)),
            school: case.school,
            case_id: case.id,
        })
    };
    let mut entries: Vec<TimelineEntry> = cases.into_iter().filter_map(entry).collect();
    entries.sort_by_key(|entry| entry.year);
    Ok(entries)
}
