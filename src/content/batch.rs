//! A batch: data rows and a line on screen for each scenario.

use std::borrow::Cow;

use super::cell::{Cell, NumberRole, error_cell, statistic, statistics};
use super::document::RowsOf;
use super::headlines::headlines;
use super::overview::Likelihood;
use super::rows::Rows;
use super::run::target_chance;
use super::{series_names, tables, words};
use crate::measures::YearOf;
use crate::summary::{PERCENTILE_IDS, Summary};
use crate::units::Unit;

/// Columns that identify a headline.
const OF_HEADLINES: [&str; 6] = ["at", "months_covered", "team", "measure", "of", "unit"];
/// Columns of a target: definition and probability of meeting it.
const OF_TARGETS: [&str; 5] = ["target", "when", "bound", "limit", "probability"];

/// The columns of the batch file: identification, statistics, and target columns.
pub(crate) fn batch_header() -> Vec<Cow<'static, str>> {
    let first = std::iter::once("scenario").chain(OF_HEADLINES);
    first.chain(statistics()).chain(OF_TARGETS).map(Cow::Borrowed).collect()
}

/// A scenario's headlines.
pub(crate) fn headline_rows(summary: &Summary) -> Rows<'_> {
    let scenario = summary.plan().scenario();
    let calendar = summary.plan().calendar();
    let (columns, list) = headlines(summary);
    let rows = list.into_iter().flat_map(move |headline| {
        let series = headline.series;
        headline.columns.into_iter().zip(columns.clone()).map(move |(figures, column)| {
            let year = calendar.year_of(column.month);
            let yearly = series.measure.year == YearOf::Sum;
            let at = if yearly { calendar.years[year].to_string().into() } else { Cell::Month(column.name) };
            let covered = if yearly { calendar.months_covered(year).into() } else { Cell::Missing };
            let mut row = vec![at, covered];
            row.extend(series_names::cells(scenario, series));
            row.extend(statistic(figures, series.measure.unit, NumberRole::Level));
            row
        })
    });
    Rows::of_statistics(&OF_HEADLINES, &[], rows)
}

/// A scenario's headlines and targets as rows of the batch file. A target row has its likelihood in `probability`, the
/// standard error of that in `mc_error`, and no mean or percentiles.
fn batch_rows<'a>(name: &'a str, summary: &'a Summary) -> Rows<'a> {
    let scenario = summary.plan().scenario();
    let rows = headline_rows(summary).rows.map(move |headline| {
        let no_target = std::iter::repeat_n(Cell::Missing, OF_TARGETS.len());
        std::iter::once(name.into()).chain(headline).chain(no_target).collect()
    });
    let targets = scenario.targets.iter().enumerate().filter_map(|(index, target)| {
        let (series, met) = (target.series?, summary.target(index)?);
        let mut row = vec![name.into(), tables::when(target.when), Cell::Missing];
        row.extend(series_names::cells(scenario, series));
        row.push(Cell::Whole(met.n_defined));
        row.extend(std::iter::repeat_n(Cell::Missing, 1 + PERCENTILE_IDS.len()));
        row.extend([
            error_cell(met, Unit::Probability),
            target.id.as_str().into(),
            tables::kind(target.when),
            tables::bound(target.at_most),
            Cell::level(target.limit, series.measure.unit),
            Cell::probability(met.mean),
        ]);
        Some(row)
    });
    Rows::with_header(batch_header(), rows.chain(targets))
}

/// A scenario of a batch, for one line on screen.
pub struct BatchEntry<'a> {
    /// Name.
    pub(crate) name: String,
    /// End of the run, agency rate and permanent FTE at the end, and cost of the last financial year.
    pub(crate) cells: [String; 4],
    /// Rows of the batch file.
    pub(crate) rows: RowsOf<'a>,
    /// Likelihood of each target.
    pub(crate) targets: Vec<Likelihood>,
    /// Whether the run covers only part of the last financial year, in which case the cost is starred.
    pub is_part_year: bool,
}

/// The batch entry of a scenario: end of the run, agency rate and permanent FTE at the end, cost of the last financial
/// year (starred if only partly covered) and the likelihood of each target.
#[must_use]
pub fn batch_entry<'a>(name: &'a str, summary: &'a Summary) -> BatchEntry<'a> {
    let (columns, list) = headlines(summary);
    let figure = |id: &str| {
        let headline = list.iter().find(|one| one.series.team.is_none() && one.series.measure.id == id)?;
        Some(words::ranged(headline.columns.last()?, headline.unit()))
    };
    let figure = |id: &str| figure(id).map_or_else(|| "-".to_owned(), |figure| figure.to_string());
    let calendar = summary.plan().calendar();
    let is_part_year = columns.last().is_some_and(|last| calendar.months_covered(calendar.year_of(last.month)) < 12);
    let cost = format!("{}{}", figure("cost"), if is_part_year { "*" } else { "" });
    let scenario = summary.plan().scenario();
    let targets = scenario.targets.iter().enumerate();
    BatchEntry {
        name: name.to_owned(),
        cells: [scenario.end().to_string(), figure("agency_rate"), figure("permanent_fte"), cost],
        rows: Box::new(|| batch_rows(name, summary)),
        targets: targets
            .filter_map(|(index, target)| Some(target_chance(scenario, target, summary.target(index)?)))
            .collect(),
        is_part_year,
    }
}
