//! Stack charts: the composition of a total by month.

use super::{AxisUnit, TimeMark};
use crate::units::Month;

/// The composition of a total by month, with layers labelled at the right-hand edge with their last value.
///
/// A layer that is zero in the last month has a key above the plot instead; one that is zero in every month is named in
/// the footnote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StackChart {
    /// Headline. Text beyond three lines is cut in the drawing but not in its `<title>`.
    pub title: String,
    /// Name of the scenario, shown before the subtitle in a chart file and omitted on the scenario's own page.
    pub of: Option<String>,
    /// What is shown and in which unit; printed below the headline.
    pub subtitle: String,
    /// Number format.
    pub unit: AxisUnit,
    /// Months, in order.
    pub months: Vec<Month>,
    /// Layers, from the bottom up, each with one value per month. A month in which any layer is `NaN` is a gap.
    pub series: Vec<StackSeries>,
    /// Dated events to mark.
    pub marks: Vec<TimeMark>,
    /// Footnote, such as a source; may be empty.
    pub note: String,
}

/// One layer of a stack: a route, agency staff, a line of cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StackSeries {
    /// Name.
    pub name: String,
    /// One value for each month or year of the chart; `NaN` if missing.
    pub values: Vec<f64>,
    /// Whether it is drawn in the accent colour, as agency staff are.
    pub accent: bool,
}
