//! Lists that a spreadsheet saves, as CSV or XLSX: their columns are found by their headings, and every cell knows where it is.
//!
//! [`SheetFile::read`] reads a file, and [`SheetFile::records`] finds the columns that are asked for. Only these are kept: whatever else a
//! list says about people can be in no message and no result.

mod cell;
mod date;
mod delimited;
mod figure;
mod grid;
mod headings;
#[cfg(test)]
mod tests;
mod workbook;

pub use cell::SheetCell;
pub(crate) use delimited::decoded;
pub(crate) use figure::{SheetFigure, SheetMonth};
pub(crate) use grid::{GridRow, SheetGrid};
pub(crate) use headings::toml_table;
pub use headings::{Headings, SheetColumn};

use std::fmt::{self, Write as _};

use cell::{CellContent, letters};
use headings::HeadingFit;

use crate::scenario::shown;

/// Rows at the beginning of a sheet among which the headings are looked for.
const FIRST_ROWS: usize = 50;

/// The most filled cells of a file.
const MOST_CELLS: usize = 5_000_000;

/// The fewest headings by which a row is known to be that of the headings, if as many are asked for. A row of values may have one by chance.
const FEWEST_HEADINGS: usize = 2;

/// A file that cannot be read, or a cell that cannot be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetError {
    /// Where: the file, and where it can be said, the sheet and the cell, or the line.
    pub place: String,
    /// What is wrong, and what to do.
    pub what: String,
}

impl SheetError {
    pub(crate) fn new(place: impl Into<String>, what: String) -> Self {
        Self { place: place.into(), what }
    }
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for SheetError {}

/// The sheets of a file: one if it is CSV.
#[derive(Clone, Debug)]
pub struct SheetFile {
    file: String,
    sheets: Vec<RawSheet>,
    /// What was taken for granted on reading, such as the encoding.
    pub notes: Vec<String>,
}

/// A sheet, before its columns are known.
#[derive(Clone, Debug)]
struct RawSheet {
    /// Its name in the workbook; `None` for a CSV file.
    name: Option<String>,
    /// The rows in which some cell is filled.
    rows: Vec<RawRow>,
}

#[derive(Clone, Debug)]
struct RawRow {
    /// Counted from 1, as spreadsheets and editors do.
    line: u64,
    /// Cells of a row of a CSV file, filled or not; 0 in a workbook.
    width: u32,
    /// Filled cells, each with its column, counted from 0.
    cells: Vec<(u32, CellContent)>,
}

impl RawRow {
    /// The cells that are text.
    fn texts(&self) -> impl Iterator<Item = (u32, &str)> {
        self.cells.iter().filter_map(|(column, content)| match content {
            CellContent::Text(text) => Some((*column, text.as_str())),
            _ => None,
        })
    }
}

/// A column that was asked for, as found in a sheet.
#[derive(Clone, Debug)]
pub struct ColumnOfSheet {
    /// The key of the [`SheetColumn`].
    pub key: &'static str,
    /// Its heading in the sheet.
    pub heading: String,
    /// Counted from 0.
    index: u32,
    /// The words of each choice, in lower case without punctuation.
    choices: Vec<(&'static str, Vec<String>)>,
}

/// The rows of a list, with the columns that were asked for and no others.
#[derive(Clone, Debug)]
pub struct RecordSheet {
    /// Name of the file.
    pub file: String,
    /// Name of the sheet; `None` for a CSV file.
    pub name: Option<String>,
    /// The row of the headings, counted from 1.
    pub header: u64,
    /// The columns found, in the order in which they were asked for.
    pub columns: Vec<ColumnOfSheet>,
    rows: Vec<RecordRow>,
    /// What was taken for granted on reading, such as the encoding.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug)]
struct RecordRow {
    line: u64,
    /// By place in the columns.
    cells: Vec<Option<CellContent>>,
}

/// A row of a list.
#[derive(Clone, Copy, Debug)]
pub struct SheetRow<'a> {
    sheet: &'a RecordSheet,
    row: &'a RecordRow,
}

/// Where a sheet is: `staff.xlsx, sheet `Staff``, or `staff.csv`.
fn place_of_sheet(file: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{file}, sheet `{}`", shown(name)),
        None => file.to_owned(),
    }
}

fn too_many_cells(file: &str) -> SheetError {
    let what = format!(
        "the file has more than {} million filled cells, the limit; keep only the list that is to be read",
        MOST_CELLS / 1_000_000
    );
    SheetError::new(file, what)
}

impl SheetFile {
    /// Reads a CSV or XLSX file, which are told apart by what they contain. Hidden sheets are left out.
    ///
    /// # Errors
    /// [`SheetError`] for a file of another kind, or one that is damaged or incomplete.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, SheetError> {
        /// The first bytes of a zip archive, and of an Excel 97 workbook or one with a password.
        const ZIP: &[u8] = b"PK";
        const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
        if bytes.starts_with(OLE) {
            let what =
                "this is a workbook of Excel 97 to 2003, or one with a password; save it as XLSX without a password";
            return Err(SheetError::new(file, what.to_owned()));
        }
        let (sheets, notes) = if bytes.starts_with(ZIP) {
            (workbook::read_workbook(file, bytes)?, Vec::new())
        } else {
            let (sheet, notes) = delimited::read_delimited(file, bytes)?;
            (vec![sheet], notes)
        };
        if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
            return Err(SheetError::new(file, "the file is empty".to_owned()));
        }
        Ok(Self { file: file.to_owned(), sheets, notes })
    }

    /// Name of the file.
    pub(crate) fn name(&self) -> &str {
        &self.file
    }

    /// The names of the sheets, of which a CSV file has none.
    pub(crate) fn sheet_names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().filter_map(|sheet| sheet.name.as_deref())
    }

    /// Whether a row at the beginning of a sheet has all these headings, in these words.
    pub(crate) fn has_headings(&self, headings: &[&str]) -> bool {
        let has_all = |row: &RawRow| headings.iter().all(|heading| row.texts().any(|(_, text)| text == *heading));
        self.sheets.iter().any(|sheet| sheet.rows.iter().take(FIRST_ROWS).any(has_all))
    }

    /// The names of the sheets, as a list.
    fn names(&self) -> String {
        self.sheet_names().map(|name| format!("`{}`", shown(name))).collect::<Vec<_>>().join(", ")
    }

    /// Refuses the name of a sheet that does not exist.
    fn check_name(&self, sheet: Option<&str>) -> Result<(), SheetError> {
        let is_there = |asked: &&str| self.sheets.iter().any(|sheet| sheet.name.as_deref() == Some(*asked));
        let Some(asked) = sheet.filter(|asked| !is_there(asked)) else { return Ok(()) };
        let names = self.names();
        let known = if names.is_empty() { "a CSV file has no sheets".to_owned() } else { format!("it has {names}") };
        Err(SheetError::new(&self.file, format!("no sheet is called `{}`; {known}", shown(asked))))
    }

    /// The list with these columns: in the sheet of this name, or else in the one whose headings fit best. The headings need not be in the
    /// first row.
    ///
    /// # Errors
    /// [`SheetError`] if there is no such sheet, two fit equally well, a column that is needed is missing, two columns fit equally well, or a row
    /// was cut.
    pub fn records(
        &self,
        columns: &'static [SheetColumn],
        sheet: Option<&str>,
        headings: &Headings,
    ) -> Result<RecordSheet, SheetError> {
        let (sheet, header) = self.header(columns, sheet, headings)?;
        let found = self.columns(columns, sheet, header, headings)?;
        let mut rows = Vec::new();
        for row in sheet.rows.iter().filter(|row| row.line > header.line) {
            if row.width < header.width {
                let what = format!(
                    "the row has {} of {} cells: the file may be incomplete; save it again",
                    row.width, header.width
                );
                return Err(SheetError::new(format!("{}, line {}", self.file, row.line), what));
            }
            let beyond = row.cells.iter().find(|(column, _)| header.width > 0 && *column >= header.width);
            if beyond.is_some() {
                let what = format!(
                    "the row has more cells than the {} headings; put a text with a comma into quotation marks",
                    header.width
                );
                return Err(SheetError::new(format!("{}, line {}", self.file, row.line), what));
            }
            let cell = |column: &ColumnOfSheet| {
                row.cells.iter().find(|(place, _)| *place == column.index).map(|(_, content)| content.clone())
            };
            rows.push(RecordRow { line: row.line, cells: found.iter().map(cell).collect() });
        }
        Ok(RecordSheet {
            file: self.file.clone(),
            name: sheet.name.clone(),
            header: header.line,
            columns: found,
            rows,
            notes: self.notes.clone(),
        })
    }

    /// The sheet and its row of headings.
    fn header(
        &self,
        columns: &[SheetColumn],
        sheet: Option<&str>,
        headings: &Headings,
    ) -> Result<(&RawSheet, &RawRow), SheetError> {
        self.check_name(sheet)?;
        let is_asked = |found: &&RawSheet| sheet.is_none_or(|asked| found.name.as_deref() == Some(asked));
        let mut best: Option<(usize, &RawSheet, &RawRow)> = None;
        let mut is_tied = false;
        for sheet in self.sheets.iter().filter(is_asked) {
            let rows = sheet.rows.iter().take(FIRST_ROWS).map(|row| (headings.matches(columns, row), row));
            // The first of equals, so that a repeated heading is a row.
            let Some((matches, row)) = rows.rev().max_by_key(|(matches, _)| *matches) else { continue };
            let most = best.map_or(0, |(most, ..)| most);
            if matches > most {
                (best, is_tied) = (Some((matches, sheet, row)), false);
            } else {
                is_tied |= matches == most && best.is_some();
            }
        }
        match best.filter(|(matches, ..)| *matches >= FEWEST_HEADINGS.min(columns.len())) {
            Some(_) if is_tied => {
                let what = format!("more than one sheet has such a list: {}; name one with --sheet", self.names());
                Err(SheetError::new(&self.file, what))
            }
            Some((_, sheet, row)) => Ok((sheet, row)),
            None => {
                let mut what = format!("none of the first {FIRST_ROWS} rows has the headings of such a list");
                for column in columns.iter().filter(|column| column.is_needed) {
                    let _ = write!(what, "\n  {}: {}, such as `{}`", column.key, column.meaning, column.spellings[0]);
                }
                what += "\n  say which heading is which in a file of --headings";
                Err(SheetError::new(&self.file, what))
            }
        }
    }

    /// The columns that were asked for.
    fn columns(
        &self,
        columns: &'static [SheetColumn],
        sheet: &RawSheet,
        header: &RawRow,
        headings: &Headings,
    ) -> Result<Vec<ColumnOfSheet>, SheetError> {
        let place = match &sheet.name {
            Some(name) => format!("{}, sheet `{}`, row {}", self.file, shown(name), header.line),
            None => format!("{}, line {}", self.file, header.line),
        };
        let mut found = Vec::new();
        let mut problems = Vec::new();
        for column in columns.iter().filter(|column| !headings.leaves_out(column)) {
            let fits = || header.texts().map(|(index, text)| (headings.fit(column, text), index, text));
            let best = fits().map(|(fit, ..)| fit).max().unwrap_or(HeadingFit::None);
            let fitting: Vec<(u32, &str)> =
                fits().filter(|(fit, ..)| *fit == best).map(|(_, index, text)| (index, text)).collect();
            match (fitting.as_slice(), headings.stated(column)) {
                (_, Some(stated)) if best == HeadingFit::None => {
                    problems.push(format!("no heading is `{}`, as `{}` says", shown(stated), column.key));
                }
                (_, None) if best == HeadingFit::None => {
                    if column.is_needed {
                        problems.push(format!("no heading fits `{}`, {}", column.key, column.meaning));
                    }
                }
                (&[(index, heading)], _) => found.push(ColumnOfSheet {
                    key: column.key,
                    heading: heading.to_owned(),
                    index,
                    choices: headings.choices(column),
                }),
                (several, _) => {
                    let of = |(index, text): &(u32, &str)| format!("`{}` (column {})", shown(text), letters(*index));
                    let several: Vec<String> = several.iter().map(of).collect();
                    problems.push(format!("`{}` could be {}", column.key, several.join(" or ")));
                }
            }
        }
        if problems.is_empty() {
            return Ok(found);
        }
        let all: Vec<String> = header.texts().map(|(_, text)| format!("`{}`", shown(text))).collect();
        let what = format!(
            "{}\n  the headings are {}\n  write the right ones into a file and give it with --headings:\n{}",
            problems.join("\n  "),
            all.join(", "),
            headings_file(columns, &found)
        );
        Err(SheetError::new(place, what))
    }
}

/// What a file of headings would say, with a question mark where a needed column was not found.
fn headings_file(columns: &[SheetColumn], found: &[ColumnOfSheet]) -> String {
    let mut lines = Vec::new();
    for column in columns {
        let of_sheet = found.iter().find(|found| found.key == column.key);
        match of_sheet {
            Some(of_sheet) => {
                lines.push(format!("  {} = {}", column.key, toml::Value::from(of_sheet.heading.as_str())));
            }
            None if column.is_needed => lines.push(format!("  {} = \"...\"    # {}", column.key, column.meaning)),
            None => lines.push(format!("  {} = \"\"       # none, or the heading of {}", column.key, column.meaning)),
        }
    }
    lines.join("\n")
}

impl RecordSheet {
    /// The rows after the headings in which some cell is filled, in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = SheetRow<'_>> {
        self.rows.iter().map(|row| SheetRow { sheet: self, row })
    }

    /// Where the sheet is: `staff.xlsx, sheet `Staff``, or `staff.csv`.
    #[must_use]
    pub fn place(&self) -> String {
        place_of_sheet(&self.file, self.name.as_deref())
    }

    /// Whether a column was found.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|column| column.key == key)
    }

    /// Which column is which, as a file of headings says it.
    #[must_use]
    pub fn headings_file(&self, columns: &'static [SheetColumn]) -> String {
        headings_file(columns, &self.columns)
    }
}

impl<'a> SheetRow<'a> {
    /// The row, counted from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// Where the row is: `staff.xlsx, sheet `Staff`, row 14`, or `staff.csv, line 14`.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.sheet.name {
            Some(name) => format!("{}, sheet `{}`, row {}", self.sheet.file, shown(name), self.row.line),
            None => format!("{}, line {}", self.sheet.file, self.row.line),
        }
    }

    /// The cell in the column with this key; an empty one if the sheet has no such column.
    #[must_use]
    pub fn cell(&self, key: &str) -> SheetCell<'a> {
        let place = self.sheet.columns.iter().position(|column| column.key == key);
        SheetCell {
            content: place.and_then(|place| self.row.cells.get(place)?.as_ref()),
            column: place.and_then(|place| self.sheet.columns.get(place)),
            file: &self.sheet.file,
            sheet: self.sheet.name.as_deref(),
            line: self.row.line,
        }
    }
}
