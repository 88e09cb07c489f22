//! The documents of scholarships and model workers as the program asks for them.

use super::money::rows;
use super::scholarship_summary as summary;
use super::{bind, honor_lists as lists, model_worker, print, scholarship_application};
use crate::data::*;
use crate::pdf::{Binder, Document, Progress};
use crate::{Fonts, PrintOptions, ReportError};

/// 金秋助学申请审批表 for each item; a default item prints the blank form.
pub fn scholarship_applications(
    fonts: &Fonts,
    items: &[ScholarshipApplicationForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    print(
        fonts,
        items,
        options,
        progress,
        "金秋助学申请审批表",
        scholarship_application::describe,
    )
}

/// 劳动模范登记表 for each item, front and back; a default item prints the blank form.
pub fn model_workers(
    fonts: &Fonts,
    items: &[ModelWorkerForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    print(
        fonts,
        items,
        options,
        progress,
        "劳动模范登记表",
        model_worker::describe,
    )
}

/// 金秋助学汇总表 for each item.
pub fn scholarship_summaries(
    fonts: &Fonts,
    items: &[ScholarshipSummaryForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    if items.is_empty() {
        return Err(ReportError::Nothing);
    }
    let mut binder = Binder::new(fonts, options);
    for (done, item) in items.iter().enumerate() {
        let laid = summary::pages(&mut binder, item)?;
        bind(&mut binder, &item.title, laid);
        if !progress(done + 1, items.len()) {
            return Err(ReportError::Cancelled);
        }
    }
    binder.finish("金秋助学汇总表")
}

/// A list of many rows; `progress` counts rows over all items.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $form:ty, $title:literal, $pages:path) => {
        $(#[$doc])*
        pub fn $name(
            fonts: &Fonts,
            items: &[$form],
            options: &PrintOptions,
            progress: Progress<'_>,
        ) -> Result<Document, ReportError> {
            let total = items.iter().map(|item| item.rows.len().max(1)).sum();
            rows(fonts, items, options, total, progress, $title, $pages)
        }
    };
}

list!(
    /// 金秋助学名册 for each item; `progress` counts students.
    scholarship_rosters, ScholarshipRosterForm, "金秋助学名册", lists::students
);
list!(
    /// 劳模三金申报表 for each item; `progress` counts model workers.
    model_worker_funds, ModelWorkerFundsForm, "劳模三金申报表", lists::funds
);
list!(
    /// 荣誉台账 for each item; `progress` counts honours.
    honor_ledgers, HonorLedgerForm, "荣誉台账", lists::honors
);
list!(
    /// 劳模慰问登记 for each item; `progress` counts visits.
    model_worker_visits, ModelWorkerVisitsForm, "劳模慰问登记", lists::visits
);
