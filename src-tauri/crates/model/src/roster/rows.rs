//! One recipient: reading the cells and the doubts that need no other row.

use chrono::NaiveDate;

use super::columns::RosterCol as Col;
use crate::money::Fen;
use crate::papers::Sex;
use crate::records::CountUnit;
use crate::survey::fields;
use crate::survey::layout::Layout;
use crate::survey::list_row::ListRow;
use crate::survey::{Checked, Code, Finding, Row};
use crate::text::{mask_name, normalise_name};

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
        mobile: reading.mobile(Col::Mobile as usize),
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

/// The number decides who the person is.
fn paper(reading: &mut ListRow<'_>, data: &mut Recipient, today: NaiveDate) {
    let read = reading.paper(Col::IdNo as usize, Col::Sex as usize, today);
    data.person_key = read.number.as_deref().map(fields::resident_key);
    data.id_no = read.number;
    data.birth = read.birth;
    data.sex = read.sex;
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
    data.card_no = reading.card_no(Col::CardNo as usize);
    let holder = reading.text(Col::CardHolder as usize);
    data.card_holder = holder.map(|raw| normalise_name(&raw).text);
    if data.card_holder.is_some() && data.card_holder != data.name {
        reading.warn(Code::CardHolderDiffers, Col::CardHolder as usize);
    }
}
