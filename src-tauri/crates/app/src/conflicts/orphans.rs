//! What was added under a record that somebody else deleted meanwhile: told, and brought back on
//! request. Nothing is deleted with it and nothing comes back by itself.

use std::collections::BTreeMap;

use serde_json::Value;
use songnuan_model::record::{Id, Record as _};
use songnuan_model::records::{Campaign, FindingRule};
use songnuan_model::roles::{Act, may};
use songnuan_store::{Orphan, Store};

use super::places::{record, words_of};
use super::rules::Found;
use crate::app::{App, Session};
use crate::error::{AppError, AppResult};
use crate::files::kind_label;

/// Records named in the sentence; the others are counted.
const NAMED: usize = 5;

/// Deleted records under which something lives, one finding each.
pub(super) async fn deleted_parents(session: &Session) -> AppResult<Vec<Found>> {
    let store = &session.store;
    let mut groups: BTreeMap<Id, Vec<Orphan>> = BTreeMap::new();
    for orphan in store.orphans().await? {
        let planned = orphan.under_kind == Campaign::KIND;
        if !planned || may(&session.roles, Act::SeeCampaigns) {
            groups.entry(orphan.under.clone()).or_default().push(orphan);
        }
    }
    let mut found = Vec::new();
    for (under, orphans) in groups {
        found.push(finding(store, &under, &orphans).await?);
    }
    Ok(found)
}

async fn finding(store: &Store, under: &Id, orphans: &[Orphan]) -> AppResult<Found> {
    let kind = orphans.first().map_or("", |it| it.under_kind.as_str());
    let mut records = vec![record(kind, under, &words_of(store, under).await?)];
    for orphan in orphans {
        let words = words_of(store, &orphan.id).await?;
        records.push(record(&orphan.kind, &orphan.id, &words));
    }
    let (mut names, what) = (Vec::new(), records.first().map(|it| it.label.clone()));
    names.extend(
        records
            .iter()
            .skip(1)
            .take(NAMED)
            .map(|it| it.label.clone()),
    );
    let more = if orphans.len() > NAMED { "等" } else { "" };
    let by = match deleted_by(store, under).await? {
        Some(who) => format!("已被{who}删除"),
        None => "已被删除".to_owned(),
    };
    Ok(Found {
        rule: FindingRule::DeletedParent,
        sentence: format!(
            "“{}”{by}，而名下另有别处登记的 {} 条：{}{more}。",
            what.unwrap_or_default(),
            orphans.len(),
            names.join("、")
        ),
        advice: "要用的，把被删除的恢复，登记的就跟着显示；确实不要的，写明理由，予以保留不动。",
        records,
    })
}

/// Who deleted it last, as the history says.
async fn deleted_by(store: &Store, id: &Id) -> AppResult<Option<String>> {
    let history = store.history(Some(id), 20, None).await?;
    let gone = history.into_iter().find(|op| {
        let mut changes = op.changes.iter();
        changes.any(|change| change.field.is_none() && change.after == Value::Null)
    });
    Ok(gone.map(|op| op.who))
}

/// Brings back what was deleted; gives how many records came back.
pub(super) async fn restore(app: &App, found: &Found, reason: &str) -> AppResult<usize> {
    let Some(gone) = found.records.first() else {
        return Err(AppError::not_found("被删除的记录"));
    };
    app.require(super::kinds::act_of(&gone.kind)).await?;
    let mut tx = app.begin(crate::op::Op::RestoreDeleted, reason).await?;
    let n = tx.restore(&gone.id).await?;
    if n == 0 {
        return Err(AppError::invalid(format!(
            "这{}已经恢复了。没有改动，请刷新后再看。",
            kind_label(&gone.kind)
        )));
    }
    tx.commit().await?;
    Ok(n)
}
