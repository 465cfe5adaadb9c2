//! Where the months, the measures and the figures of a sheet are.

use std::collections::BTreeMap;

use super::labels::normalised_label;
use super::map::MeasureMap;
use crate::import::sheet::{GridRow, SheetCell, SheetGrid, SheetMonth};
use crate::units::Month;

/// Rows at the beginning of a sheet among which headings are looked for.
const FIRST_ROWS: usize = 50;

/// Headings of the columns of a long table.
const HEADINGS: [(&str, &[&str]); 4] = [
    (
        "month",
        &[
            "month",
            "period",
            "date",
            "reporting month",
            "reporting period",
            "month ending",
            "month end",
            "snapshot date",
            "month year",
        ],
    ),
    (
        "measure",
        &[
            "measure",
            "indicator",
            "kpi",
            "metric",
            "measure name",
            "indicator name",
            "performance indicator",
            "performance measure",
        ],
    ),
    ("value", &["value", "figure", "result", "actual", "outturn", "measure value"]),
    ("team", &["team", "team name", "service", "service area", "allocated team"]),
];

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// A row for each measure, and a column for each month.
    MonthsAcross,
    /// A column for each measure, and a row for each month.
    MonthsDown,
    /// A row for each figure.
    Long,
}

/// A sheet whose layout is known.
#[derive(Clone, Debug)]
pub(super) struct TableLayout {
    pub form: TableForm,
    /// Place of the row of headings in the rows of the grid.
    pub header: usize,
    /// How many cells say months, by which layouts are compared.
    weight: usize,
    /// With months across: each column with its month. Otherwise the column of months alone, with none.
    pub months: Vec<(u32, Option<Month>)>,
    /// The columns of measures: of their names, or with months down each with its figures.
    pub measures: Vec<u32>,
    /// The column of the figures of a long table.
    pub value: Option<u32>,
    pub team: Option<u32>,
}

fn heading_is(map: &MeasureMap, key: &str, text: &str) -> bool {
    let heading = normalised_label(text);
    match map.column(key) {
        Some(stated) => normalised_label(stated) == heading,
        None => HEADINGS.iter().any(|(known, spellings)| *known == key && spellings.contains(&heading.as_str())),
    }
}

/// The column of a row whose heading is of this kind.
fn column_of(map: &MeasureMap, key: &str, row: GridRow<'_>) -> Option<u32> {
    row.filled().find(|&column| row.cell(column).words().is_some_and(|text| heading_is(map, key, text)))
}

fn is_month(cell: &SheetCell<'_>) -> bool {
    matches!(cell.month(), SheetMonth::Month(_) | SheetMonth::Day)
}

impl TableLayout {
    /// The layout of a sheet; `None` if it has none of the forms.
    pub fn of(grid: &SheetGrid, map: &MeasureMap) -> Option<Self> {
        let rows: Vec<GridRow<'_>> = grid.rows().collect();
        if let Some(long) = long(&rows, map) {
            return Some(long);
        }
        let layouts = [months_across(&rows, map), months_down(&rows, map)].into_iter().flatten();
        // The first of equals.
        layouts.reduce(|best, other| if other.weight > best.weight { other } else { best })
    }

    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The row of the headings, counted from 1.
    pub fn header_line(&self, grid: &SheetGrid) -> u64 {
        grid.rows().nth(self.header).map_or(0, |row| row.line())
    }
}

fn long(rows: &[GridRow<'_>], map: &MeasureMap) -> Option<TableLayout> {
    rows.iter().take(FIRST_ROWS).enumerate().find_map(|(header, &row)| {
        let [month, measure, value] = ["month", "measure", "value"].map(|key| column_of(map, key, row));
        let (month, measure, value) = (month?, measure?, value?);
        let weight = rows[header + 1..].iter().filter(|row| is_month(&row.cell(month))).count();
        Some(TableLayout {
            form: TableForm::Long,
            header,
            weight: weight.max(1),
            months: vec![(month, None)],
            measures: vec![measure],
            value: Some(value),
            team: column_of(map, "team", row),
        })
    })
}

/// How many cells of each column are of a kind.
fn counted_columns(rows: &[GridRow<'_>], is_it: impl Fn(&GridRow<'_>, u32) -> bool) -> BTreeMap<u32, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        for column in row.filled().filter(|&column| is_it(row, column)) {
            *counts.entry(column).or_default() += 1;
        }
    }
    counts
}

fn months_across(rows: &[GridRow<'_>], map: &MeasureMap) -> Option<TableLayout> {
    let of_row = |row: &GridRow<'_>| -> Vec<(u32, Option<Month>)> {
        let months = row.filled().filter_map(|column| match row.cell(column).month() {
            SheetMonth::Month(month) => Some((column, Some(month))),
            SheetMonth::Day => Some((column, None)),
            _ => None,
        });
        months.collect()
    };
    let candidates = rows.iter().take(FIRST_ROWS).map(of_row).enumerate();
    // The first of those with most months that has rows below.
    let (header, months) =
        candidates.rev().filter(|(row, _)| row + 1 < rows.len()).max_by_key(|(_, months)| months.len())?;
    let first_month = months.iter().map(|(column, _)| *column).min()?;
    let (row, below) = (rows[header], &rows[header + 1..]);
    let team = column_of(map, "team", row);
    let stated = column_of(map, "measure", row);
    let is_text = |row: &GridRow<'_>, column: u32| row.cell(column).words().is_some();
    let mut texts = counted_columns(below, is_text);
    texts.retain(|column, _| *column < first_month && Some(*column) != team);
    // The leftmost of the columns with most texts.
    let label = stated.or_else(|| texts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(column, _)| column))?;
    Some(TableLayout {
        form: TableForm::MonthsAcross,
        header,
        weight: months.len(),
        months,
        measures: vec![label],
        value: None,
        team,
    })
}

fn months_down(rows: &[GridRow<'_>], map: &MeasureMap) -> Option<TableLayout> {
    let counts = counted_columns(rows, |row, column| is_month(&row.cell(column)));
    // The leftmost of the columns with most months.
    let (month, weight) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    let first = rows.iter().position(|row| is_month(&row.cell(month)))?;
    let is_heading =
        |row: &GridRow<'_>| row.filled().any(|column| column != month && row.cell(column).words().is_some());
    let header = rows[..first].iter().rposition(is_heading)?;
    let row = rows[header];
    let team = column_of(map, "team", row);
    let measures =
        row.filled().filter(|&column| column != month && Some(column) != team && row.cell(column).words().is_some());
    let measures: Vec<u32> = measures.collect();
    (!measures.is_empty()).then_some(TableLayout {
        form: TableForm::MonthsDown,
        header,
        weight,
        months: vec![(month, None)],
        measures,
        value: None,
        team,
    })
}
