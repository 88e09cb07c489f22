//! The dry runs that decide: applications by the round's standard, model workers by their benefits.

use songnuan_model::eligibility::{Pack, built_in_text, parse};
use songnuan_model::model_workers::{RegistryOptions, check_registry};
use songnuan_model::records::ScholarshipRound;
use songnuan_model::scholarship::{ScholarshipOptions, check_applications};
use songnuan_model::survey::{ColumnChoice, NoSuchSheet, Sheet, Value};
use songnuan_store::Store;

use super::dry_run::{Checks, DEMO_COUNTY, Surroundings, is_demo_county};
use crate::error::AppResult;

/// Rows looked at to tell the fictional county's people by their numbers.
const ROWS_LOOKED_AT: usize = 20;

/// Rounds already stored, each with the pack it names.
pub(super) async fn rounds(store: &Store) -> AppResult<Vec<(ScholarshipRound, Option<Pack>)>> {
    let mut rounds = Vec::new();
    for round in store.all::<ScholarshipRound>().await? {
        let pack = crate::eligibility::load_pack(store, &round.pack).await;
        rounds.push((round, pack.ok()));
    }
    Ok(rounds)
}

/// Checks a list of applications. A round of that year that is stored already brings its own
/// window and standard; which year it is, the list says itself.
pub(super) fn scholarships(
    sheets: &[Sheet],
    choices: &[ColumnChoice],
    around: &Surroundings,
) -> Result<Checks, NoSuchSheet> {
    let own = pack(sheets, around);
    let mut options = ScholarshipOptions {
        today: around.today,
        choices: choices.to_vec(),
        pack: own.as_ref(),
        opens_on: None,
        closes_on: None,
    };
    let list = check_applications(sheets, &options)?;
    let year = list.heading.year;
    let Some((round, pack)) = around.rounds.iter().find(|(round, _)| round.year == year) else {
        return Ok(Checks::Scholarships(Box::new(list), own.map(Box::new)));
    };
    let pack = pack.as_ref().or(own.as_ref());
    options.pack = pack;
    options.opens_on = Some(round.opens_on);
    options.closes_on = Some(round.closes_on);
    let list = check_applications(sheets, &options)?;
    let pack = pack.cloned().map(Box::new);
    Ok(Checks::Scholarships(Box::new(list), pack))
}

/// Checks a registry of model workers.
pub(super) fn model_workers(
    sheets: &[Sheet],
    choices: &[ColumnChoice],
    around: &Surroundings,
) -> Result<Checks, NoSuchSheet> {
    let pack = pack(sheets, around);
    let options = RegistryOptions {
        today: around.today,
        choices: choices.to_vec(),
        pack: pack.as_ref(),
        as_of: None,
    };
    let registry = check_registry(sheets, &options)?;
    Ok(Checks::ModelWorkers(Box::new(registry)))
}

/// The unit's own pack; a program without a unit knows the fictional county's.
fn pack(sheets: &[Sheet], around: &Surroundings) -> Option<Pack> {
    let demo = || {
        let county = is_demo_county(sheets) || of_demo_county(sheets);
        parse(built_in_text("demo-a").filter(|_| county)?).ok()
    };
    around.pack.clone().or_else(demo)
}

/// Somebody on the list has a number of the fictional county.
fn of_demo_county(sheets: &[Sheet]) -> bool {
    let rows = sheets
        .iter()
        .flat_map(|sheet| sheet.rows().take(ROWS_LOOKED_AT));
    let number = |text: &str| text.len() == 18 && text.starts_with(DEMO_COUNTY);
    rows.flat_map(|row| row.cells())
        .any(|(_, value)| matches!(value, Value::Text(text) if number(text.trim())))
}
