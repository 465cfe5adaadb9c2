//! Sheets meant for reading rather than filtering.

use super::Book;
use super::cell_format::{CellFormat, PERCENT};
use super::layout_charts;
use super::sheet::Sheet;
use crate::content::workbook::{LayoutCell, LayoutLine, SheetLayout};
use crate::render::RenderError;

/// Adds a sheet of lines.
pub(super) fn layout(
    book: &mut Book,
    name: &'static str,
    about: &str,
    of: &SheetLayout<'_>,
) -> Result<(), RenderError> {
    let mut sheet = book.sheet(name)?;
    sheet.title(&of.title)?;
    sheet.text(1, 0, of.note, CellFormat::Note)?;
    sheet.keep_above(of.kept)?;
    let mut row = 3;
    let mut rows = Vec::with_capacity(of.lines.len());
    for one in &of.lines {
        rows.push(row);
        row += line(&mut sheet, row, one)?;
    }
    for (one, &row) in of.lines.iter().zip(&rows) {
        if let LayoutLine::Chart(of) = one {
            layout_charts::insert(&mut sheet, row, of, &rows)?;
        }
    }
    book.add(sheet, about)
}

/// Writes a line and returns the number of rows it takes.
fn line(sheet: &mut Sheet, row: u32, line: &LayoutLine<'_>) -> Result<u32, RenderError> {
    match line {
        LayoutLine::Empty => {}
        LayoutLine::Section(words) => sheet.text(row, 0, words, CellFormat::Section)?,
        LayoutLine::Note(words) => sheet.text(row, 0, words, CellFormat::Note)?,
        LayoutLine::Heads { titles, texts } => {
            sheet.heads(row, &titles.iter().map(String::as_str).collect::<Vec<_>>(), *texts)?;
        }
        LayoutLine::GroupedHeads { first, texts, groups, each } => {
            grouped_heads(sheet, row, (first, *texts), groups, each)?;
            return Ok(2);
        }
        LayoutLine::Chart(_) => return Ok(layout_charts::ROWS),
        LayoutLine::Cells(cells) => {
            for (column, one) in cells.iter().enumerate() {
                cell(sheet, row, column as u16, one)?;
            }
        }
    }
    Ok(1)
}

fn grouped_heads(
    sheet: &mut Sheet,
    row: u32,
    (first, texts): (&[&str], usize),
    groups: &[String],
    each: &[&str],
) -> Result<(), RenderError> {
    sheet.heads(row + 1, first, texts)?;
    for (index, group) in groups.iter().enumerate() {
        let start = (first.len() + each.len() * index) as u16;
        sheet.across(row, (start, start + each.len() as u16 - 1), group, CellFormat::Group)?;
        for (place, head) in each.iter().enumerate() {
            sheet.text(row + 1, start + place as u16, head, CellFormat::FigureHeader)?;
        }
    }
    Ok(())
}

fn cell(sheet: &mut Sheet, row: u32, column: u16, cell: &LayoutCell<'_>) -> Result<(), RenderError> {
    match cell {
        LayoutCell::Empty => Ok(()),
        LayoutCell::Strong(words) => sheet.text(row, column, words, CellFormat::Strong),
        LayoutCell::Text(words) => sheet.text(row, column, words, CellFormat::Text),
        LayoutCell::Long(words) => sheet.text(row, column, words, CellFormat::Long),
        LayoutCell::Note(words) => sheet.text(row, column, words, CellFormat::Note),
        LayoutCell::Level(value, unit) => sheet.level(row, column, *value, *unit),
        LayoutCell::Change(value, unit) => sheet.change(row, column, *value, *unit),
        LayoutCell::Formula(formula, value, unit) => sheet.formula(row, column, *formula, *value, *unit),
        LayoutCell::Share(value) => sheet.number(row, column, *value, CellFormat::Figure(PERCENT)),
        LayoutCell::Cell(cell) => sheet.cell(row, column, cell),
    }
}
