//! A batch: one line on screen and some rows of data for each scenario.

use super::screen::{Role, Screen};
use super::table;
use crate::content::cell::{Cell, Sense, error_cell, statistic, statistics};
use crate::content::headlines::headlines;
use crate::content::sentences::{likely, target_words};
use crate::content::{names, tables, words};
use crate::measures::YearOf;
use crate::render::{RenderError, csv};
use crate::summary::{PERCENTILE_IDS, Summary};
use crate::units::Unit;

/// The header of the batch file: what a row is of, its figures, and of a target what is asked and how likely it is met.
#[must_use]
pub fn batch_header() -> String {
    let first = ["scenario", "at", "months_covered", "team", "measure", "of", "unit"];
    let of_targets = ["target", "when", "bound", "limit", "probability"];
    let columns: Vec<&str> = first.into_iter().chain(statistics()).chain(of_targets).collect();
    format!("{}\n", columns.join(","))
}

/// Columns of [`batch_header`] that a target has alone.
const OF_TARGETS: usize = 5;

/// A scenario's headlines and targets as rows of the batch file. A row of a target has its likelihood in `probability`, the
/// error of that in `mc_error`, and no mean or percentiles.
///
/// # Errors
/// [`RenderError`] when they cannot be encoded.
pub fn batch_rows(name: &str, summary: &Summary) -> Result<String, RenderError> {
    let scenario = summary.plan().scenario();
    let calendar = summary.plan().calendar();
    let (columns, list) = headlines(summary);
    let rows = list.iter().flat_map(|headline| {
        let series = headline.series;
        headline.columns.iter().zip(&columns).map(move |(figures, column)| {
            let year = calendar.year_of(column.month);
            let yearly = series.measure.year == YearOf::Sum;
            let at = if yearly { calendar.years[year].to_string().into() } else { Cell::Month(column.name) };
            let covered = if yearly { calendar.months_covered(year).into() } else { Cell::Missing };
            let mut row = vec![name.into(), at, covered];
            row.extend(names::cells(scenario, series));
            row.extend(statistic(figures, series.measure.unit, Sense::Level));
            row.extend(std::iter::repeat_n(Cell::Missing, OF_TARGETS));
            row
        })
    });
    let targets = scenario.targets.iter().enumerate().filter_map(|(index, target)| {
        let (series, met) = (target.series?, summary.target(index)?);
        let mut row = vec![name.into(), tables::when(target.when), Cell::Missing];
        row.extend(names::cells(scenario, series));
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
    csv::rows(rows.chain(targets))
}

/// Columns of a batch on screen: name, end of the run, agency rate, permanent FTE; the cost stands last.
const NAME: usize = 26;
const END: usize = 9;
const RATE: usize = 12;
const FTE: usize = 14;

/// What the star of a cost in a [`BatchEntry`] means.
pub const BATCH_NOTE: &str = "* Of a financial year that the run has not all of.\n";

/// What stands above the entries of a batch.
#[must_use]
pub fn batch_head() -> Screen {
    let mut text = Screen::default();
    let heads = ["end", "agency rate", "permanent FTE", "cost, final year"];
    text.line_as(Role::Heading, &in_columns(heads));
    text
}

/// A scenario of a batch on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchEntry {
    /// Its lines.
    pub text: Screen,
    /// Whether its last financial year is not all in the run: its cost has a star, which [`BATCH_NOTE`] explains.
    pub is_part_year: bool,
}

/// A scenario in a line: its name, when it ends, agency rate and permanent FTE there, and what its last financial year
/// costs, with a star where the run has not all of it. Below it, how likely each of its targets is.
#[must_use]
pub fn batch_entry(name: &str, summary: &Summary) -> BatchEntry {
    let (columns, list) = headlines(summary);
    let figure = |id: &str| {
        let headline = list.iter().find(|one| one.series.team.is_none() && one.series.measure.id == id)?;
        Some(words::with_range(headline.columns.last()?, headline.unit()))
    };
    let figure = |id: &str| figure(id).unwrap_or_else(|| "-".to_owned());
    let calendar = summary.plan().calendar();
    let is_part_year = columns.last().is_some_and(|last| calendar.months_covered(calendar.year_of(last.month)) < 12);
    let cost = format!("{}{}", figure("cost"), if is_part_year { "*" } else { "" });
    let end = summary.plan().scenario().end().to_string();
    let cells = [end.as_str(), &figure("agency_rate"), &figure("permanent_fte"), &cost];
    let mut text = Screen::default();
    text.part(Some(Role::Heading), name);
    if name.chars().count() < NAME {
        text.line(&in_columns(cells)[name.chars().count()..]);
    } else {
        text.line("");
        text.line(&in_columns(cells));
    }
    let scenario = summary.plan().scenario();
    for (index, target) in scenario.targets.iter().enumerate() {
        let Some(met) = summary.target(index) else { continue };
        table::entry(&mut text, &target_words(scenario, target), &likely(met), Role::of_good(met.mean));
    }
    BatchEntry { text, is_part_year }
}

fn in_columns([end, rate, fte, cost]: [&str; 4]) -> String {
    format!("{:NAME$}{end:END$}{rate:RATE$}{fte:FTE$}{cost}", "")
}
