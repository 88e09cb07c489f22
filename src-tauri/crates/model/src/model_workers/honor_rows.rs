//! One honour on a list with the life of its medal as far as the row tells it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::columns::HonorCol as Col;
use super::medal::{MedalRefusal, check_awarded};
use super::rows::level;
use crate::dates::ParsedDate;
use crate::records::{HonorLevel, MedalEventKind as K};
use crate::scholarship::bare_word;
use crate::survey::fields;
use crate::survey::layout::Layout;
use crate::survey::list_row::ListRow;
use crate::survey::{Checked, Code, Finding, Note, Row, Value};

/// Somebody of the first sheet, as honours are tied to people.
#[derive(Clone)]
pub(super) struct Holder {
    pub row: u32,
    pub key: Option<String>,
    pub birth: Option<NaiveDate>,
}

/// People of the registry by name.
pub(super) type Holders = HashMap<String, Vec<Holder>>;

/// An honour's row, normalised.
#[derive(Clone, Default)]
pub struct HonorRow {
    pub seq: Option<u32>,
    pub name: Option<String>,
    /// Row of the person on the first sheet.
    pub person_row: Option<u32>,
    /// One key per person's paper.
    pub person_key: Option<String>,
    pub title: Option<String>,
    pub level: Option<HonorLevel>,
    pub issuer: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub awarded_on: Option<String>,
    pub cert_no: Option<String>,
    /// `None`: there is no medal.
    pub medal: Option<K>,
    /// What happened to it, oldest first; dates that are not written are not made up.
    pub events: Vec<(K, Option<NaiveDate>)>,
    pub note: Option<String>,
}

impl HonorRow {
    /// The year of the award.
    pub fn year(&self) -> Option<i32> {
        self.awarded_on.as_ref()?.get(..4)?.parse().ok()
    }

    /// The day of an event of one kind, when it happened and the day is known.
    pub fn day_of(&self, kind: K) -> Option<NaiveDate> {
        self.event(kind).and_then(|(_, on)| on)
    }

    /// The event of one kind.
    pub fn event(&self, kind: K) -> Option<(K, Option<NaiveDate>)> {
        self.events
            .iter()
            .rev()
            .find(|(known, _)| *known == kind)
            .copied()
    }
}

/// Reads and checks one row.
pub(super) fn read(
    layout: &Layout,
    row: Row<'_>,
    holders: &Holders,
    today: NaiveDate,
) -> Checked<HonorRow> {
    let mut reading = ListRow::new(layout, row);
    let seq = reading.value(Col::Seq as usize);
    let mut data = HonorRow {
        seq: fields::seq(seq).ok().flatten(),
        name: reading.name(Col::Name as usize),
        title: reading.text(Col::Title as usize),
        level: reading.word(Col::Level as usize, level),
        issuer: reading.text(Col::Issuer as usize),
        cert_no: reading.text(Col::CertNo as usize),
        note: reading.text(Col::Note as usize),
        ..HonorRow::default()
    };
    if data.title.is_none() {
        reading.reject(Code::MandatoryMissing, Col::Title as usize);
    }
    let birth = person(&mut reading, &mut data, holders, today);
    awarded(&mut reading, &mut data, birth, today);
    medal(&mut reading, &mut data, today);
    reading.finish(data)
}

/// The person by number where the sheet has one, else by name; the birth date, when it is known.
fn person(
    reading: &mut ListRow<'_>,
    data: &mut HonorRow,
    holders: &Holders,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let Some(name) = data.name.clone() else {
        reading.reject(Code::MandatoryMissing, Col::Name as usize);
        return None;
    };
    let value = reading.value(Col::IdNo as usize);
    let at = reading.at(Col::IdNo as usize);
    let mut notes: Vec<Note> = Vec::new();
    let number = (!matches!(value, Value::Empty)).then(|| {
        let codes = &fields::APPLICANT_ID;
        fields::resident_number(value, at, codes, today, &mut reading.findings, &mut notes)
    });
    reading.notes.append(&mut notes);
    let key = number
        .and_then(|read| read.number)
        .map(|n| fields::resident_key(&n));
    let named = holders.get(&name).map(Vec::as_slice).unwrap_or_default();
    let fitting: Vec<&Holder> = named
        .iter()
        .filter(|holder| key.is_none() || holder.key == key)
        .collect();
    let at = reading.at(Col::Name as usize);
    match fitting.as_slice() {
        [] => {
            let finding = Finding::reject(Code::HonorPersonUnknown, at);
            reading.findings.push(finding);
            None
        }
        [one] => {
            data.person_row = Some(one.row);
            data.person_key.clone_from(&one.key);
            one.birth
        }
        _ => {
            let finding = Finding::reject(Code::HonorPersonAmbiguous, at);
            reading.findings.push(finding);
            None
        }
    }
}

fn awarded(
    reading: &mut ListRow<'_>,
    data: &mut HonorRow,
    birth: Option<NaiveDate>,
    today: NaiveDate,
) {
    let value = reading.value(Col::Awarded as usize);
    data.awarded_on = match (year(value), fields::date(value)) {
        (Some(year), _) => Some(year),
        (None, Some(date)) => date.iso(),
        (None, None) => {
            reading.warn(Code::MandatoryMissing, Col::Awarded as usize);
            return;
        }
    };
    let Some(awarded) = &data.awarded_on else {
        reading.warn(Code::DateUnparseable, Col::Awarded as usize);
        return;
    };
    match check_awarded(awarded, birth, today) {
        Ok(()) => {}
        Err(MedalRefusal::BeforeBirth { .. }) => {
            let at = reading.at(Col::Awarded as usize);
            let finding = Finding::reject(Code::HonorBeforeBirth, at);
            reading.findings.push(finding);
        }
        Err(_) => reading.warn(Code::DateInFuture, Col::Awarded as usize),
    }
}

/// `1989`, `1989年`.
fn year(value: Value<'_>) -> Option<String> {
    let text = fields::text(value)?;
    let bare = text.trim_end_matches(['年', '度']);
    let digits = bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit());
    let year = bare.parse::<i32>().ok().filter(|_| digits)?;
    (1900..=2199).contains(&year).then(|| bare.to_owned())
}

fn medal(reading: &mut ListRow<'_>, data: &mut HonorRow, today: NaiveDate) {
    let lost_on = past_day(reading, Col::LostOn, today);
    let recovered_on = past_day(reading, Col::RecoveredOn, today);
    if let (Some(lost), Some(recovered)) = (lost_on, recovered_on)
        && recovered < lost
    {
        let at = reading.at(Col::RecoveredOn as usize);
        let finding = Finding::reject(Code::MedalRecoveredEarly, at);
        reading.findings.push(finding.hint(lost.to_string()));
        return;
    }
    let word = reading.text(Col::Medal as usize);
    let dated = lost_on.is_some() || recovered_on.is_some();
    data.medal = match word.as_deref() {
        // Dates alone say enough.
        None if recovered_on.is_some() => Some(K::Recovered),
        None if lost_on.is_some() => Some(lost_how(data)),
        None => None,
        Some(word) => match medal_word(word) {
            Ok(medal) => medal,
            Err(()) => {
                reading.warn(Code::CodeNotInList, Col::Medal as usize);
                None
            }
        },
    };
    let Some(state) = data.medal else { return };
    data.events = match state {
        K::Held | K::Withdrawn => {
            if dated {
                let at = reading.at(Col::Medal as usize);
                let finding = Finding::warn(Code::MedalStateDiffers, at);
                reading.findings.push(finding.hint(state.label()));
            }
            vec![(state, None)]
        }
        K::Lost | K::Stolen => {
            if recovered_on.is_some() {
                let at = reading.at(Col::Medal as usize);
                let finding = Finding::warn(Code::MedalStateDiffers, at);
                reading.findings.push(finding.hint(state.label()));
            }
            vec![(state, lost_on)]
        }
        K::Recovered | K::Reissued => vec![(lost_how(data), lost_on), (state, recovered_on)],
    };
}

/// Stolen unless the remark says it was lost: a medal that came back was mostly stolen, and the
/// column names theft first.
fn lost_how(data: &HonorRow) -> K {
    let note = data.note.as_deref().unwrap_or_default();
    let has = |words: &[&str]| words.iter().any(|word| note.contains(word));
    if has(&["遗失", "丢失", "遗落"]) && !has(&["盗", "窃"]) {
        K::Lost
    } else {
        K::Stolen
    }
}

/// The state a word names; `None` when there is no medal.
fn medal_word(word: &str) -> Result<Option<K>, ()> {
    Ok(Some(match bare_word(word).as_str() {
        "持有" | "有" | "在" | "保存" => K::Held,
        "遗失" | "丢失" => K::Lost,
        "被盗" | "失窃" | "被窃" => K::Stolen,
        "找回" | "追回" | "已找回" => K::Recovered,
        "补发" | "已补发" => K::Reissued,
        "撤销收回" | "收回" | "撤销" => K::Withdrawn,
        "无" | "没有" => return Ok(None),
        _ => return Err(()),
    }))
}

fn past_day(reading: &mut ListRow<'_>, col: Col, today: NaiveDate) -> Option<NaiveDate> {
    let value = reading.value(col as usize);
    match fields::date(value) {
        None => None,
        Some(ParsedDate::Day(day)) if day <= today => Some(day),
        Some(ParsedDate::Day(_)) => {
            reading.warn(Code::DateInFuture, col as usize);
            None
        }
        Some(ParsedDate::Month { .. }) => {
            reading.warn(Code::DatePartial, col as usize);
            None
        }
        Some(ParsedDate::Invalid) => {
            reading.warn(Code::DateUnparseable, col as usize);
            None
        }
    }
}
