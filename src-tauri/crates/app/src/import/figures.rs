//! What the accepted rows of a list come to, each in its unit, before anything is taken.

use songnuan_model::counts::{Households, Persons};
use songnuan_model::figures::{Cell, Sum};
use songnuan_model::money::Fen;
use songnuan_model::records::CountUnit;
use songnuan_model::roster::Roster;
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
