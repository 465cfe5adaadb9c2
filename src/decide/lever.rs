//! Inputs that a plan may set, and the values to try.

use std::fmt;

use crate::scenario::{Kind, Scenario, shown};
use crate::units::Month;

/// An input that a plan may set, with the values to try.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Address of the input: its path in the file, such as `intake.overseas.offers`.
    pub address: String,
    /// The values, in the order given, each different.
    pub values: Vec<LeverValue>,
}

/// A value of a lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LeverValue {
    /// A number, in the unit of the input.
    Number(f64),
    /// A month.
    Month(Month),
}

impl fmt::Display for LeverValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => write!(f, "{value}"),
            Self::Month(month) => f.write_str(&month.iso()),
        }
    }
}

impl LeverValue {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = || text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value + 0.0);
        Month::parse(text).map(Self::Month).or_else(|| number().map(Self::Number))
    }
}

/// Maximum number of values of a lever.
const MAX_VALUES: usize = 1_000;

/// What is wrong with a lever.
#[derive(Clone, Debug, PartialEq)]
pub enum LeverError {
    /// It is not of the form `ADDRESS=VALUES`.
    Form,
    /// A value is neither a number nor a month.
    Value(String),
    /// The values of a range are not both numbers or both months.
    MixedRange(String),
    /// A range ends before it begins.
    EmptyRange(String),
    /// A step that is not a positive number, or for months not a whole one.
    Step(String),
    /// Numbers that are not whole need a step.
    NoStep(String),
    /// There are more values than are allowed.
    TooMany,
    /// A value is given twice.
    Twice(LeverValue),
    /// The scenario has no such input.
    Unknown {
        /// The most similar address.
        similar: Option<String>,
    },
    /// It is not an input that has one number or one month.
    NotNumeric,
    /// A value is of the wrong kind: `a month` instead of `a number`, for example.
    WrongKind {
        /// The value.
        value: LeverValue,
        /// What is allowed.
        expected: &'static str,
    },
    /// A value is outside the input's range.
    OutOfRange {
        /// The value.
        value: LeverValue,
        /// The least and the greatest value that the input may have.
        range: (f64, f64),
    },
    /// A change sets the input, whatever the plan says.
    SetByChange {
        /// Identifier of the change.
        change: String,
        /// Whether it is a response.
        is_response: bool,
    },
}

impl fmt::Display for LeverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("expected ADDRESS=VALUES, such as intake.overseas.offers=0..20"),
            Self::Value(text) => {
                write!(f, "`{}` is neither a number nor a month such as 2027-09", shown(text))
            }
            Self::MixedRange(text) => write!(f, "the ends of `{}` must be two numbers or two months", shown(text)),
            Self::EmptyRange(text) => write!(f, "the range `{}` ends before it begins", shown(text)),
            Self::Step(text) => {
                write!(f, "the step `{}` must be a number above 0, and for months a whole one", shown(text))
            }
            Self::NoStep(text) => write!(
                f,
                "the ends of `{}` are not whole numbers, so it needs a step, such as {}:0.05",
                shown(text),
                shown(text)
            ),
            Self::TooMany => write!(f, "there are more than {MAX_VALUES} values; give a larger step"),
            Self::Twice(value) => write!(f, "the value {value} is given twice"),
            Self::Unknown { similar: Some(similar) } => {
                write!(f, "there is no such input in this scenario; did you mean `{similar}`?")
            }
            Self::Unknown { similar: None } => {
                f.write_str("there is no such input in this scenario; `staffcast explain` lists them")
            }
            Self::NotNumeric => f.write_str("only a number or a month can be varied"),
            Self::WrongKind { value, expected } => write!(f, "the value {value} must be {expected}"),
            Self::OutOfRange { value, range: (min, max) } => {
                write!(f, "the value {value} is outside what the input may be, {min} to {max}")
            }
            Self::SetByChange { change, is_response } => {
                let what = if *is_response { "response" } else { "change" };
                write!(
                    f,
                    "the {what} `{change}` sets this input, whatever value a plan gives it; vary the {what} instead"
                )
            }
        }
    }
}

impl std::error::Error for LeverError {}

impl Lever {
    /// Reads `ADDRESS=VALUES`. The values are a range such as `0..20` or `2027-04..2027-09`, in steps of 1 or of what follows a
    /// colon (`0..3000:500`), or a list such as `5,10,20`. Both ends of a range are included, if the steps meet the last.
    ///
    /// # Errors
    /// [`LeverError`] for another form, values of two kinds, an empty range, or more values than are allowed.
    pub fn parse(text: &str) -> Result<Self, LeverError> {
        let (address, values) = text.split_once('=').ok_or(LeverError::Form)?;
        let (address, values) = (address.trim(), values.trim());
        if address.is_empty() || values.is_empty() {
            return Err(LeverError::Form);
        }
        let values = if values.contains("..") { range(values)? } else { list(values)? };
        let mut seen: Vec<LeverValue> = Vec::with_capacity(values.len());
        for value in values {
            if seen.contains(&value) {
                return Err(LeverError::Twice(value));
            }
            seen.push(value);
        }
        Ok(Self { address: address.to_owned(), values: seen })
    }

    /// Checks that the scenario has the input, that every value is allowed, and that the input's value counts.
    ///
    /// # Errors
    /// [`LeverError`] if it has no such input, if a value is of another kind or out of range, or if a change sets the input from the
    /// start or in response to a measure.
    pub(crate) fn check(&self, scenario: &Scenario) -> Result<(), LeverError> {
        if let Some(id) = scenario.inputs.find(&self.address) {
            let input = scenario.inputs.get(id);
            for edit in scenario.changes.iter().flat_map(|change| change.edits.iter().map(move |edit| (change, edit))) {
                let (change, edit) = edit;
                let from_start = change.from.is_none_or(|from| from <= scenario.start) && change.until.is_none();
                let is_response = change.response.is_some();
                let sets = edit.kind == crate::scenario::EditKind::Set && edit.input == id;
                if sets && (is_response || from_start) {
                    return Err(LeverError::SetByChange { change: change.id.clone(), is_response });
                }
            }
            return self.check_numbers((input.min, input.max), false);
        }
        let setting = scenario.settings.iter().find(|setting| setting.address == self.address);
        match setting.map(|setting| &setting.kind) {
            Some(Kind::Month) => self.check_months(),
            Some(Kind::Whole(_, min, max)) => self.check_numbers((*min as f64, *max as f64), true),
            Some(Kind::Plain(_, min, max)) => self.check_numbers((*min, *max), false),
            Some(_) => Err(LeverError::NotNumeric),
            None => Err(LeverError::Unknown { similar: scenario.similar(&self.address) }),
        }
    }

    fn check_months(&self) -> Result<(), LeverError> {
        let is_month = |value: &&LeverValue| matches!(value, LeverValue::Month(_));
        match self.values.iter().find(|value| !is_month(value)) {
            Some(&value) => Err(LeverError::WrongKind { value, expected: "a month such as 2027-09" }),
            None => Ok(()),
        }
    }

    fn check_numbers(&self, range: (f64, f64), is_whole: bool) -> Result<(), LeverError> {
        for &value in &self.values {
            let LeverValue::Number(number) = value else {
                return Err(LeverError::WrongKind { value, expected: "a number" });
            };
            if is_whole && number.fract() != 0.0 {
                return Err(LeverError::WrongKind { value, expected: "a whole number" });
            }
            if !(range.0..=range.1).contains(&number) {
                return Err(LeverError::OutOfRange { value, range });
            }
        }
        Ok(())
    }
}

/// The values of a list: `5,10,20`.
fn list(text: &str) -> Result<Vec<LeverValue>, LeverError> {
    let value = |one: &str| LeverValue::parse(one).ok_or_else(|| LeverError::Value(one.trim().to_owned()));
    let values: Vec<LeverValue> = text.split(',').map(value).collect::<Result<_, _>>()?;
    if values.len() > MAX_VALUES { Err(LeverError::TooMany) } else { Ok(values) }
}

/// The values of a range: `0..20`, `0..3000:500`, `2027-04..2027-09`.
fn range(text: &str) -> Result<Vec<LeverValue>, LeverError> {
    let (ends, step) = text.split_once(':').map_or((text, None), |(ends, step)| (ends, Some(step.trim())));
    let (first, last) = ends.split_once("..").ok_or(LeverError::Form)?;
    let end = |one: &str| LeverValue::parse(one).ok_or_else(|| LeverError::Value(one.trim().to_owned()));
    let by = step.map(|step| {
        let number = step.parse::<f64>().ok().filter(|step| step.is_finite() && *step > 0.0);
        number.ok_or_else(|| LeverError::Step(step.to_owned()))
    });
    let by = by.transpose()?;
    let empty = || LeverError::EmptyRange(ends.trim().to_owned());
    match (end(first)?, end(last.trim_start_matches('='))?) {
        (LeverValue::Number(first), LeverValue::Number(last)) => {
            let by = match by {
                Some(by) => by,
                None if first.fract() == 0.0 && last.fract() == 0.0 => 1.0,
                None => return Err(LeverError::NoStep(ends.trim().to_owned())),
            };
            // A step such as 0.05 is not exact, so the last value may be missed by a rounding error.
            let steps = ((last - first) / by + 1e-9).floor();
            let number = |step: usize| LeverValue::Number(tidy(first + step as f64 * by));
            match steps {
                _ if steps < 0.0 => Err(empty()),
                _ if steps >= MAX_VALUES as f64 => Err(LeverError::TooMany),
                _ => Ok((0..=steps as usize).map(number).collect()),
            }
        }
        (LeverValue::Month(first), LeverValue::Month(last)) => {
            let by = by.unwrap_or(1.0);
            if by.fract() != 0.0 || by > MAX_VALUES as f64 {
                return Err(LeverError::Step(step.unwrap_or_default().to_owned()));
            }
            let months = last.since(first);
            match months {
                _ if months < 0 => Err(empty()),
                _ if months as usize / by as usize >= MAX_VALUES => Err(LeverError::TooMany),
                _ => Ok((0..=months).step_by(by as usize).map(|n| LeverValue::Month(first.plus(n))).collect()),
            }
        }
        _ => Err(LeverError::MixedRange(ends.trim().to_owned())),
    }
}

/// The number without the rounding error of a sum: nine decimals at most.
fn tidy(value: f64) -> f64 {
    format!("{value:.9}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        Lever::parse(text).expect("a lever").values.iter().map(LeverValue::to_string).collect()
    }

    #[test]
    fn ranges_include_both_ends() {
        assert_eq!(values("a.b=2..5"), ["2", "3", "4", "5"]);
        assert_eq!(values("a.b = 0..=3000:1500 "), ["0", "1500", "3000"]);
        assert_eq!(values("a.b=0.1..0.3:0.05"), ["0.1", "0.15", "0.2", "0.25", "0.3"]);
        assert_eq!(values("a.b=0..10:4"), ["0", "4", "8"]);
        assert_eq!(values("a.b=2026-11..2027-02:2"), ["2026-11", "2027-01"]);
        assert_eq!(values("a.b=7"), ["7"]);
        assert_eq!(values("a.b=20, 5 ,-1.5"), ["20", "5", "-1.5"]);
    }

    #[test]
    fn a_lever_that_cannot_be_read_says_why() {
        let error = |text: &str| Lever::parse(text).expect_err("an error").to_string();
        for (text, words) in [
            ("a.b", "expected ADDRESS=VALUES"),
            ("=1..2", "expected ADDRESS=VALUES"),
            ("a.b=", "expected ADDRESS=VALUES"),
            ("a.b=lots", "`lots` is neither a number nor a month"),
            ("a.b=1..2027-09", "two numbers or two months"),
            ("a.b=5..2", "`5..2` ends before it begins"),
            ("a.b=2027-09..2027-01", "ends before it begins"),
            ("a.b=1..5:0", "the step `0` must be a number above 0"),
            ("a.b=2027-01..2027-09:1.5", "for months a whole one"),
            ("a.b=0.1..0.5", "needs a step, such as 0.1..0.5:0.05"),
            ("a.b=0..1000000", "more than 1000 values"),
            ("a.b=3,4,3", "the value 3 is given twice"),
            ("a.b=1..2:1..2", "the step `1..2` must be a number"),
            ("a.b=NaN", "`NaN` is neither"),
        ] {
            assert!(error(text).contains(words), "{text}: {}", error(text));
        }
    }

    #[test]
    fn a_lever_is_checked_against_the_scenario() {
        let text = include_str!("../../scenarios/herefordshire-2016.toml");
        let scenario = Scenario::parse(text).expect("a scenario");
        let check =
            |text: &str| Lever::parse(text).expect("a lever").check(&scenario).map_err(|error| error.to_string());
        assert_eq!(check("intake.nqsw_april_2016.offers=0..8"), Ok(()));
        assert_eq!(check("intake.nqsw_april_2016.month=2016-04..2016-09"), Ok(()));
        for (text, words) in [
            ("intake.nqsw_april_2016.ofers=1", "did you mean `intake.nqsw_april_2016.offers`?"),
            ("intake.nqsw_april_2016.offers=-1..3", "the value -1 is outside what the input may be"),
            ("intake.nqsw_april_2016.offers=2016-04", "must be a number"),
            ("intake.nqsw_april_2016.month=4", "must be a month"),
            ("intake.nqsw_april_2016.route=4", "only a number or a month"),
            ("months=12.5", "must be a whole number"),
        ] {
            let error = check(text).expect_err("an error");
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
