//! What measures were before the run: it stands before the fan.

use super::Names;
use super::csv_file::{CsvFile, wrong_header};
use super::declaration::{Key, Kind};
use super::diagnostic::{Problem, plain, shown};
use super::series::Series;
use super::source::Loader;
use super::table::Table;
use super::target::{figures_of, read_series};
use super::tree::{Node, Value};
use crate::units::Month;

const COLUMNS: [&str; 2] = ["month", "value"];

/// What a measure was before the run.
#[derive(Clone, Debug)]
pub struct History {
    /// Its id.
    pub id: String,
    /// What it is of.
    pub series: Option<Series>,
    /// Month and value, in time order.
    pub points: Vec<(Month, f64)>,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names, loader: &dyn Loader) -> History {
    let series = read_series(t, names);
    let csv =
        t.text("csv", "A CSV file beside the scenario with the columns `month` and `value`, in place of `points`.");
    let kind = Kind::Keyed(Key::Month, Box::new(Kind::Number(-1e12, 1e12)));
    let points = t.form("points", kind, "What the measure was: month = value.");
    let found = usize::from(points.is_some()) + usize::from(csv.is_some());
    if found != 1 && !(found == 0 && t.has("csv")) {
        t.error(Problem::OneOf { keys: &["points", "csv"], inside: format!("history.{id}"), found }, None);
    }
    let mut points = points.map(|node| read_points(t, node)).unwrap_or_default();
    if let Some(path) = csv {
        points = read_csv(t, &path, loader);
    }
    if let Some(unit) = series.map(|series| series.measure.unit) {
        let (min, max) = figures_of(unit);
        if let Some(&(_, value)) = points.iter().find(|(_, value)| !(min..=max).contains(value)) {
            let problem = Problem::OutOfRange { key: "points".into(), min, max, unit, found: plain(value) };
            let place = t.place_of(if t.has("csv") { "csv" } else { "points" });
            t.error(problem, place);
        }
    }
    points.sort_by_key(|&(month, _)| month);
    History { id: id.to_owned(), series, points }
}

fn read_points(t: &mut Table<'_>, node: &Node) -> Vec<(Month, f64)> {
    let expected = "months and values, such as { \"2014-09\" = 0.57 }";
    let wrong = |found: String| Problem::WrongType { key: "points".into(), expected: expected.into(), found };
    let Value::Table(table) = &node.value else {
        t.error(wrong(node.found()), Some(node.at));
        return Vec::new();
    };
    let mut points = Vec::new();
    for (key, node) in &table.entries {
        match (Month::parse(key), node.number().filter(|number| number.is_finite())) {
            (Some(month), Some(value)) => points.push((month, value)),
            _ => t.error(wrong(format!("`{}` = {}", shown(key), node.found())), Some(node.key_at)),
        }
    }
    points
}

fn read_csv(t: &mut Table<'_>, path: &str, loader: &dyn Loader) -> Vec<(Month, f64)> {
    let place = t.place_of("csv");
    let Some(file) = CsvFile::open(t.reader, loader, path, place) else { return Vec::new() };
    let (header, rows) = file.rows();
    if let Some(problem) = wrong_header(&header, &COLUMNS, &COLUMNS) {
        t.error(problem, Some(file.header_at()));
        return Vec::new();
    }
    let column = |name: &str| header.iter().position(|column| column == name).unwrap_or(0);
    let (months, values) = (column("month"), column("value"));
    let mut points = Vec::new();
    for (row, place) in rows {
        let month = row.get(months).and_then(Month::parse);
        let value = row.get(values).and_then(|text| text.parse().ok()).filter(|value: &f64| value.is_finite());
        match (month, value) {
            (Some(month), Some(value)) if row.len() == 2 => points.push((month, value)),
            _ => {
                let reason = "a row must be a month such as 2016-04 and a number".into();
                t.error(Problem::Csv { reason, hint: None }, Some(place));
            }
        }
    }
    points
}
