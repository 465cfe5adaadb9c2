//! A run as an Excel workbook, for those who work in one: what the table on screen, the data files and the charts say, on
//! a sheet each.
//!
//! [`book`] holds the sheets and gives the file, [`sheet`] is one of them with its cells and widths, [`mod@table`] makes one
//! from the rows that a data file is made from, [`look`] has formats. Nothing in it depends on a clock, so that the same
//! results give the same bytes.

mod book;
mod columns;
pub(super) mod comparison;
mod cover;
mod dictionary;
mod drawn;
mod fan;
mod look;
mod run;
mod sheet;
mod summary;
mod table;
mod text;

pub(super) use book::Book;
pub(super) use cover::{Cover, facts};
pub(super) use dictionary::dictionary;
pub(super) use drawn::{Drawn, How, Plot};
pub(super) use look::Look;
pub(super) use run::{INPUTS, of_run};
pub(super) use sheet::Sheet;
pub(super) use table::table;

use super::RenderError;

impl From<rust_xlsxwriter::XlsxError> for RenderError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Encoding(format!("the workbook: {error}"))
    }
}
