//! XLSX workbooks.

use std::fmt::Display;
use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx};

use super::cell::CellContent;
use super::date::from_serial;
use super::{MOST_CELLS, RawRow, RawSheet, SheetError, too_many_cells};
use crate::scenario::shown;

/// Largest size of an unpacked workbook, bytes.
const MOST_UNPACKED: u128 = 1 << 30;

/// Reads the sheets of a workbook that are not hidden.
pub(super) fn read_workbook(file: &str, bytes: &[u8]) -> Result<Vec<RawSheet>, SheetError> {
    // The crate promises no more than that it does its best with damaged files.
    std::panic::catch_unwind(|| read_sheets(file, bytes)).unwrap_or_else(|_| Err(broken(file, &"it is damaged")))
}

/// The error that a file is no workbook.
fn broken(file: &str, error: &dyn Display) -> SheetError {
    let what = format!(
        "the file cannot be read as an Excel workbook ({error}): it may be incomplete; open it in a spreadsheet and save it again as \
         XLSX"
    );
    SheetError::new(file, what)
}

fn read_sheets(file: &str, bytes: &[u8]) -> Result<Vec<RawSheet>, SheetError> {
    let broken = |error: &dyn Display| broken(file, error);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.decompressed_size().is_some_and(|size| size > MOST_UNPACKED) {
        let what = format!("the workbook is larger than {} MB when unpacked, the limit", MOST_UNPACKED >> 20);
        return Err(SheetError::new(file, what));
    }
    if let Some(what) = impossible_part(&mut archive).map_err(|error| broken(&error))? {
        return Err(broken(&what));
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

/// What no workbook can have, in some part of one: a reference that the reader of workbooks would take for another cell, or a number of texts for
/// which it would reserve more memory than there is.
fn impossible_part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>) -> std::io::Result<Option<String>> {
    for place in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(place)?.read_to_end(&mut part)?;
        if let Some(number) = attributes(&part, &[b"uniqueCount"]).find(|number| !is_number_of_texts(number)) {
            return Ok(Some(format!("it has `{}` texts", shown(&String::from_utf8_lossy(number)))));
        }
        if !is_sheet(&part) {
            continue;
        }
        let references = attributes(&part, &[b"r", b"ref"])
            .flat_map(|reference| reference.split(|&byte| byte == b':' || byte == b' '));
        if let Some(found) = references.into_iter().find(|reference| !is_reference(reference)) {
            return Ok(Some(format!("it has a cell `{}`", shown(&String::from_utf8_lossy(found)))));
        }
    }
    Ok(None)
}

/// Whether a workbook may have so many texts: no more than cells.
fn is_number_of_texts(number: &[u8]) -> bool {
    let number = std::str::from_utf8(number).ok().and_then(|number| number.trim().parse::<usize>().ok());
    number.is_some_and(|number| number <= MOST_CELLS)
}

/// Whether a part of a workbook has cells.
fn is_sheet(part: &[u8]) -> bool {
    const CELLS: &[u8] = b"sheetData";
    part.windows(CELLS.len()).any(|window| window == CELLS)
}

/// The values of attributes with one of these names, such as `r="A1"` and `ref="A1:B2"`. Only the beginning of a longer one.
fn attributes<'p>(part: &'p [u8], names: &'p [&[u8]]) -> impl Iterator<Item = &'p [u8]> {
    const NEAR: usize = 100;
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let signs = part.iter().enumerate().filter(|(_, byte)| **byte == b'=').map(|(place, _)| place);
    signs.filter_map(move |place| {
        let before = part[place.saturating_sub(NEAR)..place].trim_ascii_end();
        let name = before.rsplit(is_space).next()?;
        let after = part[place + 1..part.len().min(place + NEAR)].trim_ascii_start();
        let quote = *after.first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let value = after[1..].split(|byte| *byte == quote).next()?;
        names.contains(&name).then_some(value)
    })
}

/// Whether a cell, a row or a column may be called that: at most three letters, and at most seven digits.
fn is_reference(reference: &[u8]) -> bool {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = &reference[letters..];
    letters <= 3 && digits.len() <= 7 && digits.iter().all(u8::is_ascii_digit)
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn references_that_no_sheet_can_have_are_found() {
        let part = b"<dimension ref=\"A1:E9\"/><row r='7'><c r = \"A99999999999\" s=\"1\"/><c t=\"r=\"/>";
        let found: Vec<&[u8]> = attributes(part, &[b"r", b"ref"]).collect();
        assert_eq!(found, [&b"A1:E9"[..], b"7", b"A99999999999"]);
        for reference in ["A1", "XFD1048576", "7", "A", ""] {
            assert!(is_reference(reference.as_bytes()), "{reference}");
        }
        for reference in ["A99999999999", "ABCD1", "A-1", "1A", "A1&"] {
            assert!(!is_reference(reference.as_bytes()), "{reference}");
        }
    }

    /// The reader of workbooks reserves memory for as many texts as a file announces.
    #[test]
    fn more_texts_than_a_workbook_can_have_are_refused() {
        for number in ["4294967295", "99999999999", "5000001", "18446744073709551616", "-1", "many"] {
            let texts = format!("<sst xmlns='s' count='1' uniqueCount = '{number}'><si><t>Start date</t></si></sst>");
            let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
            archive.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(texts.as_bytes()).unwrap();
            let error = read_workbook("staff.xlsx", &archive.finish().unwrap().into_inner()).unwrap_err().to_string();
            assert!(error.contains(&format!("(it has `{number}` texts)")), "{error}");
        }
        assert!(is_number_of_texts(b"5000000") && is_number_of_texts(b"0"));
    }
}
