//! How the total of each financial year is made up.

use super::{AxisUnit, StackSeries};
use crate::units::FinancialYear;

/// How the total of each financial year is made up: a stacked bar for each year, with the total and its 80% range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarChart {
    /// The headline; what three lines cannot hold is left out of the picture but not of its `<title>`.
    pub title: String,
    /// Whose it is: stands before the subtitle on a sheet of its own, and is left out on a page about the same.
    pub of: Option<String>,
    /// What is shown and in which unit, below the headline.
    pub subtitle: String,
    /// How values are written.
    pub unit: AxisUnit,
    /// The years, in order.
    pub years: Vec<BarYear>,
    /// The parts from zero upwards, each with its mean in each year; negative ones, such as grants, go down from zero,
    /// and missing ones count as zero.
    pub series: Vec<StackSeries>,
    /// Anything to add at the foot, such as a source; may be empty.
    pub note: String,
}

/// One financial year of a [`BarChart`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarYear {
    /// The year.
    pub year: FinancialYear,
    /// How many of its months are counted; fewer than 12 are said below the bar.
    pub months: u32,
    /// The mean of the total; `f64::NAN` where there is none.
    pub total: f64,
    /// The total that a tenth of the futures stay below; `f64::NAN` where there is none.
    pub p10: f64,
    /// The total that a tenth of the futures go above; `f64::NAN` where there is none.
    pub p90: f64,
}
