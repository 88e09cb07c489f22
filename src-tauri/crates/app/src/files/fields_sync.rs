//! Fields of what came together: conflicts, decisions, findings, links between two records of one
//! person. None is edited by hand.

use super::fields::{Field, Shape as F, show};

pub(super) const CONFLICT: &[Field] = &[
    show("id", "编号", F::Link),
    show("record_id", "记录", F::Link),
    show("record_kind", "记录种类", F::Link),
    show("kind", "情形", F::Word),
    show("field", "项目", F::Link),
    show("base", "原来的内容", F::Link),
    show("mine", "待定的内容", F::Link),
    show("mine_who", "待定内容的填写人", F::Name),
    show("mine_at", "待定内容的时间", F::Text(40)),
    show("mine_device", "待定内容的设备", F::Link),
    show("mine_op", "待定内容的操作", F::Link),
    show("theirs", "已有的内容", F::Link),
    show("theirs_who", "已有内容的填写人", F::Name),
    show("theirs_at", "已有内容的时间", F::Text(40)),
    show("theirs_device", "已有内容的设备", F::Link),
    show("theirs_op", "已有内容的操作", F::Link),
];

pub(super) const DECISION: &[Field] = &[
    show("id", "编号", F::Link),
    show("conflict_id", "待裁决的修改", F::Link),
    show("choice", "裁决", F::Word),
    show("note", "说明", F::Text(500)),
];

pub(super) const FINDING_DECISION: &[Field] = &[
    show("id", "编号", F::Link),
    show("finding", "发现的问题", F::Link),
    show("rule", "规则", F::Word),
    show("choice", "处理", F::Word),
    show("reason", "理由", F::Text(500)),
];

pub(super) const SAME_PERSON: &[Field] = &[
    show("id", "编号", F::Link),
    show("kept_id", "保留的登记", F::Link),
    show("other_id", "并入的登记", F::Link),
    show("reason", "理由", F::Text(500)),
];
