//! What the audit pack says before the roster: basis, verdicts, notice, approvals.

use std::collections::HashMap;

use songnuan_model::dates::chinese_date;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{BatchStepKind, CountUnit};
use songnuan_reports::data::{AuditSection, NoticeForm, ReportTable};

use super::audit::Case;
use super::people::category_words;
use crate::commands::eligibility::FileVerdict;
use crate::files::{fen_words, fraction};

/// Bodies of tables: texts of one row.
pub type Texts = Vec<String>;

/// A table of texts.
pub fn table(title: &str, columns: &[&str], rows: Vec<Texts>) -> ReportTable {
    ReportTable {
        title: title.to_owned(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows,
    }
}

/// A section of sentences and tables.
pub fn section(title: &str, paragraphs: Vec<String>, tables: Vec<ReportTable>) -> AuditSection {
    AuditSection {
        title: title.to_owned(),
        paragraphs,
        tables,
    }
}

/// “6 户 35 人” of the lines that stand.
fn heads(case: &Case) -> String {
    let lines = case.facts.lines.iter().zip(case.facts.line_states());
    let live: Vec<_> = lines.filter(|(_, state)| state.is_live()).collect();
    let of = |unit: CountUnit| live.iter().filter(|(line, _)| line.unit == unit).count();
    match (of(CountUnit::Household), of(CountUnit::Person)) {
        (households, 0) => format!("{households} 户"),
        (0, persons) => format!("{persons} 人"),
        (households, persons) => format!("{households} 户、{persons} 人"),
    }
}

/// The cover: (label, text).
pub fn cover(case: &Case) -> Vec<(String, String)> {
    let facts = &case.facts;
    let batch = &facts.batch;
    let done = |kind: BatchStepKind| match facts.step(kind) {
        Some(step) => format!("{}　{}", step.by, chinese_date(step.on)),
        None => "（未办理）".to_owned(),
    };
    let net = facts.net();
    let notice = match facts.notice(case.today) {
        Some(it) => format!(
            "{}至{}{}",
            chinese_date(it.posted_on),
            chinese_date(it.ends_on),
            if it.over { "" } else { "（公示中）" }
        ),
        None if batch.needs_notice => "（未公示）".to_owned(),
        None => "（本批次不需公示）".to_owned(),
    };
    let fund = case.fund.as_ref();
    let fund = fund.map(|it| format!("{}（{}）", it.name, it.level.label()));
    let campaign = case.campaign.as_ref().map(|it| it.name.clone());
    let pairs = [
        ("发放事由", batch.purpose.clone()),
        (
            "所属活动",
            campaign.unwrap_or_else(|| "（单笔救助）".to_owned()),
        ),
        ("依据", basis_words(case)),
        ("资金来源", fund.unwrap_or_default()),
        ("发放方式", batch.method.label().to_owned()),
        ("发放对象", heads(case)),
        ("金额", format!("人民币{}（¥{net}）", net.uppercase())),
        ("已发放", format!("¥{}", facts.paid())),
        ("当前状态", facts.state(case.today).label().to_owned()),
        (
            "拟定",
            format!("{}　{}", batch.maker, chinese_date(batch.made_on)),
        ),
        ("审核", done(BatchStepKind::Reviewed)),
        ("审批", done(BatchStepKind::Approved)),
        ("公示期", notice),
        ("放款", done(BatchStepKind::Released)),
        ("结清", done(BatchStepKind::Closed)),
    ];
    pairs.map(|(label, text)| (label.to_owned(), text)).to_vec()
}

fn basis_words(case: &Case) -> String {
    let basis = case.campaign.as_ref().and_then(|it| it.basis.clone());
    let basis = basis.filter(|basis| !basis.trim().is_empty());
    basis.unwrap_or_else(|| "（活动未登记依据）".to_owned())
}

/// 一、依据与标准.
pub fn basis(case: &Case) -> AuditSection {
    let mut paragraphs = vec![
        format!("依据：{}", basis_words(case)),
        format!("认定和限额所用政策包：{}", case.pack_name),
    ];
    paragraphs.extend(
        case.facts
            .batch
            .note
            .iter()
            .map(|note| format!("批次说明：{note}")),
    );
    let rules = case.campaign.iter().flat_map(|campaign| &campaign.rules);
    let rules: Vec<Texts> = rules
        .map(|rule| {
            let category = match rule.category.as_str() {
                "" => "其余".to_owned(),
                category => category_words(category),
            };
            let goods = rule.goods.clone().unwrap_or_default();
            vec![category, rule.amount.to_string(), goods]
        })
        .collect();
    let mut tables = Vec::new();
    if !rules.is_empty() {
        tables.push(table("活动标准", &["类别", "金额(元)", "慰问品"], rules));
    }
    tables.push(by_category(case));
    section("一、依据与标准", paragraphs, tables)
}

/// What went to each category.
fn by_category(case: &Case) -> ReportTable {
    let mut sums: Vec<(String, usize, usize, Fen)> = Vec::new();
    for (line, state) in case.facts.lines.iter().zip(case.facts.line_states()) {
        if !state.is_live() {
            continue;
        }
        let category = category_words(&line.category);
        let at = sums.iter().position(|row| row.0 == category);
        let at = at.unwrap_or_else(|| {
            sums.push((category, 0, 0, Fen::ZERO));
            sums.len() - 1
        });
        let row = &mut sums[at];
        match line.unit {
            CountUnit::Household => row.1 += 1,
            CountUnit::Person => row.2 += 1,
        }
        row.3 = row.3.checked_add(line.amount).unwrap_or(row.3);
    }
    let rows = sums
        .into_iter()
        .map(|(category, households, persons, amount)| {
            vec![
                category,
                households.to_string(),
                persons.to_string(),
                amount.to_string(),
            ]
        });
    table("按类别", &["类别", "户", "人", "金额(元)"], rows.collect())
}

/// 二、领取人认定结论.
pub fn verdicts(case: &Case) -> AuditSection {
    let by_file: HashMap<&Id, &FileVerdict> =
        case.verdicts.iter().map(|it| (&it.file_id, it)).collect();
    let of = |id: &Option<Id>| id.as_ref().and_then(|id| by_file.get(id).copied());
    let lines = case
        .facts
        .lines
        .iter()
        .filter(|line| line.reverses.is_none());
    let rows = lines.map(|line| {
        let file = case.people.file(line.file_id.as_ref());
        let (label, numbers, clauses) = match (of(&line.file_id), &line.temporary_reason) {
            (Some(verdict), reason) => {
                let mut clauses = clauses(verdict);
                clauses.extend(reason.iter().map(|reason| format!("临时救助：{reason}")));
                (
                    verdict.category_label.clone(),
                    numbers(verdict),
                    clauses.join("\n"),
                )
            }
            (None, Some(reason)) => (
                "无在档档案".to_owned(),
                String::new(),
                format!("临时救助：{reason}"),
            ),
            (None, None) if line.file_id.is_some() => (
                "未能认定".to_owned(),
                String::new(),
                "档案资料不全，请查原始档案".to_owned(),
            ),
            (None, None) => (
                "无档案".to_owned(),
                String::new(),
                format!("{}，不以建档为条件", line.aid_kind.label()),
            ),
        };
        vec![
            line.seq.to_string(),
            case.people.name(&line.person_id),
            file.map(|file| file.file_no.clone()).unwrap_or_default(),
            label,
            numbers,
            clauses,
        ]
    });
    let columns = ["序号", "姓名", "档案编号", "结论", "数字", "条款"];
    let paragraph = format!(
        "按拟定日 {} 时执行的政策版本认定；家庭资料为导出时档案所载。",
        chinese_date(case.facts.batch.made_on)
    );
    section(
        "二、领取人认定结论",
        vec![paragraph],
        vec![table("", &columns, rows.collect())],
    )
}

/// Per-capita income beside the line it is compared with.
fn numbers(verdict: &FileVerdict) -> String {
    let per_capita = fraction(&verdict.per_capita_month_fen);
    let per_capita = per_capita.map(|(num, den)| fen_words(num, den));
    let line = verdict.line_fen.map(|line| format!("，标准 {line}"));
    format!(
        "月人均 {}{}",
        per_capita.unwrap_or_else(|| "—".to_owned()),
        line.unwrap_or_default()
    )
}

/// The clauses that decided, with their numbers; all of them when none was met.
fn clauses(verdict: &FileVerdict) -> Vec<String> {
    let passed = verdict
        .clauses
        .iter()
        .any(|clause| clause.passed == Some(true));
    verdict
        .clauses
        .iter()
        .filter(|clause| !passed || clause.passed == Some(true))
        .map(|clause| {
            let gap = clause.gap.as_ref().map(|gap| format!("，{gap}"));
            let gap = gap.unwrap_or_default();
            format!(
                "{}（{}）：{}{gap}",
                clause.text, clause.article, clause.numbers
            )
        })
        .collect()
}

/// 三、公示.
pub fn notice(case: &Case, notice: Option<&NoticeForm>) -> AuditSection {
    let facts = &case.facts;
    let mut paragraphs = Vec::new();
    match (facts.notice(case.today), facts.batch.needs_notice) {
        (Some(posted), _) => {
            let place = facts.step(BatchStepKind::NoticePosted);
            let place = place
                .and_then(|step| step.place.clone())
                .unwrap_or_default();
            paragraphs.push(format!(
                "张贴：{}　截止：{}　地点：{place}",
                chinese_date(posted.posted_on),
                chinese_date(posted.ends_on)
            ));
            if posted.missing_table {
                paragraphs.push("提示：期间有年份没有节假日表，截止日只除去了周末。".to_owned());
            }
            paragraphs.extend(notice.iter().flat_map(|it| it.paragraphs.clone()));
        }
        (None, true) => paragraphs.push("本批次须公示，尚未张贴。".to_owned()),
        (None, false) => paragraphs.push("本批次不需公示。".to_owned()),
    }
    let open = facts.open_objections();
    let raised = facts
        .steps
        .iter()
        .filter(|step| step.kind == BatchStepKind::ObjectionRaised);
    let rows: Vec<Texts> = raised
        .map(|step| {
            let settled = facts.steps.iter().find(|other| {
                other.kind == BatchStepKind::ObjectionResolved
                    && other.objection_id.as_ref() == Some(&step.id)
            });
            let is_open = open.iter().any(|other| other.id == step.id);
            let answer = settled
                .and_then(|it| it.opinion.clone())
                .unwrap_or_default();
            let on = settled.map(|it| it.on.to_string()).unwrap_or_default();
            let state = if is_open { "未办结" } else { "已办结" };
            vec![
                step.on.to_string(),
                step.opinion.clone().unwrap_or_default(),
                state.to_owned(),
                on,
                answer,
            ]
        })
        .collect();
    let mut tables = Vec::new();
    if rows.is_empty() {
        paragraphs.push("公示期间没有收到异议。".to_owned());
    } else {
        let columns = ["收到日期", "异议", "状态", "办结日期", "办理结果"];
        tables.push(table("异议", &columns, rows));
    }
    section("三、公示", paragraphs, tables)
}

/// 四、审批过程: every step, who, when, with what opinion.
pub fn approvals(case: &Case) -> AuditSection {
    let steps = case.facts.steps.iter().map(|step| {
        let amount = step.amount.map(|amount| format!("{amount} 元"));
        let place = step.place.as_ref().map(|place| format!("地点：{place}"));
        let texts = [step.opinion.clone(), amount, place];
        let texts: Vec<String> = texts.into_iter().flatten().collect();
        vec![
            step.on.to_string(),
            step.kind.label().to_owned(),
            step.by.clone(),
            texts.join("；"),
        ]
    });
    let columns = ["日期", "步骤", "办理人", "意见、金额、地点"];
    let own = "拟定人不参与审核和审批；一人审批未经审核的批次时，审核与审批同为其名。";
    section(
        "四、审批过程",
        vec![own.to_owned()],
        vec![table("", &columns, steps.collect())],
    )
}
