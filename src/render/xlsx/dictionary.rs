//! The data dictionary: what every measure and every column means, and the names behind the ids of the data files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::look::Look;
use super::sheet::Sheet;
use super::{Book, columns};
use crate::measures::document::{better, year};
use crate::measures::registry::MEASURES;
use crate::render::RenderError;
use crate::scenario::Scenario;

/// Adds the data dictionary, for the tables that the workbook has by now.
pub(crate) fn dictionary(book: &mut Book, scenario: &Scenario) -> Result<(), RenderError> {
    let mut sheet = book.sheet("Data dictionary")?;
    sheet.inner.set_screen_gridlines(false);
    let mut row = measures(&mut sheet)?;
    row = of_columns(&mut sheet, row + 2, &book.columns)?;
    names(&mut sheet, row + 2, scenario)?;
    sheet.set_width(5, 100);
    book.add(sheet, "What every measure and every column means; the ids that the CSV files use.")
}

fn measures(sheet: &mut Sheet) -> Result<u32, RenderError> {
    sheet.text(0, 0, "Measures", Look::Section)?;
    sheet.heads(1, &["Name", "Id in CSV files", "Unit", "Better", "A year is", "Definition"], 6)?;
    let mut row = 1;
    for measure in MEASURES {
        row += 1;
        sheet.text(row, 0, measure.label, Look::Strong)?;
        let cells = [measure.id, measure.unit.words(), better(measure.better), year(measure.year)];
        for (column, text) in cells.into_iter().enumerate() {
            sheet.text(row, 1 + column as u16, text, Look::Text)?;
        }
        sheet.text(row, 5, measure.doc, Look::Long)?;
    }
    Ok(row)
}

/// One row for each meaning, with the sheets that have a column of it.
fn of_columns(sheet: &mut Sheet, mut row: u32, all: &[(&'static str, Cow<'static, str>)]) -> Result<u32, RenderError> {
    sheet.text(row, 0, "Columns", Look::Section)?;
    sheet.heads(row + 1, &["Column", "Id in CSV files", "Sheets", " ", " ", "Meaning"], 6)?;
    row += 1;
    let mut sheets: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (of, id) in all {
        let sheets = sheets.entry(columns::place(of, id)).or_default();
        if sheets.last() != Some(of) {
            sheets.push(of);
        }
    }
    for (place, of) in sheets {
        let Some(&(_, id, title, meaning)) = columns::COLUMNS.get(place) else { continue };
        row += 1;
        sheet.text(row, 0, title, Look::Strong)?;
        sheet.text(row, 1, id, Look::Text)?;
        sheet.across(row, (2, 4), &of.join(", "), Look::Long)?;
        sheet.text(row, 5, meaning, Look::Long)?;
    }
    Ok(row)
}

fn names(sheet: &mut Sheet, mut row: u32, scenario: &Scenario) -> Result<(), RenderError> {
    sheet.text(row, 0, "Names", Look::Section)?;
    sheet.heads(row + 1, &["Name", "Id in CSV files", "What it is"], 6)?;
    row += 1;
    let teams = scenario.teams.iter().map(|one| (&one.name, &one.id, "team"));
    let routes = scenario.routes.iter().map(|one| (&one.name, &one.id, "route into permanent posts"));
    let stages = scenario.pathway.iter().map(|one| (&one.name, &one.id, "case stage"));
    for (name, id, what) in teams.chain(routes).chain(stages) {
        row += 1;
        sheet.text(row, 0, name, Look::Strong)?;
        sheet.text(row, 1, id, Look::Text)?;
        sheet.text(row, 2, what, Look::Text)?;
    }
    Ok(())
}
