//! A table independent of its file format: the source of CSV files, workbook sheets and JSON records.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use super::cell::{Cell, rounded, statistics};
use super::likelihood_term::LikelihoodTerm;
use crate::units::Unit;

/// A table.
pub(crate) struct Rows<'a> {
    /// Column ids.
    pub header: Vec<Cow<'static, str>>,
    /// Rows, generated lazily because there may be many.
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(header: &[&'static str], rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a) -> Self {
        Self::with_header(header.iter().copied().map(Cow::Borrowed).collect(), rows)
    }

    /// A table with column ids that depend on the scenario.
    pub(crate) fn with_header(header: Vec<Cow<'static, str>>, rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a) -> Self {
        Self { header, rows: Box::new(rows) }
    }

    /// A table with the columns `first`, then those of a statistic, then `last`.
    pub(crate) fn of_statistics(
        first: &[&'static str],
        last: &[&'static str],
        rows: impl Iterator<Item = Vec<Cell<'a>>> + 'a,
    ) -> Self {
        let header = first.iter().copied().chain(statistics()).chain(last.iter().copied());
        Self::with_header(header.map(Cow::Borrowed).collect(), rows)
    }

    /// The table restricted to these columns, in this order; unknown columns are empty.
    pub(crate) fn columns(self, ids: &[&'static str]) -> Self {
        let places: Vec<Option<usize>> =
            ids.iter().map(|id| self.header.iter().position(|column| column == id)).collect();
        let cell = |row: &[Cell<'a>], place: Option<usize>| place.map_or(Cell::Missing, |place| row[place].clone());
        let rows = self.rows.map(move |row| places.iter().map(|&place| cell(&row, place)).collect());
        Self::new(ids, rows)
    }

    /// The rows as JSON objects, with the column ids as keys and numbers rounded as in the data files.
    pub(crate) fn objects(self) -> Vec<JsonObject<'a>> {
        let header = self.header;
        self.rows.map(|cells| JsonObject { header: header.clone(), cells }).collect()
    }
}

/// A likelihood in JSON.
#[derive(Serialize)]
struct LikelihoodRecord {
    likelihood: Option<f64>,
    words: Option<&'static str>,
}

impl LikelihoodRecord {
    fn new(likelihood: f64) -> Self {
        let words = LikelihoodTerm::of(likelihood).map(LikelihoodTerm::words);
        Self { likelihood: rounded(likelihood, Unit::Probability), words }
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
                Cell::Likelihood(likelihood) => map.serialize_entry(key, &LikelihoodRecord::new(*likelihood))?,
                Cell::Flag(flag) => map.serialize_entry(key, flag)?,
                Cell::Text(_) | Cell::Named { .. } | Cell::Month(_) => map.serialize_entry(key, &text)?,
            }
        }
        map.end()
    }
}
