//! What the forms show: plain strings, already spelled for paper; an empty one is an empty cell.
//!
//! Codes are Chinese labels by now (深度困难, 丈夫), dates read as the office writes them
//! (2026-11-22 or 2026年11月22日), amounts carry their separators (1,234.00), ages their unit if
//! wanted. `Debug` prints no field: nearly all of this is sensitive personal information.

use serde::{Deserialize, Serialize};

macro_rules! silent_debug {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

mod honors;
mod money;
mod report;
mod sync;

pub use honors::*;
pub use money::*;
pub use report::*;
pub use sync::*;

silent_debug!(
    HardshipFileForm,
    FamilyRow,
    AttachmentRow,
    Opinion,
    VisitRecordForm,
    VisitFamilyRow,
    Tick,
    VisitCardForm,
    Photo,
);

/// 困难职工档案表 (DOMAIN §3.1). Fields in the order of the paper.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HardshipFileForm {
    /// 填报单位.
    pub filing_union: String,
    /// 填表日期; empty: blanks to be filled by hand.
    pub filled_on: String,
    /// 职工编号.
    pub file_no: String,
    /// 困难类别; old and new category together if both are wanted.
    pub category: String,
    pub name: String,
    pub ethnicity: String,
    pub sex: String,
    pub political_status: String,
    pub birth: String,
    pub id_no: String,
    pub health: String,
    pub disability: String,
    pub work_state: String,
    pub model_worker_kind: String,
    pub housing_kind: String,
    pub floor_area: String,
    pub postcode: String,
    pub mobile: String,
    pub other_contact: String,
    pub work_start: String,
    pub industry: String,
    pub marital: String,
    pub hukou_kind: String,
    pub home_address: String,
    pub employer: String,
    pub employer_nature: String,
    pub employer_state: String,
    /// 是 / 否.
    pub single_parent: String,
    /// 本人月平均收入, yuan.
    pub own_monthly_income: String,
    /// 家庭其他非薪资年收入, yuan.
    pub family_other_annual_income: String,
    /// 家庭年度总收入, yuan.
    pub family_annual_income: String,
    /// 家庭人口, 人.
    pub family_size: String,
    /// 家庭月人均收入, yuan.
    pub per_capita_monthly: String,
    pub hukou_division: String,
    pub medical_insurance: String,
    /// 家庭成员; six rows stand on the form, the rest on continuation sheets.
    pub members: Vec<FamilyRow>,
    pub self_help: String,
    pub zero_employment: String,
    pub cause_primary: String,
    /// Up to three, joined for reading.
    pub cause_secondary: String,
    pub cause_text: String,
    pub bank: String,
    pub branch: String,
    pub card_no: String,
    pub attachments: Vec<AttachmentRow>,
    pub remark: String,
    pub filed_by: String,
    pub reviewed_by: String,
    pub entered_by: String,
    /// 基层党组织或行政意见.
    pub employer_opinion: Opinion,
    /// 基层工会(或办事处)意见及公示结果.
    pub union_opinion: Opinion,
    /// 系统(上级)工会意见.
    pub upper_opinion: Opinion,
}

/// One row of 家庭成员 on the file form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FamilyRow {
    pub name: String,
    pub relation: String,
    pub sex: String,
    pub political_status: String,
    pub birth: String,
    pub id_no: String,
    pub medical_insurance: String,
    pub health: String,
    /// 月收入, yuan.
    pub monthly_income: String,
    pub identity: String,
    pub employer_or_school: String,
}

/// One attachment: its kind and its file name.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttachmentRow {
    pub kind: String,
    pub file: String,
}

/// An opinion with its date; who signed is left to the pen.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opinion {
    pub text: String,
    /// Empty: “　　年　　月　　日”.
    pub date: String,
}

/// A box to tick.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tick {
    pub label: String,
    pub on: bool,
}

/// 困难职工家庭入户调查表 / 走访记录表 (DOMAIN §3.2).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitRecordForm {
    /// 编号.
    pub record_no: String,
    /// 调查日期.
    pub visited_on: String,
    pub name: String,
    pub sex: String,
    /// 年龄(周岁).
    pub age: String,
    pub id_no: String,
    pub employer: String,
    pub phone: String,
    /// 工会会员; `None`: both boxes empty.
    pub union_member: Option<bool>,
    pub home_address: String,
    /// 户籍: `Some(true)` 本地, `Some(false)` 外来.
    pub local_hukou: Option<bool>,
    pub file_no: String,
    /// Six rows stand on the form, the rest on continuation sheets.
    pub members: Vec<VisitFamilyRow>,
    /// 近12个月收入, yuan: 工资性, 经营净, 财产净, 转移净, 其他, 合计.
    pub wages: String,
    pub business: String,
    pub property: String,
    pub transfers: String,
    pub other_income: String,
    pub income_total: String,
    /// 凭证张数.
    pub vouchers: String,
    /// 近12个月刚性支出, yuan: 因病 因残 因学 住房 其他 合计.
    pub rigid_illness: String,
    pub rigid_disability: String,
    pub rigid_schooling: String,
    pub rigid_housing: String,
    pub rigid_other: String,
    pub rigid_total: String,
    /// 月人均纯收入 with its working, or just the number.
    pub per_capita: String,
    pub dibao_line: String,
    pub verdict: String,
    /// 住房及财产所见.
    pub housing_seen: String,
    /// 致困原因核实.
    pub causes_verified: String,
    /// 三清: 思想, 表现, 困难.
    pub clear_thought: String,
    pub clear_conduct: String,
    pub clear_hardship: String,
    /// 三聊三送: 聊思想送政策, 聊表现送动力, 聊困难送温暖.
    pub talk_policy: String,
    pub talk_drive: String,
    pub talk_warmth: String,
    /// 需求; empty: the eight boxes of the paper form, unticked.
    pub needs: Vec<Tick>,
    /// 慰问金 in capitals (人民币大写) and in figures, 慰问品.
    pub gift_capital: String,
    pub gift_amount: String,
    pub gift_goods: String,
    /// 调查建议; empty: the five boxes of the paper form, unticked.
    pub suggestions: Vec<Tick>,
    pub suggestion_reason: String,
    /// 被调查人确认: the date; the signature is the pen's.
    pub confirmed_on: String,
    /// 调查人, for the signature cell.
    pub visitors: String,
    pub visitors_on: String,
    /// 基层工会意见.
    pub union_opinion: Opinion,
    /// 镇(街道)总工会意见.
    pub township_opinion: Opinion,
    /// Pictures for extra sheets; their number is printed in the notes.
    pub photos: Vec<Photo>,
}

/// One row of 家庭成员 on the visit record.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitFamilyRow {
    pub name: String,
    pub relation: String,
    pub age: String,
    pub id_no: String,
    pub health: String,
    pub employer_or_school: String,
    /// 月收入, yuan.
    pub monthly_income: String,
    /// 是否共同生活: 是 / 否.
    pub lives_together: String,
}

/// The short card of a condolence visit, A5 (DOMAIN §3.2, end).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitCardForm {
    /// The union that visits; stands above the card.
    pub union_name: String,
    pub record_no: String,
    /// 日期.
    pub visited_on: String,
    /// 走访对象.
    pub name: String,
    /// 单位/住址.
    pub employer_or_address: String,
    /// 事由.
    pub occasion: String,
    /// 慰问金/品.
    pub gift: String,
    /// 谈话要点.
    pub talk: String,
    /// 反映问题.
    pub problems: String,
    /// 解决意见.
    pub resolution: String,
    /// 走访人.
    pub visitors: String,
}

/// A photograph: an upright JPEG (scaled and without location, as the program stores it).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Photo {
    #[serde(skip)]
    pub jpeg: Vec<u8>,
    pub caption: String,
}
