//! The lists of scholarships and model workers: 金秋助学名册, 劳模三金申报表, 荣誉台账, 劳模慰问登记.

use songnuan_model::money::Fen;

use super::register::{Around, Column, amount, amounts, column, day, number, pages, prose, value};
use crate::ReportError;
use crate::data::{
    HonorLedgerForm, HonorLedgerRow, ModelWorkerFundsForm, ModelWorkerFundsRow,
    ModelWorkerVisitsForm, ModelWorkerVisitsRow, ScholarshipRosterForm, ScholarshipRosterRow,
};
use crate::pdf::{Binder, Canvas, Progress};

/// What laying out one list gives: its pages, and the names of what was continued.
type Laid = Result<(Vec<Canvas>, Vec<String>), ReportError>;

/// 257 mm in all.
const STUDENTS: [Column<ScholarshipRosterRow>; 12] = [
    column("序号", 9.0, number),
    column("学生姓名", 19.0, |row, _| value("学生姓名", &row.name)),
    column("性别", 9.0, |row, _| value("性别", &row.sex)),
    column("身份证号", 37.0, |row, _| value("身份证号", &row.id_no)),
    column("院校及专业", 40.0, |row, _| {
        value("院校及专业", &row.school)
    }),
    column("学历层次", 13.0, |row, _| value("学历层次", &row.level)),
    column("类别", 16.0, |row, _| value("类别", &row.admission)),
    column("家长姓名", 19.0, |row, _| {
        value("家长姓名", &row.parent)
    }),
    column("家长工作单位", 36.0, |row, _| {
        value("家长工作单位", &row.employer)
    }),
    column("困难职工\n档案编号", 24.0, |row, _| {
        value("困难职工档案编号", &row.file_no)
    }),
    amounts(
        "资助金额",
        19.0,
        |row, _| amount("资助金额", row.amount),
        |row| row.amount,
    ),
    column("备注", 16.0, |row, _| value("备注", &row.note)),
];

/// 金秋助学名册.
pub(super) fn students(
    binder: &mut Binder<'_>,
    form: &ScholarshipRosterForm,
    progress: Progress<'_>,
) -> Laid {
    let around = Around {
        title: or(&form.title, "金秋助学名册"),
        unit: &form.unit,
        middle: day("申请期", &form.period),
        right: "单位：元",
        counted: "人",
        total: Some(|row: &ScholarshipRosterRow| row.amount),
        promise: "",
        signs: signs(&form.handled_by, &form.phone),
    };
    pages(binder, &around, &STUDENTS, &form.rows, progress)
}

const FUNDS: [Column<ModelWorkerFundsRow>; 12] = [
    column("序号", 9.0, number),
    column("姓名", 19.0, |row, _| value("姓名", &row.name)),
    column("性别", 9.0, |row, _| value("性别", &row.sex)),
    column("身份证号", 37.0, |row, _| value("身份证号", &row.id_no)),
    column("荣誉称号", 28.0, |row, _| value("荣誉称号", &row.honor)),
    column("人员类别", 13.0, |row, _| value("人员类别", &row.kind)),
    column("月收入", 19.0, |row, _| {
        crate::layout::Cell::amount("月收入", &row.monthly_income).size(9.5)
    }),
    amounts(
        "生活困难\n补助金",
        20.0,
        |row, _| amount("生活困难补助金", row.living),
        |row| row.living,
    ),
    amounts(
        "特殊困难\n帮扶金",
        20.0,
        |row, _| amount("特殊困难帮扶金", row.special),
        |row| row.special,
    ),
    amounts(
        "春节慰问金",
        20.0,
        |row, _| amount("春节慰问金", row.festival),
        |row| row.festival,
    ),
    amounts("小计", 21.0, |row, _| amount("小计", three(row)), three),
    column("申报依据", 42.0, |row, _| {
        prose("申报依据", &row.basis).size(8.5)
    }),
];

/// 三金 of one model worker.
fn three(row: &ModelWorkerFundsRow) -> Fen {
    Fen::sum([row.living, row.special, row.festival]).unwrap_or(Fen::ZERO)
}

/// 劳模三金申报表, with the statement of truth that the county asks for.
pub(super) fn funds(
    binder: &mut Binder<'_>,
    form: &ModelWorkerFundsForm,
    progress: Progress<'_>,
) -> Laid {
    let around = Around {
        title: or(&form.title, "劳动模范“三金”申报表"),
        unit: &form.unit,
        middle: day("申报日期", &form.declared_on),
        right: "单位：元",
        counted: "人",
        total: Some(three),
        promise: "本单位承诺：以上申报内容真实无误。　　　　负责人(签字)：　　　　　　　　　　　　　　年　　月　　日",
        signs: signs(&form.handled_by, &form.phone),
    };
    pages(binder, &around, &FUNDS, &form.rows, progress)
}

const HONORS: [Column<HonorLedgerRow>; 10] = [
    column("序号", 9.0, number),
    column("姓名(单位)", 24.0, |row, _| {
        value("姓名(单位)", &row.name)
    }),
    column("荣誉称号", 38.0, |row, _| value("荣誉称号", &row.title)),
    column("级别", 14.0, |row, _| value("级别", &row.level)),
    column("授予单位", 36.0, |row, _| {
        value("授予单位", &row.issuer)
    }),
    column("授予时间", 20.0, |row, _| {
        value("授予时间", &row.awarded_on)
    }),
    column("证书(文号)", 30.0, |row, _| {
        value("证书(文号)", &row.cert_no)
    }),
    column("奖章状态", 16.0, |row, _| value("奖章状态", &row.medal)),
    column("奖章变动记录", 40.0, |row, _| {
        prose("奖章变动记录", &row.events)
    }),
    column("备注", 30.0, |row, _| prose("备注", &row.note)),
];

/// 荣誉台账.
pub(super) fn honors(
    binder: &mut Binder<'_>,
    form: &HonorLedgerForm,
    progress: Progress<'_>,
) -> Laid {
    let around = Around {
        title: or(&form.title, "荣誉台账"),
        unit: &form.unit,
        middle: day("截至", &form.as_of),
        right: "",
        counted: "项",
        total: None,
        promise: "",
        signs: signs(&form.handled_by, ""),
    };
    pages(binder, &around, &HONORS, &form.rows, progress)
}

const VISITS: [Column<ModelWorkerVisitsRow>; 11] = [
    column("序号", 9.0, number),
    column("慰问日期", 22.0, |row, _| value("慰问日期", &row.on)),
    column("姓名", 20.0, |row, _| value("姓名", &row.name)),
    column("荣誉级别", 14.0, |row, _| value("荣誉级别", &row.level)),
    column("单位/住址", 38.0, |row, _| {
        prose("单位/住址", &row.place)
    }),
    column("事由", 18.0, |row, _| value("事由", &row.reason)),
    column("慰问人", 24.0, |row, _| value("慰问人", &row.visitors)),
    amounts(
        "慰问金(元)",
        19.0,
        |row, _| amount("慰问金", row.money),
        |row| row.money,
    ),
    column("慰问品", 23.0, |row, _| value("慰问品", &row.goods)),
    column("反映情况", 36.0, |row, _| {
        prose("反映情况", &row.problems)
    }),
    column("处理意见", 34.0, |row, _| {
        prose("处理意见", &row.solution)
    }),
];

/// 劳模慰问登记.
pub(super) fn visits(
    binder: &mut Binder<'_>,
    form: &ModelWorkerVisitsForm,
    progress: Progress<'_>,
) -> Laid {
    let middle = match form.period.as_str() {
        "" => String::new(),
        period => format!("期间：{period}"),
    };
    let around = Around {
        title: or(&form.title, "劳模慰问登记"),
        unit: &form.unit,
        middle,
        right: "单位：元",
        counted: "次",
        total: Some(|row: &ModelWorkerVisitsRow| row.money),
        promise: "",
        signs: signs(&form.handled_by, ""),
    };
    pages(binder, &around, &VISITS, &form.rows, progress)
}

/// Given words, or the usual ones.
fn or<'w>(given: &'w str, usual: &'w str) -> &'w str {
    match given {
        "" => usual,
        given => given,
    }
}

/// “负责人: 审核人: 填表人: 联系电话:” (DOMAIN §3.0).
fn signs(handled_by: &str, phone: &str) -> Vec<String> {
    let mut signs = vec![
        "负责人：".to_owned(),
        "审核人：".to_owned(),
        format!("填表人：{handled_by}"),
    ];
    if !phone.is_empty() {
        signs.push(format!("联系电话：{phone}"));
    }
    signs
}
