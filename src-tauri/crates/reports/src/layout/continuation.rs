//! Continuation sheets: what the form itself had no room for, under the same headers.

use super::draw::{self, Note, Setting, paragraph};
use super::pages::{draw_grid, heading, new_canvas, roster_grid};
use super::rules::Rules;
use super::table::edges;
use super::{BODY_PT, Cell, FRAME_PT, Grid, PageSetup, Roster, Row};
use crate::ReportError;
use crate::pdf::Canvas;

/// Sheets that carry on what the form had no room for.
pub(super) struct Continuation<'d> {
    page: PageSetup,
    title: &'d str,
    identity: &'d str,
    pages: Vec<Canvas>,
    /// Where the next row goes, mm; 0 before the first sheet.
    at: f32,
    top: f32,
    rules: Rules,
}

impl<'d> Continuation<'d> {
    pub(super) fn new(page: PageSetup, title: &'d str, identity: &'d str) -> Self {
        Self {
            page,
            title,
            identity,
            pages: Vec::new(),
            at: 0.0,
            top: 0.0,
            rules: Rules::default(),
        }
    }

    /// The finished sheets.
    pub(super) fn finish(mut self) -> Vec<Canvas> {
        self.close();
        self.pages
    }

    /// Ends the current sheet's frame.
    fn close(&mut self) {
        if let Some(page) = self.pages.last_mut().filter(|_| self.at > self.top) {
            let (left, width) = (self.page.left(), self.page.width());
            let frame = (left, self.top, width, self.at - self.top);
            std::mem::take(&mut self.rules).draw(page, frame);
            page.frame(frame.0, frame.1, frame.2, frame.3, FRAME_PT);
        }
    }

    fn new_sheet(&mut self, setting: &mut Setting<'_, '_>) {
        self.close();
        let mut page = new_canvas(&self.page);
        let title = format!("{}（续页）", self.title);
        let above = [(self.identity.to_owned(), String::new())];
        self.top = heading(setting, &mut page, &self.page, &title, &above);
        self.at = self.top;
        self.pages.push(page);
    }

    fn room(&self) -> f32 {
        if self.pages.is_empty() {
            0.0
        } else {
            self.page.foot() - self.at
        }
    }

    /// Draws a grid whose rows were chosen to fit this sheet.
    fn put(&mut self, setting: &mut Setting<'_, '_>, grid: &Grid) -> Result<(), ReportError> {
        let frame = (self.page.left(), self.at, self.page.width());
        let mut spare = self.room() - grid.rows.iter().map(|row| row.height).sum::<f32>();
        if let Some(page) = self.pages.last_mut() {
            self.at = draw_grid(setting, page, &mut self.rules, grid, frame, 1.0, &mut spare)?;
        }
        Ok(())
    }

    /// The rows of a roster from `from` on, as many to a sheet as fit, the header on each.
    pub(super) fn roster(
        &mut self,
        setting: &mut Setting<'_, '_>,
        roster: &Roster,
        from: usize,
    ) -> Result<(), ReportError> {
        let mut columns = vec![roster.label_width];
        columns.extend_from_slice(&roster.columns);
        let edges = edges(&columns, 0.0, self.page.width());
        let need = |setting: &mut Setting<'_, '_>, cells: &[Cell]| {
            let mut column = 1;
            cells.iter().fold(roster.row_height, |height, cell| {
                let end = (column + cell.span).min(edges.len() - 1);
                let width = edges[end] - edges[column.min(end)];
                column = end;
                height.max(draw::cell_need(setting, cell, width, roster.row_height))
            })
        };
        let mut rest = &roster.rows[from..];
        while !rest.is_empty() {
            let mut height = roster.header.height;
            let count = rest
                .iter()
                .take_while(|cells| {
                    height += need(setting, cells);
                    height <= self.room()
                })
                .count();
            let fresh = self.pages.is_empty() || self.at <= self.top;
            if count == 0 && (self.pages.is_empty() || !fresh) {
                self.new_sheet(setting);
                continue;
            }
            // A row higher than a whole sheet stands alone and is cut with a note.
            let (here, later) = rest.split_at(count.max(1));
            self.put(setting, &roster_grid(roster, here, 0))?;
            rest = later;
        }
        Ok(())
    }

    /// A text in full beside its label, over as many sheets as it takes.
    pub(super) fn note(
        &mut self,
        setting: &mut Setting<'_, '_>,
        note: &Note,
    ) -> Result<(), ReportError> {
        const LINE: f32 = 5.2;
        let columns = vec![30.0, self.page.width() - 30.0];
        let lines = paragraph(setting, &note.text, columns[1], BODY_PT - 0.25);
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            let count = ((self.room() - 3.0) / LINE).max(0.0) as usize;
            if count < rest.len().min(3) {
                self.new_sheet(setting);
                continue;
            }
            let (here, later) = rest.split_at(count.min(rest.len()));
            let height = (here.len() as f32 * LINE + 3.0).max(9.0);
            let cells = vec![
                Cell::label(&note.name),
                Cell::prose(&note.name, &here.join("\n")).size(BODY_PT - 0.25),
            ];
            let grid = Grid {
                columns: columns.clone(),
                rows: vec![Row::new(height, cells)],
            };
            self.put(setting, &grid)?;
            rest = later;
        }
        Ok(())
    }
}
