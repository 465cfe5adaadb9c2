//! Number formats of chart values.

use crate::units::Unit;

/// The number format of chart values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AxisUnit {
    /// Shares from 0 to 1, written `40%`.
    Percent,
    /// Differences of shares in percentage points, written `−3.5 pts`.
    Points,
    /// Pounds, written `£5.9m`.
    Pounds,
    /// Plain numbers, written `1,250`, `26.1`.
    #[default]
    Number,
}

impl From<Unit> for AxisUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            unit if unit.is_share() => Self::Percent,
            Unit::YearlyGrowth => Self::Percent,
            unit if unit.is_money() => Self::Pounds,
            _ => Self::Number,
        }
    }
}

impl AxisUnit {
    /// The format of differences between values of a unit.
    #[must_use]
    pub fn difference_of(unit: Unit) -> Self {
        match Self::from(unit) {
            Self::Percent => Self::Points,
            other => other,
        }
    }
}
