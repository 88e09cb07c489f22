//! A household (户), its dated membership, and its twelve months of income and rigid expenditure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::record::{Id, Record};

/// A household. One household has at most one hardship file (一户一档).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Household {
    pub id: Id,
    /// Person id of the head, normally the applicant.
    pub head_id: Id,
}

impl Record for Household {
    const KIND: &'static str = "household";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        vec![&mut self.head_id]
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("head", self.head_id.0.clone())]
    }
}

/// Membership of a person in a household, from one date to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HouseholdMember {
    pub id: Id,
    /// Household id (the parent).
    pub household_id: Id,
    pub person_id: Id,
    /// Code table `relation`: relation to the head.
    pub relation: String,
    /// Code table `identity`: 在岗, 大学生, 退休 …
    pub identity: Option<String>,
    /// Monthly income in fen.
    pub monthly_income: Option<Fen>,
    pub employer_or_school: Option<String>,
    /// Counted in the household size of the eligibility test (是否共同生活 = 是).
    pub living_together: bool,
    pub joined_on: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
}

impl Record for HouseholdMember {
    const KIND: &'static str = "household_member";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        vec![&mut self.person_id]
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.household_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("member", self.person_id.0.clone())]
    }
}

/// Kinds of income, DOMAIN §2.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncomeKind {
    /// 工资性收入
    Wage,
    /// 经营净收入 (may be negative: an operating loss)
    Operating,
    /// 财产净收入
    Property,
    /// 转移净收入
    Transfer,
    /// 其他收入
    Other,
}

impl IncomeKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Wage,
        Self::Operating,
        Self::Property,
        Self::Transfer,
        Self::Other,
    ];

    /// The word on the form.
    pub fn label(self) -> &'static str {
        match self {
            Self::Wage => "工资性收入",
            Self::Operating => "经营净收入",
            Self::Property => "财产净收入",
            Self::Transfer => "转移净收入",
            Self::Other => "其他收入",
        }
    }

    /// The kind for a word on a form.
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label.trim_end_matches("收入");
        Self::ALL
            .into_iter()
            .find(|kind| kind.label().trim_end_matches("收入") == label)
    }
}

/// One line of twelve months' income of one person in a household.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct IncomeLine {
    pub id: Id,
    /// Household id (the parent).
    pub household_id: Id,
    /// Name of the earner as written (a member or the head).
    pub earner: String,
    pub kind: IncomeKind,
    /// First month of the period, `YYYY-MM`.
    pub from_month: String,
    /// Last month of the period, `YYYY-MM`.
    pub to_month: String,
    /// Twelve monthly amounts in fen, empty when only a yearly sum is known.
    pub months: Vec<Option<Fen>>,
    /// The sum that counts, in fen per year.
    pub year_amount: Fen,
    pub note: Option<String>,
}

impl Record for IncomeLine {
    const KIND: &'static str = "income_line";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.household_id)
    }
}

/// Kinds of rigid expenditure (刚性支出), the five items of 邢台 2021 [W4].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RigidKind {
    /// 因病
    Illness,
    /// 因残
    Disability,
    /// 因学
    Schooling,
    /// 住房
    Housing,
    /// 其他
    Other,
}

impl RigidKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Illness,
        Self::Disability,
        Self::Schooling,
        Self::Housing,
        Self::Other,
    ];

    /// The word on the form.
    pub fn label(self) -> &'static str {
        match self {
            Self::Illness => "因病",
            Self::Disability => "因残",
            Self::Schooling => "因学",
            Self::Housing => "住房",
            Self::Other => "其他",
        }
    }

    /// The kind for a word on a form.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label() == label)
    }
}

/// One line of rigid expenditure over the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RigidLine {
    pub id: Id,
    /// Household id (the parent).
    pub household_id: Id,
    /// Whom the money was spent on, as written.
    pub spent_on: String,
    pub kind: RigidKind,
    /// Period as written, e.g. `2015.12-2016.11`.
    pub period: String,
    /// Fen over the period.
    pub amount: Fen,
    /// Number of receipts handed in (票据张数).
    pub receipts: Option<u32>,
    pub note: Option<String>,
}

impl Record for RigidLine {
    const KIND: &'static str = "rigid_line";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.household_id)
    }
}
