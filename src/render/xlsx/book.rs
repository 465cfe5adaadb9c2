//! The workbook: its sheets in order, and the file.

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::cover;
use super::sheet::Sheet;
use crate::content::workbook::Cover;
use crate::render::RenderError;

/// A workbook under construction.
pub(crate) struct Book {
    title: String,
    sheets: Vec<Worksheet>,
    /// The name and description of each sheet.
    contents: Vec<(&'static str, String)>,
    /// The columns of all tables: sheet and column id.
    pub(super) columns: Vec<(&'static str, Cow<'static, str>)>,
}

impl Book {
    /// An empty workbook with the given `title`.
    pub(crate) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), sheets: Vec::new(), contents: Vec::new(), columns: Vec::new() }
    }

    /// A new sheet for the workbook.
    pub(crate) fn sheet(&self, name: &'static str) -> Result<Sheet, RenderError> {
        Sheet::new(name, &self.title)
    }

    /// Appends a sheet; `about` describes it in one line.
    pub(crate) fn add(&mut self, sheet: Sheet, about: &str) -> Result<(), RenderError> {
        self.contents.push((sheet.name, about.to_owned()));
        self.sheets.push(sheet.finish()?);
        Ok(())
    }

    /// The finished file, with a cover in front that lists the sheets.
    pub(crate) fn save(self, cover: &Cover) -> Result<Vec<u8>, RenderError> {
        let mut workbook = Workbook::new();
        let mut sheet = self.sheet("Cover")?;
        cover::write(cover, &mut sheet, &self.contents)?;
        workbook.push_worksheet(sheet.finish()?);
        for sheet in self.sheets {
            workbook.push_worksheet(sheet);
        }
        // The creation time must not differ between runs, so that the same results produce the same bytes.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let properties = DocProperties::new().set_title("staffcast results").set_author("staffcast");
        workbook.set_properties(&properties.set_creation_datetime(&epoch));
        Ok(workbook.save_to_buffer()?)
    }
}
