//! Range charts: what happened by month, against the ranges that had been forecast for it.

use super::AxisUnit;
use crate::units::Month;

/// What happened by month, as a line, and the range that had been forecast for some of the months.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RangeChart {
    /// Headline. Text beyond three lines is cut in the drawing but not in its `<title>`.
    pub title: String,
    /// What is shown and in which unit; printed below the headline.
    pub subtitle: String,
    /// Number format.
    pub unit: AxisUnit,
    /// What happened, by month, in order.
    pub actual: Vec<(Month, f64)>,
    /// What had been forecast, in order.
    pub ranges: Vec<ForecastRange>,
    /// Name of the ranges, for the key: `80% range, forecast a year before`.
    pub name: String,
    /// Footnote; may be empty.
    pub note: String,
}

/// The range that had been forecast for a month, and what happened then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForecastRange {
    /// The month.
    pub month: Month,
    /// Lower limit.
    pub low: f64,
    /// Median.
    pub median: f64,
    /// Upper limit.
    pub high: f64,
    /// What happened.
    pub actual: f64,
}

impl ForecastRange {
    /// Whether it held what happened.
    #[must_use]
    pub fn is_right(&self) -> bool {
        (self.low..=self.high).contains(&self.actual)
    }
}
