//! A batch: one line on screen and some rows of data for each scenario.

use super::cell::{Cell, Sense, statistic};
use super::headlines::headlines;
use super::screen::{Role, Screen};
use super::{OutputError, csv, names, words};
use crate::measures::YearOf;
use crate::summary::Summary;

/// The header of the batch file.
pub const BATCH_HEADER: &str =
    "scenario,at,months_covered,team,measure,of,unit,n_defined,mean,p05,p10,p25,p50,p75,p90,p95,mc_error\n";

/// A scenario's headlines as rows of the batch file.
///
/// # Errors
/// [`OutputError`] when they cannot be encoded.
pub fn batch_rows(name: &str, summary: &Summary<'_>) -> Result<String, OutputError> {
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
            row
        })
    });
    csv::rows(rows)
}

/// Columns of a batch on screen: name, end of the run, agency rate, permanent FTE; the cost stands last.
const NAME: usize = 26;
const END: usize = 9;
const RATE: usize = 12;
const FTE: usize = 14;

/// What the star of a cost in [`batch_line`] means.
pub const BATCH_NOTE: &str = "* Of a financial year that the run has not all of.\n";

/// What stands in the lines of [`batch_line`].
#[must_use]
pub fn batch_head() -> Screen {
    let mut text = Screen::default();
    let heads = ["end", "agency rate", "permanent FTE", "cost, final year"];
    text.line_as(Role::Heading, &in_columns(heads));
    text
}

/// A scenario in a line: its name, when it ends, agency rate and permanent FTE there, and what its last financial year
/// costs, with a star where the run has not all of it.
#[must_use]
pub fn batch_line(name: &str, summary: &Summary<'_>) -> Screen {
    let (columns, list) = headlines(summary);
    let figure = |id: &str| {
        let headline = list.iter().find(|one| one.series.team.is_none() && one.series.measure.id == id)?;
        Some(words::with_range(headline.columns.last()?, headline.unit()))
    };
    let figure = |id: &str| figure(id).unwrap_or_else(|| "-".to_owned());
    let calendar = summary.plan().calendar();
    let part = columns.last().is_some_and(|last| calendar.months_covered(calendar.year_of(last.month)) < 12);
    let cost = format!("{}{}", figure("cost"), if part { "*" } else { "" });
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
    text
}

fn in_columns([end, rate, fte, cost]: [&str; 4]) -> String {
    format!("{:NAME$}{end:END$}{rate:RATE$}{fte:FTE$}{cost}", "")
}
