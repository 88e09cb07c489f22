//! THE list of commands. Each line is `name(Request) -> Response => handler`; the dispatcher, the
//! TypeScript types (`ui/src/generated/bindings.ts`) and the browser door all derive from it.
//!
//! Adding a command: types in `commands/<area>.rs`, a line here, a handler `<area>/<verb>.rs`.
//! A line without a handler does not compile; stale bindings fail a test.

pub mod batches;
pub mod benefits;
pub mod campaigns;
pub mod conflicts;
pub mod eligibility;
pub mod figures;
pub mod files;
pub mod funds;
pub mod import;
pub mod model_workers;
pub mod paper;
pub mod scholarships;
pub mod session;
pub mod shared;
pub mod sync;
pub mod users;
pub mod visits;

use serde_json::Value;

use crate::app::App;
use crate::error::{AppError, AppResult, Code};

use self::{
    batches as ba, campaigns as ca, conflicts as co, eligibility as el, figures as fg, files as fi,
    funds as fu, import as im, model_workers as mw, paper as pa, scholarships as sc, session as se,
    shared as sh, sync as sy, users as us, visits as vi,
};

/// One TypeScript declaration and the types it mentions.
pub(crate) mod bindings;

macro_rules! commands {
    ($( $(#[doc = $doc:literal])* $name:ident ( $req:ty ) -> $res:ty => $handler:path ; )*) => {
        /// Names of all commands, in the order of the list.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Runs the named command on a JSON request and answers with a JSON response.
        pub async fn dispatch(app: &App, name: &str, request: Value) -> AppResult<Value> {
            match name {
                $(stringify!($name) => {
                    let request: $req = serde_json::from_value(request).map_err(bad_request)?;
                    let response: $res = Box::pin($handler(app, request)).await?;
                    serde_json::to_value(response).map_err(internal)
                })*
                other => Err(AppError::with(Code::UnknownCommand, [("name", other.to_owned())])),
            }
        }

        /// The whole TypeScript bindings file.
        pub fn typescript() -> String {
            let mut file = bindings::File::new();
            $(file.command::<$req, $res>(stringify!($name), concat!($($doc),*));)*
            // Answers of jobs, which `JobStatus.result` carries untyped.
            file.root::<im::ImportOutcome>();
            file.root::<se::VerifyOutcome>();
            file.root::<ba::AuditFiles>();
            file.root::<sy::SyncReceipt>();
            file.root::<sy::BundleWritten>();
            file.root::<sy::HubStickRead>();
            file.finish()
        }
    };
}

commands! {
    /// What the window should show first.
    app_state(sh::Nothing) -> se::AppState => crate::session::state;
    /// First start: a new unit with its first user.
    create_unit(se::CreateUnit) -> se::AppState => crate::session::create_unit;
    /// First start: the fictional demo township.
    create_demo(se::CreateDemo) -> se::AppState => crate::session::create_demo;
    /// Opens the data with a user's password.
    unlock(se::Unlock) -> se::AppState => crate::session::unlock;
    /// Forgets the key.
    lock(sh::Nothing) -> se::AppState => crate::session::lock;
    /// Changes the own password without re-encrypting.
    change_password(se::ChangePassword) -> sh::Nothing => crate::session::change_password;
    /// Settings of this unit.
    settings_get(sh::Nothing) -> se::Settings => crate::session::settings_get;
    /// Saves settings.
    settings_put(se::Settings) -> se::Settings => crate::session::settings_put;
    /// First page: what must I do today?
    home(sh::Nothing) -> se::Home => crate::session::home;
    /// Saves a half-written form so that a crash loses nothing.
    draft_save(se::DraftSave) -> sh::Nothing => crate::session::draft_save;
    /// Drafts of a form.
    draft_list(se::DraftList) -> Vec<se::Draft> => crate::session::draft_list;
    /// Drops a draft.
    draft_drop(se::DraftKey) -> sh::Nothing => crate::session::draft_drop;
    /// One box over people, files, visits and unions.
    search(se::SearchRequest) -> Vec<se::SearchHit> => crate::session::search;
    /// Integrity of database, history and attachments (a job).
    verify_start(sh::Nothing) -> sh::JobStarted => crate::session::verify_start;
    /// Progress of a job; when finished, `result` holds its answer.
    job_status(sh::JobRef) -> sh::JobStatus => crate::jobs::status;
    /// Asks a job to stop; it leaves nothing behind.
    job_cancel(sh::JobRef) -> sh::Nothing => crate::jobs::cancel;

    /// Code tables for pick lists.
    code_tables(sh::Nothing) -> Vec<sh::CodeTableView> => crate::files::code_tables;
    /// The hardship files, filtered and sorted; ID and phone masked.
    file_list(fi::FileQuery) -> fi::FileList => crate::files::list;
    /// One file with everything around it, now or as of a past moment.
    file_get(fi::FileGet) -> fi::FileDetail => crate::files::get;
    /// Opens a file for a worker.
    file_open(fi::FileOpen) -> fi::FileDetail => crate::files::open;
    /// Changes fields of a file, its applicant or a member, in one operation.
    file_edit(fi::FileEdit) -> fi::FileDetail => crate::files::edit;
    /// Adds or changes a member of the household.
    member_save(fi::MemberSave) -> fi::FileDetail => crate::files::member_save;
    /// Ends a membership on a date.
    member_leave(fi::MemberLeave) -> fi::FileDetail => crate::files::member_leave;
    /// Registers somebody in the base data.
    person_add(fi::PersonAdd) -> fi::PersonView => crate::files::person_add;
    /// Changes fields of a person.
    person_edit(fi::PersonEdit) -> fi::PersonView => crate::files::person_edit;
    /// Adds or changes a member of the family of somebody without a file.
    relative_save(fi::RelativeSave) -> fi::FamilyView => crate::files::relative_save;
    /// Ends a membership in the family of somebody without a file.
    relative_leave(fi::RelativeLeave) -> fi::FamilyView => crate::files::relative_leave;
    /// Adds or changes an income line.
    income_save(fi::IncomeSave) -> fi::FileDetail => crate::files::income_save;
    /// Adds or changes a line of rigid expenditure.
    rigid_save(fi::RigidSave) -> fi::FileDetail => crate::files::rigid_save;
    /// Removes an income or expenditure line.
    line_remove(fi::LineRemove) -> fi::FileDetail => crate::files::line_remove;
    /// Adds a step (初审, 公示, 审批, 脱困 …).
    file_step(fi::StepAdd) -> fi::FileDetail => crate::files::step;
    /// Shows a masked value in full and writes the access log.
    reveal(fi::Reveal) -> fi::Revealed => crate::files::reveal;
    /// Field history of records.
    history(fi::HistoryQuery) -> Vec<fi::HistoryEntry> => crate::files::history;
    /// Undoes an operation, or the last one.
    undo(fi::Undo) -> fi::Undone => crate::files::undo;
    /// Union organisations with totals per level.
    union_list(fi::UnionQuery) -> fi::UnionList => crate::files::union_list;
    /// The summary sheet of files as a workbook.
    export_files(fi::ExportFiles) -> sh::FileBytes => crate::files::export;

    /// Reads a workbook and says what it doubts (a job); nothing is written.
    import_start(im::ImportStart) -> sh::JobStarted => crate::import::start;
    /// The dry run's findings, a page at a time.
    import_preview(im::PreviewQuery) -> im::ImportPreview => crate::import::preview;
    /// Gives unknown columns a meaning and runs the dry run again (a job).
    import_map(im::ImportMap) -> sh::JobStarted => crate::import::map;
    /// Imports the accepted rows in one undoable operation (a job).
    import_apply(im::ImportApply) -> sh::JobStarted => crate::import::apply_start;
    /// The workbook with doubtful cells coloured and commented.
    import_marked(im::ImportRef) -> sh::FileBytes => crate::import::marked;

    /// The policy packs.
    pack_list(sh::Nothing) -> Vec<el::PackSummary> => crate::eligibility::pack_list;
    /// One pack as text and as a table.
    pack_get(el::PackRef) -> el::PackView => crate::eligibility::pack_get;
    /// Says what is wrong with an edited pack.
    pack_check(el::PackText) -> Vec<el::PackProblemView> => crate::eligibility::pack_check;
    /// Saves an edited or copied pack.
    pack_save(el::PackText) -> el::PackView => crate::eligibility::pack_save;
    /// Verdicts under a pack on a date.
    eligibility(el::EligibilityQuery) -> Vec<el::FileVerdict> => crate::eligibility::assess;
    /// Everybody whose verdict changes when the dibao line becomes N.
    what_if(el::WhatIfQuery) -> el::WhatIf => crate::eligibility::what_if;

    /// Visits, filtered.
    visit_list(vi::VisitQuery) -> vi::VisitList => crate::visits::list;
    /// One visit with its photographs and difficulties.
    visit_get(sh::RecordRef) -> vi::VisitDetail => crate::visits::get;
    /// Plans or records a visit; its difficulties are saved with it.
    visit_save(vi::VisitSave) -> vi::VisitDetail => crate::visits::save;
    /// Difficulties, open ones first.
    difficulty_list(vi::DifficultyQuery) -> Vec<vi::DifficultyView> => crate::visits::difficulty_list;
    /// Changes a difficulty (owner, due date, solved).
    difficulty_save(vi::DifficultySave) -> vi::DifficultyView => crate::visits::difficulty_save;
    /// Adds a photograph or scan.
    attachment_add(vi::AttachmentAdd) -> vi::AttachmentView => crate::visits::attachment_add;
    /// Bytes of an attachment.
    attachment_get(sh::RecordRef) -> sh::FileBytes => crate::visits::attachment_get;
    /// Removes an attachment (undoable).
    attachment_remove(sh::RecordRef) -> sh::Nothing => crate::visits::attachment_remove;

    /// The users of this unit with their roles.
    user_list(sh::Nothing) -> Vec<us::UserView> => crate::users::list;
    /// Adds a user, or changes roles, password, access.
    user_save(us::UserSave) -> us::UserView => crate::users::save;
    /// Who looked at which number, newest first.
    access_log(us::AccessQuery) -> Vec<us::AccessRow> => crate::users::access_log;

    /// Sources of money with what is left.
    fund_list(fu::FundQuery) -> Vec<fu::FundView> => crate::funds::list;
    /// Adds or changes a source of money.
    fund_save(fu::FundSave) -> fu::FundView => crate::funds::save;
    /// Money comes into a fund.
    fund_entry_add(fu::FundEntryAdd) -> fu::FundView => crate::funds::entry_add;
    /// The detailed account of a fund (资金收支明细账).
    fund_ledger(fu::FundLedgerQuery) -> fu::FundLedger => crate::funds::ledger;

    /// Campaigns, newest first.
    campaign_list(ca::CampaignQuery) -> Vec<ca::CampaignRow> => crate::campaigns::list;
    /// One campaign.
    campaign_get(sh::RecordRef) -> ca::CampaignDetail => crate::campaigns::get;
    /// Adds or changes a campaign.
    campaign_save(ca::CampaignSave) -> ca::CampaignDetail => crate::campaigns::save;
    /// Who might go on the list, with what should be known about each.
    candidate_list(ca::CandidateQuery) -> Vec<ca::Candidate> => crate::campaigns::candidates;
    /// The list of a campaign.
    item_list(ca::ItemQuery) -> ca::ItemList => crate::campaigns::items;
    /// Puts people on the list.
    items_add(ca::ItemsAdd) -> ca::CampaignDetail => crate::campaigns::items_add;
    /// Changes people on the list: amount, goods, account, outcome of the visit.
    items_save(ca::ItemsSave) -> ca::CampaignDetail => crate::campaigns::items_save;
    /// Takes people off the list, with a reason, or puts them back.
    items_remove(ca::ItemsRemove) -> ca::CampaignDetail => crate::campaigns::items_remove;
    /// Says which visitor goes to whom.
    items_assign(ca::ItemsAssign) -> ca::CampaignDetail => crate::campaigns::items_assign;
    /// Duplicates, warnings, and the list against last year's.
    campaign_checks(sh::RecordRef) -> ca::CampaignChecks => crate::campaigns::checks;
    /// How much more somebody may get under the caps.
    room(ca::RoomQuery) -> ca::Room => crate::campaigns::room;
    /// Goods of a campaign: what is where.
    goods_book(sh::RecordRef) -> ca::GoodsBook => crate::campaigns::goods_book;
    /// Records movements of goods.
    goods_add(ca::GoodsAdd) -> ca::GoodsBook => crate::campaigns::goods_add;

    /// Batches of payments, newest first.
    batch_list(ba::BatchQuery) -> Vec<ba::BatchRow> => crate::batches::list;
    /// One batch with lines, steps and what may come next.
    batch_get(sh::RecordRef) -> ba::BatchDetail => crate::batches::get;
    /// Drafts a batch; caps, fund, duplicates and files are checked.
    batch_draft(ba::BatchDraft) -> ba::BatchDetail => crate::batches::draft;
    /// Takes a step: review, approve, notice, release, cash, close …
    batch_step(ba::BatchStepAdd) -> ba::BatchDetail => crate::batches::step;
    /// Records what became of lines: signed, not collected, account repaired.
    line_events_add(ba::LineEventsAdd) -> ba::BatchDetail => crate::batches::events_add;
    /// Takes a line back by a reversal (红字冲销).
    line_reverse(ba::LineReverse) -> ba::BatchDetail => crate::batches::reverse;
    /// The bank's transfer file.
    bank_export(ba::BankExport) -> sh::FileBytes => crate::batches::bank_export;
    /// Reads the bank's return file.
    bank_return(ba::BankReturn) -> ba::BankReturnResult => crate::batches::bank_return;
    /// What the bank wants its file to look like.
    bank_format_get(sh::Nothing) -> ba::BankFormat => crate::batches::bank_format_get;
    /// Keeps the bank's format.
    bank_format_put(ba::BankFormat) -> ba::BankFormat => crate::batches::bank_format_put;
    /// Everything an auditor needs of a batch (a job whose result is `AuditFiles`).
    audit_pack_start(ba::AuditPack) -> sh::JobStarted => crate::paper::audit_pack_start;

    /// Scholarship rounds, newest first.
    round_list(sh::Nothing) -> Vec<sc::RoundRow> => crate::scholarships::round_list;
    /// Adds or changes a round: window, pack.
    round_save(sc::RoundSave) -> sc::RoundRow => crate::scholarships::round_save;
    /// Applications, filtered, with totals by level and decision.
    scholarship_list(sc::ScholarshipQuery) -> sc::ScholarshipList => crate::scholarships::list;
    /// One application with its decision clause by clause and the student's years.
    scholarship_get(sh::RecordRef) -> sc::ScholarshipDetail => crate::scholarships::get;
    /// Adds or changes an application; who is nominated must be in the base data.
    scholarship_save(sc::ScholarshipSave) -> sc::ScholarshipDetail => crate::scholarships::save;
    /// Decides applications by the round's pack.
    scholarship_award(sc::ScholarshipAward) -> sc::ScholarshipList => crate::scholarships::award;
    /// Takes a step: reviewed, in notice, approved …
    scholarship_step(sc::ScholarshipStepAdd) -> sc::ScholarshipList => crate::scholarships::step;
    /// What was found a year later: still studying, graduated, dropped out.
    scholarship_follow_up(sc::FollowUp) -> sc::ScholarshipDetail => crate::scholarships::follow_up;
    /// Last year's awarded applications become this round's.
    scholarship_continue(sc::ScholarshipContinue) -> sc::Continued => crate::scholarships::continue_round;
    /// Who of last year's round would be continued, and why the others would not.
    scholarship_continue_offer(sc::ScholarshipContinue) -> sc::ContinueOffer => crate::scholarships::continue_offer;
    /// What a pack says of scholarships on a day, with its source.
    scholarship_standard(sc::StandardAsk) -> sc::StandardView => crate::scholarships::standard;
    /// Drafts a batch for awards that are in none.
    scholarship_batch(sc::ScholarshipBatch) -> ba::BatchDetail => crate::scholarships::batch;
    /// Get-togethers, newest first.
    scholarship_event_list(sh::Nothing) -> Vec<sc::ScholarshipEventView> => crate::scholarships::event_list;
    /// Adds or changes a get-together.
    scholarship_event_save(sc::ScholarshipEventSave) -> sc::ScholarshipEventView => crate::scholarships::event_save;
    /// The applications of a round as a workbook; full numbers, logged.
    export_scholarships(sc::ExportScholarships) -> sh::FileBytes => crate::scholarships::export;

    /// The model-worker registry.
    model_worker_list(mw::ModelWorkerQuery) -> mw::ModelWorkerList => crate::model_workers::list;
    /// One model worker with everything.
    model_worker_get(sh::RecordRef) -> mw::ModelWorkerDetail => crate::model_workers::get;
    /// Adds or changes a model worker; who is nominated must be in the base data.
    model_worker_save(mw::ModelWorkerSave) -> mw::ModelWorkerDetail => crate::model_workers::save;
    /// Honours of model workers, craftsmen, contest winners and units.
    honor_list(mw::HonorQuery) -> mw::HonorList => crate::model_workers::honor_list;
    /// Adds or changes an honour.
    honor_save(mw::HonorSave) -> mw::HonorView => crate::model_workers::honor_save;
    /// Records what happened to medals.
    medal_event_add(mw::MedalEventAdd) -> Vec<mw::HonorView> => crate::model_workers::medal_event_add;
    /// Adds or changes an incident.
    incident_save(mw::IncidentSave) -> mw::IncidentView => crate::model_workers::incident_save;
    /// Records what was done about an incident.
    incident_action_add(mw::IncidentActionAdd) -> mw::IncidentView => crate::model_workers::incident_action_add;
    /// Closes an incident.
    incident_resolve(mw::IncidentResolve) -> mw::IncidentView => crate::model_workers::incident_resolve;
    /// What the rules give on a day, with reasons and clauses.
    benefit_preview(mw::BenefitQuery) -> mw::BenefitPreview => crate::model_workers::benefit_preview;
    /// Declares benefits for a year.
    benefit_declare(mw::BenefitDeclare) -> mw::BenefitDeclared => crate::model_workers::benefit_declare;
    /// What was declared for a year, and where its money is.
    benefit_list(mw::BenefitYear) -> Vec<mw::BenefitView> => crate::model_workers::benefit_list;
    /// Records a benefit that no rule speaks of.
    benefit_record(mw::BenefitRecord) -> mw::BenefitDeclared => crate::model_workers::benefit_record;
    /// Takes declarations back that are in no batch.
    benefit_withdraw(mw::BenefitWithdraw) -> sh::Nothing => crate::model_workers::benefit_withdraw;
    /// Drafts a batch for declared benefits that are in none.
    benefit_batch(mw::BenefitBatch) -> ba::BatchDetail => crate::model_workers::benefit_batch;
    /// The registry with its honours as a workbook; full numbers, logged.
    export_model_workers(mw::ExportModelWorkers) -> sh::FileBytes => crate::model_workers::export;

    /// A report, now or as of a moment.
    stats(fg::StatsRequest) -> fg::Stats => crate::figures::stats;
    /// The records behind a figure.
    figure_records(fg::FigureRecordsQuery) -> fg::FigureRecords => crate::figures::records;
    /// Keeps a report as it is now.
    snapshot_save(fg::StatsRequest) -> fg::SnapshotView => crate::figures::snapshot_save;
    /// Kept reports, newest first.
    snapshot_list(sh::Nothing) -> Vec<fg::SnapshotView> => crate::figures::snapshot_list;
    /// Why a figure is another than it was.
    stats_compare(fg::StatsCompare) -> fg::StatsDiff => crate::figures::compare;
    /// A report as a workbook or PDF.
    stats_export(fg::StatsExport) -> sh::FileBytes => crate::figures::export;
    /// The workbooks that go to the county.
    county_export(fg::CountyExport) -> sh::FileBytes => crate::figures::county_export;

    /// Prints forms into one PDF (a job whose result is `FileBytes`).
    print_start(pa::PrintRequest) -> sh::JobStarted => crate::paper::start;
    /// How this device stands to its hub, and what is not yet synced.
    sync_status(sh::Nothing) -> sy::SyncStatus => crate::sync::status;
    /// Syncs with the hub (a job whose result is `SyncReceipt`).
    sync_start(sy::SyncStart) -> sh::JobStarted => crate::sync::start;
    /// Writes what waits into a file for the hub (a job whose result is `BundleWritten`).
    bundle_write(sy::BundleWrite) -> sh::JobStarted => crate::sync::bundle_write;
    /// Reads what the hub wrote for this device (a job whose result is `SyncReceipt`).
    bundle_read(sy::BundleRead) -> sh::JobStarted => crate::sync::bundle_read;
    /// The contents in one number, to compare two sides.
    contents_digest(sh::Nothing) -> sy::ContentsDigest => crate::sync::digest;
    /// Kept receipts, newest first.
    sync_receipts(sh::Nothing) -> Vec<sy::SyncReceipt> => crate::sync::receipts;
    /// Joins a hub by its code.
    device_enrol(sy::DeviceEnrol) -> sy::SyncStatus => crate::sync::enrol;
    /// Whether this machine is the hub.
    hub_here(sh::Nothing) -> sy::HubHere => crate::sync::hub_here;
    /// Makes this machine the hub, or stops that.
    hub_switch(sy::HubSwitch) -> sy::HubHere => crate::sync::hub_switch;
    /// Reads another device's stick into this hub (a job whose result is `HubStickRead`).
    hub_stick(sy::HubStick) -> sh::JobStarted => crate::sync::hub_stick;
    /// The hub's devices.
    device_list(sh::Nothing) -> Vec<sy::DeviceView> => crate::sync::device_list;
    /// A code for one more device, as text and picture.
    device_invite(sy::DeviceInvite) -> sy::DeviceCode => crate::sync::device_invite;
    /// Takes a device back, with a reason.
    device_revoke(sy::DeviceRevoke) -> Vec<sy::DeviceView> => crate::sync::device_revoke;

    /// Edits that met and wait for a decision, or those decided.
    conflict_list(co::ConflictQuery) -> co::ConflictList => crate::conflicts::list;
    /// One of them with both values and the history around it.
    conflict_get(sh::RecordRef) -> co::ConflictDetail => crate::conflicts::get;
    /// Decides one or many, in one operation.
    conflict_decide(co::ConflictDecide) -> co::ConflictsDecided => crate::conflicts::decide;
    /// Rules that what came together breaks, computed now.
    finding_list(co::FindingQuery) -> Vec<co::FindingView> => crate::conflicts::findings;
    /// Decides about one of them, with a reason.
    finding_decide(co::FindingDecide) -> Vec<co::FindingView> => crate::conflicts::finding_decide;
    /// Joins two records of one person; files, visits and payments follow.
    person_merge(co::PersonMerge) -> co::PersonMerged => crate::conflicts::person_merge;
    /// Takes such a joining back.
    person_unmerge(co::PersonUnmerge) -> co::PersonMerged => crate::conflicts::person_unmerge;

    /// Writes bytes that the window got from a save dialog's path.
    save_file(pa::SaveFile) -> sh::Nothing => crate::paper::save_file;
}

fn bad_request(error: serde_json::Error) -> AppError {
    AppError::invalid(format!(
        "请求内容不完整或格式不对({error})。什么都没有改动。"
    ))
}

pub(crate) fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::with(Code::Internal, [("detail", error.to_string())])
}
