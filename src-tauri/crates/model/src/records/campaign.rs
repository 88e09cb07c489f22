//! A campaign (送温暖、送清凉、大走访 …), the people on its list, and the goods it hands out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::visit::VisitState;
use crate::money::Fen;
use crate::record::{Id, Record, SearchDoc};

/// The occasion of a campaign (DOMAIN §S9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// 元旦春节(两节送温暖)
    NewYearSpringFestival,
    /// 五一
    MayDay,
    /// 夏送清凉
    SendingCool,
    /// 金秋助学
    AutumnScholarship,
    /// 中秋国庆
    MidAutumnNationalDay,
    /// 大走访
    VisitDrive,
    /// 日常
    Daily,
}

impl Season {
    /// Every occasion, in the order of the year.
    pub const ALL: [Self; 7] = [
        Self::NewYearSpringFestival,
        Self::MayDay,
        Self::SendingCool,
        Self::AutumnScholarship,
        Self::MidAutumnNationalDay,
        Self::VisitDrive,
        Self::Daily,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewYearSpringFestival => "元旦春节",
            Self::MayDay => "五一",
            Self::SendingCool => "夏送清凉",
            Self::AutumnScholarship => "金秋助学",
            Self::MidAutumnNationalDay => "中秋国庆",
            Self::VisitDrive => "大走访",
            Self::Daily => "日常",
        }
    }
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// 筹备
    Planning,
    /// 进行中
    Running,
    /// 已结束
    Closed,
}

impl CampaignState {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Planning => "筹备",
            Self::Running => "进行中",
            Self::Closed => "已结束",
        }
    }
}

/// What everybody of a category gets unless the list says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AmountRule {
    /// A category as in [`CampaignItem::category`]; empty = everybody else.
    pub category: String,
    pub amount: Fen,
    /// Goods as written, e.g. `米、油各1份`.
    pub goods: Option<String>,
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Campaign {
    pub id: Id,
    /// E.g. `2017年元旦春节送温暖`.
    pub name: String,
    pub year: i32,
    pub season: Season,
    pub state: CampaignState,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    /// What may be spent in all, fen.
    pub budget: Option<Fen>,
    pub fund_ids: Vec<Id>,
    /// Policy pack whose caps hold; `None` = the unit's default pack.
    pub pack: Option<String>,
    pub rules: Vec<AmountRule>,
    /// 依据, e.g. the document the campaign follows.
    pub basis: Option<String>,
    pub note: Option<String>,
}

impl Record for Campaign {
    const KIND: &'static str = "aid_campaign";

    fn id(&self) -> &Id {
        &self.id
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("campaign_name", self.name.clone())]
    }

    fn search(&self) -> Option<SearchDoc> {
        Some(SearchDoc {
            title: self.name.clone(),
            subtitle: format!("{} {}", self.year, self.season.label()),
            terms: Vec::new(),
        })
    }
}

/// What a payment counts: 户 and 人 are never added up into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CountUnit {
    /// 户
    Household,
    /// 人
    Person,
}

impl CountUnit {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Household => "户",
            Self::Person => "人",
        }
    }
}

/// Kinds of aid (DOMAIN §S9, §7). 慰问 may reach people without a file; 救助 needs an active one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AidKind {
    /// 慰问金
    CondolenceMoney,
    /// 慰问品
    CondolenceGoods,
    /// 生活救助
    LivingAid,
    /// 医疗救助
    MedicalAid,
    /// 助学救助
    SchoolAid,
    /// 意外救助
    AccidentalAid,
    /// 临时救助
    TemporaryAid,
    /// 职业培训
    TrainingAid,
    /// 劳模生活困难补助金
    LivingSubsidy,
    /// 劳模特殊困难帮扶金
    SpecialHardshipFund,
    /// 劳模春节慰问金
    FestivalMoney,
    /// 荣誉津贴
    HonorAllowance,
}

impl AidKind {
    /// Every kind, in the order of the forms.
    pub const ALL: [Self; 12] = [
        Self::CondolenceMoney,
        Self::CondolenceGoods,
        Self::LivingAid,
        Self::MedicalAid,
        Self::SchoolAid,
        Self::AccidentalAid,
        Self::TemporaryAid,
        Self::TrainingAid,
        Self::LivingSubsidy,
        Self::SpecialHardshipFund,
        Self::FestivalMoney,
        Self::HonorAllowance,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::CondolenceMoney => "慰问金",
            Self::CondolenceGoods => "慰问品",
            Self::LivingAid => "生活救助",
            Self::MedicalAid => "医疗救助",
            Self::SchoolAid => "助学救助",
            Self::AccidentalAid => "意外救助",
            Self::TemporaryAid => "临时救助",
            Self::TrainingAid => "职业培训",
            Self::LivingSubsidy => "劳模生活困难补助金",
            Self::SpecialHardshipFund => "劳模特殊困难帮扶金",
            Self::FestivalMoney => "劳模春节慰问金",
            Self::HonorAllowance => "劳模荣誉津贴",
        }
    }

    /// The name in policy packs, JSON and the command line, e.g. `living_aid`.
    pub fn id(self) -> &'static str {
        match self {
            Self::CondolenceMoney => "condolence_money",
            Self::CondolenceGoods => "condolence_goods",
            Self::LivingAid => "living_aid",
            Self::MedicalAid => "medical_aid",
            Self::SchoolAid => "school_aid",
            Self::AccidentalAid => "accidental_aid",
            Self::TemporaryAid => "temporary_aid",
            Self::TrainingAid => "training_aid",
            Self::LivingSubsidy => "living_subsidy",
            Self::SpecialHardshipFund => "special_hardship_fund",
            Self::FestivalMoney => "festival_money",
            Self::HonorAllowance => "honor_allowance",
        }
    }
}

/// One recipient on a campaign's list. A plan that may change until a batch is drafted from it;
/// what was paid is in the ledger.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CampaignItem {
    pub id: Id,
    /// Campaign id (the parent).
    pub campaign_id: Id,
    /// Place on the list, from 1.
    pub seq: u32,
    pub person_id: Id,
    pub file_id: Option<Id>,
    pub household_id: Option<Id>,
    pub unit: CountUnit,
    /// 困难类别/慰问类别: a code of table `category`, or the word as written (重困职工 …).
    pub category: String,
    pub aid_kind: AidKind,
    /// Fen; zero for goods only.
    pub amount: Fen,
    pub goods: Option<String>,
    /// Worth of the goods, fen.
    pub goods_value: Option<Fen>,
    pub employer: Option<String>,
    /// Payee as the bank spells it; `None` = the file's own card.
    pub card_holder: Option<String>,
    pub card_no: Option<String>,
    pub bank: Option<String>,
    pub basis: Option<String>,
    /// Why somebody without an active file is helped (临时救助).
    pub temporary_reason: Option<String>,
    /// 代领人及关系 as written.
    pub proxy: Option<String>,
    /// Taken off the list, with the reason; the record stays.
    pub removed_reason: Option<String>,
    /// Visitor (user name or other name) who goes there: 联系人到位.
    pub assignee: Option<String>,
    /// 已走访 / 未遇 / 谢绝 / 联系不上; `planned` until then.
    pub outcome: VisitState,
    pub outcome_on: Option<NaiveDate>,
    pub visit_id: Option<Id>,
    /// 分析到位
    pub analysis: Option<String>,
    /// 总结到位
    pub summary: Option<String>,
    pub note: Option<String>,
}

impl std::fmt::Debug for CampaignItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CampaignItem({})", self.id)
    }
}

impl Record for CampaignItem {
    const KIND: &'static str = "aid_item";
    const NAMES_PEOPLE: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn people(&mut self) -> Vec<&mut Id> {
        vec![&mut self.person_id]
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.campaign_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        let mut keys = vec![("item_person", self.person_id.0.clone())];
        keys.extend(self.file_id.iter().map(|id| ("item_file", id.0.clone())));
        keys
    }
}

/// What happened to goods (慰问品).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GoodsEntryKind {
    /// 入库
    Received,
    /// 领出 (to a visitor)
    HandedOut,
    /// 送达 (to a recipient)
    Given,
    /// 交回 (by a visitor)
    Returned,
    /// 清点 (what was counted in the store at the end)
    CountedBack,
}

impl GoodsEntryKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "入库",
            Self::HandedOut => "领出",
            Self::Given => "送达",
            Self::Returned => "交回",
            Self::CountedBack => "清点",
        }
    }
}

/// A movement of goods. A fact: only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GoodsEntry {
    pub id: Id,
    /// Campaign id (the parent).
    pub campaign_id: Id,
    /// E.g. `大米10公斤`.
    pub goods: String,
    pub kind: GoodsEntryKind,
    /// Pieces (份), never negative.
    pub quantity: u32,
    /// Fen per piece.
    pub unit_price: Option<Fen>,
    /// The visitor who took or brought back; empty for the store itself.
    pub holder: Option<String>,
    /// Recipient, for `given`.
    pub item_id: Option<Id>,
    pub on: NaiveDate,
    pub note: Option<String>,
}

impl Record for GoodsEntry {
    const KIND: &'static str = "goods_entry";
    const APPEND_ONLY: bool = true;

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.campaign_id)
    }
}
