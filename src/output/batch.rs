//! A batch: one line on screen and some rows of data for each scenario.

use super::cell::{Cell, Sense, statistic};
use super::headlines::headlines;
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

/// A scenario in one line: its name, where the agency rate ends, what the run costs in the financial year of its end.
#[must_use]
pub fn one_line(name: &str, summary: &Summary<'_>) -> String {
    let (columns, list) = headlines(summary);
    let calendar = summary.plan().calendar();
    let mut parts = Vec::new();
    if let Some(column) = columns.last() {
        let shown = ["agency_rate", "permanent_fte", "cost"];
        for headline in list.iter().filter(|h| h.series.team.is_none() && shown.contains(&h.series.measure.id)) {
            let unit = headline.series.measure.unit;
            if let Some(figures) = headline.columns.last() {
                let label = words::in_sentence(headline.series.measure);
                let year = calendar.year_of(column.month);
                let covered = calendar.months_covered(year);
                let part =
                    if unit.is_money() && covered < 12 { format!(" in {covered} months") } else { String::new() };
                parts.push(format!("{label} {}{part}", words::with_range(figures, unit)));
            }
        }
        parts.insert(0, column.name.to_string());
    }
    format!("{name:28} {}", parts.join(" · "))
}
