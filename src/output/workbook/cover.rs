//! The cover: what was run, how to read it, what to look out for and where to find what.

use super::look::{Look, WHOLE};
use super::sheet::Sheet;
use crate::output::{OutputError, manifest, names, sentences, words};
use crate::summary::Summary;

/// What a line of the cover says.
pub(crate) enum Said {
    /// In words.
    Words(String),
    /// As a whole number.
    Number(u64),
}

/// What stands on a cover.
pub(crate) struct Cover {
    /// The name of the scenario.
    pub title: String,
    /// What the workbook is, in a sentence.
    pub about: String,
    /// What was run.
    pub facts: Vec<(&'static str, Said)>,
    /// How to read it.
    pub reading: Vec<String>,
    /// What to look out for.
    pub look_out: Vec<String>,
}

impl Cover {
    pub(super) fn write(&self, sheet: &mut Sheet, contents: &[(&'static str, String)]) -> Result<(), OutputError> {
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
fn notes(sheet: &mut Sheet, mut row: u32, heading: &str, notes: &[String]) -> Result<u32, OutputError> {
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

/// What was run, of one plan.
pub(crate) fn of_summary(summary: &Summary<'_>) -> Vec<(&'static str, Said)> {
    let scenario = summary.plan().scenario();
    let sources: Vec<&str> = scenario.sources.files.iter().map(crate::scenario::source::SourceFile::name).collect();
    vec![
        ("Months", Said::Words(format!("{} to {}", scenario.start, scenario.end()))),
        ("Futures simulated", Said::Number(summary.replications())),
        // A seed may have more digits than Excel keeps of a number.
        ("Seed", Said::Words(scenario.seed.to_string())),
        ("Program", Said::Words(format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")))),
        ("Scenario files", Said::Words(sources.join(", "))),
        ("Scenario digest", Said::Words(format!("SHA-256 {}", manifest::scenario_digest(scenario)))),
        ("Percentiles", Said::Words(manifest::precision_words(summary).to_owned())),
        ("Inputs", Said::Words(sentences::inputs_note(scenario).replace("assumptions.csv", "the sheet Assumptions"))),
    ]
}

/// How to read the figures of a run.
pub(crate) fn reading(summary: &Summary<'_>) -> Vec<String> {
    let futures = words::whole(summary.replications());
    let mut notes = vec![
        format!("The same plan was played {futures} times. A figure is a range over these futures, not a forecast."),
        "Median: half of the futures lie above, half below. P10 to P90 is the range of 80% of the futures: one in ten is \
         lower, one in ten higher."
            .to_owned(),
        "Money is shown as means, because medians do not add up. It is in the money of the day unless it says real terms."
            .to_owned(),
        "Likely is the share of futures in which a target is met. The Monte Carlo error says how far the number of \
         futures leaves a mean open: twice that either way."
            .to_owned(),
        "A range covers what nobody knows (inputs given as distributions) and chance (who happens to leave in March). It \
         does not cover what the model leaves out."
            .to_owned(),
        "A financial year runs from April to March; the first and the last may be covered in part: see Months covered."
            .to_owned(),
    ];
    notes.extend(names::scope_note(summary.plan().scenario()));
    notes
}

/// What to look out for in a run: its notes and the warnings of its scenario.
pub(crate) fn look_out(summary: &Summary<'_>) -> Vec<String> {
    let notes = sentences::watch_notes(summary).into_iter().map(|note| note.replace("\n    ", " "));
    notes.chain(summary.plan().warnings().iter().map(|warning| warning.problem.to_string())).collect()
}
