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
