//! 金秋助学: yearly rounds, applications of students and their follow-up (DOMAIN §S10, §3.5).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Fen;
use crate::record::{Id, Record, SearchDoc};

/// A yearly round with its window and standard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScholarshipRound {
    pub id: Id,
    /// E.g. `2024年金秋助学`.
    pub name: String,
    pub year: i32,
    /// Policy pack whose scholarship standard holds.
    pub pack: String,
    /// First and last day on which an application counts.
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    pub closed: bool,
    pub basis: Option<String>,
    pub note: Option<String>,
    /// 对口援助: students whom a union of another region sends; what new applications begin with.
    #[serde(default)]
    pub counterpart: bool,
    #[serde(default)]
    pub sending_union: Option<String>,
    #[serde(default)]
    pub receiving_union: Option<String>,
}

impl Record for ScholarshipRound {
    const KIND: &'static str = "scholarship_round";

    fn id(&self) -> &Id {
        &self.id
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("round_year", self.year.to_string())]
    }
}

/// Level of the school, GB/T 4658 by tens as the form groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SchoolLevel {
    /// 高中
    SeniorHigh,
    /// 中职
    SecondaryVocational,
    /// 专科
    JuniorCollege,
    /// 本科
    Undergraduate,
    /// 研究生
    Graduate,
}

impl SchoolLevel {
    /// Every level, from low to high.
    pub const ALL: [Self; 5] = [
        Self::SeniorHigh,
        Self::SecondaryVocational,
        Self::JuniorCollege,
        Self::Undergraduate,
        Self::Graduate,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::SeniorHigh => "高中",
            Self::SecondaryVocational => "中职",
            Self::JuniorCollege => "专科",
            Self::Undergraduate => "本科",
            Self::Graduate => "研究生",
        }
    }

    /// University tier of the standards: 专科, 本科, 研究生.
    pub fn is_university(self) -> bool {
        matches!(
            self,
            Self::JuniorCollege | Self::Undergraduate | Self::Graduate
        )
    }
}

/// What kind of student somebody is; all but the first two are aided by the state already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StudentKind {
    /// 普通
    Ordinary,
    /// 军事院校
    MilitaryAcademy,
    /// 免费(公费)师范生
    FreeNormal,
    /// 定向生
    Directed,
}

impl StudentKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 4] = [
        Self::Ordinary,
        Self::MilitaryAcademy,
        Self::FreeNormal,
        Self::Directed,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ordinary => "普通",
            Self::MilitaryAcademy => "军事院校",
            Self::FreeNormal => "免费师范生",
            Self::Directed => "定向生",
        }
    }
}

/// 类别: newly admitted, in school, or continued from last year's round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// 新录取
    New,
    /// 在读
    InSchool,
    /// 连续资助
    Continuing,
}

impl Admission {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "新录取",
            Self::InSchool => "在读",
            Self::Continuing => "连续资助",
        }
    }
}

/// What the rules and the people decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AwardDecision {
    /// 待审
    Pending,
    /// 资助
    Award,
    /// 不予资助
    Refused,
}

impl AwardDecision {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "待审",
            Self::Award => "资助",
            Self::Refused => "不予资助",
        }
    }
}

/// An application of a student in a round.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ScholarshipCase {
    pub id: Id,
    /// Round id (the parent).
    pub round_id: Id,
    /// Place in the round, from 1.
    pub seq: u32,
    /// The student.
    pub person_id: Id,
    /// The parent in the base data, and the file the application rests on.
    pub parent_person_id: Option<Id>,
    pub parent_file_id: Option<Id>,
    /// As written on the form.
    pub parent_name: String,
    pub parent_employer: Option<String>,
    /// 家长状态: 在职, 退休 …
    pub parent_state: Option<String>,
    pub parent_is_member: Option<bool>,
    /// 档案编号 as written; the file may be exited, cancelled or unknown.
    pub stated_file_no: Option<String>,
    /// 未建档原因: why the parent has no file, for those the standard takes without one.
    pub unfiled_reason: Option<String>,
    pub school: String,
    pub level: Option<SchoolLevel>,
    pub student_kind: Option<StudentKind>,
    pub admission: Option<Admission>,
    pub major: Option<String>,
    /// 通知书编号
    pub admission_no: Option<String>,
    pub entry_year: Option<i32>,
    pub length_years: Option<u32>,
    /// Fen per year.
    pub tuition: Option<Fen>,
    pub applied_on: Option<NaiveDate>,
    /// 已获其他资助, as written; and its amount in fen.
    pub other_aid: Option<String>,
    pub other_aid_amount: Option<Fen>,
    /// 对口援疆 and the like: the union that sends and the one that receives.
    pub counterpart: bool,
    pub sending_union: Option<String>,
    pub receiving_union: Option<String>,
    /// Papers handed in (录取通知书, 学费票据 …).
    pub documents: Vec<String>,
    pub decision: AwardDecision,
    /// Reason codes of the decision, e.g. `filed`, `university_tier`, `excluded_military`.
    pub reasons: Vec<String>,
    /// Fen; what the standard gives.
    pub award: Fen,
    pub card_holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
    /// The case of the year before that this one continues.
    pub continues: Option<Id>,
    /// 申请理由
    pub application_reason: Option<String>,
    pub source_key: Option<String>,
    pub note: Option<String>,
}

impl Default for ScholarshipCase {
    fn default() -> Self {
        Self {
            id: Id::new(""),
            round_id: Id::new(""),
            seq: 0,
            person_id: Id::new(""),
            parent_person_id: None,
            parent_file_id: None,
            parent_name: String::new(),
            parent_employer: None,
            parent_state: None,
            parent_is_member: None,
            stated_file_no: None,
            unfiled_reason: None,
            school: String::new(),
            level: None,
            student_kind: None,
            admission: None,
            major: None,
            admission_no: None,
            entry_year: None,
            length_years: None,
            tuition: None,
            applied_on: None,
            other_aid: None,
            other_aid_amount: None,
            counterpart: false,
            sending_union: None,
            receiving_union: None,
            documents: Vec::new(),
            decision: AwardDecision::Pending,
            reasons: Vec::new(),
            award: Fen::ZERO,
            card_holder: None,
            card_no: None,
            bank: None,
            continues: None,
            application_reason: None,
            source_key: None,
            note: None,
        }
    }
}

impl std::fmt::Debug for ScholarshipCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ScholarshipCase({})", self.id)
    }
}

impl Record for ScholarshipCase {
    const KIND: &'static str = "autumn_scholarship";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        let parent = self.parent_person_id.as_mut();
        std::iter::once(&mut self.person_id).chain(parent).collect()
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.round_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let file = self.parent_file_id.iter();
        let file = file.map(|id| ("case_file", id.0.clone()));
        let source = self.source_key.iter().map(|key| ("source", key.clone()));
        let student = ("student", self.person_id.0.clone());
        std::iter::once(student).chain(file).chain(source).collect()
    }

    fn search(&self) -> Option<SearchDoc> {
        Some(SearchDoc {
            title: format!("金秋助学 {}", self.school),
            subtitle: self.parent_name.clone(),
            terms: vec![self.parent_name.clone(), self.school.clone()],
        })
    }
}

/// A step of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScholarshipStepKind {
    /// 申请
    Applied,
    /// 单位工会初审
    GrassReviewed,
    /// 公示
    Publicised,
    /// 批准
    Approved,
    /// 次年回访
    FollowedUp,
    /// 毕业
    Finished,
    /// 中止
    Dropped,
}

impl ScholarshipStepKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applied => "申请",
            Self::GrassReviewed => "单位工会初审",
            Self::Publicised => "公示",
            Self::Approved => "批准",
            Self::FollowedUp => "次年回访",
            Self::Finished => "毕业",
            Self::Dropped => "中止",
        }
    }
}

/// A dated step with its opinion. A fact: only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ScholarshipStep {
    pub id: Id,
    /// Case id (the parent).
    pub case_id: Id,
    pub kind: ScholarshipStepKind,
    pub on: NaiveDate,
    pub by: String,
    pub opinion: Option<String>,
    /// Last day of the notice, for `publicised`.
    pub notice_ends_on: Option<NaiveDate>,
}

impl Record for ScholarshipStep {
    const KIND: &'static str = "scholarship_step";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.case_id)
    }
}
