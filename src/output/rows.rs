//! A table before it is a file: its columns and its rows, from which a CSV file and a sheet of a workbook are made alike.

use super::cell::Cell;
use super::csv::STATISTICS;
use super::{OutputError, csv};

/// A table.
pub(crate) struct Rows<'a> {
    /// The ids of its columns.
    pub header: Vec<&'static str>,
    /// Its rows, made one at a time: there may be many.
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(header: &[&'static str], rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a) -> Self {
        Self { header: header.to_vec(), rows: Box::new(rows) }
    }

    /// A table whose rows have a statistic between what they are of and what is said last.
    pub(crate) fn of_statistics(
        first: &[&'static str],
        last: &[&'static str],
        rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a,
    ) -> Self {
        Self::new(&[first, &STATISTICS, last].concat(), rows)
    }

    /// The table with these of its columns, in this order.
    #[cfg(any(feature = "report", feature = "xlsx"))]
    pub(crate) fn columns(self, ids: &[&'static str]) -> Self {
        let places: Vec<usize> =
            ids.iter().filter_map(|id| self.header.iter().position(|column| column == id)).collect();
        let header: Vec<&'static str> = places.iter().map(|&place| self.header[place]).collect();
        let rows = self.rows.map(move |row| places.iter().map(|&place| row[place].clone()).collect());
        Self::new(&header, rows)
    }

    /// The table as a CSV file.
    pub(crate) fn csv(self) -> Result<String, OutputError> {
        csv::write(&self.header, self.rows)
    }
}
