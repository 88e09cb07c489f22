//! Judging the households of a dry run by a policy pack.

use super::applicant::Applicant;
use super::check::NamedJudge;
use super::figures::Figures;
use crate::dates::ParsedDate;
use crate::eligibility::{Facts, Pack, assess};

/// A judge that applies `pack` as of the day of the survey. Packs that need facts a survey does not have give no
/// category, and nothing is compared then.
pub fn pack_judge(name: impl Into<String>, pack: &Pack) -> NamedJudge<'_> {
    NamedJudge {
        name: name.into(),
        judge: Box::new(move |applicant, figures, on| {
            let facts = facts_of(applicant, figures);
            assess(pack, &facts, on, None).ok()?.category.hardship()
        }),
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
