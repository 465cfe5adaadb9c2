//! The content of the report on a run.

mod budget;
mod charts;
mod findings;
mod key_findings;
mod overview;
mod page;
mod record;
mod summary_sheet;
mod thirds;
mod what_matters;
mod workbook;

pub(crate) use charts::panel;
pub(crate) use findings::findings;
use key_findings::KeyFindings;
pub use overview::run_overview;
pub(crate) use overview::target_chance;
pub(crate) use record::RunRecord;
use record::run_record;
pub(crate) use workbook::{INPUTS, cover_facts};

use super::document::{Document, Part};
use super::futures::{BASE_PLAN, futures_table};
use super::provenance::Provenance;
use super::record::Record;
use super::{drivers, inputs, responses, tables, words};
use crate::summary::Summary;

impl<'a> From<&'a Summary> for Document<'a> {
    /// The complete document of a run.
    fn from(summary: &'a Summary) -> Self {
        let scenario = summary.plan().scenario();
        let futures = words::counted(summary.replications(), "simulated future", "simulated futures");
        let mut exhibits = charts::exhibits(summary);
        let charts = exhibits.len();
        exhibits.extend(drivers::exhibit(summary));
        let found = KeyFindings::of(summary);
        Document {
            title: scenario.name.clone(),
            subtitle: format!("{} to {}, {futures}", words::month(scenario.start), words::month(scenario.end())),
            sections: page::sections(summary, found.clone(), charts, exhibits.len()),
            parts: parts(summary, found.clone(), exhibits.iter().map(|exhibit| exhibit.file.is_some())),
            workbook: workbook::workbook(summary),
            briefing: Some(Box::new(move || page::briefing(summary, found.clone()))),
            futures: Some(futures_table(vec![(BASE_PLAN, summary)])),
            provenance: Provenance::of_run(summary),
            exhibits,
        }
    }
}

/// The parts of a run that have a file, in file order. `drawn` states for each exhibit whether it has one.
fn parts(summary: &Summary, found: KeyFindings, drawn: impl Iterator<Item = bool>) -> Vec<Part<'_>> {
    let scenario = summary.plan().scenario();
    let mut parts = vec![
        Part::table("monthly", || tables::monthly(summary)),
        Part::table("years", || tables::years(summary)),
        Part::table("budget", || budget::table(summary)),
        Part::table("targets", || tables::targets(summary)),
    ];
    if !scenario.budgets.is_empty() {
        parts.push(Part::table("budgets", || tables::budgets(summary)));
    }
    if scenario.responses().next().is_some() {
        parts.push(Part::table("responses", || responses::table(summary)));
    }
    if !scenario.reported.is_empty() {
        parts.push(Part::table("reported", || tables::reported(summary)));
    }
    if summary.drivers().is_some() {
        parts.push(Part::table("drivers", || drivers::table(summary)));
        if !scenario.targets.is_empty() {
            parts.push(Part::table("thirds", || thirds::table(summary)));
        }
    }
    parts.push(Part::table("assumptions", || inputs::register(scenario)));
    parts.push(Part::record("summary", Record::Run(run_record(summary, found))));
    parts.extend(drawn.enumerate().filter(|(_, is_drawn)| *is_drawn).map(|(place, _)| Part::Drawing(place)));
    parts
}
