//! The visits behind the visit report.

use std::collections::HashMap;

use songnuan_model::figures::{Report, VisitFact, visit_report};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Difficulty, DifficultyState, HardshipFile, UnionOrg, Visit, VisitState,
};

use super::ask::Ask;
use super::federations::Federations;
use crate::error::AppResult;

/// Title and report.
pub(super) async fn report(ask: &Ask<'_>) -> AppResult<(String, Report)> {
    let campaign = ask.campaign().await?;
    let title = match &campaign {
        Some(campaign) => format!("{}统计 {}", campaign.name, ask.period()),
        None => format!("走访统计 {}", ask.period()),
    };
    let facts = facts(ask, campaign.map(|campaign| campaign.id)).await?;
    Ok((title.trim_end().to_owned(), visit_report(&facts)))
}

async fn facts(ask: &Ask<'_>, campaign: Option<Id>) -> AppResult<Vec<VisitFact>> {
    let mut visits: Vec<Visit> = match (&campaign, &ask.at) {
        (Some(id), None) => ask.store.by_key("visit_campaign", id.as_str()).await?,
        _ => ask.all().await?,
    };
    visits.retain(|visit| {
        visit.state == VisitState::Visited
            && (campaign.is_none() || visit.campaign_id == campaign)
            && visit.visited_on.is_some_and(|on| ask.covers(on))
    });
    let unit = crate::session::settings_of(&ask.store).await?.org_name;
    let federations = Federations::new(&ask.all::<UnionOrg>().await?, &unit);
    let found = Found::read(ask, &visits).await?;
    let facts = visits.into_iter().filter_map(|visit| {
        let on = visit.visited_on?;
        let (raised, solved) = found.difficulties(&visit);
        let org = visit.org_id.clone().or_else(|| found.org_of(&visit));
        Some(VisitFact {
            target: visit.target,
            on,
            method: visit.method,
            federation: federations.above(org.as_ref(), visit.org_name.as_deref()),
            raised,
            solved,
            spend: spend(&visit),
            person_times: visit.person_times.unwrap_or(0),
            row: visit.source_row(),
            visitors: visit.visitors,
            id: visit.id,
        })
    });
    Ok(facts.collect())
}

/// What a list states was put in; else money and goods given on the visit.
fn spend(visit: &Visit) -> Fen {
    visit.spend.unwrap_or_else(|| {
        let given = [visit.money_given, visit.goods_value];
        Fen::sum(given.into_iter().flatten()).unwrap_or_default()
    })
}

/// What stands beside visits that were not imported: difficulties, and the file's organisation.
struct Found {
    /// Raised and solved by visit, 件.
    difficulties: HashMap<Id, (u32, u32)>,
    orgs: HashMap<Id, Id>,
}

impl Found {
    async fn read(ask: &Ask<'_>, visits: &[Visit]) -> AppResult<Self> {
        let mut found = Self {
            difficulties: HashMap::new(),
            orgs: HashMap::new(),
        };
        if visits.iter().any(|visit| visit.raised_n.is_none()) {
            for difficulty in ask.all::<Difficulty>().await? {
                let counts = found.difficulties.entry(difficulty.visit_id);
                let (raised, solved) = counts.or_default();
                *raised += 1;
                *solved += u32::from(difficulty.state == DifficultyState::Solved);
            }
        }
        if visits
            .iter()
            .any(|v| v.org_id.is_none() && v.file_id.is_some())
        {
            let files = ask.all::<HardshipFile>().await?.into_iter();
            found.orgs = files
                .filter_map(|file| Some((file.id, file.org_id?)))
                .collect();
        }
        Ok(found)
    }

    fn difficulties(&self, visit: &Visit) -> (u32, u32) {
        let counted = self.difficulties.get(&visit.id).copied();
        let (raised, solved) = counted.unwrap_or_default();
        (
            visit.raised_n.unwrap_or(raised),
            visit.solved_n.unwrap_or(solved),
        )
    }

    fn org_of(&self, visit: &Visit) -> Option<Id> {
        self.orgs.get(visit.file_id.as_ref()?).cloned()
    }
}
