//! Figures for months before the run: of measures, shown before the projected range, and of what is not simulated.

use std::collections::BTreeMap;

use super::target::{figures_of, read_series};
use crate::scenario::Names;
use crate::scenario::declare::{Key, Kind, Table};
use crate::scenario::problem::suggestion;
use crate::scenario::problem::{CsvReason, Problem, plain, shown};
use crate::scenario::reported_series::Series;
use crate::scenario::source::{CsvFile, Loader, Node, Place, Value, wrong_header};
use crate::units::{Month, Unit};

const COLUMNS: [&str; 2] = ["month", "value"];

/// Figures for months before the run.
#[derive(Clone, Debug)]
pub struct History {
    /// Identifier.
    pub id: String,
    /// The series that the figures are for; `None` if invalid, or if they are not simulated.
    pub series: Option<Series>,
    /// What the figures are if they are not simulated.
    pub figure: Option<ReportedFigure>,
    /// Months and values, in time order.
    pub points: Vec<(Month, f64)>,
    /// The place of each point.
    pub(crate) places: Vec<Place>,
}

/// A figure that is reported but not simulated, such as the result of an audit.
#[derive(Clone, Debug)]
pub struct ReportedFigure {
    /// Display name.
    pub name: String,
    /// Unit.
    pub unit: Unit,
}

const FIGURE_UNITS: [(&str, Unit); 2] = [("share", Unit::Share), ("number", Unit::Number)];

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names, loader: &dyn Loader) -> History {
    let figure = read_figure(t, id);
    // Measures do not apply to a figure that is not simulated.
    let series = if figure.is_none() || t.has("measure") { read_series(t, names) } else { None };
    let csv = t
        .text("csv", "CSV file with the columns `month` and `value`, instead of `points`; path relative to this file.");
    let kind = Kind::Keyed(Key::Month, Box::new(Kind::Number(-1e12, 1e12)));
    let points = t.form("points", kind, "Historical figures: month = value.");
    let found = usize::from(points.is_some()) + usize::from(csv.is_some());
    if found != 1 && !(found == 0 && t.has("csv")) {
        t.error(Problem::OneOf { keys: &["points", "csv"], inside: format!("history.{id}"), found }, None);
    }
    let mut points = points.map(|node| read_points(t, node)).unwrap_or_default();
    if let Some(path) = csv {
        points = read_csv(t, &path, loader);
    }
    if let Some(unit) = series.map(|series| series.measure.unit).or(figure.as_ref().map(|figure| figure.unit)) {
        let (min, max) = figures_of(unit);
        let key = if t.has("csv") { "value" } else { "points" };
        for point in points.iter().filter(|point| !(min..=max).contains(&point.value)) {
            let problem = Problem::OutOfRange { key: key.into(), min, max, unit, found: plain(point.value) };
            t.error(problem, Some(point.place));
        }
    }
    points.sort_by_key(|point| point.month);
    let places = points.iter().map(|point| point.place).collect();
    History {
        id: id.to_owned(),
        series,
        figure,
        points: points.iter().map(|point| (point.month, point.value)).collect(),
        places,
    }
}

fn read_figure(t: &mut Table<'_>, id: &str) -> Option<ReportedFigure> {
    let doc = "Name of a figure that is not simulated, such as the result of an audit, instead of `measure`; it is shown in a \
               table.";
    let name = t.text("figure", doc);
    let unit = t.choice("unit", &FIGURE_UNITS.map(|(id, _)| id), "Unit of `figure`; a share if omitted.");
    if name.is_some() && t.has("measure") {
        let inside = format!("history.{id}");
        t.error(Problem::OneOf { keys: &["measure", "figure"], inside, found: 2 }, None);
    }
    name.map(|name| ReportedFigure { name, unit: FIGURE_UNITS[unit.unwrap_or(0)].1 })
}

/// One figure of a history.
struct HistoryPoint {
    month: Month,
    value: f64,
    place: Place,
}

fn read_points(t: &mut Table<'_>, node: &Node) -> Vec<HistoryPoint> {
    let expected = "months and values, such as { \"2014-09\" = 0.57 }";
    let wrong = |found: String| Problem::WrongType { key: "points".into(), expected: expected.into(), found };
    let Value::Table(table) = &node.value else {
        t.error(wrong(node.found()), Some(node.at));
        return Vec::new();
    };
    let mut points = Vec::new();
    for (key, node) in &table.entries {
        let value = node.number().filter(|number| number.is_finite());
        if let (Some(month), Some(value)) = (Month::parse(key), value) {
            points.push(HistoryPoint { month, value, place: node.at });
        } else {
            let hint = suggestion::month(key).map(|month| format!("write \"{}\"", month.iso()));
            let found = format!("`{}` = {}", shown(key), node.found());
            t.reader.error_with_hint(wrong(found), node.key_at, hint);
        }
    }
    points
}

fn read_csv(t: &mut Table<'_>, path: &str, loader: &dyn Loader) -> Vec<HistoryPoint> {
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
    let mut lines: BTreeMap<Month, usize> = BTreeMap::new();
    for (row, place) in rows {
        let month = row.get(months).and_then(Month::parse);
        let value = row.get(values).and_then(|text| text.parse().ok()).filter(|value: &f64| value.is_finite());
        match (month, value) {
            (Some(month), Some(value)) if row.len() == 2 => {
                let (line, _) = t.reader.sources.line_column(place);
                if let Some(first) = lines.get(&month) {
                    let reason = CsvReason::MonthTwice { month, line: *first };
                    t.error(Problem::Csv { reason, hint: None }, Some(place));
                } else {
                    lines.insert(month, line);
                    points.push(HistoryPoint { month, value, place });
                }
            }
            _ => {
                let reason = CsvReason::NotMonthAndNumber {};
                let hint = row_hint(row.get(months).unwrap_or(""), row.get(values).unwrap_or(""));
                t.error(Problem::Csv { reason, hint }, Some(place));
            }
        }
    }
    points
}

/// A suggestion for a month and a number as saved by spreadsheets: `May-25`, `01/04/2025`, `31%`.
fn row_hint(month: &str, value: &str) -> Option<String> {
    let month = suggestion::month(month).map(Month::iso);
    let share = value.strip_suffix('%').and_then(|percent| percent.trim().parse::<f64>().ok());
    let share = share.filter(|share| share.is_finite()).map(|percent| plain(percent / 100.0));
    let written: Vec<String> = [month, share].into_iter().flatten().collect();
    (!written.is_empty()).then(|| format!("write {}", written.join(" and ")))
}
