//! The grid of headlines on screen: what it is called, its columns, a row for each headline, and what to know of them.

use std::fmt::Write as _;

use super::headlines::{Column, Headline};
use super::{names, words};
use crate::measures::YearOf;
use crate::summary::Summary;

/// Columns of the text before the first figure, of the opening's figure and of each later one.
pub(super) const LABEL: usize = 21;
pub(super) const NOW: usize = 6;
pub(super) const CELL: usize = 17;

/// A line without spaces at its end.
pub(super) fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "{}", line.trim_end());
}

/// Which scenario, which months, how many futures.
pub(super) fn title(text: &mut String, summary: &Summary<'_>) {
    let scenario = summary.plan().scenario();
    let futures = words::counted(summary.replications(), "future", "futures");
    line(text, &scenario.name);
    line(text, &format!("{} to {} · {futures} · seed {}", scenario.start, scenario.end(), scenario.seed));
    text.push('\n');
}

/// The head of the grid.
pub(super) fn head(text: &mut String, columns: &[Column]) {
    let mut head = format!("{:LABEL$}{:<NOW$}", "", "now");
    for column in columns {
        let _ = write!(head, "{:<CELL$}", column.name.to_string());
    }
    line(text, &head);
}

/// A headline: what it is, the opening's figure and `cell` of each column.
pub(super) fn row(
    text: &mut String,
    summary: &Summary<'_>,
    headline: &Headline<'_>,
    columns: &[Column],
    cell: impl Fn(usize) -> String,
) {
    let yearly = headline.series.measure.year == YearOf::Sum;
    let label = if yearly { format!("{}, financial year", headline.label) } else { headline.label.clone() };
    let fits = label.chars().count() < LABEL;
    if !fits {
        line(text, &label);
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
    line(text, &row);
}

/// A row below another, of cells alone.
pub(super) fn below(text: &mut String, label: &str, cells: impl Iterator<Item = String>) {
    let mut row = format!("{label:width$}", width = LABEL + NOW);
    for cell in cells {
        let _ = write!(row, "{cell:<width$} ", width = CELL - 1);
    }
    line(text, &row);
}

/// What to know of years that the run has not all of, and of teams that rates leave out.
pub(super) fn notes(text: &mut String, summary: &Summary<'_>, columns: &[Column]) {
    for column in columns.iter().filter(|column| covered(summary, column) < 12) {
        let months = words::counted(covered(summary, column) as u64, "month", "months");
        line(text, &format!("* {} is covered for {months} only.", column.name.financial_year()));
    }
    if let Some(note) = names::scope_note(summary.plan().scenario()) {
        line(text, &note);
    }
}

fn covered(summary: &Summary<'_>, column: &Column) -> usize {
    let calendar = summary.plan().calendar();
    calendar.months_covered(calendar.year_of(column.month))
}
