//! Planning and recording a visit, with the difficulties found on it.

use chrono::NaiveDate;
use songnuan_model::money::Fen;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    Difficulty, DifficultyState, HardshipFile, Person, Visit, VisitMethod, VisitState,
};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::{attachments, list};
use crate::app::App;
use crate::commands::shared::RecordRef;
use crate::commands::visits::{DifficultySave, DifficultyView, VisitDetail, VisitSave};
use crate::error::{AppError, AppResult, Code};
use crate::files::{self, NEEDS, Reader, SUGGESTIONS};
use crate::op::Op;

/// Form under which the window keeps half-written visits.
const DRAFT_FORM: &str = "visit";
/// Longest free text, characters.
const TEXT: usize = 2000;
/// Visitors and people present at most.
const PEOPLE: usize = 30;

/// One visit with its photographs and difficulties.
pub async fn get(app: &App, request: RecordRef) -> AppResult<VisitDetail> {
    let store = app.store_for(Act::SeeCases).await?;
    let visit = list::visit(&store, &request.id).await?;
    detail(app, &store, visit).await
}

async fn detail(app: &App, store: &Store, visit: Visit) -> AppResult<VisitDetail> {
    let around = list::Around::read(store, std::slice::from_ref(&visit)).await?;
    let reader = Reader { store, as_of: None };
    let difficulties = store.children::<Difficulty>(&visit.id).await?;
    let warnings = warnings(store, &visit).await?;
    Ok(VisitDetail {
        name: around.name(&visit),
        file_no: around.file_no(visit.file_id.as_ref()),
        attachments: attachments::attachments_of(app, &reader, &visit.id).await?,
        difficulties: list::views(store, difficulties, app.host().today()).await?,
        warnings,
        visit,
    })
}

/// Plans or records a visit; its difficulties are saved in the same operation.
pub async fn save(app: &App, request: VisitSave) -> AppResult<VisitDetail> {
    let store = app.store_for(Act::RecordVisits).await?;
    let today = app.host().today();
    let mut visit = request.visit;
    if visit.id.0.is_empty() {
        visit.id = app.host().new_id();
    } else {
        list::visit(&store, &visit.id).await?;
    }
    tidy(&mut visit);
    set_person(&store, &mut visit).await?;
    check(&visit, today)?;
    let mut difficulties = Vec::new();
    for mut item in request.difficulties {
        if item.id.0.is_empty() {
            item.id = app.host().new_id();
        } else {
            known_difficulty(&store, &item, &visit.id).await?;
        }
        item.visit_id = visit.id.clone();
        item.file_id = visit.file_id.clone();
        check_difficulty(&mut item, visit.visited_on, today)?;
        difficulties.push(item);
    }
    let op = if visit.state == VisitState::Planned {
        Op::PlanVisit
    } else {
        Op::RecordVisit
    };
    let mut tx = app.begin(op, "").await?;
    tx.put(&visit).await?;
    for item in &difficulties {
        tx.put(item).await?;
    }
    tx.commit().await?;
    if let Some(key) = &request.draft_key {
        // After the commit: a crash in between leaves the draft, never loses the visit.
        store.drop_draft(DRAFT_FORM, key).await?;
    }
    detail(app, &store, visit).await
}

/// Changes a difficulty (owner, due date, solved).
pub async fn difficulty_save(app: &App, request: DifficultySave) -> AppResult<DifficultyView> {
    let store = app.store_for(Act::RecordVisits).await?;
    let today = app.host().today();
    let mut item = request.difficulty;
    let visit = list::visit(&store, &item.visit_id).await?;
    if item.id.0.is_empty() {
        item.id = app.host().new_id();
    } else {
        known_difficulty(&store, &item, &visit.id).await?;
    }
    item.file_id = visit.file_id.clone();
    check_difficulty(&mut item, visit.visited_on, today)?;
    let mut tx = app.begin(Op::SaveDifficulty, "").await?;
    tx.put(&item).await?;
    tx.commit().await?;
    let views = list::views(&store, vec![item], today).await?;
    views
        .into_iter()
        .next()
        .ok_or_else(|| AppError::not_found("这件困难事项"))
}

/// A difficulty never moves to another visit.
async fn known_difficulty(store: &Store, item: &Difficulty, visit: &Id) -> AppResult<()> {
    let known = store.get::<Difficulty>(&item.id).await?;
    match known.filter(|known| known.visit_id == *visit) {
        Some(_) => Ok(()),
        None => Err(AppError::not_found("这件困难事项")),
    }
}

fn invalid(kind: &str, field: &str, reason: &str) -> AppError {
    let label = files::field_label(kind, field).to_owned();
    AppError::with(
        Code::InvalidField,
        [("field", label), ("reason", reason.to_owned())],
    )
}

/// Empty texts are no texts; names are trimmed.
fn tidy(visit: &mut Visit) {
    for (_, text) in texts(visit) {
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            *text = None;
        }
    }
    for names in [&mut visit.visitors, &mut visit.present] {
        let trimmed = names.iter().map(|name| name.trim().to_owned());
        *names = trimmed.filter(|name| !name.is_empty()).collect();
    }
}

/// The free texts of a visit with their field names.
fn texts(visit: &mut Visit) -> [(&'static str, &mut Option<String>); 21] {
    [
        ("place", &mut visit.place),
        ("reason", &mut visit.reason),
        ("clear_thought", &mut visit.clear_thought),
        ("clear_performance", &mut visit.clear_performance),
        ("clear_difficulty", &mut visit.clear_difficulty),
        ("talk_policy", &mut visit.talk_policy),
        ("talk_motivation", &mut visit.talk_motivation),
        ("talk_warmth", &mut visit.talk_warmth),
        ("into_file_family", &mut visit.into_file_family),
        ("into_file_needs", &mut visit.into_file_needs),
        ("into_file_care", &mut visit.into_file_care),
        ("needs_other", &mut visit.needs_other),
        ("family_changes", &mut visit.family_changes),
        ("income_changes", &mut visit.income_changes),
        ("housing_seen", &mut visit.housing_seen),
        ("cause_verified", &mut visit.cause_verified),
        ("goods_given", &mut visit.goods_given),
        ("suggestion_reason", &mut visit.suggestion_reason),
        ("problems", &mut visit.problems),
        ("solution", &mut visit.solution),
        ("note", &mut visit.note),
    ]
}

/// A visit to a file is a visit to its applicant unless somebody else is named.
async fn set_person(store: &Store, visit: &mut Visit) -> AppResult<()> {
    if let Some(file_id) = &visit.file_id {
        let file = store.get::<HardshipFile>(file_id).await?;
        let file = file.ok_or_else(|| AppError::not_found("走访对象的档案"))?;
        visit.person_id.get_or_insert(file.applicant_id);
    }
    let Some(person) = &visit.person_id else {
        // A team, or somebody on a list who is not in the base data, is known by name alone.
        let named = visit
            .target_name
            .as_deref()
            .is_some_and(|name| !name.trim().is_empty());
        if named {
            return Ok(());
        }
        return Err(AppError::invalid(
            "没有选择走访对象。没有保存，请先选一份档案或一个人。",
        ));
    };
    if store.get::<Person>(person).await?.is_none() {
        return Err(AppError::not_found("走访对象"));
    }
    Ok(())
}

fn check(visit: &Visit, today: NaiveDate) -> AppResult<()> {
    let bad = |field: &str, reason: &str| invalid(Visit::KIND, field, reason);
    let mut copy = visit.clone();
    for (field, text) in texts(&mut copy) {
        let count = text.as_ref().map_or(0, |text| text.chars().count());
        if count > TEXT {
            return Err(bad(field, &format!("有 {count} 个字，最多 {TEXT} 个字。")));
        }
    }
    if visit.state == VisitState::Planned {
        if visit.planned_on.is_none() {
            return Err(bad("planned_on", "安排走访要有计划日期。"));
        }
    } else {
        let day = visit
            .visited_on
            .ok_or_else(|| bad("visited_on", "没有填写走访日期。"))?;
        if day > today {
            return Err(bad(
                "visited_on",
                &format!("{day} 还没有到，以后的走访请先“安排走访”。"),
            ));
        }
        if visit.visitors.is_empty() {
            return Err(bad("visitors", "至少要有一位走访人。"));
        }
    }
    for day in [visit.planned_on, visit.visited_on].into_iter().flatten() {
        files::plausible_day(day).map_err(|why| bad("visited_on", &why))?;
    }
    for (field, people) in [("visitors", &visit.visitors), ("present", &visit.present)] {
        if people.len() > PEOPLE || people.iter().any(|name| name.chars().count() > 50) {
            return Err(bad(field, "人数或姓名太长，请核对是不是粘贴了别的内容。"));
        }
    }
    for (field, amount) in [
        ("money_given", visit.money_given),
        ("goods_value", visit.goods_value),
    ] {
        if amount.is_some_and(Fen::is_negative) {
            return Err(bad(field, "金额不能是负数。"));
        }
    }
    let known = |list: &[(&str, &str)], id: &str| list.iter().any(|(known, _)| *known == id);
    if visit.needs.iter().any(|need| !known(NEEDS, need)) {
        return Err(bad("needs", "有不在列表里的需求，请从列表中选择。"));
    }
    if visit
        .suggestion
        .as_deref()
        .is_some_and(|id| !id.is_empty() && !known(SUGGESTIONS, id))
    {
        return Err(bad("suggestion", "请从列表中选择。"));
    }
    Ok(())
}

/// A difficulty has a description, an owner and, until it is solved, a due date.
fn check_difficulty(
    item: &mut Difficulty,
    visited_on: Option<NaiveDate>,
    today: NaiveDate,
) -> AppResult<()> {
    let bad = |field: &str, reason: &str| invalid(Difficulty::KIND, field, reason);
    item.description = item.description.trim().to_owned();
    item.owner = item.owner.trim().to_owned();
    if item.description.is_empty() {
        return Err(bad("description", "没有写明是什么困难。"));
    }
    if item.description.chars().count() > 1000 {
        return Err(bad("description", "超过 1000 个字，请写得短一些。"));
    }
    if item.owner.is_empty() {
        return Err(bad("owner", "要有一位责任人跟进，直到解决。"));
    }
    if item.cost.is_some_and(Fen::is_negative) {
        return Err(bad("cost", "金额不能是负数。"));
    }
    if item.state.is_open() {
        let due = item
            .due_on
            .ok_or_else(|| bad("due_on", "没有解决的困难要有办理期限。"))?;
        if visited_on.is_some_and(|visited| due < visited) {
            return Err(bad("due_on", "早于走访日期。"));
        }
        item.solved_on = None;
        return Ok(());
    }
    if item.state == DifficultyState::Solved {
        let solved = item
            .solved_on
            .ok_or_else(|| bad("solved_on", "没有填写解决日期。"))?;
        if solved > today {
            return Err(bad("solved_on", &format!("{solved} 还没有到。")));
        }
        if visited_on.is_some_and(|visited| solved < visited) {
            return Err(bad("solved_on", "早于走访日期。"));
        }
    }
    Ok(())
}

/// What the user should read after saving; nothing of it refuses the visit.
async fn warnings(store: &Store, visit: &Visit) -> AppResult<Vec<String>> {
    let mut warnings = Vec::new();
    let visited = visit.state == VisitState::Visited;
    if visited && visit.method == VisitMethod::Home && visit.visitors.len() < 2 {
        warnings.push("入户调查须两人以上，现在只登记了一位走访人。".to_owned());
    }
    if visited && visit.suggestion.is_some() && visit.suggestion_reason.is_none() {
        warnings.push("填了调查建议，还没有写理由。".to_owned());
    }
    let goods = visit.goods_given.is_some();
    if goods && visit.goods_value.is_none() {
        warnings.push("填了慰问品，还没有填折款金额。".to_owned());
    }
    if let (Some(file), Some(day)) = (&visit.file_id, visit.visited_on) {
        let others = store.children::<Visit>(file).await?;
        let twice = |other: &Visit| other.id != visit.id && other.visited_on == Some(day);
        if others.iter().any(twice) {
            warnings.push(format!(
                "这一户 {day} 已有另一次走访记录，请核对是否重复登记。"
            ));
        }
    }
    Ok(warnings)
}
