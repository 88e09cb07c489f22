//! Opening a file for a worker: the person is found by paper or made; one household, one file.

use chrono::Datelike;
use songnuan_model::papers::IdType;
use songnuan_model::record::Record;
use songnuan_model::records::{
    FileStatus, FileStep, HardshipFile, Household, Person, StepDecision, StepKind,
};
use songnuan_model::roles::Act;
use songnuan_model::survey::village_of;
use songnuan_model::text::normalise_mobile;
use songnuan_store::{Store, Tx};

use super::{check, fields, get, mandatory, people};
use crate::app::App;
use crate::commands::files::{FileDetail, FileOpen};
use crate::error::{AppError, AppResult, Code};
use crate::op::Op;

/// Opens a file; its first step is the application (or the temporary aid).
pub async fn open(app: &App, request: FileOpen) -> AppResult<FileDetail> {
    let session = app.require(Act::EditCases).await?;
    let today = app.host().today();
    let typed = typed_person(&request, today)?;
    check::plausible(request.applied_on, Some(today))
        .map_err(|reason| invalid("applied_on", "申请日期", reason))?;
    let known = people::by_paper(&session.store, typed.id_type, &typed.id_no).await?;
    let mut person = match known {
        Some(known) => same_person(known, typed)?,
        None => Person {
            id: app.host().new_id(),
            ..typed
        },
    };
    refuse_opening(&session.store, &person, today).await?;
    person.home_address = optional(&request.home_address, 200)?.or(person.home_address);
    fill_village(&mut person);
    let settings = crate::session::settings_of(&session.store).await?;
    let household = household(app, &session.store, &person).await?;
    let (kind, status) = match request.temporary {
        true => (StepKind::TemporaryAid, FileStatus::Temporary),
        false => (StepKind::Apply, FileStatus::Submitted),
    };
    let mut file = HardshipFile {
        id: app.host().new_id(),
        applicant_id: person.id.clone(),
        household_id: household.id.clone(),
        status,
        employer: optional(&request.employer, 120)?,
        filed_by: Some(session.user.clone()),
        entered_by: Some(session.user.clone()),
        updated_on: Some(today),
        ..HardshipFile::default()
    };
    file.missing = mandatory::missing(&file, &person);
    let step = FileStep {
        id: app.host().new_id(),
        file_id: file.id.clone(),
        kind,
        on: request.applied_on,
        actor: person.name.clone(),
        decision: StepDecision::Agree,
        opinion: String::new(),
        status_after: status,
        notice_ends_on: None,
    };
    let mut tx = app.begin(Op::OpenFile, "").await?;
    file.file_no = next_number(&mut tx, app, &settings.region, request.applied_on.year()).await?;
    tx.put(&person).await?;
    tx.put(&household).await?;
    tx.put(&file).await?;
    tx.put(&step).await?;
    tx.commit().await?;
    get::now(app, &file.id).await
}

/// The household that somebody without a file already heads (a model worker's family), or a new one.
async fn household(app: &App, store: &Store, person: &Person) -> AppResult<Household> {
    if let Some(own) = super::family::household_without_file(store, &person.id).await? {
        return Ok(own);
    }
    Ok(Household {
        id: app.host().new_id(),
        head_id: person.id.clone(),
    })
}

/// One household, one file; and none for the dead.
async fn refuse_opening(store: &Store, person: &Person, today: chrono::NaiveDate) -> AppResult<()> {
    let other = people::open_file_of(store, &person.id, today, None).await?;
    if let Some((file, how)) = other {
        return Err(AppError::invalid(format!(
            "“{}”{how}：{}({})。一户只能有一份档案，没有新建；请打开那份档案继续办理。",
            person.name,
            file.file_no,
            file.status.label()
        )));
    }
    match person.died_on {
        Some(died) => Err(AppError::invalid(format!(
            "“{}”登记为 {died} 去世，不能建档。没有保存；如果登记有误，请先更正去世日期。",
            person.name
        ))),
        None => Ok(()),
    }
}

/// The village of a new address, unless somebody wrote one already.
pub(super) fn fill_village(person: &mut Person) {
    if person.village.is_none() {
        let village = person.home_address.as_deref().and_then(village_of);
        person.village = village.map(str::to_owned);
    }
}

fn invalid(field: &str, label: &str, reason: String) -> AppError {
    let known = fields::field(Person::KIND, field).map_or(label, |field| field.label);
    AppError::with(
        Code::InvalidField,
        [("field", known.to_owned()), ("reason", reason)],
    )
}

pub(super) fn optional(text: &Option<String>, max: usize) -> AppResult<Option<String>> {
    let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let value = check::free_text(text, max).map_err(AppError::invalid)?;
    Ok(value.as_str().map(str::to_owned))
}

/// The person as typed, checked.
pub(super) fn typed_person(request: &FileOpen, today: chrono::NaiveDate) -> AppResult<Person> {
    let name = people::checked_name(&request.name).map_err(|why| invalid("name", "", why))?;
    let id_type = IdType::from_id(&request.id_type)
        .ok_or_else(|| invalid("id_type", "", "请从列表里选择证件类型。".to_owned()))?;
    let check = people::checked_paper(id_type, &request.id_no, today)
        .map_err(|why| invalid("id_no", "", why))?;
    let mobile = match request
        .mobile
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        Some(text) => Some(
            normalise_mobile(text)
                .ok_or_else(|| invalid("mobile", "", "不是 11 位手机号码，请核对。".to_owned()))?,
        ),
        None => None,
    };
    let mut person = Person {
        name,
        mobile,
        ..Person::default()
    };
    people::put_paper(&mut person, id_type, &check);
    if let Some(birth) = person.birth {
        people::checked_birth(birth, today).map_err(|why| invalid("id_no", "", why))?;
    }
    Ok(person)
}

/// A person who is known already: the name must agree, a new phone is taken over.
pub fn same_person(mut known: Person, typed: Person) -> AppResult<Person> {
    if known.name != typed.name {
        return Err(AppError::invalid(format!(
            "这个证件号码已登记在“{}”名下，与填写的“{}”不一致。没有保存，请对照证件核对姓名和号码。",
            known.name, typed.name
        )));
    }
    known.mobile = typed.mobile.or(known.mobile);
    Ok(known)
}

/// `region-year-seq`; a number is never used twice, also not of a file that was taken back.
async fn next_number(tx: &mut Tx, app: &App, region: &str, year: i32) -> AppResult<String> {
    let region: String = region.chars().take(6).collect();
    let prefix = format!("{region}-{year}-");
    let snapshot = super::list::snapshot(app).await?;
    let numbers = snapshot
        .entries
        .iter()
        .filter_map(|entry| entry.row.file_no.strip_prefix(&prefix)?.parse::<u32>().ok());
    let mut next = numbers.max().unwrap_or(0) + 1;
    loop {
        let number = format!("{prefix}{next:03}");
        if tx
            .by_key::<HardshipFile>("file_no", &number)
            .await?
            .is_empty()
        {
            return Ok(number);
        }
        next += 1;
    }
}
