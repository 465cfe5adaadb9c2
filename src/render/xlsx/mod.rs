//! An Excel workbook: the table shown on screen, the data files and the charts, each on a sheet.
//!
//! [`book`] holds the sheets and produces the file, [`sheet`] is a sheet with its cells and column widths,
//! [`mod@table`] builds a sheet from the rows of a data file, [`layout`] a sheet of lines to read ([`layout_charts`] its charts, [`mod@formula`] its formulas), and [`cell_format`]
//! defines cell formats. Nothing depends on a clock, so the same results produce the same bytes.

mod book;
mod cell_format;
mod charts;
mod cover;
mod dictionary;
mod formula;
mod layout;
mod layout_charts;
mod sheet;
mod table;
mod text;
mod workbook_plots;

use book::Book;
use table::table;

use super::formats::{FilePosition, Format, PlacedFile};
use super::{OptionalFiles, RenderError};
use crate::content::Document;
use crate::content::workbook::{SheetBody, Workbook};

/// Writes the workbook of a document, if requested.
pub(super) struct Xlsx;

impl Format for Xlsx {
    fn extension(&self) -> &'static str {
        "xlsx"
    }

    fn files(&self, document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        let Some(name) = &extras.workbook else { return Ok(Vec::new()) };
        Ok(vec![PlacedFile::new(FilePosition::Workbook, &format!("{name}.xlsx"), workbook(&document.workbook)?)])
    }
}

/// The workbook as a file.
pub(super) fn workbook(of: &Workbook<'_>) -> Result<Vec<u8>, RenderError> {
    let mut book = Book::new(&of.cover.title);
    let drawn = charts::drawn(&of.charts);
    for sheet in &of.sheets {
        match &sheet.body {
            SheetBody::Table { fixed, rows } => table(&mut book, sheet.name, sheet.about, *fixed, rows())?,
            SheetBody::Layout(lines) => layout::layout(&mut book, sheet.name, sheet.about, lines)?,
            SheetBody::Charts => drawn.charts(&mut book, sheet.name, sheet.about)?,
            SheetBody::ChartFigures => drawn.data(&mut book, sheet.name, sheet.about)?,
            SheetBody::Dictionary(meanings) => {
                dictionary::dictionary(&mut book, sheet.name, sheet.about, meanings)?;
            }
        }
    }
    book.save(&of.cover)
}

impl From<rust_xlsxwriter::XlsxError> for RenderError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Encoding(format!("the workbook: {error}"))
    }
}
