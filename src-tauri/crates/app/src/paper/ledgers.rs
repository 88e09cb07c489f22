//! 走访台账 of campaigns or a period, and 资金收支明细账 of funds.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::dates::chinese_date;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Campaign, Fund, HardshipFile, Person, Visit, VisitState};
use songnuan_reports::data::{FundLedgerForm, FundLedgerLine, VisitLedgerForm, VisitLedgerRow};

use super::forms::Forms;
use super::gather::Gather;
use super::hardship::text;
use crate::commands::funds::FundLedgerQuery;
use crate::error::{AppError, AppResult};

impl Gather<'_> {
    /// One ledger for each selected campaign, or one of every visit in the period.
    pub async fn visit_ledgers(&self) -> AppResult<Forms> {
        self.progress
            .stage("收集资料", self.request.ids.len().max(1));
        let mut ledgers = Vec::new();
        if self.request.all {
            let visits = self.store.all::<Visit>().await?;
            ledgers.push(self.visit_ledger("走访台账".to_owned(), visits).await?);
        } else {
            for (done, id) in self.selected()?.iter().enumerate() {
                let campaign = self.try_get::<Campaign>(id).await;
                let campaign = campaign.ok_or_else(|| AppError::not_found("所选的活动"))?;
                let visits = self.store.by_key("visit_campaign", id.as_str()).await?;
                let title = title_of(&campaign.name);
                ledgers.push(self.visit_ledger(title, visits).await?);
                self.progress.done(done + 1)?;
            }
        }
        Ok(Forms::VisitLedgers(ledgers))
    }

    async fn visit_ledger(
        &self,
        title: String,
        mut visits: Vec<Visit>,
    ) -> AppResult<VisitLedgerForm> {
        let (from, to) = (self.request.from, self.request.to);
        // A plan is no visit; somebody not met is one that was tried.
        visits.retain(|visit| {
            let day = day_of(visit);
            visit.state != VisitState::Planned
                && from.is_none_or(|from| day.is_some_and(|day| day >= from))
                && to.is_none_or(|to| day.is_some_and(|day| day <= to))
        });
        if visits.is_empty() {
            return Err(AppError::invalid(
                "这段时间里没有登记过的走访。没有打印，请换一个期间或活动。",
            ));
        }
        visits.sort_by(|a, b| (day_of(a), &a.id).cmp(&(day_of(b), &b.id)));
        let days = || visits.iter().filter_map(day_of);
        let period = period(from.or(days().min()), to.or(days().max()));
        let who = Visited::of(self, &visits).await?;
        Ok(VisitLedgerForm {
            title,
            unit: self.settings.org_name.clone(),
            period,
            rows: visits.iter().map(|visit| who.row(visit)).collect(),
            handled_by: self.session.user.clone(),
        })
    }

    /// One account for each selected fund.
    pub async fn fund_ledgers(&self) -> AppResult<Forms> {
        let ids = match self.request.all {
            true => self
                .store
                .all::<Fund>()
                .await?
                .into_iter()
                .map(|fund| fund.id)
                .collect(),
            false => self.selected()?.to_vec(),
        };
        self.progress.stage("收集资料", ids.len());
        let mut ledgers = Vec::with_capacity(ids.len());
        for (done, id) in ids.into_iter().enumerate() {
            let query = FundLedgerQuery {
                fund_id: id,
                from: self.request.from,
                to: self.request.to,
            };
            let ledger = crate::funds::ledger(self.app, query).await?;
            let days = || ledger.rows.iter().map(|row| row.on);
            let (from, to) = (self.request.from, self.request.to);
            ledgers.push(FundLedgerForm {
                fund: format!("{}（{}）", ledger.fund.fund.name, ledger.fund.level_label),
                unit: self.settings.org_name.clone(),
                period: period(from.or(days().min()), to.or(days().max())),
                opening: ledger.opening,
                rows: ledger
                    .rows
                    .into_iter()
                    .map(|row| FundLedgerLine {
                        on: row.on.to_string(),
                        no: row.no,
                        summary: row.summary,
                        income: row.income,
                        outgo: row.outgo,
                        balance: row.balance,
                    })
                    .collect(),
            });
            self.progress.done(done + 1)?;
        }
        if ledgers.is_empty() {
            return Err(AppError::invalid(
                "还没有登记资金。没有打印，请先登记资金来源。",
            ));
        }
        Ok(Forms::FundLedgers(ledgers))
    }
}

/// The day of a visit, or the day it is planned for.
pub fn day_of(visit: &Visit) -> Option<NaiveDate> {
    visit.visited_on.or(visit.planned_on)
}

/// “……至……”, as far as the days are known.
pub fn period(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{}至{}", chinese_date(from), chinese_date(to)),
        (Some(from), None) => format!("{}起", chinese_date(from)),
        (None, Some(to)) => format!("截至{}", chinese_date(to)),
        (None, None) => String::new(),
    }
}

/// Who was visited.
struct Visited {
    persons: HashMap<Id, Person>,
    files: HashMap<Id, HardshipFile>,
}

impl Visited {
    async fn of(gather: &Gather<'_>, visits: &[Visit]) -> AppResult<Self> {
        let files: Vec<Id> = visits.iter().filter_map(|it| it.file_id.clone()).collect();
        let files = gather.store.get_many::<HardshipFile>(&files).await?;
        let of_files = files.iter().map(|file| file.applicant_id.clone());
        let of_visits = visits.iter().filter_map(|it| it.person_id.clone());
        let persons: Vec<Id> = of_files.chain(of_visits).collect();
        let persons = gather.store.get_many::<Person>(&persons).await?;
        Ok(Self {
            persons: persons.into_iter().map(|it| (it.id.clone(), it)).collect(),
            files: files.into_iter().map(|it| (it.id.clone(), it)).collect(),
        })
    }

    fn row(&self, visit: &Visit) -> VisitLedgerRow {
        let file = visit.file_id.as_ref().and_then(|id| self.files.get(id));
        let person_id = visit
            .person_id
            .as_ref()
            .or(file.map(|file| &file.applicant_id));
        let person = person_id.and_then(|id| self.persons.get(id));
        let name = person.map(|person| person.name.clone());
        let name = name.or_else(|| visit.target_name.clone());
        let employer = visit.org_name.clone();
        let employer = employer.or_else(|| file.and_then(|file| file.employer.clone()));
        let home = || person.and_then(|person| person.home_address.clone());
        VisitLedgerRow {
            on: day_of(visit).map(|day| day.to_string()).unwrap_or_default(),
            name: name.or_else(|| visit.org_name.clone()).unwrap_or_default(),
            place: employer
                .or_else(|| visit.place.clone())
                .or_else(home)
                .unwrap_or_default(),
            reason: text(&visit.reason),
            visitors: visit.visitors.join("、"),
            outcome: visit.state.label().to_owned(),
            money: visit.money_given.unwrap_or(Fen::ZERO),
            goods: text(&visit.goods_given),
            problems: raised(visit),
            solution: solved(visit),
        }
    }
}

/// A drive that is called a visiting drive is not called so twice.
fn title_of(campaign: &str) -> String {
    match campaign.ends_with("走访") {
        true => format!("{campaign}台账"),
        false => format!("{campaign}走访台账"),
    }
}

/// The difficulties in words, or how many there were when only that is known.
pub fn raised(visit: &Visit) -> String {
    let counted = visit.raised_n.filter(|n| *n > 0);
    let counted = counted.map(|n| format!("反映困难 {n} 件"));
    visit.problems.clone().or(counted).unwrap_or_default()
}

/// What was done in words, or how many were solved; and the money it took, which is no 慰问金.
pub fn solved(visit: &Visit) -> String {
    let counted = visit.solved_n.filter(|n| *n > 0);
    let counted = counted.map(|n| format!("解决 {n} 件"));
    let spent = visit.spend.filter(|fen| *fen > Fen::ZERO);
    let spent = spent.map(|fen| format!("投入 {fen} 元"));
    let words = [visit.solution.clone().or(counted), spent];
    words.into_iter().flatten().collect::<Vec<_>>().join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_is_told_by_its_counts() {
        let visit = Visit {
            raised_n: Some(2),
            solved_n: Some(1),
            spend: Some(Fen(1_637_000)),
            ..Visit::default()
        };
        assert_eq!(raised(&visit), "反映困难 2 件");
        assert_eq!(solved(&visit), "解决 1 件，投入 16,370.00 元");
        assert_eq!(solved(&Visit::default()), "");
        assert_eq!(title_of("2016年大走访"), "2016年大走访台账");
        assert_eq!(title_of("两节送温暖"), "两节送温暖走访台账");
    }
}
