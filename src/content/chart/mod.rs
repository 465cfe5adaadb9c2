//! Chart data, independent of drawing code and of scenarios, runs and summaries. Missing values are `NaN`.
//!
//! | chart | shows |
//! |---|---|
//! | [`FanChart`] | a measure by month: history, then the range of simulated values, in one or several panels |
//! | [`StackChart`] | the composition of a total by month |
//! | [`WaterfallChart`] | the steps from one level to another, for one or several measures |
//! | [`BarChart`] | the composition of the total of each financial year, with its 80% range |
//! | [`DotChart`] | estimates with their intervals, against the values at which they should lie |
//! | [`HeatChart`] | a share for each combination of two inputs |
//! | [`RangeChart`] | what happened by month, against the ranges that had been forecast for it |

mod axis_unit;
mod bars;
mod dots;
mod fan;
mod heat;
mod ranges;
mod stack;
mod time_mark;
mod waterfall;

pub use axis_unit::AxisUnit;
pub use bars::{BarChart, BarYear};
pub use dots::{Dot, DotChart, DotPanel, ReferenceLine};
pub use fan::{FanChart, FanPanel, FanPoint, Limit, PlanFan, Reported, TargetMark};
pub use heat::HeatChart;
pub use ranges::{ForecastRange, RangeChart};
pub use stack::{StackChart, StackSeries};
pub use time_mark::TimeMark;
pub use waterfall::{WaterfallChart, WaterfallPanel, WaterfallStep};

/// The data of a chart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ChartData {
    /// Measures by month.
    Fan(FanChart),
    /// A total by month.
    Stack(StackChart),
    /// Totals by financial year.
    Bars(BarChart),
    /// Steps from one level to another.
    Waterfall(WaterfallChart),
    /// Estimates with their intervals.
    Dots(DotChart),
    /// What happened, against ranges.
    Ranges(RangeChart),
    /// Shares for each combination of two inputs.
    Heat(HeatChart),
}

impl From<FanChart> for ChartData {
    fn from(chart: FanChart) -> Self {
        Self::Fan(chart)
    }
}

impl From<StackChart> for ChartData {
    fn from(chart: StackChart) -> Self {
        Self::Stack(chart)
    }
}

impl From<BarChart> for ChartData {
    fn from(chart: BarChart) -> Self {
        Self::Bars(chart)
    }
}

impl From<WaterfallChart> for ChartData {
    fn from(chart: WaterfallChart) -> Self {
        Self::Waterfall(chart)
    }
}

impl From<DotChart> for ChartData {
    fn from(chart: DotChart) -> Self {
        Self::Dots(chart)
    }
}
