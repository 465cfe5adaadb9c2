//! Dated events marked on charts.

use crate::units::Month;

/// An event in a month: people arrive, a change begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMark {
    /// The month.
    pub month: Month,
    /// Short description: `NQSWs, April 2016: 4 offers`.
    pub words: String,
}
