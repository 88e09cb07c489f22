//! The model-worker registry (劳模管理): people, incidents, benefits (DOMAIN §S11, §3.6). Their honours
//! are in `honor.rs`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::honor::HonorLevel;
use crate::money::Fen;
use crate::record::{Id, Record, SearchDoc};

/// 人员类别: decides the line of the living subsidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkerKind {
    /// 在职
    InService,
    /// 退休
    Retired,
    /// 离休
    RetiredCadre,
    /// 农民
    Farmer,
}

impl WorkerKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 4] = [
        Self::InService,
        Self::Retired,
        Self::RetiredCadre,
        Self::Farmer,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::InService => "在职",
            Self::Retired => "退休",
            Self::RetiredCadre => "离休",
            Self::Farmer => "农民",
        }
    }
}

/// 状态.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkerState {
    /// 健在
    Living,
    /// 去世
    Deceased,
    /// 移居境外
    Emigrated,
    /// 失联
    Missing,
    /// 撤销
    Revoked,
}

impl WorkerState {
    /// Every state, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Living,
        Self::Deceased,
        Self::Emigrated,
        Self::Missing,
        Self::Revoked,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Living => "健在",
            Self::Deceased => "去世",
            Self::Emigrated => "移居境外",
            Self::Missing => "失联",
            Self::Revoked => "撤销",
        }
    }
}

/// A model worker.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ModelWorker {
    pub id: Id,
    pub person_id: Id,
    /// Place on the list, from 1.
    pub seq: u32,
    /// The highest level of the honours.
    pub level: HonorLevel,
    pub kind: WorkerKind,
    pub state: WorkerState,
    pub state_on: Option<NaiveDate>,
    pub employer_then: Option<String>,
    pub employer_now: Option<String>,
    pub native_place: Option<String>,
    pub work_start: Option<String>,
    pub retired_on: Option<NaiveDate>,
    /// 月收入(工资/养老金), fen per month.
    pub monthly_income: Option<Fen>,
    pub fixed_income: Option<bool>,
    pub disabled: Option<bool>,
    pub under_investigation: Option<bool>,
    /// 住房, 生活状况 as written.
    pub housing: Option<String>,
    pub living_state: Option<String>,
    /// 主要事迹
    pub deeds: Option<String>,
    /// 联系帮扶人
    pub care_contact: Option<String>,
    /// Where benefits are paid to, when it is not the account of the file.
    pub card_holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
    pub file_id: Option<Id>,
    pub source_key: Option<String>,
    pub note: Option<String>,
}

impl Default for ModelWorker {
    fn default() -> Self {
        Self {
            id: Id::new(""),
            person_id: Id::new(""),
            seq: 0,
            level: HonorLevel::Other,
            kind: WorkerKind::InService,
            state: WorkerState::Living,
            state_on: None,
            employer_then: None,
            employer_now: None,
            native_place: None,
            work_start: None,
            retired_on: None,
            monthly_income: None,
            fixed_income: None,
            disabled: None,
            under_investigation: None,
            housing: None,
            living_state: None,
            deeds: None,
            care_contact: None,
            card_holder: None,
            card_no: None,
            bank: None,
            file_id: None,
            source_key: None,
            note: None,
        }
    }
}

impl std::fmt::Debug for ModelWorker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ModelWorker({})", self.id)
    }
}

impl Record for ModelWorker {
    const KIND: &'static str = "model_worker";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        vec![&mut self.person_id]
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let mut keys = vec![("model_worker_person", self.person_id.0.clone())];
        keys.extend(self.source_key.iter().map(|key| ("source", key.clone())));
        keys
    }

    fn search(&self) -> Option<SearchDoc> {
        Some(SearchDoc {
            title: format!("劳模 {}", self.level.label()),
            subtitle: self.employer_then.clone().unwrap_or_default(),
            terms: self.deeds.iter().cloned().collect(),
        })
    }
}

/// Something that happened to a model worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentKind {
    /// 失窃
    Theft,
    /// 火灾
    Fire,
    /// 住院
    Hospital,
    /// 去世
    Death,
    /// 其他
    Other,
}

impl IncidentKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Theft => "失窃",
            Self::Fire => "火灾",
            Self::Hospital => "住院",
            Self::Death => "去世",
            Self::Other => "其他",
        }
    }
}

/// An incident, open until it is resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Incident {
    pub id: Id,
    /// Model worker id (the parent).
    pub model_worker_id: Id,
    pub kind: IncidentKind,
    pub on: NaiveDate,
    pub narrative: String,
    pub owner: Option<String>,
    pub resolved_on: Option<NaiveDate>,
    pub result: Option<String>,
}

impl Record for Incident {
    const KIND: &'static str = "incident";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.model_worker_id)
    }
}

/// What was done about an incident. A fact: only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct IncidentAction {
    pub id: Id,
    /// Incident id (the parent).
    pub incident_id: Id,
    pub on: NaiveDate,
    pub by: String,
    pub action: String,
}

impl Record for IncidentAction {
    const KIND: &'static str = "incident_action";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.incident_id)
    }
}

/// 三金 and the allowances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BenefitKind {
    /// 生活困难补助金
    LivingSubsidy,
    /// 特殊困难帮扶金
    SpecialHardshipFund,
    /// 春节慰问金
    FestivalMoney,
    /// 荣誉津贴
    HonorAllowance,
    /// 体检
    MedicalCheck,
    /// 疗休养
    Recuperation,
    /// 住院慰问
    HospitalVisit,
}

impl BenefitKind {
    /// Every benefit, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::LivingSubsidy,
        Self::SpecialHardshipFund,
        Self::FestivalMoney,
        Self::HonorAllowance,
        Self::MedicalCheck,
        Self::Recuperation,
        Self::HospitalVisit,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::LivingSubsidy => "生活困难补助金",
            Self::SpecialHardshipFund => "特殊困难帮扶金",
            Self::FestivalMoney => "春节慰问金",
            Self::HonorAllowance => "荣誉津贴",
            Self::MedicalCheck => "体检",
            Self::Recuperation => "疗休养",
            Self::HospitalVisit => "住院慰问",
        }
    }
}

/// A benefit declared for a year; it is paid through the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Benefit {
    pub id: Id,
    /// Model worker id (the parent).
    pub model_worker_id: Id,
    pub year: i32,
    pub kind: BenefitKind,
    /// Fen in the year.
    pub amount: Fen,
    /// Fen per month, for the living subsidy.
    pub monthly: Option<Fen>,
    /// Clause and numbers, in words.
    pub basis: String,
    pub reasons: Vec<String>,
    pub declared_on: Option<NaiveDate>,
    /// The batch that pays it.
    pub batch_id: Option<Id>,
    pub note: Option<String>,
}

impl Record for Benefit {
    const KIND: &'static str = "model_worker_benefit";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.model_worker_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("benefit_year", self.year.to_string())]
    }
}
