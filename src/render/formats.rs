//! File formats. To add one, add a file to this folder and an entry to [`FORMATS`].

use super::csv::Csv;
#[cfg(feature = "docx")]
use super::docx::Docx;
#[cfg(feature = "report")]
use super::html::Html;
use super::json::Json;
#[cfg(feature = "png")]
use super::png::Png;
#[cfg(feature = "charts")]
use super::svg::Svg;
use super::toml::Toml;
#[cfg(feature = "xlsx")]
use super::xlsx::Xlsx;
use super::{OptionalFiles, OutputFile, RenderError};
use crate::content::Document;

/// All formats. The files of one part are written in this order.
pub(super) const FORMATS: &[&dyn Format] = &[
    #[cfg(feature = "report")]
    &Html,
    &Csv,
    &Json,
    &Toml,
    #[cfg(feature = "charts")]
    &Svg,
    #[cfg(feature = "png")]
    &Png,
    #[cfg(feature = "docx")]
    &Docx,
    #[cfg(feature = "xlsx")]
    &Xlsx,
];

/// A file format.
pub(super) trait Format: Sync {
    /// The file extension, without a dot.
    fn extension(&self) -> &'static str;

    /// The files of a document in this format; empty if the format was not requested.
    ///
    /// # Errors
    /// [`RenderError`] if a chart cannot be drawn or a record cannot be encoded.
    fn files(&self, document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError>;
}

/// A file and its position among the others.
pub(super) struct PlacedFile {
    /// Position.
    pub place: FilePosition,
    /// The file.
    pub file: OutputFile,
}

/// Position of a file among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FilePosition {
    /// First: the page for human readers.
    #[cfg(feature = "report")]
    Page,
    /// A part of the document, in document order.
    Part(usize),
    /// After all parts.
    #[cfg(feature = "docx")]
    Briefing,
    /// Last.
    #[cfg(feature = "xlsx")]
    Workbook,
}

impl PlacedFile {
    /// A file called `name` at a position.
    pub(super) fn new(place: FilePosition, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { place, file: OutputFile::new(name, bytes) }
    }
}

/// The extensions of all output files, without a dot.
#[cfg(feature = "cli")]
pub(crate) fn extensions() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.extension())
}

/// The files of a document in all formats, in order.
///
/// # Errors
/// [`RenderError`] if a chart cannot be drawn or a record cannot be encoded.
pub(super) fn in_all_formats(document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = Vec::new();
    for format in FORMATS {
        let of_format = format.files(document, extras)?;
        let is_named = |placed: &PlacedFile| placed.file.name.ends_with(format.extension());
        debug_assert!(of_format.iter().all(is_named), "a file that is not named `.{}`", format.extension());
        files.extend(of_format);
    }
    files.sort_by_key(|placed| placed.place);
    Ok(files.into_iter().map(|placed| placed.file).collect())
}
