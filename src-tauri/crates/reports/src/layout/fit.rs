//! Fits text into a box: one line, then wrapped, then smaller, and at last “does not fit”.

use std::ops::Range;

use super::FLOOR_PT;
use crate::text::{Glyph, Wrapped, width_of, wrap};

/// Least distance of baselines in a paragraph, in sizes.
pub(crate) const TIGHT: f32 = 1.16;
/// The distance set when there is room.
const LOOSE: f32 = 1.4;
/// A single line may shrink to this part of its size before wrapping is preferred.
const SQUEEZE: f32 = 0.84;

/// Text fitted into a box.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    /// Points.
    pub size: f32,
    /// Distance of baselines, points.
    pub leading: f32,
    pub lines: Vec<Range<usize>>,
    /// Whether all of it is inside the box.
    pub fits: bool,
}

impl Fitted {
    /// Height of the lines, points.
    pub(crate) fn height(&self) -> f32 {
        self.lines.len().saturating_sub(1) as f32 * self.leading + self.size
    }
}

/// Fits glyphs into `width` × `height` points, from `size` down to the floor.
///
/// In this order: one line at nearly full size; the largest size at which no word or number is cut;
/// the largest size at which some are; the floor size, not fitting. `balanced` makes the lines of a
/// wrapped text about equally long, as centred labels want.
pub(crate) fn fit(glyphs: &[Glyph], width: f32, height: f32, size: f32, balanced: bool) -> Fitted {
    let total = width_of(glyphs);
    if !glyphs.iter().any(|glyph| glyph.ch == '\n') {
        let single = if total == 0 {
            size
        } else {
            (width * 1000.0 / total as f32).min(size)
        };
        // Quarter points keep the number of font changes on a page small.
        let single = (single * 4.0).floor() / 4.0;
        if single >= (size * SQUEEZE).max(FLOOR_PT) && single <= height {
            let lines = std::iter::once(0..glyphs.len()).collect();
            return Fitted {
                size: single,
                leading: single * TIGHT,
                lines,
                fits: true,
            };
        }
    }
    let mut with_cuts = None;
    let mut at = size;
    loop {
        let wrapped = wrap(glyphs, limit(width, at));
        let count = wrapped.lines.len() as f32;
        let least = (count - 1.0) * at * TIGHT + at;
        let fits = least <= height;
        let at_floor = at <= FLOOR_PT;
        if fits && wrapped.cut && !at_floor {
            with_cuts.get_or_insert(at);
        } else if fits || at_floor {
            let size = with_cuts.filter(|_| !fits || wrapped.cut).unwrap_or(at);
            return set(
                glyphs,
                width,
                height,
                size,
                fits || with_cuts.is_some(),
                balanced,
            );
        }
        at = (at - 0.5).max(FLOOR_PT);
    }
}

/// The lines at a size already chosen.
fn set(glyphs: &[Glyph], width: f32, height: f32, size: f32, fits: bool, balanced: bool) -> Fitted {
    let room = limit(width, size);
    let wrapped = wrap(glyphs, room);
    let lines = if balanced {
        balance(glyphs, room, wrapped)
    } else {
        wrapped.lines
    };
    let count = lines.len() as f32;
    let gap = if count > 1.0 {
        (height - size) / (count - 1.0) / size
    } else {
        TIGHT
    };
    Fitted {
        size,
        leading: size * gap.clamp(TIGHT, LOOSE),
        lines,
        fits,
    }
}

/// The narrowest measure that gives no more lines and cuts no more words.
fn balance(glyphs: &[Glyph], room: u32, wrapped: Wrapped) -> Vec<Range<usize>> {
    if wrapped.lines.len() < 2 || wrapped.cut {
        return wrapped.lines;
    }
    let count = wrapped.lines.len();
    let (mut best, mut low, mut high) = (wrapped, 0, room);
    while high - low > 250 {
        let middle = low.midpoint(high);
        let tried = wrap(glyphs, middle);
        if tried.lines.len() == count && !tried.cut {
            (best, high) = (tried, middle);
        } else {
            low = middle;
        }
    }
    best.lines
}

/// A line's room in thousandths of an em.
pub(crate) fn limit(width: f32, size: f32) -> u32 {
    (width * 1000.0 / size).max(0.0) as u32
}

/// The first lines of a text that does not fit, with `mark` at the end of the last one.
///
/// Returns how the kept glyphs are set; the mark's glyphs are part of the returned glyphs.
pub(crate) fn cut(
    glyphs: &[Glyph],
    mark: &[Glyph],
    fitted: &Fitted,
    width: f32,
    height: f32,
) -> (Vec<Glyph>, Fitted) {
    let leading = fitted.size * TIGHT;
    let room = ((height - fitted.size) / leading).max(0.0) as usize + 1;
    let kept = &fitted.lines[..room.min(fitted.lines.len())];
    let mut out: Vec<Glyph> = Vec::new();
    let mut lines = Vec::new();
    for (index, line) in kept.iter().enumerate() {
        let start = out.len();
        out.extend_from_slice(&glyphs[line.clone()]);
        if index + 1 == kept.len() {
            let limit = limit(width, fitted.size).saturating_sub(width_of(mark));
            while out.len() > start && width_of(&out[start..]) > limit {
                out.pop();
            }
            out.extend_from_slice(mark);
        }
        lines.push(start..out.len());
    }
    (
        out,
        Fitted {
            size: fitted.size,
            leading,
            lines,
            fits: false,
        },
    )
}
