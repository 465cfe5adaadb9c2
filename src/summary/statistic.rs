//! Summary statistics of one figure.

use super::PERCENTILES;
use super::percentiles::percentiles;
use crate::run::Tally;

/// Summary statistics of one figure over the replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistic {
    /// Number of replications in which the figure is defined. All statistics are over these.
    pub n_defined: u64,
    /// Mean.
    pub mean: f64,
    /// The percentiles of [`PERCENTILES`], type 7 of Hyndman and Fan (1996).
    pub percentiles: [f64; PERCENTILES.len()],
    /// Monte Carlo standard error of the mean.
    pub mc_error: f64,
}

impl Statistic {
    /// The statistics of a tally.
    pub(crate) fn of(tally: &Tally) -> Self {
        let percentiles = percentiles(tally);
        Self { n_defined: tally.defined(), mean: tally.mean(), percentiles, mc_error: tally.error() }
    }

    /// The percentile `percent`, which must be one of [`PERCENTILES`]; `NaN` otherwise.
    #[must_use]
    pub fn p(&self, percent: u8) -> f64 {
        let place = PERCENTILES.iter().position(|&one| one == percent);
        debug_assert!(place.is_some(), "{percent} is not one of {PERCENTILES:?}");
        place.map_or(f64::NAN, |place| self.percentiles[place])
    }

    /// The median.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.p(50)
    }

    /// The 80% range: the 10th and 90th percentiles.
    #[must_use]
    pub fn range80(&self) -> (f64, f64) {
        (self.p(10), self.p(90))
    }

    /// Whether the 80% range contains a value.
    #[must_use]
    pub fn holds_80(&self, value: f64) -> bool {
        let (low, high) = self.range80();
        (low..=high).contains(&value)
    }

    /// Whether the mean differs from zero by more than two standard errors.
    #[must_use]
    pub fn is_clear_of_zero(&self) -> bool {
        self.mean.abs() > 2.0 * self.mc_error
    }

    /// Whether the figure is defined in any replication.
    #[must_use]
    pub fn is_defined(&self) -> bool {
        self.n_defined > 0
    }

    /// Monte Carlo standard error of the mean; `None` if the figure is defined in fewer than two replications, because
    /// a single value has no variance.
    #[must_use]
    pub fn known_error(&self) -> Option<f64> {
        (self.n_defined > 1).then_some(self.mc_error)
    }
}
