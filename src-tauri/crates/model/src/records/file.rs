//! The hardship file (困难职工档案) and the dated steps it goes through (DOMAIN §S8, §2.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::record::{Id, Record, SearchDoc};

/// Where a file stands; derived from its steps, kept in the record for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileStatus {
    /// 草稿
    Draft,
    /// 已申请
    Submitted,
    /// 已初审
    FirstReviewed,
    /// 已入户调查
    Investigated,
    /// 核对中
    Checking,
    /// 核对通过
    CheckedOk,
    /// 已评议
    Appraised,
    /// 公示中
    Publicity,
    /// 异议核查
    ObjectionVerifying,
    /// 已审核
    TownshipReviewed,
    /// 在档
    Active,
    /// 脱困
    Exited,
    /// 注销
    Cancelled,
    /// 临时救助
    Temporary,
    /// 未通过
    Rejected,
    /// 已撤回
    Withdrawn,
}

/// Category of hardship: new system (2019–) and old systems side by side (DOMAIN §0.2, 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HardshipCategory {
    /// 深度困难
    Deep,
    /// 相对困难
    Relative,
    /// 意外致困
    Accidental,
    /// 不符合
    None,
}

impl HardshipCategory {
    /// The word on the form.
    pub fn label(self) -> &'static str {
        match self {
            Self::Deep => "深度困难",
            Self::Relative => "相对困难",
            Self::Accidental => "意外致困",
            Self::None => "不符合",
        }
    }
}

/// A hardship file. One household one file; the applicant is the worker it is opened for.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct HardshipFile {
    pub id: Id,
    /// 职工编号, e.g. `998101-2015-001`; kept through exit and relapse.
    pub file_no: String,
    pub applicant_id: Id,
    pub household_id: Id,
    /// Union the file belongs to; `None` = the township union.
    pub org_id: Option<Id>,
    pub status: FileStatus,
    /// 建档标准, code table `grade`.
    pub grade: Option<String>,
    /// 困难类别 in the new words (code id of table `category`), as stated.
    pub category: Option<String>,
    /// When the new category was set.
    pub category_on: Option<NaiveDate>,
    /// 困难类别 in the old words (低保户/低保边缘户/意外致困户 …), never overwritten.
    pub old_category: Option<String>,
    pub old_category_on: Option<NaiveDate>,
    /// Code table `work_state`.
    pub work_state: Option<String>,
    /// Code table `model_worker_kind`.
    pub model_worker_kind: Option<String>,
    pub housing_kind: Option<String>,
    /// 建筑面积 as written (square metres or a band).
    pub floor_area: Option<String>,
    /// `YYYY-MM-DD` or, when only the month is known, `YYYY-MM`.
    pub work_start: Option<String>,
    /// Code table `industry` (GB/T 4754 section).
    pub industry: Option<String>,
    pub employer: Option<String>,
    pub employer_nature: Option<String>,
    pub employer_state: Option<String>,
    pub contract_signed_on: Option<NaiveDate>,
    pub contract_end: Option<NaiveDate>,
    pub is_union_member: Option<bool>,
    pub is_migrant_worker: Option<bool>,
    pub single_parent: Option<bool>,
    pub self_help: Option<bool>,
    pub zero_employment: Option<bool>,
    /// Fen per month.
    pub own_monthly_income: Option<Fen>,
    /// Fen per year, non-wage.
    pub family_other_annual_income: Option<Fen>,
    /// Fen per year as stated on the form; the computed figure comes from the income lines.
    pub family_annual_income: Option<Fen>,
    /// Household size as stated on the form.
    pub family_size: Option<u32>,
    /// Code table `cause`; exactly one.
    pub cause_primary: Option<String>,
    /// At most three, code table `cause`.
    pub cause_secondary: Vec<String>,
    pub cause_text: Option<String>,
    /// Sudden event (突发事件) as written; its presence opens the accidental category.
    pub event: Option<String>,
    pub event_on: Option<NaiveDate>,
    /// Loss of the event in fen, after compensation.
    pub event_loss: Option<Fen>,
    /// The event injured or killed a family member.
    pub event_casualty: Option<bool>,
    /// Hardship by accident confirmed or refused by hand, where a policy asks for it.
    pub accidental_confirmed: Option<bool>,
    /// The household receives dibao (是否享受低保).
    pub on_dibao: Option<bool>,
    /// On dibao and still in hardship.
    pub still_in_hardship: Option<bool>,
    /// Net investment and savings of the household in fen (家庭净投资和储蓄).
    pub savings: Option<Fen>,
    /// Exclusions found (ids of the policy packs' exclusion list), e.g. `owns_vehicle`.
    pub exclusions: Vec<String>,
    pub bank: Option<String>,
    pub bank_branch: Option<String>,
    pub card_no: Option<String>,
    pub card_holder: Option<String>,
    pub filed_by: Option<String>,
    pub reviewed_by: Option<String>,
    pub entered_by: Option<String>,
    /// Last time the facts were confirmed (最近更新日期).
    pub updated_on: Option<NaiveDate>,
    pub cancel_reason: Option<String>,
    pub cancelled_on: Option<NaiveDate>,
    pub note: Option<String>,
    /// Names of mandatory fields still missing; the file counts as incomplete until empty.
    pub missing: Vec<String>,
}

impl Default for HardshipFile {
    fn default() -> Self {
        // Every field is plain data; serde fills the rest of the object with its own defaults.
        Self {
            id: Id::new(""),
            file_no: String::new(),
            applicant_id: Id::new(""),
            household_id: Id::new(""),
            org_id: None,
            status: FileStatus::Draft,
            grade: None,
            category: None,
            category_on: None,
            old_category: None,
            old_category_on: None,
            work_state: None,
            model_worker_kind: None,
            housing_kind: None,
            floor_area: None,
            work_start: None,
            industry: None,
            employer: None,
            employer_nature: None,
            employer_state: None,
            contract_signed_on: None,
            contract_end: None,
            is_union_member: None,
            is_migrant_worker: None,
            single_parent: None,
            self_help: None,
            zero_employment: None,
            own_monthly_income: None,
            family_other_annual_income: None,
            family_annual_income: None,
            family_size: None,
            cause_primary: None,
            cause_secondary: Vec::new(),
            cause_text: None,
            event: None,
            event_on: None,
            event_loss: None,
            event_casualty: None,
            accidental_confirmed: None,
            on_dibao: None,
            still_in_hardship: None,
            savings: None,
            exclusions: Vec::new(),
            bank: None,
            bank_branch: None,
            card_no: None,
            card_holder: None,
            filed_by: None,
            reviewed_by: None,
            entered_by: None,
            updated_on: None,
            cancel_reason: None,
            cancelled_on: None,
            note: None,
            missing: Vec::new(),
        }
    }
}

impl std::fmt::Debug for HardshipFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HardshipFile({})", self.id)
    }
}

impl Record for HardshipFile {
    const KIND: &'static str = "hardship_file";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        vec![&mut self.applicant_id]
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![
            ("file_no", self.file_no.clone()),
            ("applicant", self.applicant_id.0.clone()),
            ("file_household", self.household_id.0.clone()),
        ]
    }

    fn search(&self) -> Option<SearchDoc> {
        let employer = self.employer.clone().unwrap_or_default();
        Some(SearchDoc {
            title: self.file_no.clone(),
            subtitle: employer.clone(),
            terms: vec![employer],
        })
    }
}

/// The steps of DOMAIN §2.3; each is a dated fact with an actor and an opinion, only ever added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 申请
    Apply,
    /// 撤回
    Withdraw,
    /// 初审
    FirstReview,
    /// 入户调查
    HomeSurvey,
    /// 送民政核对
    IncomeCheckSent,
    /// 核对结果
    IncomeCheckResult,
    /// 评议
    PeerAppraisal,
    /// 公示开始
    PublicNotice,
    /// 异议
    Objection,
    /// 异议核查结果
    ObjectionResult,
    /// 镇总工会审核
    Review,
    /// 县总工会审批
    Approval,
    /// 复查(年度/半年)
    Recheck,
    /// 脱困
    Exit,
    /// 注销
    Cancel,
    /// 返困
    Relapse,
    /// 临时救助建档
    TemporaryAid,
    /// 临时档案转正
    Convert,
    /// 迁入(导入旧档案时的状态)
    CarriedOver,
}

/// What the actor decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepDecision {
    /// 同意
    Agree,
    /// 不同意
    Disagree,
    /// 退回
    Return,
}

/// One step in a file's life. Append-only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FileStep {
    pub id: Id,
    /// Hardship file id (the parent).
    pub file_id: Id,
    pub kind: StepKind,
    pub on: NaiveDate,
    /// Who acted, e.g. `基层工会主席 杨志强`.
    pub actor: String,
    pub decision: StepDecision,
    pub opinion: String,
    /// Status after this step.
    pub status_after: FileStatus,
    /// Last day of publicity, inclusive, for `public_notice`.
    pub notice_ends_on: Option<NaiveDate>,
}

impl Record for FileStep {
    const KIND: &'static str = "file_step";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.file_id)
    }
}
