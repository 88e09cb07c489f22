//! What the rule answers: the category, every clause with its numbers, what is missing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::money::Fen;
use crate::records::HardshipCategory;

/// The outcome of a verdict, in the words of whichever rule was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VerdictCategory {
    /// 深度困难
    Deep,
    /// 相对困难
    Relative,
    /// 意外致困
    Accidental,
    /// 低保户 (2016 system)
    DibaoHousehold,
    /// 低保边缘户 (2016 system)
    NearDibaoHousehold,
    /// 意外致困户 (2016 system)
    AccidentalHousehold,
    /// 符合 (rules without categories)
    Eligible,
    /// 不符合
    None,
    /// 待补材料: a fact is missing that could change the answer.
    Undecided,
}

impl VerdictCategory {
    /// The word on screens and forms.
    pub fn label(self) -> &'static str {
        match self {
            Self::Deep => "深度困难",
            Self::Relative => "相对困难",
            Self::Accidental => "意外致困",
            Self::DibaoHousehold => "低保户",
            Self::NearDibaoHousehold => "低保边缘户",
            Self::AccidentalHousehold => "意外致困户",
            Self::Eligible => "符合",
            Self::None => "不符合",
            Self::Undecided => "待补材料",
        }
    }

    /// The category of the new system, where there is one.
    pub fn hardship(self) -> Option<HardshipCategory> {
        match self {
            Self::Deep => Some(HardshipCategory::Deep),
            Self::Relative => Some(HardshipCategory::Relative),
            Self::Accidental => Some(HardshipCategory::Accidental),
            Self::None => Some(HardshipCategory::None),
            _ => None,
        }
    }
}

/// One clause of the rule with the numbers of this household put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Clause {
    /// `deep`, `relative`, `accidental.event`, `gate.in_service`, `exclusion.owns_vehicle` …
    pub id: String,
    /// What the rule says.
    pub text: String,
    /// Where it says so.
    pub article: String,
    /// `None` = cannot be said, a fact is missing.
    pub passed: Option<bool>,
    /// The numbers put in, e.g. `(96,000.00 − 60,000.00) ÷ 12 ÷ 3 = 1,000.00 元/人·月；…`.
    pub numbers: String,
    /// How far off, e.g. `超出 30.00 元` or `差 86.00 元`.
    pub gap: Option<String>,
}

/// The verdict of one pack on one household on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Verdict {
    pub pack: String,
    pub pack_name: String,
    /// First day of the version that was applied.
    pub pack_version_from: NaiveDate,
    /// The day asked for.
    pub on: NaiveDate,
    /// The line compared with (dibao line or flat amount), fen per head and month.
    pub line_fen: Option<Fen>,
    /// Since when that line applies; `None` when it was given by hand.
    pub line_from: Option<NaiveDate>,
    /// Last year's dibao line, fen per head and month.
    pub line_previous_year_fen: Option<Fen>,
    pub category: VerdictCategory,
    /// What the category becomes when everything missing turns out in favour; set only when
    /// `category` is `undecided`.
    pub if_complete: Option<VerdictCategory>,
    pub members_n: u32,
    /// Income counted by the pack, fen per year.
    pub annual_income_fen: Fen,
    /// Rigid expenditure deducted by the pack, fen per year.
    pub rigid_fen: Fen,
    /// Income − rigid, fen per year; may be negative.
    pub net_fen: Fen,
    /// Net per head and month in fen, `num/den` in lowest terms.
    pub per_capita_month_fen: String,
    /// Whether a sudden event is on file.
    pub event: bool,
    pub clauses: Vec<Clause>,
    /// Facts that were not there, in Chinese; 缺少….
    pub missing: Vec<String>,
    /// Remarks: amounts the pack does not count, doubtful places of the pack.
    pub notes: Vec<String>,
}

/// Why no verdict could be made; the texts are sentences for the user.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AssessError {
    #[error("家庭人口是 0，无法计算月人均收入。请先登记申请人和共同生活的家庭成员。")]
    NoMembers,
    #[error(
        "{on} 早于政策包“{name}”的最早版本（{first} 起执行），不能按它认定。请改选日期或政策包。"
    )]
    BeforeFirstVersion {
        name: String,
        on: NaiveDate,
        first: NaiveDate,
    },
    #[error("政策包“{name}”在 {on} 没有执行中的版本。请改选日期，或在政策包里补上这一时段的版本。")]
    NoVersion { name: String, on: NaiveDate },
    #[error("政策包“{name}”只有救助标准，没有困难职工认定标准，不能用来认定。请改选政策包。")]
    CapsOnly { name: String },
    #[error("金额合计超出可计算范围，请检查收入和支出是否多输了位数。")]
    TooLarge,
}
