//! People of the base data: registering somebody who has no file, changing what is known of them.

use songnuan_model::record::Id;
use songnuan_model::records::HardshipFile;
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::{edit, open, people};
use crate::app::App;
use crate::commands::files::{FieldEdit, FileOpen, PersonAdd, PersonEdit, PersonView};
use crate::conflicts::person_meant;
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Longest address, characters.
const ADDRESS: usize = 200;

/// Registers somebody in the base data; who is there already is named, not registered twice.
pub async fn person_add(app: &App, request: PersonAdd) -> AppResult<PersonView> {
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let typed = FileOpen {
        name: request.name,
        id_type: request.id_type,
        id_no: request.id_no,
        mobile: request.mobile,
        employer: None,
        home_address: None,
        applied_on: today,
        temporary: false,
    };
    let mut person = open::typed_person(&typed, today)?;
    if let Some(known) = people::by_paper(&store, person.id_type, &person.id_no).await? {
        let known = open::same_person(known, person)?;
        return Err(AppError::invalid(format!(
            "“{}”已经登记在基础数据库里，没有重复登记；可以直接选用。",
            known.name
        )));
    }
    person.id = app.host().new_id();
    person.home_address = open::optional(&request.home_address, ADDRESS)?;
    open::fill_village(&mut person);
    let mut tx = app.begin(Op::SavePerson, "").await?;
    tx.put(&person).await?;
    tx.commit().await?;
    Ok(people::view(person, today, Vec::new()))
}

/// Changes fields of a person, with a reason; an own open file takes note of it.
pub async fn person_edit(app: &App, request: PersonEdit) -> AppResult<PersonView> {
    if request.edits.is_empty() {
        return Err(AppError::invalid("没有要修改的内容。"));
    }
    let store = app.store_for(Act::EditCases).await?;
    let today = app.host().today();
    let person = person_meant(&store, &request.person_id).await?;
    let person = person.ok_or_else(|| AppError::not_found("这个人员"))?;
    if request.edits.iter().any(|edit| edit.record_id != person.id) {
        return Err(AppError::not_found("要修改的记录"));
    }
    let edits: Vec<&FieldEdit> = request.edits.iter().collect();
    let person = edit::edit_person(&store, &person, &edits, today).await?;
    let file = own_open_file(&store, &person.id).await?;
    let mut tx = app.begin(Op::SavePerson, &request.why).await?;
    tx.put(&person).await?;
    if let Some(file) = file {
        edit::touch(&mut tx, &file, today).await?;
    }
    tx.commit().await?;
    Ok(people::view(person, today, Vec::new()))
}

async fn own_open_file(store: &Store, person: &Id) -> AppResult<Option<Id>> {
    let files = store
        .by_key::<HardshipFile>("applicant", person.as_str())
        .await?;
    let mut files = files.into_iter().filter(|file| file.status.is_open());
    Ok(files.next().map(|file| file.id))
}
