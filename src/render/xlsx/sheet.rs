//! A sheet: cells with their formats, column widths fitted to the contents, and print settings.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Chart, ExcelDateTime, Format, Formula, IgnoreError, Url, Worksheet};

use super::cell_format;
use super::cell_format::{CellFormat, MONTH, WHOLE};
use super::formula::formula_text;
use super::text::{WIDEST, WIDEST_LONG, length, lengths, long_or_text, plain};
use crate::content::cell::{Cell, NumberRole, number, rounded};
use crate::content::likelihood_term::LikelihoodTerm;
use crate::content::workbook::CellFormula;
use crate::render::RenderError;
use crate::units::{Month, Unit};

/// Maximum number of rows in a sheet.
pub(super) const MAX_ROWS: u32 = 1_048_576;

/// A sheet under construction.
pub(crate) struct Sheet {
    pub(super) inner: Worksheet,
    pub(super) name: &'static str,
    /// Cache of formats: creating one for each cell takes longer than writing it.
    formats: Vec<(CellFormat, bool, Format)>,
    /// By column, the number of characters it should show.
    widths: Vec<usize>,
    /// Text that may wrap: its row, its columns and the length of its lines.
    long: Vec<(u32, (u16, u16), Vec<usize>)>,
    /// By row, the minimum height in points, if more than one line.
    heights: BTreeMap<u32, usize>,
    last_row: u32,
}

impl Sheet {
    /// An empty sheet; `title` is printed at the top of every page.
    pub(crate) fn new(name: &'static str, title: &str) -> Result<Self, RenderError> {
        let mut inner = Worksheet::new();
        inner.set_name(name)?;
        inner.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        // In headers an ampersand starts a command, and Excel allows 255 characters at most.
        let title: String = plain(title).chars().filter(|&one| one != '\n').take(100).collect();
        inner.set_header(format!("&L{}&R&A", title.replace('&', "&&")));
        inner.set_footer("&Lstaffcast&RPage &P of &N");
        Ok(Self {
            inner,
            name,
            formats: Vec::new(),
            widths: Vec::new(),
            long: Vec::new(),
            heights: BTreeMap::new(),
            last_row: 0,
        })
    }

    /// Writes text, which remains text whatever its first character.
    pub(crate) fn text(&mut self, row: u32, column: u16, text: &str, look: CellFormat) -> Result<(), RenderError> {
        if text.is_empty() {
            return Ok(());
        }
        let text = plain(text);
        let quoted = text.starts_with(['=', '+', '-', '@']);
        if matches!(look, CellFormat::Text | CellFormat::Strong | CellFormat::Long) {
            let longest = lengths(&text).into_iter().max().unwrap_or(0);
            self.widen(column, longest.min(if look == CellFormat::Long { WIDEST_LONG } else { WIDEST }));
        }
        self.remember(row, (column, column), &text, look);
        let place = self.place(look, quoted);
        self.last_row = self.last_row.max(row);
        self.inner.write_string_with_format(row, column, text, &self.formats[place].2)?;
        Ok(())
    }

    /// The title of a sheet meant for reading rather than filtering.
    pub(crate) fn title(&mut self, title: &str) -> Result<(), RenderError> {
        self.inner.set_screen_gridlines(false);
        self.text(0, 0, title, CellFormat::Title)
    }

    /// Column headers in a row: the first `texts` are for text, the others for numbers.
    pub(crate) fn heads(&mut self, row: u32, titles: &[&str], texts: usize) -> Result<(), RenderError> {
        for (column, title) in titles.iter().enumerate() {
            let look = if column < texts { CellFormat::Header } else { CellFormat::FigureHeader };
            self.widen(column as u16, title.chars().count().min(12));
            self.text(row, column as u16, if title.is_empty() { " " } else { title }, look)?;
        }
        Ok(())
    }

    /// Freezes the rows above `row` and the first column.
    pub(crate) fn keep_above(&mut self, row: u32) -> Result<(), RenderError> {
        self.inner.set_freeze_panes(row, 1)?;
        self.inner.set_repeat_rows(row.saturating_sub(1), row.saturating_sub(1))?;
        Ok(())
    }

    /// Writes a cell: a number as a number, a month as a date.
    pub(crate) fn cell(&mut self, row: u32, column: u16, cell: &Cell<'_>) -> Result<(), RenderError> {
        match cell {
            Cell::Missing => Ok(()),
            Cell::Text(text) => self.text(row, column, text, long_or_text(text)),
            Cell::Named { name, .. } => self.text(row, column, name, CellFormat::Text),
            Cell::Flag(flag) => self.text(row, column, if *flag { "yes" } else { "no" }, CellFormat::Text),
            Cell::Likelihood(likelihood) => self.likelihood(row, column, *likelihood),
            Cell::Whole(whole) => self.number(row, column, *whole as f64, CellFormat::Figure(WHOLE)),
            Cell::Number(value, unit, sense) => {
                let rounded =
                    if *sense == NumberRole::Given { Some(*value) } else { number(*value, *unit).parse().ok() };
                rounded.map_or(Ok(()), |value| self.number(row, column, value, cell_format::figure(*unit, *sense)))
            }
            Cell::Month(month) => self.month(row, column, *month),
        }
    }

    /// Writes a likelihood as a number that is shown with its term; nothing if it is not known.
    fn likelihood(&mut self, row: u32, column: u16, likelihood: f64) -> Result<(), RenderError> {
        let Some(term) = LikelihoodTerm::of(likelihood) else { return Ok(()) };
        self.widen(column, term.words().chars().count() + 7);
        let rounded = rounded(likelihood, Unit::Probability).unwrap_or(likelihood);
        self.number(row, column, rounded, CellFormat::Likelihood(term))
    }

    /// Writes a level for display.
    pub(crate) fn level(&mut self, row: u32, column: u16, value: f64, unit: Unit) -> Result<(), RenderError> {
        self.cell(row, column, &Cell::level(cell_format::visible(value, unit), unit))
    }

    /// Writes a difference for display.
    pub(crate) fn change(&mut self, row: u32, column: u16, value: f64, unit: Unit) -> Result<(), RenderError> {
        self.cell(row, column, &Cell::Number(cell_format::visible(value, unit), unit, NumberRole::Change))
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, row: u32, column: u16, number: f64, look: CellFormat) -> Result<(), RenderError> {
        if !number.is_finite() {
            return Ok(());
        }
        self.widen(column, length(number));
        let place = self.place(look, false);
        self.last_row = self.last_row.max(row);
        self.inner.write_number_with_format(row, column, number, &self.formats[place].2)?;
        Ok(())
    }

    /// Writes a formula and its result, which is shown by programs that do not compute; nothing if the result is unknown.
    pub(super) fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: CellFormula,
        result: f64,
        unit: Unit,
    ) -> Result<(), RenderError> {
        let Some(result) = rounded(result, unit) else { return Ok(()) };
        self.widen(column, length(result));
        let place = self.place(cell_format::figure(unit, NumberRole::Level), false);
        self.last_row = self.last_row.max(row);
        let formula = Formula::new(formula_text(formula, row, column)).set_result(result.to_string());
        self.inner.write_formula_with_format(row, column, formula, &self.formats[place].2)?;
        Ok(())
    }

    /// Writes the first day of a month. Excel has no dates before 1900.
    fn month(&mut self, row: u32, column: u16, month: Month) -> Result<(), RenderError> {
        let (year, of_year) = (month.year(), month.index_in_year() as u8 + 1);
        let Some(date) = u16::try_from(year).ok().filter(|&year| year >= 1900) else {
            return self.text(row, column, &month.to_string(), CellFormat::Text);
        };
        self.widen(column, 8);
        let place = self.place(CellFormat::Figure(MONTH), false);
        self.last_row = self.last_row.max(row);
        let date = ExcelDateTime::from_ymd(date, of_year, 1)?;
        self.inner.write_datetime_with_format(row, column, &date, &self.formats[place].2)?;
        Ok(())
    }

    /// Writes text across several columns of a row.
    pub(crate) fn across(
        &mut self,
        row: u32,
        columns: (u16, u16),
        text: &str,
        look: CellFormat,
    ) -> Result<(), RenderError> {
        if columns.0 == columns.1 {
            return self.text(row, columns.0, text, look);
        }
        self.remember(row, columns, text, look);
        let place = self.place(look, false);
        self.last_row = self.last_row.max(row);
        self.inner.merge_range(row, columns.0, row, columns.1, &plain(text), &self.formats[place].2)?;
        Ok(())
    }

    /// Writes a link to another sheet of the workbook.
    pub(super) fn link(&mut self, row: u32, column: u16, to: &str) -> Result<(), RenderError> {
        let url = Url::new(format!("internal:'{to}'!A1")).set_text(to);
        self.widen(column, to.chars().count());
        let place = self.place(CellFormat::Link, false);
        self.last_row = self.last_row.max(row);
        self.inner.write_url_with_format(row, column, url, &self.formats[place].2)?;
        Ok(())
    }

    /// Inserts a chart with its top left corner at a cell.
    pub(super) fn chart(&mut self, row: u32, column: u16, chart: &Chart) -> Result<(), RenderError> {
        self.inner.insert_chart(row, column, chart)?;
        Ok(())
    }

    /// Freezes the rows above `row` and repeats them on every printed page.
    pub(super) fn freeze(&mut self, row: u32, column: u16) -> Result<(), RenderError> {
        self.inner.set_freeze_panes(row, column)?;
        self.inner.set_repeat_rows(row.saturating_sub(1), row.saturating_sub(1))?;
        Ok(())
    }

    /// Sets the minimum width of a column, in characters.
    pub(crate) fn widen(&mut self, column: u16, characters: usize) {
        let column = usize::from(column);
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0);
        }
        self.widths[column] = self.widths[column].max(characters);
    }

    /// Sets the exact width of a column, in characters.
    pub(crate) fn set_width(&mut self, column: u16, characters: usize) {
        self.widen(column, 0);
        self.widths[usize::from(column)] = characters;
    }

    /// Records text that may need a higher row: not every program adjusts the height automatically.
    fn remember(&mut self, row: u32, columns: (u16, u16), text: &str, look: CellFormat) {
        match look {
            CellFormat::Long | CellFormat::Header | CellFormat::FigureHeader => {
                self.long.push((row, columns, lengths(text)));
            }
            CellFormat::Title => self.raise(row, 30),
            CellFormat::Section => self.raise(row, 20),
            _ => {}
        }
    }

    /// Sets the minimum height of a row, in points.
    fn raise(&mut self, row: u32, points: usize) {
        let height = self.heights.entry(row).or_insert(points);
        *height = points.max(*height);
    }

    /// Makes rows high enough for wrapped text.
    fn raise_long(&mut self) {
        for (row, (first, last), lengths) in std::mem::take(&mut self.long) {
            let widths = self.widths.iter().take(usize::from(last) + 1).skip(usize::from(first));
            // Column widths count digits. Letters are narrower, but lines are not filled completely.
            let width = (widths.sum::<usize>() * 11 / 10).max(1);
            let lines: usize = lengths.iter().map(|length| length.div_ceil(width).max(1)).sum();
            if lines > 1 {
                self.raise(row, 15 * lines);
            }
        }
    }

    /// The finished sheet, with columns and rows fitted to their contents.
    pub(super) fn finish(mut self) -> Result<Worksheet, RenderError> {
        for (column, &width) in self.widths.iter().enumerate() {
            self.inner.set_column_width(column as u16, width as f64 + 2.0)?;
        }
        self.raise_long();
        for (&row, &points) in &self.heights {
            // Excel limits the height of a row to 409 points.
            self.inner.set_row_height(row, points.min(405) as f64)?;
        }
        // An input's value such as `0.85` is text, because others are `low 0.7, high 0.9`; suppress Excel's warning.
        let last = self.widths.len().saturating_sub(1) as u16;
        self.inner.ignore_error_range(0, 0, self.last_row, last, IgnoreError::NumberStoredAsText)?;
        Ok(self.inner)
    }

    fn place(&mut self, look: CellFormat, quoted: bool) -> usize {
        let known = self.formats.iter().position(|&(one, of_quoted, _)| one == look && of_quoted == quoted);
        known.unwrap_or_else(|| {
            self.formats.push((look, quoted, look.format(quoted)));
            self.formats.len() - 1
        })
    }
}
