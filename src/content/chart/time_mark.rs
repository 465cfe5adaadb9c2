//! What happens at a date.

use crate::units::Month;

/// Something that happens in a month: people arrive, a change begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMark {
    /// The month.
    pub month: Month,
    /// What happens, in a few words: `NQSWs, April 2016: 4 offers`.
    pub words: String,
}
