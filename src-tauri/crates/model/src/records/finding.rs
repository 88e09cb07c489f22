//! What somebody decided about a rule that spans records, and about two records of one person.
//!
//! Findings themselves are computed anew whenever they are asked for; only the decision is kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Id, Record};

/// Which rule found something after two sides came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingRule {
    /// More than a cap allows in the year.
    OverCap,
    /// More was released from a fund than came in.
    FundOverdrawn,
    /// The same item, or the same person in one campaign, is paid twice.
    DuplicatePayment,
    /// A batch was both approved and cancelled, or approved twice.
    TwoApprovals,
    /// Two records of one person (同一证件号码).
    SamePersonTwice,
    /// Something was added under a record that somebody else deleted meanwhile.
    DeletedParent,
}

impl FindingRule {
    /// Every rule, in the order in which a page lists them.
    pub const ALL: [Self; 6] = [
        Self::SamePersonTwice,
        Self::DeletedParent,
        Self::DuplicatePayment,
        Self::TwoApprovals,
        Self::OverCap,
        Self::FundOverdrawn,
    ];

    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::OverCap => "超出上限",
            Self::FundOverdrawn => "资金超支",
            Self::DuplicatePayment => "重复发放",
            Self::TwoApprovals => "两次审批",
            Self::SamePersonTwice => "同一人登记了两次",
            Self::DeletedParent => "所属的记录已被删除",
        }
    }
}

/// What was decided about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingChoice {
    /// It is right as it is, for the reason given.
    Accepted,
    /// It was set right elsewhere (a reversal, a cancelled batch).
    Handled,
    /// What was deleted is brought back ([`FindingRule::DeletedParent`]); the operation itself is
    /// the decision.
    Restored,
}

impl FindingChoice {
    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "情况属实，予以保留",
            Self::Handled => "已另行处理",
            Self::Restored => "恢复被删除的记录",
        }
    }
}

/// A decision about a finding: a fact with a reason, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FindingDecision {
    pub id: Id,
    /// Names the rule and the records it found, so that another payment is another finding.
    pub finding: String,
    pub rule: FindingRule,
    pub choice: FindingChoice,
    pub reason: String,
}

impl Record for FindingDecision {
    const KIND: &'static str = "finding_decision";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("finding", self.finding.clone())]
    }
}

/// Two person records are one person. The link is taken away again when that was wrong; payments
/// keep the person they were made to, and reading follows the link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SamePerson {
    /// Computed from both, so that the same decision on two devices is one record.
    pub id: Id,
    /// The record that goes on.
    pub kept_id: Id,
    /// The record that leads to it.
    pub other_id: Id,
    pub reason: Option<String>,
}

impl Record for SamePerson {
    const KIND: &'static str = "same_person";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.kept_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![
            ("same_person_kept", self.kept_id.0.clone()),
            ("same_person_other", self.other_id.0.clone()),
        ]
    }
}
