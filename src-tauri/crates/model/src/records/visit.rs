//! A home visit (走访) and the difficulties (困难事项) found on it, DOMAIN §S12 and §3.2.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::record::{Id, Record, SearchDoc};

/// Where a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// 计划中
    Planned,
    /// 已走访
    Visited,
    /// 未遇(择期)
    NotHome,
    /// 谢绝
    Refused,
    /// 联系不上
    Unreachable,
}

impl VisitState {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Planned => "计划中",
            Self::Visited => "已走访",
            Self::NotHome => "未遇",
            Self::Refused => "谢绝",
            Self::Unreachable => "联系不上",
        }
    }
}

/// How the visit was made (方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VisitMethod {
    /// 入户
    Home,
    /// 病房
    Ward,
    /// 单位
    Workplace,
    /// 电话
    Phone,
}

impl VisitMethod {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Home => "入户",
            Self::Ward => "病房",
            Self::Workplace => "单位",
            Self::Phone => "电话",
        }
    }
}

/// Who or what was visited (DOMAIN §S12): the four are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VisitTarget {
    /// 职工
    Worker,
    /// 班组(站)
    Team,
    /// 家庭
    Household,
    /// 单位
    Unit,
}

impl VisitTarget {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Worker => "职工",
            Self::Team => "班组",
            Self::Household => "家庭",
            Self::Unit => "单位",
        }
    }
}

/// One visit: planned, then recorded.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Visit {
    pub id: Id,
    /// Hardship file id (the parent) when the visit concerns a file.
    pub file_id: Option<Id>,
    /// The person visited.
    pub person_id: Option<Id>,
    pub target: VisitTarget,
    /// The visited as written, when it is no person of the base data (a team, a name on a list).
    pub target_name: Option<String>,
    /// Union organisation the visited belongs to, and its name as written.
    pub org_id: Option<Id>,
    pub org_name: Option<String>,
    pub campaign_id: Option<Id>,
    pub state: VisitState,
    pub planned_on: Option<NaiveDate>,
    pub visited_on: Option<NaiveDate>,
    pub place: Option<String>,
    pub method: VisitMethod,
    /// 事由: 生病/困难/生育/丧事/节日/退休/劳模/新员工/例行
    pub reason: Option<String>,
    /// Visitors' names; two are recommended, a home survey needs them.
    pub visitors: Vec<String>,
    /// Who was present at the home.
    pub present: Vec<String>,
    /// 三清: 清楚思想 / 清楚表现 / 清楚困难
    pub clear_thought: Option<String>,
    pub clear_performance: Option<String>,
    pub clear_difficulty: Option<String>,
    /// 三聊三送: 聊思想送政策 / 聊表现送动力 / 聊困难送温暖
    pub talk_policy: Option<String>,
    pub talk_motivation: Option<String>,
    pub talk_warmth: Option<String>,
    /// 三个进档案: (1) 家庭困难、社会关系 (2) 个人需求、家庭困难 (3) 关心关爱、解决困难事项
    pub into_file_family: Option<String>,
    pub into_file_needs: Option<String>,
    pub into_file_care: Option<String>,
    /// 需求: living, medical, schooling, employment, legal, housing, psychology, other
    pub needs: Vec<String>,
    pub needs_other: Option<String>,
    pub family_changes: Option<String>,
    pub income_changes: Option<String>,
    /// 住房及财产所见
    pub housing_seen: Option<String>,
    /// 致困原因核实
    pub cause_verified: Option<String>,
    /// Condolence money given, fen; a plain fact.
    pub money_given: Option<Fen>,
    /// Goods given, as written.
    pub goods_given: Option<String>,
    /// Worth of the goods in fen.
    pub goods_value: Option<Fen>,
    /// 调查建议: new_file, keep, change_category, exit, not_eligible
    pub suggestion: Option<String>,
    pub suggestion_reason: Option<String>,
    /// 反映问题 / 解决意见 of the short card
    pub problems: Option<String>,
    pub solution: Option<String>,
    /// Difficulties raised and solved, 件, as a visiting drive's list states them.
    pub raised_n: Option<u32>,
    pub solved_n: Option<u32>,
    /// Money put in to solve them, fen.
    pub spend: Option<Fen>,
    /// 帮扶人次
    pub person_times: Option<u32>,
    pub note: Option<String>,
    /// Where an imported visit stood: what tells it from others, then `@` and its row. The same
    /// list again finds it by the part before `@`.
    pub source_key: Option<String>,
}

impl Visit {
    /// The imported visit's key without its row.
    pub fn source(&self) -> Option<&str> {
        let key = self.source_key.as_deref()?;
        Some(key.rsplit_once('@').map_or(key, |(key, _)| key))
    }

    /// The row of the list it was imported from.
    pub fn source_row(&self) -> Option<u32> {
        self.source_key.as_deref()?.rsplit_once('@')?.1.parse().ok()
    }
}

impl Default for Visit {
    fn default() -> Self {
        Self {
            id: Id::new(""),
            file_id: None,
            person_id: None,
            target: VisitTarget::Worker,
            target_name: None,
            org_id: None,
            org_name: None,
            campaign_id: None,
            state: VisitState::Planned,
            planned_on: None,
            visited_on: None,
            place: None,
            method: VisitMethod::Home,
            reason: None,
            visitors: Vec::new(),
            present: Vec::new(),
            clear_thought: None,
            clear_performance: None,
            clear_difficulty: None,
            talk_policy: None,
            talk_motivation: None,
            talk_warmth: None,
            into_file_family: None,
            into_file_needs: None,
            into_file_care: None,
            needs: Vec::new(),
            needs_other: None,
            family_changes: None,
            income_changes: None,
            housing_seen: None,
            cause_verified: None,
            money_given: None,
            goods_given: None,
            goods_value: None,
            suggestion: None,
            suggestion_reason: None,
            problems: None,
            solution: None,
            raised_n: None,
            solved_n: None,
            spend: None,
            person_times: None,
            note: None,
            source_key: None,
        }
    }
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Visit({})", self.id)
    }
}

impl Record for Visit {
    const KIND: &'static str = "visit";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        self.person_id.as_mut().into_iter().collect()
    }

    fn parent(&self) -> Option<&Id> {
        self.file_id.as_ref()
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let links = [
            ("visited_person", self.person_id.as_ref()),
            ("visit_campaign", self.campaign_id.as_ref()),
        ];
        links
            .into_iter()
            .filter_map(|(name, id)| Some((name, id?.0.clone())))
            .collect()
    }

    fn search(&self) -> Option<SearchDoc> {
        let date = self.visited_on.or(self.planned_on);
        let title = date
            .map(|day| format!("走访 {day}"))
            .unwrap_or_else(|| "走访".into());
        let texts = [
            &self.clear_difficulty,
            &self.problems,
            &self.talk_warmth,
            &self.note,
        ];
        let terms = texts
            .into_iter()
            .flatten()
            .cloned()
            .chain(self.visitors.clone())
            .collect();
        Some(SearchDoc {
            title,
            subtitle: self.place.clone().unwrap_or_default(),
            terms,
        })
    }
}

/// Where a difficulty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DifficultyState {
    /// 在办
    Open,
    /// 上报
    Escalated,
    /// 已解决
    Solved,
    /// 无法解决
    Unsolvable,
}

impl DifficultyState {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "在办",
            Self::Escalated => "上报",
            Self::Solved => "已解决",
            Self::Unsolvable => "无法解决",
        }
    }

    /// Somebody still has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Escalated)
    }
}

/// A difficulty found on a visit, with an owner and a due date until it is solved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Difficulty {
    pub id: Id,
    /// Visit id (the parent).
    pub visit_id: Id,
    pub file_id: Option<Id>,
    pub description: String,
    pub owner: String,
    pub due_on: Option<NaiveDate>,
    pub state: DifficultyState,
    pub solved_on: Option<NaiveDate>,
    /// Cost of solving it, fen.
    pub cost: Option<Fen>,
    pub result: Option<String>,
}

impl Record for Difficulty {
    const KIND: &'static str = "difficulty_item";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.visit_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        self.file_id
            .iter()
            .map(|id| ("difficulty_file", id.0.clone()))
            .collect()
    }
}
