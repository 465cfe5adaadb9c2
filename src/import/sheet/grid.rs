//! All cells of a sheet, for tables of figures, whose layout is found before anything is read.

use super::cell::letters;
use super::{ColumnOfSheet, RawRow, RawSheet, SheetCell, SheetError, SheetFile, SheetMonth, place_of_sheet};

/// A sheet with all its cells.
#[derive(Clone, Debug)]
pub(crate) struct SheetGrid {
    /// Name of the file.
    file: String,
    /// Name of the sheet; `None` for a CSV file.
    pub name: Option<String>,
    columns: Vec<ColumnOfSheet>,
    rows: Vec<RawRow>,
}

/// A row of a grid in which some cell is filled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GridRow<'a> {
    grid: &'a SheetGrid,
    row: &'a RawRow,
}

impl SheetFile {
    /// The sheets in which some cell is filled; only the one of this name, if one is named.
    ///
    /// # Errors
    /// [`SheetError`] if there is no sheet of this name.
    pub(crate) fn grids(&self, sheet: Option<&str>) -> Result<Vec<SheetGrid>, SheetError> {
        self.check_name(sheet)?;
        let is_asked = |name: &Option<String>| sheet.is_none_or(|asked| name.as_deref() == Some(asked));
        let sheets = self.sheets.iter().filter(|sheet| !sheet.rows.is_empty() && is_asked(&sheet.name));
        let grid = |sheet: &RawSheet| {
            let last = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column)).max().unwrap_or(0);
            let column = |index| ColumnOfSheet { key: "", heading: letters(index), index, choices: Vec::new() };
            SheetGrid {
                file: self.file.clone(),
                name: sheet.name.clone(),
                columns: (0..=last).map(column).collect(),
                rows: sheet.rows.iter().map(sorted).collect(),
            }
        };
        Ok(sheets.map(grid).collect())
    }
}

/// A row with its cells in the order of the columns, which they may not have in a damaged file.
fn sorted(row: &RawRow) -> RawRow {
    let mut row = row.clone();
    row.cells.sort_by_key(|(column, _)| *column);
    row
}

impl SheetGrid {
    /// The rows in which some cell is filled, in order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = GridRow<'_>> + Clone {
        self.rows.iter().map(|row| GridRow { grid: self, row })
    }

    /// Where the sheet is: `months.xlsx, sheet `KPI``, or `months.csv`.
    pub fn place(&self) -> String {
        place_of_sheet(&self.file, self.name.as_deref())
    }

    /// Name of the file.
    pub fn file_name(&self) -> &str {
        &self.file
    }

    /// Where the first month is that has no year, if several have none.
    pub fn month_without_year(&self) -> Option<String> {
        let cells = self.rows().flat_map(|row| row.filled().map(move |column| row.cell(column)));
        let mut bare = cells.filter(|cell| cell.month() == SheetMonth::NoYear);
        bare.next().filter(|_| bare.next().is_some()).map(|cell| cell.place())
    }

    /// The letters of a column: B.
    pub fn letters(&self, column: u32) -> &str {
        self.columns.get(column as usize).map_or("", |column| &column.heading)
    }

    /// What a row is called: `row` in a workbook, `line` in a CSV file.
    pub fn word_for_row(&self) -> &'static str {
        if self.name.is_some() { "row" } else { "line" }
    }
}

impl<'a> GridRow<'a> {
    /// The row, counted from 1.
    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// Where the row is: `months.xlsx, sheet `KPI`, row 14`, or `months.csv, line 14`.
    pub fn place(&self) -> String {
        format!("{}, {} {}", self.grid.place(), self.grid.word_for_row(), self.row.line)
    }

    /// Cells of the row of a CSV file, filled or not; 0 in a workbook.
    pub fn width(&self) -> u32 {
        self.row.width
    }

    /// The columns of the cells that are filled, in order.
    pub fn filled(&self) -> impl Iterator<Item = u32> + use<'a> {
        self.row.cells.iter().map(|(column, _)| *column)
    }

    /// The cell in a column, counted from 0.
    pub fn cell(&self, column: u32) -> SheetCell<'a> {
        let place = self.row.cells.binary_search_by_key(&column, |(place, _)| *place).ok();
        SheetCell {
            content: place.map(|place| &self.row.cells[place].1),
            column: self.grid.columns.get(column as usize),
            file: &self.grid.file,
            sheet: self.grid.name.as_deref(),
            line: self.row.line,
        }
    }
}
