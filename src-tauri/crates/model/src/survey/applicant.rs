//! One row of 困难职工档案: reading its cells and the doubts that need no other row.

use chrono::NaiveDate;

use super::cell::{Row, Value};
use super::columns::ApplicantCol as Col;
use super::fields::{self, Amount};
use super::finding::{Checked, Code, Finding, Note};
use super::layout::Layout;
use super::lists;
use crate::dates::{ParsedDate, age_completed};
use crate::money::Fen;
use crate::papers::{IdType, Sex, check_paper, same_person_key};
use crate::text::{CardFinding, check_bank_card, normalise_mobile, normalise_name};

/// A household's row on the first sheet, normalised. Texts are as written, half-width.
#[derive(Clone, Default)]
pub struct Applicant {
    /// 户序号; the only link between the sheets.
    pub seq: Option<u32>,
    /// 在档 / 脱困 / 注销 / 临时救助
    pub status: Option<String>,
    pub category: Option<String>,
    pub name: Option<String>,
    pub ethnicity: Option<String>,
    /// From the number when it is valid.
    pub sex: Option<Sex>,
    pub political_status: Option<String>,
    /// From the number when it is valid.
    pub birth: Option<ParsedDate>,
    pub id_type: IdType,
    /// Only when valid.
    pub id_no: Option<String>,
    /// One key per person's paper, see [`same_person_key`].
    pub person_key: Option<String>,
    pub health: Option<String>,
    pub disability: Option<String>,
    pub work_state: Option<String>,
    pub model_worker_kind: Option<String>,
    pub housing_kind: Option<String>,
    pub floor_area: Option<String>,
    pub postcode: Option<String>,
    pub mobile: Option<String>,
    pub other_contact: Option<String>,
    pub work_start: Option<ParsedDate>,
    pub industry: Option<String>,
    pub marital: Option<String>,
    pub hukou_kind: Option<String>,
    pub employer: Option<String>,
    pub employer_nature: Option<String>,
    pub employer_state: Option<String>,
    pub contract_signed_on: Option<ParsedDate>,
    pub contract_end: Option<ParsedDate>,
    pub home_address: Option<String>,
    pub single_parent: Option<bool>,
    pub own_monthly_income: Option<Fen>,
    pub family_other_annual_income: Option<Fen>,
    /// As stated on the form.
    pub family_annual_income: Option<Fen>,
    /// As stated on the form.
    pub family_size: Option<u32>,
    pub hukou_division: Option<String>,
    pub medical_insurance: Option<String>,
    pub cause_primary: Option<String>,
    pub cause_secondary: Option<String>,
    pub event: Option<String>,
    pub event_on: Option<ParsedDate>,
    pub bank: Option<String>,
    pub bank_branch: Option<String>,
    /// Digits, when they can be kept.
    pub card_no: Option<String>,
    pub card_holder: Option<String>,
    pub updated_on: Option<ParsedDate>,
    pub file_no: Option<String>,
    pub cancel_reason: Option<String>,
    pub cancelled_on: Option<ParsedDate>,
    pub grade: Option<String>,
    pub note: Option<String>,
    /// Identifiers of mandatory fields that are empty.
    pub missing: Vec<&'static str>,
}

impl Applicant {
    /// The file is 在档.
    pub fn is_active(&self) -> bool {
        self.status.as_deref() == Some("在档")
    }
}

/// The village or community in an address: what stands between the town and `村`, `社区`, `居委会`.
pub fn village_of(address: &str) -> Option<&str> {
    let end = ["村", "社区", "居委会"]
        .iter()
        .filter_map(|word| address.find(word).map(|at| at + word.len()))
        .min()?;
    let head = address.get(..end)?;
    let start = ["镇", "乡", "街道"]
        .iter()
        .filter_map(|word| head.rfind(word).map(|at| at + word.len()))
        .max()
        .unwrap_or(0);
    address.get(start..end)
}

/// Reads rows of the first sheet.
pub struct ApplicantReader<'a> {
    pub layout: &'a Layout,
    pub survey_date: NaiveDate,
}

/// The row being read.
struct Reading<'a> {
    layout: &'a Layout,
    row: Row<'a>,
    out: Checked<Applicant>,
}

impl<'a> Reading<'a> {
    fn col(&self, col: Col) -> u32 {
        self.layout.col(col as usize)
    }

    fn value(&mut self, col: Col) -> Value<'a> {
        let at = self.col(col);
        if at == 0 {
            return Value::Empty;
        }
        let value = self.row.get(at);
        if matches!(value, Value::Error(_)) {
            self.out
                .findings
                .push(Finding::warn(Code::CellError, at).field(col.id()));
            return Value::Empty;
        }
        if self.row.is_formula(at) {
            let finding = Finding::warn(Code::FormulaInsteadOfValue, at).field(col.id());
            self.out.findings.push(finding);
        }
        value
    }

    fn text(&mut self, col: Col) -> Option<String> {
        fields::text(self.value(col))
    }

    fn date(&mut self, col: Col) -> Option<ParsedDate> {
        let value = self.value(col);
        let parsed = fields::date(value)?;
        let at = self.col(col);
        match parsed {
            ParsedDate::Day(_) => Some(parsed),
            ParsedDate::Month { .. } => {
                self.out
                    .findings
                    .push(Finding::warn(Code::DatePartial, at).field(col.id()));
                Some(parsed)
            }
            ParsedDate::Invalid => {
                self.out
                    .findings
                    .push(Finding::warn(Code::DateUnparseable, at).field(col.id()));
                None
            }
        }
    }

    fn amount(&mut self, col: Col) -> Option<Fen> {
        let value = self.value(col);
        let at = self.col(col);
        match fields::amount(value, self.layout.in_wan) {
            Amount::Missing => None,
            Amount::Unparseable => {
                let finding = Finding::warn(Code::AmountUnparseable, at).field(col.id());
                self.out.findings.push(finding);
                None
            }
            Amount::Exact(fen) => {
                if fen.is_negative() {
                    let finding = Finding::warn(Code::AmountNegative, at).field(col.id());
                    self.out.findings.push(finding);
                }
                Some(fen)
            }
        }
    }

    fn listed(&mut self, col: Col) -> Option<String> {
        let text = self.text(col)?;
        if !lists::contains(col.id(), &text) {
            let finding = Finding::warn(Code::CodeNotInList, self.col(col)).field(col.id());
            self.out.findings.push(finding);
        }
        Some(text)
    }
}

impl<'a> ApplicantReader<'a> {
    /// Reads and checks one row by itself.
    pub fn read(&self, row: Row<'a>) -> Checked<Applicant> {
        let out = Checked {
            row: row.number,
            findings: Vec::new(),
            notes: Vec::new(),
            data: Applicant::default(),
        };
        let mut reading = Reading {
            layout: self.layout,
            row,
            out,
        };
        reading.person(self.survey_date);
        reading.work_and_home();
        reading.money();
        reading.bank();
        reading.file();
        reading.mandatory();
        reading.plausible(self.survey_date);
        reading.out
    }
}

impl Reading<'_> {
    fn person(&mut self, survey_date: NaiveDate) {
        let at = self.col(Col::Name);
        let raw = match self.value(Col::Name) {
            Value::Text(text) => Some(text.to_owned()),
            other => fields::text(other),
        };
        if let Some(raw) = raw {
            let name = normalise_name(&raw);
            if name.changed {
                self.out.notes.push(Note::NameCleaned);
            }
            if name
                .warnings
                .contains(&crate::text::NameWarning::PlaceholderChar)
            {
                self.out
                    .findings
                    .push(Finding::warn(Code::NamePlaceholderChar, at));
            }
            self.out.data.name = Some(name.text).filter(|text| !text.is_empty());
        }
        let id_type = self.text(Col::IdType);
        self.out.data.id_type = match &id_type {
            None => IdType::ResidentId,
            Some(label) => IdType::from_label(label).unwrap_or_else(|| {
                let at = self.layout.col(Col::IdType as usize);
                let finding = Finding::warn(Code::CodeNotInList, at).field(Col::IdType.id());
                self.out.findings.push(finding);
                IdType::Other
            }),
        };
        let stated_birth = self.date(Col::Birth);
        let stated_sex = fields::sex(self.value(Col::Sex));
        let (birth, sex) = self.paper(survey_date);
        if let Some(birth) = birth {
            let differs = match stated_birth {
                Some(ParsedDate::Day(day)) => day != birth,
                Some(ParsedDate::Month { year, month }) => {
                    use chrono::Datelike;
                    (birth.year(), birth.month()) != (year, month)
                }
                _ => false,
            };
            if differs {
                let at = self.col(Col::Birth);
                self.out
                    .findings
                    .push(Finding::warn(Code::IdBirthMismatch, at));
            }
        }
        if let (Some(number), Some(stated)) = (sex, stated_sex)
            && number != stated
        {
            let at = self.col(Col::Sex);
            self.out
                .findings
                .push(Finding::warn(Code::IdSexMismatch, at));
        }
        self.out.data.birth = birth.map(ParsedDate::Day).or(stated_birth);
        self.out.data.sex = sex.or(stated_sex);
    }

    /// The identity paper; birth date and sex when the number tells them.
    fn paper(&mut self, survey_date: NaiveDate) -> (Option<NaiveDate>, Option<Sex>) {
        let at = self.col(Col::IdNo);
        let value = self.value(Col::IdNo);
        if value.is_empty() {
            return (None, None);
        }
        let id_type = self.out.data.id_type;
        if id_type.is_resident_number() {
            let out = &mut self.out;
            let read = fields::resident_number(
                value,
                at,
                &fields::APPLICANT_ID,
                survey_date,
                &mut out.findings,
                &mut out.notes,
            );
            out.data.person_key = read.number.as_deref().map(fields::resident_key);
            out.data.id_no = read.number;
            return (read.birth, read.sex);
        }
        let raw = fields::raw_text(value).unwrap_or_default();
        let check = check_paper(id_type, &raw);
        if check.number != raw {
            self.out.notes.push(Note::IdCleaned);
        }
        if check.valid {
            self.out.data.person_key = same_person_key(id_type, &check.number);
            self.out.data.id_no = Some(check.number);
        } else {
            self.out
                .findings
                .push(Finding::reject(Code::DocNoFormatInvalid, at));
        }
        (None, None)
    }

    fn work_and_home(&mut self) {
        let data = Applicant {
            ethnicity: self.text(Col::Ethnicity),
            political_status: self.listed(Col::Political),
            health: self.text(Col::Health),
            disability: self.text(Col::Disability),
            work_state: self.listed(Col::WorkState),
            model_worker_kind: self.text(Col::ModelWorker),
            housing_kind: self.listed(Col::Housing),
            floor_area: self.text(Col::FloorArea),
            postcode: self.text(Col::Postcode),
            mobile: self.mobile(),
            other_contact: self.text(Col::OtherContact),
            work_start: self.date(Col::WorkStart),
            industry: self.text(Col::Industry),
            marital: self.listed(Col::Marital),
            hukou_kind: self.listed(Col::Hukou),
            employer: self.text(Col::Employer),
            employer_nature: self.text(Col::EmployerNature),
            employer_state: self.text(Col::EmployerState),
            contract_signed_on: self.date(Col::ContractSigned),
            contract_end: self.date(Col::ContractEnd),
            home_address: self.text(Col::Address),
            hukou_division: self.text(Col::HukouDivision),
            medical_insurance: self.text(Col::Insurance),
            ..std::mem::take(&mut self.out.data)
        };
        self.out.data = data;
    }

    fn mobile(&mut self) -> Option<String> {
        let raw = fields::raw_text(self.value(Col::Mobile))?;
        let mobile = normalise_mobile(&raw);
        if mobile.is_none() {
            let at = self.col(Col::Mobile);
            self.out
                .findings
                .push(Finding::warn(Code::PhoneInvalid, at));
        }
        mobile
    }

    fn money(&mut self) {
        self.out.data.single_parent = self
            .text(Col::SingleParent)
            .and_then(|text| lists::yes_no(&text));
        self.out.data.own_monthly_income = self.amount(Col::OwnIncome);
        self.out.data.family_other_annual_income = self.amount(Col::OtherIncome);
        self.out.data.family_annual_income = self.amount(Col::FamilyIncome);
        let size = self.value(Col::FamilySize);
        self.out.data.family_size = fields::count(size).unwrap_or_else(|()| {
            let at = self.layout.col(Col::FamilySize as usize);
            let finding = Finding::warn(Code::CountUnparseable, at).field(Col::FamilySize.id());
            self.out.findings.push(finding);
            None
        });
        self.out.data.cause_primary = self.text(Col::Cause);
        self.out.data.cause_secondary = self.text(Col::CauseSecondary);
        self.out.data.event = self.text(Col::Event);
        self.out.data.event_on = self.date(Col::EventOn);
    }

    fn bank(&mut self) {
        self.out.data.bank = self.text(Col::Bank);
        self.out.data.bank_branch = self.text(Col::BankBranch);
        let at = self.col(Col::CardNo);
        let value = self.value(Col::CardNo);
        let damaged = matches!(value, Value::Number(n) if n.abs() >= fields::DAMAGED_FROM);
        if damaged {
            self.out.findings.push(Finding::warn(Code::CardDamaged, at));
        } else if let Some(raw) = fields::raw_text(value) {
            let check = check_bank_card(&raw);
            let code = check.finding.map(|finding| match finding {
                CardFinding::NotDigits | CardFinding::Length => Code::CardLength,
                CardFinding::Luhn => Code::CardLuhn,
                CardFinding::DamagedBySpreadsheet => Code::CardDamaged,
            });
            self.out
                .findings
                .extend(code.map(|code| Finding::warn(code, at)));
            self.out.data.card_no = check.digits;
        }
        let holder = self
            .text(Col::CardHolder)
            .map(|raw| normalise_name(&raw).text);
        if let (Some(holder), Some(name)) = (&holder, &self.out.data.name)
            && holder != name
        {
            let at = self.layout.col(Col::CardHolder as usize);
            self.out
                .findings
                .push(Finding::warn(Code::CardHolderDiffers, at));
        }
        self.out.data.card_holder = holder;
    }

    fn file(&mut self) {
        let seq = fields::seq(self.value(Col::Seq));
        let seq_col = self.col(Col::Seq);
        match seq {
            Ok(Some(seq)) => self.out.data.seq = Some(seq),
            _ => {
                let finding = Finding::warn(Code::MandatoryMissing, seq_col).field(Col::Seq.id());
                self.out.findings.push(finding);
            }
        }
        let status = self.text(Col::Status);
        if status
            .as_deref()
            .is_some_and(|word| lists::file_status(word).is_none())
        {
            let at = self.col(Col::Status);
            let finding = Finding::warn(Code::CodeNotInList, at).field(Col::Status.id());
            self.out.findings.push(finding);
        }
        self.out.data.status = status;
        self.out.data.category = self.text(Col::Category);
        self.out.data.updated_on = self.date(Col::UpdatedOn);
        self.out.data.file_no = self.text(Col::FileNo);
        self.out.data.cancel_reason = self.text(Col::CancelReason);
        self.out.data.cancelled_on = self.date(Col::CancelledOn);
        self.out.data.grade = self.text(Col::Grade);
        self.out.data.note = self.text(Col::Note);
    }

    /// Empty cells under a heading with `*`. A heading that is not on the sheet at all is reported
    /// once for the sheet, but without name or number no row can be imported.
    fn mandatory(&mut self) {
        for (spec, col) in Col::SPECS.iter().zip(&self.layout.columns) {
            let key = matches!(spec.id, "name" | "id_no");
            if !spec.mandatory || (*col != 0 && !self.is_empty(*col)) {
                continue;
            }
            self.out.data.missing.push(spec.id);
            if *col != 0 || key {
                let finding = Finding::warn(Code::MandatoryMissing, *col).field(spec.id);
                self.out.findings.push(Finding {
                    reject: key,
                    ..finding
                });
            }
        }
    }

    fn is_empty(&self, col: u32) -> bool {
        matches!(self.row.get(col), Value::Empty | Value::Error(_))
    }

    fn plausible(&mut self, survey_date: NaiveDate) {
        let data = &self.out.data;
        let mut found = Vec::new();
        if let Some(ParsedDate::Day(birth)) = data.birth {
            let age = age_completed(birth, survey_date);
            if age.is_none_or(|age| !(16..=80).contains(&age)) {
                found.push(Finding::warn(Code::AgeImplausible, self.col(Col::Birth)));
            }
        }
        if let Some(ParsedDate::Day(end)) = data.contract_end
            && end < survey_date
            && data.work_state.as_deref() == Some("在岗")
        {
            found.push(Finding::warn(
                Code::ContractExpired,
                self.col(Col::ContractEnd),
            ));
        }
        if let Some(ParsedDate::Day(updated)) = data.updated_on
            && data.is_active()
            && (survey_date - updated).num_days() > 365
        {
            found.push(Finding::warn(Code::FileUntouched, self.col(Col::UpdatedOn)));
        }
        self.out.findings.extend(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn villages_in_addresses() {
        let cases = [
            ("芦塘荡镇东塘村3组57号", Some("东塘村")),
            ("云澜县芦塘荡镇金禾村", Some("金禾村")),
            ("芦塘荡镇新塘路23弄36号204室", None),
            ("芦塘社区12号", Some("芦塘社区")),
            ("", None),
        ];
        for (address, village) in cases {
            assert_eq!(village_of(address), village, "{address}");
        }
    }
}
