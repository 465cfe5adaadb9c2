//! Output formats: text on screen, the report, CSV and JSON files, charts, a workbook.
//!
//! Everything is rendered in memory and written by the caller. [`files`] returns all files of a run in the order in
//! which they must be written, with the manifest last.

#[cfg(feature = "report")]
mod cell_words;
pub(crate) mod csv;
#[cfg(feature = "docx")]
mod docx;
mod formats;
#[cfg(feature = "report")]
mod html;
pub(crate) mod json;
mod likelihood_colours;
pub(crate) mod manifest;
mod optional_files;
#[cfg(feature = "dataset")]
pub(crate) mod parquet;
#[cfg(any(feature = "charts", feature = "xlsx"))]
pub(crate) mod plain_text;
#[cfg(feature = "png")]
mod png;
#[cfg(feature = "charts")]
pub(crate) mod svg;
pub(crate) mod text;
mod toml;
#[cfg(feature = "xlsx")]
pub(crate) mod xlsx;

#[cfg(feature = "cli")]
pub(crate) use formats::extensions;
pub use optional_files::OptionalFiles;
pub(crate) use text::backtest::backtest_lines;
pub(crate) use text::batch::{BATCH_NOTE, batch_head, batch_lines};
pub(crate) use text::explain::explanation;
pub(crate) use text::overview::shown;
pub(crate) use text::screen::{Screen, TextRole};
pub(crate) use text::trace::trace;

use serde::Serialize;

#[cfg(all(feature = "dataset", feature = "xlsx"))]
use crate::content::dataset::DatasetHeadlines;
use crate::content::document::Part;
use crate::content::{BatchEntry, Document, Trace, batch};
#[cfg(feature = "report")]
use crate::content::{exhibit::Exhibit, live::ReachRow, page::Block};
#[cfg(feature = "page")]
use crate::content::{
    form::Form,
    live::LivePart,
    planner::{FieldMessage, FormSummary, PlannerPage, short_form::ShortForm},
};

/// An output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Name within the results folder.
    pub name: String,
    /// Contents: UTF-8 text, except for workbooks and pictures.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    pub(crate) fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), bytes: bytes.into() }
    }
}

/// The report of a run or a comparison for human readers, the first of the files.
#[cfg(feature = "report")]
pub(crate) const REPORT: &str = "report.html";

/// Why an output could not be generated.
#[derive(Debug)]
pub enum RenderError {
    /// A chart could not be drawn.
    #[cfg(feature = "charts")]
    Chart(svg::ChartError),
    /// A chart could not be converted to a picture.
    #[cfg(feature = "png")]
    Picture {
        /// File name of the picture.
        name: String,
        /// The reason.
        reason: String,
    },
    /// A record could not be encoded as CSV or JSON.
    Encoding(String),
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            #[cfg(feature = "charts")]
            Self::Chart(error) => write!(f, "cannot draw a chart: {error}"),
            #[cfg(feature = "png")]
            Self::Picture { name, reason } => write!(f, "cannot generate the picture `{name}`: {reason}"),
            Self::Encoding(reason) => write!(f, "cannot encode an output: {reason}"),
        }
    }
}

impl std::error::Error for RenderError {}

/// The report of a run or a comparison: a single self-contained HTML page.
///
/// # Errors
/// [`RenderError`] if a chart cannot be drawn.
#[cfg(feature = "report")]
#[doc(hidden)]
pub fn report(document: &Document<'_>) -> Result<String, RenderError> {
    html::document_page(document, None)
}

/// The row of a live page that says how far a lever must go.
#[cfg(feature = "report")]
pub(crate) fn reach_row(row: &ReachRow) -> String {
    html::reach_row(row).into_string()
}

/// Blocks of a page by themselves, as HTML. `exhibits` are the charts that they refer to.
///
/// # Errors
/// [`RenderError`] if a chart cannot be drawn.
#[cfg(feature = "report")]
pub(crate) fn blocks_html(blocks: &[Block<'_>], exhibits: &[Exhibit<'_>]) -> Result<String, RenderError> {
    html::blocks_alone(blocks, exhibits)
}

/// The sections of a document as HTML, without the head of a page; with `live`, levers after the first.
///
/// # Errors
/// [`RenderError`] if a chart cannot be drawn.
#[cfg(feature = "page")]
pub(crate) fn sections_html(document: &Document<'_>, live: Option<&LivePart>) -> Result<String, RenderError> {
    html::document_sections(document, live)
}

/// The form of a scenario as HTML, with messages at its fields.
#[cfg(feature = "page")]
pub(crate) fn form_html(form: &Form, messages: &[FieldMessage]) -> String {
    html::form(form, messages)
}

/// What is said of a scenario above its form, as HTML, with messages at the buttons that remove something.
#[cfg(feature = "page")]
pub(crate) fn form_summary_html(summary: &FormSummary, messages: &[FieldMessage]) -> String {
    html::form_summary(summary, messages)
}

/// The short form of a service as HTML.
#[cfg(feature = "page")]
pub(crate) fn short_form_html(form: &ShortForm) -> String {
    html::short_form(form)
}

/// The planning page.
#[cfg(feature = "page")]
pub(crate) fn planner_html(page: &PlannerPage) -> String {
    html::planner_page(page)
}

/// A record as indented JSON: the machine-readable form of a document, a trace or inputs.
///
/// # Errors
/// [`RenderError`] if it cannot be encoded.
pub(crate) fn json(record: &impl Serialize) -> Result<String, RenderError> {
    json::to_json(record)
}

/// The header of the batch file as a line of CSV.
///
/// # Errors
/// [`RenderError`] if it cannot be encoded.
pub(crate) fn batch_header() -> Result<String, RenderError> {
    csv::write(&batch::batch_header(), std::iter::empty())
}

/// The rows of a scenario in the batch file as lines of CSV.
///
/// # Errors
/// [`RenderError`] if they cannot be encoded.
pub(crate) fn batch_rows(entry: &BatchEntry<'_>) -> Result<String, RenderError> {
    csv::rows((entry.rows)().rows)
}

/// The files of a trace, in the order in which they must be written: `trace.csv` and the manifest.
///
/// # Errors
/// [`RenderError`] if a record cannot be encoded.
#[doc(hidden)]
pub fn trace_files(trace: &Trace<'_>) -> Result<Vec<OutputFile>, RenderError> {
    let table = csv::table_file(&trace.table)?;
    let manifest = manifest::manifest(&trace.provenance, std::slice::from_ref(&table))?;
    Ok(vec![table, manifest])
}

/// The files of the headlines of a dataset, in the order in which they must be written: `headlines.xlsx` and the manifest.
///
/// # Errors
/// [`RenderError`] if they cannot be encoded.
#[cfg(all(feature = "dataset", feature = "xlsx"))]
pub(crate) fn headline_files(headlines: &DatasetHeadlines) -> Result<Vec<OutputFile>, RenderError> {
    let workbook = OutputFile::new("headlines.xlsx", xlsx::workbook(&headlines.workbook())?);
    let manifest = manifest::manifest(&headlines.provenance(), std::slice::from_ref(&workbook))?;
    Ok(vec![workbook, manifest])
}

/// The machine-readable record of a run or a comparison, as JSON.
///
/// # Errors
/// [`RenderError`] if it cannot be encoded.
pub(crate) fn record_json(document: &Document<'_>) -> Result<String, RenderError> {
    let records = document.parts.iter().filter_map(|part| match part {
        Part::Record(of) => Some(json::to_json(&of.record)),
        _ => None,
    });
    records.collect()
}

/// All files of a run or a comparison, in the order in which they must be written; the manifest, which contains digests
/// of the others, is last.
///
/// # Errors
/// [`RenderError`] if a chart cannot be drawn or a record cannot be encoded.
pub fn files(document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = formats::in_all_formats(document, extras)?;
    if let Some(futures) = document.futures.as_ref().filter(|_| extras.each_future) {
        files.push(csv::table_file(futures)?);
    }
    files.extend(extras.sources.as_ref().map(|text| OutputFile::new("sources.json", text.as_bytes())));
    files.push(manifest::manifest(&document.provenance, &files)?);
    Ok(files)
}
