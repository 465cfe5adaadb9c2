//! XLSX workbooks.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx};

use super::cell::CellContent;
use super::date::from_serial;
use super::{MOST_CELLS, RawRow, RawSheet, SheetError, too_many_cells};

/// Largest size of an unpacked workbook, bytes.
const MOST_UNPACKED: u128 = 1 << 30;

/// Reads the sheets of a workbook that are not hidden.
pub(super) fn read_workbook(file: &str, bytes: &[u8]) -> Result<Vec<RawSheet>, SheetError> {
    let broken = |error: &dyn std::fmt::Display| {
        let what = format!(
            "the file cannot be read as an Excel workbook ({error}): it may be incomplete; open it in a spreadsheet and save it \
             again as XLSX"
        );
        SheetError::new(file, what)
    };
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.decompressed_size().is_some_and(|size| size > MOST_UNPACKED) {
        let what = format!("the workbook is larger than {} MB when unpacked, the limit", MOST_UNPACKED >> 20);
        return Err(SheetError::new(file, what));
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let counts_from_1904 = workbook.has_1904_epoch();
    let is_shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(is_shown).map(|sheet| sheet.name.clone()).collect();
    let (mut sheets, mut filled) = (Vec::new(), 0);
    for name in names {
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A sheet that is a chart has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_) | calamine::XlsxError::WorksheetNotFound(_)) => continue,
            Err(error) => return Err(broken(&error)),
        };
        let mut sheet = RawSheet { name: Some(name), rows: Vec::new() };
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
            let (row, column) = cell.get_position();
            let Some(content) = content(cell.get_value(), counts_from_1904) else { continue };
            filled += 1;
            if filled > MOST_CELLS {
                return Err(too_many_cells(file));
            }
            let line = u64::from(row) + 1;
            match sheet.rows.last_mut() {
                Some(last) if last.line == line => last.cells.push((column, content)),
                _ => sheet.rows.push(RawRow { line, width: 0, cells: vec![(column, content)] }),
            }
        }
        // Rows of a damaged file may be in any order.
        sheet.rows.sort_by_key(|row| row.line);
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What a cell contains, for a formula the value that was saved with it; `None` if nothing.
fn content(value: &DataRef<'_>, counts_from_1904: bool) -> Option<CellContent> {
    let text =
        |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(|text| CellContent::Text(text.to_owned()));
    match value {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(number_or_date(*number as f64, counts_from_1904)),
        DataRef::Float(number) => Some(number_or_date(*number, counts_from_1904)),
        // Lent, or its own.
        DataRef::SharedString(found) => text(found),
        DataRef::String(found) | DataRef::DateTimeIso(found) | DataRef::DurationIso(found) => text(found.as_str()),
        DataRef::Bool(truth) => Some(CellContent::Text(if *truth { "TRUE" } else { "FALSE" }.to_owned())),
        DataRef::DateTime(date) => {
            let serial = date.as_f64();
            Some(match from_serial(serial, counts_from_1904) {
                Some(date) => CellContent::Date(date),
                None => CellContent::Number { number: serial, date: None },
            })
        }
        DataRef::Error(error) => Some(CellContent::Fault(error.to_string())),
    }
}

fn number_or_date(number: f64, counts_from_1904: bool) -> CellContent {
    CellContent::Number { number, date: from_serial(number, counts_from_1904) }
}
