//! Judging the households of a dry run by a policy pack.

use chrono::NaiveDate;

use super::applicant::Applicant;
use super::figures::Figures;
use crate::dates::ParsedDate;
use crate::eligibility::{Facts, Pack, assess};
use crate::records::HardshipCategory;

/// A policy pack the households of a dry run are judged by.
#[derive(Clone)]
pub struct NamedPack {
    /// Short name in the summary, e.g. `A`.
    pub name: String,
    pub pack: Pack,
}

impl NamedPack {
    /// The category of an accepted household on the day of the survey. Packs that need facts a
    /// survey does not have give none, and nothing is compared then.
    pub fn category(
        &self,
        applicant: &Applicant,
        figures: &Figures,
        on: NaiveDate,
    ) -> Option<HardshipCategory> {
        let facts = facts_of(applicant, figures);
        assess(&self.pack, &facts, on, None)
            .ok()?
            .category
            .hardship()
    }
}

/// What a survey row says about its household.
pub fn facts_of(applicant: &Applicant, figures: &Figures) -> Facts {
    Facts {
        members_n: figures.members_n,
        incomes: figures.incomes.clone(),
        rigid: figures.rigid.clone(),
        event: applicant.event.clone(),
        work_state: applicant.work_state.clone(),
        contract_signed_on: applicant.contract_signed_on.and_then(ParsedDate::day),
        has_cause: Some(applicant.cause_primary.is_some()),
        birth: applicant.birth.and_then(ParsedDate::day),
        ..Facts::default()
    }
}
