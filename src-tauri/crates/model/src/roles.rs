//! What each role may see and do. One table; every use case asks it (DESIGN §8, maker and checker).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::records::Role;

/// Something that can be allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// See hardship files, people, unions, visits; numbers masked.
    SeeCases,
    /// Open and change files, families, incomes; take steps.
    EditCases,
    /// Plan and record visits, difficulties, photographs; the outcome of assigned visits.
    RecordVisits,
    /// See an ID, phone or card number in full; logged.
    Reveal,
    /// Read workbooks in.
    Import,
    /// Take data out: workbooks, bank files, audit packs.
    Export,
    /// See campaigns and their lists.
    SeeCampaigns,
    /// Plan campaigns: lists, amounts, assignment, goods.
    PlanCampaigns,
    /// See funds, batches, payments and figures.
    SeeMoney,
    /// Enter funds and what comes into them.
    KeepFunds,
    /// Draft batches, post notices, record objections.
    DraftBatches,
    /// Review a batch somebody else drafted.
    ReviewBatches,
    /// Approve a batch somebody else drafted; release and cancel it.
    ApproveBatches,
    /// Send to the bank, read its answer, hand out cash, close, reverse.
    PayBatches,
    /// Copy and edit policy packs.
    EditPolicy,
    /// See who looked at which number.
    SeeAccessLog,
    /// Add users, give roles.
    KeepUsers,
    /// Change the unit's settings.
    EditSettings,
    /// Undo operations.
    Undo,
    /// Exchange with the hub, over the network or on a stick.
    Sync,
    /// Decide between two edits that met, and about rules broken by what came together.
    DecideConflicts,
    /// Enrol and revoke devices; make this machine the hub.
    KeepDevices,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 22] = [
        Self::SeeCases,
        Self::EditCases,
        Self::RecordVisits,
        Self::Reveal,
        Self::Import,
        Self::Export,
        Self::SeeCampaigns,
        Self::PlanCampaigns,
        Self::SeeMoney,
        Self::KeepFunds,
        Self::DraftBatches,
        Self::ReviewBatches,
        Self::ApproveBatches,
        Self::PayBatches,
        Self::EditPolicy,
        Self::SeeAccessLog,
        Self::KeepUsers,
        Self::EditSettings,
        Self::Undo,
        Self::Sync,
        Self::DecideConflicts,
        Self::KeepDevices,
    ];

    /// What it is called when refused, e.g. `审批发放批次`.
    pub fn label(self) -> &'static str {
        match self {
            Self::SeeCases => "查看档案和走访",
            Self::EditCases => "建立和修改档案",
            Self::RecordVisits => "登记走访",
            Self::Reveal => "查看完整号码",
            Self::Import => "导入工作簿",
            Self::Export => "导出资料",
            Self::SeeCampaigns => "查看活动名单",
            Self::PlanCampaigns => "安排活动和名单",
            Self::SeeMoney => "查看资金和发放",
            Self::KeepFunds => "登记资金",
            Self::DraftBatches => "拟定发放批次",
            Self::ReviewBatches => "审核发放批次",
            Self::ApproveBatches => "审批发放批次",
            Self::PayBatches => "办理发放",
            Self::EditPolicy => "修改政策包",
            Self::SeeAccessLog => "查看号码查阅记录",
            Self::KeepUsers => "管理使用人",
            Self::EditSettings => "修改单位设置",
            Self::Undo => "撤销操作",
            Self::Sync => "同步",
            Self::DecideConflicts => "裁决两处修改",
            Self::KeepDevices => "管理同步设备",
        }
    }
}

/// What a role may do.
pub fn acts_of(role: Role) -> &'static [Act] {
    use Act::*;
    match role {
        Role::Clerk => &[
            SeeCases,
            EditCases,
            RecordVisits,
            Reveal,
            Import,
            Export,
            SeeCampaigns,
            PlanCampaigns,
            SeeMoney,
            KeepFunds,
            DraftBatches,
            ReviewBatches,
            PayBatches,
            EditPolicy,
            EditSettings,
            Undo,
            Sync,
            DecideConflicts,
            KeepDevices,
        ],
        Role::Visitor => &[SeeCases, RecordVisits, Reveal, SeeCampaigns, Sync],
        Role::Leader => &[
            SeeCases,
            Reveal,
            Export,
            SeeCampaigns,
            SeeMoney,
            ReviewBatches,
            ApproveBatches,
            SeeAccessLog,
            Sync,
            DecideConflicts,
        ],
        Role::Finance => &[
            SeeCases,
            Reveal,
            Export,
            SeeCampaigns,
            SeeMoney,
            KeepFunds,
            ReviewBatches,
            PayBatches,
            Sync,
        ],
        Role::Auditor => &[
            SeeCases,
            Reveal,
            Export,
            SeeCampaigns,
            SeeMoney,
            SeeAccessLog,
            Sync,
        ],
        Role::Administrator => &[
            KeepUsers,
            EditSettings,
            EditPolicy,
            SeeAccessLog,
            Sync,
            KeepDevices,
        ],
    }
}

/// Whether somebody with these roles may.
pub fn may(roles: &[Role], act: Act) -> bool {
    roles.iter().any(|role| acts_of(*role).contains(&act))
}

/// The roles that may, for the sentence of a refusal, e.g. `主席`.
pub fn who_may(act: Act) -> Vec<Role> {
    let mut roles = Role::ALL.to_vec();
    roles.retain(|role| acts_of(*role).contains(&act));
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_somebody() {
        for act in Act::ALL {
            assert!(!who_may(act).is_empty(), "{act:?}");
        }
    }

    #[test]
    fn the_keeper_of_a_list_does_not_approve_it() {
        assert!(!may(&[Role::Clerk], Act::ApproveBatches));
        assert!(!may(&[Role::Finance], Act::ApproveBatches));
        assert!(may(&[Role::Leader], Act::ApproveBatches));
    }

    #[test]
    fn an_auditor_reads_and_writes_nothing() {
        let writes = [
            Act::EditCases,
            Act::RecordVisits,
            Act::Import,
            Act::PlanCampaigns,
            Act::KeepFunds,
            Act::DraftBatches,
            Act::ReviewBatches,
            Act::ApproveBatches,
            Act::PayBatches,
            Act::KeepUsers,
            Act::Undo,
        ];
        assert!(writes.iter().all(|act| !may(&[Role::Auditor], *act)));
    }

    #[test]
    fn a_visitor_sees_no_money() {
        assert!(!may(&[Role::Visitor], Act::SeeMoney));
        assert!(!may(&[Role::Visitor], Act::Export));
    }
}
