//! The lines of the budget sheet while it is put together.

use crate::content::cell::{Cell, rounded};
use crate::content::workbook::{CellFormula, LayoutCell, LayoutChart, LayoutLine};
use crate::units::Unit;

/// Lines of a sheet, each known by its index.
#[derive(Default)]
pub(super) struct SheetLines<'a> {
    pub lines: Vec<LayoutLine<'a>>,
}

/// Pounds, as in the data file.
pub(super) fn level<'a>(pounds: f64) -> LayoutCell<'a> {
    LayoutCell::Cell(Cell::level(pounds, Unit::Pounds))
}

/// A formula that results in pounds.
pub(super) fn formula<'a>(formula: CellFormula, pounds: f64) -> LayoutCell<'a> {
    LayoutCell::Formula(formula, pounds, Unit::Pounds)
}

impl<'a> SheetLines<'a> {
    fn push(&mut self, line: LayoutLine<'a>) -> usize {
        self.lines.push(line);
        self.lines.len() - 1
    }

    /// Appends an empty line and a heading.
    pub(super) fn section(&mut self, name: &str) {
        self.push(LayoutLine::Empty);
        self.push(LayoutLine::Section(name.to_owned()));
    }

    /// Appends a remark.
    pub(super) fn note(&mut self, words: &str) {
        self.push(LayoutLine::Note(words.to_owned()));
    }

    /// Appends column headings: one for the labels, the others for numbers. Returns their index.
    pub(super) fn heads(&mut self, title: &str, columns: impl IntoIterator<Item = String>) -> usize {
        let titles = std::iter::once(title.to_owned()).chain(columns).collect();
        self.push(LayoutLine::Heads { titles, texts: 1 })
    }

    /// Appends a label and its cells. Returns their index.
    pub(super) fn figures(&mut self, label: &str, cells: impl IntoIterator<Item = LayoutCell<'a>>) -> usize {
        let label = LayoutCell::Text(label.to_owned());
        self.push(LayoutLine::Cells(std::iter::once(label).chain(cells).collect()))
    }

    /// The same in bold.
    pub(super) fn total(&mut self, label: &str, cells: impl IntoIterator<Item = LayoutCell<'a>>) -> usize {
        let label = LayoutCell::Strong(label.to_owned());
        self.push(LayoutLine::Cells(std::iter::once(label).chain(cells).collect()))
    }

    /// Appends shares, as in the data file; those that are not known are empty.
    pub(super) fn shares(&mut self, label: &str, shares: impl IntoIterator<Item = f64>) {
        let cell = |share: f64| match rounded(share, Unit::Share) {
            Some(share) => LayoutCell::Cell(Cell::level(share, Unit::Share)),
            None => LayoutCell::Empty,
        };
        self.figures(label, shares.into_iter().map(cell));
    }

    /// Appends the sums of the shares directly above; by column, those shares.
    pub(super) fn total_of_shares(&mut self, columns: Vec<Vec<f64>>) {
        let cell = |shares: Vec<f64>| {
            let known: Option<Vec<f64>> = shares.iter().map(|&share| rounded(share, Unit::Share)).collect();
            known.map_or(LayoutCell::Empty, |known| {
                let formula = CellFormula::SumAbove(known.len() as u32);
                LayoutCell::Formula(formula, known.iter().sum(), Unit::Share)
            })
        };
        self.total("Total of the shares", columns.into_iter().map(cell));
    }

    /// Appends a chart.
    pub(super) fn chart(&mut self, chart: LayoutChart) {
        self.push(LayoutLine::Chart(chart));
    }
}
