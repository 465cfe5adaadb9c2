//! A table before it is a file: its columns and its rows, from which a CSV file and a sheet of a workbook are made alike.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::cell::Cell;
use super::cell::statistics;

/// A table.
pub(crate) struct Rows<'a> {
    /// The ids of its columns.
    pub header: Vec<Cow<'static, str>>,
    /// Its rows, made one at a time: there may be many.
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(header: &[&'static str], rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a) -> Self {
        Self::with_header(header.iter().copied().map(Cow::Borrowed).collect(), rows)
    }

    /// A table some of whose columns have the names of what the scenario has.
    pub(crate) fn with_header(header: Vec<Cow<'static, str>>, rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a) -> Self {
        Self { header, rows: Box::new(rows) }
    }

    /// A table whose rows have a statistic between what they are of and what is said last.
    pub(crate) fn of_statistics(
        first: &[&'static str],
        last: &[&'static str],
        rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a,
    ) -> Self {
        let header = first.iter().copied().chain(statistics()).chain(last.iter().copied());
        Self::with_header(header.map(Cow::Borrowed).collect(), rows)
    }

    /// The table with these of its columns, in this order; one that it has not is empty.
    pub(crate) fn columns(self, ids: &[&'static str]) -> Self {
        let places: Vec<Option<usize>> =
            ids.iter().map(|id| self.header.iter().position(|column| column == id)).collect();
        let cell = |row: &[Cell<'a>], place: Option<usize>| place.map_or(Cell::Missing, |place| row[place].clone());
        let rows = self.rows.map(move |row| places.iter().map(|&place| cell(&row, place)).collect());
        Self::new(ids, rows)
    }

    /// The table for a JSON document: an object for each row, with the columns' ids as keys and numbers as the data files
    /// have them.
    pub(crate) fn objects(self) -> Vec<JsonObject<'a>> {
        let header = self.header;
        self.rows.map(|cells| JsonObject { header: header.clone(), cells }).collect()
    }
}

/// A row as a JSON object.
pub(crate) struct JsonObject<'a> {
    header: Vec<Cow<'static, str>>,
    cells: Vec<Cell<'a>>,
}

impl Serialize for JsonObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (key, cell) in self.header.iter().zip(&self.cells) {
            let text = cell.text();
            match cell {
                Cell::Missing => map.serialize_entry(key, &None::<f64>)?,
                Cell::Whole(whole) => map.serialize_entry(key, whole)?,
                Cell::Number(..) => map.serialize_entry(key, &text.parse::<f64>().ok())?,
                Cell::Flag(flag) => map.serialize_entry(key, flag)?,
                Cell::Text(_) | Cell::Named { .. } | Cell::Month(_) => map.serialize_entry(key, &text)?,
            }
        }
        map.end()
    }
}
