//! What the forms of scholarships and model workers show (DOMAIN §3.5, §3.6, §S10, §S11).

use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;

use super::{Opinion, Photo, Tick, VisitFamilyRow};

silent_debug!(
    ScholarshipApplicationForm,
    ScholarshipRosterForm,
    ScholarshipRosterRow,
    ScholarshipSummaryForm,
    ScholarshipSummaryRow,
    ModelWorkerForm,
    HonorRow,
    BenefitYearRow,
    ModelWorkerFundsForm,
    ModelWorkerFundsRow,
    HonorLedgerForm,
    HonorLedgerRow,
    ModelWorkerVisitsForm,
    ModelWorkerVisitsRow,
);

/// 金秋助学申请审批表, DOMAIN §3.5. A default one prints the blank form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScholarshipApplicationForm {
    /// 填报单位, and 编号 in its round.
    pub unit: String,
    pub no: String,
    /// The student.
    pub name: String,
    pub sex: String,
    /// 出生年月.
    pub birth: String,
    pub ethnicity: String,
    pub id_no: String,
    pub phone: String,
    /// 毕业(现就读)学校.
    pub current_school: String,
    /// 录取院校及专业.
    pub admitted_to: String,
    /// 学历层次; empty: the five boxes of the paper form, unticked.
    pub levels: Vec<Tick>,
    /// 类别; empty: 新录取 and 在读, unticked.
    pub admissions: Vec<Tick>,
    /// 入学时间.
    pub entered_on: String,
    /// 学制, years.
    pub length: String,
    /// Yuan per year.
    pub tuition: String,
    /// 通知书编号.
    pub admission_no: String,
    pub parent_name: String,
    pub employer: String,
    pub file_no: String,
    /// Four rows stand on the form, the rest on a continuation sheet.
    pub members: Vec<VisitFamilyRow>,
    /// 家庭人口, 人.
    pub family_size: String,
    /// Yuan.
    pub annual_income: String,
    pub per_capita: String,
    /// 已获其他资助: source and amount.
    pub other_aid: String,
    /// 申请理由.
    pub reason: String,
    pub applied_on: String,
    /// 所在单位工会意见, with the days of the notice as printed.
    pub union_opinion: Opinion,
    pub notice_from: String,
    pub notice_to: String,
    /// `Some(true)`: 无异议.
    pub no_objection: Option<bool>,
    /// 镇(街道)总工会意见.
    pub township_opinion: Opinion,
    /// 县(区)总工会意见; the sentence with the amount stands above it.
    pub county_opinion: Opinion,
    /// 人民币(大写) without the prefix, and the figures.
    pub amount_uppercase: String,
    pub amount: String,
    pub card_holder: String,
    pub bank: String,
    pub card_no: String,
}

/// 金秋助学名册 of a round: who is aided, with full numbers for the county.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScholarshipRosterForm {
    pub title: String,
    pub unit: String,
    /// 申请期 as printed.
    pub period: String,
    pub rows: Vec<ScholarshipRosterRow>,
    pub handled_by: String,
    pub phone: String,
}

/// One student.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScholarshipRosterRow {
    pub name: String,
    pub sex: String,
    pub id_no: String,
    /// 院校及专业.
    pub school: String,
    pub level: String,
    /// 新录取 / 在读 / 连续资助.
    pub admission: String,
    pub parent: String,
    pub employer: String,
    /// 档案编号, or 未建档.
    pub file_no: String,
    pub amount: Fen,
    pub note: String,
}

/// 金秋助学汇总表 of a round: one line for each level of school.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScholarshipSummaryForm {
    pub title: String,
    pub unit: String,
    pub period: String,
    pub rows: Vec<ScholarshipSummaryRow>,
    /// Of everybody; not always the sum of the rows (a family with two levels counts once).
    pub families: u32,
    pub handled_by: String,
}

/// One level of school; heads in 人, amounts in fen.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScholarshipSummaryRow {
    pub level: String,
    pub applications: u32,
    /// Of those awarded: newly admitted, in school, continued.
    pub new: u32,
    pub in_school: u32,
    pub continuing: u32,
    /// Of families with a file on record.
    pub filed: u32,
    pub filed_amount: Fen,
    /// Of the others.
    pub unfiled: u32,
    pub unfiled_amount: Fen,
    pub refused: u32,
    pub pending: u32,
    pub paid: u32,
    pub paid_amount: Fen,
}

/// 劳动模范登记表, DOMAIN §3.6. A default one prints the blank form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelWorkerForm {
    /// 填报单位.
    pub unit: String,
    /// 填表日期; empty: blanks to be filled by hand.
    pub filled_on: String,
    pub name: String,
    pub sex: String,
    pub ethnicity: String,
    /// 出生年月.
    pub birth: String,
    pub native_place: String,
    pub education: String,
    pub political_status: String,
    pub work_start: String,
    pub retired_on: String,
    pub id_no: String,
    /// 照片; `None`: a place to paste one.
    pub portrait: Option<Photo>,
    /// 现单位及职务, 获奖时单位及职务.
    pub employer_now: String,
    pub employer_then: String,
    pub home_address: String,
    pub phone: String,
    /// Five rows stand on the form, the rest on a continuation sheet.
    pub honors: Vec<HonorRow>,
    /// 主要事迹.
    pub deeds: String,
    /// Four rows stand on the form, the rest on a continuation sheet.
    pub members: Vec<VisitFamilyRow>,
    /// 月收入(工资/养老金), yuan.
    pub monthly_income: String,
    pub housing: String,
    pub health: String,
    pub medical_insurance: String,
    /// 生活困难情况.
    pub living_state: String,
    /// Six rows stand on the form, the rest on a continuation sheet.
    pub benefits: Vec<BenefitYearRow>,
    pub union_opinion: Opinion,
    pub county_opinion: Opinion,
    pub city_opinion: Opinion,
}

/// One honour on the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HonorRow {
    pub title: String,
    pub awarded_on: String,
    pub issuer: String,
    /// 证书(文号).
    pub cert_no: String,
    /// 奖章(有/遗失/找回), with the day where it is known.
    pub medal: String,
}

/// 待遇 of one year, yuan.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BenefitYearRow {
    pub year: String,
    pub living: String,
    pub special: String,
    pub festival: String,
    pub allowance: String,
    /// 体检疗休养.
    pub check_up: String,
}

/// 劳模三金申报表 of a year.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelWorkerFundsForm {
    pub title: String,
    pub unit: String,
    /// 申报日期 as printed; empty: blanks.
    pub declared_on: String,
    pub rows: Vec<ModelWorkerFundsRow>,
    pub handled_by: String,
    pub phone: String,
}

/// One model worker.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelWorkerFundsRow {
    pub name: String,
    pub sex: String,
    pub id_no: String,
    /// The highest honour with its level.
    pub honor: String,
    /// 在职 / 退休 / 离休 / 农民.
    pub kind: String,
    /// Yuan per month.
    pub monthly_income: String,
    pub living: Fen,
    pub special: Fen,
    pub festival: Fen,
    /// Clause and numbers.
    pub basis: String,
}

/// 荣誉台账: every honour with the life of its medal.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HonorLedgerForm {
    pub title: String,
    pub unit: String,
    /// 截至 as printed.
    pub as_of: String,
    pub rows: Vec<HonorLedgerRow>,
    pub handled_by: String,
}

/// One honour of a person or unit.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HonorLedgerRow {
    pub name: String,
    pub title: String,
    pub level: String,
    pub issuer: String,
    pub awarded_on: String,
    pub cert_no: String,
    /// 奖章状态.
    pub medal: String,
    /// 变动记录: every moment of the medal.
    pub events: String,
    pub note: String,
}

/// 劳模慰问登记: visits to model workers.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelWorkerVisitsForm {
    pub title: String,
    pub unit: String,
    pub period: String,
    /// No rows: a page of blank ones.
    pub rows: Vec<ModelWorkerVisitsRow>,
    pub handled_by: String,
}

/// One visit.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelWorkerVisitsRow {
    pub on: String,
    pub name: String,
    /// 荣誉级别.
    pub level: String,
    pub place: String,
    pub reason: String,
    pub visitors: String,
    pub money: Fen,
    pub goods: String,
    /// 反映情况.
    pub problems: String,
    /// 处理意见.
    pub solution: String,
}
