//! The samplers compared with those of `rand_distr`: two samples of one distribution, drawn by methods that share no
//! code.
//!
//! The samples can detect differences of about a thirtieth of a standard deviation. Where a distribution function is
//! known to many figures, the other files test the samplers against it, which is stricter. The gamma is not tested
//! here, because it is drawn by `rand_distr` itself; it is tested against the distribution function of `statrs`.

use rand::SeedableRng;
use rand::distr::Uniform;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::weighted::WeightedAliasIndex;
use rand_distr::{Beta, Binomial, Distribution as Sampler, LogNormal, Normal, Pert, Poisson};

use super::{draw, one_binomial, one_poisson};
use crate::random::{Distribution, Quantile, Range80Shape};

const N: u64 = 100_000;

type Result = std::result::Result<(), Box<dyn std::error::Error>>;

/// Our draws, as a function of the uniforms of replications.
fn ours(what: &str, value: impl Fn(f64) -> f64) -> Vec<f64> {
    let draw = draw(what);
    (1..=N).map(|replication| value(draw.of(replication))).collect()
}

/// The same number of draws from a sampler of `rand_distr`.
fn theirs<T>(sampler: impl Sampler<T>, value: impl Fn(T) -> f64) -> Vec<f64> {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(2024);
    (0..N).map(|_| value(sampler.sample(&mut generator))).collect()
}

/// Kolmogorov-Smirnov for two samples of N: sqrt(N / 2) times the maximum distance of their distribution functions,
/// evaluated after each run of equal values, so that ties count as equal. It exceeds 2.2 once in 10,000, less often for
/// counts.
fn two_samples(mut one: Vec<f64>, mut two: Vec<f64>) -> f64 {
    one.sort_by(f64::total_cmp);
    two.sort_by(f64::total_cmp);
    let (mut i, mut j, mut furthest) = (0, 0, 0_usize);
    while i < one.len() && j < two.len() {
        let value = one[i].min(two[j]);
        i += one[i..].iter().take_while(|&&x| x <= value).count();
        j += two[j..].iter().take_while(|&&x| x <= value).count();
        furthest = furthest.max(i.abs_diff(j));
    }
    furthest as f64 / N as f64 * (N as f64 / 2.0).sqrt()
}

#[track_caller]
fn assert_alike(what: &str, ours: Vec<f64>, theirs: Vec<f64>) {
    let distance = two_samples(ours, theirs);
    assert!(distance < 2.2, "{what}: {distance}");
}

#[test]
fn two_samples_detect_a_difference_of_a_twentieth_of_a_standard_deviation() -> Result {
    let standard = |mean| Normal::new(mean, 1.0).map(|normal| theirs(normal, |x: f64| x));
    let quantile = Quantile::new(&Distribution::Normal { mean: 0.05, sd: 1.0 }, f64::NEG_INFINITY, f64::INFINITY)?;
    assert!(two_samples(ours("apart", |u| quantile.at(u)), standard(0.0)?) > 2.2);
    assert!(two_samples(ours("apart", |u| one_poisson(9.15, u)), theirs(Poisson::new(9.0)?, |x: f64| x)) > 2.2);
    assert!(
        two_samples(ours("apart", |u| one_binomial(60.0, 0.3, u)), theirs(Binomial::new(60, 0.303)?, |x| x as f64))
            > 2.2
    );
    Ok(())
}

#[test]
fn binomials_are_those_of_rand_distr() -> Result {
    for (n, p) in [(1, 0.5), (5, 0.015), (60, 0.01), (60, 0.3), (40, 0.9), (300, 0.1), (4_000, 0.7)] {
        let what = format!("binomial {n} {p}");
        assert_alike(
            &what,
            ours(&what, |u| one_binomial(n as f64, p, u)),
            theirs(Binomial::new(n, p)?, |count| count as f64),
        );
    }
    Ok(())
}

#[test]
fn poissons_are_those_of_rand_distr() -> Result {
    for mean in [0.05, 0.9, 4.0, 11.9, 12.1, 30.0, 270.0] {
        let what = format!("Poisson {mean}");
        assert_alike(&what, ours(&what, |u| one_poisson(mean, u)), theirs(Poisson::new(mean)?, |count: f64| count));
    }
    Ok(())
}

/// Samples from the distribution of an input with optional bounds.
fn input(
    distribution: &Distribution,
    (min, max): (f64, f64),
) -> std::result::Result<Vec<f64>, Box<dyn std::error::Error>> {
    let quantile = Quantile::new(distribution, min, max)?;
    Ok(ours(&format!("{distribution:?}"), |u| quantile.at(u)))
}

const NO_BOUNDS: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

#[test]
fn uniforms_normals_and_log_normals_are_those_of_rand_distr() -> Result {
    assert_alike(
        "uniform",
        input(&Distribution::Uniform { low: 2.0, high: 5.0 }, NO_BOUNDS)?,
        theirs(Uniform::new(2.0, 5.0)?, |x: f64| x),
    );
    assert_alike(
        "normal",
        input(&Distribution::Normal { mean: 3.0, sd: 2.0 }, NO_BOUNDS)?,
        theirs(Normal::new(3.0, 2.0)?, |x: f64| x),
    );
    assert_alike(
        "log-normal",
        input(&Distribution::LogNormal { median: 40.0, sigma: 0.6 }, NO_BOUNDS)?,
        theirs(LogNormal::new(libm::log(40.0), 0.6)?, |x: f64| x),
    );
    Ok(())
}

#[test]
fn perts_and_betas_are_those_of_rand_distr() -> Result {
    for (low, mode, high) in [(0.0, 4.0, 10.0), (1.0, 1.0, 2.0), (-5.0, 3.0, 3.0), (41_000.0, 45_000.0, 51_000.0)] {
        assert_alike(
            &format!("PERT {low} {mode} {high}"),
            input(&Distribution::Pert { low, mode, high }, NO_BOUNDS)?,
            theirs(Pert::new(low, high).with_mode(mode)?, |x: f64| x),
        );
    }
    for (a, b) in [(0.4, 1.2), (2.6, 3.4), (36.0, 1.1), (0.7, 0.7)] {
        let size: f64 = a + b;
        let (mean, sd) = (a / size, (a * b / (size + 1.0)).sqrt() / size);
        assert_alike(
            &format!("beta {a} {b}"),
            input(&Distribution::Beta { mean, sd }, NO_BOUNDS)?,
            theirs(Beta::new(a, b)?, |x: f64| x),
        );
    }
    Ok(())
}

/// A log-normal or a logit-normal with given 10th and 90th percentiles.
#[test]
fn ranges_of_80_percent_are_transformed_normals_of_rand_distr() -> Result {
    let sigma = |low: f64, high: f64| (high - low) / (2.0 * 1.281_551_565_544_600_4);
    let (low, high) = (libm::log(10.0), libm::log(90.0));
    assert_alike(
        "range of rates",
        input(&Distribution::Range80 { low: 10.0, high: 90.0, shape: Range80Shape::LogNormal }, NO_BOUNDS)?,
        theirs(LogNormal::new(0.5 * (low + high), sigma(low, high))?, |x: f64| x),
    );
    let logit = |share: f64| libm::log(share / (1.0 - share));
    let (low, high) = (logit(0.2), logit(0.6));
    assert_alike(
        "range of shares",
        input(&Distribution::Range80 { low: 0.2, high: 0.6, shape: Range80Shape::LogitNormal }, NO_BOUNDS)?,
        theirs(Normal::new(0.5 * (low + high), sigma(low, high))?, |z: f64| 1.0 / (1.0 + libm::exp(-z))),
    );
    Ok(())
}

#[test]
fn weighted_values_are_those_of_rand_distr() -> Result {
    let (values, weights) = (vec![2.0, 5.0, 3.0, 9.0], vec![0.1, 0.4, 0.3, 0.2]);
    let list = values.clone();
    assert_alike(
        "discrete",
        input(&Distribution::Discrete { values, weights: weights.clone() }, NO_BOUNDS)?,
        theirs(WeightedAliasIndex::new(weights)?, |index: usize| list[index]),
    );
    Ok(())
}

/// Truncation by quantile is equivalent to rejection of values outside the bounds.
#[test]
fn truncation_gives_what_rejection_from_rand_distr_gives() -> Result {
    let (min, max) = (0.0, 4.0);
    let normal = Normal::new(3.0, 2.0)?;
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(2025);
    let within = std::iter::repeat_with(|| normal.sample(&mut generator)).filter(|x| (min..=max).contains(x));
    assert_alike(
        "truncated normal",
        input(&Distribution::Normal { mean: 3.0, sd: 2.0 }, (min, max))?,
        within.take(N as usize).collect(),
    );
    Ok(())
}
