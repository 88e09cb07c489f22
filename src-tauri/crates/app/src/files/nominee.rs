//! Who is nominated: found by paper in the base data, or stopped by the gate of the pack; and how a
//! page shows somebody in few words.

use chrono::NaiveDate;
use songnuan_model::dates::age_completed;
use songnuan_model::eligibility::{Nominee, Pack};
use songnuan_model::papers::IdType;
use songnuan_model::records::Person;
use songnuan_model::text::{mask_id, mask_mobile, normalise_mobile};
use songnuan_store::Store;

use super::people;
use super::words::code_word;
use crate::app::App;
use crate::commands::scholarships::NomineeDraft;
use crate::commands::shared::PersonBrief;
use crate::error::{AppError, AppResult};

/// Somebody named by paper.
pub struct Found {
    pub person: Person,
    /// Known before; otherwise the person is new and not yet saved.
    pub known: bool,
}

/// The person of a name and a resident ID; `what` is the word in sentences, e.g. `学生`.
pub async fn nominee(
    app: &App,
    store: &Store,
    draft: &NomineeDraft,
    what: &str,
) -> AppResult<Found> {
    let today = app.host().today();
    let bad = |field: &str, word: &str, why: String| {
        AppError::invalid(format!("{what}的{word}{why}没有保存，填写的内容都还在。")).at(field)
    };
    let name = people::checked_name(&draft.name).map_err(|why| bad("name", "姓名", why))?;
    if draft.id_no.trim().is_empty() {
        return Err(no_paper(what, &name));
    }
    let check = people::checked_paper(IdType::ResidentId, &draft.id_no, today)
        .map_err(|why| bad("id_no", "身份证号", why))?;
    let mobile = draft.mobile.as_deref().map(str::trim);
    let mobile = match mobile.filter(|text| !text.is_empty()) {
        Some(text) => Some(normalise_mobile(text).ok_or_else(|| {
            bad(
                "mobile",
                "手机号码",
                "不是 11 位手机号码，请核对。".to_owned(),
            )
        })?),
        None => None,
    };
    let mut typed = Person {
        name,
        mobile,
        ..Person::default()
    };
    people::put_paper(&mut typed, IdType::ResidentId, &check);
    match people::by_paper(store, typed.id_type, &typed.id_no).await? {
        Some(known) => Ok(Found {
            person: super::open::same_person(known, typed)?,
            known: true,
        }),
        None => Ok(Found {
            person: Person {
                id: app.host().new_id(),
                ..typed
            },
            known: false,
        }),
    }
}

/// The sentence that somebody has no resident ID.
pub fn no_paper(what: &str, name: &str) -> AppError {
    AppError::invalid(format!(
        "{what}“{name}”没有身份证号，无法确认是谁、有没有重复。没有保存，请对照户口簿或身份证补上号码。"
    ))
    .at("id_no")
}

/// The base-data gate of a pack on a day.
pub fn gate(
    pack: &Pack,
    on: NaiveDate,
    subject: Nominee,
    found: &Found,
    what: &str,
) -> AppResult<()> {
    let version = pack.version_on(on);
    let refusal = version.and_then(|version| version.base_data_refusal(subject, found.known));
    match refusal {
        Some(sentence) => Err(AppError::invalid(format!(
            "{what}“{}”{sentence}没有保存，填写的内容都还在。",
            found.person.name
        ))
        .at("base_data")),
        None => Ok(()),
    }
}

/// Somebody in the words of a page; numbers masked.
pub fn brief(person: &Person, today: NaiveDate) -> PersonBrief {
    let on = person.died_on.unwrap_or(today);
    PersonBrief {
        id: person.id.clone(),
        name: person.name.clone(),
        sex: person.sex.map(|sex| sex.label().to_owned()),
        birth: person.birth,
        age: person.birth.and_then(|birth| age_completed(birth, on)),
        id_masked: mask_id(&person.id_no),
        mobile_masked: person.mobile.as_deref().map(mask_mobile),
        health: code_word("health", person.health.as_ref()),
        died_on: person.died_on,
    }
}
