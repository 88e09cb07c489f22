//! The records songnuan keeps. Field names are DOMAIN §7 identifiers; codes are ids of `assets/codes`.

mod aid;
mod attachment;
mod file;
mod household;
mod org;
mod person;
mod visit;

pub use aid::AidRecord;
pub use attachment::Attachment;
pub use file::{FileStatus, FileStep, HardshipCategory, HardshipFile, StepDecision, StepKind};
pub use household::{Household, HouseholdMember, IncomeKind, IncomeLine, RigidKind, RigidLine};
pub use org::{UnionForm, UnionLevel, UnionOrg};
pub use person::{Person, Sex};
pub use visit::{Difficulty, DifficultyState, Visit, VisitMethod, VisitState};
