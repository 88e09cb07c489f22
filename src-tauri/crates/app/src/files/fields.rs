//! Every field of every record: its Chinese label, its shape, whether a person may edit it.
//!
//! One table serves editing (what may be typed), history (what changed, in words) and messages.
//! A test holds it against the records: a field without a line here fails.

use songnuan_model::record::Record;
use songnuan_model::records::{
    AidRecord, Attachment, Batch, BatchStep, Benefit, Campaign, CampaignItem, Difficulty, FileStep,
    Fund, FundEntry, GoodsEntry, HardshipFile, Honor, Household, HouseholdMember, Incident,
    IncidentAction, IncomeLine, LineEvent, MedalEvent, ModelWorker, PaymentLine, Person,
    ReportSnapshot, RigidLine, ScholarshipCase, ScholarshipEvent, ScholarshipRound,
    ScholarshipStep, UnionOrg, User, Visit,
};

use super::{fields_honor as honor, fields_money as money};

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

const fn edit(name: &'static str, label: &'static str, shape: Shape) -> Field {
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

use Shape as F;

const PERSON: &[Field] = &[
    show("id", "编号", F::Link),
    edit("name", "姓名", F::Name),
    edit("name_pinyin", "姓名拼音", F::Text(120)),
    edit("sex", "性别", F::Word),
    edit("ethnicity", "民族", F::Code("ethnicity")),
    edit("birth", "出生日期", F::PastDay),
    edit("id_type", "证件类型", F::IdType),
    edit("id_no", "证件号码", F::IdNo),
    edit("political_status", "政治面貌", F::Code("political_status")),
    edit("health", "健康状况", F::Code("health")),
    edit("disability", "残疾类别", F::Text(60)),
    edit("marital", "婚姻状况", F::Code("marital")),
    edit("hukou_kind", "户口类型", F::Code("hukou_kind")),
    edit("hukou_division", "户口所在地行政区划", F::Division),
    edit(
        "medical_insurance",
        "医保状况",
        F::Code("medical_insurance"),
    ),
    edit("education", "文化程度", F::Code("education")),
    edit("mobile", "手机号码", F::Mobile),
    edit("other_contact", "其他联系方式", F::Phone),
    edit("home_address", "家庭住址", F::Text(200)),
    edit("village", "村(社区)", F::Text(60)),
    edit("postcode", "邮政编码", F::Postcode),
    edit("died_on", "去世日期", F::PastDay),
    edit("note", "备注", F::Text(2000)),
];

const FILE: &[Field] = &[
    show("id", "编号", F::Link),
    show("file_no", "职工编号", F::Text(60)),
    show("applicant_id", "申请人", F::Link),
    show("household_id", "家庭", F::Link),
    show("org_id", "所属工会", F::Link),
    show("status", "档案状态", F::Word),
    edit("grade", "建档标准", F::Code("grade")),
    edit("category", "困难类别", F::Code("category")),
    edit("category_on", "困难类别认定日期", F::PastDay),
    edit("old_category", "原困难类别", F::Code("category")),
    edit("old_category_on", "原困难类别认定日期", F::PastDay),
    edit("work_state", "工作状态", F::Code("work_state")),
    edit(
        "model_worker_kind",
        "劳模类型",
        F::Code("model_worker_kind"),
    ),
    edit("housing_kind", "住房类型", F::Code("housing_kind")),
    edit("floor_area", "建筑面积", F::Text(30)),
    edit("work_start", "工作时间", F::DayOrMonth),
    edit("industry", "所属行业", F::Code("industry")),
    edit("employer", "工作单位", F::Text(120)),
    edit("employer_nature", "单位性质", F::Code("employer_nature")),
    edit("employer_state", "企业状况", F::Code("employer_state")),
    edit("contract_signed_on", "劳动合同签订时间", F::PastDay),
    edit("contract_end", "劳动合同到期", F::Day),
    edit("is_union_member", "是否工会会员", F::Bool),
    edit("is_migrant_worker", "是否农民工", F::Bool),
    edit("single_parent", "是否单亲", F::Bool),
    edit("self_help", "是否有一定自救能力", F::Bool),
    edit("zero_employment", "是否为零就业家庭", F::Bool),
    edit("own_monthly_income", "本人月平均收入", F::Money),
    edit(
        "family_other_annual_income",
        "家庭其他非薪资年收入",
        F::Money,
    ),
    edit("family_annual_income", "家庭年度总收入", F::Money),
    edit("family_size", "家庭人口", F::Count(50)),
    edit("cause_primary", "主要致困原因", F::Code("cause")),
    edit("cause_secondary", "次要致困原因", F::Codes("cause", 3)),
    edit("cause_text", "致困原因文字描述", F::Text(1000)),
    edit("event", "突发事件", F::Text(500)),
    edit("event_on", "突发事件日期", F::PastDay),
    edit("event_loss", "突发事件损失", F::Money),
    edit("event_casualty", "突发事件是否造成家庭成员伤亡", F::Bool),
    edit("accidental_confirmed", "是否经人工认定为意外致困", F::Bool),
    edit("on_dibao", "是否享受低保", F::Bool),
    edit("still_in_hardship", "享受低保后是否仍困难", F::Bool),
    edit("savings", "家庭净投资和储蓄", F::SignedMoney),
    edit("exclusions", "不予认定情形", F::Texts),
    edit("bank", "开户银行", F::Text(60)),
    edit("bank_branch", "支行名称", F::Text(120)),
    edit("card_no", "银行卡号", F::Card),
    edit("card_holder", "开户人", F::Name),
    edit("filed_by", "建档人", F::Text(60)),
    edit("reviewed_by", "审核人", F::Text(60)),
    edit("entered_by", "录入人", F::Text(60)),
    edit("updated_on", "最近更新日期", F::PastDay),
    edit("cancel_reason", "注销原因", F::Text(200)),
    show("cancelled_on", "注销日期", F::PastDay),
    edit("note", "备注", F::Text(2000)),
    show("missing", "缺少的必填项", F::Texts),
];

const HOUSEHOLD: &[Field] = &[
    show("id", "编号", F::Link),
    show("head_id", "户主", F::Link),
];

const MEMBER: &[Field] = &[
    show("id", "编号", F::Link),
    show("household_id", "家庭", F::Link),
    show("person_id", "家庭成员", F::Link),
    edit("relation", "与申请人关系", F::Code("relation")),
    edit("identity", "身份", F::Code("identity")),
    edit("monthly_income", "月收入", F::Money),
    edit("employer_or_school", "单位或学校", F::Text(120)),
    edit("living_together", "是否共同生活", F::Bool),
    edit("joined_on", "加入家庭日期", F::PastDay),
    edit("left_on", "离开家庭日期", F::PastDay),
];

const INCOME: &[Field] = &[
    show("id", "编号", F::Link),
    show("household_id", "家庭", F::Link),
    show("earner", "收入人", F::Name),
    show("kind", "收入类型", F::Word),
    show("from_month", "起始月份", F::Text(7)),
    show("to_month", "截止月份", F::Text(7)),
    show("months", "各月金额", F::Months),
    show("year_amount", "全年合计", F::SignedMoney),
    show("note", "备注", F::Text(500)),
];

const RIGID: &[Field] = &[
    show("id", "编号", F::Link),
    show("household_id", "家庭", F::Link),
    show("spent_on", "支出对象", F::Name),
    show("kind", "支出类型", F::Word),
    show("period", "支出期间", F::Text(60)),
    show("amount", "支出金额", F::Money),
    show("receipts", "票据张数", F::Count(9999)),
    show("note", "备注", F::Text(500)),
];

const STEP: &[Field] = &[
    show("id", "编号", F::Link),
    show("file_id", "档案", F::Link),
    show("kind", "步骤", F::Word),
    show("on", "办理日期", F::PastDay),
    show("actor", "办理人", F::Text(60)),
    show("decision", "结论", F::Word),
    show("opinion", "意见", F::Text(2000)),
    show("status_after", "办理后状态", F::Word),
    show("notice_ends_on", "公示截止日", F::Day),
];

const AID: &[Field] = &[
    show("id", "编号", F::Link),
    show("file_id", "档案", F::Link),
    show("campaign", "活动名称", F::Text(120)),
    show("item", "帮扶项目", F::Text(120)),
    show("amount", "帮扶金额", F::Money),
    show("paid_on", "发放日期", F::PastDay),
    show("method", "发放方式", F::Text(60)),
    show("result", "发放结果", F::Text(60)),
    show("return_reason", "退回原因", F::Text(200)),
    show("proxy_receiver", "代领人", F::Name),
];

const VISIT: &[Field] = &[
    show("id", "编号", F::Link),
    show("file_id", "档案", F::Link),
    show("person_id", "走访对象", F::Link),
    show("target", "对象类型", F::Word),
    show("target_name", "对象名称", F::Text(120)),
    show("org_id", "所属工会", F::Link),
    show("org_name", "所属单位", F::Text(120)),
    show("campaign_id", "活动", F::Link),
    show("state", "走访状态", F::Word),
    show("planned_on", "计划日期", F::Day),
    show("visited_on", "走访日期", F::PastDay),
    show("place", "地点", F::Text(200)),
    show("method", "方式", F::Word),
    show("reason", "事由", F::Text(60)),
    show("visitors", "走访人", F::Texts),
    show("present", "在场人", F::Texts),
    show("clear_thought", "清楚思想", F::Text(2000)),
    show("clear_performance", "清楚表现", F::Text(2000)),
    show("clear_difficulty", "清楚困难", F::Text(2000)),
    show("talk_policy", "聊思想送政策", F::Text(2000)),
    show("talk_motivation", "聊表现送动力", F::Text(2000)),
    show("talk_warmth", "聊困难送温暖", F::Text(2000)),
    show(
        "into_file_family",
        "家庭困难、社会关系进档案",
        F::Text(2000),
    ),
    show("into_file_needs", "个人需求、家庭困难进档案", F::Text(2000)),
    show(
        "into_file_care",
        "关心关爱、解决困难事项进档案",
        F::Text(2000),
    ),
    show("needs", "需求", F::Word),
    show("needs_other", "其他需求", F::Text(500)),
    show("family_changes", "家庭变化", F::Text(2000)),
    show("income_changes", "收入变化", F::Text(2000)),
    show("housing_seen", "住房及财产所见", F::Text(2000)),
    show("cause_verified", "致困原因核实", F::Text(2000)),
    show("money_given", "慰问金", F::Money),
    show("goods_given", "慰问品", F::Text(500)),
    show("goods_value", "慰问品折款", F::Money),
    show("suggestion", "调查建议", F::Word),
    show("suggestion_reason", "建议理由", F::Text(2000)),
    show("problems", "反映问题", F::Text(2000)),
    show("solution", "解决意见", F::Text(2000)),
    show("raised_n", "反映困难数", F::Count(u32::MAX)),
    show("solved_n", "解决困难数", F::Count(u32::MAX)),
    show("spend", "投入金额", F::Money),
    show("person_times", "帮扶人次", F::Count(u32::MAX)),
    show("note", "备注", F::Text(2000)),
    show("source_key", "导入来源", F::Link),
];

const DIFFICULTY: &[Field] = &[
    show("id", "编号", F::Link),
    show("visit_id", "走访", F::Link),
    show("file_id", "档案", F::Link),
    show("description", "困难事项", F::Text(1000)),
    show("owner", "责任人", F::Text(60)),
    show("due_on", "办理期限", F::Day),
    show("state", "办理状态", F::Word),
    show("solved_on", "解决日期", F::PastDay),
    show("cost", "解决费用", F::Money),
    show("result", "办理结果", F::Text(1000)),
];

const ATTACHMENT: &[Field] = &[
    show("id", "编号", F::Link),
    show("owner_id", "所属记录", F::Link),
    show("blob", "文件内容", F::Link),
    show("file_name", "文件名", F::Text(255)),
    show("kind", "附件类型", F::Text(60)),
    show("media_type", "文件格式", F::Text(60)),
    show("width", "宽(像素)", F::Count(u32::MAX)),
    show("height", "高(像素)", F::Count(u32::MAX)),
    show("size", "大小(字节)", F::Count(u32::MAX)),
    show("taken_at", "拍摄时间", F::Text(30)),
    show("location", "拍摄地点", F::Text(60)),
];

const ORG: &[Field] = &[
    show("id", "编号", F::Link),
    show("name", "工会名称", F::Text(120)),
    show("level", "层级", F::Word),
    show("form", "组建形式", F::Word),
    show("parent_id", "上级工会", F::Link),
    show("guidance_parent_id", "业务指导工会", F::Link),
    show("employer_uscc", "企业统一社会信用代码", F::Text(18)),
    show("union_uscc", "工会统一社会信用代码", F::Text(18)),
    show("industry", "所属行业", F::Code("industry")),
    show("employees", "职工人数", F::Count(u32::MAX)),
    show("members", "工会会员数", F::Count(u32::MAX)),
    show("female", "女职工", F::Count(u32::MAX)),
    show("migrant", "农民工", F::Count(u32::MAX)),
    show("chair", "工会主席", F::Text(60)),
    show("established_on", "建会日期", F::PastDay),
    show("term_end", "届满日期", F::Day),
];

/// The fields of a kind, in the order of the record; empty for a kind of a newer program.
pub fn fields_of(kind: &str) -> &'static [Field] {
    match kind {
        Person::KIND => PERSON,
        HardshipFile::KIND => FILE,
        Household::KIND => HOUSEHOLD,
        HouseholdMember::KIND => MEMBER,
        IncomeLine::KIND => INCOME,
        RigidLine::KIND => RIGID,
        FileStep::KIND => STEP,
        AidRecord::KIND => AID,
        Visit::KIND => VISIT,
        Difficulty::KIND => DIFFICULTY,
        Attachment::KIND => ATTACHMENT,
        UnionOrg::KIND => ORG,
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
        other => other,
    }
}
