//! What the accepted rows of a list come to, each in its unit, before anything is taken.

use songnuan_model::counts::{Households, Matters, PersonTimes, Persons};
use songnuan_model::figures::{Cell, Sum};
use songnuan_model::model_workers::Registry;
use songnuan_model::money::Fen;
use songnuan_model::records::{AwardDecision, CountUnit, WorkerState};
use songnuan_model::roster::Roster;
use songnuan_model::scholarship::ScholarshipList;
use songnuan_model::visit_log::visit_log_report;

use super::dry_run::Checks;
use crate::commands::figures::Figure;
use crate::figures::figure;

/// The figures of a dry run; a survey has none, its households and people are said elsewhere.
pub(super) fn figures(checks: &Checks) -> Vec<Figure> {
    match checks {
        Checks::Hardship(_) | Checks::Unions(_) => Vec::new(),
        Checks::Campaign(roster) => list(roster).iter().map(figure).collect(),
        Checks::Visits(log, federations) => {
            let above = |name: Option<&str>| federations.above(None, name);
            let report = visit_log_report(log, &above);
            report.cells.iter().map(figure).collect()
        }
        Checks::Scholarships(list, _) => applications(list).iter().map(figure).collect(),
        Checks::ModelWorkers(registry) => people(registry).iter().map(figure).collect(),
    }
}

/// 户 and 人 with their amounts, by the names of the report on the campaign.
fn list(roster: &Roster) -> [Cell; 5] {
    let mut households = Sum::<Households>::default();
    let mut persons = Sum::<Persons>::default();
    let (mut by_household, mut by_person, mut total) = <(Sum<Fen>, Sum<Fen>, Sum<Fen>)>::default();
    let rows = roster.parts.iter().flat_map(|part| &part.rows);
    for (at, row) in rows.filter(|row| row.accepted()).enumerate() {
        let amount = row.data.amount.unwrap_or_default();
        match row.data.unit {
            CountUnit::Household => {
                households.add(at, Households(1));
                by_household.add(at, amount);
            }
            CountUnit::Person => {
                persons.add(at, Persons(1));
                by_person.add(at, amount);
            }
        }
        total.add(at, amount);
    }
    [
        households.cell("households", "慰问户数"),
        by_household.cell("households_fen", "按户金额"),
        persons.cell("persons", "慰问人数"),
        by_person.cell("persons_fen", "按人金额"),
        total.cell("grand_total_fen", "合计金额"),
    ]
}

/// Applications, awards and their amount, by the names of the report on scholarships.
fn applications(list: &ScholarshipList) -> [Cell; 5] {
    let (mut all, mut refused, mut pending) =
        <(Sum<Matters>, Sum<Matters>, Sum<Matters>)>::default();
    let mut awarded = Sum::<PersonTimes>::default();
    let mut award = Sum::<Fen>::default();
    for (at, row) in list.accepted().enumerate() {
        all.add(at, Matters(1));
        match row.data.decision.as_ref() {
            Some(decision) if decision.decision == AwardDecision::Award => {
                awarded.add(at, PersonTimes(1));
                award.add(at, decision.award);
            }
            Some(decision) if decision.decision == AwardDecision::Refused => {
                refused.add(at, Matters(1));
            }
            _ => pending.add(at, Matters(1)),
        }
    }
    [
        all.cell("applications", "申请"),
        awarded.cell("awarded", "资助"),
        refused.cell("refused", "不予资助"),
        pending.cell("pending", "待审"),
        award.cell("award_total_fen", "资助金额"),
    ]
}

/// Model workers, living subsidy and honours, by the names of the report on the registry.
fn people(registry: &Registry) -> [Cell; 5] {
    let (mut all, mut dead, mut aided) = <(Sum<Persons>, Sum<Persons>, Sum<Persons>)>::default();
    let mut monthly = Sum::<Fen>::default();
    for (at, row) in registry.accepted_workers().enumerate() {
        all.add(at, Persons(1));
        let gone = row.data.state == Some(WorkerState::Deceased);
        dead.add(at, Persons(u32::from(gone)));
        if let Some(benefit) = row.data.benefit.as_ref().filter(|b| b.yearly > Fen::ZERO) {
            aided.add(at, Persons(1));
            monthly.add(at, benefit.monthly);
        }
    }
    let mut honors = Sum::<Matters>::default();
    for (at, _) in registry.accepted_honors().enumerate() {
        honors.add(at, Matters(1));
    }
    [
        all.cell("model_workers", "劳模"),
        dead.cell("dead", "已去世"),
        aided.cell("aided", "享受生活困难补助"),
        monthly.cell("monthly_aid_total_fen", "每月补助合计"),
        honors.cell("honors", "荣誉"),
    ]
}
