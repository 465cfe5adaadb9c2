//! What is written in a field of the form, and what it means: `14%`, `10% to 25%`, `66,600`, `2025-09`.

use std::fmt;

use crate::random::Distribution;
use crate::scenario::Kind;
use crate::units::{FinancialYear, MONTH_NAMES, Month, Unit};

/// What a planner wrote in a field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Entry {
    /// A number.
    Number(f64),
    /// A range that holds the value in 80 of 100 cases.
    Range(f64, f64),
    /// Text, a month, a year, a name or a choice.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// Nothing.
    Empty,
}

/// Why an entry has no meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryError {
    /// What was found.
    found: String,
    /// What is allowed.
    allowed: &'static str,
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” cannot be read here: write {}", self.found, self.allowed)
    }
}

/// Whether values in a unit are shown as percentages.
pub(crate) fn is_percent(unit: Unit) -> bool {
    unit.is_share() || matches!(unit, Unit::YearlyRate | Unit::YearlyGrowth)
}

impl Entry {
    /// Reads the entry of a field of this kind.
    ///
    /// # Errors
    /// [`EntryError`] if it is not of this kind.
    pub(crate) fn read(text: &str, kind: &Kind) -> Result<Self, EntryError> {
        let text = text.trim();
        let wrong = |allowed| Err(EntryError { found: text.to_owned(), allowed });
        if text.is_empty() {
            return Ok(Self::Empty);
        }
        match kind {
            Kind::Quantity(unit, ..) => {
                let percent = is_percent(*unit);
                let allowed = if percent {
                    "a percentage such as 14%, or two such as 10% to 18% if you are 80% sure that it is between them"
                } else {
                    "a number such as 12, or two such as 10 to 15 if you are 80% sure that it is between them"
                };
                match ends(text).map(|(low, high)| Some((number(&low)?, number(&high)?))) {
                    Some(Some((low, high))) if low == high => Ok(Self::Number(low)),
                    Some(Some((low, high))) => Ok(Self::Range(low, high)),
                    Some(None) => wrong(allowed),
                    None => number(text).map_or_else(|| wrong(allowed), |number| Ok(Self::Number(number))),
                }
            }
            Kind::Whole(..) | Kind::Plain(..) | Kind::Number(..) => {
                number(text).map_or_else(|| wrong("a number such as 12"), |number| Ok(Self::Number(number)))
            }
            Kind::Month => month(text).map_or_else(
                || wrong("a month such as 2025-09 or September 2025"),
                |month| Ok(Self::Text(month.iso())),
            ),
            Kind::Year if FinancialYear::parse(text).is_none() => wrong("a financial year such as 2025-26"),
            Kind::Flag => match text.to_lowercase().as_str() {
                "true" | "yes" => Ok(Self::Flag(true)),
                "false" | "no" => Ok(Self::Flag(false)),
                _ => wrong("yes or no"),
            },
            _ => Ok(Self::Text(text.to_owned())),
        }
    }
}

/// The two ends of `10% to 18%` or `10–18%`; the percent sign of one end counts for both.
fn ends(text: &str) -> Option<(String, String)> {
    let (low, high) = text.split_once(" to ").or_else(|| text.split_once('–')).or_else(|| text.split_once(" - "))?;
    let has_percent = low.contains('%') || high.contains('%');
    let end = |text: &str| {
        let text = text.trim();
        if has_percent && !text.ends_with('%') { format!("{text}%") } else { text.to_owned() }
    };
    Some((end(low), end(high)))
}

/// A number, with or without `£`, separators of thousands and a percent sign. `14%` is exactly 0.14.
fn number(text: &str) -> Option<f64> {
    let bare: String = text.chars().filter(|one| !matches!(one, ',' | '£' | ' ' | '_')).collect();
    let bare = bare.replace('−', "-");
    let is_number = |text: &str| {
        text.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | '-' | '+'))
            && text.chars().any(|one| one.is_ascii_digit())
    };
    let (digits, power) = bare.strip_suffix('%').map_or((bare.as_str(), ""), |digits| (digits, "e-2"));
    if !is_number(digits) {
        return None;
    }
    format!("{digits}{power}").parse().ok().filter(|number: &f64| number.is_finite())
}

/// A month: `2025-09`, `September 2025`, `Sep 2025` or `09/2025`.
fn month(text: &str) -> Option<Month> {
    if let Some(month) = Month::parse(text) {
        return Some(month);
    }
    let (first, year) = text.rsplit_once([' ', '/'])?;
    let first = first.trim().trim_end_matches('.').to_lowercase();
    let by_name = |name: &str| first.len() >= 3 && name.to_lowercase().starts_with(&first);
    let number = MONTH_NAMES.iter().position(|name| by_name(name)).map(|place| place + 1);
    let number = number.or_else(|| first.parse().ok())?;
    Month::parse(&format!("{}-{number:02}", year.trim()))
}

/// A number as a field shows it: percentages as such, thousands with separators.
pub(crate) fn number_entry(value: f64, unit: Option<Unit>) -> String {
    match unit {
        // The shift by two digits is done on the digits, so that 0.14 is 14% and not 14.000000000000002%.
        Some(unit) if is_percent(unit) => {
            let shifted = format!("{value}e2").parse().unwrap_or(100.0 * value);
            format!("{}%", with_separators(shifted))
        }
        _ => with_separators(value),
    }
}

/// A number with its thousands separated.
fn with_separators(value: f64) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |(whole, fraction)| (whole, fraction));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{grouped}{point}{fraction}", if value < 0.0 { "-" } else { "" })
}

/// A quantity as a field shows it: a number or the ends of its middle 80%; and whether a field can say it exactly.
pub(crate) fn quantity_entry(value: &Distribution, percentiles: (f64, f64), unit: Unit) -> (String, bool) {
    let range =
        |low: f64, high: f64| format!("{} to {}", number_entry(low, Some(unit)), number_entry(high, Some(unit)));
    match value {
        Distribution::Fixed(number) => (number_entry(*number, Some(unit)), true),
        Distribution::Range80 { low, high, .. } => (range(*low, *high), true),
        _ => (range(three_figures(percentiles.0), three_figures(percentiles.1)), false),
    }
}

fn three_figures(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Range80Shape;

    fn share(text: &str) -> Result<Entry, EntryError> {
        Entry::read(text, &Kind::Quantity(Unit::Share, 0.0, 1.0))
    }

    #[test]
    fn a_percentage_is_the_number_in_the_file() {
        assert_eq!(share("14%"), Ok(Entry::Number(0.14)));
        assert_eq!(share("0.14"), Ok(Entry::Number(0.14)));
        assert_eq!(share("24.5 %"), Ok(Entry::Number(0.245)));
        assert_eq!(share("10% to 24.5%"), Ok(Entry::Range(0.10, 0.245)));
        assert_eq!(share("10–18%"), Ok(Entry::Range(0.1, 0.18)));
        assert_eq!(share("10% to 10%"), Ok(Entry::Number(0.1)));
        assert_eq!(share(" "), Ok(Entry::Empty));
    }

    #[test]
    fn what_is_no_number_is_said_with_what_is_allowed() {
        for text in
            ["about 10", "10% to", "to", "--1", "1e5", "NaN", "inf", "10% to 12% to 14%", "%", "£", "1.2.3", "十"]
        {
            let error = share(text).expect_err(text).to_string();
            assert!(error.contains(text) && error.contains("a percentage such as 14%"), "{error}");
        }
        let month = Entry::read("Septober 2025", &Kind::Month).expect_err("no month").to_string();
        assert_eq!(month, "“Septober 2025” cannot be read here: write a month such as 2025-09 or September 2025");
    }

    #[test]
    fn money_has_separators_in_and_out() {
        let pounds = Kind::Quantity(Unit::PoundsPerFteYear, 0.0, 1e6);
        assert_eq!(Entry::read("£66,600", &pounds), Ok(Entry::Number(66_600.0)));
        assert_eq!(number_entry(66_600.0, Some(Unit::PoundsPerFteYear)), "66,600");
        assert_eq!(number_entry(1_234_567.25, None), "1,234,567.25");
        assert_eq!(number_entry(-1_500.0, None), "-1,500");
    }

    #[test]
    fn months_are_read_as_people_write_them() {
        for text in ["2025-09", "September 2025", "sep 2025", "Sept. 2025", "09/2025", "9/2025"] {
            assert_eq!(Entry::read(text, &Kind::Month), Ok(Entry::Text("2025-09".to_owned())), "{text}");
        }
    }

    #[test]
    fn what_a_field_shows_is_read_as_the_same_value() {
        for value in [0.0, 0.14, 0.07, 0.035, 0.29, 1.0, 0.245, 0.001, 1.0 / 3.0] {
            let shown = number_entry(value, Some(Unit::Share));
            assert_eq!(share(&shown), Ok(Entry::Number(value)), "{shown}");
        }
        let range = Distribution::Range80 { low: 0.1, high: 0.245, shape: Range80Shape::LogitNormal };
        assert_eq!(quantity_entry(&range, (0.1, 0.245), Unit::YearlyRate), ("10% to 24.5%".to_owned(), true));
        let pert = Distribution::Pert { low: 0.45, mode: 0.6, high: 0.85 };
        assert_eq!(quantity_entry(&pert, (0.51234, 0.7456), Unit::Share), ("51.2% to 74.6%".to_owned(), false));
    }
}
