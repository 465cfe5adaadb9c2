//! What the workbook of a comparison is made with until it is content like that of a run.

pub(super) use super::book::Book;
pub(super) use super::drawn::{Drawn, How, Plot};
pub(super) use super::look::Look;
pub(super) use super::sheet::Sheet;
pub(super) use super::table::table;
pub(super) use crate::content::run::{INPUTS, cover_facts as facts};
pub(super) use crate::content::workbook::Cover;
use crate::content::workbook::Dictionary;
use crate::render::RenderError;
use crate::scenario::Scenario;

pub(super) fn dictionary(book: &mut Book, scenario: &Scenario) -> Result<(), RenderError> {
    let about = "What every measure and every column means; the ids that the CSV files use.";
    super::dictionary::dictionary(book, "Data dictionary", about, &Dictionary::new(scenario))
}
