//! What a survey row says about a person, put into the person's record.

use songnuan_model::codes;
use songnuan_model::dates::ParsedDate;
use songnuan_model::records::Person;
use songnuan_model::survey::{Applicant, Member, village_of};

/// How a row meets what is stored already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The row is newer: its values win where it has any.
    Overwrite,
    /// What is stored wins; the row fills what is empty.
    Gaps,
}

impl Fill {
    /// Puts a value from the sheet into a field. An empty cell never erases anything.
    pub fn put<T: Clone>(self, field: &mut Option<T>, value: Option<T>) {
        if value.is_some() && (self == Self::Overwrite || field.is_none()) {
            *field = value;
        }
    }
}

/// The stored code of a word on the form; a word no table knows is kept as it is.
pub fn code(table: &str, word: Option<&String>) -> Option<String> {
    let word = word?;
    let known = codes::table(table).by_label(word);
    Some(known.map_or_else(|| word.clone(), |code| code.id.clone()))
}

/// Puts an applicant's row into his or her record.
pub fn from_applicant(person: &mut Person, data: &Applicant, fill: Fill) {
    if let Some(name) = &data.name
        && (fill == Fill::Overwrite || person.name.is_empty())
    {
        person.name.clone_from(name);
    }
    if let Some(number) = &data.id_no
        && (fill == Fill::Overwrite || person.id_no.is_empty())
    {
        person.id_type = data.id_type;
        person.id_no.clone_from(number);
    }
    fill.put(&mut person.sex, data.sex);
    fill.put(&mut person.birth, data.birth.and_then(ParsedDate::day));
    fill.put(
        &mut person.ethnicity,
        code("ethnicity", data.ethnicity.as_ref()),
    );
    let political = code("political_status", data.political_status.as_ref());
    fill.put(&mut person.political_status, political);
    fill.put(&mut person.health, code("health", data.health.as_ref()));
    fill.put(&mut person.disability, data.disability.clone());
    fill.put(&mut person.marital, code("marital", data.marital.as_ref()));
    fill.put(
        &mut person.hukou_kind,
        code("hukou_kind", data.hukou_kind.as_ref()),
    );
    fill.put(&mut person.hukou_division, data.hukou_division.clone());
    let insurance = code("medical_insurance", data.medical_insurance.as_ref());
    fill.put(&mut person.medical_insurance, insurance);
    fill.put(&mut person.mobile, data.mobile.clone());
    fill.put(&mut person.other_contact, data.other_contact.clone());
    fill.put(&mut person.home_address, data.home_address.clone());
    let village = data
        .home_address
        .as_deref()
        .and_then(village_of)
        .map(str::to_owned);
    fill.put(&mut person.village, village);
    fill.put(&mut person.postcode, data.postcode.clone());
    if data
        .cancel_reason
        .as_deref()
        .is_some_and(|reason| reason.contains("死亡"))
    {
        fill.put(
            &mut person.died_on,
            data.cancelled_on.and_then(ParsedDate::day),
        );
    }
}

/// Puts a member's row into his or her record.
pub fn from_member(person: &mut Person, data: &Member, fill: Fill) {
    if let Some(name) = &data.name
        && (fill == Fill::Overwrite || person.name.is_empty())
    {
        person.name.clone_from(name);
    }
    if let Some(number) = &data.id_no
        && person.id_no.is_empty()
    {
        person.id_no.clone_from(number);
    }
    fill.put(&mut person.sex, data.sex);
    fill.put(&mut person.birth, data.birth.and_then(ParsedDate::day));
    let political = code("political_status", data.political_status.as_ref());
    fill.put(&mut person.political_status, political);
    fill.put(&mut person.health, code("health", data.health.as_ref()));
    let insurance = code("medical_insurance", data.medical_insurance.as_ref());
    fill.put(&mut person.medical_insurance, insurance);
    fill.put(&mut person.mobile, data.phone.clone());
}
