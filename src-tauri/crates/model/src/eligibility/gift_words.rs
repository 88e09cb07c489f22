//! Scholarships, model workers' benefits and the base-data gate of a version in words, for the page
//! of a policy pack.

use super::pack::{Basis, LineChoice, Version};
use crate::model_workers::{BenefitPay, BenefitRule, WorkerLine};
use crate::scholarship::{ScholarshipStandard, StudentLimit};

/// One line of the page: what it is, what is measured, and the words of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftLine<'a> {
    pub label: String,
    pub measure: String,
    pub basis: &'a Basis,
}

impl Version {
    /// What the version says besides eligibility and caps.
    pub fn gift_lines(&self) -> Vec<GiftLine<'_>> {
        let mut lines = Vec::new();
        if let Some(standard) = &self.scholarship {
            scholarship(&mut lines, standard);
        }
        for rule in &self.benefits {
            benefit(&mut lines, rule);
        }
        if let Some(gate) = &self.base_data {
            let subjects: Vec<&str> = gate.subjects.iter().map(|s| s.label()).collect();
            let measure = format!("适用于{}", subjects.join("、"));
            lines.push(line(
                switch("基础数据库", gate.enabled),
                measure,
                &gate.basis,
            ));
        }
        lines
    }
}

fn line(label: impl Into<String>, measure: String, basis: &Basis) -> GiftLine<'_> {
    GiftLine {
        label: label.into(),
        measure,
        basis,
    }
}

fn switch(label: &str, enabled: bool) -> String {
    if enabled {
        label.to_owned()
    } else {
        format!("{label}（未启用）")
    }
}

fn scholarship<'a>(lines: &mut Vec<GiftLine<'a>>, standard: &'a ScholarshipStandard) {
    for amount in &standard.amounts {
        let filed = if amount.filed { "建档" } else { "未建档" };
        let measure = format!(
            "{filed}，{}：每生每年 {} 元",
            amount.tier.label(),
            amount.fen
        );
        lines.push(line("助学标准", measure, &amount.basis));
    }
    for cap in &standard.caps {
        let limit = match &cap.limit {
            StudentLimit::Fixed { fen } => format!("{fen} 元"),
            StudentLimit::Line { times, line } => {
                let which = match line {
                    LineChoice::Current => "低保标准",
                    LineChoice::PreviousYear => "上一年低保标准",
                };
                format!("{which} × {}", times.text())
            }
        };
        let measure = format!("{}：每生每年不超过{limit}", cap.tier.label());
        lines.push(line("助学上限", measure, &cap.basis));
    }
    for exclusion in &standard.exclusions {
        let label = switch("助学条件", exclusion.enabled);
        let deadline = standard
            .deadline
            .filter(|_| exclusion.when.id() == "after_deadline");
        let measure = deadline
            .map(|day| format!("截止 {day}"))
            .unwrap_or_default();
        lines.push(line(label, measure, &exclusion.basis));
    }
}

fn benefit<'a>(lines: &mut Vec<GiftLine<'a>>, rule: &'a BenefitRule) {
    let levels: Vec<&str> = rule.levels.iter().map(|level| level.label()).collect();
    let levels = if levels.is_empty() {
        "各级劳模".to_owned()
    } else {
        format!("{}劳模", levels.join("、"))
    };
    let label = rule.kind.label();
    let amount = match &rule.pay {
        BenefitPay::UpToLine { monthly_cap, .. } => {
            let cap = monthly_cap.map(|fen| format!("，每月最高 {fen} 元"));
            format!("标准减本人月收入{}", cap.unwrap_or_default())
        }
        BenefitPay::Yearly { fen } => format!("每年 {fen} 元"),
        BenefitPay::ByHand => "金额由审批人确定".to_owned(),
    };
    lines.push(line(label, format!("{levels}：{amount}"), &rule.basis));
    if let BenefitPay::UpToLine { lines: workers, .. } = &rule.pay {
        for worker in workers {
            lines.push(line(
                format!("{label}标准"),
                worker_line(worker),
                &worker.basis,
            ));
        }
    }
    if let Some(need) = &rule.need {
        let measure = need.medical.as_ref().map(|medical| {
            format!(
                "{} 至 {} 个人自付医疗费{} {} 元",
                medical.from,
                medical.to,
                medical.op.word(),
                medical.over
            )
        });
        lines.push(line(
            format!("{label}条件"),
            measure.unwrap_or_default(),
            &need.basis,
        ));
    }
    for exclusion in &rule.exclusions {
        let label = switch(&format!("{label}不享受"), exclusion.enabled);
        lines.push(line(label, String::new(), &exclusion.basis));
    }
}

fn worker_line(worker: &WorkerLine) -> String {
    let mut parts = vec![format!("{} {} 元/月", worker.worker.label(), worker.fen)];
    let ages = [("男", worker.men_from), ("女", worker.women_from)];
    let ages = ages.iter().filter_map(|(who, age)| Some((who, (*age)?)));
    parts.extend(ages.map(|(who, age)| format!("{who}满 {age} 周岁")));
    if worker.no_fixed_income {
        parts.push("无固定收入".to_owned());
    }
    if worker.or_disabled {
        parts.push("残疾的不受此限".to_owned());
    }
    parts.join("，")
}

#[cfg(test)]
mod tests {
    use crate::eligibility::built_in_packs;

    #[test]
    fn every_rule_can_be_read_in_words() {
        let packs = built_in_packs().unwrap_or_default();
        let of = |id: &str| {
            let pack = packs.iter().find(|pack| pack.id == id);
            let versions = pack.into_iter().flat_map(|pack| &pack.versions);
            let lines = versions.flat_map(|version| version.gift_lines());
            let words = lines.map(|line| format!("{}|{}", line.label, line.measure));
            words.collect::<Vec<_>>()
        };
        let has = |id: &str, words: &str| of(id).iter().any(|line| line == words);
        assert!(has(
            "tianmen-2024",
            "助学标准|建档，大学：每生每年 5,000.00 元"
        ));
        assert!(has("tianmen-2024", "助学条件|截止 2024-08-27"));
        assert!(has(
            "hubei",
            "助学上限|高中(中职)：每生每年不超过低保标准 × 6"
        ));
        assert!(has(
            "shanghai-2019",
            "助学上限|大学：每生每年不超过上一年低保标准 × 10"
        ));
        let farmer = "农民 1,000.00 元/月，男满 60 周岁，女满 55 周岁，无固定收入，残疾的不受此限";
        assert!(has(
            "xianning-2025",
            &format!("生活困难补助金标准|{farmer}")
        ));
        let medical = "2016-10-01 至 2017-09-30 个人自付医疗费高于 5,000.00 元";
        assert!(has("qingdao", &format!("特殊困难帮扶金条件|{medical}")));
        assert!(has("qingdao", "特殊困难帮扶金|市级劳模：每年 2,500.00 元"));
        assert!(has(
            "xiangyang-2017",
            "基础数据库|适用于劳模、困难帮扶、金秋助学"
        ));
        assert!(of("anqing-2025").is_empty());
    }
}
