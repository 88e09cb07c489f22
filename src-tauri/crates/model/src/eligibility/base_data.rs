//! The base-data gate: who is nominated must already be known to the office (DOMAIN §S20, the
//! Xiangyang rule), for model workers, hardship aid and scholarships alike; a switch of each pack.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::pack::{Basis, Version};

/// What somebody is nominated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Nominee {
    /// 劳模
    ModelWorker,
    /// 困难帮扶
    HardshipAid,
    /// 金秋助学
    Scholarship,
}

impl Nominee {
    /// Every subject.
    pub const ALL: [Self; 3] = [Self::ModelWorker, Self::HardshipAid, Self::Scholarship];

    /// The name in policy packs.
    pub fn id(self) -> &'static str {
        match self {
            Self::ModelWorker => "model_worker",
            Self::HardshipAid => "hardship_aid",
            Self::Scholarship => "scholarship",
        }
    }

    /// The word in sentences.
    pub fn label(self) -> &'static str {
        match self {
            Self::ModelWorker => "劳模",
            Self::HardshipAid => "困难帮扶",
            Self::Scholarship => "金秋助学",
        }
    }
}

/// `[version.base_data]` of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BaseDataGate {
    pub enabled: bool,
    /// What it holds for.
    pub subjects: Vec<Nominee>,
    pub basis: Basis,
}

/// Reason code of a nomination from outside the base data.
pub const NOT_IN_BASE_DATA: &str = "not_in_base_data";

impl Version {
    /// The gate, when it is switched on for a subject.
    pub fn base_data_gate(&self, subject: Nominee) -> Option<&BaseDataGate> {
        let gate = self.base_data.as_ref()?;
        (gate.enabled && gate.subjects.contains(&subject)).then_some(gate)
    }

    /// Why somebody who is not in the base data cannot be nominated: a sentence with its article.
    pub fn base_data_refusal(&self, subject: Nominee, known: bool) -> Option<String> {
        let gate = self.base_data_gate(subject).filter(|_| !known)?;
        Some(format!(
            "不能推荐：{}人选必须从基础数据库中产生，这个人还没有登记在库。依据：{}（{}）。请先登记人员，再推荐。",
            subject.label(),
            gate.basis.text.trim_end_matches('。'),
            gate.basis.article
        ))
    }
}
