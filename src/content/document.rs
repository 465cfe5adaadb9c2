//! Everything that is said of a run or a comparison, as plain data: what the page, the files and the workbook are made from.

use super::exhibit::Exhibit;
use super::page::Section;
use super::provenance::Provenance;
use super::record::Record;
use super::rows::Rows;
use super::workbook::Workbook;

/// What is said of a run or a comparison, whole. [`files`](crate::render::files) makes every file from it.
pub struct Document<'a> {
    /// What the page is called.
    pub(crate) title: String,
    /// What was done, in a line.
    pub(crate) subtitle: String,
    /// The sections of the page, in order.
    pub(crate) sections: Vec<Section<'a>>,
    /// The charts, which sections and parts name by their place here.
    pub(crate) exhibits: Vec<Exhibit<'a>>,
    /// What has a file of its own, in the order of the files.
    pub(crate) parts: Vec<Part<'a>>,
    /// The workbook.
    pub(crate) workbook: Workbook<'a>,
    /// What was run.
    pub(crate) provenance: Provenance,
}

/// What has a file of its own.
pub(crate) enum Part<'a> {
    /// A table.
    Table(DataTable<'a>),
    /// A record for programs.
    Record(RecordFile<'a>),
    /// A chart, by its place among the exhibits.
    Drawing(usize),
}

/// A table that has a file.
pub(crate) struct DataTable<'a> {
    /// What its file is called, without an extension.
    pub file: &'static str,
    /// Makes its rows, one at a time: there may be many.
    pub rows: RowsOf<'a>,
}

/// Makes the rows of a table, as often as it is asked.
pub(crate) type RowsOf<'a> = Box<dyn Fn() -> Rows<'a> + 'a>;

/// A record that has a file.
pub(crate) struct RecordFile<'a> {
    /// What its file is called, without an extension.
    pub file: &'static str,
    /// The record.
    pub record: Box<Record<'a>>,
}

impl<'a> Part<'a> {
    /// A table that has a file.
    pub(crate) fn table(file: &'static str, rows: impl Fn() -> Rows<'a> + 'a) -> Self {
        Self::Table(DataTable { file, rows: Box::new(rows) })
    }

    /// A record that has a file.
    pub(crate) fn record(file: &'static str, record: Record<'a>) -> Self {
        Self::Record(RecordFile { file, record: Box::new(record) })
    }
}
