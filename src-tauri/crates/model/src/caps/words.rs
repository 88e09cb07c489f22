//! A cap in words, for the page of a policy pack.

use super::cap::{Cap, Limit, Tier};
use crate::codes;
use crate::eligibility::LineChoice;

impl Cap {
    /// What it limits, e.g. `生活救助上限`.
    pub fn label(&self) -> String {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.label()).collect();
        format!("{}上限", kinds.join("、"))
    }

    /// How much it allows, e.g. `深度困难：每户每年不超过低保标准 × 12`.
    pub fn measure(&self) -> String {
        let known = codes::table("category");
        let categories = self.categories.iter().map(|id| known.label(id).to_owned());
        let occasions = self.occasions.iter().map(|one| one.label().to_owned());
        let whom: Vec<String> = categories.chain(occasions).collect();
        let whom = if whom.is_empty() {
            String::new()
        } else {
            format!("{}：", whom.join("、"))
        };
        let mut parts: Vec<String> = self.limits.iter().map(limit).collect();
        if self.single_item {
            parts.push("只能享受其中一项".to_owned());
        }
        let steps = self.approvals.iter();
        parts.extend(steps.map(|step| format!("超过 {} 元须报{}批准", step.over, step.by)));
        format!("{whom}{}{}", self.per.label(), parts.join("，"))
    }
}

fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Fixed { fen } => format!("不超过 {fen} 元"),
        Limit::Line { times, line } => {
            let which = match line {
                LineChoice::Current => "低保标准",
                LineChoice::PreviousYear => "上一年低保标准",
            };
            format!("不超过{which} × {}", times.text())
        }
        Limit::Cost { rate } => format!("不超过自付费用或损失 × {}", rate.text()),
        Limit::Tiers { tiers } => {
            let tiers: Vec<String> = tiers.iter().map(tier).collect();
            format!("不超过自付费用分档计算（{}）", tiers.join("，"))
        }
    }
}

fn tier(tier: &Tier) -> String {
    let rate = tier.rate.text();
    match tier.up_to {
        Some(end) => format!("{end} 元以内的部分 × {rate}"),
        None => format!("其余部分 × {rate}"),
    }
}
