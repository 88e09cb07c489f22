//! Sets the content of one cell on the page.

use printpdf::XObjectId;

use super::fit::{Fitted, TIGHT, cut, fit};
use super::{BODY_PT, Cell, Content, FLOOR_PT, Ink, Sign, Text};
use crate::fonts::Face;
use crate::pdf::{Canvas, PT_PER_MM};
use crate::text::{Glyph, Typesetter, width_of};

/// Space kept free at the left and right of a cell, mm.
const PAD_X: f32 = 0.8;
/// The same for amounts and for free text, which touch the edge otherwise.
const PAD_AMOUNT: f32 = 1.0;
const PAD_PROSE: f32 = 1.6;
/// Space kept free above and below, mm.
const PAD_Y: f32 = 0.8;
/// Type of a text whose row grew for it.
const GROWN_PT: f32 = 8.0;
/// Height of an opinion's title and of its signature block, mm.
const OPINION_TITLE: f32 = 5.6;
const OPINION_SIGN: f32 = 11.0;
/// Diameter of a union's seal, mm.
const SEAL: f32 = 42.0;
/// A two-inch portrait, mm (DOMAIN §3.6).
const PORTRAIT: (f32, f32) = (35.0, 49.0);
/// Stands at the end of a text that goes on elsewhere.
const MARK: &str = "…见续页";
/// The ascent of Chinese type, in sizes: where the first baseline lies.
const ASCENT: f32 = 0.88;

/// A text that did not fit and is printed in full on a continuation sheet.
pub(crate) struct Note {
    pub name: String,
    pub text: String,
}

/// What setting a form needs to know and collects.
pub(crate) struct Setting<'s, 'f> {
    pub type_setter: &'s mut Typesetter<'f>,
    pub identity: &'s str,
    pub seals: bool,
    pub notes: Vec<Note>,
    /// The form's portrait as the document knows it, with its size in pixels.
    pub portrait: Option<(XObjectId, f32, f32)>,
}

/// A rectangle, mm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

impl Place {
    fn shrunk(self, dx: f32, dy: f32) -> Self {
        Self {
            x: self.x + dx,
            y: self.y + dy,
            w: (self.w - 2.0 * dx).max(0.0),
            h: (self.h - 2.0 * dy).max(0.0),
        }
    }

    fn points(self) -> (f32, f32) {
        (self.w * PT_PER_MM, self.h * PT_PER_MM)
    }
}

fn pad_of(ink: Ink) -> f32 {
    match ink {
        Ink::Centre => PAD_X,
        Ink::Right => PAD_AMOUNT,
        Ink::Left => PAD_PROSE,
    }
}

/// The height in mm a cell of this width needs to show all of its text; `have` if that is enough.
pub(crate) fn cell_need(setting: &mut Setting<'_, '_>, cell: &Cell, w: f32, have: f32) -> f32 {
    let (text, size, pad, around) = match &cell.content {
        Content::Vertical(_) | Content::Portrait(_) => return have,
        Content::Text(text) => (text.text.as_str(), text.size, pad_of(text.ink), 2.0 * PAD_Y),
        Content::Opinion { title, text, .. } => (
            text.as_str(),
            BODY_PT,
            PAD_PROSE,
            title_height(title) + OPINION_SIGN,
        ),
    };
    if text.is_empty() {
        return have;
    }
    let face = match &cell.content {
        Content::Text(text) => text.face,
        _ => Face::Serif,
    };
    let glyphs = setting.type_setter.shape(face, text);
    let width = (w - 2.0 * pad) * PT_PER_MM;
    let fitted = fit(&glyphs, width, (have - around) * PT_PER_MM, size, false);
    if fitted.fits {
        have
    } else {
        (fitted.height() + 0.3) / PT_PER_MM + around
    }
}

/// The height in mm of a row that grows for this cell: there the type need not be the smallest.
pub(crate) fn cell_grown(setting: &mut Setting<'_, '_>, cell: &Cell, w: f32) -> f32 {
    let Content::Text(text) = &cell.content else {
        return 0.0;
    };
    let size = text.size.min(GROWN_PT);
    let glyphs = setting.type_setter.shape(text.face, &text.text);
    let room = super::fit::limit((w - 2.0 * pad_of(text.ink)) * PT_PER_MM, size);
    let lines = crate::text::wrap(&glyphs, room).lines.len();
    ((lines.saturating_sub(1)) as f32 * size * TIGHT + size + 0.5) / PT_PER_MM + 2.0 * PAD_Y
}

/// Draws a cell's content into its place.
pub(crate) fn cell(setting: &mut Setting<'_, '_>, canvas: &mut Canvas, cell: &Cell, place: Place) {
    match &cell.content {
        Content::Text(text) => {
            let inner = place.shrunk(pad_of(text.ink), PAD_Y);
            text_cell(setting, canvas, &cell.name, text, inner);
        }
        Content::Vertical(text) => vertical(setting, canvas, text, place),
        Content::Portrait(text) => portrait(setting, canvas, &cell.name, text, place),
        Content::Opinion { title, text, sign } => {
            let body = (title.as_str(), text.as_str());
            opinion(setting, canvas, &cell.name, body, sign, place);
        }
    }
}

fn text_cell(
    setting: &mut Setting<'_, '_>,
    canvas: &mut Canvas,
    name: &str,
    text: &Text,
    inner: Place,
) {
    if text.text.is_empty() {
        return;
    }
    let glyphs = setting.type_setter.shape(text.face, &text.text);
    let identity = setting.identity;
    setting
        .type_setter
        .note_missing(&glyphs, || format!("{identity} › {name}"));
    let (width, height) = inner.points();
    let fitted = fit(&glyphs, width, height, text.size, text.ink == Ink::Centre);
    if fitted.fits {
        block(canvas, &glyphs, &fitted, text.ink, text.top, inner);
        return;
    }
    setting.notes.push(Note {
        name: name.to_owned(),
        text: text.text.clone(),
    });
    let mark = setting.type_setter.shape(text.face, MARK);
    let (glyphs, fitted) = cut(&glyphs, &mark, &fitted, width, height);
    block(canvas, &glyphs, &fitted, text.ink, text.top, inner);
}

/// Draws fitted lines; `inner` is the box they were fitted into.
pub(crate) fn block(
    canvas: &mut Canvas,
    glyphs: &[Glyph],
    fitted: &Fitted,
    ink: Ink,
    top: bool,
    inner: Place,
) {
    let height = fitted.height() / PT_PER_MM;
    let above = if top {
        0.6
    } else {
        ((inner.h - height) / 2.0).max(0.0)
    };
    let mut baseline = inner.y + above + fitted.size * ASCENT / PT_PER_MM;
    for line in &fitted.lines {
        let line = &glyphs[line.clone()];
        let width = width_of(line) as f32 * fitted.size / 1000.0 / PT_PER_MM;
        let x = match ink {
            Ink::Left => inner.x,
            Ink::Centre => inner.x + (inner.w - width) / 2.0,
            Ink::Right => inner.x + inner.w - width,
        };
        canvas.glyphs(line, x, baseline, fitted.size);
        baseline += fitted.leading / PT_PER_MM;
    }
}

/// The portrait as large as a two-inch print allows, or the words where to paste one.
fn portrait(
    setting: &mut Setting<'_, '_>,
    canvas: &mut Canvas,
    name: &str,
    text: &str,
    place: Place,
) {
    const GAP: f32 = 0.6;
    let Some((id, wide, high)) = setting.portrait.clone() else {
        let words = Text {
            text: text.to_owned(),
            face: Face::Serif,
            size: BODY_PT,
            ink: Ink::Centre,
            top: false,
        };
        text_cell(setting, canvas, name, &words, place.shrunk(PAD_X, PAD_Y));
        return;
    };
    let room = place.shrunk(GAP, GAP);
    let (most_w, most_h) = (room.w.min(PORTRAIT.0), room.h.min(PORTRAIT.1));
    let scale = (most_w / wide).min(most_h / high);
    let (w, h) = (wide * scale, high * scale);
    let x = place.x + (place.w - w) / 2.0;
    let y = place.y + (place.h - h) / 2.0;
    canvas.picture(&id, x, y, w, h);
}

/// One character below the other; across, when the cell is too low for that.
fn vertical(setting: &mut Setting<'_, '_>, canvas: &mut Canvas, text: &str, place: Place) {
    let glyphs = setting.type_setter.shape(Face::Sans, text);
    let inner = place.shrunk(PAD_X, PAD_Y);
    let (width, height) = inner.points();
    let count = glyphs.len().max(1) as f32;
    let size = 10.0_f32.min(height / (count * TIGHT)).min(width);
    if size < 7.5 {
        let fitted = fit(&glyphs, width, height, 9.5, true);
        block(canvas, &glyphs, &fitted, Ink::Centre, false, inner);
        return;
    }
    // Spread a little where there is room, as printed forms do.
    let leading = (height / count).clamp(size * TIGHT, size * 1.6);
    let lines = (0..glyphs.len()).map(|at| at..at + 1).collect();
    let fitted = Fitted {
        size,
        leading,
        lines,
        fits: true,
    };
    block(canvas, &glyphs, &fitted, Ink::Centre, false, inner);
}

/// Height of an opinion's title; just a margin when it stands beside the cell.
fn title_height(title: &str) -> f32 {
    if title.is_empty() { 1.4 } else { OPINION_TITLE }
}

fn opinion(
    setting: &mut Setting<'_, '_>,
    canvas: &mut Canvas,
    name: &str,
    (title, text): (&str, &str),
    sign: &Sign,
    place: Place,
) {
    if sign.seal && setting.seals {
        let diameter = SEAL.min(place.h - 2.0).min(place.w - 2.0);
        let (cx, cy) = (
            place.x + place.w - diameter / 2.0 - 1.5,
            place.y + place.h - diameter / 2.0 - 1.0,
        );
        canvas.seal(cx, cy, diameter);
    }
    let head = Place {
        h: OPINION_TITLE,
        ..place
    }
    .shrunk(PAD_PROSE, PAD_Y);
    let label = |text: &str| Text {
        text: text.to_owned(),
        face: Face::Sans,
        size: 9.0,
        ink: Ink::Left,
        top: false,
    };
    text_cell(setting, canvas, name, &label(title), head);
    let body = Place {
        x: place.x + PAD_PROSE,
        y: place.y + title_height(title),
        w: place.w - 2.0 * PAD_PROSE,
        h: place.h - title_height(title) - OPINION_SIGN,
    };
    let prose = Text {
        text: text.to_owned(),
        face: Face::Serif,
        size: BODY_PT,
        ink: Ink::Left,
        top: true,
    };
    text_cell(setting, canvas, name, &prose, body);
    let by = Place {
        x: place.x + place.w * 0.32,
        y: place.y + place.h - OPINION_SIGN,
        w: place.w * 0.68 - PAD_PROSE,
        h: 5.0,
    };
    let signature = Text {
        ink: Ink::Left,
        ..label(&sign.by)
    };
    text_cell(setting, canvas, name, &signature, by);
    let date = Place {
        y: by.y + 5.2,
        ..by
    };
    let written = Text {
        face: Face::Serif,
        size: 9.5,
        ink: Ink::Right,
        ..label(&sign.date)
    };
    text_cell(setting, canvas, name, &written, date);
}

/// Sets one free line (a title, a note) and returns its width in mm.
pub(crate) fn free_line(
    setting: &mut Setting<'_, '_>,
    canvas: &mut Canvas,
    text: &Text,
    place: Place,
) {
    let name = text.text.clone();
    text_cell(setting, canvas, &name, text, place);
}

/// Lines of a paragraph at its own size in a column of `width` mm, for text that flows over pages.
pub(crate) fn paragraph(
    setting: &mut Setting<'_, '_>,
    text: &str,
    width: f32,
    size: f32,
) -> Vec<String> {
    let glyphs = setting.type_setter.shape(Face::Serif, text);
    let room = super::fit::limit((width - 2.0 * PAD_PROSE) * PT_PER_MM, size.max(FLOOR_PT));
    crate::text::wrap(&glyphs, room)
        .lines
        .into_iter()
        .map(|line| glyphs[line].iter().map(|glyph| glyph.ch).collect())
        .collect()
}

/// Running text broken into lines at its own size.
pub(crate) struct Running {
    glyphs: Vec<Glyph>,
    pub lines: Vec<std::ops::Range<usize>>,
}

/// Breaks one paragraph for a column of `width` mm.
pub(crate) fn running(
    setting: &mut Setting<'_, '_>,
    text: &str,
    width: f32,
    prose: super::flow::Prose,
) -> Running {
    let glyphs = setting.type_setter.shape(prose.face, text);
    let identity = setting.identity;
    setting
        .type_setter
        .note_missing(&glyphs, || identity.to_owned());
    let room = super::fit::limit(width * PT_PER_MM, prose.size);
    let lines = crate::text::wrap(&glyphs, room).lines;
    Running { glyphs, lines }
}

impl Running {
    /// Draws one of the lines into the stretch that begins at (`x`, `y`), mm.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas,
        line: &std::ops::Range<usize>,
        (x, y, width): (f32, f32, f32),
        prose: super::flow::Prose,
    ) {
        let glyphs = &self.glyphs[line.clone()];
        let wide = width_of(glyphs) as f32 * prose.size / 1000.0 / PT_PER_MM;
        let x = match prose.ink {
            Ink::Left => x,
            Ink::Centre => x + (width - wide) / 2.0,
            Ink::Right => x + width - wide,
        };
        let above = (prose.pitch - prose.size / PT_PER_MM) / 2.0;
        let baseline = y + above + prose.size * ASCENT / PT_PER_MM;
        canvas.glyphs(glyphs, x, baseline, prose.size);
    }
}
