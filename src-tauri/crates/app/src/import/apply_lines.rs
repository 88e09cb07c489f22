//! Income, rigid expenditure and past aid of the surveyed households.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use songnuan_model::dates::{ParsedDate, add_months};
use songnuan_model::record::Id;
use songnuan_model::records::{AidRecord, IncomeKind, IncomeLine, RigidKind, RigidLine};
use songnuan_model::survey::{Aid, Income, Part, Rigid, Survey};

use super::apply::{Counter, Desk, Target};
use super::apply_people::Fill;
use super::decide::Decisions;
use crate::error::AppResult;

/// Writes the rows of the three sheets of amounts.
pub(super) struct Lines<'a> {
    survey: &'a Survey,
    decisions: &'a Decisions,
    targets: &'a [Option<Target>],
    incomes: HashMap<Id, Vec<IncomeLine>>,
    rigids: HashMap<Id, Vec<RigidLine>>,
    aids: HashMap<Id, Vec<AidRecord>>,
}

/// Takes the stored line equal in content, else (when the row may overwrite) one about the same
/// thing. `Err` means a line about the same thing is stored and stays as it is.
fn take<T>(
    stored: &mut Vec<T>,
    equal: impl Fn(&T) -> bool,
    about: impl Fn(&T) -> bool,
    fill: Fill,
) -> Result<Option<T>, ()> {
    if let Some(at) = stored.iter().position(equal) {
        stored.remove(at);
        return Err(());
    }
    match stored.iter().position(about) {
        Some(at) => {
            let line = stored.remove(at);
            if fill == Fill::Overwrite {
                Ok(Some(line))
            } else {
                Err(())
            }
        }
        None => Ok(None),
    }
}

impl<'a> Lines<'a> {
    pub fn new(
        survey: &'a Survey,
        decisions: &'a Decisions,
        targets: &'a [Option<Target>],
    ) -> Self {
        Self {
            survey,
            decisions,
            targets,
            incomes: HashMap::new(),
            rigids: HashMap::new(),
            aids: HashMap::new(),
        }
    }

    /// Rows of one sheet that go in, with their household.
    fn rows<T>(
        &self,
        part: &'a Part<T>,
        household: fn(&T) -> Option<usize>,
    ) -> Vec<(&'a T, &'a Target)> {
        let targets = self.targets;
        self.decisions
            .taken(part)
            .filter_map(|row| Some((&row.data, targets.get(household(&row.data)?)?.as_ref()?)))
            .collect()
    }

    /// Writes every taken row; says how many.
    pub async fn write(
        &mut self,
        desk: &mut Desk<'_>,
        counter: &mut Counter<'_>,
    ) -> AppResult<u32> {
        let survey = self.survey;
        let period = period(survey);
        let mut taken = 0;
        for (data, target) in self.rows(&survey.income, |income| income.link.household) {
            counter.step()?;
            self.income(desk, data, target, &period).await?;
            taken += 1;
        }
        for (data, target) in self.rows(&survey.rigid, |rigid| rigid.link.household) {
            counter.step()?;
            self.rigid(desk, data, target, &period).await?;
            taken += 1;
        }
        for (data, target) in self.rows(&survey.aid, |aid| aid.link.household) {
            counter.step()?;
            taken += u32::from(self.aid(desk, data, target).await?);
        }
        Ok(taken)
    }

    async fn income(
        &mut self,
        desk: &mut Desk<'_>,
        data: &Income,
        target: &Target,
        (from, to): &(String, String),
    ) -> AppResult<()> {
        let Some(year_amount) = data.year else {
            return Ok(());
        };
        let new = IncomeLine {
            id: desk.app.host().new_id(),
            household_id: target.household.clone(),
            earner: data.earner.clone().unwrap_or_default(),
            kind: data.kind.unwrap_or(IncomeKind::Other),
            from_month: from.clone(),
            to_month: to.clone(),
            months: data.months.clone(),
            year_amount,
            note: data.note.clone(),
        };
        if target.existed && !self.incomes.contains_key(&target.household) {
            let lines = desk.tx.children::<IncomeLine>(&target.household).await?;
            self.incomes.insert(target.household.clone(), lines);
        }
        let mut none = Vec::new();
        let stored = self.incomes.get_mut(&target.household).unwrap_or(&mut none);
        let equal = |line: &IncomeLine| {
            IncomeLine {
                id: new.id.clone(),
                ..line.clone()
            } == new
        };
        let about = |line: &IncomeLine| {
            line.earner == new.earner && line.kind == new.kind && line.from_month == new.from_month
        };
        match take(stored, equal, about, target.fill) {
            Err(()) => {}
            Ok(None) => drop(desk.tx.put(&new).await?),
            Ok(Some(line)) => drop(desk.tx.put(&IncomeLine { id: line.id, ..new }).await?),
        }
        Ok(())
    }

    async fn rigid(
        &mut self,
        desk: &mut Desk<'_>,
        data: &Rigid,
        target: &Target,
        (from, to): &(String, String),
    ) -> AppResult<()> {
        let Some(amount) = data.amount else {
            return Ok(());
        };
        let dotted = |month: &str| month.replace('-', ".");
        let new = RigidLine {
            id: desk.app.host().new_id(),
            household_id: target.household.clone(),
            spent_on: data.spent_on.clone().unwrap_or_default(),
            kind: data.kind.unwrap_or(RigidKind::Other),
            period: data
                .period
                .clone()
                .unwrap_or_else(|| format!("{}-{}", dotted(from), dotted(to))),
            amount,
            receipts: data.receipts,
            note: data.note.clone(),
        };
        if target.existed && !self.rigids.contains_key(&target.household) {
            let lines = desk.tx.children::<RigidLine>(&target.household).await?;
            self.rigids.insert(target.household.clone(), lines);
        }
        let mut none = Vec::new();
        let stored = self.rigids.get_mut(&target.household).unwrap_or(&mut none);
        let equal = |line: &RigidLine| {
            RigidLine {
                id: new.id.clone(),
                ..line.clone()
            } == new
        };
        let about = |line: &RigidLine| {
            line.spent_on == new.spent_on && line.kind == new.kind && line.period == new.period
        };
        match take(stored, equal, about, target.fill) {
            Err(()) => {}
            Ok(None) => drop(desk.tx.put(&new).await?),
            Ok(Some(line)) => drop(desk.tx.put(&RigidLine { id: line.id, ..new }).await?),
        }
        Ok(())
    }

    /// Past payments are facts: added, never changed. Without an exact amount there is no payment.
    async fn aid(&mut self, desk: &mut Desk<'_>, data: &Aid, target: &Target) -> AppResult<bool> {
        let Some(amount) = data.amount else {
            return Ok(false);
        };
        let new = AidRecord {
            id: desk.app.host().new_id(),
            file_id: target.file.clone(),
            campaign: data.campaign.clone().unwrap_or_default(),
            item: data.item.clone().unwrap_or_default(),
            amount,
            paid_on: data.paid_on.and_then(ParsedDate::day),
            method: data.method.clone(),
            result: data.result.clone(),
            return_reason: data.return_reason.clone(),
            proxy_receiver: data.proxy_receiver.clone(),
        };
        if target.existed && !self.aids.contains_key(&target.file) {
            let lines = desk.tx.children::<AidRecord>(&target.file).await?;
            self.aids.insert(target.file.clone(), lines);
        }
        let mut none = Vec::new();
        let stored = self.aids.get_mut(&target.file).unwrap_or(&mut none);
        let equal = |line: &AidRecord| {
            AidRecord {
                id: new.id.clone(),
                ..line.clone()
            } == new
        };
        if take(stored, equal, |_| false, Fill::Gaps).is_ok() {
            desk.tx.put(&new).await?;
        }
        Ok(true)
    }
}

/// The months of the income sheet, else the twelve months before the survey.
fn period(survey: &Survey) -> (String, String) {
    let month = |day: NaiveDate| format!("{:04}-{:02}", day.year(), day.month());
    survey.income_period.clone().unwrap_or_else(|| {
        let before =
            |months: i32| add_months(survey.survey_date, -months).unwrap_or(survey.survey_date);
        (month(before(12)), month(before(1)))
    })
}
