//! How it is said: text on screen, the report, CSV and JSON files, charts, a workbook.
//!
//! Everything is made in memory; whoever calls writes it. [`files`] gives all files of a run in the order in which they
//! are to be written, the manifest last.

mod comparison;
pub(crate) mod csv;
mod extras;
#[cfg(feature = "report")]
mod html;
pub(crate) mod json;
pub(crate) mod manifest;
#[cfg(any(feature = "charts", feature = "xlsx"))]
pub(crate) mod plain;
#[cfg(feature = "png")]
mod png;
#[cfg(feature = "charts")]
pub mod svg;
pub(crate) mod text;
#[cfg(feature = "xlsx")]
pub(crate) mod xlsx;

pub use crate::content::explain::{explain, explain_json};
pub use crate::content::trace::{trace_files, trace_json, trace_table};
pub use comparison::comparison_files;
pub use comparison::json::comparison_json;
pub use extras::Extras;
pub use json::summary_json;
pub use text::batch::{BATCH_NOTE, BatchEntry, batch_entry, batch_head, batch_header, batch_rows};
pub use text::comparison::comparison_table;
pub use text::screen::{Role, Screen};
pub use text::table::table;

#[cfg(feature = "charts")]
use crate::content::charts;
use crate::content::{inputs, tables};
#[cfg(feature = "charts")]
use svg::Chart as _;

use crate::summary::Summary;

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

/// The page that tells a run to people: one file that needs no other, with nothing in it from elsewhere.
///
/// # Errors
/// [`RenderError`] when a chart cannot be drawn.
#[cfg(feature = "report")]
pub fn report(summary: &Summary) -> Result<String, RenderError> {
    html::of_run(summary)
}

/// Every file of a run, in the order in which they are to be written: the manifest, which vouches for the others, last.
///
/// # Errors
/// [`RenderError`] when a chart cannot be drawn or a record not be encoded.
pub fn files(summary: &Summary, extras: &Extras) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = extras.pictures(results(summary)?)?;
    #[cfg(feature = "xlsx")]
    if let Some(name) = &extras.workbook {
        files.push(OutputFile::new(&format!("{name}.xlsx"), xlsx::of_run(summary)?));
    }
    files.push(OutputFile::new("manifest.json", manifest::manifest(summary, &files)?));
    Ok(files)
}

fn results(summary: &Summary) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = vec![
        OutputFile::new("monthly.csv", tables::monthly(summary).csv()?),
        OutputFile::new("years.csv", tables::years(summary).csv()?),
        OutputFile::new("targets.csv", tables::targets(summary).csv()?),
    ];
    let scenario = summary.plan().scenario();
    if !scenario.budgets.is_empty() {
        files.push(OutputFile::new("budgets.csv", tables::budgets(summary).csv()?));
    }
    if !scenario.reported.is_empty() {
        files.push(OutputFile::new("reported.csv", tables::reported(summary).csv()?));
    }
    files.push(OutputFile::new("assumptions.csv", inputs::register(scenario).csv()?));
    files.push(OutputFile::new("summary.json", summary_json(summary)?));
    #[cfg(feature = "charts")]
    files.extend(drawings(summary)?);
    #[cfg(feature = "report")]
    files.insert(0, OutputFile::new(REPORT, report(summary)?));
    Ok(files)
}

#[cfg(feature = "charts")]
/// Every chart as a file.
fn drawings(summary: &Summary) -> Result<Vec<OutputFile>, RenderError> {
    let mut files =
        vec![OutputFile::new("agency-rate.svg", charts::agency_rate(summary).to_svg().map_err(RenderError::Chart)?)];
    if let Some(caseload) = charts::caseload(summary) {
        files.push(OutputFile::new("caseload.svg", caseload.to_svg().map_err(RenderError::Chart)?));
    }
    files.push(OutputFile::new("workforce.svg", charts::workforce(summary).to_svg().map_err(RenderError::Chart)?));
    files.push(OutputFile::new("cost.svg", charts::cost(summary).to_svg().map_err(RenderError::Chart)?));
    Ok(files)
}
