//! 金秋助学: the standard of a policy pack, the decision on an application with its reasons, caps
//! per student, the way of a case, next year's continuation, and the dry run of a list
//! (DOMAIN §S10, §3.5).

mod check;
mod columns;
mod continuing;
mod decide;
mod json;
mod other_aid;
mod reasons;
mod rows;
mod standard;
mod steps;

pub use check::{RoundHeading, ScholarshipList, ScholarshipOptions, check_applications};
pub use columns::ScholarshipCol;
pub use continuing::{ContinueRefusal, LastYear, continuing};
pub use decide::{Application, Decision, Duplicate, FileStanding, decide};
pub use json::{CaseFigures, case_json, scholarship_dry_run_json, scholarship_totals};
pub use other_aid::{OtherAid, other_aid};
pub use reasons::reason_label;
pub(crate) use rows::bare_word;
pub use rows::{ApplicationRow, YOUNGEST_STUDENT};
pub use standard::{
    ExcludedStudent, ScholarshipExclusion, ScholarshipStandard, SchoolTier, StandardAmount,
    StudentCap, StudentLimit, StudentRoom, missing_line, student_room,
};
pub use steps::{
    CaseFacts, NewStep, StepRefusal, allowed, check_step, earliest_notice_end, follow_up_due,
    is_over, state,
};
