//! What people and programs get to see, each made from a summary alone: the table on screen, the report, CSV and JSON files,
//! charts, a workbook, a future told.
//!
//! Everything is made in memory; whoever calls writes it. [`files`] gives all files of a run in the order in which they
//! are to be written, the manifest last.

#[cfg(any(feature = "report", feature = "xlsx"))]
mod about;
mod batch;
mod cell;
#[cfg(feature = "charts")]
pub mod chart;
#[cfg(feature = "charts")]
mod charts;
mod compared;
mod csv;
mod data;
mod explain;
mod extras;
#[cfg(feature = "report")]
mod findings;
mod grid;
#[cfg(feature = "charts")]
mod happenings;
mod headlines;
mod json;
mod manifest;
mod names;
#[cfg(any(feature = "charts", feature = "xlsx"))]
mod plain;
#[cfg(feature = "png")]
mod png;
mod register;
#[cfg(feature = "report")]
mod report;
mod rows;
mod screen;
mod sentences;
mod table;
mod trace;
pub mod words;
#[cfg(feature = "xlsx")]
mod workbook;

pub use batch::{BATCH_NOTE, BatchEntry, batch_entry, batch_head, batch_header, batch_rows};
pub use compared::{
    Attributed, Compared, Futures, attribution_table, comparison_files, comparison_json, comparison_table,
    futures_file, futures_table,
};
pub use explain::{NoSuchAddress, explain, explain_json};
pub use extras::Extras;
pub use headlines::{Column, Headline, headlines};
pub use json::summary_json;
pub use register::{Assumption, Said, assumptions};
pub use screen::{Role, Screen};
pub use table::table;
pub use trace::{Traced, Why, trace_files, trace_json, trace_table};

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
    fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), bytes: bytes.into() }
    }
}

/// The page that tells a run or a comparison to people, first of the files.
#[cfg(feature = "report")]
pub const REPORT: &str = "report.html";

/// Why an output could not be made.
#[derive(Debug)]
pub enum OutputError {
    /// A chart could not be drawn.
    #[cfg(feature = "charts")]
    Chart(chart::ChartError),
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

impl std::fmt::Display for OutputError {
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

impl std::error::Error for OutputError {}

/// The page that tells a run to people: one file that needs no other, with nothing in it from elsewhere.
///
/// # Errors
/// [`OutputError`] when a chart cannot be drawn.
#[cfg(feature = "report")]
pub fn report(summary: &Summary) -> Result<String, OutputError> {
    report::of_run(summary)
}

/// Every file of a run, in the order in which they are to be written: the manifest, which vouches for the others, last.
///
/// # Errors
/// [`OutputError`] when a chart cannot be drawn or a record not be encoded.
pub fn files(summary: &Summary, extras: &Extras) -> Result<Vec<OutputFile>, OutputError> {
    let mut files = extras.pictures(results(summary)?)?;
    #[cfg(feature = "xlsx")]
    if let Some(name) = &extras.workbook {
        files.push(OutputFile::new(&format!("{name}.xlsx"), workbook::of_run(summary)?));
    }
    files.push(OutputFile::new("manifest.json", manifest::manifest(summary, &files)?));
    Ok(files)
}

fn results(summary: &Summary) -> Result<Vec<OutputFile>, OutputError> {
    let mut files = vec![
        OutputFile::new("monthly.csv", data::monthly(summary).csv()?),
        OutputFile::new("years.csv", data::years(summary).csv()?),
        OutputFile::new("targets.csv", data::targets(summary).csv()?),
    ];
    let scenario = summary.plan().scenario();
    if !scenario.budgets.is_empty() {
        files.push(OutputFile::new("budgets.csv", data::budgets(summary).csv()?));
    }
    if !scenario.reported.is_empty() {
        files.push(OutputFile::new("reported.csv", data::reported(summary).csv()?));
    }
    files.push(OutputFile::new("assumptions.csv", register::register(scenario).csv()?));
    files.push(OutputFile::new("summary.json", summary_json(summary)?));
    #[cfg(feature = "charts")]
    files.extend(charts::all(summary)?);
    #[cfg(feature = "report")]
    files.insert(0, OutputFile::new(REPORT, report(summary)?));
    Ok(files)
}
