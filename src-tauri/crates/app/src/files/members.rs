//! Members of the household: joining, changing, leaving.

use songnuan_model::papers::IdType;
use songnuan_model::record::{Id, Record as _};
use songnuan_model::records::{HardshipFile, HouseholdMember, Person};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::dossier::{Dossier, Member, Reader};
use super::{check, edit, fields, get, lines, open, people, words};
use crate::app::App;
use crate::commands::files::{FileDetail, MemberLeave, MemberSave};
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

/// Where a member joins: a household with its head, and the file it may have.
pub(super) struct Home<'a> {
    pub household: &'a Id,
    pub head: &'a Person,
    pub members: &'a [Member],
    /// `None`: a household without a hardship file.
    pub file: Option<&'a HardshipFile>,
}

/// Adds or changes a member. A masked or empty number of a known member stays as it is.
pub async fn member_save(app: &App, request: MemberSave) -> AppResult<FileDetail> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let reader = Reader {
        store: &store,
        as_of: None,
    };
    let dossier = Dossier::read(&reader, &request.file_id).await?;
    let home = Home {
        household: &dossier.file.household_id,
        head: &dossier.applicant,
        members: &dossier.members,
        file: Some(&dossier.file),
    };
    let (person, member) = checked(app, &store, &home, request).await?;
    let mut tx = app.begin(Op::SaveMember, "").await?;
    tx.put(&person).await?;
    tx.put(&member).await?;
    edit::touch(&mut tx, &dossier.file.id, today).await?;
    tx.commit().await?;
    get::now(app, &dossier.file.id).await
}

/// The person and the membership of a request, checked against the household.
pub(super) async fn checked(
    app: &App,
    store: &Store,
    home: &Home<'_>,
    request: MemberSave,
) -> AppResult<(Person, HouseholdMember)> {
    let today = app.host().today();
    check_request(&request, today)?;
    let known = match &request.id {
        Some(id) => {
            let row = home.members.iter().find(|row| row.member.id == *id);
            Some(row.ok_or_else(|| AppError::not_found("这位家庭成员"))?)
        }
        None => None,
    };
    let person = match known {
        Some(row) => changed_person(store, &row.person, &request, today).await?,
        None => new_person(app, store, &request).await?,
    };
    let newly = known.is_none_or(|row| !row.member.living_together);
    if let Some(file) = home.file.filter(|_| newly && request.living_together) {
        refuse_two_households(app, store, &person, file).await?;
    }
    let same_twice = home.members.iter().any(|row| {
        row.person.id == person.id
            && Some(&row.member.id) != request.id.as_ref()
            && row.member.left_on.is_none()
    });
    if same_twice || person.id == home.head.id {
        return Err(AppError::invalid(format!(
            "“{}”已经在这一户里。没有重复登记。",
            person.name
        )));
    }
    let member = HouseholdMember {
        id: request.id.unwrap_or_else(|| app.host().new_id()),
        household_id: home.household.clone(),
        person_id: person.id.clone(),
        relation: request.relation,
        identity: request.identity.filter(|id| !id.is_empty()),
        monthly_income: request.monthly_income,
        employer_or_school: request
            .employer_or_school
            .filter(|text| !text.trim().is_empty()),
        living_together: request.living_together,
        joined_on: request
            .joined_on
            .or_else(|| known.and_then(|row| row.member.joined_on)),
        left_on: known.and_then(|row| row.member.left_on),
    };
    edit::check_membership(&member)?;
    Ok((person, member))
}

/// Ends a membership on a date.
pub async fn member_leave(app: &App, request: MemberLeave) -> AppResult<FileDetail> {
    let store = app.store_for(Act::EditCases).await?;
    let file = lines::file_of(&store, &request.file_id).await?;
    let today = app.host().today();
    let member = left(
        &store,
        &file.household_id,
        &request.id,
        request.left_on,
        today,
    )
    .await?;
    let mut tx = app.begin(Op::MemberLeaves, "").await?;
    tx.put(&member).await?;
    edit::touch(&mut tx, &file.id, today).await?;
    tx.commit().await?;
    get::now(app, &file.id).await
}

/// The membership of a household with the day it ended.
pub(super) async fn left(
    store: &Store,
    household: &Id,
    member: &Id,
    on: chrono::NaiveDate,
    today: chrono::NaiveDate,
) -> AppResult<HouseholdMember> {
    let member = store.get::<HouseholdMember>(member).await?;
    let member = member.filter(|member| member.household_id == *household);
    let mut member = member.ok_or_else(|| AppError::not_found("这位家庭成员"))?;
    check::plausible(on, Some(today)).map_err(|why| invalid("left_on", &why))?;
    member.left_on = Some(on);
    edit::check_membership(&member)?;
    Ok(member)
}

fn invalid(field: &str, reason: &str) -> AppError {
    let own = fields::field(HouseholdMember::KIND, field);
    let label = own
        .or_else(|| fields::field(Person::KIND, field))
        .map_or(field, |f| f.label);
    let values = [("field", label.to_owned()), ("reason", reason.to_owned())];
    AppError::with(Code::InvalidField, values)
}

fn check_request(request: &MemberSave, today: chrono::NaiveDate) -> AppResult<()> {
    let checks = [
        ("relation", Some(request.relation.clone())),
        ("identity", request.identity.clone()),
        ("employer_or_school", request.employer_or_school.clone()),
    ];
    for (name, text) in checks {
        if let Some(field) = fields::field(HouseholdMember::KIND, name) {
            let value = text.map_or(serde_json::Value::Null, serde_json::Value::String);
            check::value(field, &value, today).map_err(|why| invalid(name, &why))?;
        }
    }
    if let Some(health) = request.health.as_deref().filter(|id| !id.is_empty())
        && words::code_label("health", health) == health
    {
        return Err(invalid("health", "不在列表里，请从列表中选择。"));
    }
    if request
        .monthly_income
        .is_some_and(|income| income.is_negative())
    {
        return Err(invalid("monthly_income", "金额不能是负数。"));
    }
    if let Some(joined) = request.joined_on {
        check::plausible(joined, Some(today)).map_err(|why| invalid("joined_on", &why))?;
    }
    Ok(())
}

/// The known person with the name, number and health of the request.
async fn changed_person(
    store: &Store,
    person: &Person,
    request: &MemberSave,
    today: chrono::NaiveDate,
) -> AppResult<Person> {
    let mut person = person.clone();
    person.name = people::checked_name(&request.name).map_err(|why| invalid("name", &why))?;
    let number = request.id_no.trim();
    if !number.is_empty() && !number.contains('*') {
        let typed = typed_paper(request, today)?;
        let other = people::by_paper(store, typed.id_type, &typed.id_no).await?;
        if let Some(other) = other.filter(|other| other.id != person.id) {
            let reason = format!("已登记在“{}”名下，同一号码不能有两个人。", other.name);
            return Err(invalid("id_no", &reason));
        }
        person.id_type = typed.id_type;
        person.id_no = typed.id_no;
        person.birth = typed.birth.or(person.birth);
        person.sex = typed.sex.or(person.sex);
    }
    person.health = request
        .health
        .clone()
        .filter(|id| !id.is_empty())
        .or(person.health);
    Ok(person)
}

fn typed_paper(request: &MemberSave, today: chrono::NaiveDate) -> AppResult<Person> {
    let id_type = IdType::from_id(&request.id_type)
        .ok_or_else(|| invalid("id_type", "请从列表里选择证件类型。"))?;
    let paper = people::checked_paper(id_type, &request.id_no, today)
        .map_err(|why| invalid("id_no", &why))?;
    let mut person = Person::default();
    people::put_paper(&mut person, id_type, &paper);
    Ok(person)
}

/// A person found by paper or made. A newborn without a number may stay without one.
async fn new_person(app: &App, store: &Store, request: &MemberSave) -> AppResult<Person> {
    let today = app.host().today();
    let name = people::checked_name(&request.name).map_err(|why| invalid("name", &why))?;
    let health = request.health.clone().filter(|id| !id.is_empty());
    if request.id_no.trim().is_empty() {
        let id = app.host().new_id();
        return Ok(Person {
            id,
            name,
            health,
            ..Person::default()
        });
    }
    let mut typed = typed_paper(request, today)?;
    typed.name = name;
    let known = people::by_paper(store, typed.id_type, &typed.id_no).await?;
    let mut person = match known {
        Some(known) => open::same_person(known, typed)?,
        None => Person {
            id: app.host().new_id(),
            ..typed
        },
    };
    person.health = health.or(person.health);
    Ok(person)
}

/// Nobody counts in two households at a time (one household one file).
async fn refuse_two_households(
    app: &App,
    store: &Store,
    person: &Person,
    file: &HardshipFile,
) -> AppResult<()> {
    let today = app.host().today();
    let other = people::open_file_of(store, &person.id, today, Some(&file.id)).await?;
    let Some((other, how)) = other else {
        return Ok(());
    };
    Err(AppError::invalid(format!(
        "“{}”{how}：{}({})。一个人不能同时算在两户里，没有登记；如不共同生活，请把“是否共同生活”改为“否”。",
        person.name,
        other.file_no,
        other.status.label()
    )))
}
