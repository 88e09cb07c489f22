//! Every field of every record: its Chinese label, its shape, whether a person may edit it.
//!
//! One table serves editing (what may be typed), history (what changed, in words) and messages.
//! A test holds it against the records: a field without a line here fails.

use songnuan_model::record::Record;
use songnuan_model::records::{
    AidRecord, Attachment, Batch, BatchStep, Benefit, Campaign, CampaignItem, Conflict,
    ConflictDecision, Difficulty, FileStep, FindingDecision, Fund, FundEntry, GoodsEntry,
    HardshipFile, Honor, Household, HouseholdMember, Incident, IncidentAction, IncomeLine,
    LineEvent, MedalEvent, ModelWorker, PaymentLine, Person, ReportSnapshot, RigidLine, SamePerson,
    ScholarshipCase, ScholarshipEvent, ScholarshipRound, ScholarshipStep, UnionOrg, User, Visit,
};

use super::{
    fields_cases as cases, fields_honor as honor, fields_money as money, fields_sync as sync,
};

/// What a field holds; decides how it is checked and how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Free text of at most so many characters.
    Text(usize),
    /// A person's or organisation's name.
    Name,
    /// One code of a table.
    Code(&'static str),
    /// At most so many codes of a table.
    Codes(&'static str, usize),
    /// An enum of the records; its word is found by `words::enum_word`.
    Word,
    /// Fen, never negative.
    Money,
    /// Fen, may be negative (an operating loss).
    SignedMoney,
    /// Twelve months of fen.
    Months,
    /// A whole number up to this.
    Count(u32),
    Bool,
    /// A day that cannot lie in the future.
    PastDay,
    /// A day before or after today.
    Day,
    /// `YYYY-MM-DD` or `YYYY-MM`, not in the future.
    DayOrMonth,
    Mobile,
    Phone,
    Postcode,
    /// Six digits, GB/T 2260.
    Division,
    Card,
    IdType,
    IdNo,
    /// Texts in a list.
    Texts,
    /// An id or another value people do not read.
    Link,
}

/// One field of one kind of record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    /// The word on the form.
    pub label: &'static str,
    pub shape: Shape,
    /// Through `file_edit`; other fields have commands of their own or never change.
    pub editable: bool,
}

pub(super) const fn edit(name: &'static str, label: &'static str, shape: Shape) -> Field {
    Field {
        name,
        label,
        shape,
        editable: true,
    }
}

pub(super) const fn show(name: &'static str, label: &'static str, shape: Shape) -> Field {
    Field {
        name,
        label,
        shape,
        editable: false,
    }
}

/// The fields of a kind, in the order of the record; empty for a kind of a newer program.
pub fn fields_of(kind: &str) -> &'static [Field] {
    match kind {
        Person::KIND => cases::PERSON,
        HardshipFile::KIND => cases::FILE,
        Household::KIND => cases::HOUSEHOLD,
        HouseholdMember::KIND => cases::MEMBER,
        IncomeLine::KIND => cases::INCOME,
        RigidLine::KIND => cases::RIGID,
        FileStep::KIND => cases::STEP,
        AidRecord::KIND => cases::AID,
        Visit::KIND => cases::VISIT,
        Difficulty::KIND => cases::DIFFICULTY,
        Attachment::KIND => cases::ATTACHMENT,
        UnionOrg::KIND => cases::ORG,
        Campaign::KIND => money::CAMPAIGN,
        CampaignItem::KIND => money::ITEM,
        GoodsEntry::KIND => money::GOODS,
        Fund::KIND => money::FUND,
        FundEntry::KIND => money::FUND_ENTRY,
        Batch::KIND => money::BATCH,
        BatchStep::KIND => money::BATCH_STEP,
        PaymentLine::KIND => money::LINE,
        LineEvent::KIND => money::LINE_EVENT,
        ReportSnapshot::KIND => money::SNAPSHOT,
        User::KIND => money::USER,
        ScholarshipRound::KIND => honor::ROUND,
        ScholarshipCase::KIND => honor::CASE,
        ScholarshipStep::KIND => honor::CASE_STEP,
        ScholarshipEvent::KIND => honor::EVENT,
        ModelWorker::KIND => honor::MODEL_WORKER,
        Honor::KIND => honor::HONOR,
        MedalEvent::KIND => honor::MEDAL_EVENT,
        Incident::KIND => honor::INCIDENT,
        IncidentAction::KIND => honor::INCIDENT_ACTION,
        Benefit::KIND => honor::BENEFIT,
        Conflict::KIND => sync::CONFLICT,
        ConflictDecision::KIND => sync::DECISION,
        FindingDecision::KIND => sync::FINDING_DECISION,
        SamePerson::KIND => sync::SAME_PERSON,
        _ => &[],
    }
}

/// One field of a kind.
pub fn field(kind: &str, name: &str) -> Option<&'static Field> {
    fields_of(kind).iter().find(|field| field.name == name)
}

/// The label of a field; a newer program's field is shown by its name.
pub fn label<'a>(kind: &str, name: &'a str) -> &'a str {
    field(kind, name).map_or(name, |field| field.label)
}

/// What a kind of record is called.
pub fn kind_label(kind: &str) -> &str {
    match kind {
        Person::KIND => "人员",
        HardshipFile::KIND => "困难职工档案",
        Household::KIND => "家庭",
        HouseholdMember::KIND => "家庭成员",
        IncomeLine::KIND => "收入明细",
        RigidLine::KIND => "刚性支出明细",
        FileStep::KIND => "办理步骤",
        AidRecord::KIND => "帮扶记录",
        Visit::KIND => "走访",
        Difficulty::KIND => "困难事项",
        Attachment::KIND => "附件",
        UnionOrg::KIND => "工会组织",
        Campaign::KIND => "活动",
        CampaignItem::KIND => "慰问名单",
        GoodsEntry::KIND => "慰问品收发",
        Fund::KIND => "资金",
        FundEntry::KIND => "资金收入",
        Batch::KIND => "发放批次",
        BatchStep::KIND => "批次步骤",
        PaymentLine::KIND => "发放明细",
        LineEvent::KIND => "发放情况",
        ReportSnapshot::KIND => "报表存档",
        User::KIND => "使用人",
        ScholarshipRound::KIND => "助学活动",
        ScholarshipCase::KIND => "助学申请",
        ScholarshipStep::KIND => "助学步骤",
        ScholarshipEvent::KIND => "助学集体活动",
        ModelWorker::KIND => "劳模",
        Honor::KIND => "荣誉",
        MedalEvent::KIND => "奖章情况",
        Incident::KIND => "劳模事件",
        IncidentAction::KIND => "事件办理",
        Benefit::KIND => "劳模待遇",
        Conflict::KIND => "待裁决的修改",
        ConflictDecision::KIND => "裁决",
        FindingDecision::KIND => "问题处理",
        SamePerson::KIND => "同一人",
        other => other,
    }
}
