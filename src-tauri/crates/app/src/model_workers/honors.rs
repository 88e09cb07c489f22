//! Honours and the lives of medals.

use chrono::NaiveDate;
use songnuan_model::dates::parse_date;
use songnuan_model::model_workers::{MedalRefusal, check_awarded, check_event};
use songnuan_model::record::Id;
use songnuan_model::records::{
    Honor, Incident, MedalEvent, MedalEventKind, ModelWorker, Person, UnionOrg,
};
use songnuan_model::roles::Act;
use songnuan_store::{Store, Tx};

use super::around::{self, views};
use crate::app::App;
use crate::commands::model_workers::{HonorSave, HonorView, MedalEventAdd};
use crate::commands::scholarships::NomineeDraft;
use crate::conflicts::person_meant;
use crate::error::{AppError, AppResult};
use crate::files::nominee;
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
    if let Some(draft) = &request.person {
        named(app, &store, &mut honor, draft).await?;
    }
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
                .at("awarded_on")
        })?;
        let birth = person.as_ref().and_then(|person| person.birth);
        check_awarded(&day, birth, today)
            .map_err(|refusal| bad(&refusal.sentence()).at("awarded_on"))?;
        honor.awarded_on = Some(day);
    }
    let mut tx = app.begin(Op::SaveHonor, "").await?;
    match &before {
        Some(before) => {
            honor.seq = before.seq;
            honor.source_key.clone_from(&before.source_key);
            let events = store.children::<MedalEvent>(&honor.id).await?;
            if !honor.medal && !events.is_empty() {
                return Err(bad("这枚奖章已有登记的情况，不能改成没有奖章。").at("medal"));
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
    if request.honor_ids.is_empty() {
        return Err(bad("没有选择奖章。").at("honor_ids"));
    }
    if let Some(id) = &request.incident_id
        && store.get::<Incident>(id).await?.is_none()
    {
        return Err(AppError::not_found("这件事"));
    }
    let happened = Happened {
        kind: request.kind,
        on: request.on,
        incident_id: request.incident_id,
        note: text(request.note, NOTE, "note")?,
    };
    let mut tx = app.begin(Op::AddMedalEvent, "").await?;
    let honors = put_events(app, &store, &mut tx, request.honor_ids, &happened).await?;
    tx.commit().await?;
    views(&store, honors).await
}

/// What happened to some medals at once.
pub(super) struct Happened {
    pub kind: MedalEventKind,
    /// `None`: not recorded.
    pub on: Option<NaiveDate>,
    pub incident_id: Option<Id>,
    pub note: Option<String>,
}

/// Records it of every medal, inside an operation; the first that cannot be refuses them all.
pub(super) async fn put_events(
    app: &App,
    store: &Store,
    tx: &mut Tx,
    mut ids: Vec<Id>,
    happened: &Happened,
) -> AppResult<Vec<Honor>> {
    ids.sort();
    ids.dedup();
    let today = app.host().today();
    let mut honors = Vec::new();
    for id in &ids {
        let mut honor = known(store, id).await?;
        let events = store.children::<MedalEvent>(id).await?;
        let awarded = honor.awarded_on.as_deref();
        check_event(&events, happened.kind, happened.on, awarded, today).map_err(|refusal| {
            let field = match refusal {
                MedalRefusal::NotNow { .. } => "kind",
                _ => "on",
            };
            bad(&format!("“{}”：{}", honor.title, refusal.sentence())).at(field)
        })?;
        tx.put(&MedalEvent {
            id: app.host().new_id(),
            honor_id: id.clone(),
            kind: happened.kind,
            on: happened.on,
            incident_id: happened.incident_id.clone(),
            note: happened.note.clone(),
        })
        .await?;
        if !honor.medal {
            honor.medal = true;
            tx.put(&honor).await?;
        }
        honors.push(honor);
    }
    Ok(honors)
}

/// The holder by paper: of the registry when there, else of the base data; strangers are refused.
async fn named(app: &App, store: &Store, honor: &mut Honor, draft: &NomineeDraft) -> AppResult<()> {
    let found = nominee(app, store, draft, "荣誉人选").await?;
    if !found.known {
        return Err(stranger(&found.person.name));
    }
    let id = found.person.id;
    let own = store
        .by_key::<ModelWorker>("model_worker_person", id.as_str())
        .await?;
    honor.model_worker_id = own.into_iter().next().map(|worker| worker.id);
    honor.person_id = Some(id);
    Ok(())
}

fn stranger(name: &str) -> AppError {
    bad(&format!(
        "不能推荐：荣誉人选必须从基础数据库中产生，“{name}”还没有登记在库。请先登记人员。"
    ))
    .at("base_data")
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
        let person = person_meant(store, id).await?;
        let person = person.ok_or_else(|| stranger("这个人"))?;
        honor.person_id = Some(person.id.clone());
        return Ok(Some(person));
    }
    match &honor.org_id {
        Some(id) if store.get::<UnionOrg>(id).await?.is_some() => Ok(None),
        Some(_) => Err(AppError::not_found("这个工会组织")),
        None => Err(bad("请选择获得荣誉的人员或单位。").at("person_id")),
    }
}

fn tidy(honor: &mut Honor) -> AppResult<()> {
    let title = std::mem::take(&mut honor.title);
    honor.title = text(Some(title), LINE, "title")?.unwrap_or_default();
    if honor.title.is_empty() {
        return Err(bad("请填写荣誉称号，例如“全国劳动模范”。").at("title"));
    }
    honor.issuer = text(honor.issuer.take(), LINE, "issuer")?;
    honor.cert_no = text(honor.cert_no.take(), LINE, "cert_no")?;
    honor.awarded_on = text(honor.awarded_on.take(), LINE, "awarded_on")?;
    honor.note = text(honor.note.take(), NOTE, "note")?;
    Ok(())
}

fn text(text: Option<String>, most: usize, field: &str) -> AppResult<Option<String>> {
    let text = text.map(|text| text.trim().to_owned());
    let text = text.filter(|text| !text.is_empty());
    match text.as_ref().map(|text| text.chars().count()) {
        Some(n) if n > most => {
            Err(bad(&format!("这一项有 {n} 个字，最多 {most} 个字。")).at(field))
        }
        _ => Ok(text),
    }
}
