//! The grid of headlines on screen: what it is called, its columns, a row for each headline, and what to know of them.

use super::screen::Screen;
use crate::content::headlines::{Column, Headline};
use crate::content::{names, words};
use crate::measures::YearOf;
use crate::summary::Summary;

/// Columns of the text before the first figure, of the opening's figure and of each later one.
pub(crate) const LABEL: usize = 21;
const NOW: usize = 6;
const CELL: usize = 17;

/// Which scenario, which months, how many futures.
pub(crate) fn title(text: &mut Screen, summary: &Summary) {
    let scenario = summary.plan().scenario();
    let futures = words::counted(summary.replications(), "future", "futures");
    text.title(&scenario.name);
    text.line(&format!("{} to {} · {futures} · seed {}", scenario.start, scenario.end(), scenario.seed));
    text.line("");
}

/// The head of the grid.
pub(crate) fn head(text: &mut Screen, columns: &[Column]) {
    let columns: Vec<String> = columns.iter().map(|column| column.name.to_string()).collect();
    line(text, &format!("{:LABEL$}now", ""), LABEL + NOW, &columns, CELL);
}

/// A headline: what it is, the opening's figure and `cell` of each column.
pub(crate) fn row(
    text: &mut Screen,
    summary: &Summary,
    headline: &Headline<'_>,
    columns: &[Column],
    cell: impl Fn(usize) -> String,
) {
    let yearly = headline.series.measure.year == YearOf::Sum;
    let label = if yearly { format!("{}, financial year", headline.label) } else { headline.label.clone() };
    let fits = label.chars().count() < LABEL;
    if !fits {
        text.paragraph([0, 2], &label);
    }
    let now = headline.opening.map_or("-".into(), |opening| words::value(opening.median(), headline.unit()));
    let lead = format!("{:LABEL$}{now}", if fits { label.as_str() } else { "" });
    let part = |column: &Column| if yearly && covered(summary, column) < 12 { "*" } else { "" };
    below(text, &lead, columns.iter().enumerate().map(|(place, column)| cell(place) + part(column)));
}

/// A row below another, of cells alone.
pub(crate) fn below(text: &mut Screen, label: &str, cells: impl Iterator<Item = String>) {
    let lead = LABEL + NOW;
    let cells: Vec<String> = cells.collect();
    let Some([middles, ranges]) = stacked(&cells, CELL) else { return line(text, label, lead, &cells, CELL) };
    line(text, label, lead, &middles, CELL);
    line(text, "", lead, &ranges, CELL);
}

/// A line of a table: what leads it, then its cells, with a space at least between them.
pub(crate) fn line(text: &mut Screen, lead: &str, lead_width: usize, cells: &[String], width: usize) {
    let cells = cells.iter().map(|cell| format!("{cell:<width$} ", width = width - 1));
    text.line(&format!("{lead:lead_width$}{}", cells.collect::<String>()));
}

/// Where some are too wide for their columns, the middles of all cells, and below them their ranges.
pub(crate) fn stacked(cells: &[String], width: usize) -> Option<[Vec<String>; 2]> {
    if cells.iter().all(|cell| cell.chars().count() < width) {
        return None;
    }
    let parts = |cell: &String| match cell.split_once(" (") {
        Some((middle, range)) => (middle.to_owned(), format!("({range}")),
        None => (cell.clone(), String::new()),
    };
    let (middles, ranges) = cells.iter().map(parts).unzip();
    Some([middles, ranges])
}

/// What to know of years that the run has not all of, and of teams that rates leave out.
pub(crate) fn notes(text: &mut Screen, summary: &Summary, columns: &[Column]) {
    for column in columns.iter().filter(|column| covered(summary, column) < 12) {
        let months = words::counted(covered(summary, column) as u64, "month", "months");
        text.line(&format!("* {} is covered for {months} only.", column.name.financial_year()));
    }
    if let Some(note) = names::scope_note(summary.plan().scenario()) {
        text.paragraph([0, 0], &note);
    }
}

fn covered(summary: &Summary, column: &Column) -> usize {
    let calendar = summary.plan().calendar();
    calendar.months_covered(calendar.year_of(column.month))
}
