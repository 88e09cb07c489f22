//! One model worker on a list: reading the cells and the doubts that need no other row.

use chrono::NaiveDate;

use super::benefit::{BenefitResult, WorkerFacts};
use super::columns::ModelWorkerCol as Col;
use crate::dates::age_completed;
use crate::money::Fen;
use crate::papers::Sex;
use crate::records::{HonorLevel, WorkerKind, WorkerState};
use crate::scholarship::bare_word;
use crate::survey::fields;
use crate::survey::layout::Layout;
use crate::survey::list_row::ListRow;
use crate::survey::{Checked, Code, Finding, Row};

/// A monthly wage or pension from here on (fen) looks like a yearly one: four times the highest
/// line known.
pub const IMPLAUSIBLE_MONTHLY: Fen = Fen(2_000_000);

/// A model worker's row, normalised.
#[derive(Clone, Default)]
pub struct WorkerRow {
    pub seq: Option<u32>,
    pub name: Option<String>,
    /// From the number when it is valid.
    pub sex: Option<Sex>,
    pub birth: Option<NaiveDate>,
    /// Only when valid.
    pub id_no: Option<String>,
    /// One key per person's paper.
    pub person_key: Option<String>,
    pub level: Option<HonorLevel>,
    pub kind: Option<WorkerKind>,
    pub state: Option<WorkerState>,
    pub employer_then: Option<String>,
    pub employer_now: Option<String>,
    /// Fen per month.
    pub monthly_income: Option<Fen>,
    pub fixed_income: Option<bool>,
    pub disabled: Option<bool>,
    pub under_investigation: Option<bool>,
    pub home_address: Option<String>,
    pub mobile: Option<String>,
    pub note: Option<String>,
    /// The living subsidy by the pack's rule; `None` for a refused row, or without a rule.
    pub benefit: Option<BenefitResult>,
}

impl WorkerRow {
    /// Completed years.
    pub fn age(&self, on: NaiveDate) -> Option<u32> {
        age_completed(self.birth?, on)
    }

    /// What the rules ask.
    pub fn facts(&self, on: NaiveDate) -> WorkerFacts {
        WorkerFacts {
            on,
            level: self.level,
            kind: self.kind,
            state: self.state,
            birth: self.birth,
            sex: self.sex,
            monthly_income: self.monthly_income,
            fixed_income: self.fixed_income,
            disabled: self.disabled,
            under_investigation: self.under_investigation,
            own_medical: None,
            jobless: None,
            relative_ill: None,
        }
    }
}

/// Reads and checks one row by itself.
pub(super) fn read(layout: &Layout, row: Row<'_>, today: NaiveDate) -> Checked<WorkerRow> {
    let mut reading = ListRow::new(layout, row);
    let seq = reading.value(Col::Seq as usize);
    let mut data = WorkerRow {
        seq: fields::seq(seq).ok().flatten(),
        name: reading.name(Col::Name as usize),
        ..WorkerRow::default()
    };
    if data.name.is_none() {
        reading.reject(Code::MandatoryMissing, Col::Name as usize);
    }
    let paper = reading.paper(Col::IdNo as usize, Col::Sex as usize, today);
    reading.stated_birth(Col::Birth as usize, paper.birth);
    data.person_key = paper.number.as_deref().map(fields::resident_key);
    (data.id_no, data.birth, data.sex) = (paper.number, paper.birth, paper.sex);
    data.level = reading.word(Col::Level as usize, level);
    data.kind = reading.word(Col::Kind as usize, kind);
    data.state = reading.word(Col::State as usize, state);
    data.employer_then = reading.text(Col::Employer as usize);
    data.employer_now = reading.text(Col::EmployerNow as usize);
    income(&mut reading, &mut data);
    data.fixed_income = reading.yes_no(Col::FixedIncome as usize);
    data.disabled = reading.yes_no(Col::Disabled as usize);
    data.under_investigation = reading.yes_no(Col::Investigated as usize);
    data.home_address = reading.text(Col::Address as usize);
    data.mobile = reading.mobile(Col::Mobile as usize);
    data.note = reading.text(Col::Note as usize);
    reading.finish(data)
}

fn income(reading: &mut ListRow<'_>, data: &mut WorkerRow) {
    data.monthly_income = reading.money_or_doubt(Col::Income as usize);
    if let Some(income) = data
        .monthly_income
        .filter(|fen| *fen >= IMPLAUSIBLE_MONTHLY)
    {
        let at = reading.at(Col::Income as usize);
        let finding = Finding::warn(Code::IncomeLooksYearly, at);
        let monthly = Fen(income.0 / 12);
        reading.findings.push(finding.hint(monthly.to_string()));
    }
}

pub(super) fn level(word: &str) -> Option<HonorLevel> {
    match bare_word(word).trim_end_matches("劳模") {
        "全国" | "国家级" | "全国级" => Some(HonorLevel::National),
        "省部级" | "省级" | "部级" | "省" => Some(HonorLevel::Provincial),
        "市级" | "地市级" | "市" => Some(HonorLevel::City),
        "县级" | "区县级" | "区级" | "县" => Some(HonorLevel::County),
        "镇级" | "乡镇级" | "街道" | "乡级" => Some(HonorLevel::Township),
        "其他" | "其它" => Some(HonorLevel::Other),
        _ => None,
    }
}

fn kind(word: &str) -> Option<WorkerKind> {
    match bare_word(word).as_str() {
        "在职" | "在岗" => Some(WorkerKind::InService),
        "退休" => Some(WorkerKind::Retired),
        "离休" => Some(WorkerKind::RetiredCadre),
        "农民" | "务农" => Some(WorkerKind::Farmer),
        _ => None,
    }
}

fn state(word: &str) -> Option<WorkerState> {
    match bare_word(word).as_str() {
        "健在" | "在世" => Some(WorkerState::Living),
        "去世" | "已故" | "逝世" | "已去世" => Some(WorkerState::Deceased),
        "移居境外" | "移居国外" | "出国定居" => Some(WorkerState::Emigrated),
        "失联" | "下落不明" | "失去联系" => Some(WorkerState::Missing),
        "撤销" | "撤销荣誉" | "荣誉撤销" | "已撤销" => Some(WorkerState::Revoked),
        _ => None,
    }
}
