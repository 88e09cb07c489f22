//! The scholarship standard and the base-data gate of a pack, in words.

use songnuan_model::eligibility::{LineChoice, Version};
use songnuan_model::scholarship::{SchoolTier, StudentLimit};

use super::describe::{Page, switch};

/// What a version says of scholarships, and who must be in the base data.
pub(super) fn scholarship(page: &mut Page, version: &Version) {
    if let Some(standard) = &version.scholarship {
        if let Some(deadline) = standard.deadline {
            page.plain("助学申请截止", &deadline.to_string(), "");
        }
        for amount in &standard.amounts {
            let filed = if amount.filed { "建档" } else { "未建档" };
            let label = format!("助学 {filed}·{}", amount.tier.label());
            page.clause(&label, &format!("{} 元/生·年", amount.fen), &amount.basis);
        }
        for cap in &standard.caps {
            page.clause(&cap_label(cap.tier), &measure(&cap.limit), &cap.basis);
        }
        for exclusion in &standard.exclusions {
            page.clause(&switch("不予资助", exclusion.enabled), "", &exclusion.basis);
        }
        page.note(standard.note.as_deref());
    }
    if let Some(gate) = &version.base_data {
        let subjects: Vec<_> = gate.subjects.iter().map(|it| it.label()).collect();
        let label = switch("基础数据库", gate.enabled);
        page.clause(&label, &subjects.join("、"), &gate.basis);
    }
}

fn cap_label(tier: SchoolTier) -> String {
    format!("助学上限 {}", tier.label())
}

fn measure(limit: &StudentLimit) -> String {
    match limit {
        StudentLimit::Fixed { fen } => format!("每生每年不超过 {fen} 元"),
        StudentLimit::Line { times, line } => {
            let of = match line {
                LineChoice::Current => "",
                LineChoice::PreviousYear => "上一年",
            };
            format!("每生每年不超过{of}低保标准 × {}", times.text())
        }
    }
}
