//! One row of 家庭成员: reading its cells, and the same person met twice.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::applicant::Applicant;
use super::cell::{Row, Value};
use super::columns::MemberCol as Col;
use super::fields::{self, Amount};
use super::finding::{Checked, Code, Finding};
use super::layout::Layout;
use super::link::{Link, LinkReader};
use super::lists;
use crate::dates::{ParsedDate, age_completed};
use crate::money::Fen;
use crate::papers::Sex;
use crate::text::{normalise_mobile, normalise_name};

/// A family member besides the applicant, normalised.
#[derive(Clone, Default)]
pub struct Member {
    pub link: Link,
    pub name: Option<String>,
    pub relation: Option<String>,
    pub sex: Option<Sex>,
    pub political_status: Option<String>,
    pub birth: Option<ParsedDate>,
    /// Only when valid.
    pub id_no: Option<String>,
    pub person_key: Option<String>,
    pub medical_insurance: Option<String>,
    pub health: Option<String>,
    pub monthly_income: Option<Fen>,
    pub identity: Option<String>,
    pub employer_or_school: Option<String>,
    /// 是否共同生活 = 是: counts in the household size.
    pub counted: bool,
    pub phone: Option<String>,
}

/// Reads rows of 家庭成员 from the top.
pub struct MemberReader<'a> {
    layout: &'a Layout,
    survey_date: NaiveDate,
    links: LinkReader<'a>,
    applicants: &'a [Checked<Applicant>],
    /// Accepted applicants by person.
    applicant_rows: &'a HashMap<&'a str, usize>,
    /// Accepted members by person: row and household, first one first.
    seen: HashMap<String, Vec<(u32, usize)>>,
}

impl<'a> MemberReader<'a> {
    /// A reader for one sheet.
    pub fn new(
        layout: &'a Layout,
        survey_date: NaiveDate,
        links: LinkReader<'a>,
        applicants: &'a [Checked<Applicant>],
        applicant_rows: &'a HashMap<&'a str, usize>,
    ) -> Self {
        Self {
            layout,
            survey_date,
            links,
            applicants,
            applicant_rows,
            seen: HashMap::new(),
        }
    }

    /// Accepted members by person: row and household index, in order.
    pub fn into_seen(self) -> HashMap<String, Vec<(u32, usize)>> {
        self.seen
    }

    fn col(&self, col: Col) -> u32 {
        self.layout.col(col as usize)
    }

    fn value<'r>(&self, row: Row<'r>, col: Col, findings: &mut Vec<Finding>) -> Value<'r> {
        super::lines::checked_value(row, self.col(col), col.id(), findings)
    }

    /// Reads and checks the next row.
    pub fn read(&mut self, row: Row<'_>) -> Checked<Member> {
        let (link, refused) = self.links.next(row);
        let mut out = Checked {
            row: row.number,
            findings: refused.into_iter().collect(),
            notes: Vec::new(),
            data: Member {
                link,
                ..Member::default()
            },
        };
        self.person(row, &mut out);
        self.facts(row, &mut out);
        self.repeated(&mut out);
        out
    }

    fn person(&self, row: Row<'_>, out: &mut Checked<Member>) {
        let found = &mut out.findings;
        let text = |col, found: &mut Vec<Finding>| fields::text(self.value(row, col, found));
        out.data.name = text(Col::Name, found).map(|raw| normalise_name(&raw).text);
        out.data.relation = text(Col::Relation, found);
        for (col, reject, empty) in [
            (Col::Name, true, out.data.name.is_none()),
            (Col::Relation, true, out.data.relation.is_none()),
        ] {
            if empty {
                let finding = Finding::warn(Code::MandatoryMissing, self.col(col)).field(col.id());
                found.push(Finding { reject, ..finding });
            }
        }
        let stated_birth = self.birth(row, found);
        let stated_sex = fields::sex(self.value(row, Col::Sex, found));
        let at = self.col(Col::IdNo);
        let value = self.value(row, Col::IdNo, found);
        let mut number = fields::ResidentNumber::default();
        if value.is_empty() {
            found.push(Finding::warn(Code::MemberIdMissing, at));
        } else {
            // Repairs are counted for applicants only; members' numbers are repaired silently.
            let mut unused = Vec::new();
            let codes = &fields::MEMBER_ID;
            let date = self.survey_date;
            number = fields::resident_number(value, at, codes, date, found, &mut unused);
        }
        if let (Some(birth), Some(ParsedDate::Day(stated))) = (number.birth, stated_birth)
            && birth != stated
        {
            found.push(Finding::warn(
                Code::MemberIdBirthMismatch,
                self.col(Col::Birth),
            ));
        }
        if let (Some(sex), Some(stated)) = (number.sex, stated_sex)
            && sex != stated
        {
            found.push(Finding::warn(Code::MemberIdSexMismatch, self.col(Col::Sex)));
        }
        out.data.birth = number.birth.map(ParsedDate::Day).or(stated_birth);
        out.data.sex = number.sex.or(stated_sex);
        out.data.person_key = number.number.as_deref().map(fields::resident_key);
        out.data.id_no = number.number;
    }

    fn birth(&self, row: Row<'_>, found: &mut Vec<Finding>) -> Option<ParsedDate> {
        let at = self.col(Col::Birth);
        let value = self.value(row, Col::Birth, found);
        match fields::date(value) {
            None if at != 0 => {
                let finding = Finding::warn(Code::MandatoryMissing, at).field(Col::Birth.id());
                found.push(finding);
                None
            }
            Some(ParsedDate::Invalid) => {
                found.push(Finding::warn(Code::DateUnparseable, at).field(Col::Birth.id()));
                None
            }
            Some(month @ ParsedDate::Month { .. }) => {
                found.push(Finding::warn(Code::DatePartial, at).field(Col::Birth.id()));
                Some(month)
            }
            other => other,
        }
    }

    fn facts(&self, row: Row<'_>, out: &mut Checked<Member>) {
        let found = &mut out.findings;
        let text = |col, found: &mut Vec<Finding>| fields::text(self.value(row, col, found));
        out.data.political_status = text(Col::Political, found);
        out.data.medical_insurance = text(Col::Insurance, found);
        out.data.health = text(Col::Health, found);
        out.data.identity = text(Col::Identity, found);
        out.data.employer_or_school = text(Col::EmployerOrSchool, found);
        out.data.phone = fields::raw_text(self.value(row, Col::Phone, found))
            .and_then(|raw| normalise_mobile(&raw));
        let together = text(Col::Together, found);
        out.data.counted = self.col(Col::Together) == 0
            || together.is_some_and(|word| lists::yes_no(&word) == Some(true));
        for (col, empty) in [
            (Col::Health, out.data.health.is_none()),
            (Col::Identity, out.data.identity.is_none()),
        ] {
            if empty && self.col(col) != 0 {
                let finding = Finding::warn(Code::MandatoryMissing, self.col(col)).field(col.id());
                found.push(finding);
            }
        }
        let at = self.col(Col::MonthlyIncome);
        let value = self.value(row, Col::MonthlyIncome, found);
        out.data.monthly_income = match fields::amount(value, self.layout.in_wan) {
            Amount::Missing => None,
            Amount::Unparseable => {
                let field = Col::MonthlyIncome.id();
                found.push(Finding::warn(Code::AmountUnparseable, at).field(field));
                None
            }
            Amount::Exact(fen) => {
                if fen.is_negative() {
                    let field = Col::MonthlyIncome.id();
                    found.push(Finding::warn(Code::AmountNegative, at).field(field));
                }
                Some(fen)
            }
        };
        let ill = out
            .data
            .health
            .as_deref()
            .is_some_and(|word| !matches!(word, "良好" | "健康"));
        if let Some(ParsedDate::Day(birth)) = out.data.birth
            && ill
            && age_completed(birth, self.survey_date).is_some_and(|age| age < 14)
        {
            found.push(Finding::warn(Code::MinorHealthData, self.col(Col::Health)));
        }
    }

    /// The same person in this household, in another one, or with a file of his or her own.
    fn repeated(&mut self, out: &mut Checked<Member>) {
        let (Some(key), Some(household)) = (&out.data.person_key, out.data.link.household) else {
            return;
        };
        let at = self.layout.col(Col::IdNo as usize);
        let earlier = self.seen.get(key).map(Vec::as_slice).unwrap_or_default();
        if let Some((row, _)) = earlier.iter().find(|(_, other)| *other == household) {
            out.findings
                .push(Finding::reject(Code::DuplicateOfRow, at).row(*row));
            return;
        }
        if !out.accepted() {
            return;
        }
        if let Some((row, _)) = earlier.first() {
            out.findings
                .push(Finding::warn(Code::MemberInTwoHouseholds, at).row(*row));
        }
        if let Some(index) = self.applicant_rows.get(key.as_str())
            && let Some(applicant) = self.applicants.get(*index)
        {
            out.findings
                .push(Finding::warn(Code::MemberIsApplicant, at).row(applicant.row));
            // The applicant listed again as a member of the own household counts once.
            out.data.counted &= *index != household;
        }
        self.seen
            .entry(key.clone())
            .or_default()
            .push((out.row, household));
    }
}
