//! Honours and the lives of medals.

use songnuan_model::dates::parse_date;
use songnuan_model::model_workers::{check_awarded, check_event};
use songnuan_model::record::Id;
use songnuan_model::records::{Honor, Incident, MedalEvent, Person, UnionOrg};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::around::{self, views};
use crate::app::App;
use crate::commands::model_workers::{HonorSave, HonorView, MedalEventAdd};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Longest title, issuer and number, characters; longest note.
const LINE: usize = 120;
const NOTE: usize = 2000;

/// Adds an honour (empty id) or changes one.
pub async fn honor_save(app: &App, request: HonorSave) -> AppResult<HonorView> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let mut honor = request.honor;
    tidy(&mut honor)?;
    let before = match honor.id.0.is_empty() {
        true => None,
        false => Some(known(&store, &honor.id).await?),
    };
    let person = holder(&store, &mut honor).await?;
    if let Some(awarded) = honor.awarded_on.as_deref() {
        let year = awarded.len() == 4 && awarded.bytes().all(|byte| byte.is_ascii_digit());
        let day = parse_date(awarded)
            .iso()
            .or_else(|| year.then(|| awarded.to_owned()));
        let day = day.ok_or_else(|| {
            bad("授予时间要写成年、年-月或年-月-日，例如 1989、1989-05、1989-05-01。")
        })?;
        let birth = person.as_ref().and_then(|person| person.birth);
        check_awarded(&day, birth, today).map_err(|refusal| bad(&refusal.sentence()))?;
        honor.awarded_on = Some(day);
    }
    let mut tx = app.begin(Op::SaveHonor, "").await?;
    match &before {
        Some(before) => {
            honor.seq = before.seq;
            honor.source_key.clone_from(&before.source_key);
            let events = store.children::<MedalEvent>(&honor.id).await?;
            if !honor.medal && !events.is_empty() {
                return Err(bad("这枚奖章已有登记的情况，不能改成没有奖章。"));
            }
        }
        None => {
            honor.id = app.host().new_id();
            let all = store.all::<Honor>().await?;
            honor.seq = all.iter().map(|it| it.seq).max().unwrap_or(0) + 1;
            honor.source_key = None;
        }
    }
    tx.put(&honor).await?;
    if let Some(id) = &honor.model_worker_id {
        let mut worker = around::worker(&store, id).await?;
        let others = store.children::<Honor>(id).await?;
        let others = others.iter().filter(|it| it.id != honor.id);
        let level = others.map(|it| it.level).chain([honor.level]).min();
        worker.level = level.unwrap_or(honor.level);
        tx.put(&worker).await?;
    }
    tx.commit().await?;
    one(&store, honor).await
}

/// Records what happened to medals: all of them or none.
pub async fn medal_event_add(app: &App, request: MedalEventAdd) -> AppResult<Vec<HonorView>> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    if request.honor_ids.is_empty() {
        return Err(bad("没有选择奖章。"));
    }
    if let Some(id) = &request.incident_id
        && store.get::<Incident>(id).await?.is_none()
    {
        return Err(AppError::not_found("这件事"));
    }
    let note = text(request.note, NOTE)?;
    let mut ids = request.honor_ids;
    ids.sort();
    ids.dedup();
    let mut tx = app.begin(Op::AddMedalEvent, "").await?;
    let mut honors = Vec::new();
    for id in &ids {
        let mut honor = known(&store, id).await?;
        let events = store.children::<MedalEvent>(id).await?;
        let awarded = honor.awarded_on.as_deref();
        check_event(&events, request.kind, request.on, awarded, today)
            .map_err(|refusal| bad(&format!("“{}”：{}", honor.title, refusal.sentence())))?;
        tx.put(&MedalEvent {
            id: app.host().new_id(),
            honor_id: id.clone(),
            kind: request.kind,
            on: request.on,
            incident_id: request.incident_id.clone(),
            note: note.clone(),
        })
        .await?;
        if !honor.medal {
            honor.medal = true;
            tx.put(&honor).await?;
        }
        honors.push(honor);
    }
    tx.commit().await?;
    views(&store, honors).await
}

fn bad(reason: &str) -> AppError {
    AppError::invalid(format!("{reason}没有保存，填写的内容都还在。"))
}

async fn known(store: &Store, id: &Id) -> AppResult<Honor> {
    let honor = store.get::<Honor>(id).await?;
    honor.ok_or_else(|| AppError::not_found("这项荣誉"))
}

async fn one(store: &Store, honor: Honor) -> AppResult<HonorView> {
    let views = views(store, vec![honor]).await?;
    let first = views.into_iter().next();
    first.ok_or_else(|| AppError::not_found("这项荣誉"))
}

/// Who holds it: somebody of the registry, of the base data, or a unit; nobody else.
async fn holder(store: &Store, honor: &mut Honor) -> AppResult<Option<Person>> {
    if let Some(id) = &honor.model_worker_id {
        honor.person_id = Some(around::worker(store, id).await?.person_id);
    }
    if let Some(id) = &honor.person_id {
        let person = store.get::<Person>(id).await?;
        let missing =
            || bad("荣誉人选必须从基础数据库中产生，这个人还没有登记在库。请先登记人员。");
        return Ok(Some(person.ok_or_else(missing)?));
    }
    match &honor.org_id {
        Some(id) if store.get::<UnionOrg>(id).await?.is_some() => Ok(None),
        Some(_) => Err(AppError::not_found("这个工会组织")),
        None => Err(bad("请选择获得荣誉的人员或单位。")),
    }
}

fn tidy(honor: &mut Honor) -> AppResult<()> {
    honor.title = text(Some(std::mem::take(&mut honor.title)), LINE)?.unwrap_or_default();
    if honor.title.is_empty() {
        return Err(bad("请填写荣誉称号，例如“全国劳动模范”。"));
    }
    honor.issuer = text(honor.issuer.take(), LINE)?;
    honor.cert_no = text(honor.cert_no.take(), LINE)?;
    honor.awarded_on = text(honor.awarded_on.take(), LINE)?;
    honor.note = text(honor.note.take(), NOTE)?;
    Ok(())
}

fn text(text: Option<String>, most: usize) -> AppResult<Option<String>> {
    let text = text.map(|text| text.trim().to_owned());
    let text = text.filter(|text| !text.is_empty());
    match text.as_ref().map(|text| text.chars().count()) {
        Some(n) if n > most => Err(bad(&format!("有一项有 {n} 个字，最多 {most} 个字。"))),
        _ => Ok(text),
    }
}
