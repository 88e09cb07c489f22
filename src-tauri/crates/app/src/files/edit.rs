//! Changing fields of a file, its applicant, a member or a membership, in one operation.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{HardshipFile, HouseholdMember, Person};
use songnuan_model::roles::Act;
use songnuan_model::survey::village_of;
use songnuan_store::{Store, Tx};

use super::dossier::{Dossier, Reader};
use super::{check, fields, get, mandatory, open, people};
use crate::app::App;
use crate::commands::files::{FieldEdit, FileDetail, FileEdit};
use crate::commands::internal;
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

/// Changes fields, with a reason; all of them or none.
pub async fn edit(app: &App, request: FileEdit) -> AppResult<FileDetail> {
    if request.edits.is_empty() {
        return Err(AppError::invalid("没有要修改的内容。"));
    }
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let reader = Reader {
        store: &store,
        as_of: None,
    };
    let dossier = Dossier::read(&reader, &request.file_id).await?;
    let mut by_record: BTreeMap<&Id, Vec<&FieldEdit>> = BTreeMap::new();
    for edit in &request.edits {
        by_record.entry(&edit.record_id).or_default().push(edit);
    }
    let mut file = dossier.file.clone();
    let mut applicant = dossier.applicant.clone();
    let mut persons: Vec<Person> = Vec::new();
    let mut memberships: Vec<HouseholdMember> = Vec::new();
    for (id, edits) in by_record {
        if *id == file.id {
            file = apply(&file, &edits, today)?;
            check_file(&file)?;
        } else if *id == applicant.id {
            applicant = edit_person(&store, &applicant, &edits, today).await?;
        } else if let Some(row) = dossier.members.iter().find(|row| row.person.id == *id) {
            persons.push(edit_person(&store, &row.person, &edits, today).await?);
        } else if let Some(row) = dossier.members.iter().find(|row| row.member.id == *id) {
            let member = apply(&row.member, &edits, today)?;
            check_membership(&member)?;
            memberships.push(member);
        } else {
            return Err(AppError::not_found("要修改的记录"));
        }
    }
    if !request.edits.iter().any(|edit| edit.field == "updated_on") {
        file.updated_on = Some(today);
    }
    file.missing = mandatory::missing(&file, &applicant);
    persons.push(applicant);
    let mut tx = app.begin(Op::EditFile, &request.why).await?;
    for person in &persons {
        tx.put(person).await?;
    }
    for member in &memberships {
        tx.put(member).await?;
    }
    tx.put(&file).await?;
    tx.commit().await?;
    get::now(app, &request.file_id).await
}

/// Confirms a file's facts today: notes what is still missing and when it was touched.
pub async fn touch(tx: &mut Tx, file_id: &Id, today: NaiveDate) -> AppResult<()> {
    let file = tx.get::<HardshipFile>(file_id).await?;
    let mut file = file.ok_or_else(|| AppError::not_found("这份档案"))?;
    let applicant = tx.get::<Person>(&file.applicant_id).await?;
    let applicant = applicant.ok_or_else(|| AppError::not_found("档案的申请人"))?;
    file.missing = mandatory::missing(&file, &applicant);
    file.updated_on = Some(today);
    tx.put(&file).await?;
    Ok(())
}

fn invalid(kind: &str, field: &str, reason: String) -> AppError {
    let label = fields::label(kind, field).to_owned();
    AppError::with(Code::InvalidField, [("field", label), ("reason", reason)])
}

/// The record with checked values put in.
fn apply<R: Record>(record: &R, edits: &[&FieldEdit], today: NaiveDate) -> AppResult<R> {
    let mut body = body_of(record)?;
    for edit in edits {
        let field = fields::field(R::KIND, &edit.field).filter(|field| field.editable);
        let Some(field) = field else {
            let reason = "这一项不能直接修改。".to_owned();
            return Err(invalid(R::KIND, &edit.field, reason));
        };
        let value = check::value(field, &edit.value, today)
            .map_err(|reason| invalid(R::KIND, &edit.field, reason))?;
        body.insert(edit.field.clone(), value);
    }
    serde_json::from_value(Value::Object(body)).map_err(|_| {
        let names: Vec<_> = edits
            .iter()
            .map(|edit| fields::label(R::KIND, &edit.field))
            .collect();
        AppError::with(
            Code::InvalidField,
            [
                ("field", names.join("、")),
                ("reason", "不在可选的范围内。".to_owned()),
            ],
        )
    })
}

fn body_of<R: Record>(record: &R) -> AppResult<Map<String, Value>> {
    match serde_json::to_value(record) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) => Err(internal("record is not an object")),
        Err(error) => Err(internal(error)),
    }
}

/// A person with checked values; the paper decides birth and sex, and nobody else may have it.
pub(super) async fn edit_person(
    store: &Store,
    person: &Person,
    edits: &[&FieldEdit],
    today: NaiveDate,
) -> AppResult<Person> {
    let bad = |field: &str, reason: String| invalid(Person::KIND, field, reason);
    let mut edited: Person = apply(person, edits, today)?;
    let touches = |name: &str| edits.iter().any(|edit| edit.field == name);
    if (touches("id_no") || touches("id_type")) && !edited.id_no.is_empty() {
        let check = people::checked_paper(edited.id_type, &edited.id_no, today)
            .map_err(|reason| bad("id_no", reason))?;
        let other = people::by_paper(store, edited.id_type, &check.number).await?;
        if let Some(other) = other.filter(|other| other.id != edited.id) {
            let reason = format!("已登记在“{}”名下，同一号码不能有两个人。", other.name);
            return Err(bad("id_no", reason));
        }
        let (birth, sex) = (edited.birth, edited.sex);
        let id_type = edited.id_type;
        people::put_paper(&mut edited, id_type, &check);
        if touches("birth") && edited.birth != birth {
            return Err(bad("birth", "与证件号码里的出生日期不一致。".to_owned()));
        }
        if touches("sex") && edited.sex != sex {
            return Err(bad("sex", "与证件号码不一致。".to_owned()));
        }
    } else if touches("birth") || touches("sex") {
        check_against_paper(&edited).map_err(|(field, reason)| bad(field, reason))?;
    }
    if touches("home_address") && !touches("village") {
        // The village follows the address unless it was written by hand.
        let old = person.home_address.as_deref().and_then(village_of);
        if edited.village.as_deref() == old {
            edited.village = None;
        }
        open::fill_village(&mut edited);
    }
    if let Some(birth) = edited.birth {
        people::checked_birth(birth, today).map_err(|reason| bad("birth", reason))?;
        if edited.died_on.is_some_and(|died| died < birth) {
            return Err(bad("died_on", "早于出生日期。".to_owned()));
        }
    }
    Ok(edited)
}

/// A birth date or sex typed by hand against the number already on file.
fn check_against_paper(person: &Person) -> Result<(), (&'static str, String)> {
    let check = songnuan_model::papers::check_paper(person.id_type, &person.id_no);
    let Some(resident) = check.resident.as_ref().filter(|_| check.valid) else {
        return Ok(());
    };
    if person.birth.is_some() && person.birth != resident.birth {
        let reason = "与证件号码里的出生日期不一致；如证件号码有误，请先改号码。".to_owned();
        return Err(("birth", reason));
    }
    if person.sex.is_some() && person.sex != people::sex_of(&check) {
        return Err((
            "sex",
            "与证件号码不一致；如证件号码有误，请先改号码。".to_owned(),
        ));
    }
    Ok(())
}

fn check_file(file: &HardshipFile) -> AppResult<()> {
    let bad = |field: &str, reason: &str| invalid(HardshipFile::KIND, field, reason.to_owned());
    if file
        .cause_primary
        .as_ref()
        .is_some_and(|cause| file.cause_secondary.contains(cause))
    {
        return Err(bad("cause_secondary", "与主要致困原因重复。"));
    }
    if let (Some(signed), Some(end)) = (file.contract_signed_on, file.contract_end)
        && end < signed
    {
        return Err(bad("contract_end", "早于劳动合同签订时间。"));
    }
    if file.family_size == Some(0) {
        return Err(bad("family_size", "至少 1 人(申请人本人)。"));
    }
    Ok(())
}

/// Joined before left.
pub fn check_membership(member: &HouseholdMember) -> AppResult<()> {
    match (member.joined_on, member.left_on) {
        (Some(joined), Some(left)) if left < joined => {
            let reason = format!("早于加入家庭的日期 {joined}。");
            Err(invalid(HouseholdMember::KIND, "left_on", reason))
        }
        _ => Ok(()),
    }
}
