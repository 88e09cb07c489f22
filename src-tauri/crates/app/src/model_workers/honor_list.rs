//! Honours as a list: of model workers, of craftsmen and contest winners (工匠、标兵、能手), of units
//! (优秀组织单位).

use std::collections::{BTreeSet, HashMap};

use songnuan_model::record::Id;
use songnuan_model::records::{Honor, ModelWorker, Person, UnionOrg};
use songnuan_model::roles::Act;
use songnuan_model::text::half_width;

use super::around::views;
use crate::app::App;
use crate::commands::model_workers::{HonorHolder, HonorList, HonorQuery, HonorRow, HonorView};
use crate::error::AppResult;

/// Honours, the latest award first.
pub async fn honor_list(app: &App, request: HonorQuery) -> AppResult<HonorList> {
    let store = app.store_for(Act::SeeCases).await?;
    let mut honors = store.all::<Honor>().await?;
    if request.outside {
        honors.retain(|honor| honor.model_worker_id.is_none());
    }
    let ids = |of: fn(&Honor) -> Option<&Id>| -> Vec<Id> {
        let all: BTreeSet<&Id> = honors.iter().filter_map(of).collect();
        all.into_iter().cloned().collect()
    };
    // An imported honour of the registry may name its model worker alone.
    let workers = ids(|honor| honor.model_worker_id.as_ref());
    let workers = store.get_many::<ModelWorker>(&workers).await?;
    let mut people = ids(|honor| honor.person_id.as_ref());
    people.extend(workers.iter().map(|worker| worker.person_id.clone()));
    let units = ids(|honor| honor.org_id.as_ref());
    let people = store.get_many::<Person>(&people).await?;
    let people: HashMap<Id, String> = people.into_iter().map(|it| (it.id, it.name)).collect();
    let units = store.get_many::<UnionOrg>(&units).await?;
    let units: HashMap<Id, String> = units.into_iter().map(|it| (it.id, it.name)).collect();
    let of_worker: HashMap<Id, Id> = workers
        .into_iter()
        .map(|it| (it.id, it.person_id))
        .collect();
    let years: BTreeSet<i32> = honors.iter().filter_map(year).collect();
    let person_of = |honor: &Honor| {
        let worker = honor.model_worker_id.as_ref();
        let of_worker = worker.and_then(|id| of_worker.get(id));
        honor.person_id.clone().or_else(|| of_worker.cloned())
    };
    let row = |view: HonorView| {
        let person = person_of(&view.honor);
        let name = person.as_ref().and_then(|id| people.get(id));
        let unit = view.honor.org_id.as_ref().and_then(|id| units.get(id));
        let holder_kind = match (&view.honor.model_worker_id, &person) {
            (Some(_), _) => HonorHolder::ModelWorker,
            (None, Some(_)) => HonorHolder::Person,
            (None, None) => HonorHolder::Unit,
        };
        HonorRow {
            holder: name.or(unit).cloned().unwrap_or_default(),
            holder_label: label(holder_kind).to_owned(),
            holder_kind,
            view,
        }
    };
    let text = half_width(request.text.trim());
    let mut rows: Vec<HonorRow> = views(&store, honors).await?.into_iter().map(row).collect();
    rows.retain(|row| {
        request.level.is_none_or(|it| it == row.view.honor.level)
            && request
                .year
                .is_none_or(|it| year(&row.view.honor) == Some(it))
            && (text.is_empty() || says(row, &text))
    });
    rows.sort_by(|a, b| {
        let key = |row: &HonorRow| (row.view.honor.awarded_on.clone(), row.view.honor.seq);
        key(b).cmp(&key(a))
    });
    Ok(HonorList {
        persons: distinct(rows.iter().filter_map(|row| person_of(&row.view.honor))),
        units: distinct(rows.iter().filter_map(|row| row.view.honor.org_id.clone())),
        years: years.into_iter().rev().collect(),
        rows,
    })
}

fn distinct(ids: impl Iterator<Item = Id>) -> u32 {
    let ids: BTreeSet<Id> = ids.collect();
    u32::try_from(ids.len()).unwrap_or(u32::MAX)
}

fn label(kind: HonorHolder) -> &'static str {
    match kind {
        HonorHolder::ModelWorker => "劳模",
        HonorHolder::Person => "职工",
        HonorHolder::Unit => "单位",
    }
}

fn year(honor: &Honor) -> Option<i32> {
    honor.awarded_on.as_deref()?.get(..4)?.parse().ok()
}

fn says(row: &HonorRow, text: &str) -> bool {
    let honor = &row.view.honor;
    let optional = [&honor.issuer, &honor.cert_no];
    row.holder.contains(text)
        || honor.title.contains(text)
        || optional.into_iter().flatten().any(|it| it.contains(text))
}
