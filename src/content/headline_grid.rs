//! The on-screen headline table: one row per headline, with the opening figure and one figure per month or year.

use super::headlines::{Column, Headline};
use super::overview::{Overview, OverviewGrid};
use super::words::Ranged;
use super::{series_names, words};
use crate::measures::YearOf;
use crate::summary::Summary;

const GRID: OverviewGrid = OverviewGrid::Headlines;

/// Adds the column headings.
pub(crate) fn head(text: &mut Overview, columns: &[Column]) {
    let months = columns.iter().map(|column| column.name.to_string().into());
    text.row(GRID, "", std::iter::once("now".into()).chain(months).collect());
}

/// Adds a headline row. Figures of partly covered financial years are starred.
pub(crate) fn row(
    text: &mut Overview,
    summary: &Summary,
    headline: &Headline<'_>,
    columns: &[Column],
    cells: Vec<Ranged>,
) {
    let yearly = headline.series.measure.year == YearOf::Sum;
    let star = |(cell, column): (Ranged, &Column)| {
        if yearly && covered(summary, column) < 12 { cell.with_star() } else { cell }
    };
    let label = if yearly { format!("{}, financial year", headline.label) } else { headline.label.clone() };
    let now = headline.opening.map_or("-".into(), |opening| words::value(opening.median(), headline.unit()).into());
    text.row(GRID, label, std::iter::once(now).chain(cells.into_iter().zip(columns).map(star)).collect());
}

/// Adds a subordinate row below a headline.
pub(crate) fn row_below(text: &mut Overview, label: &str, now: String, cells: impl Iterator<Item = Ranged>) {
    text.part(GRID, label, std::iter::once(now.into()).chain(cells).collect());
}

/// Adds the notes: the key to the figures, partly covered years, and teams excluded from rates.
pub(crate) fn notes(text: &mut Overview, summary: &Summary, columns: &[Column], key: &str) {
    text.empty();
    text.line(key);
    for column in columns.iter().filter(|column| covered(summary, column) < 12) {
        let months = words::counted(covered(summary, column) as u64, "month", "months");
        text.line(format!("* The run covers only {months} of {}.", column.name.financial_year()));
    }
    if let Some(scope) = series_names::scope_note(summary.plan().scenario()) {
        text.paragraph(scope);
    }
}

fn covered(summary: &Summary, column: &Column) -> usize {
    let calendar = summary.plan().calendar();
    calendar.months_covered(calendar.year_of(column.month))
}
