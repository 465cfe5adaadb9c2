//! A sheet: cells with their looks, columns as wide as what stands in them, and how it prints.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Chart, ExcelDateTime, Format, IgnoreError, Url, Worksheet};

use super::cell_format;
use super::cell_format::{CellFormat, MONTH, WHOLE};
use super::text::{WIDEST, WIDEST_LONG, length, lengths, long_or_text, plain};
use crate::content::cell::number;
use crate::content::cell::{Cell, NumberRole};
use crate::render::RenderError;
use crate::units::{Month, Unit};

/// Rows that a sheet can have.
pub(super) const MAX_ROWS: u32 = 1_048_576;

/// A sheet that is being made.
pub(crate) struct Sheet {
    pub(super) inner: Worksheet,
    pub(super) name: &'static str,
    /// Formats that were used before: making one anew for each cell takes longer than writing it.
    formats: Vec<(CellFormat, bool, Format)>,
    /// By column, how many characters it should show.
    widths: Vec<usize>,
    /// Text that may take several lines: its row, its columns and how long its lines are.
    long: Vec<(u32, (u16, u16), Vec<usize>)>,
    /// By row, how many points high it has to be, where more than a line.
    heights: BTreeMap<u32, usize>,
    last_row: u32,
}

impl Sheet {
    /// An empty sheet; `title` stands at the head of every printed page.
    pub(crate) fn new(name: &'static str, title: &str) -> Result<Self, RenderError> {
        let mut inner = Worksheet::new();
        inner.set_name(name)?;
        inner.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        // An ampersand begins a command there, and Excel takes 255 characters at most.
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

    /// Writes text, which stays text whatever it begins with.
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

    /// The title of a sheet that is to be read rather than filtered.
    pub(crate) fn title(&mut self, title: &str) -> Result<(), RenderError> {
        self.inner.set_screen_gridlines(false);
        self.text(0, 0, title, CellFormat::Title)
    }

    /// Heads of columns in a row: so many of text, then of numbers.
    pub(crate) fn heads(&mut self, row: u32, titles: &[&str], texts: usize) -> Result<(), RenderError> {
        for (column, title) in titles.iter().enumerate() {
            let look = if column < texts { CellFormat::Header } else { CellFormat::FigureHeader };
            self.widen(column as u16, title.chars().count().min(12));
            self.text(row, column as u16, if title.is_empty() { " " } else { title }, look)?;
        }
        Ok(())
    }

    /// Keeps the rows above `row` and the first column in sight.
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
            Cell::Whole(whole) => self.number(row, column, *whole as f64, CellFormat::Figure(WHOLE)),
            Cell::Number(value, unit, sense) => {
                let rounded =
                    if *sense == NumberRole::Given { Some(*value) } else { number(*value, *unit).parse().ok() };
                rounded.map_or(Ok(()), |value| self.number(row, column, value, cell_format::figure(*unit, *sense)))
            }
            Cell::Month(month) => self.month(row, column, *month),
        }
    }

    /// Writes a level for people to read.
    pub(crate) fn level(&mut self, row: u32, column: u16, value: f64, unit: Unit) -> Result<(), RenderError> {
        self.cell(row, column, &Cell::level(cell_format::visible(value, unit), unit))
    }

    /// Writes a difference for people to read.
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

    /// Writes the first day of a month. Excel knows no day before 1900.
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

    /// One text over several columns of a row.
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

    /// A way to another sheet of the workbook.
    pub(super) fn link(&mut self, row: u32, column: u16, to: &str) -> Result<(), RenderError> {
        let url = Url::new(format!("internal:'{to}'!A1")).set_text(to);
        self.widen(column, to.chars().count());
        let place = self.place(CellFormat::Link, false);
        self.last_row = self.last_row.max(row);
        self.inner.write_url_with_format(row, column, url, &self.formats[place].2)?;
        Ok(())
    }

    /// A chart with its corner at a cell.
    pub(super) fn chart(&mut self, row: u32, column: u16, chart: &Chart) -> Result<(), RenderError> {
        self.inner.insert_chart(row, column, chart)?;
        Ok(())
    }

    /// Keeps the rows above `row` in sight and repeats them on every printed page.
    pub(super) fn freeze(&mut self, row: u32, column: u16) -> Result<(), RenderError> {
        self.inner.set_freeze_panes(row, column)?;
        self.inner.set_repeat_rows(row.saturating_sub(1), row.saturating_sub(1))?;
        Ok(())
    }

    /// Makes a column at least so many characters wide.
    pub(crate) fn widen(&mut self, column: u16, characters: usize) {
        let column = usize::from(column);
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0);
        }
        self.widths[column] = self.widths[column].max(characters);
    }

    /// Makes a column exactly so many characters wide.
    pub(crate) fn set_width(&mut self, column: u16, characters: usize) {
        self.widen(column, 0);
        self.widths[usize::from(column)] = characters;
    }

    /// Keeps in mind what may need a higher row: not every program finds that out by itself.
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

    /// Makes a row at least so many points high.
    fn raise(&mut self, row: u32, points: usize) {
        let height = self.heights.entry(row).or_insert(points);
        *height = points.max(*height);
    }

    /// Makes rows high enough for text that takes several lines.
    fn raise_long(&mut self) {
        for (row, (first, last), lengths) in std::mem::take(&mut self.long) {
            let widths = self.widths.iter().take(usize::from(last) + 1).skip(usize::from(first));
            // Letters are narrower than digits, by which widths are counted, but words do not fill their lines.
            let width = (widths.sum::<usize>() * 11 / 10).max(1);
            let lines: usize = lengths.iter().map(|length| length.div_ceil(width).max(1)).sum();
            if lines > 1 {
                self.raise(row, 15 * lines);
            }
        }
    }

    /// The sheet, with its columns as wide and its rows as high as what stands in them.
    pub(super) fn finish(mut self) -> Result<Worksheet, RenderError> {
        for (column, &width) in self.widths.iter().enumerate() {
            self.inner.set_column_width(column as u16, width as f64 + 2.0)?;
        }
        self.raise_long();
        for (&row, &points) in &self.heights {
            // A row can be 409 points high.
            self.inner.set_row_height(row, points.min(405) as f64)?;
        }
        // A value of an input such as `0.85` is text, because another is `low 0.7, high 0.9`: nothing to warn of.
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
