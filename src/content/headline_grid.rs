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
    let label =
        if is_yearly(headline) { format!("{}, financial year", headline.label) } else { headline.label.clone() };
    let now = headline.opening.map_or("-".into(), |opening| words::value(opening.median(), headline.unit()).into());
    text.row(GRID, label, std::iter::once(now).chain(starred(summary, headline, columns, cells)).collect());
}

/// The figures of a headline, with a star at those of partly covered financial years.
pub(crate) fn starred(
    summary: &Summary,
    headline: &Headline<'_>,
    columns: &[Column],
    cells: Vec<Ranged>,
) -> impl Iterator<Item = Ranged> {
    let is_yearly = is_yearly(headline);
    let star = move |(cell, column): (Ranged, &Column)| {
        if is_yearly && covered(summary, column) < 12 { cell.with_star() } else { cell }
    };
    cells.into_iter().zip(columns).map(star)
}

/// Whether a headline is a sum over the financial year.
pub(crate) fn is_yearly(headline: &Headline<'_>) -> bool {
    headline.series.measure.year == YearOf::Sum
}

/// What the stars mean: a sentence for each financial year that is only partly covered.
pub(crate) fn part_years(summary: &Summary, columns: &[Column]) -> impl Iterator<Item = String> {
    columns.iter().filter(|column| covered(summary, column) < 12).map(|column| {
        let months = words::counted(covered(summary, column) as u64, "month", "months");
        format!("* The run covers only {months} of {}.", column.name.financial_year())
    })
}

/// Adds a subordinate row below a headline.
pub(crate) fn row_below(text: &mut Overview, label: &str, now: String, cells: impl Iterator<Item = Ranged>) {
    text.part(GRID, label, std::iter::once(now.into()).chain(cells).collect());
}

/// Adds the notes: the key to the figures, partly covered years, and teams excluded from rates.
pub(crate) fn notes(text: &mut Overview, summary: &Summary, columns: &[Column], key: &str) {
    text.empty();
    text.line(key);
    part_years(summary, columns).for_each(|note| text.line(note));
    if let Some(scope) = series_names::scope_note(summary.plan().scenario()) {
        text.paragraph(scope);
    }
}

fn covered(summary: &Summary, column: &Column) -> usize {
    let calendar = summary.plan().calendar();
    calendar.months_covered(calendar.year_of(column.month))
}
