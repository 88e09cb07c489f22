//! Puts the cells of a grid in their places and finds how high each row must be.

use super::draw::{Setting, cell_need};
use super::{Cell, Grid};
use crate::ReportError;

/// A cell with its place: columns resolved to millimetres, rows still to be.
pub(crate) struct Placed<'g> {
    pub cell: &'g Cell,
    pub row: usize,
    pub x: f32,
    pub w: f32,
}

/// Column edges of a grid scaled to `width` mm, starting at `left`.
pub(crate) fn edges(columns: &[f32], left: f32, width: f32) -> Vec<f32> {
    let sum: f32 = columns.iter().sum();
    let scale = if sum > 0.0 { width / sum } else { 0.0 };
    let mut at = 0.0;
    std::iter::once(left)
        .chain(columns.iter().map(|column| {
            at += column;
            left + at * scale
        }))
        .collect()
}

/// Places every cell, row by row, around the cells that reach down from above.
///
/// Every row must be covered exactly: a gap or an overhang is a mistake in the form.
pub(crate) fn place(grid: &Grid, left: f32, width: f32) -> Result<Vec<Placed<'_>>, ReportError> {
    let edges = edges(&grid.columns, left, width);
    let columns = grid.columns.len();
    let mut taken_until = vec![0_usize; columns];
    let mut placed = Vec::new();
    for (row, description) in grid.rows.iter().enumerate() {
        let mut column = 0;
        for cell in &description.cells {
            while column < columns && taken_until[column] > row {
                column += 1;
            }
            let end = column + cell.span;
            let bottom = row + cell.rows;
            let free = end <= columns && taken_until[column..end].iter().all(|until| *until <= row);
            if cell.span == 0 || cell.rows == 0 || !free || bottom > grid.rows.len() {
                return Err(misfit(row, cell));
            }
            taken_until[column..end].fill(bottom);
            placed.push(Placed {
                cell,
                row,
                x: edges[column],
                w: edges[end] - edges[column],
            });
            column = end;
        }
        if taken_until.iter().any(|until| *until <= row) {
            return Err(ReportError::Layout(format!("第 {} 行没有排满", row + 1)));
        }
    }
    Ok(placed)
}

fn misfit(row: usize, cell: &Cell) -> ReportError {
    ReportError::Layout(format!("第 {} 行“{}”放不下", row + 1, cell.name))
}

/// Row heights in mm: the least ones times `scale`, grown where a text needs it and `spare` allows.
///
/// Rows grow from the top; a row grows only if all of its need can be met, for half a need would
/// cost height and still not show the text.
pub(crate) fn heights(
    grid: &Grid,
    placed: &[Placed<'_>],
    setting: &mut Setting<'_, '_>,
    scale: f32,
    spare: &mut f32,
) -> Vec<f32> {
    let mut heights: Vec<f32> = grid.rows.iter().map(|row| row.height * scale).collect();
    for item in placed {
        let last = item.row + item.cell.rows;
        let have: f32 = heights[item.row..last].iter().sum();
        let need = cell_need(setting, item.cell, item.w, have);
        if need > have && need - have <= *spare {
            *spare -= need - have;
            heights[last - 1] += need - have;
        }
    }
    heights
}
