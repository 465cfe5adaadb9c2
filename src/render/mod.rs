//! How it is said: text on screen, the report, CSV and JSON files, charts, a workbook.
//!
//! Everything is made in memory; whoever calls writes it. [`files`] gives all files of a run in the order in which they
//! are to be written, the manifest last.

pub(crate) mod csv;
mod format;
#[cfg(feature = "report")]
mod html;
pub(crate) mod json;
pub(crate) mod manifest;
mod optional_files;
#[cfg(any(feature = "charts", feature = "xlsx"))]
pub(crate) mod plain_text;
#[cfg(feature = "png")]
mod png;
#[cfg(feature = "charts")]
pub mod svg;
pub(crate) mod text;
#[cfg(feature = "xlsx")]
pub(crate) mod xlsx;

#[cfg(feature = "cli")]
pub(crate) use format::extensions;
pub use optional_files::OptionalFiles;
pub use text::batch::{BATCH_NOTE, batch_head, batch_lines};
pub use text::explain::explanation;
pub use text::overview::shown;
pub use text::screen::{Screen, TextRole};
pub use text::trace::trace;

use serde::Serialize;

use crate::content::document::Part;
use crate::content::{BatchEntry, Document, Trace, batch};

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Its name within the folder of the run.
    pub name: String,
    /// What it holds: UTF-8 text, but for a workbook or a picture.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    pub(crate) fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), bytes: bytes.into() }
    }
}

/// The page that tells a run or a comparison to people, first of the files.
#[cfg(feature = "report")]
pub const REPORT: &str = "report.html";

/// Why an output could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// A chart could not be drawn.
    #[cfg(feature = "charts")]
    Chart(svg::ChartError),
    /// No picture could be made of a chart.
    #[cfg(feature = "png")]
    Picture {
        /// The picture's file.
        name: String,
        /// Why.
        reason: String,
    },
    /// A record could not be written as CSV or JSON.
    Encoding(String),
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            #[cfg(feature = "charts")]
            Self::Chart(error) => write!(f, "a chart could not be drawn: {error}"),
            #[cfg(feature = "png")]
            Self::Picture { name, reason } => write!(f, "the picture `{name}` could not be made: {reason}"),
            Self::Encoding(reason) => write!(f, "an output could not be encoded: {reason}"),
        }
    }
}

impl std::error::Error for RenderError {}

/// The page that tells a run or a comparison to people: one file that needs no other, with nothing in it from elsewhere.
///
/// # Errors
/// [`RenderError`] when a chart cannot be drawn.
#[cfg(feature = "report")]
pub fn report(document: &Document<'_>) -> Result<String, RenderError> {
    html::document_page(document)
}

/// A record as indented JSON: what a document or a trace is for programs, or inputs in full.
///
/// # Errors
/// [`RenderError`] when it cannot be encoded.
pub fn json(record: &impl Serialize) -> Result<String, RenderError> {
    json::to_json(record)
}

/// The column heads of the file of a batch, as a line of CSV.
///
/// # Errors
/// [`RenderError`] when they cannot be encoded.
pub fn batch_header() -> Result<String, RenderError> {
    csv::write(&batch::batch_header(), std::iter::empty())
}

/// The rows of a scenario in the file of a batch, as lines of CSV.
///
/// # Errors
/// [`RenderError`] when they cannot be encoded.
pub fn batch_rows(entry: &BatchEntry<'_>) -> Result<String, RenderError> {
    csv::rows((entry.rows)().rows)
}

/// The files of a trace, in the order in which they are to be written: `trace.csv` and the manifest.
///
/// # Errors
/// [`RenderError`] when a record cannot be encoded.
pub fn trace_files(trace: &Trace<'_>) -> Result<Vec<OutputFile>, RenderError> {
    let table = csv::table_file(&trace.table)?;
    let manifest = manifest::manifest(&trace.provenance, std::slice::from_ref(&table))?;
    Ok(vec![table, manifest])
}

/// What a run or a comparison is for programs, as JSON.
///
/// # Errors
/// [`RenderError`] when it cannot be encoded.
pub fn record_json(document: &Document<'_>) -> Result<String, RenderError> {
    let records = document.parts.iter().filter_map(|part| match part {
        Part::Record(of) => Some(json::to_json(&of.record)),
        _ => None,
    });
    records.collect()
}

/// Every file of a run or a comparison, in the order in which they are to be written: the manifest, which vouches for the
/// others, last.
///
/// # Errors
/// [`RenderError`] when a chart cannot be drawn or a record not be encoded.
pub fn files(document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = format::in_all_formats(document, extras)?;
    files.push(manifest::manifest(&document.provenance, &files)?);
    Ok(files)
}
