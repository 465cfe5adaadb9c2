//! The headlines as a grid: a row for each, with the opening's figure and one for each month or year.

use super::headlines::{Column, Headline};
use super::words::Ranged;
use super::{names, words};
use crate::measures::YearOf;
use crate::summary::Summary;

/// The headlines of a run or of one of its futures.
pub(crate) struct HeadlineGrid {
    /// The months that the columns are for.
    pub columns: Vec<String>,
    /// A row for each headline.
    pub rows: Vec<GridRow>,
    /// What the figures are.
    pub key: &'static str,
    /// Which financial years the run has not all of.
    pub notes: Vec<String>,
    /// Which teams the rates leave out, where not all are in them.
    pub scope: Option<String>,
}

/// A headline.
pub(crate) struct GridRow {
    /// What it is.
    pub label: String,
    /// Its figure at the opening; `-` where it has none.
    pub now: String,
    /// Its figures.
    pub cells: Vec<Ranged>,
    /// What stands below it.
    pub below: Option<RowBelow>,
}

/// The same said otherwise, below a headline.
pub(crate) struct RowBelow {
    /// What it is.
    pub label: &'static str,
    /// Its figure at the opening; may be empty.
    pub now: String,
    /// Its figures.
    pub cells: Vec<Ranged>,
}

impl HeadlineGrid {
    /// A grid of rows for these months.
    pub(crate) fn new(summary: &Summary, columns: &[Column], rows: Vec<GridRow>, key: &'static str) -> Self {
        let part_years = columns.iter().filter(|column| covered(summary, column) < 12);
        let note = |column: &Column| {
            let months = words::counted(covered(summary, column) as u64, "month", "months");
            format!("* {} is covered for {months} only.", column.name.financial_year())
        };
        Self {
            columns: columns.iter().map(|column| column.name.to_string()).collect(),
            rows,
            key,
            notes: part_years.map(note).collect(),
            scope: names::scope_note(summary.plan().scenario()),
        }
    }
}

impl GridRow {
    /// A headline with these figures, those of years that the run has not all of with a star.
    pub(crate) fn new(summary: &Summary, headline: &Headline<'_>, columns: &[Column], cells: Vec<Ranged>) -> Self {
        let yearly = headline.series.measure.year == YearOf::Sum;
        let star = |(cell, column): (Ranged, &Column)| {
            if yearly && covered(summary, column) < 12 { cell.with_star() } else { cell }
        };
        Self {
            label: if yearly { format!("{}, financial year", headline.label) } else { headline.label.clone() },
            now: headline.opening.map_or("-".into(), |opening| words::value(opening.median(), headline.unit())),
            cells: cells.into_iter().zip(columns).map(star).collect(),
            below: None,
        }
    }
}

fn covered(summary: &Summary, column: &Column) -> usize {
    let calendar = summary.plan().calendar();
    calendar.months_covered(calendar.year_of(column.month))
}
