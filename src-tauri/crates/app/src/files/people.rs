//! People: finding or making one by paper, and how a page shows one.

use chrono::{Datelike, NaiveDate};
use songnuan_model::dates::{age_completed, age_nominal};
use songnuan_model::names;
use songnuan_model::papers::{
    IdFinding, IdType, PaperCheck, check_paper, likely_check_digit, same_person_key,
};
use songnuan_model::record::Id;
use songnuan_model::records::{HardshipFile, HouseholdMember, Person, Sex};
use songnuan_model::text::{NameWarning, mask_id, mask_mobile, normalise_name};
use songnuan_store::Store;

use super::dossier::counts;
use crate::commands::files::PersonView;
use crate::error::AppResult;

/// Nobody alive was born before; a slip of the finger.
const FIRST_BIRTH_YEAR: i32 = 1900;

/// A name in its stored spelling, or why it is none.
pub fn checked_name(raw: &str) -> Result<String, String> {
    let name = normalise_name(raw);
    if name.text.is_empty() {
        return Err("没有填写。".to_owned());
    }
    if name.warnings.contains(&NameWarning::TooLong) {
        let count = name.text.chars().count();
        return Err(format!(
            "有 {count} 个字，超过 50 个字，请核对是不是粘贴了别的内容。"
        ));
    }
    if name.warnings.contains(&NameWarning::PlaceholderChar) {
        return Err("里面有“□”或“?”这样的代替符，请用输入法的笔画或“其他字”输入本字。".to_owned());
    }
    Ok(name.text)
}

/// A paper number in its stored spelling, or why it is refused. A wrong check digit is never put
/// right silently: the likely one is offered.
pub fn checked_paper(id_type: IdType, raw: &str, today: NaiveDate) -> Result<PaperCheck, String> {
    let check = check_paper(id_type, raw);
    if check.number.is_empty() {
        return Err("没有填写。".to_owned());
    }
    let Some(resident) = &check.resident else {
        if check.valid {
            return Ok(check);
        }
        return Err(format!(
            "不是{}号码的写法，请对照证件核对。",
            id_type.label()
        ));
    };
    if resident.has(IdFinding::DamagedBySpreadsheet) {
        return Err("被 Excel 改坏了(末几位已丢失),请对照身份证重新输入 18 位号码。".to_owned());
    }
    if resident.has(IdFinding::Checksum) {
        let digits: String = resident.number.chars().take(17).collect();
        let likely = likely_check_digit(&digits).unwrap_or('?');
        return Err(format!(
            "校验码不对。如果前 17 位无误，最后一位应是“{likely}”；请对照身份证核对，程序不会自动改。"
        ));
    }
    if resident.has(IdFinding::DateInvalid) {
        return Err("里面的出生日期不存在，请对照身份证核对。".to_owned());
    }
    if resident.has(IdFinding::NotUpgradable) {
        return Err("是无法自动升位的 15 位旧号，请填写 18 位号码。".to_owned());
    }
    if !resident.is_valid() {
        let count = resident.number.chars().count();
        return Err(format!(
            "应为 18 位(旧证 15 位),现在是 {count} 位，请对照身份证核对。"
        ));
    }
    if resident.birth_in_future(today) {
        return Err("里面的出生日期还没有到，请对照身份证核对。".to_owned());
    }
    if !check.valid {
        return Err("港澳台居民居住证号码应以 81、82 或 83 开头，请核对证件类型。".to_owned());
    }
    Ok(check)
}

/// Birth dates people can have.
pub fn checked_birth(birth: NaiveDate, today: NaiveDate) -> Result<(), String> {
    if birth > today {
        return Err("出生日期还没有到。".to_owned());
    }
    if birth.year() < FIRST_BIRTH_YEAR {
        return Err(format!("出生年份早于 {FIRST_BIRTH_YEAR} 年，请核对。"));
    }
    Ok(())
}

/// The sex a checked number says.
pub fn sex_of(check: &PaperCheck) -> Option<Sex> {
    let sex = check.resident.as_ref()?.sex?;
    Some(match sex {
        songnuan_model::papers::Sex::Male => Sex::Male,
        songnuan_model::papers::Sex::Female => Sex::Female,
    })
}

/// The stored identifier of a sex (code table `sex`).
fn sex_id(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

/// Puts a checked paper into a person, with what the number says.
pub fn put_paper(person: &mut Person, id_type: IdType, check: &PaperCheck) {
    person.id_type = id_type;
    person.id_no = check.number.clone();
    if let Some(resident) = &check.resident {
        person.birth = resident.birth.or(person.birth);
        person.sex = sex_of(check).or(person.sex);
    }
}

/// The person with this paper, if one is known.
pub async fn by_paper(store: &Store, id_type: IdType, number: &str) -> AppResult<Option<Person>> {
    let Some(key) = same_person_key(id_type, number) else {
        return Ok(None);
    };
    Ok(store
        .by_key::<Person>("paper", &key)
        .await?
        .into_iter()
        .next())
}

/// The open file that a person stands in on that day, as applicant or as a member who lives with
/// the applicant; with the words that say so (one household one file).
pub async fn open_file_of(
    store: &Store,
    person_id: &Id,
    on: NaiveDate,
    except: Option<&Id>,
) -> AppResult<Option<(HardshipFile, &'static str)>> {
    let wanted = |file: &HardshipFile| file.status.is_open() && Some(&file.id) != except;
    let own = store
        .by_key::<HardshipFile>("applicant", person_id.as_str())
        .await?;
    if let Some(file) = own.into_iter().find(wanted) {
        return Ok(Some((file, "已有档案")));
    }
    for member in store
        .by_key::<HouseholdMember>("member", person_id.as_str())
        .await?
    {
        if !counts(&member, on) {
            continue;
        }
        let household = member.household_id.as_str();
        let files = store
            .by_key::<HardshipFile>("file_household", household)
            .await?;
        if let Some(file) = files.into_iter().find(wanted) {
            return Ok(Some((file, "是共同生活的家庭成员，所在家庭已有档案")));
        }
    }
    Ok(None)
}

/// Other files and households a person is part of, as sentences.
pub async fn elsewhere(store: &Store, person: &Id, file: &HardshipFile) -> AppResult<Vec<String>> {
    let mut sentences = Vec::new();
    for other in store
        .by_key::<HardshipFile>("applicant", person.as_str())
        .await?
    {
        if other.id != file.id {
            sentences.push(format!(
                "是档案 {} 的申请人({})",
                other.file_no,
                other.status.label()
            ));
        }
    }
    for member in store
        .by_key::<HouseholdMember>("member", person.as_str())
        .await?
    {
        if member.household_id == file.household_id {
            continue;
        }
        let household = member.household_id.as_str();
        for other in store
            .by_key::<HardshipFile>("file_household", household)
            .await?
        {
            sentences.push(format!("是档案 {} 的家庭成员", other.file_no));
        }
    }
    Ok(sentences)
}

/// A person as a page shows it; numbers masked, codes as stored (the page has the tables).
pub fn view(person: Person, today: NaiveDate, elsewhere: Vec<String>) -> PersonView {
    let age_on = person.died_on.unwrap_or(today);
    PersonView {
        pinyin_proposed: names::pinyin_full(&person.name),
        age_completed: person.birth.and_then(|birth| age_completed(birth, age_on)),
        age_nominal: person.birth.and_then(|birth| age_nominal(birth, age_on)),
        sex: person.sex.map(|sex| sex_id(sex).to_owned()),
        id_type: person.id_type.id().to_owned(),
        id_type_label: person.id_type.label().to_owned(),
        id_no_masked: mask_id(&person.id_no),
        mobile_masked: person
            .mobile
            .as_deref()
            .map(mask_mobile)
            .unwrap_or_default(),
        id: person.id,
        name: person.name,
        name_pinyin: person.name_pinyin,
        birth: person.birth,
        ethnicity: person.ethnicity,
        political_status: person.political_status,
        health: person.health,
        disability: person.disability,
        marital: person.marital,
        hukou_kind: person.hukou_kind,
        hukou_division: person.hukou_division,
        medical_insurance: person.medical_insurance,
        education: person.education,
        other_contact: person.other_contact.as_deref().map(mask_mobile),
        home_address: person.home_address,
        village: person.village,
        postcode: person.postcode,
        died_on: person.died_on,
        note: person.note,
        elsewhere,
    }
}
