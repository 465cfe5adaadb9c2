//! What a chart shows, as plain data: nothing here draws, and nothing knows of scenarios, runs or summaries. A value that
//! is missing is `f64::NAN`.
//!
//! | chart | shows |
//! |---|---|
//! | [`FanChart`] | a measure over the months: history, then the range of futures, for one or several panels |
//! | [`StackChart`] | how a total over the months is made up |
//! | [`WaterfallChart`] | how one level becomes another, step by step, for one or several measures |
//! | [`BarChart`] | how the total of each financial year is made up, with its 80% range |

mod axis_unit;
mod bars;
mod fan;
mod stack;
mod time_mark;
mod waterfall;

pub use axis_unit::AxisUnit;
pub use bars::{BarChart, BarYear};
pub use fan::{FanChart, FanPanel, FanPoint, Limit, Reported, TargetMark};
pub use stack::{StackChart, StackSeries};
pub use time_mark::TimeMark;
pub use waterfall::{WaterfallChart, WaterfallPanel, WaterfallStep};

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ChartData {
    /// Measures over the months.
    Fan(FanChart),
    /// A total over the months.
    Stack(StackChart),
    /// Totals by financial year.
    Bars(BarChart),
    /// How one level becomes another.
    Waterfall(WaterfallChart),
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
