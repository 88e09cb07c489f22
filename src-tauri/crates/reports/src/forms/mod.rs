//! The paper forms of DOMAIN §3, one file each, described with the form language.

mod aid_application;
mod audit_pack;
mod hardship_file;
mod honor_lists;
mod honors;
mod ledgers;
mod letter;
mod model_worker;
mod money;
mod notice;
mod receipt;
mod register;
mod report;
mod roster;
mod scholarship_application;
mod scholarship_summary;
mod sync_receipt;
mod visit_card;
mod visit_record;

use songnuan_model::text::mask_name;

use crate::data::{HardshipFileForm, Opinion, SyncReceiptForm, VisitCardForm, VisitRecordForm};
use crate::layout::{Block, Cell, Content, Form, Row, Sign, lay_out};
use crate::pdf::{Binder, Canvas, Document, Progress};
use crate::{Face, Fonts, PrintOptions, ReportError};

pub use honors::{
    honor_ledgers, model_worker_funds, model_worker_visits, model_workers,
    scholarship_applications, scholarship_rosters, scholarship_summaries,
};
pub use money::{
    aid_applications, audit_pack, fund_ledgers, letters, notices, receipts, report, rosters,
    visit_ledgers,
};

/// A blank date to be written by hand.
const BLANK_DATE: &str = "　　年　　月　　日";

/// 困难职工档案表 for each item, in one PDF; page numbers count within an item.
///
/// A default item prints the blank form. Fails with [`ReportError::Nothing`] for no items and
/// [`ReportError::Cancelled`] when `progress` answers `false`.
pub fn hardship_files(
    fonts: &Fonts,
    items: &[HardshipFileForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    print(
        fonts,
        items,
        options,
        progress,
        "困难职工档案表",
        hardship_file::describe,
    )
}

/// 困难职工家庭入户调查表 (走访记录表) for each item, with sheets of its photographs.
///
/// See [`hardship_files`] for numbering and failures.
pub fn visit_records(
    fonts: &Fonts,
    items: &[VisitRecordForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    print(
        fonts,
        items,
        options,
        progress,
        "困难职工家庭入户调查表",
        visit_record::describe,
    )
}

/// The short visit card, A5 landscape, one card to a page. See [`hardship_files`].
pub fn visit_cards(
    fonts: &Fonts,
    items: &[VisitCardForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    print(
        fonts,
        items,
        options,
        progress,
        "走访慰问记录卡",
        visit_card::describe,
    )
}

/// 同步回执 for each item, one sheet each. See [`hardship_files`].
pub fn sync_receipts(
    fonts: &Fonts,
    items: &[SyncReceiptForm],
    options: &PrintOptions,
    progress: Progress<'_>,
) -> Result<Document, ReportError> {
    print(
        fonts,
        items,
        options,
        progress,
        "同步回执",
        sync_receipt::describe,
    )
}

fn print<'i, T>(
    fonts: &Fonts,
    items: &'i [T],
    options: &PrintOptions,
    progress: Progress<'_>,
    title: &str,
    describe: fn(&'i T) -> Form<'i>,
) -> Result<Document, ReportError> {
    if items.is_empty() {
        return Err(ReportError::Nothing);
    }
    let mut binder = Binder::new(fonts, options);
    for (done, item) in items.iter().enumerate() {
        lay_out(&mut binder, &describe(item))?;
        if !progress(done + 1, items.len()) {
            return Err(ReportError::Cancelled);
        }
    }
    binder.finish(title)
}

/// The texts a file form prints, for measuring what the layout costs over just drawing them.
#[doc(hidden)]
pub fn hardship_file_texts(item: &HardshipFileForm) -> Vec<(Face, String)> {
    let form = hardship_file::describe(item);
    let mut texts = vec![(Face::SerifBold, form.title)];
    for (left, right) in form.above {
        texts.extend([(Face::Serif, left), (Face::Serif, right)]);
    }
    let cell = |cell: Cell| match cell.content {
        Content::Text(text) => vec![(text.face, text.text)],
        Content::Vertical(text) => text
            .chars()
            .map(|ch| (Face::Sans, ch.to_string()))
            .collect(),
        Content::Portrait(text) => vec![(Face::Serif, text)],
        Content::Opinion { title, text, sign } => vec![
            (Face::Sans, title),
            (Face::Serif, text),
            (Face::Sans, sign.by),
            (Face::Serif, sign.date),
        ],
    };
    for block in form.blocks {
        let rows = match block {
            Block::Grid(grid) => grid.rows,
            Block::Turn => Vec::new(),
            Block::Roster(roster) => {
                texts.extend(cell(Cell::vertical(&roster.label, 1)));
                let rows = roster
                    .rows
                    .into_iter()
                    .map(|cells| Row::new(roster.row_height, cells));
                std::iter::once(roster.header).chain(rows).collect()
            }
        };
        texts.extend(rows.into_iter().flat_map(|row| row.cells).flat_map(cell));
    }
    texts.extend(form.below.into_iter().map(|note| (Face::Serif, note)));
    texts.push((Face::Serif, "第 1 页 共 1 页".to_owned()));
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

/// Adds the pages of one item, and a notice for what had to be continued.
fn bind(binder: &mut Binder<'_>, identity: &str, (pages, told): (Vec<Canvas>, Vec<String>)) {
    if !told.is_empty() {
        let what = told.join("、");
        binder
            .notices
            .push(format!("{identity}：“{what}”写不下，已在续页印出全文。"));
    }
    binder.add_item(pages);
}

/// A name for the wall: masked, and without what somebody wrote behind it in brackets.
fn public_name(name: &str) -> String {
    let bare = name.split(['(', '（']).next().unwrap_or_default().trim();
    mask_name(if bare.is_empty() { name } else { bare })
}

/// Card digits in groups of four, for reading and for the bank to compare.
fn card_groups(card: &str) -> String {
    let digits: Vec<char> = card.chars().filter(|c| !c.is_whitespace()).collect();
    let groups = digits
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// For tables nobody waits for.
fn no_progress(_: usize, _: usize) -> bool {
    true
}

/// A given date, or the blanks for one.
fn date_or_blank(date: &str) -> String {
    if date.is_empty() {
        BLANK_DATE.to_owned()
    } else {
        date.to_owned()
    }
}

/// An opinion cell with signature, seal and date.
fn sealed_opinion(title: &str, opinion: &Opinion) -> Cell {
    let by = "签字(盖章):".to_owned();
    let sign = Sign {
        by,
        date: date_or_blank(&opinion.date),
        seal: true,
    };
    Cell::opinion(title, &opinion.text, sign)
}

/// “编号 姓名” for continuation sheets and reports.
fn identity(no_label: &str, no: &str, name: &str) -> String {
    let no = if no.is_empty() { "（空）" } else { no };
    let name = if name.is_empty() { "（空）" } else { name };
    format!("{no_label}：{no}　姓名：{name}")
}
