//! The headlines on screen: a row for each, with the opening's figure and one for each month or year.

use super::headlines::{Column, Headline};
use super::overview::{Overview, OverviewGrid};
use super::words::Ranged;
use super::{series_names, words};
use crate::measures::YearOf;
use crate::summary::Summary;

const GRID: OverviewGrid = OverviewGrid::Headlines;

/// The heads of the columns.
pub(crate) fn head(text: &mut Overview, columns: &[Column]) {
    let months = columns.iter().map(|column| column.name.to_string().into());
    text.row(GRID, "", std::iter::once("now".into()).chain(months).collect());
}

/// A headline with these figures; those of years that the run has not all of have a star.
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

/// The same said otherwise, below a headline.
pub(crate) fn row_below(text: &mut Overview, label: &str, now: String, cells: impl Iterator<Item = Ranged>) {
    text.part(GRID, label, std::iter::once(now.into()).chain(cells).collect());
}

/// What the figures are, which years the run has not all of, and which teams rates leave out.
pub(crate) fn notes(text: &mut Overview, summary: &Summary, columns: &[Column], key: &str) {
    text.empty();
    text.line(key);
    for column in columns.iter().filter(|column| covered(summary, column) < 12) {
        let months = words::counted(covered(summary, column) as u64, "month", "months");
        text.line(format!("* {} is covered for {months} only.", column.name.financial_year()));
    }
    if let Some(scope) = series_names::scope_note(summary.plan().scenario()) {
        text.paragraph(scope);
    }
}

fn covered(summary: &Summary, column: &Column) -> usize {
    let calendar = summary.plan().calendar();
    calendar.months_covered(calendar.year_of(column.month))
}
