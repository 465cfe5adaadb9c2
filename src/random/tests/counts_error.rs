//! Errors of the counts against their distributions, as stated in `counts` and `cornish_fisher`.

use super::LANES;
use crate::lanes::Lanes;
use crate::random::counts::EXACT_MEAN;
use crate::random::{binomial, poisson};

/// The probabilities of 0 to `most`, computed by ratios from the mode outward to avoid early underflow.
fn from_mode(mode: usize, most: usize, ratio: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut mass = vec![0.0; most + 1];
    mass[mode] = 1.0;
    for k in mode..most {
        mass[k + 1] = mass[k] * ratio(k as f64);
    }
    for k in (0..mode).rev() {
        mass[k] = mass[k + 1] / ratio(k as f64);
    }
    let total: f64 = mass.iter().sum();
    mass.iter().map(|part| part / total).collect()
}

fn binomial_mass(n: u32, p: f64) -> Vec<f64> {
    let size = f64::from(n);
    from_mode(((size + 1.0) * p) as usize, n as usize, |k| (size - k) / (k + 1.0) * p / (1.0 - p))
}

fn poisson_mass(mean: f64) -> Vec<f64> {
    from_mode(mean as usize, (mean + 12.0 * mean.sqrt() + 40.0) as usize, |k| mean / (k + 1.0))
}

/// The probability that `draw` returns each of 0 to `most`: the widths of its steps, found by bisection.
fn drawn_mass(most: usize, draw: impl Fn(&Lanes<LANES>) -> Lanes<LANES>) -> Vec<f64> {
    let ends = (0..=most).step_by(LANES).flat_map(|first| {
        let (mut low, mut high) = ([0.0; LANES], [1.0; LANES]);
        for _ in 0..54 {
            let middle: [f64; LANES] = std::array::from_fn(|lane| 0.5 * (low[lane] + high[lane]));
            let counts = draw(&Lanes(middle)).0;
            for lane in 0..LANES {
                let is_below = counts[lane] <= (first + lane) as f64;
                *if is_below { &mut low[lane] } else { &mut high[lane] } = middle[lane];
            }
        }
        low
    });
    let ends: Vec<f64> = ends.take(most + 1).collect();
    let before = std::iter::once(&0.0).chain(&ends);
    ends.iter().zip(before).map(|(end, before)| end - before).collect()
}

/// `drawn_mass` of a binomial.
fn drawn_binomial(n: u32, p: f64, most: usize) -> Vec<f64> {
    drawn_mass(most, |u| binomial(&Lanes::all(f64::from(n)), p, u))
}

/// `drawn_mass` of a Poisson.
fn drawn_poisson(mean: f64, most: usize) -> Vec<f64> {
    drawn_mass(most, |u| poisson(&Lanes::all(mean), u))
}

/// Differences between two distributions of a count.
#[derive(Clone, Copy, Debug, Default)]
struct CountDifference {
    /// Maximum difference of the distribution functions.
    function: f64,
    /// Total variation: the share of uniforms for which the count differs.
    variation: f64,
    /// Difference of the means, in standard deviations.
    mean: f64,
    /// Relative difference of the variances.
    variance: f64,
}

impl CountDifference {
    fn between(exact: &[f64], drawn: &[f64]) -> Self {
        let pairs = || exact.iter().zip(drawn);
        let moment = |mass: &[f64], power: &dyn Fn(f64) -> f64| -> f64 {
            mass.iter().enumerate().map(|(k, part)| part * power(k as f64)).sum()
        };
        let mean = moment(exact, &|k| k);
        let variance = moment(exact, &|k| (k - mean) * (k - mean));
        let mut sum = 0.0;
        let function = pairs().map(|(a, b)| {
            sum += a - b;
            f64::abs(sum)
        });
        Self {
            function: function.fold(0.0, f64::max),
            variation: pairs().map(|(a, b)| 0.5 * (a - b).abs()).sum(),
            mean: (moment(drawn, &|k| k) - mean).abs() / variance.sqrt(),
            variance: (moment(drawn, &|k| (k - mean) * (k - mean)) / variance - 1.0).abs(),
        }
    }

    fn worst(self, other: Self) -> Self {
        Self {
            function: self.function.max(other.function),
            variation: self.variation.max(other.variation),
            mean: self.mean.max(other.mean),
            variance: self.variance.max(other.variance),
        }
    }
}

/// The maximum differences over the binomials and the Poisson with mean `mean`.
fn at_mean(mean: f64) -> CountDifference {
    let exact = poisson_mass(mean);
    let first = CountDifference::between(&exact, &drawn_poisson(mean, exact.len() - 1));
    [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5].iter().fold(first, |worst, &p| {
        // The nearest p for which the mean is exact.
        let n = (mean / p).ceil() as u32;
        let p = mean / f64::from(n);
        worst.worst(CountDifference::between(&binomial_mass(n, p), &drawn_binomial(n, p, n as usize)))
    })
}

#[test]
fn small_counts_are_exact() {
    for mean in [0.001, 0.075, 0.6, 2.0, 5.0, 11.999] {
        let worst = at_mean(mean);
        assert!(worst.function < 2e-13 && worst.variation < 4e-13, "{mean}: {worst:?}");
    }
}

#[test]
fn large_counts_have_the_stated_errors() {
    let means = [12.01, 13.0, 15.0, 18.0, 22.0, 30.0, 50.0, 100.0, 270.0];
    let worst = means.iter().map(|&mean| at_mean(mean)).fold(CountDifference::default(), CountDifference::worst);
    assert!(worst.function < 2.3e-5, "{worst:?}");
    assert!(worst.variation < 8e-5, "{worst:?}");
    assert!(worst.mean < 1e-6, "{worst:?}");
    assert!(worst.variance < 1e-4, "{worst:?}");
    let (at_30, at_100) = (at_mean(30.0), at_mean(100.0));
    assert!(at_30.function < worst.function / 5.0 && at_30.variance < worst.variance / 5.0, "{at_30:?}");
    assert!(at_100.function < worst.function / 50.0 && at_100.variance < worst.variance / 50.0, "{at_100:?}");
}

#[test]
fn the_more_frequent_outcome_mirrors_the_rarer() {
    for (n, p) in [(40, 0.9), (300, 0.875), (1000, 0.6)] {
        let worst = CountDifference::between(&binomial_mass(n, p), &drawn_binomial(n, p, n as usize));
        assert!(worst.function < 2.3e-5, "{n} {p}: {worst:?}");
    }
}

/// The share of uniforms for which a mean just above the threshold returns a smaller count than one just below.
#[test]
fn few_uniforms_give_fewer_where_the_mean_crosses_the_threshold() {
    let breach = |below: &[f64], above: &[f64]| {
        let (mut sum, mut share) = (0.0, 0.0);
        for (b, a) in below.iter().zip(above) {
            sum += a - b;
            share += f64::max(sum, 0.0);
        }
        share
    };
    let (low, high) = (EXACT_MEAN, EXACT_MEAN * (1.0 + 1e-12));
    let drawn = |mean| drawn_poisson(mean, 80);
    assert!(breach(&drawn(low), &drawn(high)) < 2e-4);
    for n in [24, 30, 40, 100, 1000, 100_000] {
        let size = f64::from(n);
        let drawn = |mean| drawn_binomial(n, mean / size, 80);
        let (low, high) = (low * (1.0 - 1e-12), high.min(0.5 * size));
        assert!(breach(&drawn(low), &drawn(high)) < 2e-4, "{n}");
    }
}
