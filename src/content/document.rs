//! The complete content of a run or a comparison as plain data: the source of the page, the files and the workbook.

use super::exhibit::Exhibit;
use super::page::Section;
use super::provenance::Provenance;
use super::record::Record;
use super::rows::Rows;
use super::workbook::Workbook;

/// The complete content of a run or a comparison. [`files`](crate::render::files) renders every file from it.
pub struct Document<'a> {
    /// Title of the page.
    pub(crate) title: String,
    /// One-line description of the run.
    pub(crate) subtitle: String,
    /// The sections of the page, in order.
    pub(crate) sections: Vec<Section<'a>>,
    /// What a committee reads: a few of the sections, shorter; `None` for a document that has no such part.
    pub(crate) briefing: Option<BriefingOf<'a>>,
    /// The headlines of each future, a table that is written only if it is asked for; `None` for a document that has no such table.
    pub(crate) futures: Option<DataTable<'a>>,
    /// Charts. Sections and parts refer to them by index.
    pub(crate) exhibits: Vec<Exhibit<'a>>,
    /// Tables, records and charts that have their own file, in the order of the files.
    pub(crate) parts: Vec<Part<'a>>,
    /// The workbook.
    pub(crate) workbook: Workbook<'a>,
    /// What was run.
    pub(crate) provenance: Provenance,
}

/// Content that has its own file.
pub(crate) enum Part<'a> {
    /// A table.
    Table(DataTable<'a>),
    /// A JSON record.
    Record(RecordFile<'a>),
    /// A chart, by its index among the exhibits.
    Drawing(usize),
    /// An overlay on a scenario.
    Overlay(OverlayFile),
}

/// An overlay with its own file.
pub(crate) struct OverlayFile {
    /// File name without extension.
    pub file: &'static str,
    /// TOML text.
    pub text: String,
}

/// A table with its own file.
pub(crate) struct DataTable<'a> {
    /// File name without extension.
    pub file: &'static str,
    /// Generates the rows lazily, because there may be many.
    pub rows: RowsOf<'a>,
}

/// Generates the rows of a table; may be called repeatedly.
pub(crate) type RowsOf<'a> = Box<dyn Fn() -> Rows<'a> + 'a>;

/// Makes what a committee reads, which only a Word document needs.
pub(crate) type BriefingOf<'a> = Box<dyn Fn() -> Vec<Section<'a>> + 'a>;

/// A record with its own file.
pub(crate) struct RecordFile<'a> {
    /// File name without extension.
    pub file: &'static str,
    /// The record.
    pub record: Box<Record<'a>>,
}

impl<'a> Part<'a> {
    /// A table with its own file.
    pub(crate) fn table(file: &'static str, rows: impl Fn() -> Rows<'a> + 'a) -> Self {
        Self::Table(DataTable { file, rows: Box::new(rows) })
    }

    /// A record with its own file.
    pub(crate) fn record(file: &'static str, record: Record<'a>) -> Self {
        Self::Record(RecordFile { file, record: Box::new(record) })
    }
}
