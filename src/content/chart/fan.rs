//! A measure over the months: history, then the range of the futures.

use super::{AxisUnit, TimeMark};
use crate::units::Month;

/// A measure over the months: what happened, then the range of the futures.
///
/// One panel fills the chart; several stand in two columns, those of one unit on the same scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanChart {
    /// The headline; what three lines cannot hold is left out of the picture but not of its `<title>`.
    pub title: String,
    /// What is shown and in which unit, below the headline.
    pub subtitle: String,
    /// One or more.
    pub panels: Vec<FanPanel>,
    /// Anything to add at the foot, such as a source; may be empty.
    pub note: String,
}

/// One pair of axes of a [`FanChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanPanel {
    /// The name of the team or measure; may be empty.
    pub title: String,
    /// How values are written.
    pub unit: AxisUnit,
    /// The range of the futures, month after month.
    pub futures: Vec<FanPoint>,
    /// What happened, in order: months and values. The fan opens from the last one if it is not long before.
    pub history: Vec<(Month, f64)>,
    /// A limit over all months.
    pub limit: Option<Limit>,
    /// Targets, each at the months that it is for.
    pub targets: Vec<TargetMark>,
    /// A value to mark.
    pub reported: Option<Reported>,
    /// What happens when.
    pub marks: Vec<TimeMark>,
}

/// The range of the futures in one month: seven percentiles. A missing one is `f64::NAN` and leaves a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FanPoint {
    /// The month.
    pub month: Month,
    /// 5 in 100 futures are below.
    pub p05: f64,
    /// 10 in 100 futures are below.
    pub p10: f64,
    /// A quarter of the futures are below.
    pub p25: f64,
    /// The median.
    pub p50: f64,
    /// A quarter of the futures are above.
    pub p75: f64,
    /// 10 in 100 futures are above.
    pub p90: f64,
    /// 5 in 100 futures are above.
    pub p95: f64,
}

/// A labelled dashed line at one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// What it is: `Maximum 25 cases`.
    pub label: String,
    /// Where it is.
    pub value: f64,
}

/// A labelled bracket at one value: a target for a month or for several.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetMark {
    /// The first month that it is for.
    pub first: Month,
    /// The last.
    pub last: Month,
    /// Where it is.
    pub value: f64,
    /// Whether it is met below its value (`true`) or above.
    pub at_most: bool,
    /// What it is: `at most 25% by Mar 2018`.
    pub label: String,
}

/// A labelled point: a figure that somebody published.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// The month that the figure is for.
    pub month: Month,
    /// The figure.
    pub value: f64,
    /// What it is: `Reported in March 2017: 27%`.
    pub label: String,
}

impl FanPanel {
    /// A panel with nothing in it yet.
    #[must_use]
    pub fn new(title: impl Into<String>, unit: AxisUnit) -> Self {
        Self { title: title.into(), unit, ..Self::default() }
    }
}

impl FanPoint {
    /// A month of which nothing is known.
    #[must_use]
    pub fn missing(month: Month) -> Self {
        Self::certain(month, f64::NAN)
    }

    /// A month whose value is known.
    pub(crate) fn certain(month: Month, value: f64) -> Self {
        Self { month, p05: value, p10: value, p25: value, p50: value, p75: value, p90: value, p95: value }
    }
}
