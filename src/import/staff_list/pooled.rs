//! What authorities have in common, towards which a council's own rates are shrunk. `pooled.py` computes the figures.

use crate::import::england_2016::{ServiceBand, turnover};

/// The year of the pooled rates.
pub const POOLED_YEAR: i32 = 2025;

/// Leavers per person-year in England, 2025: 4,276 FTE over the mean of the censuses of 2024 and 2025.
pub const LEAVERS: f64 = 0.1213;

/// Starters per person-year in England, 2025: 5,838 FTE over the same.
pub const STARTERS: f64 = 0.1656;

/// Shape of the gamma distribution of authorities' rates of leavers and of starters, beyond chance: 1 over the square of their
/// coefficient of variation. By the method of moments over 91 authorities, 2025.
pub const LEAVERS_SHAPE: f64 = 10.18;
/// As [`LEAVERS_SHAPE`], for starters.
pub const STARTERS_SHAPE: f64 = 7.88;

/// Leavers per person-year in a band of time in service: as in England 2016, brought to the level of [`LEAVERS`].
pub(crate) fn pooled_leavers(band: &ServiceBand) -> f64 {
    band.leavers * LEAVERS / turnover()
}
