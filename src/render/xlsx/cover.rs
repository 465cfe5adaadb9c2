//! The cover: what was run, how to read it, what to look out for and where to find what.

use super::look::{Look, WHOLE};
use super::sheet::Sheet;
use crate::content::facts;
use crate::content::facts::{Fact, Said};
use crate::content::sentences;
use crate::render::RenderError;
use crate::summary::Summary;

/// What stands on a cover.
pub(crate) struct Cover {
    /// The name of the scenario.
    pub title: String,
    /// What the workbook is, in a sentence.
    pub about: String,
    /// What was run.
    pub facts: Vec<Fact>,
    /// How to read it.
    pub reading: Vec<String>,
    /// What to look out for.
    pub look_out: Vec<String>,
}

impl Cover {
    pub(super) fn write(&self, sheet: &mut Sheet, contents: &[(&'static str, String)]) -> Result<(), RenderError> {
        sheet.inner.set_screen_gridlines(false);
        sheet.text(0, 0, &self.title, Look::Title)?;
        sheet.text(1, 0, &self.about, Look::Note)?;
        let mut row = 3;
        sheet.text(row, 0, "What was run", Look::Section)?;
        for (label, said) in &self.facts {
            row += 1;
            sheet.text(row, 0, label, Look::Strong)?;
            match said {
                Said::Words(words) => sheet.text(row, 1, words, Look::Long)?,
                Said::Number(number) => {
                    let mut left = Look::Figure(WHOLE).format(false);
                    left = left.set_align(rust_xlsxwriter::FormatAlign::Left).set_indent(1);
                    sheet.inner.write_number_with_format(row, 1, *number as f64, &left)?;
                }
            }
        }
        row = notes(sheet, row + 2, "How to read it", &self.reading)?;
        row = notes(sheet, row, "Look out", &self.look_out)?;
        sheet.text(row, 0, "Sheets", Look::Section)?;
        for (name, about) in contents {
            row += 1;
            sheet.link(row, 0, name)?;
            sheet.text(row, 1, about, Look::Long)?;
        }
        sheet.set_width(1, 110);
        Ok(())
    }
}

/// Lines under a heading; none where there are none. Gives the row for what follows.
fn notes(sheet: &mut Sheet, mut row: u32, heading: &str, notes: &[String]) -> Result<u32, RenderError> {
    if notes.is_empty() {
        return Ok(row);
    }
    sheet.text(row, 0, heading, Look::Section)?;
    for note in notes {
        row += 1;
        sheet.text(row, 1, note, Look::Long)?;
    }
    Ok(row + 2)
}

/// What was run, of one plan; its inputs are on a sheet.
pub(crate) fn facts(summary: &Summary) -> Vec<Fact> {
    let inputs = sentences::inputs_note(summary.plan().scenario()) + ". The sheet Assumptions lists them.";
    facts::of_summary(summary).into_iter().chain([("Inputs", Said::Words(inputs))]).collect()
}
