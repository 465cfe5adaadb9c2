//! Dates as people write them in lists.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// Excel's day 0, with its mistake of 29 February 1900 made up for: right from March 1900 onwards.
const DAY_ZERO: Date = date(1899, 12, 30);

/// The serial numbers of Excel that are taken for dates: from 1927 to 2173, so that a year or an amount is not taken for one.
const SERIALS: std::ops::Range<f64> = 10_000.0..100_000.0;

/// Days by which the dates of a workbook that counts from 1904 are later.
const DAYS_TO_1904: i64 = 1_462;

/// Years that a date may have.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

/// A year of two digits is one of the years up to this many after the list's date, or else in the century before: lists have starts that
/// are agreed, but not far ahead.
const YEARS_AHEAD: i32 = 5;

/// The earliest year that two digits can mean.
const EARLIEST_SHORT: i32 = 1940;

/// Why text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateProblem {
    /// It is in none of the forms.
    NotADate,
    /// The month is first, and the day second.
    American,
    /// The year has two digits, and the date of the list, which says which century is meant, is not known.
    ShortYear,
    /// The year has two digits, and neither century is plausible.
    NeitherCentury,
}

/// A date in British form (`1/4/2025`, `01-04-25`, `1 April 2025`, `1-Apr-25`), as ISO 8601 writes it (`2025-04-01`), with or without a
/// time, or as Excel counts days. `of_list` is the date of the list, which decides on the century of a year of two digits.
pub(super) fn read_date(text: &str, of_list: Option<Date>) -> Result<Date, DateProblem> {
    let text = text.trim();
    if let Ok(serial) = text.parse::<f64>() {
        let is_basic = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        return if is_basic {
            valid(&text[..4], &text[4..6], &text[6..])
        } else {
            from_serial(serial, false).ok_or(DateProblem::NotADate)
        };
    }
    let words = date_words(text);
    let [first, second, third] = words.as_slice() else { return Err(DateProblem::NotADate) };
    if let Some(month) = month_named(first) {
        return with_year(third, of_list, |year| build(year, month, number(second)?));
    }
    if first.len() == 4 {
        return valid(first, second, third);
    }
    let day = number(first).ok_or(DateProblem::NotADate)?;
    let month = month_named(second).or_else(|| number(second)).ok_or(DateProblem::NotADate)?;
    if month > 12 && day <= 12 {
        let is_american = with_year(third, of_list, |year| build(year, day, month));
        return Err(if is_american == Err(DateProblem::NotADate) {
            DateProblem::NotADate
        } else {
            DateProblem::American
        });
    }
    with_year(third, of_list, |year| build(year, month, day))
}

/// The date that Excel counts as this number of days, with a part of a day for the time.
pub(super) fn from_serial(serial: f64, counts_from_1904: bool) -> Option<Date> {
    if !SERIALS.contains(&serial) {
        return None;
    }
    let later = if counts_from_1904 { DAYS_TO_1904 } else { 0 };
    DAY_ZERO.checked_add((serial.floor() as i64 + later).days()).ok()
}

/// The parts of a date, without a day of the week and a time of day.
fn date_words(text: &str) -> Vec<&str> {
    let is_time = |word: &&str| word.contains(':') || matches!(word.to_ascii_lowercase().as_str(), "am" | "pm");
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let is_weekday = |word: &&str| {
        let word = word.to_ascii_lowercase();
        days.iter().any(|day| word.starts_with(day)) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    // `2025-04-01T00:00:00Z`
    let text = match text.split_once(['T', 't']) {
        Some((day, time)) if time.contains(':') && day.ends_with(|last: char| last.is_ascii_digit()) => day,
        _ => text,
    };
    let words = text.split_whitespace().filter(|word| !is_time(word));
    let parts = words.flat_map(|word| word.split(['-', '/', '.', ','])).filter(|part| !part.is_empty());
    parts.filter(|part| !is_weekday(part)).collect()
}

/// A day or a month of one or two digits, such as `01` or `1st`.
fn number(word: &str) -> Option<i32> {
    let lower = word.to_ascii_lowercase();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// The number of the month with this name, or its first three letters or more.
pub(super) fn month_named(word: &str) -> Option<i32> {
    let word = word.to_ascii_lowercase();
    let is_it = |name: &&str| word.len() >= 3 && name.to_ascii_lowercase().starts_with(&word);
    let place =
        crate::units::MONTH_NAMES.iter().position(|name| is_it(name) || (word == "sept" && *name == "September"));
    place.map(|place| place as i32 + 1)
}

fn build(year: i32, month: i32, day: i32) -> Option<Date> {
    let is_year = YEARS.contains(&year);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| is_year)
}

/// The date of a year of four digits, a month in digits or by name, and a day.
fn valid(year: &str, month: &str, day: &str) -> Result<Date, DateProblem> {
    let month = month_named(month).or_else(|| number(month));
    let date = full_year(year).zip(month).zip(number(day)).and_then(|((year, month), day)| build(year, month, day));
    date.ok_or(DateProblem::NotADate)
}

fn full_year(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

/// The date in a year of four digits, or of two.
fn with_year(word: &str, of_list: Option<Date>, date: impl Fn(i32) -> Option<Date>) -> Result<Date, DateProblem> {
    if let Some(year) = full_year(word) {
        return date(year).ok_or(DateProblem::NotADate);
    }
    let short = number(word).filter(|_| word.len() == 2).ok_or(DateProblem::NotADate)?;
    // Any century will do to see whether it is a date at all; 2000 and 1900 differ in one leap day only.
    date(2000 + short).or_else(|| date(1900 + short)).ok_or(DateProblem::NotADate)?;
    let of_list = of_list.ok_or(DateProblem::ShortYear)?;
    let latest = i32::from(of_list.year()) + YEARS_AHEAD;
    let in_time = |year: &i32| (EARLIEST_SHORT..=latest).contains(year);
    let year = [2000 + short, 1900 + short].into_iter().find(in_time).ok_or(DateProblem::NeitherCentury)?;
    date(year).ok_or(DateProblem::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: Option<Date> = Some(date(2025, 9, 30));

    #[test]
    fn dates_are_read_in_british_and_iso_form_and_as_excel_counts() {
        let all = [
            "01/04/2025",
            "1/4/2025",
            "1/4/25",
            "01-04-2025",
            "01.04.2025",
            "1-Apr-25",
            "1-Apr-2025",
            "1 April 2025",
            "1st apr 2025",
            "Tuesday, 1 April 2025",
            "April 1, 2025",
            "2025-04-01",
            "2025-04-01T00:00:00",
            "2025-04-01T09:30:00Z",
            "2025-04-01 00:00:00",
            "01/04/2025 00:00",
            "01/04/2025 9:30:00 AM",
            "2025/04/01",
            "20250401",
            "45748",
            "45748.5",
        ];
        for text in all {
            assert_eq!(read_date(text, LIST), Ok(date(2025, 4, 1)), "{text}");
        }
        assert_eq!(read_date("29/02/2024", None), Ok(date(2024, 2, 29)));
        assert_eq!(read_date("30 Sept 2024", None), Ok(date(2024, 9, 30)));
        assert_eq!(from_serial(45_748.0 - 1_462.0, true), Some(date(2025, 4, 1)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "z",
            "low",
            "2025",
            "Apr-25",
            "31/02/2025",
            "29/02/2023",
            "1/2/3/4",
            "0/1/2025",
            "12345678901",
            "-3",
            "inf",
        ] {
            assert_eq!(read_date(text, LIST), Err(DateProblem::NotADate), "{text}");
        }
    }

    #[test]
    fn a_month_in_second_place_is_british_and_one_that_cannot_be_is_refused() {
        assert_eq!(read_date("04/05/2025", None), Ok(date(2025, 5, 4)));
        assert_eq!(read_date("04/25/2025", None), Err(DateProblem::American));
        assert_eq!(read_date("04/25/25", None), Err(DateProblem::American));
        assert_eq!(read_date("13/13/2025", None), Err(DateProblem::NotADate));
    }

    #[test]
    fn the_century_of_two_digits_is_that_of_the_list_or_the_one_before() {
        assert_eq!(read_date("1/4/26", LIST), Ok(date(2026, 4, 1)));
        assert_eq!(read_date("1/4/98", LIST), Ok(date(1998, 4, 1)));
        assert_eq!(read_date("1/4/31", LIST), Err(DateProblem::NeitherCentury));
        assert_eq!(read_date("1/4/98", None), Err(DateProblem::ShortYear));
        assert_eq!(read_date("29/02/00", LIST), Ok(date(2000, 2, 29)));
    }
}
