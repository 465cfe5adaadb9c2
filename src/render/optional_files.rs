//! What is asked for beside the files that are always written.

/// What is written beside the files that every run or comparison has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionalFiles {
    /// What an Excel workbook is called, without the `.xlsx`.
    #[cfg(feature = "xlsx")]
    pub workbook: Option<String>,
    /// Each chart as a PNG picture too, 1,600 pixels wide.
    #[cfg(feature = "png")]
    pub png: bool,
}
