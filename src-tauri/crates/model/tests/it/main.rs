//! The rules and readers of the model, tried from outside, an area each.
//!
//! One program for all of them: each links the whole crate, and a dozen would fill the disk.

mod award_random;
mod caps;
mod caps_common;
mod caps_rules;
mod duplicates;
mod eligibility;
mod honor_vectors;
mod ledger;
mod ledger_common;
mod ledger_entry;
mod ledger_random;
mod ledger_sentences;
mod ledger_steps;
mod ledger_world;
mod lists;
mod model_workers;
mod model_workers_life;
mod model_workers_rules;
mod people;
mod policy_packs;
mod scholarship;
mod scholarship_rules;
mod scholarship_steps;
mod survey_any_cell;
mod survey_common;
mod survey_expected;
mod survey_unions;
mod values;
