//! A table as a sheet: the rows of a data file, with numbers as numbers and months as dates.

use std::collections::BTreeSet;

use super::Book;
use super::cell_format::CellFormat;
use super::sheet::{MAX_ROWS, Sheet};
use crate::content::cell::Cell;
use crate::content::column_titles;
use crate::content::rows::Rows;
use crate::render::RenderError;

/// Adds a table as a sheet that can be sorted and filtered; `about` describes it in one line, `fixed` is the number of
/// leading columns to freeze.
pub(crate) fn table(
    book: &mut Book,
    name: &'static str,
    about: &str,
    fixed: u16,
    rows: Rows<'_>,
) -> Result<(), RenderError> {
    let mut sheet = book.sheet(name)?;
    let header = rows.header.clone();
    book.columns.extend(header.iter().map(|id| (name, id.clone())));
    let last = header.len().saturating_sub(1) as u16;
    let TableExtent { rows: written, whole, figures } = fill(&mut sheet, rows, MAX_ROWS)?;
    for (column, id) in header.into_iter().enumerate() {
        let title = column_titles::title(name, &id);
        let longest = title.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        // Leaves room for the filter button.
        sheet.widen(column as u16, (longest + 3).max(title.chars().count() / 2 + 2));
        let look = if figures.contains(&column) { CellFormat::FigureHeader } else { CellFormat::Header };
        sheet.text(0, column as u16, &title, look)?;
    }
    sheet.inner.autofilter(0, 0, written.max(1), last)?;
    sheet.freeze(1, fixed)?;
    let cut = if whole { String::new() } else { format!(" Only the first {written} rows: a sheet cannot hold more.") };
    book.add(sheet, &format!("{about}{cut}"))
}

/// The part of a table that was written.
struct TableExtent {
    rows: u32,
    /// Whether that is the whole table.
    whole: bool,
    /// The columns that contain numbers.
    figures: BTreeSet<usize>,
}

/// Writes the rows below the header, up to a sheet size of `most` rows.
fn fill(sheet: &mut Sheet, rows: Rows<'_>, most: u32) -> Result<TableExtent, RenderError> {
    let mut filled = TableExtent { rows: 0, whole: true, figures: BTreeSet::new() };
    for row in rows.rows {
        if filled.rows + 1 >= most {
            return Ok(TableExtent { whole: false, ..filled });
        }
        filled.rows += 1;
        for (column, cell) in row.iter().enumerate() {
            sheet.cell(filled.rows, column as u16, cell)?;
            if matches!(cell, Cell::Number(..) | Cell::Whole(_)) {
                filled.figures.insert(column);
            }
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::{Rows, Sheet, fill};
    use crate::content::cell::Cell;

    #[test]
    fn rows_beyond_the_sheet_limit_are_dropped_with_a_note() {
        let rows = |n: u64| Rows::new(&["rank"], (0..n).map(|n| vec![Cell::Whole(n)]));
        let mut sheet = Sheet::new("Small", "").expect("a sheet");
        for (n, whole) in [(4, true), (5, false)] {
            let filled = fill(&mut sheet, rows(n), 5).expect("rows");
            assert_eq!((filled.rows, filled.whole), (4, whole));
        }
    }
}
