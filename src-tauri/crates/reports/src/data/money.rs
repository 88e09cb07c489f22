//! What the forms of a campaign and its payments show (DOMAIN §3.3, §3.4, §3.7).
//!
//! Amounts that a form adds up itself (page subtotals depend on where the page ends) come as fen.

use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;
use songnuan_model::records::CountUnit;

use super::{Tick, VisitFamilyRow};

silent_debug!(
    RosterForm,
    RosterRow,
    AidApplicationForm,
    ReceiptForm,
    LetterForm,
    NoticeForm,
    NoticeRow,
    VisitLedgerForm,
    VisitLedgerRow,
    FundLedgerForm,
    FundLedgerLine,
);

/// Which roster: what stands where the recipients sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterVariant {
    /// 领款人签字, 代领人及关系
    #[default]
    Cash,
    /// 开户行, 卡号, 到账结果
    Bank,
    /// For the wall: names masked, no numbers, no signatures (DOMAIN §2.9)
    Masked,
}

/// 送温暖慰问金发放花名册 (签收表), DOMAIN §3.3.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RosterForm {
    pub variant: RosterVariant,
    pub title: String,
    /// 发放单位.
    pub unit: String,
    /// 发放日期 as printed; empty: blanks to be filled by hand.
    pub paid_on: String,
    /// 批次号; empty: not printed.
    pub no: String,
    /// No rows: one page of blank ones.
    pub rows: Vec<RosterRow>,
    /// Names for the line of signatures; empty ones are left to the pen.
    pub approved_by: String,
    pub reviewed_by: String,
    pub handled_by: String,
    /// 监督电话, printed on the masked variant.
    pub phone: String,
}

/// One recipient.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RosterRow {
    /// In full; the masked variant masks it itself.
    pub name: String,
    pub sex: String,
    pub id_no: String,
    pub employer: String,
    /// 困难类别 or 慰问类别.
    pub category: String,
    /// Negative for a reversal.
    pub amount: Fen,
    pub unit: CountUnit,
    /// False: a reversal, or a line taken back by one: its money counts, its person does not.
    pub counts: bool,
    pub goods: String,
    /// 代领人及关系.
    pub proxy: String,
    pub bank: String,
    /// Digits; printed in groups of four.
    pub card_no: String,
    /// 到账结果.
    pub result: String,
    pub note: String,
}

impl Default for RosterRow {
    fn default() -> Self {
        let none = String::new;
        Self {
            name: none(),
            sex: none(),
            id_no: none(),
            employer: none(),
            category: none(),
            amount: Fen::ZERO,
            unit: CountUnit::Person,
            counts: true,
            goods: none(),
            proxy: none(),
            bank: none(),
            card_no: none(),
            result: none(),
            note: none(),
        }
    }
}

/// 困难职工补助(救助)申请审批表, DOMAIN §3.4. A default one prints the blank form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AidApplicationForm {
    pub name: String,
    pub sex: String,
    /// 出生年月.
    pub birth: String,
    pub ethnicity: String,
    pub id_no: String,
    pub phone: String,
    pub employer: String,
    /// 岗位.
    pub post: String,
    /// 入会时间.
    pub joined_on: String,
    pub home_address: String,
    pub file_no: String,
    /// Five rows stand on the form, the rest on a continuation sheet.
    pub members: Vec<VisitFamilyRow>,
    /// Yuan.
    pub family_annual_income: String,
    pub rigid_annual: String,
    pub per_capita: String,
    /// 申请类别; empty: the five boxes of the paper form, unticked.
    pub kinds: Vec<Tick>,
    /// 申请理由.
    pub reason: String,
    pub applied_on: String,
    /// 工会小组意见.
    pub group_opinion: super::Opinion,
    /// 基层工会意见.
    pub union_opinion: super::Opinion,
    /// 公示期 as printed: first and last day.
    pub notice_from: String,
    pub notice_to: String,
    /// `Some(true)`: 无异议.
    pub no_objection: Option<bool>,
    /// 镇(街道)总工会审核意见.
    pub township_opinion: super::Opinion,
    /// 县(区)总工会审批意见; the sentence with the amount stands above it.
    pub county_opinion: super::Opinion,
    /// 人民币(大写) without the prefix, and the figures.
    pub amount_uppercase: String,
    pub amount: String,
    pub card_holder: String,
    pub bank: String,
    pub card_no: String,
}

/// 领款单, half an A4, DOMAIN §3.7. A default one prints the blank slip.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceiptForm {
    /// No.
    pub no: String,
    /// 领款单位/人.
    pub payee: String,
    pub id_no: String,
    /// As printed; empty: blanks for one.
    pub on: String,
    /// 领款事由.
    pub purpose: String,
    /// 人民币(大写) without the prefix.
    pub amount_uppercase: String,
    /// With separators, without the sign ¥.
    pub amount: String,
    pub goods: String,
    pub proxy: String,
    pub proxy_relation: String,
    pub phone: String,
    pub approved_by: String,
    pub reviewed_by: String,
    pub handled_by: String,
    /// The union that pays; stands above the title.
    pub unit: String,
}

/// 慰问信, DOMAIN §3.7: red-bordered, one page.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    /// 称谓 with its full-width colon, e.g. `王小明同志：`.
    pub addressee: String,
    pub paragraphs: Vec<String>,
    /// 署名.
    pub unit: String,
    /// As printed, `2017年1月20日`.
    pub on: String,
}

/// 公示, DOMAIN §3.7: an official letter with the list as its attachment.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    pub title: String,
    pub paragraphs: Vec<String>,
    /// 联系部门, 监督电话, 邮箱 …: (label, text); an empty text leaves a line to write on.
    pub contacts: Vec<(String, String)>,
    /// 署名 and its date.
    pub unit: String,
    pub on: String,
    pub rows: Vec<NoticeRow>,
    /// The words of the amount's column, e.g. `拟发放金额(元)`.
    pub amount_head: String,
    /// The words of 所在单位 and of 困难类别/慰问类别, and the name of the list, where they differ.
    pub employer_head: String,
    pub category_head: String,
    pub list_title: String,
}

/// One person on the notice: nothing beyond DOMAIN §2.9.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeRow {
    /// In full; the notice masks it itself.
    pub name: String,
    pub employer: String,
    pub category: String,
    pub amount: Fen,
    /// 帮扶项目.
    pub project: String,
}

/// 走访台账: every visit of a period or campaign.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitLedgerForm {
    pub title: String,
    pub unit: String,
    /// E.g. `2017年1月1日至1月31日`.
    pub period: String,
    pub rows: Vec<VisitLedgerRow>,
    pub handled_by: String,
}

/// One visit.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitLedgerRow {
    pub on: String,
    /// 走访对象.
    pub name: String,
    /// 单位或住址.
    pub place: String,
    pub reason: String,
    pub visitors: String,
    /// 已走访 / 未遇 …
    pub outcome: String,
    pub money: Fen,
    pub goods: String,
    pub problems: String,
    pub solution: String,
}

/// 资金收支明细账 of one fund.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FundLedgerForm {
    /// The fund.
    pub fund: String,
    pub unit: String,
    pub period: String,
    /// 期初余额.
    pub opening: Fen,
    pub rows: Vec<FundLedgerLine>,
}

/// One line of the account.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FundLedgerLine {
    pub on: String,
    /// Batch or document number.
    pub no: String,
    pub summary: String,
    pub income: Fen,
    pub outgo: Fen,
    pub balance: Fen,
}
