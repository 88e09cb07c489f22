//! Union organisations with totals; an organisation under two parents is counted once.

use std::collections::{HashMap, HashSet};

use songnuan_model::names;
use songnuan_model::record::Id;
use songnuan_model::records::{UnionForm, UnionLevel, UnionOrg};
use songnuan_model::roles::Act;
use songnuan_model::text::half_width;

use crate::app::App;
use crate::commands::files::{UnionList, UnionQuery, UnionTotals};
use crate::error::AppResult;

/// The organisations below a parent (or all), filtered by text, with totals over what is listed.
pub async fn union_list(app: &App, request: UnionQuery) -> AppResult<UnionList> {
    let all = app
        .store_for(Act::SeeCases)
        .await?
        .all::<UnionOrg>()
        .await?;
    let below = request.parent_id.as_ref().map(|parent| below(&all, parent));
    let needle = half_width(request.text.trim()).to_lowercase();
    let orgs: Vec<UnionOrg> = all
        .into_iter()
        .filter(|org| below.as_ref().is_none_or(|ids| ids.contains(&org.id)))
        .filter(|org| needle.is_empty() || matches(org, &needle))
        .collect();
    Ok(UnionList {
        totals: totals(&orgs),
        orgs,
    })
}

fn matches(org: &UnionOrg, needle: &str) -> bool {
    let codes = org
        .employer_uscc
        .iter()
        .chain(&org.union_uscc)
        .chain(&org.chair);
    let mut texts = names::search_keys(&org.name);
    texts.push(org.name.clone());
    texts.extend(codes.cloned());
    texts
        .iter()
        .any(|text| text.to_lowercase().contains(needle))
}

/// Everything below a parent, by administration or by guidance, each once.
fn below(all: &[UnionOrg], parent: &Id) -> HashSet<Id> {
    let mut children: HashMap<&Id, Vec<&Id>> = HashMap::new();
    for org in all {
        for above in org.parent_id.iter().chain(&org.guidance_parent_id) {
            children.entry(above).or_default().push(&org.id);
        }
    }
    let mut found = HashSet::new();
    let mut waiting = vec![parent];
    while let Some(above) = waiting.pop() {
        for id in children.get(above).into_iter().flatten() {
            if found.insert((*id).clone()) {
                waiting.push(id);
            }
        }
    }
    found
}

/// Totals over distinct organisations. Only employers carry people: a federation's own figures
/// repeat those of its members.
pub fn totals(orgs: &[UnionOrg]) -> UnionTotals {
    let mut totals = UnionTotals::default();
    let mut seen = HashSet::new();
    for org in orgs {
        if !seen.insert(&org.id) {
            continue;
        }
        match org.level {
            UnionLevel::TownshipUnion => totals.township_unions += 1,
            UnionLevel::Federation => totals.federations += 1,
            UnionLevel::Grassroots | UnionLevel::NoUnion => {
                totals.enterprises += 1;
                let union =
                    org.level == UnionLevel::Grassroots && org.form != Some(UnionForm::None);
                totals.enterprises_with_union += u32::from(union);
                let add = |sum: &mut u32, n: Option<u32>| *sum = sum.saturating_add(n.unwrap_or(0));
                add(&mut totals.employees, org.employees);
                add(&mut totals.members, org.members);
                add(&mut totals.female, org.female);
                add(&mut totals.migrant, org.migrant);
            }
        }
    }
    totals
}
