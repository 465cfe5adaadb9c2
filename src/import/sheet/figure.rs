//! Figures and months in the cells of a table. Messages show no text of a cell, because it may name a person.

use jiff::civil::{Date, date};

use super::cell::{CellContent, number_of};
use super::date::{month_named, read_date};
use super::{SheetCell, SheetError};
use crate::units::Month;

/// Codes that statistics have where there is no figure, and words that people write there.
const CODES: &[&str] = &[
    "-",
    "--",
    "\u{2013}",
    "\u{2014}",
    "z",
    "c",
    "x",
    "u",
    "k",
    "low",
    ":",
    "..",
    "...",
    ".",
    "*",
    "n/a",
    "na",
    "n/k",
    "none",
    "null",
    "nil",
    "tbc",
    "tba",
    "not available",
    "not known",
    "suppressed",
];

/// Two digits of a year below this are of the 21st century.
const CENTURY_TURNS: i32 = 80;

/// What a cell of figures contains.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SheetFigure {
    /// Nothing.
    Blank,
    /// A code for a missing figure, such as `c` or `<5`, in lower case.
    Code(String),
    /// A number without a percent sign.
    Plain(f64),
    /// A number with a percent sign, as a share: 0.87 for `87%`.
    Percent(f64),
}

/// What a cell says as the month of some figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetMonth {
    /// A month.
    Month(Month),
    /// A day that is neither the first nor the last of a month.
    Day,
    /// The name of a month without a year.
    NoYear,
    /// Something else, or nothing.
    Other,
}

impl SheetCell<'_> {
    /// Whether it contains nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.content.is_none()
    }

    /// Its text if it is text, and no number or date.
    pub(crate) fn words(&self) -> Option<&str> {
        match self.content {
            Some(CellContent::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Its figure. Pounds may have their sign, and thousands commas.
    ///
    /// # Errors
    /// If it is the error value of a formula, a date, or other text.
    pub(crate) fn figure(&self) -> Result<SheetFigure, SheetError> {
        let not_a_figure = || {
            Err(self.error("this is neither a number nor a code for a missing figure, such as `c`, `z` or `-`; correct it or leave it blank"))
        };
        let text = match self.content {
            None => return Ok(SheetFigure::Blank),
            Some(CellContent::Number { number, .. }) if number.is_finite() => return Ok(SheetFigure::Plain(*number)),
            Some(CellContent::Fault(_)) => return Err(self.failed_formula()),
            Some(CellContent::Text(text)) => text,
            Some(_) => return not_a_figure(),
        };
        if text.starts_with('#') {
            return Err(self.failed_formula());
        }
        let lower = text.to_lowercase();
        let is_small = lower.strip_prefix('<').is_some_and(|rest| number_of(rest.trim()).is_some());
        if CODES.contains(&lower.as_str()) || is_small {
            return Ok(SheetFigure::Code(lower));
        }
        match number_of(text.strip_prefix('\u{a3}').unwrap_or(text).trim_start()) {
            Some(number) if text.ends_with('%') => Ok(SheetFigure::Percent(number)),
            Some(number) => Ok(SheetFigure::Plain(number)),
            None => not_a_figure(),
        }
    }

    fn failed_formula(&self) -> SheetError {
        self.error("its formula failed; correct it in the spreadsheet and save it again")
    }

    /// The month that it says, as a heading or in a column of months.
    pub(crate) fn month(&self) -> SheetMonth {
        match self.content {
            Some(CellContent::Date(day)) => month_of_day(*day),
            // Any number may be that of a day.
            Some(CellContent::Number { date: Some(day), .. }) => match month_of_day(*day) {
                SheetMonth::Month(month) => SheetMonth::Month(month),
                _ => SheetMonth::Other,
            },
            Some(CellContent::Text(text)) => read_month(text),
            _ => SheetMonth::Other,
        }
    }

    /// Whether it is a month that no number could be taken for.
    pub(crate) fn is_month_without_doubt(&self) -> bool {
        let is_number = match self.content {
            Some(CellContent::Number { .. }) => true,
            Some(CellContent::Text(text)) => number_of(text).is_some(),
            _ => false,
        };
        !is_number && matches!(self.month(), SheetMonth::Month(_))
    }
}

/// The month of its first or last day.
fn month_of_day(day: Date) -> SheetMonth {
    if day.day() == 1 || day.day() == day.days_in_month() {
        SheetMonth::Month(Month::new(i32::from(day.year()), i32::from(day.month())))
    } else {
        SheetMonth::Day
    }
}

/// A month as people write it: `2024-04`, `04/2024`, `Apr-24`, `April 2024`, or its first or last day.
fn read_month(text: &str) -> SheetMonth {
    /// A date that makes years of two digits those from 1980 to 2079.
    const OF_LIST: Date = date(2074, 1, 1);
    let words: Vec<&str> =
        text.split([' ', '-', '/', '.', ',', '\'', '\u{2019}', '\u{2013}']).filter(|word| !word.is_empty()).collect();
    let month = match words.as_slice() {
        [name] if month_named(name).is_some() => return SheetMonth::NoYear,
        [first, second] => match (month_named(first), month_named(second)) {
            (Some(month), _) => year(second).map(|year| (year, month)),
            (_, Some(month)) if first.len() == 4 => year(first).map(|year| (year, month)),
            _ if first.len() == 4 => year(first).zip(month_number(second)),
            _ if second.len() == 4 => year(second).zip(month_number(first)),
            _ => None,
        },
        _ => None,
    };
    if let Some((year, month)) = month {
        return SheetMonth::Month(Month::new(year, month));
    }
    match read_date(text, Some(OF_LIST)) {
        Ok(day) if words.len() == 1 => match month_of_day(day) {
            // A number of eight digits, or any other.
            SheetMonth::Month(month) => SheetMonth::Month(month),
            _ => SheetMonth::Other,
        },
        Ok(day) => month_of_day(day),
        Err(super::date::DateProblem::American) => SheetMonth::Day,
        Err(_) => SheetMonth::Other,
    }
}

fn month_number(word: &str) -> Option<i32> {
    let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| word.parse().ok()).flatten().filter(|month| (1..=12).contains(month))
}

/// A year of four digits, or of two.
fn year(word: &str) -> Option<i32> {
    let number: i32 = word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten()?;
    match word.len() {
        4 => Some(number).filter(|year| (1900..2200).contains(year)),
        2 => Some(if number < CENTURY_TURNS { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_in_the_forms_that_people_write() {
        let april = SheetMonth::Month(Month::new(2024, 4));
        for text in [
            "2024-04",
            "04/2024",
            "4/2024",
            "2024/04",
            "Apr-24",
            "Apr 24",
            "Apr'24",
            "April 2024",
            "apr 2024",
            "2024 April",
            "01/04/2024",
            "30/04/2024",
            "1-Apr-24",
            "2024-04-01",
            "2024-04-30T00:00:00",
            "1 April 2024",
            "45383",
        ] {
            assert_eq!(read_month(text), april, "{text}");
        }
        // A spreadsheet takes `Apr-24` for the 24th of this year's April.
        for text in ["24-Apr-2026", "24/04/2026", "2024-04-15", "04/13/2024"] {
            assert_eq!(read_month(text), SheetMonth::Day, "{text}");
        }
        for text in ["", "24-Apr", "2024-13", "Q1 2024", "2024-25", "YTD", "120", "45390", "Total 2024"] {
            assert_eq!(read_month(text), SheetMonth::Other, "{text}");
        }
        assert_eq!(read_month("April"), SheetMonth::NoYear);
    }
}
