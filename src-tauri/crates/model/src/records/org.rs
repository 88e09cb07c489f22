//! Union organisations on three levels, and employers with or without a union (DOMAIN §S5).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::names;
use crate::record::{Id, Record, SearchDoc};

/// Level in the three-level management (三级管理), plus employers that have no union yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnionLevel {
    /// 镇总工会
    TownshipUnion,
    /// 工会联合会
    Federation,
    /// 基层工会 (an enterprise)
    Grassroots,
    /// 未建会企业
    NoUnion,
}

impl UnionLevel {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::TownshipUnion => "镇总工会",
            Self::Federation => "工会联合会",
            Self::Grassroots => "基层工会",
            Self::NoUnion => "未建会企业",
        }
    }
}

/// How the union is formed (组建形式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnionForm {
    /// 区域性
    Regional,
    /// 行业性
    Industry,
    /// 独立建会
    Independent,
    /// 联合会覆盖
    Covered,
    /// 未建会
    None,
}

impl UnionForm {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Regional => "区域性",
            Self::Industry => "行业性",
            Self::Independent => "独立建会",
            Self::Covered => "联合会覆盖",
            Self::None => "未建会",
        }
    }
}

/// A union organisation together with its employer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct UnionOrg {
    pub id: Id,
    pub name: String,
    pub level: UnionLevel,
    pub form: Option<UnionForm>,
    /// The one administrative parent.
    pub parent_id: Option<Id>,
    /// Second relation: guidance by an industry federation; never counted twice.
    pub guidance_parent_id: Option<Id>,
    /// 企业统一社会信用代码 (GB 32100).
    pub employer_uscc: Option<String>,
    /// 工会统一社会信用代码 (81…).
    pub union_uscc: Option<String>,
    /// Code table `industry`.
    pub industry: Option<String>,
    /// 职工人数, persons.
    pub employees: Option<u32>,
    /// 工会会员数, persons.
    pub members: Option<u32>,
    /// 女职工, persons.
    pub female: Option<u32>,
    /// 农民工, persons.
    pub migrant: Option<u32>,
    pub chair: Option<String>,
    pub established_on: Option<NaiveDate>,
    pub term_end: Option<NaiveDate>,
}

impl Record for UnionOrg {
    const KIND: &'static str = "union_org";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        self.parent_id.as_ref()
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let codes = self.employer_uscc.iter().chain(&self.union_uscc);
        let mut keys: Vec<_> = codes.map(|code| ("uscc", code.clone())).collect();
        keys.push(("org_name", self.name.clone()));
        keys
    }

    fn search(&self) -> Option<SearchDoc> {
        let mut terms = names::search_keys(&self.name);
        terms.extend(self.employer_uscc.iter().chain(&self.union_uscc).cloned());
        let subtitle = self
            .chair
            .clone()
            .map(|chair| format!("主席 {chair}"))
            .unwrap_or_default();
        Some(SearchDoc {
            title: self.name.clone(),
            subtitle,
            terms,
        })
    }
}
