//! A policy pack in words: the rows of the reading page.

use songnuan_model::eligibility::{
    AccidentalRule, AccidentalWhen, Amount2016, Basis, FlatRule, FormulaRule, Gate, GateKind,
    LineChoice, Pack, Rule, Rule2016, Threshold, Version,
};
use songnuan_model::money::Fen;

use super::describe_students::scholarship;
use crate::commands::eligibility::{PackRow, PackSummary};

/// A pack in the list.
pub(super) fn summary(pack: &Pack, own: bool) -> PackSummary {
    let first = pack.versions.first();
    let last = pack.versions.last();
    PackSummary {
        id: pack.id.clone(),
        name: pack.name.clone(),
        region: format!("{} {}", pack.region, pack.region_name),
        source: pack.source.document.clone(),
        effective_from: first
            .map(|v| v.effective_from.to_string())
            .unwrap_or_default(),
        effective_to: last.and_then(|v| v.effective_to).map(|day| day.to_string()),
        own,
    }
}

/// Every part of a pack as (section, label, value, article).
pub(super) fn rows(pack: &Pack) -> Vec<PackRow> {
    let mut page = Page::default();
    head(&mut page, pack);
    page.section = "低保标准".to_owned();
    if pack.dibao_lines.is_empty() {
        page.plain("标准", "没有填写", "");
    }
    for line in &pack.dibao_lines {
        let until = line.to.map(|to| format!("至 {to}")).unwrap_or_default();
        page.plain(
            &format!("{} 起{until}", line.from),
            &per_head(line.fen),
            &line.source,
        );
        page.note(line.note.as_deref());
    }
    for income in &pack.provincial_incomes {
        let label = format!("{} 年度全省人均可支配收入", income.year);
        page.plain(&label, &format!("{} 元/人·年", income.fen), &income.source);
    }
    for version in &pack.versions {
        self::version(&mut page, version);
    }
    page.rows
}

/// Rows being written, under the current section.
#[derive(Default)]
pub(super) struct Page {
    section: String,
    rows: Vec<PackRow>,
}

impl Page {
    pub(super) fn plain(&mut self, label: &str, value: &str, article: &str) {
        self.rows.push(PackRow {
            section: self.section.clone(),
            label: label.to_owned(),
            value: value.to_owned(),
            article: article.to_owned(),
        });
    }

    pub(super) fn note(&mut self, note: Option<&str>) {
        if let Some(note) = note {
            self.plain("说明", note, "");
        }
    }

    /// A clause: what is measured, then the words of the rule.
    pub(super) fn clause(&mut self, label: &str, measure: &str, basis: &Basis) {
        let value = match measure {
            "" => basis.text.clone(),
            measure => format!("{measure}。{}", basis.text),
        };
        self.plain(label, &value, &basis.article);
        self.note(basis.note.as_deref());
    }
}

fn per_head(fen: Fen) -> String {
    format!("{fen} 元/人·月")
}

fn head(page: &mut Page, pack: &Pack) {
    page.section = "来源".to_owned();
    page.plain("编号", &pack.id, "");
    page.plain(
        "地区",
        &format!("{}（{}）", pack.region_name, pack.region),
        "",
    );
    page.plain(
        "文件",
        &pack.source.document,
        pack.source.article.as_deref().unwrap_or_default(),
    );
    if let Some(address) = &pack.source.address {
        page.plain("出处", address, "");
    }
    page.plain("来源标记", &pack.source.tag, "");
    page.note(pack.note.as_deref());
}

fn version(page: &mut Page, version: &Version) {
    let until = version
        .effective_to
        .map(|to| format!("至 {to}"))
        .unwrap_or_default();
    page.section = format!("{} 起{until}", version.effective_from);
    page.note(version.note.as_deref());
    if !matches!(version.rule, Rule::CapsOnly) {
        counted(page, version);
    }
    match &version.rule {
        Rule::Formula(rule) => formula(page, rule),
        Rule::Flat(rule) => flat(page, rule),
        Rule::Categories2016(rule) => categories_2016(page, rule),
        Rule::CapsOnly => page.plain("认定标准", "本政策包只有救助标准，不能用来认定", ""),
    }
    for gate in &version.gates {
        self::gate(page, gate);
    }
    for exclusion in &version.exclusions {
        let label = switch("不予认定", exclusion.enabled);
        page.clause(
            &label,
            &format!("登记代码 {}", exclusion.id),
            &exclusion.basis,
        );
    }
    for cap in &version.caps {
        page.clause(&cap.label(), &cap.measure(), &cap.basis);
    }
    for line in version.gift_lines() {
        page.clause(&line.label, &line.measure, line.basis);
    }
    scholarship(page, version);
}

/// What the eligibility rule counts and compares with.
fn counted(page: &mut Page, version: &Version) {
    let incomes: Vec<_> = version
        .income_kinds
        .iter()
        .map(|kind| kind.label())
        .collect();
    page.plain("计入的收入", &incomes.join("、"), "");
    let rigids: Vec<_> = version
        .rigid_kinds
        .iter()
        .map(|kind| kind.label())
        .collect();
    let rigids = if rigids.is_empty() {
        "不扣除".to_owned()
    } else {
        rigids.join("、")
    };
    page.plain("扣除的刚性支出", &rigids, "");
    if version.line == LineChoice::PreviousYear {
        page.plain("低保标准取", "上一年 12 月 31 日执行的标准", "");
    }
}

pub(super) fn switch(label: &str, enabled: bool) -> String {
    if enabled {
        label.to_owned()
    } else {
        format!("{label}（未启用）")
    }
}

fn threshold(page: &mut Page, label: &str, threshold: &Threshold) {
    let measure = format!(
        "{}低保标准 × {}",
        threshold.op.word(),
        threshold.times.text()
    );
    page.clause(label, &measure, &threshold.basis);
}

fn formula(page: &mut Page, rule: &FormulaRule) {
    threshold(page, "深度困难", &rule.deep);
    if let Some(relative) = &rule.relative {
        threshold(page, "相对困难", relative);
    }
    if let Some(accidental) = &rule.accidental {
        page.clause("意外致困", &accidents(accidental), &accidental.basis);
    }
}

fn accidents(rule: &AccidentalRule) -> String {
    let ways: Vec<_> = rule
        .any_of
        .iter()
        .map(|when| match when {
            AccidentalWhen::Event => "登记有突发事件".to_owned(),
            AccidentalWhen::Casualty => "事件造成家庭成员伤亡".to_owned(),
            AccidentalWhen::LossRatio { op, ratio } => {
                format!("损失{}家庭年收入 × {}", op.word(), ratio.text())
            }
            AccidentalWhen::AfterWithin { op, times } => {
                format!(
                    "扣除损失后人均月收入{}低保标准 × {}",
                    op.word(),
                    times.text()
                )
            }
            AccidentalWhen::Manual => "经人工认定".to_owned(),
        })
        .collect();
    let order = if rule.first {
        "（先于深度、相对判断）"
    } else {
        ""
    };
    format!("{}{order}", ways.join("，或"))
}

fn flat(page: &mut Page, rule: &FlatRule) {
    let measure = format!("人均月收入{} {}", rule.op.word(), per_head(rule.fen));
    page.clause("收入标准", &measure, &rule.basis);
    if let Some(basis) = &rule.or_basis {
        let ways = [
            (rule.or_serious_illness, "患重病"),
            (rule.or_event, "登记有突发事件"),
        ];
        let ways: Vec<_> = ways
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, word)| *word)
            .collect();
        page.clause("或者", &ways.join("，或"), basis);
    }
}

fn categories_2016(page: &mut Page, rule: &Rule2016) {
    let months = format!("低保户（连续 {} 个月以上）", rule.dibao_months);
    threshold(page, &months, &rule.dibao);
    pair(page, "低保边缘户", &rule.near);
    pair(page, "意外致困户", &rule.accidental);
}

fn pair(page: &mut Page, label: &str, amounts: &Amount2016) {
    threshold(page, &format!("{label}·扣除前"), &amounts.before);
    threshold(page, &format!("{label}·扣除后"), &amounts.after);
}

fn gate(page: &mut Page, gate: &Gate) {
    let measure = match &gate.kind {
        GateKind::InService { states } => format!("工作状态为{}", states.join("、")),
        GateKind::UnionMember => "是工会会员".to_owned(),
        GateKind::EmployerHasUnion => "单位已建工会".to_owned(),
        GateKind::MigrantMonths { months } => format!("农民工劳动合同满 {months} 个月"),
        GateKind::IncomeBelowProvince { op } => {
            format!("人均年收入{}上年度全省人均可支配收入", op.word())
        }
        GateKind::HasCause => "登记有致困原因".to_owned(),
        GateKind::Age { min, max } => format!("{min} 至 {max} 周岁"),
    };
    page.clause(&switch("条件", gate.enabled), &measure, &gate.basis);
}

#[cfg(test)]
mod tests {
    use songnuan_model::eligibility::built_in_packs;

    use super::*;

    #[test]
    fn every_pack_can_be_read_in_words() {
        for pack in built_in_packs().unwrap() {
            let rows = rows(&pack);
            assert!(
                rows.iter()
                    .all(|row| !row.section.is_empty() && !row.value.is_empty())
            );
            assert!(rows.len() > 7, "{}", pack.id);
        }
        let pack = built_in_packs().unwrap().remove(1);
        let relative = rows(&pack)
            .into_iter()
            .find(|row| row.label == "相对困难")
            .unwrap();
        assert!(relative.value.starts_with("不高于低保标准 × 3/2。"));
        assert_eq!(summary(&pack, false).effective_from, "2016-01-01");
    }
}
