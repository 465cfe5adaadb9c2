//! Data of a fan: its bands, and the range its axes must cover.

use crate::content::chart::{FanPanel, FanPoint};
use crate::units::Month;

impl FanPoint {
    /// The limits of the central 90%, 80% and 50% of futures.
    pub(super) fn bands(&self) -> [(f64, f64); 3] {
        [(self.p05, self.p95), (self.p10, self.p90), (self.p25, self.p75)]
    }

    /// The percentiles in ascending order.
    pub(super) fn percentiles(&self) -> [f64; 7] {
        [self.p05, self.p10, self.p25, self.p50, self.p75, self.p90, self.p95]
    }
}

impl FanPanel {
    /// Every value that the vertical axis must cover.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        let futures = self.futures.iter().flat_map(FanPoint::percentiles);
        let history = self.history.iter().map(|(_, value)| *value);
        let marks = self.limit.iter().map(|limit| limit.value).chain(self.reported.iter().map(|point| point.value));
        let marks = marks.chain(self.targets.iter().map(|target| target.value));
        let plans = self.plans.iter().flat_map(|one| one.futures.iter().map(|point| point.p50));
        futures.chain(history).chain(marks).chain(plans)
    }

    /// Every month that the horizontal axis must cover.
    pub(super) fn months(&self) -> impl Iterator<Item = Month> + Clone {
        let history = self.history.iter().map(|(month, _)| *month);
        let futures = self.futures.iter().map(|point| point.month);
        history.chain(futures).chain(self.reported.iter().map(|point| point.month))
    }
}
