//! The report: one self-contained page for directors that needs no network and no other file.
//!
//! Its text and charts are the [sections](crate::content::page) of a document; everything that comes from a scenario is
//! escaped.

mod block;
mod figure;
#[cfg(feature = "page")]
mod form;
#[cfg(feature = "page")]
mod form_summary;
mod inputs;
mod live;
mod page;
#[cfg(feature = "page")]
mod planner;
#[cfg(feature = "page")]
mod short_form;
mod table;

pub(super) use block::blocks_alone;
#[cfg(feature = "page")]
pub(super) use form::form;
#[cfg(feature = "page")]
pub(super) use form_summary::form_summary;
pub(super) use live::reach_row;
pub(super) use page::page as document_page;
#[cfg(feature = "page")]
pub(super) use page::sections as document_sections;
#[cfg(feature = "page")]
pub(super) use planner::page as planner_page;
#[cfg(feature = "page")]
pub(super) use short_form::short_form;

use super::formats::{FilePosition, Format, PlacedFile};
use super::{OptionalFiles, REPORT, RenderError};
use crate::content::Document;

/// Writes the page of a document.
pub(super) struct Html;

impl Format for Html {
    fn extension(&self) -> &'static str {
        "html"
    }

    fn files(&self, document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        Ok(vec![PlacedFile::new(FilePosition::Page, REPORT, document_page(document, extras.live.as_ref())?)])
    }
}
