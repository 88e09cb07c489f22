//! Reads households out of the store: one, or all of them in a handful of queries.

use std::collections::{HashMap, HashSet};

use songnuan_model::record::Id;
use songnuan_model::records::{
    HardshipFile, HouseholdMember, IncomeLine, Person, RigidLine, UnionOrg,
};
use songnuan_store::Store;

use super::facts::Household;
use crate::error::{AppError, AppResult};
use crate::files::Member;

/// One file with what belongs to it.
pub(super) async fn one(store: &Store, file: HardshipFile) -> AppResult<Household> {
    let members: Vec<HouseholdMember> = store.children(&file.household_id).await?;
    let mut ids: Vec<Id> = members
        .iter()
        .map(|member| member.person_id.clone())
        .collect();
    ids.push(file.applicant_id.clone());
    let people = store.get_many::<Person>(&ids).await?;
    let people = by_id(people, |person| &person.id);
    let incomes = store.children(&file.household_id).await?;
    let rigids = store.children(&file.household_id).await?;
    let org = org_of(store, &file).await?;
    join(file, &people, members, incomes, rigids, org)
}

async fn org_of(store: &Store, file: &HardshipFile) -> AppResult<Option<UnionOrg>> {
    if let Some(id) = &file.org_id
        && let Some(org) = store.get::<UnionOrg>(id).await?
    {
        return Ok(Some(org));
    }
    let Some(employer) = &file.employer else {
        return Ok(None);
    };
    Ok(store
        .by_key::<UnionOrg>("org_name", employer)
        .await?
        .into_iter()
        .next())
}

/// Every file with what belongs to it, in order of the file numbers.
pub(super) async fn all(store: &Store) -> AppResult<Vec<Household>> {
    let mut files: Vec<HardshipFile> = store.all().await?;
    files.sort_by(|a, b| a.file_no.cmp(&b.file_no));
    let people = by_id(store.all::<Person>().await?, |person| &person.id);
    let mut members = grouped(store.all().await?, |row: &HouseholdMember| {
        &row.household_id
    });
    let mut incomes = grouped(store.all().await?, |row: &IncomeLine| &row.household_id);
    let mut rigids = grouped(store.all().await?, |row: &RigidLine| &row.household_id);
    let orgs: Vec<UnionOrg> = store.all().await?;
    let by_name: HashMap<&str, &UnionOrg> =
        orgs.iter().map(|org| (org.name.as_str(), org)).collect();
    let by_org_id: HashMap<&Id, &UnionOrg> = orgs.iter().map(|org| (&org.id, org)).collect();
    files
        .into_iter()
        .map(|file| {
            let id = file.household_id.clone();
            let by_employer = || by_name.get(file.employer.as_deref()?).copied();
            let own = file
                .org_id
                .as_ref()
                .and_then(|id| by_org_id.get(id).copied());
            let org = own.or_else(by_employer).cloned();
            let members = members.remove(&id).unwrap_or_default();
            let incomes = incomes.remove(&id).unwrap_or_default();
            let rigids = rigids.remove(&id).unwrap_or_default();
            join(file, &people, members, incomes, rigids, org)
        })
        .collect()
}

fn join(
    file: HardshipFile,
    people: &HashMap<Id, Person>,
    members: Vec<HouseholdMember>,
    incomes: Vec<IncomeLine>,
    rigids: Vec<RigidLine>,
    org: Option<UnionOrg>,
) -> AppResult<Household> {
    let applicant = people
        .get(&file.applicant_id)
        .cloned()
        .ok_or_else(|| AppError::not_found(&format!("档案 {} 的申请人", file.file_no)))?;
    // Two registrations that were joined are one mouth.
    let mut met = HashSet::new();
    let members = members
        .into_iter()
        .filter(|member| member.person_id != file.applicant_id)
        .filter(|member| member.left_on.is_some() || met.insert(member.person_id.clone()))
        .filter_map(|member| {
            let person = people.get(&member.person_id)?.clone();
            Some(Member { member, person })
        })
        .collect();
    Ok(Household {
        file,
        applicant,
        members,
        incomes,
        rigids,
        org,
    })
}

fn by_id<T>(rows: Vec<T>, id: impl Fn(&T) -> &Id) -> HashMap<Id, T> {
    rows.into_iter()
        .map(|row| (id(&row).clone(), row))
        .collect()
}

fn grouped<T>(rows: Vec<T>, parent: impl Fn(&T) -> &Id) -> HashMap<Id, Vec<T>> {
    let mut groups: HashMap<Id, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(parent(&row).clone()).or_default().push(row);
    }
    groups
}
