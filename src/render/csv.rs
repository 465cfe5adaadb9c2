//! CSV output.

use std::borrow::Cow;

use csv::Writer;

use super::formats::{FilePosition, Format, PlacedFile};
use super::{OptionalFiles, OutputFile, RenderError};
use crate::content::Document;
use crate::content::cell::Cell;
use crate::content::document::{DataTable, Part};
use crate::content::rows::Rows;

/// Characters that can start a formula.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

fn encoding(error: impl std::fmt::Display) -> RenderError {
    RenderError::Encoding(error.to_string())
}

/// A cell that is safe to open in a spreadsheet: text that could be read as a formula is prefixed with an apostrophe.
/// Numbers are unchanged.
fn field<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    let text = cell.text();
    let is_words = matches!(cell, Cell::Text(_) | Cell::Named { .. });
    let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
    if is_words && text.starts_with(FORMULA) && !is_number { format!("'{text}").into() } else { text }
}

/// Writes a header and rows.
pub(crate) fn write<'a>(
    header: &[Cow<'static, str>],
    rows: impl Iterator<Item = Vec<Cell<'a>>>,
) -> Result<String, RenderError> {
    let header = header.iter().map(|name| Cell::Text(name.clone())).collect();
    self::rows(std::iter::once(header).chain(rows))
}

/// Writes rows only.
pub(crate) fn rows<'a>(rows: impl Iterator<Item = Vec<Cell<'a>>>) -> Result<String, RenderError> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        for cell in &row {
            writer.write_field(field(cell).as_bytes()).map_err(encoding)?;
        }
        writer.write_record(None::<&[u8]>).map_err(encoding)?;
    }
    let bytes = writer.into_inner().map_err(encoding)?;
    String::from_utf8(bytes).map_err(encoding)
}

/// A table as a CSV file.
pub(super) fn table_file(table: &DataTable<'_>) -> Result<OutputFile, RenderError> {
    let Rows { header, rows } = (table.rows)();
    Ok(OutputFile::new(&format!("{}.csv", table.file), write(&header, rows)?))
}

/// Writes each table of a document to a file.
pub(super) struct Csv;

impl Format for Csv {
    fn extension(&self) -> &'static str {
        "csv"
    }

    fn files(&self, document: &Document<'_>, _: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        let mut files = Vec::new();
        for (place, part) in document.parts.iter().enumerate() {
            if let Part::Table(table) = part {
                files.push(PlacedFile { place: FilePosition::Part(place), file: table_file(table)? });
            }
        }
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Unit;

    #[test]
    fn text_that_looks_like_a_formula_is_escaped_and_numbers_are_not() {
        let texts = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "a=1", "-0.5", "", "-"];
        let row = texts.into_iter().map(Cell::from).chain([Cell::level(-0.5, Unit::Fte), Cell::Whole(3)]);
        let csv = rows(std::iter::once(row.collect())).expect("a row");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let found = reader.records().next().expect("a row").expect("a row");
        let expected = [
            "'=1+1",
            "'+cmd|' /C calc'!A0",
            "'-2+3",
            "'@SUM(1)",
            "'\t=1",
            "'\r=1",
            "'\n=1",
            "a=1",
            "-0.5",
            "",
            "'-",
            "-0.5",
            "3",
        ];
        assert_eq!(found.iter().collect::<Vec<_>>(), expected);
    }
}
