//! How a total over the months is made up.

use super::{AxisUnit, TimeMark};
use crate::units::Month;

/// How a total over the months is made up: layers named at the right-hand edge with their last value.
///
/// A layer that has nothing in the last month has a key above the plot; one with nothing in any month is named in the
/// note at the foot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StackChart {
    /// The headline; what three lines cannot hold is left out of the picture but not of its `<title>`.
    pub title: String,
    /// Whose it is: stands before the subtitle on a sheet of its own, and is left out on a page about the same.
    pub of: Option<String>,
    /// What is shown and in which unit, below the headline.
    pub subtitle: String,
    /// How values are written.
    pub unit: AxisUnit,
    /// The months, in order.
    pub months: Vec<Month>,
    /// The layers from the foot up, each with one value for each month. A month where one is missing is a gap.
    pub series: Vec<StackSeries>,
    /// What happens when.
    pub marks: Vec<TimeMark>,
    /// Anything to add at the foot, such as a source; may be empty.
    pub note: String,
}

/// One layer of a stack: a route, agency staff, a line of cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StackSeries {
    /// What it is, as people say it.
    pub name: String,
    /// One value for each month or year of the chart; missing values are `f64::NAN`.
    pub values: Vec<f64>,
    /// Whether it stands out from the others in colour, as agency staff do.
    pub accent: bool,
}
