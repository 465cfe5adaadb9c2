//! Fan charts: a measure by month, with history followed by the range of simulated values.

use super::{AxisUnit, TimeMark};
use crate::units::Month;

/// A measure by month: history, then the range of simulated values.
///
/// A single panel fills the chart; several are laid out in two columns, with a shared scale for each unit or, if asked, one for each panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanChart {
    /// Headline. Text beyond three lines is cut in the drawing but not in its `<title>`.
    pub title: String,
    /// Name of the scenario, shown before the subtitle in a chart file and omitted on the scenario's own page.
    pub of: Option<String>,
    /// What is shown and in which unit; printed below the headline.
    pub subtitle: String,
    /// Panels; at least one.
    pub panels: Vec<FanPanel>,
    /// Footnote, such as a source; may be empty.
    pub note: String,
    /// Whether each panel has a scale of its own, because they are of different measures.
    pub has_own_scales: bool,
}

/// One pair of axes of a [`FanChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanPanel {
    /// Name of the team or measure; may be empty.
    pub title: String,
    /// Number format.
    pub unit: AxisUnit,
    /// Range of simulated values by month.
    pub futures: Vec<FanPoint>,
    /// Historical values by month, in order. The fan opens from the last one if that is recent enough.
    pub history: Vec<(Month, f64)>,
    /// Limit for all months.
    pub limit: Option<Limit>,
    /// Targets, each drawn at the months to which it applies.
    pub targets: Vec<TargetMark>,
    /// Reported value to mark.
    pub reported: Option<Reported>,
    /// Dated events to mark.
    pub marks: Vec<TimeMark>,
    /// The same measure in plans, whose medians are drawn over the fan.
    pub plans: Vec<PlanFan>,
}

/// A measure in a plan, beside that of the base.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanFan {
    /// Name of the plan.
    pub name: String,
    /// Range of simulated values by month.
    pub futures: Vec<FanPoint>,
}

/// The range of simulated values in one month, as seven percentiles. `NaN` leaves a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FanPoint {
    /// The month.
    pub month: Month,
    /// 5th percentile.
    pub p05: f64,
    /// 10th percentile.
    pub p10: f64,
    /// 25th percentile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 90th percentile.
    pub p90: f64,
    /// 95th percentile.
    pub p95: f64,
}

/// A labelled dashed line at one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Label: `Maximum 25 cases`.
    pub label: String,
    /// Value at which it is drawn.
    pub value: f64,
}

/// A labelled bracket at one value: a target for a month or for several.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetMark {
    /// First month to which it applies.
    pub first: Month,
    /// Last month to which it applies.
    pub last: Month,
    /// Value at which it is drawn.
    pub value: f64,
    /// Whether it is met at or below its value (`true`) or at or above it.
    pub at_most: bool,
    /// Label: `at most 25% by Mar 2018`.
    pub label: String,
}

/// A labelled point: a published figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// Month of the figure.
    pub month: Month,
    /// The figure.
    pub value: f64,
    /// Label: `Reported in March 2017: 27%`.
    pub label: String,
}

impl FanPanel {
    /// An empty panel.
    #[must_use]
    pub fn new(title: impl Into<String>, unit: AxisUnit) -> Self {
        Self { title: title.into(), unit, ..Self::default() }
    }
}

impl FanPoint {
    /// A month without values: all percentiles are `NaN`.
    #[must_use]
    pub fn missing(month: Month) -> Self {
        Self::certain(month, f64::NAN)
    }

    /// A month with a certain value: all percentiles are equal.
    pub(crate) fn certain(month: Month, value: f64) -> Self {
        Self { month, p05: value, p10: value, p25: value, p50: value, p75: value, p90: value, p95: value }
    }
}
