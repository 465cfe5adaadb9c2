//! A table cell: text in a data file; a number, a date or text in a workbook.

use std::borrow::Cow;

use crate::summary::{PERCENTILE_IDS, Statistic};
use crate::units::{Month, Unit};

/// The role of a number, which determines how it is formatted for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberRole {
    /// A level.
    Level,
    /// A difference between two levels, shown with its sign.
    Change,
    /// A standard error, shown with one more decimal because it is small.
    Error,
    /// An input, with as many decimals as were given.
    Given,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Empty.
    Missing,
    /// Text, identical in data files and for people.
    Text(Cow<'a, str>),
    /// Something written as its id in data files and as its name for people.
    Named {
        /// The id.
        id: &'a str,
        /// The name.
        name: &'a str,
    },
    /// A whole number, such as a count of replications or months.
    Whole(u64),
    /// A number.
    Number(f64, Unit, NumberRole),
    /// The likelihood of an outcome that is wanted: with its term for people.
    Likelihood(f64),
    /// A month.
    Month(Month),
    /// Yes or no.
    Flag(bool),
}

impl Cell<'_> {
    /// A level, to the decimals of its unit.
    pub(crate) fn level(value: f64, unit: Unit) -> Self {
        Self::Number(value, unit, NumberRole::Level)
    }

    /// A probability.
    pub(crate) fn probability(value: f64) -> Self {
        Self::level(value, Unit::Probability)
    }

    /// A standard error.
    pub(crate) fn error(value: f64, unit: Unit) -> Self {
        Self::Number(value, unit, NumberRole::Error)
    }

    /// The same, without reference to what it was made from. Of a name and its id, the name is kept.
    #[cfg(feature = "dataset")]
    pub(crate) fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Missing => Cell::Missing,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Named { name, .. } => Cell::Text(Cow::Owned(name.to_owned())),
            Self::Whole(whole) => Cell::Whole(whole),
            Self::Number(value, unit, role) => Cell::Number(value, unit, role),
            Self::Likelihood(likelihood) => Cell::Likelihood(likelihood),
            Self::Month(month) => Cell::Month(month),
            Self::Flag(flag) => Cell::Flag(flag),
        }
    }

    /// The cell as written to data files.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Missing => "".into(),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Named { id, .. } => Cow::Borrowed(id),
            Self::Whole(whole) => whole.to_string().into(),
            Self::Number(value, _, NumberRole::Given) => value.to_string().into(),
            Self::Number(value, unit, _) => number(*value, *unit).into(),
            Self::Likelihood(likelihood) => number(*likelihood, Unit::Probability).into(),
            Self::Month(month) => month.iso().into(),
            Self::Flag(flag) => if *flag { "true" } else { "false" }.into(),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<usize> for Cell<'_> {
    fn from(whole: usize) -> Self {
        Self::Whole(whole as u64)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Missing, Into::into)
    }
}

/// The column ids of a statistic in data files.
pub(crate) fn statistics() -> impl Iterator<Item = &'static str> {
    ["n_defined", "mean"].into_iter().chain(PERCENTILE_IDS).chain(["mc_error"])
}

/// A number to the decimals of its unit, without trailing zeros; empty if `NaN`.
pub(crate) fn number(value: f64, unit: Unit) -> String {
    if value.is_nan() {
        return String::new();
    }
    let text = format!("{value:.*}", unit.decimals());
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// The value rounded as in the data files; `None` if `NaN`.
pub(crate) fn rounded(value: f64, unit: Unit) -> Option<f64> {
    number(value, unit).parse().ok()
}

/// The standard error of a statistic's mean; [`Cell::Missing`] if it cannot be estimated.
pub(crate) fn error_cell<'a>(statistic: &Statistic, unit: Unit) -> Cell<'a> {
    statistic.known_error().map_or(Cell::Missing, |error| Cell::error(error, unit))
}

/// The cells of a statistic, in the order of [`statistics`].
pub(crate) fn statistic<'a>(
    statistic: &Statistic,
    unit: Unit,
    sense: NumberRole,
) -> impl Iterator<Item = Cell<'a>> + use<'a> {
    let figures = std::iter::once(statistic.mean).chain(statistic.percentiles);
    let error = error_cell(statistic, unit);
    std::iter::once(Cell::Whole(statistic.n_defined))
        .chain(figures.map(move |value| Cell::Number(value, unit, sense)))
        .chain([error])
}
