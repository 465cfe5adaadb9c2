//! Optional output files.

#[cfg(feature = "report")]
use crate::content::live::LivePart;

/// Files to write in addition to those that every run or comparison has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionalFiles {
    /// File name of a Word document of what a committee reads, without `.docx`. Ignored for a document that has none.
    #[cfg(feature = "docx")]
    pub briefing: Option<String>,
    /// File name of an Excel workbook, without `.xlsx`.
    #[cfg(feature = "xlsx")]
    pub workbook: Option<String>,
    /// What makes the report a live page; `None` for the report alone.
    #[cfg(feature = "report")]
    pub live: Option<LivePart>,
    /// The text of `sources.json`: what was run and what it read.
    pub sources: Option<String>,
    /// Whether to write the headlines of each future. Ignored for a document that has none.
    pub each_future: bool,
    /// Whether to write each chart also as a PNG picture, 1,600 pixels wide.
    #[cfg(feature = "png")]
    pub png: bool,
}
