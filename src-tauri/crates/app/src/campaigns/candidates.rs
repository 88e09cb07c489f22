//! Who might go on the list: files, filtered by what the wizard asks, each with what should be
//! known about it.

use std::collections::{HashMap, HashSet};

use chrono::Datelike;
use songnuan_model::codes;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Campaign, CampaignItem, FileStatus, HardshipFile, Person, Visit, VisitMethod,
};
use songnuan_model::roles::Act;
use songnuan_model::text::{half_width, mask_id};
use songnuan_store::Store;

use super::around::{self, Account};
use super::context::Context;
use super::flags::{self, flag};
use super::last::LastList;
use super::rules::{canonical, rule};
use super::totals::category_label;
use crate::app::App;
use crate::commands::campaigns::{Candidate, CandidateQuery, Flag};
use crate::error::{AppError, AppResult};
use crate::files::{fold, haystack};

/// Causes that put somebody in hospital (code table `cause`).
const OWN_ILLNESS: [&str; 2] = ["own_serious_illness", "serious_illness"];

/// Files that fit, in the order of their numbers.
pub async fn candidates(app: &App, request: CandidateQuery) -> AppResult<Vec<Candidate>> {
    let store = app.store_for(Act::PlanCampaigns).await?;
    let Some(id) = &request.campaign_id else {
        return Err(AppError::invalid(
            "没有指定活动。请先建立活动，再挑选慰问对象。",
        ));
    };
    let campaign = around::campaign(&store, id).await?;
    let asked = Asked::read(app, &store, &campaign, &request).await?;
    let mut files = store.all::<HardshipFile>().await?;
    files.retain(|file| asked.fits(file));
    let applicants: Vec<Id> = files.iter().map(|file| file.applicant_id.clone()).collect();
    let people = store
        .get_many::<Person>(&around::distinct(applicants))
        .await?;
    let people: HashMap<Id, Person> = people.into_iter().map(|p| (p.id.clone(), p)).collect();
    let mut found: Vec<Candidate> = files
        .iter()
        .filter_map(|file| {
            let person = people.get(&file.applicant_id)?;
            asked
                .finds(file, person)
                .then(|| asked.candidate(&campaign, file, person))
        })
        .collect();
    found.sort_by(|a, b| a.file_no.cmp(&b.file_no));
    Ok(found)
}

/// The question, with everything that is looked up for every file.
struct Asked<'a> {
    query: &'a CandidateQuery,
    needles: Vec<String>,
    categories: HashSet<String>,
    causes: HashSet<&'a str>,
    context: std::sync::Arc<Context>,
    last: Option<LastList>,
    /// People and files visited in a ward this year.
    in_ward: HashSet<Id>,
    /// People and households on this list.
    listed: HashSet<Id>,
}

impl<'a> Asked<'a> {
    async fn read(
        app: &App,
        store: &Store,
        campaign: &Campaign,
        query: &'a CandidateQuery,
    ) -> AppResult<Self> {
        let mut listed = HashSet::new();
        for item in store.children::<CampaignItem>(&campaign.id).await? {
            if item.removed_reason.is_none() {
                listed.insert(item.person_id);
                listed.extend(item.household_id);
            }
        }
        let mut in_ward = HashSet::new();
        if query.in_hospital {
            let years = [campaign.year, app.host().today().year()];
            for visit in store.all::<Visit>().await? {
                let this_year = visit
                    .visited_on
                    .is_some_and(|on| years.contains(&on.year()));
                if visit.method == VisitMethod::Ward && this_year {
                    in_ward.extend([visit.person_id, visit.file_id].into_iter().flatten());
                }
            }
        }
        Ok(Self {
            needles: half_width(&query.text)
                .split_whitespace()
                .map(fold)
                .filter(|needle| !needle.is_empty())
                .collect(),
            categories: query.categories.iter().map(|c| canonical(c)).collect(),
            causes: query.causes.iter().map(String::as_str).collect(),
            context: Context::read(app, store, campaign).await?,
            last: LastList::read(store, campaign).await?,
            in_ward,
            listed,
            query,
        })
    }

    /// What the file alone decides.
    fn fits(&self, file: &HardshipFile) -> bool {
        let query = self.query;
        let status = match file.status {
            FileStatus::Active => true,
            FileStatus::Draft => false,
            _ => !query.active_only,
        };
        let category = canonical(category(file));
        let causes = || {
            let all = file.cause_primary.iter().chain(&file.cause_secondary);
            all.map(String::as_str)
        };
        let caused = |wanted: &dyn Fn(&str) -> bool| {
            let now = |id: &str| {
                codes::table("cause")
                    .form_code(id)
                    .map(|code| code.id.as_str())
            };
            causes().any(|id| wanted(id) || now(id).is_some_and(wanted))
        };
        let ill = || {
            file.cause_primary
                .as_deref()
                .is_some_and(|c| OWN_ILLNESS.contains(&c))
        };
        let in_ward =
            || self.in_ward.contains(&file.id) || self.in_ward.contains(&file.applicant_id);
        let honoured = || {
            let kind = file.model_worker_kind.as_deref().unwrap_or_default();
            !kind.is_empty() && kind != "none"
        };
        status
            && (self.categories.is_empty() || self.categories.contains(&category))
            && (self.causes.is_empty() || caused(&|id| self.causes.contains(id)))
            && (!query.in_hospital || ill() || in_ward())
            && (!query.model_workers || honoured())
            && (!query.on_last_list || self.last_amount(file).is_some())
            && !(query.not_helped_this_year && self.helped(file).is_some())
    }

    fn finds(&self, file: &HardshipFile, person: &Person) -> bool {
        if self.needles.is_empty() {
            return true;
        }
        let text = haystack(file, person);
        self.needles.iter().all(|needle| text.contains(needle))
    }

    fn helped(&self, file: &HardshipFile) -> Option<Fen> {
        self.context.helped(&ids(file))
    }

    fn last_amount(&self, file: &HardshipFile) -> Option<Fen> {
        let (_, entry) = self.last.as_ref()?.find(ids(file))?;
        Some(entry.amount)
    }

    fn candidate(&self, campaign: &Campaign, file: &HardshipFile, person: &Person) -> Candidate {
        let category = category(file);
        let rule = rule(campaign, category);
        let in_list = [&file.applicant_id, &file.household_id]
            .into_iter()
            .any(|id| self.listed.contains(id));
        Candidate {
            file_id: file.id.clone(),
            file_no: file.file_no.clone(),
            person_id: person.id.clone(),
            household_id: file.household_id.clone(),
            name: person.name.clone(),
            id_masked: mask_id(&person.id_no),
            employer: file.employer.clone(),
            village: person.village.clone(),
            category: category.to_owned(),
            category_label: category_label(category),
            amount: rule.map(|rule| rule.amount).unwrap_or_default(),
            goods: rule.and_then(|rule| rule.goods.clone()),
            last_amount: self.last_amount(file),
            helped_this_year: self.helped(file).unwrap_or_default(),
            in_list,
            flags: self.flags(file, person, in_list),
        }
    }

    fn flags(&self, file: &HardshipFile, person: &Person, in_list: bool) -> Vec<Flag> {
        let mut flags: Vec<Flag> = Vec::new();
        flags.extend(flags::of_person(person));
        flags.extend(flags::of_file(file));
        if in_list {
            let text = "本人或同一户已在这份名单里。".to_owned();
            flags.push(flag("already_listed", false, text));
        }
        flags.extend(self.context.helped_by_others(&ids(file)));
        let account = Account {
            holder: file.card_holder.as_deref().filter(|t| !t.trim().is_empty()),
            card: file.card_no.as_deref().filter(|t| !t.trim().is_empty()),
        };
        flags.extend(flags::of_account(account, Some(person)));
        flags
    }
}

/// The category as stated, the old words where there are no new ones.
fn category(file: &HardshipFile) -> &str {
    let stated = file.category.as_deref().or(file.old_category.as_deref());
    stated.unwrap_or_default()
}

/// What a file is known by in lists and payments.
fn ids(file: &HardshipFile) -> [Option<&Id>; 3] {
    [
        Some(&file.applicant_id),
        Some(&file.id),
        Some(&file.household_id),
    ]
}
