//! Tests of the samplers against their distributions, and against values that must never change.

mod beta;
mod by_lane;
mod copula;
mod counts;
mod counts_error;
mod form;
mod gamma;
mod key;
mod normal;
mod quantile;
mod quantile_error;
mod reference;

use super::{Draws, Purpose, Stream};

/// Draws for a named test.
fn draws(what: &str) -> Draws {
    Stream::new(2024, Purpose::Input, what).of(1)
}

/// Kolmogorov-Smirnov statistic: sqrt(n) times the maximum distance of the sample from the uniform. It exceeds 2.2 once
/// in 10,000.
fn kolmogorov(mut uniforms: Vec<f64>) -> f64 {
    uniforms.sort_by(f64::total_cmp);
    let n = uniforms.len() as f64;
    let distance = |(i, u): (usize, &f64)| (u - i as f64 / n).max((i + 1) as f64 / n - u);
    n.sqrt() * uniforms.iter().enumerate().map(distance).fold(0.0, f64::max)
}

#[track_caller]
fn assert_near(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "{got} is not within {tolerance:e} of {expected}");
}
