//! Honours (荣誉称号) and medals as things with a life (DOMAIN §S11). Model workers, craftsmen and
//! contest honours share them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Id, Record, SearchDoc};

/// Level of an honour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HonorLevel {
    /// 全国
    National,
    /// 省部级
    Provincial,
    /// 市级
    City,
    /// 县级
    County,
    /// 镇级
    Township,
    /// 其他
    Other,
}

impl HonorLevel {
    /// Every level, from high to low.
    pub const ALL: [Self; 6] = [
        Self::National,
        Self::Provincial,
        Self::City,
        Self::County,
        Self::Township,
        Self::Other,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::National => "全国",
            Self::Provincial => "省部级",
            Self::City => "市级",
            Self::County => "县级",
            Self::Township => "镇级",
            Self::Other => "其他",
        }
    }
}

/// An honour of a person (or, for 优秀组织单位, of a unit).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Honor {
    pub id: Id,
    /// Model worker id, when the person is in the registry (the parent).
    pub model_worker_id: Option<Id>,
    pub person_id: Option<Id>,
    pub org_id: Option<Id>,
    /// 荣誉称号, e.g. `全国劳动模范`, `酒城工匠`.
    pub title: String,
    pub level: HonorLevel,
    pub issuer: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub awarded_on: Option<String>,
    pub cert_no: Option<String>,
    /// There is a medal; its life is in [`MedalEvent`].
    pub medal: bool,
    pub seq: u32,
    pub source_key: Option<String>,
    pub note: Option<String>,
}

impl Record for Honor {
    const KIND: &'static str = "honor_title";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        self.person_id.as_mut().into_iter().collect()
    }

    fn parent(&self) -> Option<&Id> {
        self.model_worker_id.as_ref()
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        self.source_key
            .iter()
            .map(|key| ("source", key.clone()))
            .collect()
    }

    fn search(&self) -> Option<SearchDoc> {
        Some(SearchDoc {
            title: self.title.clone(),
            subtitle: self.issuer.clone().unwrap_or_default(),
            terms: self.cert_no.iter().cloned().collect(),
        })
    }
}

/// What happened to a medal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MedalEventKind {
    /// 持有
    Held,
    /// 遗失
    Lost,
    /// 被盗
    Stolen,
    /// 找回
    Recovered,
    /// 补发
    Reissued,
    /// 撤销收回
    Withdrawn,
}

impl MedalEventKind {
    /// Every state of a medal, in the order of its life.
    pub const ALL: [Self; 6] = [
        Self::Held,
        Self::Lost,
        Self::Stolen,
        Self::Recovered,
        Self::Reissued,
        Self::Withdrawn,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Held => "持有",
            Self::Lost => "遗失",
            Self::Stolen => "被盗",
            Self::Recovered => "找回",
            Self::Reissued => "补发",
            Self::Withdrawn => "撤销收回",
        }
    }
}

/// A moment in the life of a medal. A fact: only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MedalEvent {
    pub id: Id,
    /// Honour id (the parent).
    pub honor_id: Id,
    pub kind: MedalEventKind,
    /// `None`: the date was not recorded.
    pub on: Option<NaiveDate>,
    pub incident_id: Option<Id>,
    pub note: Option<String>,
}

impl Record for MedalEvent {
    const KIND: &'static str = "medal_event";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.honor_id)
    }
}
