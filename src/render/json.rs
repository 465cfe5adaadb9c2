//! JSON output.

use serde::Serialize;

use super::formats::{FilePosition, Format, PlacedFile};
use super::{OptionalFiles, RenderError};
use crate::content::Document;
use crate::content::document::Part;

/// A record as indented JSON with a trailing newline.
pub(crate) fn to_json(record: &impl Serialize) -> Result<String, RenderError> {
    let mut text = serde_json::to_string_pretty(record).map_err(|error| RenderError::Encoding(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// Writes each record of a document to a file.
pub(super) struct Json;

impl Format for Json {
    fn extension(&self) -> &'static str {
        "json"
    }

    fn files(&self, document: &Document<'_>, _: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        let mut files = Vec::new();
        for (place, part) in document.parts.iter().enumerate() {
            if let Part::Record(of) = part {
                let text = to_json(&of.record)?;
                files.push(PlacedFile::new(FilePosition::Part(place), &format!("{}.json", of.file), text));
            }
        }
        Ok(files)
    }
}
