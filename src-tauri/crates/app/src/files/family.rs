//! The family of somebody who has no hardship file: the same household and members, without a file.

use songnuan_model::record::Id;
use songnuan_model::records::{HardshipFile, Household, HouseholdMember, Person};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::dossier::Member;
use super::get;
use super::members::{Home, checked, left};
use super::people::open_file_of;
use crate::app::App;
use crate::commands::files::{FamilyView, MemberSave, RelativeLeave, RelativeSave};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// The family of a person: of their open file, or of the household they head without one.
pub async fn family_of(app: &App, store: &Store, person: &Id) -> AppResult<FamilyView> {
    let today = app.host().today();
    if let Some((file, how)) = open_file_of(store, person, today, None).await? {
        let members = members(store, &file.household_id, person).await?;
        return Ok(FamilyView {
            members: members
                .into_iter()
                .filter(|_| file.applicant_id == *person)
                .map(|row| get::shown(row, Vec::new(), today))
                .collect(),
            kept_in: Some(format!("{how}：{}", file.file_no)),
            file_id: Some(file.id),
        });
    }
    let members = match household_without_file(store, person).await? {
        Some(household) => members(store, &household.id, person).await?,
        None => Vec::new(),
    };
    Ok(FamilyView {
        members: members
            .into_iter()
            .map(|row| get::shown(row, Vec::new(), today))
            .collect(),
        kept_in: None,
        file_id: None,
    })
}

/// The household that somebody heads and that no file speaks of.
pub(super) async fn household_without_file(
    store: &Store,
    person: &Id,
) -> AppResult<Option<Household>> {
    for household in store.by_key::<Household>("head", person.as_str()).await? {
        let files = store
            .by_key::<HardshipFile>("file_household", household.id.as_str())
            .await?;
        if files.is_empty() {
            return Ok(Some(household));
        }
    }
    Ok(None)
}

async fn members(store: &Store, household: &Id, head: &Id) -> AppResult<Vec<Member>> {
    let mut rows = store.children::<HouseholdMember>(household).await?;
    rows.retain(|row| row.person_id != *head);
    let ids: Vec<Id> = rows.iter().map(|row| row.person_id.clone()).collect();
    let people = store.get_many::<Person>(&ids).await?;
    let member = |member: HouseholdMember| {
        let person = people.iter().find(|it| it.id == member.person_id)?.clone();
        Some(Member { member, person })
    };
    Ok(rows.into_iter().filter_map(member).collect())
}

/// The person, who must have no open file: its family is kept there.
async fn without_file(app: &App, store: &Store, id: &Id) -> AppResult<Person> {
    let person = store.get::<Person>(id).await?;
    let person = person.ok_or_else(|| AppError::not_found("这个人员"))?;
    if let Some((file, how)) = open_file_of(store, id, app.host().today(), None).await? {
        return Err(AppError::invalid(format!(
            "“{}”{how}：{}。家庭成员请在那份档案里登记，这里没有改动。",
            person.name, file.file_no
        )));
    }
    Ok(person)
}

/// Adds or changes a member of the family of somebody without a file.
pub async fn relative_save(app: &App, request: RelativeSave) -> AppResult<FamilyView> {
    let store = app.store_for(Act::EditCases).await?;
    let head = without_file(app, &store, &request.person_id).await?;
    let (household, new) = match household_without_file(&store, &head.id).await? {
        Some(household) => (household, false),
        None => {
            let (id, head_id) = (app.host().new_id(), head.id.clone());
            (Household { id, head_id }, true)
        }
    };
    let known = members(&store, &household.id, &head.id).await?;
    let home = Home {
        household: &household.id,
        head: &head,
        members: &known,
        file: None,
    };
    let (person, member) = checked(app, &store, &home, member_of(request)).await?;
    let mut tx = app.begin(Op::SaveMember, "").await?;
    if new {
        tx.put(&household).await?;
    }
    tx.put(&person).await?;
    tx.put(&member).await?;
    tx.commit().await?;
    family_of(app, &store, &head.id).await
}

/// Ends a membership in the family of somebody without a file.
pub async fn relative_leave(app: &App, request: RelativeLeave) -> AppResult<FamilyView> {
    let store = app.store_for(Act::EditCases).await?;
    let head = without_file(app, &store, &request.person_id).await?;
    let household = household_without_file(&store, &head.id).await?;
    let household = household.ok_or_else(|| AppError::not_found("这位家庭成员"))?;
    let (on, today) = (request.left_on, app.host().today());
    let member = left(&store, &household.id, &request.id, on, today).await?;
    let mut tx = app.begin(Op::MemberLeaves, "").await?;
    tx.put(&member).await?;
    tx.commit().await?;
    family_of(app, &store, &head.id).await
}

fn member_of(request: RelativeSave) -> MemberSave {
    MemberSave {
        file_id: Id::new(""),
        id: request.id,
        name: request.name,
        id_type: request.id_type,
        id_no: request.id_no,
        relation: request.relation,
        identity: request.identity,
        health: request.health,
        monthly_income: request.monthly_income,
        employer_or_school: request.employer_or_school,
        living_together: request.living_together,
        joined_on: request.joined_on,
    }
}
