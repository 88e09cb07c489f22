//! Documents that run over pages: rosters, ledgers, reports, letters. A pen walks down the page;
//! what does not fit goes on the next one, under the same heading.

use std::ops::Range;

use super::continuation::Continuation;
use super::draw::{self, Place, Setting};
use super::pages::{draw_grid, new_canvas};
use super::rules::Rules;
use super::table::edges;
use super::{BODY_PT, Cell, FRAME_PT, Grid, Ink, PageSetup, Row, Text};
use crate::ReportError;
use crate::fonts::Face;
use crate::pdf::{Binder, Canvas, Progress};

/// Height of the title and of a line under it, mm.
const TITLE: f32 = 11.0;
const ABOVE: f32 = 6.5;
/// No row of a table grows beyond this, mm; what is left over is printed on a continuation sheet.
const MOST_ROW: f32 = 60.0;
/// Height of the line of signatures under a table, mm.
const SIGN: f32 = 8.0;

/// What stands on top of every page.
pub(crate) struct Head {
    pub page: PageSetup,
    /// Empty: no title.
    pub title: String,
    /// Lines under it: equal shares of the width.
    pub above: Vec<Vec<(String, Ink)>>,
    /// Whose document this is: in reports of missing characters and on continuation sheets.
    pub identity: String,
}

/// A table over as many pages as it takes; rows are described when their page is drawn.
pub(crate) struct Table<'t> {
    /// Widths, mm; scaled to the width between the margins.
    pub columns: Vec<f32>,
    /// Repeated on every page.
    pub header: Vec<Row>,
    pub count: usize,
    pub row: &'t dyn Fn(usize) -> Vec<Cell>,
    /// Least height of a row, mm.
    pub row_height: f32,
    /// Rows on a page at most.
    pub per_page: usize,
    /// Rows under those of a page: the rows of that page, and whether it is the last page.
    pub closing: Option<Closing<'t>>,
    /// Height the closing rows need at most, mm.
    pub closing_height: f32,
    /// Under the table of every page, in equal shares; the page number stands at its right end.
    pub signs: Vec<String>,
}

/// See [`Table::closing`].
pub(crate) type Closing<'t> = &'t dyn Fn(Range<usize>, bool) -> Vec<Row>;

/// How running text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prose {
    pub face: Face,
    /// Points.
    pub size: f32,
    /// Distance of lines, mm.
    pub pitch: f32,
    /// Indent of the first line, in characters.
    pub indent: usize,
    pub ink: Ink,
}

/// The pen and the pages it has filled.
pub(crate) struct Flow<'s, 'f> {
    setting: Setting<'s, 'f>,
    head: &'s Head,
    pages: Vec<Canvas>,
    y: f32,
}

impl<'s, 'f> Flow<'s, 'f> {
    /// Starts on a first page.
    pub(crate) fn new(binder: &'s mut Binder<'f>, head: &'s Head) -> Self {
        let seals = binder.options().seals;
        let setting = Setting {
            type_setter: &mut binder.type_setter,
            identity: &head.identity,
            seals,
            notes: Vec::new(),
            portrait: None,
        };
        let mut flow = Self {
            setting,
            head,
            pages: Vec::new(),
            y: 0.0,
        };
        flow.new_page();
        flow
    }

    /// Turns to a new page and sets the heading.
    pub(crate) fn new_page(&mut self) {
        let page = self.head.page;
        self.pages.push(new_canvas(&page));
        self.y = page.top;
        if !self.head.title.is_empty() {
            let title = Text {
                text: self.head.title.clone(),
                face: Face::SerifBold,
                size: 18.0,
                ink: Ink::Centre,
                top: false,
            };
            self.line(&title, TITLE);
        }
        for parts in &self.head.above {
            self.spread(parts, ABOVE, BODY_PT);
        }
    }

    /// What is left of this page, mm.
    pub(crate) fn room(&self) -> f32 {
        self.head.page.foot() - self.y
    }

    /// Where the pen is, mm from the top.
    pub(crate) fn y(&self) -> f32 {
        self.y
    }

    /// Moves the pen down.
    pub(crate) fn gap(&mut self, mm: f32) {
        self.y += mm;
    }

    /// Turns the page unless this much room is left.
    pub(crate) fn need(&mut self, mm: f32) {
        if self.room() < mm {
            self.new_page();
        }
    }

    /// The page being filled, for drawing beside the flow.
    pub(crate) fn canvas(&mut self) -> Option<&mut Canvas> {
        self.pages.last_mut()
    }

    /// One line over the whole width.
    pub(crate) fn line(&mut self, text: &Text, height: f32) {
        let page = self.head.page;
        let (x, w) = (page.left(), page.width());
        self.line_in(text, x, w, height);
        self.y += height;
    }

    /// One line in a part of the width; the pen stays.
    pub(crate) fn line_in(&mut self, text: &Text, x: f32, w: f32, height: f32) {
        let place = Place {
            x,
            y: self.y,
            w,
            h: height,
        };
        if let Some(canvas) = self.pages.last_mut() {
            draw::free_line(&mut self.setting, canvas, text, place);
        }
    }

    /// Several texts side by side, each in an equal share of the width.
    pub(crate) fn spread(&mut self, parts: &[(String, Ink)], height: f32, size: f32) {
        let page = self.head.page;
        let share = page.width() / parts.len().max(1) as f32;
        for (index, (text, ink)) in parts.iter().enumerate() {
            let text = Text {
                text: text.clone(),
                face: Face::Serif,
                size,
                ink: *ink,
                top: false,
            };
            self.line_in(&text, page.left() + index as f32 * share, share, height);
        }
        self.y += height;
    }

    /// A paragraph, over pages where it must; line feeds start further paragraphs.
    pub(crate) fn paragraph(&mut self, text: &str, prose: Prose) {
        let page = self.head.page;
        for paragraph in text.split('\n') {
            let text = format!("{}{paragraph}", "　".repeat(prose.indent));
            let set = draw::running(&mut self.setting, &text, page.width(), prose);
            for line in &set.lines {
                self.need(prose.pitch);
                if let Some(canvas) = self.pages.last_mut() {
                    set.draw(canvas, line, (page.left(), self.y, page.width()), prose);
                }
                self.y += prose.pitch;
            }
        }
    }

    /// A grid that stays together; it turns the page when it must. `height` is what it needs.
    pub(crate) fn grid(&mut self, grid: &Grid) -> Result<(), ReportError> {
        let least: f32 = grid.rows.iter().map(|row| row.height).sum();
        self.need(least);
        let (left, width) = (self.head.page.left(), self.head.page.width());
        let top = self.y;
        let mut spare = self.room() - least;
        let Some(canvas) = self.pages.last_mut() else {
            return Ok(());
        };
        let mut rules = Rules::default();
        let at = (left, top, width);
        self.y = draw_grid(
            &mut self.setting,
            canvas,
            &mut rules,
            grid,
            at,
            1.0,
            &mut spare,
        )?;
        let frame = (left, top, width, self.y - top);
        rules.draw(canvas, frame);
        canvas.frame(frame.0, frame.1, frame.2, frame.3, FRAME_PT);
        Ok(())
    }

    /// A table; `progress` hears of every page with (rows done, rows in all).
    pub(crate) fn table(
        &mut self,
        table: &Table<'_>,
        progress: Progress<'_>,
    ) -> Result<(), ReportError> {
        let edges = edges(
            &table.columns,
            self.head.page.left(),
            self.head.page.width(),
        );
        let around = table.header.iter().map(|row| row.height).sum::<f32>()
            + table.closing_height
            + if table.signs.is_empty() { 0.0 } else { SIGN };
        let mut at = 0;
        loop {
            self.need(around + table.row_height * 2.0_f32.min(table.count.max(1) as f32));
            let rows = self.take(table, at, &edges, self.room() - around);
            let last = at + rows.len() >= table.count;
            self.page_of(table, at..at + rows.len(), &rows, &edges, last)?;
            at += rows.len();
            if !progress(at, table.count) {
                return Err(ReportError::Cancelled);
            }
            if last {
                return Ok(());
            }
            self.new_page();
        }
    }

    /// The rows from `from` on that fit into `room`, each with its height; at least one.
    fn take(
        &mut self,
        table: &Table<'_>,
        from: usize,
        edges: &[f32],
        room: f32,
    ) -> Vec<(Vec<Cell>, f32)> {
        let mut rows = Vec::new();
        let mut used = 0.0;
        while from + rows.len() < table.count && rows.len() < table.per_page {
            let cells = (table.row)(from + rows.len());
            let mut column = 0;
            let mut height = table.row_height;
            for cell in &cells {
                let end = (column + cell.span).min(edges.len() - 1);
                let width = edges[end] - edges[column.min(end)];
                let need = draw::cell_need(&mut self.setting, cell, width, table.row_height);
                if need > table.row_height {
                    let grown = draw::cell_grown(&mut self.setting, cell, width);
                    height = height.max(grown.max(need).min(MOST_ROW));
                }
                column = end;
            }
            if used + height > room && !rows.is_empty() {
                break;
            }
            used += height;
            rows.push((cells, height));
        }
        rows
    }

    /// Header, chosen rows, closing rows, frame and signatures of one page.
    fn page_of(
        &mut self,
        table: &Table<'_>,
        range: Range<usize>,
        rows: &[(Vec<Cell>, f32)],
        edges: &[f32],
        last: bool,
    ) -> Result<(), ReportError> {
        let (left, width, top) = (self.head.page.left(), self.head.page.width(), self.y);
        let mut rules = Rules::default();
        let Some(canvas) = self.pages.last_mut() else {
            return Ok(());
        };
        let setting = &mut self.setting;
        let fixed = |rows: Vec<Row>| Grid {
            columns: table.columns.clone(),
            rows,
        };
        let header = fixed(table.header.clone());
        let mut none = 0.0;
        let mut y = top;
        if !header.rows.is_empty() {
            let at = (left, y, width);
            y = draw_grid(setting, canvas, &mut rules, &header, at, 1.0, &mut none)?;
        }
        for (cells, height) in rows {
            let mut column = 0;
            for cell in cells {
                let end = (column + cell.span).min(edges.len() - 1);
                let place = Place {
                    x: edges[column.min(end)],
                    y,
                    w: edges[end] - edges[column.min(end)],
                    h: *height,
                };
                rules.cell(place.x, place.y, place.w, place.h);
                draw::cell(setting, canvas, cell, place);
                column = end;
            }
            y += height;
        }
        if let Some(closing) = table.closing {
            let closing = fixed(closing(range, last));
            if !closing.rows.is_empty() {
                let at = (left, y, width);
                y = draw_grid(setting, canvas, &mut rules, &closing, at, 1.0, &mut none)?;
            }
        }
        rules.draw(canvas, (left, top, width, y - top));
        canvas.frame(left, top, width, y - top, FRAME_PT);
        self.y = y;
        if !table.signs.is_empty() {
            self.sign_line(&table.signs);
        }
        Ok(())
    }

    /// Signatures in equal shares, the page number at the right end.
    fn sign_line(&mut self, signs: &[String]) {
        const NUMBER: f32 = 34.0;
        let page = self.head.page;
        let share = (page.width() - NUMBER) / signs.len().max(1) as f32;
        for (index, text) in signs.iter().enumerate() {
            let text = Text {
                text: text.clone(),
                face: Face::Serif,
                size: BODY_PT,
                ink: Ink::Left,
                top: false,
            };
            self.line_in(&text, page.left() + index as f32 * share, share, SIGN);
        }
        let baseline = self.y + SIGN * 0.64;
        if let Some(canvas) = self.pages.last_mut() {
            canvas.number_at(page.left() + page.width() - 1.6, baseline);
        }
        self.y += SIGN;
    }

    /// The finished pages, with sheets for what was cut, and the names of what was cut.
    pub(crate) fn finish(mut self) -> Result<(Vec<Canvas>, Vec<String>), ReportError> {
        let notes = std::mem::take(&mut self.setting.notes);
        let told: Vec<String> = notes.iter().map(|note| note.name.clone()).collect();
        let (title, identity) = (&self.head.title, &self.head.identity);
        let mut sheets = Continuation::new(self.head.page, title, identity);
        for note in &notes {
            sheets.note(&mut self.setting, note)?;
        }
        self.pages.append(&mut sheets.finish());
        Ok((self.pages, told))
    }
}
