//! 慰问信, DOMAIN §3.7: a red border, the addressee flush left, the seal over unit and date.

use crate::ReportError;
use crate::data::LetterForm;
use crate::fonts::Face;
use crate::layout::{Flow, Head, Ink, PageSetup, Paper, Prose, Text};
use crate::pdf::{Binder, Canvas, Numbering, Tint};

/// Where the border runs, mm from the edges of the sheet.
const BORDER: f32 = 12.0;
/// Diameter of a union's seal, mm.
const SEAL: f32 = 42.0;
/// 三号, at the distance of lines of GB/T 9704.
const BODY: Prose = Prose {
    face: Face::Serif,
    size: 16.0,
    pitch: 10.2,
    indent: 2,
    ink: Ink::Left,
};

/// One letter; a very long one goes on on further bordered sheets.
pub(super) fn pages(
    binder: &mut Binder<'_>,
    letter: &LetterForm,
) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
    let seals = binder.options().seals;
    let head = Head {
        page: PageSetup {
            paper: Paper::A4,
            side: 28.0,
            binding: 0.0,
            top: 34.0,
            bottom: 28.0,
        },
        title: String::new(),
        above: Vec::new(),
        identity: format!("慰问信 {}", letter.addressee.trim_end_matches(['：', ':'])),
    };
    let mut flow = Flow::new(binder, &head);
    title(&mut flow);
    let flush = Prose { indent: 0, ..BODY };
    flow.paragraph(&letter.addressee, flush);
    for paragraph in &letter.paragraphs {
        flow.paragraph(paragraph, BODY);
    }
    flow.gap(20.0);
    flow.need(40.0);
    signature(&mut flow, letter, seals);
    let (mut pages, told) = flow.finish()?;
    for page in &mut pages {
        border(page);
    }
    Ok((pages, told))
}

fn title(flow: &mut Flow<'_, '_>) {
    let text = Text {
        text: "慰　问　信".to_owned(),
        face: Face::SerifBold,
        size: 36.0,
        ink: Ink::Centre,
        top: false,
    };
    if let Some(canvas) = flow.canvas() {
        canvas.set_tint(Tint::Red);
    }
    flow.line(&text, 22.0);
    if let Some(canvas) = flow.canvas() {
        canvas.set_tint(Tint::Grey(0));
    }
    flow.gap(10.0);
}

/// Unit and date on the right, the place of the seal behind them (上不压正文、下压日期).
fn signature(flow: &mut Flow<'_, '_>, letter: &LetterForm, seals: bool) {
    const WIDE: f32 = 92.0;
    let x = 210.0 - 28.0 - WIDE;
    let text = |text: &str| Text {
        text: text.to_owned(),
        face: Face::Serif,
        size: BODY.size,
        ink: Ink::Centre,
        top: false,
    };
    let y = flow.y();
    if let Some(canvas) = flow.canvas().filter(|_| seals) {
        canvas.seal(x + WIDE / 2.0, y + BODY.pitch, SEAL);
    }
    flow.line_in(&text(&letter.unit), x, WIDE, BODY.pitch);
    flow.gap(BODY.pitch);
    flow.line_in(&text(&letter.on), x, WIDE, BODY.pitch);
    flow.gap(BODY.pitch);
}

/// A broad and a fine line.
fn border(page: &mut Canvas) {
    let (width, height) = page.size();
    for (inset, pt) in [(BORDER, 3.0), (BORDER + 2.4, 0.8)] {
        let (w, h) = (width - 2.0 * inset, height - 2.0 * inset);
        page.red_frame(inset, inset, w, h, pt);
    }
    page.set_numbering(Numbering::Off);
}
