//! The facts a verdict is made from: what is known about one household on one day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::records::{IncomeKind, RigidKind};

/// Facts about one household. `None` means "not known", never "no": the verdict then says what is
/// missing. Amounts are fen over the twelve months before the application.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Facts {
    /// 家庭人口: the applicant and the members living together.
    pub members_n: u32,
    /// Income of twelve months by kind; operating income may be negative.
    pub incomes: BTreeMap<IncomeKind, Fen>,
    /// Rigid expenditure of twelve months by kind.
    pub rigid: BTreeMap<RigidKind, Fen>,
    /// The household's income month by month, oldest first, when every line gives months.
    pub monthly_income: Option<Vec<Fen>>,
    /// 突发事件 as written; `None` or blank = no event.
    pub event: Option<String>,
    /// Loss of the event after compensation.
    pub event_loss: Option<Fen>,
    /// The event injured or killed a family member.
    pub event_casualty: Option<bool>,
    /// Accidental hardship confirmed by hand, with the reason on file.
    pub accidental_confirmed: Option<bool>,
    /// The applicant or a family member is seriously ill.
    pub serious_illness: Option<bool>,
    /// 工作状态, the word on the form (在岗, 退休 …).
    pub work_state: Option<String>,
    pub union_member: Option<bool>,
    pub employer_has_union: Option<bool>,
    pub migrant_worker: Option<bool>,
    pub contract_signed_on: Option<NaiveDate>,
    /// A hardship cause (致困原因) is on file.
    pub has_cause: Option<bool>,
    /// The household receives dibao.
    pub on_dibao: Option<bool>,
    /// On dibao and, after aid, still in hardship.
    pub still_in_hardship: Option<bool>,
    /// Net investment and savings.
    pub savings: Option<Fen>,
    /// Birth date of the applicant.
    pub birth: Option<NaiveDate>,
    /// Ids of exclusions found on the file, e.g. `owns_vehicle`.
    pub exclusions: Vec<String>,
}

impl Facts {
    /// The event as written, when there is one.
    pub fn event_text(&self) -> Option<&str> {
        self.event
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// Σ income of the given kinds, in fen.
    pub(super) fn income_of(&self, kinds: &[IncomeKind]) -> i128 {
        kinds
            .iter()
            .filter_map(|kind| self.incomes.get(kind))
            .map(|fen| i128::from(fen.0))
            .sum()
    }

    /// Σ rigid expenditure of the given kinds, in fen.
    pub(super) fn rigid_of(&self, kinds: &[RigidKind]) -> i128 {
        kinds
            .iter()
            .filter_map(|kind| self.rigid.get(kind))
            .map(|fen| i128::from(fen.0))
            .sum()
    }
}

impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A family's income and illnesses are personal data (DESIGN §3, invariant 6).
        f.write_str("Facts(…)")
    }
}
