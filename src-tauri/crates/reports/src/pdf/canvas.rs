//! One page being drawn: millimetres from the top left corner in, printpdf operations out.

use std::collections::BTreeSet;

use printpdf::{
    Codepoint, Color, FontId, Greyscale, Line, LineDashPattern, LinePoint, Op, PdfFontHandle,
    PdfPage, Point, Pt, Rect, Rgb, TextItem, TextMatrix, XObjectId, XObjectTransform,
};

use super::PT_PER_MM;
use crate::fonts::Face;
use crate::text::{Glyph, width_of};

/// A page under construction. Lines are collected first and text last, so that the text state is
/// set as seldom as possible.
pub(crate) struct Canvas {
    width: f32,
    height: f32,
    lines: Vec<Op>,
    text: Vec<Op>,
    pen: f32,
    font: Option<(Face, u8, u32)>,
    used: BTreeSet<(Face, u8)>,
    tint: Tint,
    number: Numbering,
}

/// The colour of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tint {
    /// Percent of white; 0 is black.
    Grey(u8),
    /// The red of official letterheads.
    Red,
}

impl Tint {
    fn color(self) -> Color {
        match self {
            Tint::Grey(percent) => {
                Color::Greyscale(Greyscale::new(f32::from(percent) / 100.0, None))
            }
            Tint::Red => Color::Rgb(Rgb::new(0.8, 0.0, 0.0, None)),
        }
    }
}

/// Where the page number stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Numbering {
    /// “第 x 页 共 y 页” in the middle of the bottom margin.
    Foot,
    /// The same, ending at a point (mm): in the line of signatures.
    At { right: f32, baseline: f32 },
    /// “— 1 —” as official letters have it (GB/T 9704): outer side, 四号.
    Dash,
    /// None: slips and letters of one page.
    Off,
}

fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

pub(crate) fn font_id(face: Face, variant: u8) -> FontId {
    match variant {
        0 => FontId(face.tag().to_owned()),
        // The subset tag is the first six characters: the copy differs within them.
        n => FontId(format!(
            "{}{}",
            &face.tag()[..5],
            char::from(b'A' + (n - 1) % 26)
        )),
    }
}

impl Canvas {
    /// A page of this size in mm.
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            lines: Vec::new(),
            text: Vec::new(),
            pen: 0.0,
            font: None,
            used: BTreeSet::new(),
            tint: Tint::Grey(0),
            number: Numbering::Foot,
        }
    }

    fn x(&self, mm: f32) -> f32 {
        hundredths(mm * PT_PER_MM)
    }

    fn y(&self, mm: f32) -> f32 {
        hundredths((self.height - mm) * PT_PER_MM)
    }

    fn point(&self, x: f32, y: f32) -> LinePoint {
        LinePoint {
            p: Point {
                x: Pt(self.x(x)),
                y: Pt(self.y(y)),
            },
            bezier: false,
        }
    }

    fn set_pen(&mut self, pt: f32) {
        if (self.pen - pt).abs() > f32::EPSILON {
            self.pen = pt;
            self.lines.push(Op::SetOutlineThickness { pt: Pt(pt) });
        }
    }

    /// A straight line, mm, of a thickness in points.
    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), pt: f32) {
        self.set_pen(pt);
        let points = vec![self.point(from.0, from.1), self.point(to.0, to.1)];
        self.lines.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: false,
            },
        });
    }

    /// An open or closed path through points in mm.
    pub(crate) fn path(&mut self, corners: &[(f32, f32)], closed: bool, pt: f32) {
        self.set_pen(pt);
        let points = corners.iter().map(|(x, y)| self.point(*x, *y)).collect();
        self.lines.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: closed,
            },
        });
    }

    /// A frame, mm.
    pub(crate) fn frame(&mut self, x: f32, y: f32, w: f32, h: f32, pt: f32) {
        self.path(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)], true, pt);
    }

    /// The light grey dashed circle that shows where a seal goes: never a red one.
    pub(crate) fn seal(&mut self, cx: f32, cy: f32, diameter: f32) {
        let r = diameter / 2.0;
        // Four Bézier arcs; the constant makes them round to 0.03 %.
        let k = r * 0.552_284_8;
        let ring = [
            (cx + r, cy, false),
            (cx + r, cy - k, true),
            (cx + k, cy - r, true),
            (cx, cy - r, false),
            (cx - k, cy - r, true),
            (cx - r, cy - k, true),
            (cx - r, cy, false),
            (cx - r, cy + k, true),
            (cx - k, cy + r, true),
            (cx, cy + r, false),
            (cx + k, cy + r, true),
            (cx + r, cy + k, true),
            (cx + r, cy, false),
        ];
        let points = ring
            .iter()
            .map(|(x, y, bezier)| LinePoint {
                bezier: *bezier,
                ..self.point(*x, *y)
            })
            .collect();
        self.set_pen(0.5);
        let grey = Color::Greyscale(Greyscale::new(0.75, None));
        let black = Color::Greyscale(Greyscale::new(0.0, None));
        let dash = LineDashPattern {
            pattern: vec![3.0, 2.0].into(),
            offset: 0.0,
        };
        self.lines.push(Op::SetOutlineColor { col: grey });
        self.lines.push(Op::SetLineDashPattern { dash });
        self.lines.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: true,
            },
        });
        self.lines.push(Op::SetLineDashPattern {
            dash: LineDashPattern::default(),
        });
        self.lines.push(Op::SetOutlineColor { col: black });
    }

    /// A picture placed in a box, mm.
    pub(crate) fn picture(&mut self, id: &XObjectId, x: f32, y: f32, w: f32, h: f32) {
        let transform = XObjectTransform {
            translate_x: Some(Pt(self.x(x))),
            translate_y: Some(Pt(self.y(y + h))),
            scale_x: Some(self.x(w)),
            scale_y: Some(self.x(h)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.lines.push(Op::UseXobject {
            id: id.clone(),
            transform,
        });
    }

    /// The colour of the text that follows.
    pub(crate) fn set_tint(&mut self, tint: Tint) {
        if self.tint != tint {
            self.tint = tint;
            let col = tint.color();
            self.text.push(Op::SetFillColor { col });
        }
    }

    /// A frame in red, mm.
    pub(crate) fn red_frame(&mut self, x: f32, y: f32, w: f32, h: f32, pt: f32) {
        let (red, black) = (Tint::Red.color(), Tint::Grey(0).color());
        self.lines.push(Op::SetOutlineColor { col: red });
        self.frame(x, y, w, h, pt);
        self.lines.push(Op::SetOutlineColor { col: black });
    }

    /// A dashed line, mm: where a sheet is cut.
    pub(crate) fn cut_line(&mut self, from: (f32, f32), to: (f32, f32)) {
        let dash = LineDashPattern {
            pattern: vec![3.0, 2.0].into(),
            offset: 0.0,
        };
        self.lines.push(Op::SetLineDashPattern { dash });
        self.line(from, to, 0.5);
        self.lines.push(Op::SetLineDashPattern {
            dash: LineDashPattern::default(),
        });
    }

    /// Puts the page number in the line of signatures.
    pub(crate) fn number_at(&mut self, right: f32, baseline: f32) {
        self.number = Numbering::At { right, baseline };
    }

    /// Chooses another place for the page number.
    pub(crate) fn set_numbering(&mut self, number: Numbering) {
        self.number = number;
    }

    pub(crate) fn numbering(&self) -> Numbering {
        self.number
    }

    /// Sets glyphs from a baseline point in mm, size in points.
    pub(crate) fn glyphs(&mut self, glyphs: &[Glyph], x: f32, baseline: f32, size: f32) {
        let mut x_pt = x * PT_PER_MM;
        let y_pt = self.y(baseline);
        let mut rest = glyphs;
        while let Some(first) = rest.first() {
            let same = |glyph: &Glyph| (glyph.face, glyph.variant) == (first.face, first.variant);
            let count = rest.iter().take_while(|glyph| same(glyph)).count();
            let (run, tail) = rest.split_at(count);
            self.run(run, x_pt, y_pt, size);
            for (index, glyph) in run.iter().enumerate().filter(|(_, glyph)| glyph.ch == '☑') {
                let before = width_of(&run[..index]) as f32 * size / 1000.0;
                self.tick(
                    x_pt + before,
                    y_pt,
                    f32::from(glyph.advance) * size / 1000.0,
                );
            }
            x_pt += width_of(run) as f32 * size / 1000.0;
            rest = tail;
        }
    }

    fn run(&mut self, run: &[Glyph], x_pt: f32, y_pt: f32, size: f32) {
        let Some(first) = run.first() else { return };
        let state = (first.face, first.variant, size.to_bits());
        if self.font != Some(state) {
            self.font = Some(state);
            self.used.insert((first.face, first.variant));
            let font = PdfFontHandle::External(font_id(first.face, first.variant));
            self.text.push(Op::SetFont {
                font,
                size: Pt(size),
            });
        }
        self.text.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, hundredths(x_pt), y_pt]),
        });
        // A glyph that is drawn for another character must carry its own text.
        let item = if run
            .iter()
            .all(|glyph| glyph.ch == glyph.drawn || glyph.missing)
        {
            TextItem::Text(run.iter().map(|glyph| glyph.drawn).collect())
        } else {
            let coded = |glyph: &Glyph| Codepoint::with_cid(glyph.gid, 0.0, glyph.ch.to_string());
            TextItem::GlyphIds(run.iter().map(coded).collect())
        };
        self.text.push(Op::ShowText { items: vec![item] });
    }

    /// The tick inside a box glyph that is `em` points wide.
    fn tick(&mut self, x_pt: f32, y_pt: f32, em: f32) {
        let mm = |pt: f32| pt / PT_PER_MM;
        let top = self.height;
        let at = |dx: f32, dy: f32| (mm(x_pt + dx * em), top - mm(y_pt + dy * em));
        self.path(
            &[at(0.22, 0.38), at(0.42, 0.14), at(0.82, 0.74)],
            false,
            1.1,
        );
    }

    /// Size in mm.
    pub(crate) fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// The finished page and the fonts it uses.
    pub(crate) fn into_page(self) -> (PdfPage, BTreeSet<(Face, u8)>) {
        let (w, h) = (
            Pt(hundredths(self.width * PT_PER_MM)),
            Pt(hundredths(self.height * PT_PER_MM)),
        );
        let mut ops = self.lines;
        ops.push(Op::StartTextSection);
        ops.extend(self.text);
        ops.push(Op::EndTextSection);
        let sheet = Rect::from_wh(w, h);
        let page = PdfPage {
            media_box: sheet.clone(),
            trim_box: sheet.clone(),
            crop_box: sheet,
            ops,
        };
        (page, self.used)
    }
}
