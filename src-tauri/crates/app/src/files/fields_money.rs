//! Fields of campaigns, funds, payments, goods, users: labels for the history; none is edited
//! through `file_edit`.

use super::fields::{Field, Shape as F, show};

pub(super) const CAMPAIGN: &[Field] = &[
    show("id", "编号", F::Link),
    show("name", "活动名称", F::Text(120)),
    show("year", "年度", F::Count(9999)),
    show("season", "时节", F::Word),
    show("state", "活动状态", F::Word),
    show("starts_on", "开始日期", F::Day),
    show("ends_on", "结束日期", F::Day),
    show("budget", "预算", F::Money),
    show("fund_ids", "资金来源", F::Texts),
    show("pack", "政策包", F::Text(60)),
    show("rules", "发放标准", F::Text(4000)),
    show("basis", "依据", F::Text(500)),
    show("note", "备注", F::Text(2000)),
];

pub(super) const ITEM: &[Field] = &[
    show("id", "编号", F::Link),
    show("campaign_id", "活动", F::Link),
    show("seq", "序号", F::Count(u32::MAX)),
    show("person_id", "慰问对象", F::Link),
    show("file_id", "档案", F::Link),
    show("household_id", "家庭", F::Link),
    show("unit", "计量单位", F::Word),
    show("category", "困难类别/慰问类别", F::Text(60)),
    show("aid_kind", "帮扶项目", F::Word),
    show("amount", "金额", F::Money),
    show("goods", "慰问品", F::Text(200)),
    show("goods_value", "慰问品折款", F::Money),
    show("employer", "工作单位", F::Text(120)),
    show("card_holder", "收款户名", F::Name),
    show("card_no", "银行卡号", F::Card),
    show("bank", "开户银行", F::Text(120)),
    show("basis", "依据", F::Text(500)),
    show("temporary_reason", "临时救助理由", F::Text(500)),
    show("proxy", "代领人及关系", F::Text(120)),
    show("removed_reason", "移出名单理由", F::Text(500)),
    show("assignee", "走访人", F::Name),
    show("outcome", "走访情况", F::Word),
    show("outcome_on", "走访日期", F::PastDay),
    show("visit_id", "走访记录", F::Link),
    show("analysis", "分析", F::Text(2000)),
    show("summary", "总结", F::Text(2000)),
    show("note", "备注", F::Text(2000)),
];

pub(super) const GOODS: &[Field] = &[
    show("id", "编号", F::Link),
    show("campaign_id", "活动", F::Link),
    show("goods", "品名", F::Text(120)),
    show("kind", "收发", F::Word),
    show("quantity", "数量", F::Count(u32::MAX)),
    show("unit_price", "单价", F::Money),
    show("holder", "经手人", F::Name),
    show("item_id", "慰问对象", F::Link),
    show("on", "日期", F::PastDay),
    show("note", "备注", F::Text(500)),
];

pub(super) const FUND: &[Field] = &[
    show("id", "编号", F::Link),
    show("name", "资金名称", F::Text(120)),
    show("level", "资金来源", F::Word),
    show("year", "年度", F::Count(9999)),
    show("from", "起用日期", F::Day),
    show("to", "截止日期", F::Day),
    show("closed", "是否停用", F::Bool),
    show("note", "备注", F::Text(2000)),
];

pub(super) const FUND_ENTRY: &[Field] = &[
    show("id", "编号", F::Link),
    show("fund_id", "资金", F::Link),
    show("kind", "收入类型", F::Word),
    show("amount", "金额", F::SignedMoney),
    show("on", "日期", F::PastDay),
    show("document", "文号或凭证号", F::Text(120)),
    show("note", "备注", F::Text(500)),
];

pub(super) const BATCH: &[Field] = &[
    show("id", "编号", F::Link),
    show("no", "批次号", F::Text(60)),
    show("campaign_id", "活动", F::Link),
    show("fund_id", "资金", F::Link),
    show("method", "发放方式", F::Word),
    show("purpose", "事由", F::Text(200)),
    show("needs_notice", "是否需要公示", F::Bool),
    show("maker", "经办人", F::Name),
    show("made_on", "拟定日期", F::PastDay),
    show("note", "备注", F::Text(2000)),
];

pub(super) const BATCH_STEP: &[Field] = &[
    show("id", "编号", F::Link),
    show("batch_id", "批次", F::Link),
    show("kind", "步骤", F::Word),
    show("by", "办理人", F::Name),
    show("on", "办理日期", F::PastDay),
    show("opinion", "意见", F::Text(2000)),
    show("place", "公示地点", F::Text(200)),
    show("notice_ends_on", "公示截止日", F::Day),
    show("objection_id", "异议", F::Link),
    show("amount", "现金金额", F::Money),
];

pub(super) const LINE: &[Field] = &[
    show("id", "编号", F::Link),
    show("batch_id", "批次", F::Link),
    show("campaign_id", "活动", F::Link),
    show("fund_id", "资金", F::Link),
    show("seq", "序号", F::Count(u32::MAX)),
    show("item_id", "名单", F::Link),
    show("person_id", "领款人", F::Link),
    show("household_id", "家庭", F::Link),
    show("file_id", "档案", F::Link),
    show("aid_kind", "帮扶项目", F::Word),
    show("unit", "计量单位", F::Word),
    show("category", "困难类别/慰问类别", F::Text(60)),
    show("amount", "金额", F::SignedMoney),
    show("on", "日期", F::PastDay),
    show("card_holder", "收款户名", F::Name),
    show("card_no", "银行卡号", F::Card),
    show("bank", "开户银行", F::Text(120)),
    show("goods", "慰问品", F::Text(200)),
    show("temporary_reason", "临时救助理由", F::Text(500)),
    show("reverses", "冲销的发放", F::Link),
    show("reason", "冲销理由", F::Text(500)),
    show("by", "经办人", F::Name),
];

pub(super) const LINE_EVENT: &[Field] = &[
    show("id", "编号", F::Link),
    show("batch_id", "批次", F::Link),
    show("line_id", "发放", F::Link),
    show("kind", "发放情况", F::Word),
    show("by", "经办人", F::Name),
    show("on", "日期", F::PastDay),
    show("reason", "原因", F::Text(500)),
    show("card_holder", "收款户名", F::Name),
    show("card_no", "银行卡号", F::Card),
    show("bank", "开户银行", F::Text(120)),
    show("proxy_name", "代领人", F::Name),
    show("proxy_relation", "与领款人关系", F::Text(60)),
    show("proxy_id_no", "代领人证件号码", F::IdNo),
    show("reference", "银行回单", F::Text(200)),
];

pub(super) const SNAPSHOT: &[Field] = &[
    show("id", "编号", F::Link),
    show("report", "报表", F::Text(60)),
    show("title", "标题", F::Text(200)),
    show("question", "统计条件", F::Link),
    show("as_of", "截至时刻", F::Text(40)),
    show("totals", "数字", F::Link),
    show("by", "制表人", F::Name),
];

pub(super) const USER: &[Field] = &[
    show("id", "编号", F::Link),
    show("name", "姓名", F::Name),
    show("roles", "角色", F::Word),
    show("active", "是否在用", F::Bool),
    show("note", "备注", F::Text(500)),
];
