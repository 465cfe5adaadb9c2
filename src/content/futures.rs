//! The headlines of each future that a run keeps one by one.

use super::cell::{Cell, NumberRole};
use super::document::DataTable;
use super::rows::Rows;
use crate::compare::Study;
use crate::run::RunHeadline;
use crate::summary::Summary;

/// The plan of a scenario as it is, beside the names of plans. No plan of a comparison may have this name in a dataset.
pub(crate) const BASE_PLAN: &str = "base";

/// The name of the table, which is written only if it is asked for.
pub(crate) const FUTURES: &str = "futures";

/// The base and the plans of a comparison, with their names.
pub(crate) fn plans_of(study: &Study) -> Vec<(&str, &Summary)> {
    let plans = study.alternatives.iter().map(|one| (one.name.as_str(), &one.summary));
    std::iter::once((BASE_PLAN, &study.base.summary)).chain(plans).collect()
}

/// A row for each plan and each future that its run keeps.
pub(crate) fn futures_table<'a>(plans: Vec<(&'a str, &'a Summary)>) -> DataTable<'a> {
    let rows = move || {
        let header: Vec<&'static str> = std::iter::once("plan").chain(header()).collect();
        let with_plan = |(name, summary): (&'a str, &'a Summary)| {
            futures(summary).rows.map(move |row| std::iter::once(Cell::from(name)).chain(row).collect())
        };
        Rows::new(&header, plans.clone().into_iter().flat_map(with_plan))
    };
    DataTable { file: FUTURES, rows: Box::new(rows) }
}

/// A row for each future that a run keeps.
pub(crate) fn futures(summary: &Summary) -> Rows<'_> {
    let kept = summary.kept();
    let columns: Vec<Vec<f64>> = RunHeadline::ALL.map(|headline| kept.headline(headline).collect()).into();
    let first = kept.first();
    let rows = (0..kept.len()).map(move |place| {
        let headlines = headline_cells(columns.iter().map(|column| column[place]));
        std::iter::once(Cell::Whole(first + place as u64)).chain(headlines).collect()
    });
    Rows::new(&header().collect::<Vec<_>>(), rows)
}

/// The headlines of a future, in their units and in the order of [`RunHeadline::ALL`].
pub(crate) fn headline_cells<'c>(headlines: impl Iterator<Item = f64>) -> impl Iterator<Item = Cell<'c>> {
    let of = RunHeadline::ALL.into_iter().zip(headlines);
    of.map(|(headline, value)| Cell::Number(value, headline.unit(), NumberRole::Level))
}

fn header() -> impl Iterator<Item = &'static str> {
    std::iter::once("future").chain(RunHeadline::ALL.map(RunHeadline::id))
}
