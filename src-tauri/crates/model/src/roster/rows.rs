//! One recipient: reading the cells and the doubts that need no other row.

use chrono::NaiveDate;

use super::columns::RosterCol as Col;
use crate::money::Fen;
use crate::papers::Sex;
use crate::records::CountUnit;
use crate::survey::fields::{self, APPLICANT_ID};
use crate::survey::layout::Layout;
use crate::survey::list_row::ListRow;
use crate::survey::{Checked, Code, Finding, Row, Value};
use crate::text::{CardFinding, check_bank_card, mask_name, normalise_mobile, normalise_name};

/// A recipient's row, normalised.
#[derive(Clone)]
pub struct Recipient {
    pub seq: Option<u32>,
    pub name: Option<String>,
    /// From the number when it is valid.
    pub sex: Option<Sex>,
    pub birth: Option<NaiveDate>,
    /// Only when valid.
    pub id_no: Option<String>,
    /// One key per person's paper.
    pub person_key: Option<String>,
    pub employer: Option<String>,
    /// 困难类别/慰问类别 as written.
    pub category: Option<String>,
    pub unit: CountUnit,
    /// Fen; `None` for goods only.
    pub amount: Option<Fen>,
    pub goods: Option<String>,
    /// 代领人及关系 as written.
    pub proxy: Option<String>,
    pub bank: Option<String>,
    pub card_no: Option<String>,
    pub card_holder: Option<String>,
    pub mobile: Option<String>,
    pub note: Option<String>,
}

impl Recipient {
    /// The name for a public notice; a remark in brackets is no part of the name.
    pub fn masked_name(&self) -> Option<String> {
        let name = self.name.as_ref()?;
        let bare = name.split(['(', '（']).next().unwrap_or(name);
        Some(mask_name(if bare.is_empty() { name } else { bare }))
    }
}

/// Reads and checks one row by itself.
pub(super) fn read(layout: &Layout, row: Row<'_>, today: NaiveDate) -> Checked<Recipient> {
    let mut reading = ListRow::new(layout, row);
    let seq = reading.value(Col::Seq as usize);
    let mut data = Recipient {
        seq: fields::seq(seq).ok().flatten(),
        name: reading.name(Col::Name as usize),
        sex: None,
        birth: None,
        id_no: None,
        person_key: None,
        employer: reading.text(Col::Employer as usize),
        category: reading.text(Col::Category as usize),
        unit: unit(&mut reading),
        amount: None,
        goods: reading.text(Col::Goods as usize),
        proxy: reading.text(Col::Proxy as usize),
        bank: reading.text(Col::Bank as usize),
        card_no: None,
        card_holder: None,
        mobile: mobile(&mut reading),
        note: reading.text(Col::Note as usize),
    };
    if data.name.is_none() {
        reading.reject(Code::MandatoryMissing, Col::Name as usize);
    }
    paper(&mut reading, &mut data, today);
    amount(&mut reading, &mut data);
    card(&mut reading, &mut data);
    reading.finish(data)
}

fn unit(reading: &mut ListRow<'_>) -> CountUnit {
    let word = reading.text(Col::Unit as usize);
    match word.as_deref() {
        Some("户") => CountUnit::Household,
        Some("人") | None => CountUnit::Person,
        Some(_) => {
            reading.warn(Code::UnitUnknown, Col::Unit as usize);
            CountUnit::Person
        }
    }
}

fn mobile(reading: &mut ListRow<'_>) -> Option<String> {
    let raw = fields::raw_text(reading.value(Col::Mobile as usize))?;
    let mobile = normalise_mobile(&raw);
    if mobile.is_none() {
        reading.warn(Code::PhoneInvalid, Col::Mobile as usize);
    }
    mobile
}

/// The number decides who the person is: without a valid one the row is refused.
fn paper(reading: &mut ListRow<'_>, data: &mut Recipient, today: NaiveDate) {
    let at = reading.at(Col::IdNo as usize);
    let value = reading.value(Col::IdNo as usize);
    let stated = fields::sex(reading.value(Col::Sex as usize));
    data.sex = stated;
    if matches!(value, Value::Empty) {
        reading.reject(Code::MandatoryMissing, Col::IdNo as usize);
        return;
    }
    let (findings, notes) = (&mut reading.findings, &mut reading.notes);
    let read = fields::resident_number(value, at, &APPLICANT_ID, today, findings, notes);
    data.person_key = read.number.as_deref().map(fields::resident_key);
    data.id_no = read.number;
    data.birth = read.birth;
    if let (Some(number), Some(stated)) = (read.sex, stated)
        && number != stated
    {
        let at = reading.at(Col::Sex as usize);
        let finding = Finding::warn(Code::IdSexMismatch, at);
        reading.findings.push(finding);
    }
    data.sex = read.sex.or(stated);
}

/// Money or goods: a row with neither has nothing to give.
fn amount(reading: &mut ListRow<'_>, data: &mut Recipient) {
    let doubts = reading.findings.len();
    data.amount = reading.money(Col::Amount as usize);
    let refused = reading.findings.iter().skip(doubts).any(|f| f.reject);
    if refused || data.goods.is_some() {
        return;
    }
    let at = reading.at(Col::Amount as usize);
    match data.amount {
        Some(Fen::ZERO) => reading.findings.push(Finding::reject(Code::AmountZero, at)),
        None => reading
            .findings
            .push(Finding::reject(Code::AmountMissing, at)),
        Some(_) => {}
    }
}

fn card(reading: &mut ListRow<'_>, data: &mut Recipient) {
    let value = reading.value(Col::CardNo as usize);
    let damaged = matches!(value, Value::Number(n) if n.abs() >= fields::DAMAGED_FROM);
    if damaged {
        reading.warn(Code::CardDamaged, Col::CardNo as usize);
    } else if let Some(raw) = fields::raw_text(value) {
        let check = check_bank_card(&raw);
        let code = check.finding.map(|finding| match finding {
            CardFinding::NotDigits | CardFinding::Length => Code::CardLength,
            CardFinding::Luhn => Code::CardLuhn,
            CardFinding::DamagedBySpreadsheet => Code::CardDamaged,
        });
        if let Some(code) = code {
            reading.warn(code, Col::CardNo as usize);
        }
        data.card_no = check.digits;
    }
    let holder = reading.text(Col::CardHolder as usize);
    data.card_holder = holder.map(|raw| normalise_name(&raw).text);
    if data.card_holder.is_some() && data.card_holder != data.name {
        reading.warn(Code::CardHolderDiffers, Col::CardHolder as usize);
    }
}
