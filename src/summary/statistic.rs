//! What the replications say of one figure.

use super::PERCENTILES;
use super::percentiles::percentiles;
use crate::run::Tally;

/// What the replications say of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistic {
    /// Replications in which it is not missing. The others say nothing: mean and percentiles are of these.
    pub n_defined: u64,
    /// Mean.
    pub mean: f64,
    /// The percentiles of [`PERCENTILES`], type 7 of Hyndman and Fan (1996).
    pub percentiles: [f64; PERCENTILES.len()],
    /// Monte Carlo standard error of the mean.
    pub mc_error: f64,
}

impl Statistic {
    /// What a tally comes to.
    pub(crate) fn of(tally: &Tally) -> Self {
        let percentiles = percentiles(tally);
        Self { n_defined: tally.defined(), mean: tally.mean(), percentiles, mc_error: tally.error() }
    }

    /// The percentile `percent`, which is one of [`PERCENTILES`]; `NaN` for any other.
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

    /// The 10th and 90th percentile: the 80% range.
    #[must_use]
    pub fn range80(&self) -> (f64, f64) {
        (self.p(10), self.p(90))
    }

    /// Whether the 80% range holds a value.
    #[must_use]
    pub fn holds_80(&self, value: f64) -> bool {
        let (low, high) = self.range80();
        (low..=high).contains(&value)
    }

    /// Whether any replication defines it.
    #[must_use]
    pub fn is_defined(&self) -> bool {
        self.n_defined > 0
    }

    /// Monte Carlo standard error of the mean; `None` where fewer than two replications define it, because one value
    /// does not show how far values lie apart.
    #[must_use]
    pub fn known_error(&self) -> Option<f64> {
        (self.n_defined > 1).then_some(self.mc_error)
    }
}
