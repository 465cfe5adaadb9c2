//! Word documents (Office Open XML, ECMA-376): what a committee reads of a run or a comparison, with pictures.
//!
//! `body` turns blocks into the main part, `package` adds what belongs to every document, and `xml` escapes text. The same document gives the
//! same bytes: nothing in it depends on the time or the machine.

mod body;
mod package;
mod xml;

use super::formats::{FilePosition, Format, PlacedFile};
use super::{OptionalFiles, RenderError};
use crate::content::Document;
use body::Body;

/// Writes what a committee reads, if requested.
pub(super) struct Docx;

impl Format for Docx {
    fn extension(&self) -> &'static str {
        "docx"
    }

    fn files(&self, document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        let (Some(name), Some(briefing)) = (&extras.briefing, &document.briefing) else {
            return Ok(Vec::new());
        };
        let body = Body::of(document, &briefing())?;
        let bytes = package::packed(document, &body)
            .map_err(|error| RenderError::Encoding(format!("the Word document: {error}")))?;
        Ok(vec![PlacedFile::new(FilePosition::Briefing, &format!("{name}.docx"), bytes)])
    }
}
