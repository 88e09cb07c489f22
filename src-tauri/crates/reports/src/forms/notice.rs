//! 公示, DOMAIN §3.7: an official letter (GB/T 9704 margins and type), the list as its attachment.
//! The list carries what §2.9 allows and nothing else; names are masked here.

use songnuan_model::money::Fen;

use super::public_name;
use crate::ReportError;
use crate::data::{NoticeForm, NoticeRow};
use crate::fonts::Face;
use crate::layout::{Cell, Flow, Head, Ink, PageSetup, Paper, Prose, Row, Table, Text};
use crate::pdf::{Binder, Canvas, Numbering, Progress};

/// The usual name of the list.
const LIST: &str = "拟发放人员名单";
/// Diameter of a union's seal, mm.
const SEAL: f32 = 42.0;
/// 三号, 22 lines on a page.
const BODY: Prose = Prose {
    face: Face::Serif,
    size: 16.0,
    pitch: 10.2,
    indent: 2,
    ink: Ink::Left,
};
/// GB/T 9704: type area 156 × 225 mm, 28 mm at the binding edge, 37 mm above.
const PAGE: PageSetup = PageSetup {
    paper: Paper::A4,
    side: 27.0,
    binding: 1.0,
    top: 37.0,
    bottom: 35.0,
};

/// The letter and its list.
pub(super) fn pages(
    binder: &mut Binder<'_>,
    notice: &NoticeForm,
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let seals = binder.options().seals;
    let head = Head {
        page: PAGE,
        title: String::new(),
        above: Vec::new(),
        identity: notice.title.clone(),
    };
    let mut flow = Flow::new(binder, &head);
    letter(&mut flow, notice, seals);
    if !notice.rows.is_empty() {
        flow.new_page();
        list(&mut flow, notice, progress)?;
    }
    let (mut pages, told) = flow.finish()?;
    for page in &mut pages {
        page.set_numbering(Numbering::Dash);
    }
    Ok((pages, told))
}

fn letter(flow: &mut Flow<'_, '_>, notice: &NoticeForm, seals: bool) {
    let title = Prose {
        face: Face::SerifBold,
        size: 22.0,
        pitch: 12.5,
        indent: 0,
        ink: Ink::Centre,
    };
    flow.paragraph(&notice.title, title);
    flow.gap(BODY.pitch);
    for paragraph in &notice.paragraphs {
        flow.paragraph(paragraph, BODY);
    }
    for (label, text) in &notice.contacts {
        let text = match text.as_str() {
            "" => "＿＿＿＿＿＿＿＿＿＿",
            text => text,
        };
        flow.paragraph(&format!("{label}：{text}"), BODY);
    }
    if !notice.rows.is_empty() {
        flow.gap(BODY.pitch);
        let list = or(&notice.list_title, LIST);
        flow.paragraph(&format!("附件：{list}"), BODY);
    }
    flow.gap(2.0 * BODY.pitch);
    flow.need(3.0 * BODY.pitch);
    signature(flow, notice, seals);
}

/// Unit above date, the date four characters from the right edge, the seal over both.
fn signature(flow: &mut Flow<'_, '_>, notice: &NoticeForm, seals: bool) {
    const WIDE: f32 = 84.0;
    let x = 210.0 - 26.0 - WIDE - 4.0;
    let text = |text: &str| Text {
        text: text.to_owned(),
        face: Face::Serif,
        size: BODY.size,
        ink: Ink::Centre,
        top: false,
    };
    let y = flow.y();
    if let Some(canvas) = flow.canvas().filter(|_| seals) {
        canvas.seal(x + WIDE / 2.0, y + BODY.pitch * 0.9, SEAL);
    }
    flow.line_in(&text(&notice.unit), x, WIDE, BODY.pitch);
    flow.gap(BODY.pitch);
    flow.line_in(&text(&notice.on), x, WIDE, BODY.pitch);
    flow.gap(BODY.pitch);
}

/// 附件: number, masked name, employer, category, project, amount.
fn list(
    flow: &mut Flow<'_, '_>,
    notice: &NoticeForm,
    progress: Progress<'_>,
) -> Result<(), ReportError> {
    let line = |text: &str, face: Face, size: f32, ink: Ink| Text {
        text: text.to_owned(),
        face,
        size,
        ink,
        top: false,
    };
    flow.line(&line("附件", Face::Sans, 16.0, Ink::Left), BODY.pitch);
    let title = or(&notice.list_title, LIST);
    let title = line(title, Face::SerifBold, 18.0, Ink::Centre);
    flow.line(&title, 14.0);
    let project = notice.rows.iter().any(|row| !row.project.is_empty());
    let mut columns = vec![("序号", 13.0), ("姓名", 27.0)];
    columns.push((or(&notice.employer_head, "所在单位"), 58.0));
    columns.push((or(&notice.category_head, "困难类别/慰问类别"), 34.0));
    if project {
        columns.push(("拟帮扶项目", 26.0));
    }
    columns.push((or(&notice.amount_head, "金额(元)"), 26.0));
    let row = |index: usize| cells(notice.rows.get(index), index, project);
    let header = columns.iter().map(|(label, _)| Cell::label(label));
    let sum = Fen::sum(notice.rows.iter().map(|row| row.amount));
    let count = columns.len();
    let closing = |_: std::ops::Range<usize>, last: bool| match (last, sum) {
        (true, Some(sum)) => vec![Row::new(
            8.5,
            vec![
                Cell::label("合计").span(count - 1),
                Cell::amount("合计", &sum.to_string()),
            ],
        )],
        _ => Vec::new(),
    };
    flow.table(
        &Table {
            columns: columns.iter().map(|(_, width)| *width).collect(),
            header: vec![Row::new(9.0, header.collect())],
            count: notice.rows.len(),
            row: &row,
            row_height: 8.5,
            per_page: usize::MAX,
            closing: Some(&closing),
            closing_height: 8.5,
            signs: Vec::new(),
        },
        progress,
    )
}

/// Given words, or the usual ones.
fn or<'w>(given: &'w str, usual: &'w str) -> &'w str {
    match given {
        "" => usual,
        given => given,
    }
}

fn cells(row: Option<&NoticeRow>, index: usize, project: bool) -> Vec<Cell> {
    let Some(row) = row else { return Vec::new() };
    let mut cells = vec![
        Cell::value("序号", &(index + 1).to_string()),
        Cell::value("姓名", &public_name(&row.name)),
        Cell::value("所在单位", &row.employer),
        Cell::value("类别", &row.category),
    ];
    if project {
        cells.push(Cell::value("拟帮扶项目", &row.project));
    }
    cells.push(Cell::amount("金额", &row.amount.to_string()));
    cells
}
