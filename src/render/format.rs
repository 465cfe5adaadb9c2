//! The formats of files: a new one is a file of this folder and a line in [`FORMATS`].

use super::csv::Csv;
#[cfg(feature = "report")]
use super::html::Html;
use super::json::Json;
#[cfg(feature = "png")]
use super::png::Png;
#[cfg(feature = "charts")]
use super::svg::Svg;
#[cfg(feature = "xlsx")]
use super::xlsx::Xlsx;
use super::{OptionalFiles, OutputFile, RenderError};
use crate::content::Document;

/// Every format. Of one part, the files stand in this order.
pub(super) const FORMATS: &[&dyn Format] = &[
    #[cfg(feature = "report")]
    &Html,
    &Csv,
    &Json,
    #[cfg(feature = "charts")]
    &Svg,
    #[cfg(feature = "png")]
    &Png,
    #[cfg(feature = "xlsx")]
    &Xlsx,
];

/// A format of files.
pub(super) trait Format: Sync {
    /// The file extension, without a dot.
    fn extension(&self) -> &'static str;

    /// The files of a document in this format; none where the format is not wanted.
    ///
    /// # Errors
    /// [`RenderError`] when a chart cannot be drawn or a record not be encoded.
    fn files(&self, document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError>;
}

/// A file and where it stands among the others.
pub(super) struct PlacedFile {
    /// Where it stands.
    pub place: FilePosition,
    /// The file.
    pub file: OutputFile,
}

/// Where a file stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FilePosition {
    /// First: what people read.
    #[cfg(feature = "report")]
    Page,
    /// A part of the document, in its order.
    Part(usize),
    /// Behind all parts.
    #[cfg(feature = "xlsx")]
    Workbook,
}

impl PlacedFile {
    /// A file called `name` at a place.
    pub(super) fn new(place: FilePosition, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { place, file: OutputFile::new(name, bytes) }
    }
}

/// The extensions of the files that are written, without a dot.
#[cfg(feature = "cli")]
pub(crate) fn extensions() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.extension())
}

/// The files of a document in all formats, in their order.
///
/// # Errors
/// [`RenderError`] when a chart cannot be drawn or a record not be encoded.
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
