//! The form language: a form *describes* itself as grids of cells, and this layer sets it on paper.
//!
//! Conventions (DOMAIN §3.0): lengths in millimetres, type in points, lines 0.5 pt, outer frame
//! 1.2 pt. A cell's text is set in one line if it fits with a little shrinking, else wrapped, else
//! shrunk to a floor, else its row grows into the page's spare height, else it is cut with
//! “…见续页” and printed in full on a continuation sheet: nothing is ever clipped silently.

mod cell;
mod continuation;
mod draw;
mod fit;
mod flow;
mod pages;
mod photos;
mod rules;
mod table;

pub(crate) use cell::{Cell, Content, Ink, Sign, Text};
pub(crate) use flow::{Flow, Head, Prose, Table};
pub(crate) use pages::lay_out;

use crate::data::Photo;

/// Inner lines, points.
pub(crate) const LINE_PT: f32 = 0.5;
/// The frame around a form, points.
pub(crate) const FRAME_PT: f32 = 1.2;
/// Type of what is filled in: 五号.
pub(crate) const BODY_PT: f32 = 10.5;
/// No type is set smaller than this: 小六.
pub(crate) const FLOOR_PT: f32 = 6.5;

/// Paper sizes our forms use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    A4,
    A5Landscape,
    A4Landscape,
}

impl Paper {
    /// Width and height, mm.
    pub(crate) fn size(self) -> (f32, f32) {
        match self {
            Paper::A4 => (210.0, 297.0),
            Paper::A4Landscape => (297.0, 210.0),
            Paper::A5Landscape => (210.0, 148.0),
        }
    }
}

/// Paper and margins, mm. The page number stands in the bottom margin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageSetup {
    pub paper: Paper,
    pub side: f32,
    /// How far the text area is moved away from the binding edge, mm (公文: 28 left, 26 right).
    pub binding: f32,
    pub top: f32,
    pub bottom: f32,
}

impl PageSetup {
    /// Where the text area begins, mm from the left edge.
    pub(crate) fn left(&self) -> f32 {
        self.side + self.binding
    }

    /// Width between the margins, mm.
    pub(crate) fn width(&self) -> f32 {
        self.paper.size().0 - 2.0 * self.side
    }

    /// Where the bottom margin begins, mm from the top edge.
    pub(crate) fn foot(&self) -> f32 {
        self.paper.size().1 - self.bottom
    }
}

/// A whole form.
pub(crate) struct Form<'d> {
    pub page: PageSetup,
    pub title: String,
    /// Lines between title and frame: what stands left and what stands right.
    pub above: Vec<(String, String)>,
    /// Stacked inside one frame.
    pub blocks: Vec<Block>,
    /// Notes under the frame.
    pub below: Vec<String>,
    /// Whose form this is: printed on continuation sheets, named in reports of missing characters.
    pub identity: String,
    /// Pictures for extra sheets, two on each.
    pub photos: &'d [Photo],
    /// What stands in the form's [`Content::Portrait`].
    pub portrait: Option<&'d Photo>,
}

/// A part of a form.
pub(crate) enum Block {
    Grid(Grid),
    Roster(Roster),
    /// What follows stands on the back of the sheet.
    Turn,
}

/// Rows over one division into columns.
pub(crate) struct Grid {
    /// Column widths, mm; scaled to the width between the margins.
    pub columns: Vec<f32>,
    pub rows: Vec<Row>,
}

/// One row: its least height in mm, and its cells from left to right.
#[derive(Clone)]
pub(crate) struct Row {
    pub height: f32,
    pub cells: Vec<Cell>,
}

impl Row {
    pub(crate) fn new(height: f32, cells: Vec<Cell>) -> Self {
        Self { height, cells }
    }
}

/// A list with a header: `slots` rows on the form itself (empty ones stay for handwriting), the rest
/// on continuation sheets under the same header.
pub(crate) struct Roster {
    /// Set vertically in the first column, beside all rows.
    pub label: String,
    /// Width of the label's column, mm.
    pub label_width: f32,
    /// The other columns, mm.
    pub columns: Vec<f32>,
    pub header: Row,
    /// Least height of a row, mm.
    pub row_height: f32,
    pub rows: Vec<Vec<Cell>>,
    pub slots: usize,
}

#[cfg(test)]
mod tests;
