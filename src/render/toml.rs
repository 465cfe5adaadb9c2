//! Overlays as TOML files.

use super::formats::{FilePosition, Format, PlacedFile};
use super::{OptionalFiles, RenderError};
use crate::content::Document;
use crate::content::document::Part;

/// Writes each overlay of a document to a file.
pub(super) struct Toml;

impl Format for Toml {
    fn extension(&self) -> &'static str {
        "toml"
    }

    fn files(&self, document: &Document<'_>, _: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        let overlay = |(place, part): (usize, &Part<'_>)| match part {
            Part::Overlay(of) => {
                Some(PlacedFile::new(FilePosition::Part(place), &format!("{}.toml", of.file), of.text.as_str()))
            }
            _ => None,
        };
        Ok(document.parts.iter().enumerate().filter_map(overlay).collect())
    }
}
