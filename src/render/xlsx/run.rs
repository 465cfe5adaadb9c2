//! The workbook of a run.

use super::{Book, Cover, cover, dictionary, fan, summary, table};
use crate::content::{facts, inputs, tables};
use crate::render::RenderError;
use crate::summary::Summary;

/// The columns of the register as a reader of the workbook wants them: what it is, then where it comes from.
pub(crate) const INPUTS: [&str; 17] = [
    "address", "value", "unit", "mean", "p10", "p90", "source", "evidence", "meaning", "form", "changes", "set_by",
    "line", "overrode", "min", "max", "dated",
];

/// A run as a workbook.
pub(crate) fn of_run(run: &Summary) -> Result<Vec<u8>, RenderError> {
    let scenario = run.plan().scenario();
    let mut book = Book::new(&scenario.name);
    summary::summary(&mut book, run)?;
    let drawn = fan::of_run(run);
    drawn.charts(&mut book)?;
    table(&mut book, "By financial year", "Every measure by financial year, April to March.", 2, tables::years(run))?;
    table(&mut book, "By month", "Every measure at the opening and in every month.", 1, tables::monthly(run))?;
    if !scenario.targets.is_empty() {
        table(&mut book, "Targets", "How likely each target is to be met.", 1, tables::targets(run))?;
    }
    if !scenario.budgets.is_empty() {
        table(&mut book, "Budgets", "Spent less budget, and how likely an overspend is.", 1, tables::budgets(run))?;
    }
    if !scenario.reported.is_empty() {
        table(&mut book, "Reported", "What was reported, beside what the run says.", 1, tables::reported(run))?;
    }
    let about = "Every input: value or distribution, who set it, its source and evidence.";
    table(&mut book, "Assumptions", about, 1, inputs::register(scenario).columns(&INPUTS))?;
    dictionary(&mut book, scenario)?;
    drawn.data(&mut book)?;
    let cover = Cover {
        title: scenario.name.clone(),
        about: "What a simulation of this service's workforce, caseload and cost says".to_owned(),
        facts: cover::facts(run),
        reading: facts::reading(run),
        look_out: facts::look_out(run),
    };
    book.save(&cover)
}
