//! A forecast as a sample of equally likely values.

use serde::{Deserialize, Serialize};

use crate::summary::percentile;

/// A forecast: equally likely values, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SampleForecast(Vec<f64>);

impl SampleForecast {
    /// The forecast with the values of a sample; `None` if none is defined.
    pub(super) fn new(mut values: Vec<f64>) -> Option<Self> {
        values.retain(|value| value.is_finite());
        values.sort_unstable_by(f64::total_cmp);
        (!values.is_empty()).then_some(Self(values))
    }

    /// The forecast in another unit.
    pub(super) fn times(&self, factor: f64) -> Self {
        Self(self.0.iter().map(|value| factor * value).collect())
    }

    /// The quantile below which this share lies (type 7 of Hyndman and Fan 1996).
    pub(super) fn quantile(&self, share: f64) -> f64 {
        percentile(&self.0, 100.0 * share).unwrap_or(f64::NAN)
    }

    /// The continuous ranked probability score (Gneiting and Raftery 2007, section 4.2): E|X - y| - E|X - X'| / 2, in the unit of the
    /// values. Lower is better.
    pub(super) fn crps(&self, observed: f64) -> f64 {
        let n = self.0.len() as f64;
        let error: f64 = self.0.iter().map(|value| (value - observed).abs()).sum::<f64>() / n;
        // In a sorted sample the value at rank i is the greater one of i pairs, and the lesser one of n - 1 - i.
        let apart: f64 = (0..self.0.len()).map(|rank| (2.0 * rank as f64 + 1.0 - n) * self.0[rank]).sum();
        error - apart / (n * n)
    }

    /// The probability integral transform: the share of the sample below what was observed, and half of what equals it.
    pub(super) fn pit(&self, observed: f64) -> f64 {
        let below = self.0.partition_point(|&value| value < observed);
        let until = self.0.partition_point(|&value| value <= observed);
        (below + until) as f64 / (2 * self.0.len()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_between_the_values() {
        let sample = SampleForecast::new(vec![4.0, f64::NAN, 1.0, 2.0, 3.0, 5.0]).expect("values");
        assert_eq!([0.0, 0.1, 0.5, 1.0].map(|share| sample.quantile(share)), [1.0, 1.4, 3.0, 5.0]);
        assert!(SampleForecast::new(vec![f64::NAN]).is_none());
    }

    #[test]
    fn the_crps_of_a_sample_is_the_integral_of_squared_differences() {
        // Of its distribution function and the step at what was observed, by rectangles.
        let values = vec![0.3, 0.9, 1.4, 1.4, 2.2, 3.0];
        let sample = SampleForecast::new(values.clone()).expect("values");
        for observed in [-1.0, 0.3, 1.7, 4.0] {
            let steps = 600_000;
            let width = 10.0 / f64::from(steps);
            let integral: f64 = (0..steps)
                .map(|step| {
                    let at = -4.0 + width * (f64::from(step) + 0.5);
                    let below = values.iter().filter(|&&value| value <= at).count() as f64 / values.len() as f64;
                    let difference = below - f64::from(u8::from(observed <= at));
                    difference * difference * width
                })
                .sum();
            assert!((sample.crps(observed) - integral).abs() < 1e-4, "{observed}");
        }
        let certain = SampleForecast::new(vec![2.0]).expect("a value");
        assert_eq!(certain.crps(5.0), 3.0);
    }

    #[test]
    fn the_pit_counts_half_of_what_is_equal() {
        let sample = SampleForecast::new(vec![1.0, 2.0, 2.0, 3.0]).expect("values");
        assert_eq!([0.5, 1.0, 2.0, 9.0].map(|observed| sample.pit(observed)), [0.0, 0.125, 0.5, 1.0]);
    }
}
