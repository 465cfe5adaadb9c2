//! The cells of a sheet: what they contain, and where they are.

use jiff::civil::Date;

use super::date::{DateProblem, read_date};
use super::{ColumnOfSheet, SheetError};
use crate::scenario::shown;

/// What a cell contains.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellContent {
    /// Text, trimmed and not empty.
    Text(String),
    /// A number, and the date that it would be if the cell were formatted as one.
    Number {
        /// The number.
        number: f64,
        /// The date of that serial number.
        date: Option<Date>,
    },
    /// A date.
    Date(Date),
    /// The error value of a formula, such as `#REF!`.
    Fault(String),
}

/// Words that people write where there is nothing.
const NOTHING: [&str; 6] = ["-", "n/a", "na", "none", "null", "nil"];

/// A cell of a column that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct SheetCell<'a> {
    pub(super) content: Option<&'a CellContent>,
    /// The column; `None` if the sheet has none.
    pub(super) column: Option<&'a ColumnOfSheet>,
    pub(super) file: &'a str,
    pub(super) sheet: Option<&'a str>,
    pub(super) line: u64,
}

impl SheetCell<'_> {
    /// Where the cell is: `staff.xlsx, sheet `Staff`, cell D14`, or `staff.csv, line 14, column `FTE``.
    #[must_use]
    pub fn place(&self) -> String {
        let column = self.column.map_or(0, |column| column.index);
        let heading = self.column.map_or("", |column| &column.heading);
        match self.sheet {
            Some(sheet) => format!("{}, sheet `{}`, cell {}{}", self.file, shown(sheet), letters(column), self.line),
            None => format!("{}, line {}, column `{}`", self.file, self.line, shown(heading)),
        }
    }

    /// The row of the cell: `row 14` in a workbook, `line 14` in a CSV file.
    pub(crate) fn row_name(&self) -> String {
        format!("{} {}", if self.sheet.is_some() { "row" } else { "line" }, self.line)
    }

    /// The column of the cell: `column D`.
    #[must_use]
    pub(crate) fn column_name(&self) -> String {
        format!("column {}", letters(self.column.map_or(0, |column| column.index)))
    }

    /// An error at the cell.
    #[must_use]
    pub fn error(&self, what: impl Into<String>) -> SheetError {
        SheetError::new(self.place(), what.into())
    }

    /// Its text; `None` if it is empty. A number or a date is text as well.
    ///
    /// # Errors
    /// If it is the error value of a formula.
    pub fn text(&self) -> Result<Option<String>, SheetError> {
        Ok(match self.content {
            None => None,
            Some(CellContent::Text(text)) => Some(text.clone()),
            Some(CellContent::Number { number, .. }) => Some(number.to_string()),
            Some(CellContent::Date(date)) => Some(date.to_string()),
            Some(CellContent::Fault(fault)) => return Err(self.fault(fault)),
        })
    }

    /// Its number, of which `80%` is 0.8 and `1,234` is 1234; `None` if it is empty or says that there is none (`-`, `n/a`).
    ///
    /// # Errors
    /// If it is anything else.
    pub fn number(&self) -> Result<Option<f64>, SheetError> {
        match self.content {
            None => Ok(None),
            Some(CellContent::Number { number, .. }) if number.is_finite() => Ok(Some(*number)),
            Some(CellContent::Text(text)) if is_nothing(text) => Ok(None),
            Some(CellContent::Text(text)) => match number_of(text) {
                Some(number) => Ok(Some(number)),
                None => Err(self.unexpected("a number")),
            },
            Some(CellContent::Fault(fault)) => Err(self.fault(fault)),
            Some(_) => Err(self.unexpected("a number")),
        }
    }

    /// Its date; `None` if it is empty or says that there is none (`-`, `n/a`). A year of two digits needs the date of the list: it is one of
    /// the years up to five after that, or else in the century before.
    ///
    /// # Errors
    /// If it is anything else, or a date in the American form.
    pub fn date(&self, of_list: Option<Date>) -> Result<Option<Date>, SheetError> {
        let text = match self.content {
            None => return Ok(None),
            Some(CellContent::Date(date)) => return Ok(Some(*date)),
            Some(CellContent::Number { date, .. }) => {
                return date.map(Some).ok_or_else(|| self.unexpected("a date such as 01/04/2025"));
            }
            Some(CellContent::Text(text)) if is_nothing(text) => return Ok(None),
            Some(CellContent::Text(text)) => text,
            Some(CellContent::Fault(fault)) => return Err(self.fault(fault)),
        };
        let found = shown(text);
        read_date(text, of_list).map(Some).map_err(|problem| match problem {
            DateProblem::NotADate => self.unexpected("a date such as 01/04/2025"),
            DateProblem::American => self.error(format!(
                "`{found}` has the month first, in the American form; write all dates of the list as day/month/year or 2025-04-01"
            )),
            DateProblem::ShortYear => self.error(format!(
                "the year of `{found}` has two digits, and no date of the list has four, so the century is not known; write years with four digits"
            )),
            DateProblem::NeitherCentury => {
                self.error(format!("the year of `{found}` could be in either century; write it with four digits"))
            }
        })
    }

    /// Which of the choices of the column its text stands for; `None` if it is empty.
    ///
    /// # Errors
    /// If it stands for none of them.
    pub fn choice(&self) -> Result<Option<&'static str>, SheetError> {
        let (Some(text), Some(column)) = (self.text()?, self.column) else { return Ok(None) };
        let word = super::headings::normalised(&text);
        let choice = column.choices.iter().find(|(_, words)| words.contains(&word));
        choice.map(|(choice, _)| Some(*choice)).ok_or_else(|| {
            let choices: Vec<String> = column
                .choices
                .iter()
                .map(|(choice, _)| format!("{choice} = [{}]", toml::Value::from(text.as_str())))
                .collect();
            self.error(format!(
                "`{}` is not known; say what it means in the file of --headings, under [{}_words]: {}",
                shown(&text),
                column.key,
                choices.join(" or ")
            ))
        })
    }

    /// The error that a cell is not what it should be.
    fn unexpected(&self, what: &str) -> SheetError {
        let found = self.text().ok().flatten().unwrap_or_default();
        self.error(format!("`{}` is not {what}", shown(&found)))
    }

    fn fault(&self, fault: &str) -> SheetError {
        self.error(format!("its formula failed ({fault}); correct it in the spreadsheet and save it again"))
    }
}

fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&text.to_lowercase().as_str())
}

pub(super) fn number_of(text: &str) -> Option<f64> {
    let (text, times) = text.strip_suffix('%').map_or((text, 1.0), |text| (text.trim_end(), 0.01));
    // Commas separate thousands only.
    let groups: Vec<&str> = text.split('.').next()?.split(',').collect();
    if groups.len() > 1 && groups[1..].iter().any(|group| group.len() != 3) {
        return None;
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+'));
    let number: f64 = text.replace(',', "").parse().ok().filter(|_| is_plain)?;
    Some(number * times).filter(|number| number.is_finite())
}

/// The letters of a column, counted from 0: A, B, ... Z, AA.
pub(super) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, expected) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(letters(column), expected);
        }
    }

    #[test]
    fn numbers_may_have_percent_signs_and_thousands() {
        for (text, expected) in
            [("0.8", 0.8), ("80%", 0.8), ("80 %", 0.8), ("1,234", 1234.0), ("1,234.5", 1234.5), ("1", 1.0)]
        {
            assert_eq!(number_of(text), Some(expected), "{text}");
        }
        for text in ["", "%", "z", "low", "0,8", "1,2345", "1e3", "inf", "nan", "1.2.3", "=A1"] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }
}
