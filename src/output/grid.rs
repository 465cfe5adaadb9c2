//! The grid of headlines on screen: what it is called, its columns, a row for each headline, and what to know of them.

use std::fmt::Write as _;

use super::headlines::{Column, Headline};
use super::screen::{Role, Screen};
use super::{names, words};
use crate::measures::YearOf;
use crate::summary::Summary;

/// Columns of the text before the first figure, of the opening's figure and of each later one.
pub(super) const LABEL: usize = 21;
pub(super) const NOW: usize = 6;
pub(super) const CELL: usize = 17;

/// Columns on screen.
pub(super) const WIDTH: usize = 80;

/// Which scenario, which months, how many futures.
pub(super) fn title(text: &mut Screen, summary: &Summary<'_>) {
    let scenario = summary.plan().scenario();
    let futures = words::counted(summary.replications(), "future", "futures");
    text.line_as(Role::Title, &scenario.name);
    text.line(&format!("{} to {} · {futures} · seed {}", scenario.start, scenario.end(), scenario.seed));
    text.line("");
}

/// The head of the grid.
pub(super) fn head(text: &mut Screen, columns: &[Column]) {
    let mut head = format!("{:LABEL$}{:<NOW$}", "", "now");
    for column in columns {
        let _ = write!(head, "{:<CELL$}", column.name.to_string());
    }
    text.line(&head);
}

/// A headline: what it is, the opening's figure and `cell` of each column.
pub(super) fn row(
    text: &mut Screen,
    summary: &Summary<'_>,
    headline: &Headline<'_>,
    columns: &[Column],
    cell: impl Fn(usize) -> String,
) {
    let yearly = headline.series.measure.year == YearOf::Sum;
    let label = if yearly { format!("{}, financial year", headline.label) } else { headline.label.clone() };
    let fits = label.chars().count() < LABEL;
    if !fits {
        text.line(&label);
    }
    let now = headline.opening.map_or("-".into(), |opening| words::value(opening.median(), headline.unit()));
    let mut row = format!("{:LABEL$}{now:<NOW$}", if fits { label.as_str() } else { "" });
    for (place, column) in columns.iter().enumerate() {
        let mut cell = cell(place);
        if yearly && covered(summary, column) < 12 {
            cell.push('*');
        }
        let _ = write!(row, "{cell:<width$} ", width = CELL - 1);
    }
    text.line(&row);
}

/// A row below another, of cells alone.
pub(super) fn below(text: &mut Screen, label: &str, cells: impl Iterator<Item = String>) {
    let mut row = format!("{label:width$}", width = LABEL + NOW);
    for cell in cells {
        let _ = write!(row, "{cell:<width$} ", width = CELL - 1);
    }
    text.line(&row);
}

/// What to know of years that the run has not all of, and of teams that rates leave out.
pub(super) fn notes(text: &mut Screen, summary: &Summary<'_>, columns: &[Column]) {
    for column in columns.iter().filter(|column| covered(summary, column) < 12) {
        let months = words::counted(covered(summary, column) as u64, "month", "months");
        text.line(&format!("* {} is covered for {months} only.", column.name.financial_year()));
    }
    let scope = names::scope_note(summary.plan().scenario()).unwrap_or_default();
    for one in words::wrapped(&scope, WIDTH) {
        text.line(&one);
    }
}

fn covered(summary: &Summary<'_>, column: &Column) -> usize {
    let calendar = summary.plan().calendar();
    calendar.months_covered(calendar.year_of(column.month))
}
