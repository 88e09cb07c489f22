//! From a described form to drawn pages: the form itself, its continuation sheets, its photographs.

use printpdf::XObjectId;

use super::continuation::Continuation;
use super::draw::{self, Place, Setting, paragraph};
use super::photos::photo_pages;
use super::rules::Rules;
use super::table::{heights, place};
use super::{BODY_PT, Block, Cell, FRAME_PT, Form, Grid, Ink, PageSetup, Roster, Row, Text};
use crate::ReportError;
use crate::fonts::Face;
use crate::pdf::{Binder, Canvas, jpeg_size};

/// Height of the title, of a line above the frame, of a line of notes, mm.
const TITLE: f32 = 11.0;
const ABOVE: f32 = 6.5;
const BELOW: f32 = 4.6;
/// A form may be pressed this far before it is considered wrongly described.
const LEAST_SCALE: f32 = 0.85;

/// Rows that found no slot on the form itself.
struct Carried<'d> {
    roster: &'d Roster,
    from: usize,
}

/// Draws a form and adds it to the binder, with all the sheets it needs.
pub(crate) fn lay_out(binder: &mut Binder<'_>, form: &Form<'_>) -> Result<(), ReportError> {
    let seals = binder.options().seals;
    let portrait = portrait(binder, form);
    let mut setting = Setting {
        type_setter: &mut binder.type_setter,
        identity: &form.identity,
        seals,
        notes: Vec::new(),
        portrait,
    };
    let mut pages = Vec::new();
    let mut carried = Vec::new();
    let sides: Vec<&[Block]> = form
        .blocks
        .split(|block| matches!(block, Block::Turn))
        .collect();
    for (side, blocks) in sides.iter().enumerate() {
        let last = side + 1 == sides.len();
        let (page, mut rest) = main_page(&mut setting, form, blocks, (side == 0, last))?;
        pages.push(page);
        carried.append(&mut rest);
    }
    let mut sheets = Continuation::new(form.page, &form.title, &form.identity);
    for rows in carried {
        sheets.roster(&mut setting, rows.roster, rows.from)?;
    }
    let notes = std::mem::take(&mut setting.notes);
    let told: Vec<&str> = notes.iter().map(|note| note.name.as_str()).collect();
    // Setting a note can itself leave a note (an overlong label); those repeat nothing new.
    for note in &notes {
        sheets.note(&mut setting, note)?;
    }
    pages.append(&mut sheets.finish());
    if !told.is_empty() {
        let what = told.join("、");
        binder.notices.push(format!(
            "{}：“{what}”写不下，已在续页印出全文。",
            form.identity
        ));
    }
    pages.append(&mut photo_pages(binder, form));
    binder.add_item(pages);
    Ok(())
}

/// The portrait made known to the document; an unreadable one leaves its place empty and a notice.
fn portrait(binder: &mut Binder<'_>, form: &Form<'_>) -> Option<(XObjectId, f32, f32)> {
    let photo = form.portrait?;
    let Some(picture) = jpeg_size(&photo.jpeg) else {
        binder.notices.push(format!(
            "{}：照片不是可用的 JPEG 图片，未能印出；请重新添加照片，或贴上纸质照片。",
            form.identity
        ));
        return None;
    };
    let size = (picture.width as f32, picture.height as f32);
    Some((binder.add_picture(picture), size.0, size.1))
}

/// A roster as the grid of one page: label beside header and rows, `blank` rows left for writing.
pub(super) fn roster_grid(roster: &Roster, rows: &[Vec<Cell>], blank: usize) -> Grid {
    let count = rows.len() + blank;
    let mut columns = vec![roster.label_width];
    columns.extend_from_slice(&roster.columns);
    let mut head = vec![Cell::vertical(&roster.label, count + 1)];
    head.extend(roster.header.cells.iter().cloned());
    let mut grid = Grid {
        columns,
        rows: vec![Row::new(roster.header.height, head)],
    };
    for cells in rows {
        grid.rows.push(Row::new(roster.row_height, cells.clone()));
    }
    for _ in 0..blank {
        let cells = roster
            .columns
            .iter()
            .map(|_| Cell::value(&roster.label, ""))
            .collect();
        grid.rows.push(Row::new(roster.row_height, cells));
    }
    grid
}

/// What stands on the form itself: grids as described, and rosters made into grids.
enum Part<'d> {
    Given(&'d Grid),
    Roster(Grid),
}

impl Part<'_> {
    fn grid(&self) -> &Grid {
        match self {
            Part::Given(grid) => grid,
            Part::Roster(grid) => grid,
        }
    }
}

fn parts(blocks: &[Block]) -> (Vec<Part<'_>>, Vec<Carried<'_>>) {
    let mut carried = Vec::new();
    let parts = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Turn => None,
            Block::Grid(grid) => Some(Part::Given(grid)),
            Block::Roster(roster) => {
                let here = roster.rows.len().min(roster.slots);
                if here < roster.rows.len() {
                    carried.push(Carried { roster, from: here });
                }
                let rows = &roster.rows[..here];
                Some(Part::Roster(roster_grid(roster, rows, roster.slots - here)))
            }
        })
        .collect();
    (parts, carried)
}

/// One side of a form; the title's lines stand on the first, the notes on the last.
fn main_page<'d>(
    setting: &mut Setting<'_, '_>,
    form: &Form<'_>,
    blocks: &'d [Block],
    (first, last): (bool, bool),
) -> Result<(Canvas, Vec<Carried<'d>>), ReportError> {
    let (parts, carried) = parts(blocks);
    let grids: Vec<&Grid> = parts.iter().map(Part::grid).collect();
    let mut canvas = new_canvas(&form.page);
    let (left, width) = (form.page.left(), form.page.width());
    let top = match first {
        true => heading(setting, &mut canvas, &form.page, &form.title, &form.above),
        false => {
            let title = format!("{}（背面）", form.title);
            let above = [(form.identity.clone(), String::new())];
            heading(setting, &mut canvas, &form.page, &title, &above)
        }
    };
    let notes = if last { form.below.as_slice() } else { &[] };
    let below: Vec<String> = notes
        .iter()
        .flat_map(|note| paragraph(setting, note, width, 9.0))
        .collect();
    let room = form.page.foot() - top - below.len() as f32 * BELOW - 1.0;
    let least: f32 = grids
        .iter()
        .flat_map(|grid| &grid.rows)
        .map(|row| row.height)
        .sum();
    let scale = (room / least).min(1.0);
    if scale < LEAST_SCALE {
        return Err(ReportError::Layout(format!(
            "{}的行高之和超出一页",
            form.title
        )));
    }
    let mut spare = room - least * scale;
    let mut rules = Rules::default();
    let mut y = top;
    for grid in grids {
        y = draw_grid(
            setting,
            &mut canvas,
            &mut rules,
            grid,
            (left, y, width),
            scale,
            &mut spare,
        )?;
    }
    rules.draw(&mut canvas, (left, top, width, y - top));
    canvas.frame(left, top, width, y - top, FRAME_PT);
    for (index, line) in below.iter().enumerate() {
        let text = small(line, Ink::Left);
        let at = Place {
            x: left,
            y: y + 1.0 + index as f32 * BELOW,
            w: width,
            h: BELOW,
        };
        draw::free_line(setting, &mut canvas, &text, at);
    }
    Ok((canvas, carried))
}

/// Draws a grid from (left, top) over a width; returns where it ends.
pub(super) fn draw_grid(
    setting: &mut Setting<'_, '_>,
    canvas: &mut Canvas,
    rules: &mut Rules,
    grid: &Grid,
    (left, top, width): (f32, f32, f32),
    scale: f32,
    spare: &mut f32,
) -> Result<f32, ReportError> {
    let placed = place(grid, left, width)?;
    let heights = heights(grid, &placed, setting, scale, spare);
    let tops: Vec<f32> = std::iter::once(top)
        .chain(heights.iter().scan(top, |at, height| {
            *at += height;
            Some(*at)
        }))
        .collect();
    for item in &placed {
        let y = tops[item.row];
        let h = tops[item.row + item.cell.rows] - y;
        rules.cell(item.x, y, item.w, h);
        draw::cell(
            setting,
            canvas,
            item.cell,
            Place {
                x: item.x,
                y,
                w: item.w,
                h,
            },
        );
    }
    Ok(tops.last().copied().unwrap_or(top))
}

pub(super) fn new_canvas(page: &PageSetup) -> Canvas {
    let (width, height) = page.paper.size();
    Canvas::new(width, height)
}

pub(super) fn small(text: &str, ink: Ink) -> Text {
    Text {
        text: text.to_owned(),
        face: Face::Serif,
        size: 9.0,
        ink,
        top: false,
    }
}

/// Title and the lines above the frame; returns where the frame begins.
pub(super) fn heading(
    setting: &mut Setting<'_, '_>,
    canvas: &mut Canvas,
    page: &PageSetup,
    title: &str,
    above: &[(String, String)],
) -> f32 {
    let (left, width) = (page.left(), page.width());
    let mut y = page.top;
    let text = Text {
        text: title.to_owned(),
        face: Face::SerifBold,
        size: 18.0,
        ink: Ink::Centre,
        top: false,
    };
    draw::free_line(
        setting,
        canvas,
        &text,
        Place {
            x: left,
            y,
            w: width,
            h: TITLE,
        },
    );
    y += TITLE;
    for (start, end) in above {
        let half = |x: f32, share: f32| Place {
            x,
            y,
            w: width * share,
            h: ABOVE,
        };
        let line = |text: &str, ink: Ink| Text {
            size: BODY_PT,
            ..small(text, ink)
        };
        let share = if end.is_empty() { 1.0 } else { 0.62 };
        draw::free_line(setting, canvas, &line(start, Ink::Left), half(left, share));
        let right = half(left + width * share, 1.0 - share);
        draw::free_line(setting, canvas, &line(end, Ink::Right), right);
        y += ABOVE;
    }
    y
}
