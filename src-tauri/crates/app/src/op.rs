//! Every operation that changes data, by name, with the Chinese title history shows and the right
//! it needs.

use songnuan_model::records::BatchStepKind;
use songnuan_model::roles::Act;

use crate::op_steps::{act_of_step, step_kind, step_title};

/// A named operation. One verb, one transaction, one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    CreateUnit,
    ImportUnions,
    ImportHardship,
    ImportCampaign,
    ImportVisits,
    ImportScholarships,
    ImportModelWorkers,
    OpenFile,
    EditFile,
    SavePerson,
    SaveMember,
    MemberLeaves,
    SaveIncome,
    SaveRigid,
    RemoveLine,
    AddStep,
    PlanVisit,
    RecordVisit,
    SaveDifficulty,
    AddAttachment,
    RemoveAttachment,
    SaveCampaign,
    AddItems,
    /// Amounts, goods, accounts: the plan. A visitor's own findings are [`Op::ItemOutcome`].
    SaveItems,
    /// Outcome, analysis and summary of the items somebody was sent to.
    ItemOutcome,
    RemoveItems,
    AssignItems,
    AddGoods,
    SaveFund,
    AddFundEntry,
    DraftBatch,
    /// A step of a batch; whose right it needs depends on the step.
    BatchStep(BatchStepKind),
    /// Signed, not collected, account repaired.
    LineEvents,
    ReverseLine,
    /// The batch was sent to the bank.
    BankExport,
    /// The bank's answer was read.
    BankReturn,
    SaveSnapshot,
    SaveUser,
    SaveRound,
    SaveScholarship,
    AwardScholarship,
    ScholarshipStep,
    ContinueScholarship,
    SaveScholarshipEvent,
    SaveModelWorker,
    SaveHonor,
    AddMedalEvent,
    SaveIncident,
    AddIncidentAction,
    ResolveIncident,
    DeclareBenefit,
    RecordBenefit,
    WithdrawBenefit,
    DecideConflict,
    DecideFinding,
    MergePersons,
    SplitPersons,
    /// Brings back what was deleted while somebody else added to it.
    RestoreDeleted,
    Undo,
}

/// Every step of a batch, so that history knows the name of each.
const STEPS: [BatchStepKind; 12] = [
    BatchStepKind::Drafted,
    BatchStepKind::Reviewed,
    BatchStepKind::Approved,
    BatchStepKind::NoticePosted,
    BatchStepKind::ObjectionRaised,
    BatchStepKind::ObjectionResolved,
    BatchStepKind::Released,
    BatchStepKind::CashTaken,
    BatchStepKind::CashReturned,
    BatchStepKind::Paid,
    BatchStepKind::Closed,
    BatchStepKind::Cancelled,
];

impl Op {
    const PLAIN: [Self; 58] = [
        Self::CreateUnit,
        Self::ImportUnions,
        Self::ImportHardship,
        Self::ImportCampaign,
        Self::ImportVisits,
        Self::ImportScholarships,
        Self::ImportModelWorkers,
        Self::OpenFile,
        Self::EditFile,
        Self::SavePerson,
        Self::SaveMember,
        Self::MemberLeaves,
        Self::SaveIncome,
        Self::SaveRigid,
        Self::RemoveLine,
        Self::AddStep,
        Self::PlanVisit,
        Self::RecordVisit,
        Self::SaveDifficulty,
        Self::AddAttachment,
        Self::RemoveAttachment,
        Self::SaveCampaign,
        Self::AddItems,
        Self::SaveItems,
        Self::ItemOutcome,
        Self::RemoveItems,
        Self::AssignItems,
        Self::AddGoods,
        Self::SaveFund,
        Self::AddFundEntry,
        Self::DraftBatch,
        Self::LineEvents,
        Self::ReverseLine,
        Self::BankExport,
        Self::BankReturn,
        Self::SaveSnapshot,
        Self::SaveUser,
        Self::SaveRound,
        Self::SaveScholarship,
        Self::AwardScholarship,
        Self::ScholarshipStep,
        Self::ContinueScholarship,
        Self::SaveScholarshipEvent,
        Self::SaveModelWorker,
        Self::SaveHonor,
        Self::AddMedalEvent,
        Self::SaveIncident,
        Self::AddIncidentAction,
        Self::ResolveIncident,
        Self::DeclareBenefit,
        Self::RecordBenefit,
        Self::WithdrawBenefit,
        Self::DecideConflict,
        Self::DecideFinding,
        Self::MergePersons,
        Self::SplitPersons,
        Self::RestoreDeleted,
        Self::Undo,
    ];

    fn all() -> impl Iterator<Item = Self> {
        let steps = STEPS.into_iter().map(Self::BatchStep);
        Self::PLAIN.into_iter().chain(steps)
    }

    /// The right it needs; [`crate::App::begin`] asks for it, so that no door writes without.
    pub fn act(self) -> Act {
        match self {
            Self::CreateUnit => Act::EditSettings,
            Self::ImportUnions
            | Self::ImportHardship
            | Self::ImportCampaign
            | Self::ImportVisits
            | Self::ImportScholarships
            | Self::ImportModelWorkers => Act::Import,
            Self::OpenFile
            | Self::EditFile
            | Self::SavePerson
            | Self::SaveMember
            | Self::MemberLeaves
            | Self::SaveIncome
            | Self::SaveRigid
            | Self::RemoveLine
            | Self::AddStep
            | Self::SaveRound
            | Self::SaveScholarship
            | Self::AwardScholarship
            | Self::ScholarshipStep
            | Self::ContinueScholarship
            | Self::SaveScholarshipEvent
            | Self::SaveModelWorker
            | Self::SaveHonor
            | Self::AddMedalEvent
            | Self::SaveIncident
            | Self::AddIncidentAction
            | Self::ResolveIncident
            | Self::DeclareBenefit
            | Self::RecordBenefit
            | Self::WithdrawBenefit
            | Self::MergePersons
            | Self::SplitPersons => Act::EditCases,
            Self::DecideConflict | Self::DecideFinding | Self::RestoreDeleted => {
                Act::DecideConflicts
            }
            Self::PlanVisit
            | Self::RecordVisit
            | Self::SaveDifficulty
            | Self::AddAttachment
            | Self::RemoveAttachment
            | Self::ItemOutcome => Act::RecordVisits,
            Self::SaveCampaign
            | Self::AddItems
            | Self::SaveItems
            | Self::RemoveItems
            | Self::AssignItems
            | Self::AddGoods => Act::PlanCampaigns,
            Self::SaveFund | Self::AddFundEntry => Act::KeepFunds,
            Self::DraftBatch => Act::DraftBatches,
            Self::BatchStep(kind) => act_of_step(kind),
            Self::LineEvents | Self::ReverseLine | Self::BankExport | Self::BankReturn => {
                Act::PayBatches
            }
            Self::SaveSnapshot => Act::Export,
            Self::SaveUser => Act::KeepUsers,
            Self::Undo => Act::Undo,
        }
    }

    /// The name stored in the history.
    pub fn kind(self) -> &'static str {
        match self {
            Self::CreateUnit => "create_unit",
            Self::ImportUnions => "import_unions",
            Self::ImportHardship => "import_hardship",
            Self::ImportCampaign => "import_campaign",
            Self::ImportVisits => "import_visits",
            Self::ImportScholarships => "import_scholarships",
            Self::ImportModelWorkers => "import_model_workers",
            Self::OpenFile => "file_open",
            Self::EditFile => "file_edit",
            Self::SavePerson => "person_save",
            Self::SaveMember => "member_save",
            Self::MemberLeaves => "member_leave",
            Self::SaveIncome => "income_save",
            Self::SaveRigid => "rigid_save",
            Self::RemoveLine => "line_remove",
            Self::AddStep => "file_step",
            Self::PlanVisit => "visit_plan",
            Self::RecordVisit => "visit_record",
            Self::SaveDifficulty => "difficulty_save",
            Self::AddAttachment => "attachment_add",
            Self::RemoveAttachment => "attachment_remove",
            Self::SaveCampaign => "campaign_save",
            Self::AddItems => "items_add",
            Self::SaveItems => "items_save",
            Self::ItemOutcome => "item_outcome",
            Self::RemoveItems => "items_remove",
            Self::AssignItems => "items_assign",
            Self::AddGoods => "goods_add",
            Self::SaveFund => "fund_save",
            Self::AddFundEntry => "fund_entry",
            Self::DraftBatch => "batch_draft",
            Self::BatchStep(kind) => step_kind(kind),
            Self::LineEvents => "line_events",
            Self::ReverseLine => "line_reverse",
            Self::BankExport => "bank_export",
            Self::BankReturn => "bank_return",
            Self::SaveSnapshot => "snapshot_save",
            Self::SaveUser => "user_save",
            Self::SaveRound => "scholarship_round_save",
            Self::SaveScholarship => "scholarship_save",
            Self::AwardScholarship => "scholarship_award",
            Self::ScholarshipStep => "scholarship_step",
            Self::ContinueScholarship => "scholarship_continue",
            Self::SaveScholarshipEvent => "scholarship_event_save",
            Self::SaveModelWorker => "model_worker_save",
            Self::SaveHonor => "honor_save",
            Self::AddMedalEvent => "medal_event_add",
            Self::SaveIncident => "incident_save",
            Self::AddIncidentAction => "incident_action_add",
            Self::ResolveIncident => "incident_resolve",
            Self::DeclareBenefit => "benefit_declare",
            Self::RecordBenefit => "benefit_record",
            Self::WithdrawBenefit => "benefit_withdraw",
            Self::DecideConflict => "conflict_decide",
            Self::DecideFinding => "finding_decide",
            Self::MergePersons => "person_merge",
            Self::SplitPersons => "person_unmerge",
            Self::RestoreDeleted => "deleted_restore",
            Self::Undo => "undo",
        }
    }

    /// What history and the undo bar call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::CreateUnit => "新建单位",
            Self::ImportUnions => "导入工会组织",
            Self::ImportHardship => "导入困难职工摸底表",
            Self::ImportCampaign => "导入送温暖名单",
            Self::ImportVisits => "导入走访记录",
            Self::ImportScholarships => "导入金秋助学申请",
            Self::ImportModelWorkers => "导入劳模名册",
            Self::OpenFile => "建立档案",
            Self::EditFile => "修改档案",
            Self::SavePerson => "登记人员",
            Self::SaveMember => "登记家庭成员",
            Self::MemberLeaves => "家庭成员离开",
            Self::SaveIncome => "登记收入",
            Self::SaveRigid => "登记刚性支出",
            Self::RemoveLine => "删除收支明细",
            Self::AddStep => "办理流程",
            Self::PlanVisit => "安排走访",
            Self::RecordVisit => "登记走访",
            Self::SaveDifficulty => "登记困难事项",
            Self::AddAttachment => "添加附件",
            Self::RemoveAttachment => "移除附件",
            Self::SaveCampaign => "保存活动",
            Self::AddItems => "加入慰问名单",
            Self::SaveItems => "修改慰问名单",
            Self::ItemOutcome => "登记慰问走访结果",
            Self::RemoveItems => "移出慰问名单",
            Self::AssignItems => "指派走访员",
            Self::AddGoods => "登记慰问品收发",
            Self::SaveFund => "保存资金来源",
            Self::AddFundEntry => "登记资金到账",
            Self::DraftBatch => "拟定发放批次",
            Self::BatchStep(kind) => step_title(kind),
            Self::LineEvents => "登记发放结果",
            Self::ReverseLine => "红字冲销",
            Self::BankExport => "批次送银行",
            Self::BankReturn => "读入银行回盘",
            Self::SaveSnapshot => "留存报表",
            Self::SaveUser => "保存使用人",
            Self::SaveRound => "保存助学活动",
            Self::SaveScholarship => "登记助学申请",
            Self::AwardScholarship => "判定助学申请",
            Self::ScholarshipStep => "办理助学申请",
            Self::ContinueScholarship => "接续上年助学",
            Self::SaveScholarshipEvent => "登记助学活动记录",
            Self::SaveModelWorker => "保存劳模",
            Self::SaveHonor => "保存荣誉",
            Self::AddMedalEvent => "登记奖章情况",
            Self::SaveIncident => "登记劳模事件",
            Self::AddIncidentAction => "登记事件办理",
            Self::ResolveIncident => "办结劳模事件",
            Self::DeclareBenefit => "申报劳模待遇",
            Self::RecordBenefit => "登记劳模待遇",
            Self::WithdrawBenefit => "撤回待遇申报",
            Self::DecideConflict => "裁决两处修改",
            Self::DecideFinding => "处理发现的问题",
            Self::MergePersons => "合并同一人",
            Self::SplitPersons => "分开两个人",
            Self::RestoreDeleted => "恢复被删除的记录",
            Self::Undo => "撤销",
        }
    }

    /// The title for a stored name; unknown names (from a newer program) are shown as they are.
    pub fn title_of(kind: &str) -> String {
        Self::find(kind).map_or_else(|| kind.to_owned(), |op| op.title().to_owned())
    }

    /// The operation of a stored name; `None` when a newer program wrote it.
    pub fn find(kind: &str) -> Option<Self> {
        Self::all().find(|op| op.kind() == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_name_is_one_operation() {
        let mut seen = std::collections::HashSet::new();
        for op in Op::all() {
            assert!(seen.insert(op.kind()), "{} twice", op.kind());
            assert_eq!(Op::find(op.kind()), Some(op));
            assert!(!op.title().is_empty());
        }
    }

    #[test]
    fn the_one_who_drafts_has_no_right_to_approve_by_role() {
        use songnuan_model::records::Role;
        use songnuan_model::roles::may;
        let approve = Op::BatchStep(BatchStepKind::Approved).act();
        assert!(may(&[Role::Clerk], Op::DraftBatch.act()));
        assert!(!may(&[Role::Clerk], approve));
        assert!(!may(&[Role::Finance], approve));
    }
}
