//! The cover: what was run, how to read the results, cautions, and the list of sheets.

use super::cell_format::{CellFormat, WHOLE};
use super::sheet::Sheet;
use crate::content::facts::FactValue;
use crate::content::workbook::Cover;
use crate::render::RenderError;

/// Writes the cover.
pub(super) fn write(cover: &Cover, sheet: &mut Sheet, contents: &[(&'static str, String)]) -> Result<(), RenderError> {
    sheet.inner.set_screen_gridlines(false);
    sheet.text(0, 0, &cover.title, CellFormat::Title)?;
    sheet.text(1, 0, &cover.about, CellFormat::Note)?;
    let mut row = 3;
    sheet.text(row, 0, "What was run", CellFormat::Section)?;
    for (label, said) in &cover.facts {
        row += 1;
        sheet.text(row, 0, label, CellFormat::Strong)?;
        match said {
            FactValue::Words(words) => sheet.text(row, 1, words, CellFormat::Long)?,
            FactValue::Number(number) => {
                let mut left = CellFormat::Figure(WHOLE).format(false);
                left = left.set_align(rust_xlsxwriter::FormatAlign::Left).set_indent(1);
                sheet.inner.write_number_with_format(row, 1, *number as f64, &left)?;
            }
        }
    }
    row = notes(sheet, row + 2, "How to read it", &cover.reading)?;
    row = notes(sheet, row, "Watch points", &cover.look_out)?;
    sheet.text(row, 0, "Sheets", CellFormat::Section)?;
    for (name, about) in contents {
        row += 1;
        sheet.link(row, 0, name)?;
        sheet.text(row, 1, about, CellFormat::Long)?;
    }
    sheet.set_width(1, 110);
    Ok(())
}
/// Writes lines under a heading, if there are any. Returns the next free row.
fn notes(sheet: &mut Sheet, mut row: u32, heading: &str, notes: &[String]) -> Result<u32, RenderError> {
    if notes.is_empty() {
        return Ok(row);
    }
    sheet.text(row, 0, heading, CellFormat::Section)?;
    for note in notes {
        row += 1;
        sheet.text(row, 1, note, CellFormat::Long)?;
    }
    Ok(row + 2)
}
