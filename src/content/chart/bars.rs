//! Stacked bars: the composition of the total of each financial year.

use super::{AxisUnit, StackSeries};
use crate::units::FinancialYear;

/// The composition of the total of each financial year: a stacked bar per year, with the total and its 80% range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarChart {
    /// Headline. Text beyond three lines is cut in the drawing but not in its `<title>`.
    pub title: String,
    /// Name of the scenario, shown before the subtitle in a chart file and omitted on the scenario's own page.
    pub of: Option<String>,
    /// What is shown and in which unit; printed below the headline.
    pub subtitle: String,
    /// Number format.
    pub unit: AxisUnit,
    /// Years, in order.
    pub years: Vec<BarYear>,
    /// Parts, from zero upwards, each with its mean in each year. Negative values, such as grants, are drawn downwards
    /// from zero; `NaN` counts as zero.
    pub series: Vec<StackSeries>,
    /// Footnote, such as a source; may be empty.
    pub note: String,
}

/// One financial year of a [`BarChart`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarYear {
    /// The year.
    pub year: FinancialYear,
    /// Number of months counted; noted below the bar if fewer than 12.
    pub months: u32,
    /// Mean of the total; `NaN` if undefined.
    pub total: f64,
    /// 10th percentile of the total; `NaN` if undefined.
    pub p10: f64,
    /// 90th percentile of the total; `NaN` if undefined.
    pub p90: f64,
}
