//! The confidence sequence of a proportion, and of a percentile.

use libm::{lgamma, log};

use super::best_ratio;

/// Number of halvings that bring an interval of length 1 to the precision of a double.
const HALVINGS: u32 = 60;

/// The confidence sequence of a proportion: Robbins' beta-binomial mixture, exact at any number of futures.
///
/// If the proportion is p, the likelihood of what was seen, mixed over a beta prior and divided by that under p, is a martingale with mean 1,
/// which ever exceeds 1 / alpha with probability at most alpha (Ville). The interval is every p that is not excluded in this way.
/// The prior may depend on p. It is beta(k p, k (1 - p)), with its mean at p, so that it is as quick to exclude every p, and its weight k is
/// the expected number of futures divided by 8.78 (for 95%), the best ratio for a mean (Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform,
/// nonparametric, nonasymptotic confidence sequences", *Annals of Statistics* 49, 2021, section 3). A uniform prior would need
/// 1.6 times as many futures for the same width at 10,000 futures and a half.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProportionSequence {
    /// The weight k of the prior.
    weight: f64,
    /// The logarithm of 1 / alpha.
    limit: f64,
}

impl ProportionSequence {
    /// The sequence of level 1 - `alpha`, narrowest at `expected` trials. `alpha` is above 0 and below 1.
    pub(crate) fn new(alpha: f64, expected: u64) -> Self {
        Self { weight: expected.max(1) as f64 / best_ratio(alpha), limit: -log(alpha) }
    }

    /// The sequence of level 1 - `alpha` with a prior of weight `weight`.
    #[cfg(test)]
    pub(super) fn with_weight(alpha: f64, weight: f64) -> Self {
        Self { weight, limit: -log(alpha) }
    }

    /// The interval of the proportion after `successes` of `trials`; `successes` is at most `trials`. It contains their ratio, and is 0
    /// to 1 without trials.
    ///
    /// The logarithm of the mixture ratio is a sum over successes of `ln(k + i / p)` and over failures of `ln(k + j / (1 - p))`, less a constant: convex
    /// in p, and at most 0 at the ratio seen. So each end is found by halving, and the end outside the interval is returned.
    pub(crate) fn interval(&self, successes: u64, trials: u64) -> (f64, f64) {
        if trials == 0 {
            return (0.0, 1.0);
        }
        let seen = successes as f64 / trials as f64;
        let end = |mut outside: f64| {
            let mut inside = seen;
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(outside, inside);
                if self.excludes(middle, successes, trials) {
                    outside = middle;
                } else {
                    inside = middle;
                }
            }
            outside
        };
        (if successes == 0 { 0.0 } else { end(0.0) }, if successes == trials { 1.0 } else { end(1.0) })
    }

    /// The ranks (from 1) of the sorted values between which the percentile `share` (above 0 and below 1) lies: at least as many values as the
    /// first are at or below it, and fewer than the second are below it. The interval ends at the values of these ranks; rank 0
    /// and rank `values` + 1 mean that it has no end on that side yet.
    ///
    /// Howard and Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm identification", *Bernoulli* 28
    /// (2022): the number of values at or below the percentile is a number of successes with probability `share`. The mixture ratio is
    /// convex in that number.
    pub(crate) fn ranks(&self, share: f64, values: u64) -> (u64, u64) {
        let excluded = |count: u64| self.excludes(share, count, values);
        let about = (share * values as f64) as u64;
        let low = first(about, |below| excluded(about - below)).map_or(0, |below| about - below + 1);
        let high = first(values - about, |above| excluded(about + above)).map_or(values + 1, |above| about + above);
        (low, high)
    }

    /// Whether a proportion `p` is excluded after `successes` of `trials`.
    pub(super) fn excludes(&self, p: f64, successes: u64, trials: u64) -> bool {
        self.log_ratio(p, successes, trials) >= self.limit
    }

    /// The logarithm of the mixture ratio; infinite where p is 0 or 1 and what was seen is impossible.
    fn log_ratio(&self, p: f64, successes: u64, trials: u64) -> f64 {
        let of = |share: f64, count: u64| {
            if count == 0 {
                return 0.0;
            }
            if share <= 0.0 {
                return f64::INFINITY;
            }
            let (prior, count) = (self.weight * share, count as f64);
            lgamma(prior + count) - lgamma(prior) - count * log(share)
        };
        let whole = lgamma(self.weight + trials as f64) - lgamma(self.weight);
        of(p, successes) + of(1.0 - p, trials - successes) - whole
    }
}

/// The least number up to `most` for which `is` holds, if it holds for every number above one for which it does.
fn first(most: u64, is: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut low, mut high) = (0, most + 1);
    while low < high {
        let middle = u64::midpoint(low, high);
        if middle > most || is(middle) { high = middle } else { low = middle + 1 }
    }
    (low <= most).then_some(low)
}
