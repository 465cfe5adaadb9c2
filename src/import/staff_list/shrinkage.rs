//! A rate of few events, shrunk towards the pooled rate of many authorities.

use crate::random::SCORE_90;

/// A rate whose events are Poisson, in authorities whose rates are gamma: the posterior of one of them (Clayton and Kaldor 1987,
/// "Empirical Bayes estimates of age-standardized relative risks", Biometrics 43, 671-681).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShrunkRate {
    /// Own events, such as leavers.
    pub events: f64,
    /// Own exposure, such as person-years.
    pub exposure: f64,
    /// The pooled rate: events per unit of exposure.
    pub pooled: f64,
    /// Shape of the gamma distribution of rates between authorities.
    pub shape: f64,
}

impl ShrunkRate {
    /// The rate: (shape + events) / (shape / pooled + exposure).
    #[must_use]
    pub fn rate(&self) -> f64 {
        (self.shape + self.events) / (self.shape / self.pooled + self.exposure)
    }

    /// The weight of the own rate, 0 to 1: exposure / (exposure + shape / pooled).
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.exposure / (self.exposure + self.shape / self.pooled)
    }

    /// The own rate; `None` without exposure.
    #[must_use]
    pub fn own(&self) -> Option<f64> {
        (self.exposure > 0.0).then(|| self.events / self.exposure)
    }

    /// The 80% range of the rate: quantiles of its gamma distribution by Wilson and Hilferty (1931), right to 1% from shape 1 on.
    #[must_use]
    pub fn range80(&self) -> (f64, f64) {
        let shape = self.shape + self.events;
        let scale = 1.0 / (self.shape / self.pooled + self.exposure);
        let quantile = |z: f64| {
            let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
            shape * root * root * root * scale
        };
        (quantile(-SCORE_90), quantile(SCORE_90))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Gamma};

    const NONE: ShrunkRate = ShrunkRate { events: 0.0, exposure: 0.0, pooled: 0.12, shape: 10.0 };

    #[test]
    fn without_own_experience_the_rate_is_the_pooled_one_and_with_much_of_it_the_own() {
        assert!((NONE.rate() - 0.12).abs() < 1e-12);
        assert_eq!((NONE.weight(), NONE.own()), (0.0, None));
        let much = ShrunkRate { events: 3e6, exposure: 1e7, ..NONE };
        assert!((much.rate() - 0.3).abs() < 1e-4 && much.weight() > 0.9999);
    }

    #[test]
    fn the_rate_is_the_own_and_the_pooled_one_by_weight() {
        for (events, exposure) in [(0.0, 50.0), (3.0, 12.0), (40.0, 200.0)] {
            let rate = ShrunkRate { events, exposure, ..NONE };
            let mixed = rate.weight() * rate.own().unwrap() + (1.0 - rate.weight()) * rate.pooled;
            assert!((rate.rate() - mixed).abs() < 1e-12);
        }
    }

    #[test]
    fn the_range_holds_four_fifths_of_the_gamma_distribution() {
        for events in [0.0, 1.0, 7.0, 90.0] {
            let rate = ShrunkRate { events, exposure: 100.0, ..NONE };
            let gamma = Gamma::new(rate.shape + events, rate.shape / rate.pooled + 100.0).unwrap();
            let (low, high) = rate.range80();
            assert!((gamma.cdf(low) - 0.1).abs() < 2e-3 && (gamma.cdf(high) - 0.9).abs() < 2e-3);
        }
    }
}
