//! Fields of scholarships and model workers: labels for the history; none is edited through
//! `file_edit`.

use super::fields::{Field, Shape as F, show};

pub(super) const ROUND: &[Field] = &[
    show("id", "编号", F::Link),
    show("name", "助学活动", F::Text(120)),
    show("year", "年度", F::Count(9999)),
    show("pack", "政策包", F::Text(60)),
    show("opens_on", "开始申请", F::Day),
    show("closes_on", "申请截止", F::Day),
    show("closed", "是否结束", F::Bool),
    show("basis", "依据", F::Text(500)),
    show("note", "备注", F::Text(2000)),
    show("counterpart", "是否对口援助", F::Bool),
    show("sending_union", "派出地工会", F::Text(120)),
    show("receiving_union", "接收地工会", F::Text(120)),
];

pub(super) const CASE: &[Field] = &[
    show("id", "编号", F::Link),
    show("round_id", "助学活动", F::Link),
    show("seq", "序号", F::Count(u32::MAX)),
    show("person_id", "学生", F::Link),
    show("parent_person_id", "家长", F::Link),
    show("parent_file_id", "家长档案", F::Link),
    show("parent_name", "家长姓名", F::Name),
    show("parent_employer", "家长工作单位", F::Text(120)),
    show("parent_state", "家长状态", F::Text(30)),
    show("parent_is_member", "家长是否会员", F::Bool),
    show("stated_file_no", "困难职工档案编号", F::Text(60)),
    show("unfiled_reason", "未建档原因", F::Text(120)),
    show("school", "录取(就读)院校", F::Text(120)),
    show("level", "学历层次", F::Word),
    show("student_kind", "学生类型", F::Word),
    show("admission", "类别", F::Word),
    show("major", "专业", F::Text(120)),
    show("admission_no", "通知书编号", F::Text(60)),
    show("entry_year", "入学年份", F::Count(9999)),
    show("length_years", "学制", F::Count(12)),
    show("tuition", "学费(元/年)", F::Money),
    show("applied_on", "申请日期", F::PastDay),
    show("other_aid", "已获其他资助", F::Text(500)),
    show("other_aid_amount", "其他资助金额", F::Money),
    show("counterpart", "是否对口援助", F::Bool),
    show("sending_union", "派出地工会", F::Text(120)),
    show("receiving_union", "接收地工会", F::Text(120)),
    show("documents", "已交材料", F::Texts),
    show("decision", "结论", F::Word),
    show("reasons", "理由", F::Texts),
    show("award", "资助金额", F::Money),
    show("card_holder", "收款户名", F::Name),
    show("card_no", "银行卡号", F::Card),
    show("bank", "开户银行", F::Text(120)),
    show("continues", "接续的申请", F::Link),
    show("application_reason", "申请理由", F::Text(2000)),
    show("source_key", "来源行", F::Link),
    show("note", "备注", F::Text(2000)),
];

pub(super) const CASE_STEP: &[Field] = &[
    show("id", "编号", F::Link),
    show("case_id", "申请", F::Link),
    show("kind", "步骤", F::Word),
    show("on", "办理日期", F::PastDay),
    show("by", "办理人", F::Name),
    show("opinion", "意见", F::Text(2000)),
    show("notice_ends_on", "公示截止日", F::Day),
];

pub(super) const EVENT: &[Field] = &[
    show("id", "编号", F::Link),
    show("title", "活动名称", F::Text(120)),
    show("on", "日期", F::PastDay),
    show("place", "地点", F::Text(120)),
    show("participant_ids", "参加学生", F::Texts),
    show("other_names", "其他参加人", F::Texts),
    show("counterpart", "是否对口援助", F::Bool),
    show("note", "备注", F::Text(2000)),
];

pub(super) const MODEL_WORKER: &[Field] = &[
    show("id", "编号", F::Link),
    show("person_id", "劳模", F::Link),
    show("seq", "序号", F::Count(u32::MAX)),
    show("level", "荣誉级别", F::Word),
    show("kind", "人员类别", F::Word),
    show("state", "状态", F::Word),
    show("state_on", "状态日期", F::PastDay),
    show("employer_then", "获奖时单位", F::Text(120)),
    show("employer_now", "现单位", F::Text(120)),
    show("native_place", "籍贯", F::Text(60)),
    show("work_start", "参加工作时间", F::DayOrMonth),
    show("retired_on", "退休时间", F::PastDay),
    show("monthly_income", "月收入", F::Money),
    show("fixed_income", "有无固定收入", F::Bool),
    show("disabled", "是否残疾", F::Bool),
    show("under_investigation", "是否接受调查", F::Bool),
    show("housing", "住房", F::Text(200)),
    show("living_state", "生活困难情况", F::Text(2000)),
    show("deeds", "主要事迹", F::Text(4000)),
    show("care_contact", "联系帮扶人", F::Name),
    show("card_holder", "收款户名", F::Name),
    show("card_no", "银行卡号", F::Card),
    show("bank", "开户银行", F::Text(120)),
    show("file_id", "困难职工档案", F::Link),
    show("source_key", "来源行", F::Link),
    show("note", "备注", F::Text(2000)),
];

pub(super) const HONOR: &[Field] = &[
    show("id", "编号", F::Link),
    show("model_worker_id", "劳模", F::Link),
    show("person_id", "获奖人", F::Link),
    show("org_id", "获奖单位", F::Link),
    show("title", "荣誉称号", F::Text(120)),
    show("level", "级别", F::Word),
    show("issuer", "授予单位", F::Text(120)),
    show("awarded_on", "授予时间", F::DayOrMonth),
    show("cert_no", "证书编号", F::Text(120)),
    show("medal", "有无奖章", F::Bool),
    show("seq", "序号", F::Count(u32::MAX)),
    show("source_key", "来源行", F::Link),
    show("note", "备注", F::Text(2000)),
];

pub(super) const MEDAL_EVENT: &[Field] = &[
    show("id", "编号", F::Link),
    show("honor_id", "荣誉", F::Link),
    show("kind", "奖章情况", F::Word),
    show("on", "日期", F::PastDay),
    show("incident_id", "事件", F::Link),
    show("note", "备注", F::Text(2000)),
];

pub(super) const INCIDENT: &[Field] = &[
    show("id", "编号", F::Link),
    show("model_worker_id", "劳模", F::Link),
    show("kind", "事件", F::Word),
    show("on", "日期", F::PastDay),
    show("narrative", "经过", F::Text(4000)),
    show("owner", "责任人", F::Name),
    show("resolved_on", "办结日期", F::PastDay),
    show("result", "结果", F::Text(2000)),
];

pub(super) const INCIDENT_ACTION: &[Field] = &[
    show("id", "编号", F::Link),
    show("incident_id", "事件", F::Link),
    show("on", "日期", F::PastDay),
    show("by", "办理人", F::Name),
    show("action", "办理情况", F::Text(2000)),
];

pub(super) const BENEFIT: &[Field] = &[
    show("id", "编号", F::Link),
    show("model_worker_id", "劳模", F::Link),
    show("year", "年度", F::Count(9999)),
    show("kind", "待遇", F::Word),
    show("amount", "金额", F::Money),
    show("monthly", "每月金额", F::Money),
    show("basis", "依据", F::Text(2000)),
    show("reasons", "理由", F::Texts),
    show("declared_on", "申报日期", F::PastDay),
    show("batch_id", "发放批次", F::Link),
    show("note", "备注", F::Text(2000)),
];
