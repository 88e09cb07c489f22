//! The lines of a table: edges of neighbouring cells are one line, drawn once.

use std::collections::BTreeMap;

use super::LINE_PT;
use crate::pdf::Canvas;

/// Hundredths of a millimetre: fine enough for paper, coarse enough for equal edges to be equal.
type Fine = i32;

fn fine(mm: f32) -> Fine {
    (mm * 100.0).round() as Fine
}

fn mm(fine: Fine) -> f32 {
    fine as f32 / 100.0
}

/// Collected edges: position of the line → stretches along it.
#[derive(Default)]
pub(crate) struct Rules {
    across: BTreeMap<Fine, Vec<(Fine, Fine)>>,
    down: BTreeMap<Fine, Vec<(Fine, Fine)>>,
}

impl Rules {
    /// Adds the four edges of a cell, mm.
    pub(crate) fn cell(&mut self, x: f32, y: f32, w: f32, h: f32) {
        let (left, top, right, bottom) = (fine(x), fine(y), fine(x + w), fine(y + h));
        for at in [top, bottom] {
            self.across.entry(at).or_default().push((left, right));
        }
        for at in [left, right] {
            self.down.entry(at).or_default().push((top, bottom));
        }
    }

    /// Draws every line once, leaving out those the outer frame covers.
    pub(crate) fn draw(self, canvas: &mut Canvas, frame: (f32, f32, f32, f32)) {
        let (x, y, w, h) = frame;
        let covered_y = [fine(y), fine(y + h)];
        let covered_x = [fine(x), fine(x + w)];
        for (at, stretches) in self.across {
            if !covered_y.contains(&at) {
                for (from, to) in merged(stretches) {
                    canvas.line((mm(from), mm(at)), (mm(to), mm(at)), LINE_PT);
                }
            }
        }
        for (at, stretches) in self.down {
            if !covered_x.contains(&at) {
                for (from, to) in merged(stretches) {
                    canvas.line((mm(at), mm(from)), (mm(at), mm(to)), LINE_PT);
                }
            }
        }
    }
}

/// Stretches that touch or overlap become one.
fn merged(mut stretches: Vec<(Fine, Fine)>) -> Vec<(Fine, Fine)> {
    stretches.sort_unstable();
    let mut out: Vec<(Fine, Fine)> = Vec::new();
    for (from, to) in stretches {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_stretches_become_one_line() {
        assert_eq!(
            merged(vec![(10, 20), (0, 10), (30, 40), (35, 38)]),
            [(0, 20), (30, 40)]
        );
        assert_eq!(merged(vec![]), []);
    }
}
