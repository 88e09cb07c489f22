//! 劳模: benefits by dated rules with their explanation, the life of medals, incidents, reminders,
//! and the dry run of a registry (DOMAIN §S11, §3.6).

mod benefit;
mod check;
mod columns;
mod honor_rows;
mod incident;
mod json;
mod medal;
mod reminders;
mod rows;
mod rule;

pub use benefit::{BenefitOutcome, BenefitResult, WorkerFacts, benefit, benefit_reason_label};
pub use check::{Registry, RegistryOptions, check_registry};
pub use columns::{HonorCol, ModelWorkerCol};
pub use honor_rows::HonorRow;
pub use incident::{IncidentRefusal, check_action, check_resolve, is_open};
pub use json::{
    HonorFigures, WorkerFigures, honor_json, person_json, registry_dry_run_json, registry_totals,
};
pub use medal::{MedalRefusal, check_awarded, check_event, medal_allowed, medal_state};
pub use reminders::{Reminder, ReminderKind, WorkerDates, reminders, spring_festival};
pub use rows::{IMPLAUSIBLE_MONTHLY, WorkerRow};
pub use rule::{
    BenefitPay, BenefitRule, ExcludedWhen, HardshipNeed, MedicalNeed, StateExclusion, WorkerLine,
};
