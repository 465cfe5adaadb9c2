//! The grid of headlines on screen: what it is called, its columns, a row for each headline, and what to know of them.

use super::screen::Screen;
use crate::content::headline_grid::{GridRow, HeadlineGrid};
use crate::content::words::Ranged;

/// Columns of the text before the first figure, of the opening's figure and of each later one.
const LABEL: usize = 21;
const NOW: usize = 6;
const CELL: usize = 17;

/// The name of the whole, and what was run.
pub(super) fn title(text: &mut Screen, title: &str, subtitle: &str) {
    text.title(title);
    text.line(subtitle);
    text.line("");
}

/// The grid.
pub(super) fn grid(text: &mut Screen, grid: &HeadlineGrid) {
    line(text, &format!("{:LABEL$}now", ""), LABEL + NOW, &grid.columns, CELL);
    for one in &grid.rows {
        row(text, one);
    }
    text.line("");
    text.line(grid.key);
    for note in &grid.notes {
        text.line(note);
    }
    if let Some(scope) = &grid.scope {
        text.paragraph([0, 0], scope);
    }
}

fn row(text: &mut Screen, row: &GridRow) {
    let fits = row.label.chars().count() < LABEL;
    if !fits {
        text.paragraph([0, 2], &row.label);
    }
    cells(text, if fits { &row.label } else { "" }, &row.now, &row.cells);
    if let Some(below) = &row.below {
        cells(text, &format!("  {}", below.label), &below.now, &below.cells);
    }
}

/// Cells on a line; on two where some are too wide for their columns: the middles, and below them their ranges.
fn cells(text: &mut Screen, label: &str, now: &str, cells: &[Ranged]) {
    let lead = format!("{label:LABEL$}{now}");
    let whole: Vec<String> = cells.iter().map(Ranged::to_string).collect();
    if whole.iter().all(|cell| cell.chars().count() < CELL) {
        return line(text, &lead, LABEL + NOW, &whole, CELL);
    }
    let (middles, ranges): (Vec<String>, Vec<String>) = cells.iter().map(Ranged::parts).unzip();
    line(text, &lead, LABEL + NOW, &middles, CELL);
    line(text, "", LABEL + NOW, &ranges, CELL);
}

/// A line of a table: what leads it, then its cells, with a space at least between them.
pub(super) fn line(text: &mut Screen, lead: &str, lead_width: usize, cells: &[String], width: usize) {
    let cells = cells.iter().map(|cell| format!("{cell:<width$} ", width = width - 1));
    text.line(&format!("{lead:lead_width$}{}", cells.collect::<String>()));
}
