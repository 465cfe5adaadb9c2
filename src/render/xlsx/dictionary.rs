//! The data dictionary: the meaning of every measure and column, and the names behind the ids in the data files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Book;
use super::cell_format::CellFormat;
use super::sheet::Sheet;
use crate::content::column_titles;
use crate::content::workbook::Dictionary;
use crate::render::RenderError;

/// Adds the data dictionary, covering the tables already in the workbook.
pub(super) fn dictionary(
    book: &mut Book,
    name: &'static str,
    about: &str,
    of: &Dictionary<'_>,
) -> Result<(), RenderError> {
    let mut sheet = book.sheet(name)?;
    sheet.inner.set_screen_gridlines(false);
    let mut row = measures(&mut sheet, &of.measures)?;
    row = of_columns(&mut sheet, row + 2, &book.columns)?;
    names(&mut sheet, row + 2, &of.names)?;
    sheet.set_width(5, 100);
    book.add(sheet, about)
}

fn measures(sheet: &mut Sheet, measures: &[[&str; 6]]) -> Result<u32, RenderError> {
    sheet.text(0, 0, "Measures", CellFormat::Section)?;
    sheet.heads(1, &["Name", "Id in CSV files", "Unit", "Better", "Yearly value", "Definition"], 6)?;
    let mut row = 1;
    for [label, cells @ .., definition] in measures {
        row += 1;
        sheet.text(row, 0, label, CellFormat::Strong)?;
        for (column, text) in cells.iter().enumerate() {
            sheet.text(row, 1 + column as u16, text, CellFormat::Text)?;
        }
        sheet.text(row, 5, definition, CellFormat::Long)?;
    }
    Ok(row)
}

/// One row for each meaning, with the sheets that have such a column.
fn of_columns(sheet: &mut Sheet, mut row: u32, all: &[(&'static str, Cow<'static, str>)]) -> Result<u32, RenderError> {
    sheet.text(row, 0, "Columns", CellFormat::Section)?;
    sheet.heads(row + 1, &["Column", "Id in CSV files", "Sheets", " ", " ", "Meaning"], 6)?;
    row += 1;
    let mut sheets: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (of, id) in all {
        let sheets = sheets.entry(column_titles::place(of, id)).or_default();
        if sheets.last() != Some(of) {
            sheets.push(of);
        }
    }
    for (place, of) in sheets {
        let Some(&(_, id, title, meaning)) = column_titles::COLUMNS.get(place) else { continue };
        row += 1;
        sheet.text(row, 0, title, CellFormat::Strong)?;
        sheet.text(row, 1, id, CellFormat::Text)?;
        sheet.across(row, (2, 4), &of.join(", "), CellFormat::Long)?;
        sheet.text(row, 5, meaning, CellFormat::Long)?;
    }
    Ok(row)
}

fn names(sheet: &mut Sheet, mut row: u32, names: &[(&str, &str, &str)]) -> Result<(), RenderError> {
    sheet.text(row, 0, "Names", CellFormat::Section)?;
    sheet.heads(row + 1, &["Name", "Id in CSV files", "What it is"], 6)?;
    row += 1;
    for (name, id, what) in names {
        row += 1;
        sheet.text(row, 0, name, CellFormat::Strong)?;
        sheet.text(row, 1, id, CellFormat::Text)?;
        sheet.text(row, 2, what, CellFormat::Text)?;
    }
    Ok(())
}
