//! The figures of a sheet whose layout is known.

use std::collections::BTreeMap;

use super::labels::normalised_label;
use super::layout::{TableForm, TableLayout};
use crate::import::sheet::{GridRow, SheetCell, SheetError, SheetGrid, SheetMonth};
use crate::units::Month;

/// Figures under one name.
#[derive(Clone, Debug)]
pub(super) struct LabelledFigures<'a> {
    /// The name; `None` if there is none.
    pub label: Option<String>,
    /// Where the name is: `row 7`, `column D`, or `lines 2 to 13`.
    pub place: String,
    /// The cell of the team.
    pub team: Option<SheetCell<'a>>,
    /// Each month's cell.
    pub cells: Vec<(Month, SheetCell<'a>)>,
}

/// What was read of a sheet, before anything is placed.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetFigures<'a> {
    pub figures: Vec<LabelledFigures<'a>>,
    /// Columns that have figures and are not read: their letters, and their headings if they have one.
    pub other_columns: Vec<(String, Option<String>)>,
}

impl TableLayout {
    /// The figures of the sheet.
    ///
    /// # Errors
    /// [`SheetError`] for rows that were cut, months that are none, or months that begin again.
    pub fn figures<'a>(&self, grid: &'a SheetGrid) -> Result<SheetFigures<'a>, SheetError> {
        let rows: Vec<GridRow<'a>> = grid.rows().collect();
        let Some((header, below)) = rows.get(self.header..).and_then(<[_]>::split_first) else {
            return Ok(SheetFigures::default());
        };
        for row in below {
            check_width(header, row)?;
        }
        match self.form {
            TableForm::MonthsAcross => self.across(grid, header, below),
            TableForm::MonthsDown => self.down(grid, header, below),
            TableForm::Long => self.long(grid, below),
        }
    }

    fn team_of<'a>(&self, row: &GridRow<'a>) -> Option<SheetCell<'a>> {
        self.team.map(|column| row.cell(column)).filter(|cell| !cell.is_empty())
    }

    fn across<'a>(
        &self,
        grid: &'a SheetGrid,
        header: &GridRow<'a>,
        below: &[GridRow<'a>],
    ) -> Result<SheetFigures<'a>, SheetError> {
        let months = header_months(header, &self.months)?;
        let mut found = SheetFigures::default();
        for row in below {
            if months.iter().filter(|(column, _)| row.cell(*column).is_month_without_doubt()).count() > 1 {
                let what = "months begin again here; put each table on a sheet or in a file of its own";
                return Err(SheetError::new(row.place(), what.to_owned()));
            }
            let cells: Vec<_> = months.iter().map(|&(column, month)| (month, row.cell(column))).collect();
            // A row without figures is the title of those below.
            if cells.iter().all(|(_, cell)| cell.is_empty()) {
                continue;
            }
            let label = self.measures.first().and_then(|&column| label_of(&row.cell(column)));
            let place = format!("{} {}", grid.word_for_row(), row.line());
            found.figures.push(LabelledFigures { label, place, team: self.team_of(row), cells });
        }
        let is_read = |column: &u32| {
            let of_months = months.iter().any(|(known, _)| known == column);
            of_months || self.measures.contains(column) || self.team == Some(*column)
        };
        found.other_columns = other_columns(grid, header, below, is_read);
        Ok(found)
    }

    fn down<'a>(
        &self,
        grid: &'a SheetGrid,
        header: &GridRow<'a>,
        below: &[GridRow<'a>],
    ) -> Result<SheetFigures<'a>, SheetError> {
        let column_of_months = self.months.first().map_or(0, |(column, _)| *column);
        let mut rows = Vec::new();
        for row in below {
            let is_read = self.measures.iter().any(|&column| !row.cell(column).is_empty());
            if let Some(month) = month_of_row(row, column_of_months, is_read)? {
                rows.push((month, row));
            }
        }
        let mut found = SheetFigures::default();
        for &column in &self.measures {
            for (team, rows) in by_team(&rows, |row| self.team_of(row)) {
                let cells: Vec<_> = rows.iter().map(|(month, row)| (*month, row.cell(column))).collect();
                if cells.iter().all(|(_, cell)| cell.is_empty()) {
                    continue;
                }
                let place = match (team, rows.first()) {
                    (Some(_), Some((_, row))) => {
                        format!("column {} from {} {}", grid.letters(column), grid.word_for_row(), row.line())
                    }
                    _ => format!("column {}", grid.letters(column)),
                };
                found.figures.push(LabelledFigures { label: label_of(&header.cell(column)), place, team, cells });
            }
        }
        let is_read =
            |column: &u32| *column == column_of_months || self.measures.contains(column) || self.team == Some(*column);
        found.other_columns = other_columns(grid, header, below, is_read);
        Ok(found)
    }

    fn long<'a>(&self, grid: &'a SheetGrid, below: &[GridRow<'a>]) -> Result<SheetFigures<'a>, SheetError> {
        let column_of_months = self.months.first().map_or(0, |(column, _)| *column);
        let (Some(&name), Some(value)) = (self.measures.first(), self.value) else {
            return Ok(SheetFigures::default());
        };
        let mut found: Vec<(LabelledFigures<'a>, u64)> = Vec::new();
        let mut places = BTreeMap::new();
        for row in below {
            let is_read = !row.cell(value).is_empty() || !row.cell(name).is_empty();
            let Some(month) = month_of_row(row, column_of_months, is_read)? else { continue };
            let (label, team) = (label_of(&row.cell(name)), self.team_of(row));
            let key = (label.as_deref().map(normalised_label), team.and_then(|cell| cell.text().ok().flatten()));
            let place = *places.entry(key).or_insert_with(|| {
                let figures = LabelledFigures { label, place: row.line().to_string(), team, cells: Vec::new() };
                found.push((figures, row.line()));
                found.len() - 1
            });
            let (figures, last) = &mut found[place];
            figures.cells.push((month, row.cell(value)));
            *last = row.line();
        }
        let word = grid.word_for_row();
        let named = |(mut figures, last): (LabelledFigures<'a>, u64)| {
            figures.place = match figures.cells.len() {
                1 => format!("{word} {last}"),
                _ => format!("{word}s {} to {last}", figures.place),
            };
            figures
        };
        Ok(SheetFigures { figures: found.into_iter().map(named).collect(), other_columns: Vec::new() })
    }
}

/// The rows of each team, in the order in which they come first.
type RowsOfTeam<'a, 'r> = (Option<SheetCell<'a>>, Vec<(Month, &'r GridRow<'a>)>);

fn by_team<'a, 'r>(
    rows: &[(Month, &'r GridRow<'a>)],
    team_of: impl Fn(&GridRow<'a>) -> Option<SheetCell<'a>>,
) -> Vec<RowsOfTeam<'a, 'r>> {
    let mut teams: Vec<RowsOfTeam<'a, 'r>> = Vec::new();
    let mut places = BTreeMap::new();
    for &(month, row) in rows {
        let cell = team_of(row);
        let name = cell.and_then(|cell| cell.text().ok().flatten());
        let place = *places.entry(name).or_insert_with(|| {
            teams.push((cell, Vec::new()));
            teams.len() - 1
        });
        teams[place].1.push((month, row));
    }
    teams
}

fn label_of(cell: &SheetCell<'_>) -> Option<String> {
    cell.words().map(str::to_owned)
}

/// Refuses a row of a CSV file that was cut, or has a comma too many.
fn check_width(header: &GridRow<'_>, row: &GridRow<'_>) -> Result<(), SheetError> {
    if row.width() < header.width() {
        let what = format!(
            "the row has {} of {} cells: the file may be incomplete; save it again",
            row.width(),
            header.width()
        );
        return Err(SheetError::new(row.place(), what));
    }
    if header.width() > 0 && row.filled().any(|column| column >= header.width()) {
        let what = format!(
            "the row has more cells than the {} headings; put a text with a comma into quotation marks",
            header.width()
        );
        return Err(SheetError::new(row.place(), what));
    }
    Ok(())
}

/// Why a day is not read as a month.
const DAY_IS_NO_MONTH: &str = "this is a day, and neither the first nor the last of its month: a spreadsheet may have taken \
     `Apr-24` for 24 April, or the month is first; write months as 2024-04";

/// The month of each column that has one.
fn header_months(header: &GridRow<'_>, columns: &[(u32, Option<Month>)]) -> Result<Vec<(u32, Month)>, SheetError> {
    let mut months: Vec<(u32, Month)> = Vec::new();
    for &(column, month) in columns {
        let cell = header.cell(column);
        let Some(month) = month else { return Err(cell.error(DAY_IS_NO_MONTH)) };
        if let Some((first, _)) = months.iter().find(|(_, known)| *known == month) {
            return Err(cell.error(format!("the month is that of {} too", header.cell(*first).column_name())));
        }
        months.push((column, month));
    }
    Ok(months)
}

/// The month of a row of figures; `None` if it has neither.
fn month_of_row(row: &GridRow<'_>, column: u32, has_figures: bool) -> Result<Option<Month>, SheetError> {
    let cell = row.cell(column);
    match cell.month() {
        SheetMonth::Month(month) => Ok(Some(month)),
        _ if !has_figures => Ok(None),
        SheetMonth::Day => Err(cell.error(DAY_IS_NO_MONTH)),
        SheetMonth::NoYear => Err(cell.error("the month has no year; write it as 2024-04")),
        SheetMonth::Other => Err(cell.error(
            "the row has figures, and no month is here; write it as 2024-04, or remove the row if it is a total",
        )),
    }
}

/// Columns that have figures and are not read.
fn other_columns(
    grid: &SheetGrid,
    header: &GridRow<'_>,
    below: &[GridRow<'_>],
    is_read: impl Fn(&u32) -> bool,
) -> Vec<(String, Option<String>)> {
    let mut columns: Vec<u32> = below.iter().flat_map(GridRow::filled).chain(header.filled()).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.retain(|column| !is_read(column));
    columns.into_iter().map(|column| (grid.letters(column).to_owned(), label_of(&header.cell(column)))).collect()
}
