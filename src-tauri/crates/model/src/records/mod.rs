//! The records songnuan keeps. Field names are DOMAIN §7 identifiers; codes are ids of `assets/codes`.

mod aid;
mod attachment;
mod campaign;
mod conflict;
mod file;
mod finding;
mod fund;
mod honor;
mod household;
mod model_worker;
mod org;
mod payment;
mod person;
mod scholarship;
mod scholarship_event;
mod snapshot;
mod user;
mod visit;

pub use aid::AidRecord;
pub use attachment::Attachment;
pub use campaign::{
    AidKind, AmountRule, Campaign, CampaignItem, CampaignState, CountUnit, GoodsEntry,
    GoodsEntryKind, Season,
};
pub use conflict::{Conflict, ConflictChoice, ConflictDecision, ConflictKind};
pub use file::{FileStatus, FileStep, HardshipCategory, HardshipFile, StepDecision, StepKind};
pub use finding::{FindingChoice, FindingDecision, FindingRule, SamePerson};
pub use fund::{Fund, FundEntry, FundEntryKind, FundLevel};
pub use honor::{Honor, HonorLevel, MedalEvent, MedalEventKind};
pub use household::{Household, HouseholdMember, IncomeKind, IncomeLine, RigidKind, RigidLine};
pub use model_worker::{
    Benefit, BenefitKind, Incident, IncidentAction, IncidentKind, ModelWorker, WorkerKind,
    WorkerState,
};
pub use org::{UnionForm, UnionLevel, UnionOrg};
pub use payment::{
    Batch, BatchStep, BatchStepKind, LineEvent, LineEventKind, PayMethod, PaymentLine,
};
pub use person::{Person, Sex};
pub use scholarship::{
    Admission, AwardDecision, ScholarshipCase, ScholarshipRound, ScholarshipStep,
    ScholarshipStepKind, SchoolLevel, StudentKind,
};
pub use scholarship_event::ScholarshipEvent;
pub use snapshot::ReportSnapshot;
pub use user::{Role, User};
pub use visit::{Difficulty, DifficultyState, Visit, VisitMethod, VisitState, VisitTarget};
