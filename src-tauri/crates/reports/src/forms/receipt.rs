//! 领款单, DOMAIN §3.7: half a sheet each, two to a page, a dashed line to cut along.

use super::{BLANK_DATE, visit_record::or_line};
use crate::data::ReceiptForm;
use crate::fonts::Face;
use crate::layout::{Cell, Flow, Grid, Head, Ink, PageSetup, Paper, Row, Text};
use crate::pdf::{Binder, Canvas, Numbering, Progress};
use crate::{ReportError, layout::BODY_PT};

/// Height of half a sheet, mm.
const HALF: f32 = 148.5;

/// Pages with two slips each.
pub(super) fn pages(
    binder: &mut Binder<'_>,
    slips: &[ReceiptForm],
    progress: Progress<'_>,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let head = Head {
        page: PageSetup {
            paper: Paper::A4,
            side: 20.0,
            binding: 0.0,
            top: 0.0,
            bottom: 0.0,
        },
        title: String::new(),
        above: Vec::new(),
        identity: "领款单".to_owned(),
    };
    let mut flow = Flow::new(binder, &head);
    for (index, slip) in slips.iter().enumerate() {
        let lower = index % 2 == 1;
        if index > 0 && !lower {
            flow.new_page();
        }
        if let Some(canvas) = flow.canvas() {
            canvas.set_numbering(Numbering::Off);
            if !lower {
                canvas.cut_line((8.0, HALF), (202.0, HALF));
            }
        }
        let top = if lower { HALF } else { 0.0 };
        flow.gap(top + 14.0 - flow.y());
        draw(&mut flow, slip)?;
        if !progress(index + 1, slips.len()) {
            return Err(ReportError::Cancelled);
        }
    }
    flow.finish()
}

fn draw(flow: &mut Flow<'_, '_>, slip: &ReceiptForm) -> Result<(), ReportError> {
    let no = or_line(&slip.no, 7);
    let title = Text {
        text: "领　　款　　单".to_owned(),
        face: Face::SerifBold,
        size: 20.0,
        ink: Ink::Centre,
        top: false,
    };
    if !slip.unit.is_empty() {
        flow.spread(&[(slip.unit.clone(), Ink::Centre)], 7.0, 12.0);
    }
    flow.line(&title, 13.0);
    let date = match slip.on.as_str() {
        "" => BLANK_DATE,
        date => date,
    };
    let parts = [
        (format!("日期：{date}"), Ink::Left),
        (format!("No. {no}"), Ink::Right),
    ];
    flow.spread(&parts, 7.0, BODY_PT);
    flow.grid(&grid(slip))?;
    flow.gap(1.5);
    let signs = [
        ("批准：", slip.approved_by.as_str()),
        ("审核：", &slip.reviewed_by),
        ("经办：", &slip.handled_by),
        ("证明：", ""),
        ("出纳(付讫)：", ""),
    ];
    let signs = signs.map(|(label, name)| (format!("{label}{name}"), Ink::Left));
    flow.spread(&signs, 8.0, BODY_PT);
    Ok(())
}

/// The framed part: payee, purpose, amount in words and figures, who took it.
fn grid(slip: &ReceiptForm) -> Grid {
    let value = |label: &str, text: &str, span: usize| Cell::value(label, text).span(span);
    let figures = match slip.amount.as_str() {
        "" => "¥".to_owned(),
        amount => format!("¥ {amount}"),
    };
    let purpose = match slip.goods.as_str() {
        "" => slip.purpose.clone(),
        goods => format!("{}（另：{goods}）", slip.purpose),
    };
    let rows = vec![
        Row::new(
            12.0,
            vec![
                Cell::label("领款单位/人"),
                value("领款单位/人", &slip.payee, 2),
                Cell::label("身份证号"),
                value("身份证号", &slip.id_no, 2),
            ],
        ),
        Row::new(
            12.0,
            vec![
                Cell::label("领款事由"),
                Cell::prose("领款事由", &purpose).span(5),
            ],
        ),
        Row::new(
            14.0,
            vec![
                Cell::label("人民币(大写)"),
                Cell::prose("人民币(大写)", &slip.amount_uppercase)
                    .size(12.0)
                    .span(3),
                Cell::value("金额", &figures).size(13.0).span(2),
            ],
        ),
        Row::new(
            18.0,
            vec![
                Cell::label("领款人\n(签字按印)"),
                value("领款人", "", 2),
                Cell::label("电话"),
                value("电话", &slip.phone, 2),
            ],
        ),
        Row::new(
            12.0,
            vec![
                Cell::label("代领人"),
                value("代领人", &slip.proxy, 2),
                Cell::label("与领款人关系"),
                value("与领款人关系", &slip.proxy_relation, 2),
            ],
        ),
    ];
    Grid {
        columns: vec![28.0, 30.0, 30.0, 28.0, 27.0, 27.0],
        rows,
    }
}
