//! The documents of campaigns and payments as the program asks for them: several forms, one PDF.

use super::{aid_application, audit_pack as pack, bind, ledgers, letter, notice, print};
use super::{receipt, report as figures, roster};
use crate::data::*;
use crate::pdf::{Binder, Canvas, Document, Progress};
use crate::{Fonts, PrintOptions, ReportError};

/// What laying out one item gives: its pages, and the names of what was continued.
type Laid = Result<(Vec<Canvas>, Vec<String>), ReportError>;

/// One report of figures; `progress` hears of every table.
pub fn report(
    fonts: &Fonts,
    form: &ReportForm,
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    let mut binder = Binder::new(fonts, options);
    let pages = figures::pages(&mut binder, form, progress)?;
    bind(&mut binder, &form.title, pages);
    binder.finish(&form.title)
}

/// 送温暖慰问金发放花名册 for each item; `progress` counts recipients over all items.
///
/// A default item prints a blank roster. Fails as [`super::hardship_files`] does.
pub fn rosters(
    fonts: &Fonts,
    items: &[RosterForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    let total = items.iter().map(|item| item.rows.len().max(1)).sum();
    rows(
        fonts,
        items,
        options,
        total,
        progress,
        "慰问金发放花名册",
        roster::pages,
    )
}

/// 走访台账 for each item; `progress` counts visits.
pub fn visit_ledgers(
    fonts: &Fonts,
    items: &[VisitLedgerForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    let total = items.iter().map(|item| item.rows.len()).sum();
    rows(
        fonts,
        items,
        options,
        total,
        progress,
        "走访台账",
        ledgers::visits,
    )
}

/// 资金收支明细账 for each item; `progress` counts lines.
pub fn fund_ledgers(
    fonts: &Fonts,
    items: &[FundLedgerForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    let total = items.iter().map(|item| item.rows.len() + 1).sum();
    rows(
        fonts,
        items,
        options,
        total,
        progress,
        "资金收支明细账",
        ledgers::fund,
    )
}

/// 公示 for each item, each with its list; `progress` counts people.
pub fn notices(
    fonts: &Fonts,
    items: &[NoticeForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    let total = items.iter().map(|item| item.rows.len()).sum();
    rows(
        fonts,
        items,
        options,
        total,
        progress,
        "公示",
        notice::pages,
    )
}

/// 领款单, two to a page in the order given.
pub fn receipts(
    fonts: &Fonts,
    items: &[ReceiptForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    if items.is_empty() {
        return Err(ReportError::Nothing);
    }
    let mut binder = Binder::new(fonts, options);
    let laid = receipt::pages(&mut binder, items, progress)?;
    bind(&mut binder, "领款单", laid);
    binder.finish("领款单")
}

/// 慰问信 for each item.
pub fn letters(
    fonts: &Fonts,
    items: &[LetterForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    if items.is_empty() {
        return Err(ReportError::Nothing);
    }
    let mut binder = Binder::new(fonts, options);
    for (done, item) in items.iter().enumerate() {
        let laid = letter::pages(&mut binder, item)?;
        bind(&mut binder, &item.addressee, laid);
        if !progress(done + 1, items.len()) {
            return Err(ReportError::Cancelled);
        }
    }
    binder.finish("慰问信")
}

/// 困难职工补助(救助)申请审批表 for each item; a default item prints the blank form.
pub fn aid_applications(
    fonts: &Fonts,
    items: &[AidApplicationForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    let title = "困难职工补助（救助）申请审批表";
    print(
        fonts,
        items,
        options,
        progress,
        title,
        aid_application::describe,
    )
}

/// The audit pack of one batch, its pages numbered through; `progress` counts recipients.
pub fn audit_pack(
    fonts: &Fonts,
    form: &AuditPackForm,
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    let mut binder = Binder::new(fonts, options);
    let laid = pack::pages(&mut binder, form, progress)?;
    bind(&mut binder, &form.title, laid);
    binder.finish(&form.title)
}

/// Prints items of many rows; progress is reported over the rows of all of them.
pub(super) fn rows<T>(
    fonts: &Fonts,
    items: &[T],
    options: &PrintOptions,
    total: usize,
    progress: Progress<'_>,
    title: &str,
    pages: fn(&mut Binder<'_>, &T, Progress<'_>) -> Laid,
) -> Result<Document, ReportError> {
    if items.is_empty() {
        return Err(ReportError::Nothing);
    }
    let mut binder = Binder::new(fonts, options);
    let mut before = 0;
    for item in items {
        let mut seen = 0;
        let laid = pages(&mut binder, item, &mut |done, _| {
            seen = done;
            progress((before + done).min(total), total)
        })?;
        before += seen;
        bind(&mut binder, title, laid);
    }
    binder.finish(title)
}
