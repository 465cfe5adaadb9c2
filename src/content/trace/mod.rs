//! One future told: a dated ledger in plain English on screen, and every entry of it in a file.
//!
//! What is told is what the model told ([`Ledger`]): [`people`], [`agency`] and [`cases`] put events into words and
//! [`entry`]s, [`stands`] and [`money`] what the month's record counts, [`changes`] what begins and ends. [`who`] has the
//! names, [`header`] says which future it is, [`story`] tells its months.

mod agency;
mod cases;
mod changes;
mod entry;
mod header;
mod json;
mod money;
mod people;
mod stands;
mod story;
#[cfg(test)]
mod tests;
mod who;

pub use json::trace_json;

use super::cell::Cell;
use super::rows::Rows;
use crate::plan::Plan;
use crate::render::text::screen::Screen;
use crate::render::{OutputFile, RenderError, manifest};
use crate::run::Ledger;
use crate::summary::{Figure, Nearest, Summary};
use entry::{Entry, HEADER, Kind};
use who::Teller;

/// A future of a run, to be told.
pub struct Traced<'t> {
    /// The run that it is one of.
    pub summary: &'t Summary,
    /// The future.
    pub ledger: &'t Ledger,
    /// Why this one; `None` where it was asked for by its number.
    pub why: Option<Why>,
}

/// What a future is nearest to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Why {
    /// The figure by which futures were put in order.
    pub figure: Figure,
    /// The percentile, 0 to 100.
    pub percent: f64,
    /// What was found.
    pub nearest: Nearest,
}

impl<'t> Traced<'t> {
    fn plan(&self) -> &'t Plan {
        self.summary.plan()
    }

    /// The entries of every month, in order.
    fn entries(&self) -> impl Iterator<Item = (Teller<'t>, Vec<Entry<'t>>)> {
        self.ledger.steps().enumerate().map(|(month, (before, now))| {
            let teller = Teller { plan: self.plan(), month };
            let mut entries = stands::entries(teller, Kind::Opening, before);
            entries.extend(changes::entries(teller));
            for &event in &now.events {
                entries.extend(people::entries(teller, event));
                entries.extend(agency::entries(teller, event));
                entries.extend(cases::entries(teller, event));
            }
            entries.extend(cases::demand(teller, &now.record));
            entries.extend(stands::entries(teller, Kind::Closing, &now.record));
            entries.extend(stands::rates(teller, &self.ledger.figures));
            entries.extend(money::entries(teller, &now.record));
            (teller, entries)
        })
    }

    fn rows(&self) -> impl Iterator<Item = Vec<Cell<'t>>> {
        let cells = |(teller, entries): (Teller<'t>, Vec<Entry<'t>>)| {
            let month = teller.plan.calendar().month(teller.month as i32);
            entries.into_iter().map(move |entry| entry.cells(month))
        };
        self.entries().flat_map(cells)
    }
}

/// The future as text of at most 80 columns: which it is and why, how it stands among all, then month by month.
#[must_use]
pub fn trace_table(traced: &Traced<'_>) -> Screen {
    let mut text = header::header(traced);
    story::story(&mut text, traced);
    text
}

/// The files of a trace, in the order in which they are to be written: `trace.csv` and the manifest.
///
/// # Errors
/// [`RenderError`] when a record cannot be encoded.
pub fn trace_files(traced: &Traced<'_>) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = vec![OutputFile::new("trace.csv", Rows::new(&HEADER, traced.rows()).csv()?)];
    let future = traced.ledger.future.chance;
    files.push(OutputFile::new("manifest.json", manifest::manifest_of_future(traced.summary, future, &files)?));
    Ok(files)
}
