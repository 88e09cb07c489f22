//! Members of the surveyed households: people and their dated membership.

use std::collections::HashMap;

use songnuan_model::record::Id;
use songnuan_model::records::{HouseholdMember, Person};
use songnuan_model::survey::{Checked, Member, Survey};

use super::apply::{Counter, Desk, Target};
use super::apply_people::{Fill, code, from_member};
use super::decide::Decisions;
use crate::error::AppResult;

/// Writes the rows of 家庭成员.
pub(super) struct Members<'a> {
    survey: &'a Survey,
    decisions: &'a Decisions,
    targets: &'a [Option<Target>],
    /// Members stored before, by household; each is matched once.
    stored: HashMap<Id, Vec<(HouseholdMember, Person)>>,
}

impl<'a> Members<'a> {
    pub fn new(
        survey: &'a Survey,
        decisions: &'a Decisions,
        targets: &'a [Option<Target>],
    ) -> Self {
        Self {
            survey,
            decisions,
            targets,
            stored: HashMap::new(),
        }
    }

    /// Writes every taken row; says how many.
    pub async fn write(
        &mut self,
        desk: &mut Desk<'_>,
        counter: &mut Counter<'_>,
    ) -> AppResult<u32> {
        let mut taken = 0;
        for row in &self.survey.members.rows {
            counter.step()?;
            if !self.decisions.takes(&self.survey.members.tab, row) {
                continue;
            }
            let target = row
                .data
                .link
                .household
                .and_then(|at| self.targets.get(at)?.as_ref());
            if let Some(target) = target {
                self.member(desk, row, target).await?;
                taken += 1;
            }
        }
        Ok(taken)
    }

    async fn member(
        &mut self,
        desk: &mut Desk<'_>,
        row: &Checked<Member>,
        target: &Target,
    ) -> AppResult<()> {
        let data = &row.data;
        let key = data.person_key.as_deref();
        let by_paper = match key {
            Some(key) => desk.person(key).await?,
            None => None,
        };
        let stored = self
            .take_stored(desk, target, data, by_paper.as_ref())
            .await?;
        let (membership, known) = match stored {
            Some((membership, person)) => (Some(membership), by_paper.or(Some(person))),
            None => (None, by_paper),
        };
        // Somebody met before (an applicant, another household) keeps what is known.
        let mine = known.is_none() || membership.is_some();
        let fill = if mine { target.fill } else { Fill::Gaps };
        let mut person = known.unwrap_or_else(|| Person {
            id: desk.app.host().new_id(),
            ..Person::default()
        });
        from_member(&mut person, data, fill);
        let person_id = person.id.clone();
        desk.keep(key, person).await?;
        let is_new = membership.is_none();
        let mut membership = membership.unwrap_or_else(|| HouseholdMember {
            id: desk.app.host().new_id(),
            household_id: target.household.clone(),
            person_id,
            relation: String::new(),
            identity: None,
            monthly_income: None,
            employer_or_school: None,
            living_together: data.counted,
            joined_on: None,
            left_on: None,
        });
        let overwrite = is_new || target.fill == Fill::Overwrite;
        let relation = code("relation", data.relation.as_ref()).unwrap_or_default();
        if overwrite || membership.relation.is_empty() {
            membership.relation = relation;
        }
        if overwrite {
            membership.living_together = data.counted;
        }
        let fill = if is_new { Fill::Overwrite } else { target.fill };
        fill.put(
            &mut membership.identity,
            code("identity", data.identity.as_ref()),
        );
        fill.put(&mut membership.monthly_income, data.monthly_income);
        fill.put(
            &mut membership.employer_or_school,
            data.employer_or_school.clone(),
        );
        desk.tx.put(&membership).await?;
        Ok(())
    }

    /// The stored membership this row speaks of: the same person, else the same name and relation.
    async fn take_stored(
        &mut self,
        desk: &mut Desk<'_>,
        target: &Target,
        data: &Member,
        by_paper: Option<&Person>,
    ) -> AppResult<Option<(HouseholdMember, Person)>> {
        if !target.existed {
            return Ok(None);
        }
        if !self.stored.contains_key(&target.household) {
            let mut known = Vec::new();
            let members = desk
                .tx
                .children::<HouseholdMember>(&target.household)
                .await?;
            for member in members
                .into_iter()
                .filter(|member| member.left_on.is_none())
            {
                if let Some(person) = desk.tx.get::<Person>(&member.person_id).await? {
                    known.push((member, person));
                }
            }
            self.stored.insert(target.household.clone(), known);
        }
        let Some(known) = self.stored.get_mut(&target.household) else {
            return Ok(None);
        };
        let same_person = |person: &Person| by_paper.is_some_and(|other| other.id == person.id);
        let relation = code("relation", data.relation.as_ref()).unwrap_or_default();
        let looks_same = |member: &HouseholdMember, person: &Person| {
            let numbers_agree = person.id_no.is_empty()
                || data
                    .id_no
                    .as_ref()
                    .is_none_or(|number| *number == person.id_no);
            data.name.as_deref() == Some(person.name.as_str())
                && member.relation == relation
                && numbers_agree
        };
        let at = known
            .iter()
            .position(|(_, person)| same_person(person))
            .or_else(|| {
                known
                    .iter()
                    .position(|(member, person)| looks_same(member, person))
            });
        Ok(at.map(|at| known.remove(at)))
    }
}
